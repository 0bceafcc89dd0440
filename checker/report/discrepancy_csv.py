"""discrepancies.csv: the report for spreadsheets, scripts and CI."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from checker.model import REPORT_COLUMNS
from checker.report.report import Report
from checker.report.safe_text import plain

_NUMBERS = {
    **dict.fromkeys(("low", "high", "against_low", "against_high", "gap", "line"), "Int64"),
    "gap_percent": "Float64",
}
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BEFORE = " \t\n\r\"'"


def render(report: Report) -> str:
    """The report as CSV: comma, `\\n` line ends, quotes only where needed; the same table gives the same text.

    Text cells are defused (see `defuse`); control characters become U+FFFD.
    """
    table = report.rows[list(REPORT_COLUMNS)].copy(deep=False)
    for column in REPORT_COLUMNS:
        if column not in _NUMBERS:
            table[column] = [None if pd.isna(cell) else defuse(plain(str(cell))) for cell in table[column].tolist()]
    return str(table.to_csv(index=False, lineterminator="\n"))


def read(path: Path) -> pd.DataFrame:
    """A report read back, with the columns and types of `assemble` and its cells as they were before `defuse`."""
    text = path.read_bytes().decode("utf-8")
    table = pd.read_csv(io.StringIO(text, newline=""), dtype="str", keep_default_na=False)
    columns = {}
    for column in REPORT_COLUMNS:
        cells = table[column].where(table[column] != "")
        if column in _NUMBERS:
            columns[column] = pd.to_numeric(cells).astype(_NUMBERS[column])
        else:
            columns[column] = cells.map(restore, na_action="ignore").astype("str")
    return pd.DataFrame(columns)


def defuse(cell: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet would run it as a formula.

    That is when = + - @ (also in full width) come first, even after white space and quotes, or a tab or line end does:
    the advice of OWASP, "CSV Injection".

    >>> defuse("=1+1"), defuse(' "@SUM(A1)'), defuse("at least 27,000")
    ("'=1+1", '\\' "@SUM(A1)', 'at least 27,000')
    """
    return f"'{cell}" if _would_run(cell) else cell


def restore(cell: str) -> str:
    """The cell as it was before `defuse`.

    >>> restore("'=1+1"), restore("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _would_run(cell: str) -> bool:
    return cell.startswith(("\t", "\n", "\r")) or cell.lstrip(_BEFORE).startswith(_FORMULA)
