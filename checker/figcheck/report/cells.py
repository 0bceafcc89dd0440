"""Discrepancies by the cell they are in: what a picture of them is drawn from, and how the terminal groups them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from figcheck.model.words import SEVERITIES
from figcheck.report.report import Report, at_labels
from figcheck.report.safe_text import one_line
from figcheck.report.wording import what_is_counted

KIND_WORDS = {
    "cumulative": "running total",
    "increment": "numbers of a period",
    "point": "state on a day",
    "rate": "rate",
    "change": "change",
}


@dataclass(frozen=True)
class CellFindings:
    """The discrepancies of one cell.

    `cell` is its number, None for claims that are in no cell; `title` says what was counted, `about` the event and the
    kind; `rows` are those of `Report.rows`, in their order; `claims` all claims of the cell, none for no cell.
    """

    cell: int | None
    title: str
    about: str
    rows: pd.DataFrame
    claims: pd.DataFrame


def by_cell(report: Report, rows: pd.DataFrame) -> Iterator[CellFindings]:
    """`rows` (of the report) cell by cell, in the order of the first row of each; those in no cell come by event.

    A discrepancy is in the cell of the claim to fix, or, if that was compared with nothing, in that of its witness.
    """
    cells = report.claims["cell"]
    own = at_labels(cells, rows["row"]).array
    theirs = at_labels(cells, rows["against_row"]).array
    cell = pd.Series(own, index=rows.index).fillna(pd.Series(theirs, index=rows.index))
    outside = "-" + rows["event"].fillna("") + "\x1f" + rows["measure"].fillna("")
    keys = cell.astype("str").where(cell.notna(), outside)
    members = dict(iter(report.claims.groupby("cell")))
    for _, part in rows.groupby(keys, sort=False):
        number = cell.loc[part.index[0]]
        none = pd.isna(number)
        claims = report.claims.head(0) if none else members[number]
        first = part.iloc[0] if none or not len(claims) else claims.iloc[0]
        yield CellFindings(
            None if none else int(number), _title(first), _about(first, claims), part, claims
        )  # fmt: skip


def worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the report by severity, and within one by the widest gap; on a tie they keep their order."""
    rank = rows["severity"].map({word: n for n, word in enumerate(SEVERITIES)})
    gap = -rows["gap"].astype("Float64").fillna(-1)
    return rows.loc[rows.assign(rank=rank, wide=gap).sort_values(["rank", "wide"], kind="stable").index]


def _title(claim: pd.Series) -> str:
    if claim[["event", "measure", "place"]].isna().all() and not pd.isna(claim["file"]):
        return one_line(str(claim["file"]))  # a finding on how a ledger was read
    words = [None if pd.isna(claim[c]) else one_line(str(claim[c])) for c in ("measure", "population", "place")]
    text = what_is_counted(*words)
    return text[:1].upper() + text[1:]


def _about(claim: pd.Series, claims: pd.DataFrame) -> str:
    parts = [claim["event"]]
    if len(claims):
        parts += [KIND_WORDS.get(str(claim["kind"]), claim["kind"]), claim["phase"]]
    return " · ".join(one_line(str(part)) for part in parts if not pd.isna(part) and part)
