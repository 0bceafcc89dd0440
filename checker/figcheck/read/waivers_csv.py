"""`waivers.csv`: file -> editors' decisions as text, each with its file and line."""

from __future__ import annotations

import pandas as pd

from figcheck.model.errors import LedgerError
from figcheck.model.tables import WAIVER_COLUMNS
from figcheck.read.csv_table import read_table

WAIVER_TABLE = (*WAIVER_COLUMNS, "file", "line", "malformed", "malformed_mend")
"""`malformed` is null, or why a record cannot be laid under the header; the cells are then null."""


def read_waivers(text: str, shown_as: str) -> tuple[pd.DataFrame, list[LedgerError]]:
    """(one row a waiver, WAIVER_TABLE; what could not be read of the file).

    A column that is missing is null in every row, and others than these are passed over.
    Raises LedgerError when no record can be read.
    """
    rows = read_table(text, shown_as)
    return waivers_table([rows.claims.assign(file=shown_as)]), rows.errors


def waivers_table(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One table of several, with the columns of WAIVER_TABLE."""
    joined = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame({"line": []})
    types = {column: "int64" if column == "line" else "str" for column in WAIVER_TABLE}
    return joined.reindex(columns=list(WAIVER_TABLE)).astype(types)
