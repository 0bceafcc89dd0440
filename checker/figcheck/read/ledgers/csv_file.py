"""CSV ledgers: one table a file, its cells parted by commas, semicolons, tabs or upright strokes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from figcheck.model.errors import LedgerError
from figcheck.read.reader import Source, Table, TableRows
from figcheck.read.tables.column_names import column_of, is_ledger, looks_like_ledger
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import Heading, find_heading, physical_lines

NAME = "csv"
SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".txt")

_HEAD = 1_048_576
"""Bytes in which the heading is looked for."""

_OTHER_TEXT = {"<": "a web page or another file of XML", "{": "JSON or another format", "[": "JSON"}
"""What a text is that begins with this sign."""


def tables(source: Source) -> Iterator[Table]:
    """The one table of the file, known by its first part. A plain text (.txt) has none unless it looks like a ledger."""
    head = source.start(_HEAD)
    head = head[: head.rfind(b"\n")] if len(head) == _HEAD and b"\n" in head else head
    is_text = source.suffix in ("", ".txt")
    try:
        heading = find_heading(physical_lines(decode(head, source.shown).text))
    except LedgerError:
        if is_text:
            return
        raise
    if not looks_like_ledger(heading.cells):
        if is_text:
            return
        _refuse_other_text(heading, source)
    yield Table(heading.cells, lambda: _rows(source), line=heading.line)


def _refuse_other_text(heading: Heading, source: Source) -> None:
    sign = "".join(heading.cells).lstrip()[:1]
    if sign in _OTHER_TEXT:
        raise LedgerError(
            "not a table",
            where=source.shown,
            why=f'it begins with "{sign}", as {_OTHER_TEXT[sign]} does, and no line in it has the names of columns',
            mend='save the table as "CSV UTF-8"',
        )


def _rows(source: Source) -> TableRows:
    def heading(lines: Sequence[str]) -> Heading:
        found = find_heading(lines)
        _require_readable(found, source.shown)
        return found

    return read_table(decode(source.contents(), source.shown), source.shown, heading, column_of)


def _require_readable(heading: Heading, shown: str) -> None:
    where = f"{shown}:{heading.line}"
    if heading.problem:
        raise LedgerError(
            "this line looks like the heading, but cannot be read",
            where=where,
            why=heading.problem,
            mend="write the names of the columns in one line, with commas between them and every quote closed, and a row in "
            "each line below",
        )
    claims = heading.claims_above()
    if claims and is_ledger(heading.cells):
        raise LedgerError(
            "this line looks like the heading, but claims stand above it",
            where=where,
            why=f"line {claims[0]} is laid out like a claim: the heading was probably sorted among the rows",
            mend="move the heading to line 1",
        )
