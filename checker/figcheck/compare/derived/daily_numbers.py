"""The day's number next to the change of the total: by how much they differ, which of the two is wrong, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.pairs import among
from figcheck.compare.conflicts.declared_corrections import (
    claims_between,
    declared_in_note,
    difference,
    stated_as_change,
)
from figcheck.compare.conflicts.entry_mistakes import MISDATED, entered_under_another_date
from figcheck.compare.conflicts.innocent_causes import first_known
from figcheck.model.tables import Changes, Figures, Intervals, Stretches

_BOUNDS = ("low", "high", "low_hard", "high_hard", "implied_low", "implied_high")

_OF_MISSES = (
    "total_between_id",
    "reported_elsewhere",
    "repeated_day",
    "exchanged_id",
    "also_day",
    *MISDATED,
    "explanation",
)
"""The columns that only a stretch has whose numbers miss each other."""

ONE_DAY = 1.5
"""A number of at most one and a half times a day's share of the change may well be that of the last day alone."""


def intervals(found: Stretches, figures: Figures, changes: Changes) -> Intervals:
    """The stretches with the change of their total next to their daily numbers, and what explains a difference.

    Of two stretches that miss by the same number in opposite ways, the total between them is wrong: the first has it in
    `total_between_id`, and the second is reported with it. A mistake of entry is not an explanation: it has columns of its own.
    """
    if found.empty:
        return Intervals.no_rows()
    start, end = (figures[list(_BOUNDS)].iloc[found[f"{side}_at"]].set_axis(found.index) for side in ("start", "end"))
    one = found["one_origin"]
    table = found.assign(
        increments_least=found["sum_implied_low"].where(one, found["sum_low"]),
        increments_most=found["sum_implied_high"].where(one, found["sum_high"]),
        change_least=_bound(end, "low", one) - _bound(start, "high", one),
        change_most=_bound(end, "high", one) - _bound(start, "low", one),
    )
    over = (table["increments_least"] - table["change_most"]).clip(lower=0).fillna(0)
    under = (table["change_least"] - table["increments_most"]).clip(lower=0).fillna(0)
    table["difference"] = over - under
    # the bounds that the words assert must miss, and not only what readers take from them
    above = (
        (found["sum_low"] > end["high"] - start["low"]) & found["sum_low_hard"] & end["high_hard"] & start["low_hard"]
    )
    below = (
        (found["sum_high"] < end["low"] - start["high"]) & found["sum_high_hard"] & end["low_hard"] & start["high_hard"]
    )
    table["hard"] = above.fillna(False) | below.fillna(False)
    for column in _OF_MISSES:
        table[column] = None
    missed = table[table["difference"] != 0]
    if len(missed):
        by_id = figures.iloc[np.unique(missed[["claim_at", "start_at", "end_at"]])].set_index("claim_id")
        explained = _explained(_paired(missed), by_id, figures, changes)
        explained["also_day"] = _holds_the_day_before(explained, table["end_id"], by_id, figures)
        for column in _OF_MISSES:
            table[column] = explained[column].reindex(table.index)
        table["reported_elsewhere"] = table["reported_elsewhere"].eq(True)
    return Intervals.of(table)


def _bound(claims: pd.DataFrame, bound: str, implied: pd.Series) -> pd.Series:
    return claims[f"implied_{bound}"].where(implied, claims[bound])


def _paired(missed: pd.DataFrame) -> pd.DataFrame:
    """The stretches that miss, with `next`: the label of the one that follows and misses by the same, the other way."""
    table = missed.assign(label=missed.index)
    after = table[["start_id", "difference", "label"]].rename(columns={"start_id": "end_id", "label": "next"})
    after["difference"] = -after["difference"]
    joined = table.merge(
        after.drop_duplicates(["end_id", "difference"]), on=["end_id", "difference"], how="left"
    ).set_index("label")
    # of three in a row the first two are a pair
    taken: set[int] = set()
    kept = []
    for label, following in joined["next"].items():
        free = pd.notna(following) and label not in taken and following not in taken
        kept.append(int(following) if free else None)
        if free:
            taken |= {int(label), int(following)}
    joined["next"] = pd.array(kept, dtype="Int64")
    joined["total_between_id"] = joined["end_id"].where(joined["next"].notna())
    joined["reported_elsewhere"] = joined.index.isin(joined["next"].dropna())
    return joined


def _explained(found: pd.DataFrame, by_id: pd.DataFrame, figures: Figures, changes: Changes) -> pd.DataFrame:
    """`found` with what explains each row, and with the mistakes of entry that would make the numbers agree."""
    missing = difference(found["difference"].gt(0).map({True: -1, False: 1}), *[found["difference"].abs()] * 2)
    several = found[found["increment_count"] > 1]
    found["explanation"] = first_known(
        declared_in_note(
            found, {"claim_id": -1, "end_id": 1, "start_id": -1}, missing, figures, series=True,
            between=claims_between(several, "start_id", "end_id", figures),
        ),
        stated_as_change(found, "end_id", "start_id", missing, changes),
        _stated_apart(found, by_id, figures),
        _day_without_bulletin(found, by_id),
    )  # fmt: skip
    found["exchanged_id"] = _exchanged(found)
    # then the days' numbers are wrong, and not the total between them
    found["total_between_id"] = found["total_between_id"].mask(found["exchanged_id"].notna())
    found["repeated_day"] = _repeated_day(found, by_id)
    found[list(MISDATED)] = entered_under_another_date(found.assign(against_id=found["end_id"]), figures)
    return found


