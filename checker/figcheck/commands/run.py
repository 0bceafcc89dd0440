"""The command `run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figcheck.commands import options
from figcheck.model.errors import FigcheckError, SeveralErrors
from figcheck.model.settings import DEFAULT_REPORT, Settings
from figcheck.read.settings_toml import with_flags

if TYPE_CHECKING:
    from figcheck.pipeline import Run


@click.command()
@options.PATHS_AND_ADDRESSES
@click.option(
    "--report",
    metavar="FILE",
    multiple=True,
    help="Write the report to FILE (repeatable). Its suffix names the format. FORMAT:FILE does too. "
    "[default: discrepancies.csv]",
)
@click.option(
    "--format",
    "to_print",
    metavar="FORMAT",
    help="Print the report in this format, and the summary on standard error. Write no file unless --report names one.",
)
@options.gate_flags
@options.scope_flags
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only findings about claims that changed since this git revision. REV... is where this branch left REV.",
)
@click.option(
    "--changed-files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Report only findings about claims in this file (repeatable).",
)
@click.option("--fetch", is_flag=True, help="Fetch again the tables that ledger descriptions name by an https address.")
@click.option("--verbose", "-v", is_flag=True, help="Show every discrepancy, and not only the worst.")
@click.pass_context
def run(
    ctx: click.Context,
    paths: tuple[Path | str, ...],
    report: tuple[str, ...],
    to_print: str | None,
    verbose: bool,
    changed_since: str | None,
    changed_files: tuple[Path, ...],
    fetch: bool,
    **flags: Any,
) -> None:
    """Check every ledger below PATHS (default: figures/) and write a report.

    A PATH may be the https address of a table: figcheck fetches it and keeps a copy in the folder `evidence`.

    \b
    Exit status: 0  passed: no finding at or above --fail-on
                 1  failed: at least one
                 2  the run could not be completed
    """
    paths, not_fetched = _fetched(paths or options.DEFAULT_PATHS, fetch=fetch)
    settings = options.settings_for(paths, report=report, **flags)
    from figcheck.commands.output import console, reader_may_leave
    from figcheck.pipeline import in_format, require_format
    from figcheck.pipeline import show as show_run

    if to_print:
        require_format(to_print)
    elif not settings.report:
        settings = with_flags(settings, report=(DEFAULT_REPORT,))
    if changed_since and changed_files:
        raise click.UsageError("give --changed-since or --changed-files, not both")
    done = _run(paths, settings, changed_since, changed_files, not_fetched)
    with reader_may_leave():
        show_run(done, console(stderr=to_print is not None), verbose=verbose)
    if to_print:
        content, left_out = in_format(done, to_print)
        with reader_may_leave():
            click.echo(content, nl=False)
        done.notices += [f"{to_print}: {left_out}"] if left_out else []
    with reader_may_leave():
        for said in (*done.notices, *done.errors):
            click.echo(str(said), err=True)
    ctx.exit(done.exit_status)


def _fetched(given: tuple[Path | str, ...], *, fetch: bool) -> tuple[tuple[Path, ...], list[FigcheckError]]:
    """The paths with copies in place of addresses, and what was not fetched. Raises FigcheckError when nothing is left to read."""
    if not fetch and all(isinstance(one, Path) for one in given):
        return tuple(Path(one) for one in given), []
    from figcheck.provenance.copies.fetch_tables import fetch_tables, table_fetcher

    done = fetch_tables(given, table_fetcher(), Settings().today(), for_descriptions=fetch)
    for said in done.said:
        click.echo(said, err=True)
    if not done.paths:
        raise SeveralErrors(done.errors)
    return tuple(done.paths), done.errors


def _run(
    paths: tuple[Path, ...],
    settings: Settings,
    revision: str | None,
    files: tuple[Path, ...],
    not_fetched: list[FigcheckError],
) -> Run:
    from rich.console import Console

    from figcheck.gate.changed_since import Since
    from figcheck.pipeline import run as run_pipeline

    stderr = Console(stderr=True)
    today = settings.today()
    since = Since(revision, files) if revision or files else None
    if not stderr.is_terminal:
        return run_pipeline(paths, settings, today, since=since, not_fetched=not_fetched)
    with stderr.status("reading") as status:
        return run_pipeline(paths, settings, today, progress=status.update, since=since, not_fetched=not_fetched)
