"""Workbooks of Excel and LibreOffice: every sheet that is a ledger, each cell as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from figcheck.model.places import WORKBOOKS, place
from figcheck.read.ledgers import csv_file
from figcheck.read.locked import session
from figcheck.read.reader import Source, Table, TableRows
from figcheck.read.tables.heading import Heading
from figcheck.read.tables.sheet_heading import heading_in, require_readable

NAME = "workbook"
SUFFIXES = WORKBOOKS

_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")


def tables(source: Source) -> Iterator[Table]:
    """The sheets that have cells. A text under the name of a workbook, as some sites give, is read as the CSV that it is."""
    start = source.start(8)
    if not start:
        yield Table((), _nothing)
        return
    if not start.startswith(_SIGNATURES):
        yield from csv_file.tables(source)
        return
    looked = session.look("workbook", source.path, source.shown)
    for sheet in looked.tables:
        heading = heading_in(sheet.head)
        notes = [*looked.notes, *([] if sheet.is_visible else ["the sheet is hidden, and is read as well"])]
        rows = partial(_rows, source, sheet, heading, notes)
        yield Table(heading.cells, rows, sheet=sheet.name, line=heading.line)


def _nothing() -> TableRows:
    raise AssertionError("an empty file has no rows")


def _rows(source: Source, sheet: session.OutsideTable, heading: Heading, notes: list[str]) -> TableRows:
    from figcheck.model.errors import LedgerError
    from figcheck.read.locked.marks import a1
    from figcheck.read.tables.columns_table import Columns, ledger_places, rows_from_columns

    shown = place(source.shown, sheet.name)
    where = f"{shown}:{heading.line}"
    require_readable(heading, sheet.head, where)
    every = list(range(max(map(len, sheet.head))))
    ours = ledger_places(heading.cells)
    found = session.rows("workbook", source.path, shown, sheet.name, after=heading.end, columns=every, ours=ours)
    columns = Columns(
        [*heading.cells, *[""] * (len(every) - len(heading.cells))],
        {n: found.cells[str(n)] for n in every},
        found.cells["row"].to_numpy() + 1,
        notices=[
            *_above(heading),
            *((heading.line, note) for note in notes),
            *((n + 1, what) for n, what in found.notes),
        ],
    )
    if found.without_value:
        first, more = found.without_value[0], len(found.without_value) - 1
        columns.broken = {
            row + 1: (f"the formula in {a1((row, column))} has no value", _RECALCULATE)
            for row, column in reversed(found.without_value)
        }
        columns.errors = [
            LedgerError(
                f"the formula in {a1(first)}{f' and {more:,} more have' if more else ' has'} no value",
                where=f"{shown}:{first[0] + 1}",
                why="the program that wrote the workbook did not work it out. The other rows were read",
                mend=_RECALCULATE,
            )
        ]
    return rows_from_columns(columns, where)


_RECALCULATE = "open the workbook in Excel or LibreOffice, and save it"


def _above(heading: Heading) -> Iterator[tuple[int, str]]:
    if heading.above:
        more = len(heading.above) - 1
        others = f" and {more} more row{'' if more == 1 else 's'}" if more else ""
        yield heading.line, f"the heading is in row {heading.line}, below “{heading.above[0][1][:60]}”{others}"
