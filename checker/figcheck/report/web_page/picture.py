"""Which claims of one cell a picture shows, and over which days.

A cell may have thousands of claims: the picture shows the days around the worst discrepancies, and says how many claims lie
outside. `panels.py` puts them on their scales.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from figcheck.report.cells import CellFindings, worst_first
from figcheck.report.report import at_labels
from figcheck.report.safe_text import one_line
from figcheck.report.web_page.panels import changes_of_total, panel_of
from figcheck.report.web_page.shapes import Picture

MOST_MARKED = 3
"""Discrepancies of one cell that are marked in its picture: the worst."""

_A_DAY = 86_400_000_000
"""Microseconds; days in nanoseconds reach from 1678 to 2261 only."""

_DAYS = 10
_CLAIM_DAYS = 5
"""How far a picture reaches beyond the days of its worst discrepancy: in days, or in days that have claims."""


def drawable(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that can be drawn, with `day` and `since_day` (days since 1970-01-01) and `whose` (who counted, or printed)."""
    claims = claims[claims["low"].notna()].sort_index()
    for name, column in (("day", "as_of"), ("since_day", "period_start")):
        days = pd.to_datetime(claims[column], format="ISO8601", errors="coerce").astype("datetime64[us]")
        claims[name] = (days.astype("int64") // _A_DAY).astype("Int64").where(days.notna())
    names = claims["origin"].fillna(claims["source"])
    claims["whose"] = (
        names.map(lambda name: one_line(str(name)), na_action="ignore").astype("str").fillna("nobody named")
    )
    return claims


def picture(every: pd.DataFrame, found: CellFindings) -> Picture | None:
    """The picture of a cell, None where there is nothing to draw (no claim of it can be read as a count).

    `every` is `Report.claims` as `drawable` gives it.
    """
    rows = worst_first(found.rows)
    claims = _concerned(every, rows, found)
    days = claims["day"]
    rows = rows[rows["row"].isin(claims.index) | rows["against_row"].isin(claims.index)]
    if not len(rows):
        return None
    window = _window(days, rows.iloc[0])
    inside = claims[days.isna() | days.between(*window)]
    marked = _marked(rows, days, window)
    keep = claims["cell"].isin(claims.loc[claims.index.isin(_witnesses(marked)), "cell"]) | claims.index.isin(
        found.claims.index
    )
    inside = inside[keep.loc[inside.index] | inside.index.isin(_witnesses(marked))]
    origins = _origins(inside, inside.loc[[label for label in _witnesses(marked) if label in inside.index]])
    total_changes = changes_of_total(marked, claims)
    panels = [
        panel_of(str(kind), part, marked, origins, total_changes if kind == "increment" else [])
        for kind, part in inside.groupby("kind", sort=True, dropna=False)
    ]
    dated = inside["day"].dropna()
    return Picture(
        panels=panels,
        first_day=int(dated.min()) if len(dated) else 0,
        last_day=int(dated.max()) if len(dated) else 0,
        undated=any(claim.day is None for panel in panels for claim in panel.claims),
        origins=origins,
        marked=marked,
        left_out=int(found.claims.index.isin(claims.index).sum() - inside.index.isin(found.claims.index).sum())
        + sum(panel.outside for panel in panels),
    )


def timeline(every: pd.DataFrame, found: CellFindings) -> Picture | None:
    """All claims of a cell over all their days, with none marked; None where none can be drawn. `every` is as for `picture`."""
    claims = every.loc[every.index.intersection(found.claims.index)]
    if not len(claims):
        return None
    origins, none = _origins(claims, claims.head(0)), found.rows.head(0)
    kinds = claims.groupby("kind", sort=True, dropna=False)
    panels = [panel_of(str(kind), part, none, origins, []) for kind, part in kinds]
    dated = claims["day"].dropna()
    return Picture(
        panels=panels,
        first_day=int(dated.min()) if len(dated) else 0,
        last_day=int(dated.max()) if len(dated) else 0,
        undated=any(claim.day is None for panel in panels for claim in panel.claims),
        origins=origins,
        marked=none,
        left_out=sum(panel.outside for panel in panels),
    )


def _witnesses(rows: pd.DataFrame) -> list[int]:
    return [int(label) for label in pd.concat([rows["row"], rows["against_row"]]).dropna().unique()]


def _marked(rows: pd.DataFrame, days: pd.Series, window: tuple[int, int]) -> pd.DataFrame:
    """The worst discrepancy and the next ones that can be marked with it, in the same days."""
    mine, theirs = at_labels(days, rows["row"]).array, at_labels(days, rows["against_row"]).array
    visible = pd.Series(True, index=rows.index)
    for side in (mine, theirs):
        day = pd.Series(side, index=rows.index)
        visible &= (day.isna() | day.between(*window)).astype(bool)
    visible.iloc[0] = True
    return rows[visible].head(MOST_MARKED)


def _concerned(every: pd.DataFrame, rows: pd.DataFrame, found: CellFindings) -> pd.DataFrame:
    """The claims of the cell and the witnesses; for a number of days also the totals that it was compared with."""
    own = every.loc[every.index.intersection(found.claims.index)]
    named = every.loc[every.index.intersection(_witnesses(rows)).difference(own.index)]
    if not len(named):
        return own
    others = named.loc[~named["kind"].isin(own["kind"].dropna().unique()), "cell"].dropna()
    totals = every[every["cell"].isin(others)] if len(others) else named
    return pd.concat([own, named, totals.loc[totals.index.difference(named.index)]])


def _window(days: pd.Series, first: pd.Series) -> tuple[int, int]:
    """The days to show: those of the worst discrepancy, and before and after it `_DAYS`, or more where claims are rare."""
    own = days.reindex([label for label in (first["row"], first["against_row"]) if not pd.isna(label)]).dropna()
    if not len(own):
        return -(10**9), 10**9
    start, end = int(own.min()), int(own.max())
    known = sorted({int(day) for day in days.dropna()})
    before, after = (
        [day for day in known if day < start][-_CLAIM_DAYS:],
        [day for day in known if day > end][:_CLAIM_DAYS],
    )
    return min([start - _DAYS, *before]), max([end + _DAYS, *after])


def _origins(claims: pd.DataFrame, witnesses: pd.DataFrame) -> list[str]:
    """Origins by style: those of the witnesses first, then the most frequent."""
    counts = Counter(claims["whose"].tolist())
    first = list(dict.fromkeys(witnesses["whose"].tolist()))
    return first + [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if name not in first]
