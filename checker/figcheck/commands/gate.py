"""The commands around the gate: waive, waivers, baseline, config."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.model.errors import FigcheckError


@click.command()
@click.argument("fingerprint")
@options.PATHS
@click.option("--reason", required=True, help="Why the finding may stand.")
@click.option("--until", required=True, type=options.Day(), metavar="DATE", help="The last day on which it may.")
@click.option("--by", default="", metavar="NAME", help="Who decided.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the finding from this discrepancies.csv, in place of checking PATHS anew.",
)
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write there. [default: the nearest waivers.csv from the finding's ledger upward, else one in PATHS]",
)
@options.checked
def waive(
    fingerprint: str,
    paths: tuple[Path, ...],
    reason: str,
    until: date,
    by: str,
    report: Path | None,
    file: Path | None,
    **flags: Any,
) -> None:
    """Let one finding stand, with its numbers of today, for a reason and until a day.

    FINGERPRINT is the first column of discrepancies.csv, or enough of its beginning. Other numbers bring the finding
    back.
    """
    from figcheck.commands.waive_and_baseline import waive as waive_finding

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    done = waive_finding(fingerprint, paths, settings, settings.today(), reason, until, by, report, file)
    _say(f"{done.file.as_posix()}:{done.line}: waived until {until}")
    _say(f"  {done.finding['code']} {done.finding['rule']}, {done.finding['severity']}: {done.finding['message']}")


@click.command()
@options.PATHS
@options.checked
@click.pass_context
def waivers(ctx: click.Context, paths: tuple[Path, ...], **flags: Any) -> None:
    """List the waivers beside the ledgers: what each silences, which run out soon, and which silence nothing."""
    from figcheck.commands.waive_and_baseline import list_waivers

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    listed, errors = list_waivers(paths, settings, settings.today())
    for waiver in listed:
        _say(f"{waiver.where}: {waiver.verdict}")
        for line in waiver.lines:
            _say(f"  {line}")
    if not listed:
        _say("no waivers")
    _end(ctx, errors)


@click.command()
@options.PATHS
@click.option("--prune", is_flag=True, help="Only take out what is fixed; accept nothing.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. [default: figcheck-baseline.csv]",
)
@options.checked
@click.pass_context
def baseline(ctx: click.Context, paths: tuple[Path, ...], prune: bool, **flags: Any) -> None:
    """Accept today's findings, so that only new and changed ones fail from now on.

    They stay in every report, with the status "accepted". Waived and explained findings are not accepted: they are
    decided otherwise.
    """
    from figcheck.commands.waive_and_baseline import write_baseline

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    done = write_baseline(paths, settings, settings.today(), prune=prune)
    if done.errors:
        _say(f"{settings.baseline.as_posix()}: not written, since the run could not be done whole")
    else:
        words = ", ".join(f"{n:,} {what}" for n, what in done.counts if n)
        _say(f"{settings.baseline.as_posix()}: {done.total:,} accepted ({words or 'as before'})")
    _end(ctx, done.errors)


@click.command()
@options.PATHS
@click.option("--report", metavar="FILE", multiple=True, help="As for `figcheck run`.")
@options.gated
@options.checked
@click.option("--schema", is_flag=True, help="Print the JSON Schema of figcheck.toml, for editors, instead.")
def config(paths: tuple[Path, ...], report: tuple[str, ...], schema: bool, **flags: Any) -> None:
    """Show the settings of a run over PATHS with these flags, and where each came from."""
    from figcheck.commands.settings_schema import settings_schema
    from figcheck.commands.show_settings import effective_settings

    if schema:
        click.echo(settings_schema(), nl=False)
        return
    settings = options.settings_for(paths or options.DEFAULT_PATHS, report=report, **flags)
    rows = effective_settings(settings)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, origin in rows:
        click.echo(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}".rstrip())


COMMANDS = (waive, waivers, baseline, config)


def _say(line: str) -> None:
    """A line on standard output; text of strangers in it does nothing to a terminal."""
    from figcheck.report.safe_text import one_line

    indent = len(line) - len(line.lstrip(" "))
    click.echo(" " * indent + one_line(line))


def _end(ctx: click.Context, errors: Iterable[FigcheckError]) -> None:
    errors = list(errors)
    for error in errors:
        click.echo(str(error), err=True)
    ctx.exit(2 if errors else 0)
