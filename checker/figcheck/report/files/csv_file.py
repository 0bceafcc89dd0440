"""discrepancies.csv: the report for spreadsheets, scripts and CI."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd

from figcheck.model import tables
from figcheck.model.spreadsheets import defuse, restore
from figcheck.report.report import Report
from figcheck.report.safe_text import plain

NAME = "csv"
SUFFIXES = (".csv",)
BEGINS = re.compile(rb"fingerprint,state,code,rule,severity,")


def render(report: Report) -> str:
    """The report as CSV: comma, `\\n` line ends, quotes only where needed; the same table gives the same text.

    Text cells are defused (see `defuse`); control characters become U+FFFD.
    """
    table = report.rows[tables.Report.names()].copy(deep=False)
    for column, dtype in tables.Report.dtypes().items():
        if dtype == "str":
            table[column] = [None if pd.isna(cell) else defuse(plain(str(cell))) for cell in table[column].tolist()]
    return str(table.to_csv(index=False, lineterminator="\n"))


def read(path: Path) -> pd.DataFrame:
    """A report read back, with the columns and types of `assemble_report` and its cells as they were before `defuse`."""
    text = path.read_bytes().decode("utf-8")
    table = pd.read_csv(io.StringIO(text, newline=""), dtype="str", keep_default_na=False)
    columns = {}
    for column, dtype in tables.Report.dtypes().items():
        if column not in table:  # an older report
            columns[column] = pd.Series(None, index=table.index, dtype=dtype)
            continue
        cells = table[column].where(table[column] != "")
        if dtype == "str":
            columns[column] = cells.map(restore, na_action="ignore").astype("str")
        else:
            columns[column] = pd.to_numeric(cells).astype(dtype)
    return pd.DataFrame(columns)
