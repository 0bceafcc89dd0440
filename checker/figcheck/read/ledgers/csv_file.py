"""CSV ledgers: one table a file, its cells parted by commas, semicolons or tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from figcheck.read.csv_table import decode, header_of, read_table
from figcheck.read.reader import Source, Table, TableRows

NAME = "csv"
SUFFIXES = (".csv", ".tsv")

_HEAD = 65_536


def tables(source: Source) -> Iterator[Table]:
    """The one table of the file; its columns are taken from the file's first lines."""
    head = source.start(_HEAD)
    head = head[: head.rfind(b"\n")] if len(head) == _HEAD and b"\n" in head else head
    columns, _ = header_of(decode(head, source.shown)[0])
    yield Table(columns, lambda: _rows(source))


def _rows(source: Source) -> TableRows:
    text, problems = decode(source.contents(), source.shown)
    rows = read_table(text, source.shown)
    return replace(rows, errors=[*problems, *rows.errors])
