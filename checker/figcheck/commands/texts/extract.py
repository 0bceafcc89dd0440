"""The command `extract`: the figures of people in texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from figcheck.commands.options import Day
from figcheck.commands.output import exit_with, print_line, reader_may_leave, write_new_file
from figcheck.model.errors import FigcheckError

if TYPE_CHECKING:
    from datetime import date

    from figcheck.prose import Extracted

FORMATS = ("table", "jsonl", "csv")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "name", type=click.Choice(FORMATS), default="table", show_default=True, help="How to show them."
)
@click.option("--lang", help="Language of the texts (en, ...). [default: en]")
@click.option(
    "--kind", help="How to read - and files without a known ending: .txt, .md, .html, .docx, .eml. [default: .txt]"
)
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures as proposed ledger rows to FILE, which must not exist.",
)
@click.option("--event", help="The event of the proposed rows.")
@click.option("--source", help="Who printed the text.")
@click.option("--published", type=Day(), metavar="DATE", help="When it was printed: 2024-02-04.")
@click.option("--url", help="Address of the text.")
def extract(
    paths: tuple[Path, ...],
    name: str,
    lang: str | None,
    kind: str | None,
    ledger: Path | None,
    event: str | None,
    source: str | None,
    published: date | None,
    url: str | None,
) -> None:
    """Show the figures of people in the texts below PATHS: how many were killed, injured, missing, displaced and so on.

    PATHS are files and folders of .txt, .md, .html, .docx and .eml; - is standard input. Each figure has its place, its range, what
    it counts, and the words that decided. The format csv gives proposed ledger rows; the column open names the cells that you have
    to fill in. No ledger is changed. Exit status 0 whether or not there are figures, 2 if a file cannot be read.
    """
    from figcheck.prose.ledger_rows import as_csv, proposed_rows

    if not paths:
        raise click.UsageError("give a file or a folder, or - to read a text from standard input")
    errors: list[FigcheckError] = []
    found = _found(paths, lang, suffix_of(kind), errors)
    cells = {"event": event, "source": source, "published": published.isoformat() if published else None, "url": url}
    known = {column: cell for column, cell in cells.items() if cell}
    if ledger is not None:
        rows = proposed_rows(found, known)
        write_new_file(ledger, as_csv(rows), "the rows", "--ledger", why_new="proposed rows go to a new file")
        count = f"{len(rows):,} proposed row{'' if len(rows) == 1 else 's'}"
        print_line(f"wrote {ledger.as_posix()} ({count}); fill in the cells that the column open names")
    else:
        with reader_may_leave():
            if name == "csv":
                click.echo(as_csv(proposed_rows(found, known)), nl=False)
            elif name == "jsonl":
                for one in found:
                    claim = next(iter(proposed_rows([one], known)), None)
                    click.echo(json.dumps({**one.as_json(), "claim": claim}, ensure_ascii=False))
            else:
                _show(found, errors)
    exit_with(errors)


def _found(
    paths: Iterable[Path], lang: str | None, kind: str | None, errors: list[FigcheckError]
) -> Iterator[Extracted]:
    """The figures of all texts; what could not be read is put into `errors`."""
    from figcheck.prose import extracted

    for one in extracted(paths, lang, kind):
        if isinstance(one, FigcheckError):
            errors.append(one)
        else:
            yield one


def suffix_of(kind: str | None) -> str | None:
    """The suffix that `--kind` names. Raises UsageError for one that figcheck does not know."""
    from figcheck.prose.texts.files import SUFFIXES

    if kind is None:
        return None
    suffix = f".{kind.lower().lstrip('.')}"
    if suffix not in SUFFIXES:
        raise click.UsageError(f'"{kind}" is not a kind of text: give one of {", ".join(SUFFIXES)}')
    return suffix


def _show(found: Iterable[Extracted], errors: Sequence[FigcheckError]) -> None:
    count = 0
    for one in found:
        count += 1
        for line in one.as_line().split("\n"):
            print_line(line)
    if not count and not errors:
        click.echo("no figures of people found")
