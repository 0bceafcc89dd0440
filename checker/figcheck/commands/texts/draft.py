"""The command `draft`: the figures of a draft beside the ledger."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, print_line, reader_may_leave
from figcheck.commands.texts.extract import suffix_of
from figcheck.model.settings import FAIL_ON
from figcheck.report.drafts.rows import DraftReport

_WIDTH = 80


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
    "--format",
    "to_print",
    metavar="FORMAT",
    default="table",
    show_default=True,
    help="How to print them: table, json, jsonl, csv, html, markdown, sarif, github, gitlab or junit.",
)
@click.option(
    "--report",
    metavar="FILE",
    multiple=True,
    help="Write a report to FILE, too (repeatable). Its suffix names the format. FORMAT:FILE does too.",
)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Mildest severity that fails. [default: error]")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File of accepted findings, which do not fail. [default: figcheck-baseline.csv, if it exists]",
)
@click.option("--accept", is_flag=True, help="Accept what is found now: write it into the baseline.")
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
    to_print: str,
    everything: bool,
    lang: str | None,
    kind: str | None,
    accept: bool,
    **flags: Any,
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
    settings = options.settings_for(ledgers, **flags)
    settings = replace(settings, report=tuple(flags["report"]))
    from figcheck.pipeline import check_drafts, known_claims
    from figcheck.report.drafts import Formats

    known_formats = Formats.all()
    if to_print != "table" and to_print not in known_formats:
        raise click.UsageError(f'a draft is not shown as "{to_print}": give one of table, {", ".join(known_formats)}')
    today = settings.today()
    found = known_claims(ledgers, settings, today)
    done = check_drafts(
        paths, found, settings, today, as_of=as_of, events=event, lang=lang, kind=suffix_of(kind), accept=accept
    )
    assert isinstance(done.report, DraftReport)
    with reader_may_leave():
        if to_print == "table":
            for line in _lines(done.report, everything):
                print_line(line)
        else:
            click.echo(known_formats[to_print].encoded(done.report), nl=False)
    exit_with(done.errors, done.exit_status)


def _lines(report: DraftReport, everything: bool) -> Iterator[str]:
    """The verdicts for a person, in 80 columns: what agrees or is set aside is only counted, unless all is asked for."""
    from figcheck.prose.draft import VERDICTS

    judged = report.judged
    aside: Counter[str] = Counter()
    for n, one in enumerate(judged):
        verdict, found, place = one.judgement.verdict, one.extracted.found, one.extracted.place
        row = report.rows.loc[report.labels[n]] if n in report.labels else None
        status = "" if row is None or row["status"] == "new" else str(row["status"])
        aside[status] += 1
        if (verdict == "agrees" or status) and not everything:
            continue
        against = one.judgement.against
        said = f" ({status})" if status else ""
        yield f"{one.extracted.file}:{place.line}:{place.column}: {verdict}{said}: {' '.join(found.words.split())}"
        see = f"See {against.file}:{against.line}. " if against else ""
        name = "" if row is None else f"Fingerprint {row['fingerprint']}."
        for text in (one.message, one.mend, f"{see}{name}".strip()):
            yield from textwrap.wrap(
                text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
            )
    if not judged:
        yield "no figures of people found"
        return
    counts = Counter(one.judgement.verdict for one in judged)
    words = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS if counts[verdict])
    set_aside = "".join(f"; {aside[status]:,} {status}" for status in sorted(aside) if status)
    yield f"{len(judged):,} figure{'' if len(judged) == 1 else 's'}: {words}{set_aside}"
    for drafted in dict.fromkeys(one.draft for one in judged):
        about = f", about {', '.join(drafted.events)}" if drafted.events else ""
        yield from textwrap.wrap(
            f"{drafted.file} is read as of {drafted.printed} ({drafted.printed_by}){about}", _WIDTH
        )
