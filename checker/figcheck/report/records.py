"""The report's rows as plain records, for formats that write objects: text made harmless, whole numbers, None for null."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from figcheck.model.tables import Report
from figcheck.report.safe_text import plain

Record = dict[str, Any]

RECORD_COLUMNS = (*Report.names(), "reason")
"""Names and order of what a record of a discrepancy holds: those of discrepancies.csv, and why it is set aside."""

PLACE_COLUMNS = ("column", "end_column")
"""The first column of a figure in its line, and the column after it: only a finding in a draft has them."""


def records(table: pd.DataFrame, columns: tuple[str, ...] = RECORD_COLUMNS) -> list[Record]:
    """One dict a row, in the order of the rows and of `columns`; text as `safe_text.plain` gives it.

    Where the table has the columns of a place in a line (`PLACE_COLUMNS`), so does a record of a discrepancy.
    """
    if columns is RECORD_COLUMNS:
        columns += tuple(column for column in PLACE_COLUMNS if column in table)
    cells = [[_value(cell) for cell in table[column].tolist()] for column in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _value(cell: Any) -> Any:
    """One cell as JSON can hold it."""
    if isinstance(cell, str):
        return plain(cell)
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)) or cell is pd.NaT:
        return None
    if isinstance(cell, (bool, int, float)):
        return cell
    return plain(str(cell))
