"""The commands `waive` and `waivers`: one finding may stand for a while, and a list of those that may."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, print_line


@click.command()
@click.argument("fingerprint")
@options.PATHS
@click.option("--reason", required=True, help="Why the finding may stand.")
@click.option("--until", required=True, type=options.Day(), metavar="DATE", help="The last day on which it may stand.")
@click.option("--by", default="", metavar="NAME", help="Who decided.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the finding from this discrepancies.csv, and do not check PATHS again.",
)
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the waiver to FILE. [default: the nearest waivers.csv above the finding's ledger, else one in PATHS]",
)
@click.option(
    "--draft",
    "drafts",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The finding is in this draft, and PATHS are the ledgers that it is compared with (repeatable).",
)
@options.scope_flags
def waive(
    fingerprint: str,
    paths: tuple[Path, ...],
    reason: str,
    until: date,
    by: str,
    report: Path | None,
    file: Path | None,
    drafts: tuple[Path, ...],
    **flags: Any,
) -> None:
    """Let one finding stand with its present numbers, for a reason and until a day.

    FINGERPRINT is the first column of discrepancies.csv, or its first letters. If the numbers change, the finding is
    back. The waiver covers the findings that follow from it now, and none that come later. In a draft it holds for the words, in
    whatever file and line they stand.
    """
    from figcheck.commands.decisions.waive_and_baseline import waive as write_waiver
    from figcheck.gate import NewWaiver

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    new = NewWaiver(fingerprint, reason, until, by)
    done = write_waiver(new, paths, settings, settings.today(), report=report, file=file, drafts=drafts)
    more = f", with {done.covers:,} of the same cause" if done.covers else ""
    print_line(f"{done.file.as_posix()}:{done.line}: waived until {until}{more}")
    print_line(
        f"  {done.finding['code']} {done.finding['rule']}, {done.finding['severity']}: {done.finding['message']}"
    )


@click.command()
@options.PATHS
@options.scope_flags
def waivers(paths: tuple[Path, ...], **flags: Any) -> None:
    """List the waivers of the ledgers: what each silences, which end soon, and which silence nothing."""
    from figcheck.commands.decisions.waive_and_baseline import list_waivers

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    listed, errors = list_waivers(paths, settings, settings.today())
    for waiver in listed:
        print_line(f"{waiver.where}: {waiver.verdict}")
        for line in waiver.lines:
            print_line(f"  {line}")
    if not listed:
        print_line("no waivers")
    exit_with(errors)
