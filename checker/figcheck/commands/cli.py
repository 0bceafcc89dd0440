"""The command line: a thin skin over the pipeline. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figcheck.commands import evidence as evidence_commands
from figcheck.commands import gate as gate_commands
from figcheck.commands import options
from figcheck.commands import trace_figure as trace_command
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import DEFAULT_REPORT, Settings
from figcheck.model.version import __version__
from figcheck.read.settings_toml import find_settings, with_flags

if TYPE_CHECKING:
    from figcheck.pipeline import Run

OURS = "This is a fault of figcheck, not of your files. Please report it with the lines above."


class _Group(click.Group):
    """Shows an error of the user's files as what, where, why and mend, with exit status 2, and never a traceback for it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FigcheckError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            import traceback

            click.echo(traceback.format_exc(), err=True)
            click.echo(OURS, err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="figcheck")
def main() -> None:
    """Check reported casualty figures before they are printed.

    A ledger (a CSV file) holds one claim a row: who gave which figure, for what, when. `figcheck run figures/` compares
    them and writes discrepancies.csv.
    """


@main.command()
@options.PATHS
@click.option(
    "--report",
    metavar="FILE",
    multiple=True,
    help="Write the report there (repeatable); the suffix tells the format, or FORMAT:FILE does. "
    "[default: discrepancies.csv]",
)
@click.option(
    "--format",
    "to_print",
    metavar="FORMAT",
    help="Print the report in this format, and the summary to standard error; writes no file unless --report does.",
)
@options.gated
@options.checked
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only findings of claims that changed since this git revision; REV... is where this branch left REV.",
)
@click.option(
    "--changed-files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Report only findings of claims in this file (repeatable).",
)
@click.option("--verbose", "-v", is_flag=True, help="Show every discrepancy, not only the worst.")
@click.pass_context
def run(
    ctx: click.Context,
    paths: tuple[Path, ...],
    report: tuple[str, ...],
    to_print: str | None,
    verbose: bool,
    changed_since: str | None,
    changed_files: tuple[Path, ...],
    **flags: Any,
) -> None:
    """Check every ledger below PATHS (default: figures/) and write a report.

    \b
    Exit status: 0  nothing at or above --fail-on
                 1  something
                 2  the run could not be done whole
    """
    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, report=report, **flags)
    from rich.console import Console

    from figcheck.pipeline import in_format, require_format
    from figcheck.pipeline import show as show_run

    if to_print:
        require_format(to_print)
    elif not settings.report:
        settings = with_flags(settings, report=(DEFAULT_REPORT,))
    if changed_since and changed_files:
        raise click.UsageError("give --changed-since or --changed-files, not both")
    done = _run(paths, settings, changed_since, changed_files)
    show_run(done, Console(stderr=to_print is not None, soft_wrap=False, highlight=False), verbose=verbose)
    if to_print:
        text, left_out = in_format(done, to_print)
        click.echo(text.encode("utf-8"), nl=False)
        done.notices += [f"{to_print}: {left_out}"] if left_out else []
    for said in (*done.notices, *done.errors):
        click.echo(str(said), err=True)
    ctx.exit(done.exit_status)


def _run(paths: tuple[Path, ...], settings: Settings, revision: str | None, files: tuple[Path, ...]) -> Run:
    from rich.console import Console

    from figcheck.gate.changed_since import Since
    from figcheck.pipeline import run as run_pipeline

    stderr = Console(stderr=True)
    today = settings.today()
    since = Since(revision, files) if revision or files else None
    if not stderr.is_terminal:
        return run_pipeline(paths, settings, today, since=since)
    with stderr.status("reading") as status:
        return run_pipeline(paths, settings, today, progress=status.update, since=since)


