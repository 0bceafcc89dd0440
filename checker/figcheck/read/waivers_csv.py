"""`waivers.csv`: file -> editors' decisions as text, each with its file and line."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from figcheck.model.errors import LedgerError
from figcheck.model.tables import Waivers
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.heading import Heading, find_heading, first_heading


def read_waivers(text: str, shown_as: str) -> tuple[Waivers, list[LedgerError]]:
    """(one row a waiver; what could not be read of the file).

    A column that is missing is null in every row, and others than these are passed over.
    Raises LedgerError when no record can be read.
    """
    rows = read_table(text, shown_as, _heading)
    return waivers_table([rows.claims.assign(file=shown_as)]), rows.errors


def _heading(lines: Sequence[str]) -> Heading:
    """The line with the names of the columns, which may stand below a title."""
    found = find_heading(lines)
    return found if "fingerprint" in found.cells else first_heading(lines)


def waivers_table(frames: list[pd.DataFrame]) -> Waivers:
    """One table of several."""
    return Waivers.of(pd.concat([Waivers.no_rows(), *frames]).reindex(columns=Waivers.names()))
