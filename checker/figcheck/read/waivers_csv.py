"""`waivers.csv`: file -> editors' decisions as text, each with its file and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from figcheck.model.errors import LedgerError
from figcheck.model.notice import Notice
from figcheck.model.tables import Waivers
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import Heading, find_heading, first_heading


@dataclass(frozen=True)
class WaiverRows:
    """The waivers of one file, one row each; what could not be read of it; and what a person should know of how it was read."""

    waivers: Waivers
    errors: list[LedgerError]
    notices: list[Notice]


def read_waivers(data: bytes, shown_as: str) -> WaiverRows:
    """The waivers of a file of these bytes.

    A column that is missing is null in every row, and others than these are passed over.
    Raises LedgerError when no record can be read.
    """
    file = decode(data, shown_as)
    rows = read_table(file, shown_as, waivers_heading)
    notices = [Notice(shown_as, *file.notice)] if file.notice else []
    return WaiverRows(waivers_table([rows.claims.assign(file=shown_as)]), rows.errors, notices)


def waivers_heading(lines: Sequence[str]) -> Heading:
    """The line with the names of the columns, which may stand below a title."""
    found = find_heading(lines)
    return found if "fingerprint" in found.cells else first_heading(lines)


def waivers_table(frames: list[pd.DataFrame]) -> Waivers:
    """One table of several."""
    return Waivers.of(pd.concat([Waivers.no_rows(), *frames]).reindex(columns=Waivers.names()))