@main.command()
@click.argument("figures", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--lang", help="Language of the figures (en, de, ...). [default: script and words decide]")
@click.pass_context
def parse(ctx: click.Context, figures: tuple[str, ...], as_json: bool, lang: str | None) -> None:
    """Explain what FIGURES say: qualifier, range, which bounds are hard, what a reader takes from them.

    With - the figures are read from standard input, one a line. Exit status 1 when one cannot be read.
    """
    from figcheck import parse as stage

    if not figures:
        raise click.UsageError(
            "give a figure, such as: figcheck parse 'more than 27,000'  (or - to read them from standard input)"
        )
    unread = False
    for number, text in enumerate(_figures(figures)):
        figure = stage.parse_figure(text, lang)
        unread = unread or figure.error is not None
        if as_json:
            click.echo(json.dumps(stage.as_json(figure, lang), ensure_ascii=False))
        else:
            click.echo(("\n" if number else "") + stage.explain(figure, lang))
    ctx.exit(1 if unread else 0)


@main.command("say")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--lang", default="en", show_default=True, help="Language of the phrases (en, de, ...).")
def say_number(number: str, as_json: bool, lang: str) -> None:
    """Propose faithful ways to print NUMBER, each with the range that it means and the one that a reader takes from it."""
    from figcheck import parse as stage

    counted = stage.parse_figure(number, lang, rounds=False)
    if counted.error is not None or counted.qualifier != "exact" or counted.unit != "people" or counted.value is None:
        raise click.UsageError(f'"{number}" is no number of people; give the count itself, such as: figcheck say 27238')
    try:
        phrasings = stage.say(int(counted.value), lang)
    except FigcheckError as error:
        raise click.UsageError(str(error)) from error
    for phrasing in phrasings:
        if as_json:
            click.echo(json.dumps(stage.as_json(phrasing.figure, lang), ensure_ascii=False))
        else:
            click.echo(stage.said(phrasing))


def _figures(arguments: tuple[str, ...]) -> Iterable[str]:
    for argument in arguments:
        if argument == "-":
            for line in sys.stdin:
                yield line.rstrip("\r\n")
        else:
            yield argument


@main.group()
def rules() -> None:
    """List, show and test the rules."""


_RULES = click.option(
    "--rules",
    "folders",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of your own rule cards (repeatable). [default: those of the settings]",
)


def _own_rules(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return folders or find_settings([]).rules


@rules.command("list")
@_RULES
def rules_list(folders: tuple[Path, ...]) -> None:
    """List every rule: code, name, severity, and what it finds."""
    from figcheck.compare.cards.shipped import catalogue

    loaded = catalogue(_own_rules(folders))
    width = max((len(card.name) for card in loaded.cards), default=0)
    for card in loaded.cards:
        click.echo(f"{card.code}  {card.name:{width}}  {card.severity:7}  {card.title}")
    _stop_at(loaded.errors)


@rules.command("show")
@click.argument("rule")
@_RULES
def rules_show(rule: str, folders: tuple[Path, ...]) -> None:
    """Show the page of RULE, by code or name."""
    from figcheck.compare.cards.shipped import card_page

    click.echo(card_page(rule, _own_rules(folders)))


@rules.command("new")
@click.argument("code")
@click.argument("name")
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to write it. [default: the first folder under `rules` in the settings, else our-rules]",
)
def rules_new(code: str, name: str, into: Path | None) -> None:
    """Write a card for a rule of your own, CODE-NAME.md, that works as it stands. Nothing is overwritten."""
    from figcheck.compare.cards.new_card import write_card
    from figcheck.compare.cards.shipped import catalogue

    own = _own_rules(())
    folder = into or (own[0] if own else Path("our-rules"))
    path = write_card(code, name, folder, catalogue([f for f in dict.fromkeys([*own, folder]) if f.is_dir()]))
    click.echo(f"wrote {_shown(path)}")
    known = folder.resolve() in [f.resolve() for f in own]
    flag = "" if known else f" --rules {_shown(folder)}"
    click.echo(f"\nNext: change it, then  figcheck rules test {code.upper()}{flag}  and  figcheck run figures/{flag}")


def _shown(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


@rules.command("test")
@click.argument("names", metavar="[RULE]...", nargs=-1)
@_RULES
@click.pass_context
def rules_test(ctx: click.Context, names: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Run the examples of every rule, or of those named."""
    from figcheck.commands.run_rule_examples import run_examples

    passed = failed = 0
    loaded, outcomes = run_examples(names, _own_rules(folders))
    for outcome in outcomes:
        passed += not outcome.complaints
        failed += bool(outcome.complaints)
        for complaint in outcome.complaints:
            click.echo(complaint, err=True)
    click.echo(f"{passed} passed, {failed} failed")
    _stop_at(loaded.errors)
    if not passed + failed:
        raise FigcheckError("no example was run", mend="name a rule that has examples, or none for all")
    ctx.exit(1 if failed else 0)


def _stop_at(errors: Iterable[FigcheckError]) -> None:
    errors = list(errors)
    for error in errors:
        click.echo(str(error), err=True)
    if errors:
        click.get_current_context().exit(2)


@main.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--github", "places", flag_value="github", multiple=True, help="Also a workflow of GitHub Actions.")
@click.option("--gitlab", "places", flag_value="gitlab", multiple=True, help="Also a job of GitLab.")
@click.option("--pre-commit", "places", flag_value="pre-commit", multiple=True, help="Also a hook of pre-commit.")
@click.option(
    "--package",
    default="figcheck",
    metavar="NAME",
    help="What pip installs there: a version, a wheel, or git+https://… [default: figcheck]",
)
def init(folder: Path, places: tuple[str, ...], package: str) -> None:
    """Write a starter: figures/ with one ledger and a vocabulary, and figcheck.toml. Nothing is overwritten."""
    from figcheck.commands.init import write_ci, write_starter

    for path, written in write_starter(folder):
        click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
    for place in dict.fromkeys(places):
        path, written, text = write_ci(folder, place, package)
        click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
        if not written and text != path.read_text(encoding="utf-8", errors="replace"):
            click.echo(f"\nTo have figcheck there too, add this to {path.as_posix()}:\n\n{text}")
    where = "" if folder == Path() else f"cd {folder.as_posix()} && "
    click.echo(f"\nNext: {where}figcheck run figures/")


for _command in (*gate_commands.COMMANDS, evidence_commands.evidence, trace_command.trace):
    main.add_command(_command)
