"""`waivers.csv`: file -> editors' decisions as text, each with its file and line."""

from __future__ import annotations

import pandas as pd

from figcheck.model.errors import LedgerError
from figcheck.model.tables import Waivers
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.heading import find_heading, physical_lines


def read_waivers(text: str, shown_as: str) -> tuple[Waivers, list[LedgerError]]:
    """(one row a waiver; what could not be read of the file).

    A column that is missing is null in every row, and others than these are passed over.
    Raises LedgerError when no record can be read.
    """
    heading = find_heading(physical_lines(text))  # which may stand below a title
    rows = read_table(text, shown_as, heading if "fingerprint" in heading.cells else None)
    return waivers_table([rows.claims.assign(file=shown_as)]), rows.errors


def waivers_table(frames: list[pd.DataFrame]) -> Waivers:
    """One table of several."""
    return Waivers.of(pd.concat([Waivers.no_rows(), *frames]).reindex(columns=Waivers.names()))
