"""Records with names -> the rows of a table: for JSON and YAML, where every record names its own columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from figcheck.model.errors import LedgerError
from figcheck.read.reader import Table, TableRows
from figcheck.read.tables.column_names import column_of

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = 50
"""Records whose names decide what a table is."""

MOST_NAMES = 20_000
"""Names of columns in one table."""

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")

Broken = tuple[str, str]
"""What is wrong with a record, and how to fix it."""


@dataclass(frozen=True)
class Record:
    """One record: the line on which it begins, its cells by name (None: empty), and what is wrong with it, if anything is."""

    line: int
    cells: Mapping[str, str | None]
    broken: Broken | None = None


def record_table(
    records: Sequence[Record],
    place: str,
    sheet: str | None,
    notices: Sequence[tuple[int, str]] = (),
    errors: Sequence[LedgerError] = (),
) -> Table:
    """A table of records at a place, named by `sheet` if the file has several."""
    names: dict[str, None] = {}
    for record in records[:_HEAD]:
        names.update(dict.fromkeys(record.cells))
    line = records[0].line if records else 1
    return Table([*names], partial(_rows, records, place, notices, errors), sheet=sheet, line=line)


def _rows(
    records: Sequence[Record], place: str, notices: Iterable[tuple[int, str]], errors: Iterable[LedgerError]
) -> TableRows:
    import numpy as np

    from figcheck.read.tables.columns_table import Columns, rows_from_columns

    names: dict[str, str] = {}
    for record in records:
        for name in record.cells:
            names.setdefault(name, name.strip())
    where = f"{place}:{records[0].line if records else 1}"
    if len(names) > MOST_NAMES:
        why = f"its records have {len(names):,} different names, and figcheck reads {MOST_NAMES:,}"
        raise LedgerError("too many columns", where=where, why=why, mend="give every record the same few names")
    broken: dict[int, Broken] = {}
    cells: dict[int, pa.ChunkedArray] = {}
    for place_of, name in enumerate(names):
        if column_of(name) is not None:
            column = [record.cells.get(name) for record in records]
            cells[place_of] = _column(column, records, broken)
    for record in records:
        if record.broken is not None:
            broken[record.line] = record.broken
    lines = np.fromiter((record.line for record in records), dtype="int64", count=len(records))
    heading = [*names.values()]
    return rows_from_columns(Columns(heading, cells, lines, broken, [*notices], [*errors]), where)


def _column(column: list[str | None], records: Sequence[Record], broken: dict[int, Broken]) -> pa.ChunkedArray:
    import pyarrow as pa

    for number, text in enumerate(column):
        if text is not None and _NOT_TEXT.search(text):
            column[number] = _NOT_TEXT.sub("\ufffd", text)
            broken[records[number].line] = ("a cell holds a character of no text", "write the cell without it")
    return pa.chunked_array([pa.array(column, pa.large_string())])