def _text(index: pd.Index) -> pd.Series:
    return pd.Series(None, index=index, dtype="str")


def _repeated_day(found: pd.DataFrame, by_id: pd.DataFrame) -> pd.Series:
    """The day whose total the one between two stretches repeats: it was carried over, and the next total makes up for it."""
    start, end = by_id.loc[found["start_id"]], by_id.loc[found["end_id"]]
    same = (start["value"].array == end["value"].array) & found["total_between_id"].notna().to_numpy()
    day = pd.Series(start["as_of"].array, index=found.index)
    return day.where(pd.Series(same, index=found.index, dtype="boolean").fillna(False).astype(bool))


def _holds_the_day_before(found: pd.DataFrame, ends: pd.Series, by_id: pd.DataFrame, figures: Figures) -> pd.Series:
    """The day before the one of an increment, where no number is given for it and the increment is the change of both days.

    `ends` are the totals at which some increment ends.
    """
    out = pd.Series(pd.NaT, index=found.index, dtype="datetime64[us]")
    one = (
        found["increment_count"].eq(1)
        & found["days"].eq(1)
        & found["difference"].gt(0)
        & ~among(found["start_id"], ends)
    )
    some = found[one & found["explanation"].isna()]
    if some.empty:
        return out
    start = by_id.loc[some["start_id"], ["series", "as_of", "value"]].set_axis(some.index)
    totals = figures.loc[figures["series"].isin(start["series"]), ["series", "as_of", "value"]].dropna()
    wanted = start.assign(at=some.index, day=start["as_of"], as_of=start["as_of"] - pd.Timedelta(days=1))
    both = wanted.merge(
        totals.drop_duplicates(["series", "as_of"], keep=False), on=["series", "as_of"], suffixes=("", "_before")
    )
    rise = (both["value"] - both["value_before"]).astype("Float64")
    same = rise.eq(found["difference"].reindex(both["at"]).astype("Float64").array).fillna(False).astype(bool)
    out.loc[both.loc[same, "at"]] = both.loc[same, "day"].array
    return out


def _exchanged(found: pd.DataFrame) -> pd.Series:
    """The increment of the next day, where the numbers of two days stand under each other's dates."""
    out = _text(found.index)
    first = found[found["next"].notna()]
    second = found.loc[first["next"].astype("int64")].set_index(first.index)
    swapped = first["increments_least"].eq(second["change_least"]) & second["increments_least"].eq(
        first["change_least"]
    )
    swapped &= first["increments_most"].eq(second["change_most"]) & second["increments_most"].eq(first["change_most"])
    out.loc[first.index] = second["claim_id"].where(swapped.fillna(False))
    return out


def _stated_apart(found: pd.DataFrame, by_id: pd.DataFrame, figures: Figures) -> pd.Series:
    """A change, or a correction, for the same people and day that states the number by which the two miss."""
    out = _text(found.index)
    key = ["event", "measure", "population", "place", "as_of"]
    back = figures["is_correction"].fillna(False).astype(bool)
    stated = (figures["kind"].eq("change") | (figures["kind"].eq("increment") & back)) & figures["value"].notna()
    apart = figures.loc[stated, [*key, "value", "claim_id", "figure", "kind", "is_increment"]]
    if apart.empty:
        return out
    wanted = by_id.loc[found["end_id"], key].reset_index(drop=True)
    wanted["missing"] = -found["difference"].astype("Float64").array
    wanted["last_id"], wanted["at"] = found["claim_id"].array, found.index
    both = wanted.merge(apart, on=key)
    both = both[both["claim_id"] != both["last_id"]]
    undirected = ~both["is_increment"].fillna(False).astype(bool) & (both["value"] > 0)
    meets = (both["value"] == both["missing"]) | (undirected & (both["value"] == both["missing"].abs()))
    both = both[meets.fillna(False)].drop_duplicates("at")
    texts = [f"{c} states “{f}” as a change of its own" for c, f in zip(both["claim_id"], both["figure"], strict=True)]
    out.loc[both["at"]] = texts
    return out


def _day_without_bulletin(found: pd.DataFrame, by_id: pd.DataFrame) -> pd.Series:
    """One number stands for several days, and is about what one of them would have.

    The bulletin of a day gives all its measures, so a day that one of them shows to be skipped excuses the others of its source.
    """
    out = _text(found.index)
    one = found["days"].gt(1) & found["increment_count"].eq(1) & found["difference"].lt(0)
    share = found["change_most"].astype("Float64") / found["days"]
    shown = one & (found["increments_most"].astype("Float64") <= ONE_DAY * share).fillna(False)
    bulletin = by_id.loc[found["claim_id"], ["event", "place", "source", "as_of", "period_start"]].set_axis(found.index)
    skipped = shown.groupby([bulletin[column] for column in bulletin], dropna=False).transform("any")
    short = (one & skipped).astype(bool)
    for label, days, last in zip(found.index[short], found["days"][short], found["claim_id"][short], strict=True):
        day = by_id.at[last, "as_of"].date().isoformat()
        out[label] = (
            f"no bulletin came for {int(days) - 1} of these {int(days)} days; the number seems to be that of {day} alone"
        )
    return out
