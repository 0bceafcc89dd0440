"""Columns of text -> the records of a table, as `TableRows` describes them: for every format whose cells are apart already."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from figcheck.model.errors import LedgerError
from figcheck.read.reader import TableRows
from figcheck.read.tables.column_names import column_of
from figcheck.read.tables.csv_records import LONGEST_SHOWN
from figcheck.read.tables.csv_table import UNDER_NO_NAME
from figcheck.read.tables.heading import require_each_once
from figcheck.read.tables.legend import legend_of
from figcheck.read.tables.other_rows import UNUSUAL, OtherRows

LONGEST_CELL = 131_072
"""Characters of one cell: as many as in a CSV ledger."""

_TOO_LONG = (f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it")


@dataclass
class Columns:
    """A table whose cells are apart.

    `heading` are the names of all columns. `cells` has those that were read, by their place in the heading; `line` the line, row or
    number of each record. `broken` says what is wrong with a record, and how to fix it, by its line.
    `all_are_claims`: no row is looked at for being a remark, a total or the heading.
    """

    heading: Sequence[str]
    cells: Mapping[int, pa.ChunkedArray]
    line: np.ndarray
    broken: dict[int, tuple[str, str]] = field(default_factory=dict)
    notices: list[tuple[int, str]] = field(default_factory=list)
    errors: list[LedgerError] = field(default_factory=list)
    all_are_claims: bool = False


def ledger_places(heading: Sequence[str]) -> list[int]:
    """The places of a heading under which a column of a ledger stands."""
    return [place for place, cell in enumerate(heading) if column_of(cell) is not None]


def rows_from_columns(columns: Columns, where: str) -> TableRows:
    """The records of a table; those that are no claims are left out, and named once for each kind.

    `where` is the place of the heading. Raises LedgerError when two columns have one meaning.
    """
    names = [column_of(cell) for cell in columns.heading]
    require_each_once(columns.heading, names, where)
    kept = {name: place for place, name in enumerate(names) if name is not None}
    cells = {place: _trimmed(column) for place, column in columns.cells.items()}
    frame = pd.DataFrame({name: cells[place] for name, place in kept.items()})
    frame["line"] = pd.Series(columns.line, dtype="int64", index=frame.index)
    others = OtherRows(columns.heading, kept)
    malformed = {row: columns.broken[line] for row, line in _rows_of(frame, columns.broken)}
    away = _other_rows(frame, cells, columns, others, malformed)
    malformed |= {row: _TOO_LONG for row in _too_long(frame, kept) if row not in away}
    malformed |= _under_no_name(columns, cells, len(frame), {*away, *malformed})
    claims = frame.drop(index=[*away, *malformed]) if away or malformed else frame
    if malformed:
        claims = pd.concat([claims, _malformed_frame(frame, cells, malformed)], ignore_index=True)
    if legend := legend_of(others.remarks):
        claims = claims.assign(legend=pd.Series(legend, index=claims.index, dtype="str"))
    notices = [*columns.notices, *others.notices()]
    return TableRows([cell for cell in columns.heading if cell], claims.reset_index(drop=True), columns.errors, notices)


def _trimmed(column: pa.ChunkedArray) -> pd.Series:
    text = pd.Series(column, dtype="str").str.strip()
    return text.mask(text.eq(""))


def _other_rows(
    frame: pd.DataFrame,
    cells: Mapping[int, pd.Series],
    columns: Columns,
    others: OtherRows,
    malformed: Container[int],
) -> set[int]:
    """The rows that are no claims."""
    if "claim_id" not in frame or "figure" not in frame or columns.all_are_claims:
        return set()
    claim = frame["claim_id"]
    odd = frame["figure"].isna() | frame["event" if "event" in frame else "figure"].isna()
    for sign in UNUSUAL:
        odd |= claim.str.startswith(sign, na=False)
    odd |= claim.str.lower().eq(columns.heading[list(map(column_of, columns.heading)).index("claim_id")].lower())
    away = set()
    for row in np.flatnonzero(odd.to_numpy()).tolist():
        if row in malformed:
            continue
        texts = [
            ("" if pd.isna(text := cells[n].iat[row]) else str(text)) if n in cells else ""
            for n in range(_width(cells))
        ]
        if others.takes(texts, int(frame["line"].iat[row])):
            away.add(row)
    return away


def _width(cells: Mapping[int, pd.Series]) -> int:
    return max(cells, default=-1) + 1


def _rows_of(frame: pd.DataFrame, broken: Mapping[int, object]) -> Iterable[tuple[int, int]]:
    if not broken:
        return ()
    rows = np.flatnonzero(frame["line"].isin(list(broken)).to_numpy())
    return zip(rows.tolist(), frame["line"].to_numpy()[rows].tolist(), strict=True)


def _too_long(frame: pd.DataFrame, kept: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for name in kept:
        long = frame[name].str.len() > LONGEST_CELL
        if long.any():
            found |= set(np.flatnonzero(long.to_numpy()).tolist())
    return found


def _under_no_name(
    columns: Columns, cells: Mapping[int, pd.Series], size: int, known: set[int]
) -> dict[int, tuple[str, str]]:
    """The rows with something under a column without a name: their cells have moved there. Where most rows have, it is a column
    of the user's own.
    """
    filled = np.zeros(size, dtype=bool)
    for place, column in cells.items():
        if place >= len(columns.heading) or not columns.heading[place]:
            filled |= column.notna().to_numpy()
    rows = [row for row in np.flatnonzero(filled).tolist() if row not in known]
    return {} if len(rows) * 2 > size else dict.fromkeys(rows, UNDER_NO_NAME)


def _malformed_frame(
    frame: pd.DataFrame, cells: Mapping[int, pd.Series], malformed: Mapping[int, tuple[str, str]]
) -> pd.DataFrame:
    rows = sorted(malformed)
    texts = [[str(text)[:LONGEST_SHOWN] for n in sorted(cells) if pd.notna(text := cells[n].iat[row])] for row in rows]
    ids = [None if "claim_id" not in frame or pd.isna(name := frame["claim_id"].iat[row]) else name for row in rows]
    found = pd.DataFrame(
        {
            "claim_id": ids,
            "malformed": [malformed[row][0] for row in rows],
            "malformed_mend": [malformed[row][1] for row in rows],
            "record": [", ".join(some)[:LONGEST_SHOWN] for some in texts],
        },
        dtype="str",
    )
    found["line"] = frame["line"].iloc[rows].to_numpy()
    return found
