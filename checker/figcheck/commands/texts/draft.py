"""The command `draft`: the figures of a draft beside the ledger."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, print_line, reader_may_leave
from figcheck.commands.texts.extract import suffix_of
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import FAIL_ON
from figcheck.model.words import SEVERITIES

if TYPE_CHECKING:
    from figcheck.prose.draft import Judged

FORMATS = ("table", "jsonl", "csv")
SEVERITY_OF = {
    "contradicts": "error", "category": "error", "superseded": "error", "hedge": "warning", "older": "warning", "unknown": "note",
}  # fmt: skip
"""How bad each verdict is; `agrees` is nothing at all."""
_WIDTH = 80
_COLUMNS = (
    "file", "line", "column", "end_column", "verdict", "severity", "figure", "measure", "population", "place", "kind", "role",
    "event", "published", "against_id", "against_figure", "against_measure", "against_population", "against_origin",
    "against_as_of", "against_file", "against_line", "now_id", "now_figure", "now_as_of", "days", "instead", "message", "mend",
    "sentence",
)  # fmt: skip


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--ledger",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The ledger, or a folder with ledgers (repeatable). [default: figures/]",
)
@click.option("--event", multiple=True, help="What the drafts are about (repeatable). [default: what their text names]")
@click.option(
    "--as-of",
    metavar="DATE",
    type=options.Day(),
    help="When the drafts are printed: 2024-02-04. [default: what each draft says, else when it was saved]",
)
@click.option(
    "--format", "name", type=click.Choice(FORMATS), default="table", show_default=True, help="How to show them."
)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Mildest severity that fails. [default: error]")
@click.option("--all", "everything", is_flag=True, help="Show the figures that agree, too.")
@click.option("--lang", help="Language of the drafts (en, ...). [default: en]")
@click.option(
    "--kind", help="How to read - and files without a known ending: .txt, .md, .html, .docx, .eml. [default: .txt]"
)
@click.pass_context
def draft(
    ctx: click.Context,
    paths: tuple[Path, ...],
    ledger: tuple[Path, ...],
    event: tuple[str, ...],
    as_of: date | None,
    name: str,
    fail_on: str | None,
    everything: bool,
    lang: str | None,
    kind: str | None,
) -> None:
    """Compare each figure of the drafts below PATHS with the ledger, before they are printed.

    PATHS are files and folders of .txt, .md, .html, .docx and .eml; - is standard input. Each figure of people gets a verdict:
    agrees, older, hedge, category, superseded, contradicts, or unknown, which is a question and never an accusation.

    \b
    Exit status: 0  passed: no verdict at or above --fail-on
                 1  failed: at least one (contradicts, category and superseded are errors,
                    hedge and older are warnings, unknown is a note)
                 2  a draft or a ledger could not be read
    """
    if not paths:
        raise click.UsageError("give a draft or a folder of drafts, or - to read one from standard input")
    ledgers = ledger or options.DEFAULT_PATHS
    settings = options.settings_for(ledgers, fail_on=fail_on)
    from figcheck.pipeline import known_claims
    from figcheck.prose.draft import judged_drafts

    today = settings.today()
    known, _, errors = known_claims(ledgers, settings, today)
    judged: list[Judged] = []
    for one in judged_drafts(paths, known, today, as_of=as_of, events=event, lang=lang, kind=suffix_of(kind)):
        if isinstance(one, FigcheckError):
            errors.append(one)
        else:
            judged.append(one)
    with reader_may_leave():
        if name == "jsonl":
            for one in judged:
                click.echo(json.dumps(_record(one), ensure_ascii=False))
        elif name == "csv":
            click.echo(_as_csv(judged), nl=False)
        else:
            for line in _lines(judged, everything):
                print_line(line)
    exit_with(errors, int(_fails(judged, settings.fail_on)))


def _record(one: Judged) -> dict[str, object]:
    record = one.as_json()
    return {**record, "severity": SEVERITY_OF.get(record["verdict"])}


def _as_csv(judged: Sequence[Judged]) -> bytes:
    from figcheck.model.spreadsheets import defuse

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in judged:
        record = _record(one)
        cells = (record[column] for column in _COLUMNS)
        writer.writerow(["" if cell is None else defuse(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _fails(judged: Sequence[Judged], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    gating = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(SEVERITY_OF.get(one.judgement.verdict) in gating for one in judged)


def _lines(judged: Sequence[Judged], everything: bool) -> Iterator[str]:
    """The verdicts for a person, in 80 columns: what agrees is only counted, unless all is asked for."""
    from figcheck.prose.draft import VERDICTS

    for one in judged:
        verdict, found, place = one.judgement.verdict, one.extracted.found, one.extracted.place
        if verdict == "agrees" and not everything:
            continue
        against = one.judgement.against
        yield f"{one.extracted.file}:{place.line}:{place.column}: {verdict}: {' '.join(found.words.split())}"
        for text in (one.message, one.mend, f"See {against.file}:{against.line}." if against else ""):
            yield from textwrap.wrap(
                text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
            )
    if not judged:
        yield "no figures of people found"
        return
    counts = Counter(one.judgement.verdict for one in judged)
    words = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS if counts[verdict])
    yield f"{len(judged):,} figure{'' if len(judged) == 1 else 's'}: {words}"
    for drafted in dict.fromkeys(one.draft for one in judged):
        about = f", about {', '.join(drafted.events)}" if drafted.events else ""
        yield from textwrap.wrap(
            f"{drafted.file} is read as of {drafted.printed} ({drafted.printed_by}){about}", _WIDTH
        )
