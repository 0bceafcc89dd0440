"""What a series of totals says before and after each of its days, and which claim of a cell was the newest on a day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.cells import CELL_KEY
from figcheck.compare.comparable.citations import NOWHERE, at_places
from figcheck.compare.conflicts.feasibility import INFINITY
from figcheck.model.tables import Figures, Newest, Series


def series(figures: Figures) -> Series:
    """What the own series of each dated total says before and after it."""
    usable = figures["track"].notna() & figures["as_of"].notna() & figures["is_current"]
    table = figures.loc[usable & figures["kind"].eq("cumulative"), ["claim_id", "series", "as_of", "low", "high"]]
    group, day = table["series"].to_numpy(dtype="int64"), table["as_of"].to_numpy().astype("int64")
    low = table["low"].to_numpy(dtype="int64", na_value=-INFINITY)
    high = table["high"].to_numpy(dtype="int64", na_value=INFINITY)
    floor, floor_at = _highest_before(group, day, low)
    ceiling, ceiling_at = _highest_before(group, -day, -high)
    return Series.of(pd.DataFrame({
        "claim_id": table["claim_id"].array,
        "series": table["series"].array,
        "floor_before": pd.Series(floor, dtype="Int64").mask(floor_at == NOWHERE),
        "floor_id": at_places(table["claim_id"], floor_at),
        "ceiling_after": pd.Series(-ceiling, dtype="Int64").mask(ceiling_at == NOWHERE),
        "ceiling_id": at_places(table["claim_id"], ceiling_at),
    }))  # fmt: skip


def _highest_before(group: np.ndarray, day: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row the highest value of an earlier day of its group and the place of the first row that has it.

    The place is `NOWHERE` where no earlier day has a value above -INFINITY.
    """
    n = len(group)
    if n == 0:
        return value, value
    order = np.lexsort((day, group))
    group, day, value = group[order], day[order], value[order]
    new_group = np.concatenate([[True], group[1:] != group[:-1]])
    new_day = new_group | np.concatenate([[True], day[1:] != day[:-1]])
    first = np.flatnonzero(new_day)
    nth_day = np.cumsum(new_day) - 1
    top = np.maximum.reduceat(value, first)
    holder = np.empty(len(first), dtype=np.int64)
    has_top = np.flatnonzero(value == top[nth_day])[::-1]
    holder[nth_day[has_top]] = has_top  # of several the first is set last
    starts = new_group[first]
    running, at = _running_highest(group[first], starts, top)
    held_by = holder[at]
    before = nth_day - 1
    none = starts[nth_day] | (running[before] == -INFINITY)
    found, place = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    found[order] = running[before]
    place[order] = np.where(none, NOWHERE, order[held_by[before]])
    return found, place


def _running_highest(group: np.ndarray, starts: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The highest value so far within each group, and where it stands first; sorted by `group`, which begins at `starts`."""
    running = pd.Series(value).groupby(group).cummax().to_numpy()
    record = starts | np.concatenate([[True], running[1:] > running[:-1]])
    return running, np.maximum.accumulate(np.where(record, np.arange(len(value)), 0))


def newest(figures: Figures) -> Newest:
    """The claims that were printed when the ledger held a newer total.

    One row gives the newest claim of its own cell that had been published on an earlier day, where that is younger and the
    event goes on; and one the newest of its own origin, whether the event goes on or not. For a total of the whole event
    another gives, with `newest_began_later` true, the newest total that began later and else counts the same: what was
    counted in a part of the time is not more than all. Left out are entries of a series: claims whose source printed a newer
    total of the same cell on the same day.
    """
    usable = figures["track"].notna() & figures["kind"].eq("cumulative")
    usable &= figures["as_of"].notna() & figures["published"].notna()
    going_on = usable & figures["event_open"].astype(bool)
    alike = [column for column in CELL_KEY if column != "since"]
    table = figures.loc[usable, ["cell", "source", "as_of", "published", "is_current", "since"]]
    last_printed = table.groupby(["cell", "source", "published"], dropna=False)["as_of"].transform("max")
    asked = table["as_of"] == last_printed
    later = table["since"].notna()
    still = going_on[table.index]
    found = [
        _younger(figures, table[still], table["cell"][still], table["is_current"], asked, newest_began_later=False)
    ]
    counted = figures.loc[table.index, "origin"].notna()
    own = figures.loc[table.index[counted], ["cell", "origin"]].groupby(["cell", "origin"], sort=False).ngroup()
    found.append(_younger(figures, table[counted], own, table["is_current"], asked, newest_began_later=False))
    later &= still
    if later.any():
        group = figures.loc[usable, alike].groupby(alike, dropna=False, sort=False).ngroup()
        some = group.isin(group[later])
        found.append(
            _younger(
                figures, table[some], group[some], table["is_current"] & later, asked & ~later, newest_began_later=True
            )
        )
    return Newest.of(pd.concat(found).drop_duplicates(ignore_index=True))


def _younger(
    figures: Figures,
    table: pd.DataFrame,
    group: pd.Series,
    eligible: pd.Series,
    asked: pd.Series,
    *,
    newest_began_later: bool,
) -> Newest:
    """The rows of `newest` for the claims of `table` that are `asked`, compared with the `eligible` ones of their group.

    Only what still stands can outdate another: the rest is carried past. Of several claims of one day the highest counts.
    """
    highest_first = -figures.loc[table.index, "low"].fillna(0).to_numpy(dtype="int64")
    days = table["as_of"].to_numpy(), table["published"].to_numpy()
    order = np.lexsort((highest_first, *days, group.to_numpy(dtype="int64")))
    table, number = table.iloc[order], group.to_numpy(dtype="int64")[order]
    day, printed = table["as_of"].to_numpy().astype("int64"), table["published"].to_numpy()
    n = len(table)
    if n == 0:
        return Newest.no_rows()
    new_group = np.concatenate([[True], number[1:] != number[:-1]])
    counts = np.where(eligible[table.index].to_numpy(), day, -INFINITY)
    running, holder = _running_highest(number, new_group, counts)
    # of two claims published on one day nobody knows which was there first
    block = np.concatenate([[True], new_group[1:] | (printed[1:] != printed[:-1])])
    before = np.maximum.accumulate(np.where(block, np.arange(n), 0)) - 1
    held = (before >= 0) & (number[before] == number) & (running[before] > day)
    shown = np.flatnonzero(asked[table.index].to_numpy() & held)
    ids = figures["claim_id"]
    found = pd.DataFrame({
        "claim_id": ids[table.index[shown]].array,
        "newest_id": ids[table.index[holder[before[shown]]]].array,
        "newest_began_later": newest_began_later,
    })  # fmt: skip
    return Newest.of(found.sort_values("claim_id"))
