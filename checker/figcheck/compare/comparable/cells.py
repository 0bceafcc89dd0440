"""Which claims may be compared with which: cells, and tracks within them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.model.tables import Figures, ValidClaims

CELL_KEY = ("event", "measure", "population", "place", "kind", "phase", "basis_class", "unit", "since", "replaced_on")
"""Claims alike in these count the same thing. `since` is set only where a total starts anew within its event, and `replaced_on`
where the series was published anew."""

RESTART_DAYS = 3
"""A total whose period starts at most this long after its event counts the whole of it: bulletins begin a day late."""

_CLASS = {"identified": "identified", "projection": "projection"}
_COUNTS = ("people", "households")


def with_cells(figures: ValidClaims) -> Figures:
    """`figures` with the columns that say what each claim may be compared with.

    Adds `basis_class` (reported, identified or projection), `is_estimate` (an estimate or a fear: a count may lie below
    it), `since` (the day from which a restarted total counts, else null), `cell` (Int64, null for what compares with
    nothing: changes, percent and fractions), `track` (Int64: claims of one cell that one common truth, or one series,
    must explain: a cumulative cell is one track; points share one for a day, increments for an interval; null without
    the dates that it needs), `series` (Int64: the claims of one cell, source and origin) and `not_compared` (why `track` is null,
    else null).
    """
    table = figures.copy(deep=False)
    table["basis_class"] = pd.Series("reported", index=table.index, dtype="str")
    for basis, name in _CLASS.items():
        table["basis_class"] = table["basis_class"].mask(table["basis"].eq(basis), name)
    table["is_estimate"] = table["basis"].isin(["estimate", "fear"])
    growing = table["kind"].eq("cumulative")
    earliest = table["period_start"].where(growing).groupby(table["event"]).transform("min")
    # of an event that nobody declared, the earliest that any claim names
    begins = table["event_start"].fillna(earliest)
    restarted = growing & (table["period_start"] > begins + pd.Timedelta(days=RESTART_DAYS))
    table["since"] = table["period_start"].where(restarted)
    why = pd.Series(None, index=table.index, dtype="str")
    why = why.mask(table["low"].isna(), "without a number of people or households")
    why = why.mask(table["kind"].eq("change"), "with a change in place of a number")
    added = growing & table["is_increment"].fillna(False).astype(bool)
    why = why.mask(added, "with an addition in words (another 40) under the kind of a total")
    comparable = why.isna()
    table["cell"] = _number(table, [*CELL_KEY], comparable)
    dated = table["as_of"].notna()
    increment, point = table["kind"].eq("increment"), table["kind"].isin(["point", "rate"])
    why = why.mask(comparable & (increment | point) & ~dated, "without a day (as_of)")
    why = why.mask(
        comparable & increment & table["period_start"].isna(), "without a first day of the period (period_start)"
    )
    key = pd.DataFrame(
        {
            "cell": table["cell"],
            "as_of": table["as_of"].where(increment | point),
            "period_start": table["period_start"].where(increment),
            # states of two hours of one day are two states; without an hour one holds for the day
            "as_of_minute": table["as_of_minute"].where(increment | point),
        }
    )
    table["track"] = _number(key, ["cell", "as_of", "period_start", "as_of_minute"], why.isna())
    several = _several_incidents(table)
    why = why.mask(several, "beside other incidents of the same day and place")
    table["track"] = table["track"].mask(several)
    table["series"] = _number(table, ["cell", "source", "origin"], comparable)
    table["not_compared"] = why
    return table


def _several_incidents(table: pd.DataFrame) -> pd.Series:
    """Increments whose period has no length, of a track for which one source gives numbers that exclude each other.

    Such a source lists incidents, of which a place may see several on a day; which of them another source speaks of, nobody can
    tell. An increment from one day to the next is a bulletin's number, of which there is one.
    """
    incident = table["kind"].eq("increment") & table["period_start"].eq(table["as_of"]) & table["track"].notna()
    some = table.loc[incident, ["track", "source", "low", "high"]]
    some = some.assign(high=some["high"].astype("Float64").fillna(np.inf))
    sides = some.groupby(["track", "source"], dropna=False).agg(low=("low", "max"), high=("high", "min"))
    listed = sides[sides["low"].astype("Float64") > sides["high"]].index.get_level_values("track")
    return incident & table["track"].isin(listed)


def _number(table: pd.DataFrame, columns: list[str], where: pd.Series) -> pd.Series:
    """Int64 numbers of the distinct rows, in their sorted order, so that they do not depend on the order of rows."""
    out = pd.Series(pd.NA, index=table.index, dtype="Int64")
    some = table.loc[where, columns]
    if len(some):
        out.loc[where] = some.groupby(columns, dropna=False, sort=True).ngroup().astype("Int64")
    return out
