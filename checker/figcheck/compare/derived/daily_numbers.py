"""The day's number against the change of the total: by how much they miss, which of the two to mend, and innocent causes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.conflicts.innocent_causes import (
    declared_in_note,
    entered_under_another_date,
    first_known,
    stated_as_change,
)
from figcheck.compare.derived.sums import PLACES

COLUMNS = {
    "increments_least": "Int64", "increments_most": "Int64", "change_least": "Int64", "change_most": "Int64",
    "difference": "Int64", "hard": "bool", "total_between_id": "str", "reported_elsewhere": "bool", "explanation": "str",
}  # fmt: skip

ONE_DAY = 1.5
"""A number of at most one and a half times a day's share of the change may well be that of the last day alone."""


def daily_number_rows(stretches: pd.DataFrame, figures: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The table `intervals` with what its card tells.

    `increments_least … increments_most` is what the increments come to, `change_least … change_most` how the total changed;
    of one origin both as a reader takes them. `difference` is by how much the increments are too many (or too few, below 0;
    0: they agree), `hard` whether the words assert both. Two stretches that miss by the same number in opposite ways share a
    wrong total: the first has it in `total_between_id`, and the second is `reported_elsewhere`. `explanation`: an innocent
    cause, or null.
    """
    bounds = figures[["low", "high", "low_hard", "high_hard", "implied_low", "implied_high"]]
    start, end = bounds.iloc[stretches["start_at"]], bounds.iloc[stretches["end_at"]]
    one = stretches["one_origin"]
    table = stretches.copy(deep=False)
    for bound in ("low", "high"):
        name = "increments_least" if bound == "low" else "increments_most"
        table[name] = stretches[f"sum_implied_{bound}"].where(one, stretches[f"sum_{bound}"])
    table["change_least"] = _bound(end, "low", one) - _bound(start, "high", one)
    table["change_most"] = _bound(end, "high", one) - _bound(start, "low", one)
    over = (table["increments_least"] - table["change_most"]).clip(lower=0).fillna(0)
    under = (table["change_least"] - table["increments_most"]).clip(lower=0).fillna(0)
    table["difference"] = over - under
    asserted = _asserted(end, "high", start, "low") & stretches["sum_low_hard"].to_numpy(dtype=bool)
    denied = _asserted(end, "low", start, "high") & stretches["sum_high_hard"].to_numpy(dtype=bool)
    # the bounds that the words assert must miss, and not only what readers take from them
    floor = (stretches["sum_low"] > pd.Series(end["high"].array) - pd.Series(start["low"].array)).fillna(False)
    roof = (stretches["sum_high"] < pd.Series(end["low"].array) - pd.Series(start["high"].array)).fillna(False)
    table["hard"] = (floor & asserted) | (roof & denied)
    table["total_between_id"], table["reported_elsewhere"], table["explanation"] = None, False, None
    missed = table[table["difference"] != 0]
    if len(missed):
        by_id = figures.iloc[np.unique(missed[list(PLACES)])].set_index("claim_id")
        found = _explained(_paired(missed), by_id, figures, changes)
        for column in ("total_between_id", "reported_elsewhere", "explanation"):
            table[column] = found[column].reindex(table.index)
        table["reported_elsewhere"] = table["reported_elsewhere"].eq(True)
    return table.astype(COLUMNS)


def _bound(claims: pd.DataFrame, bound: str, implied: pd.Series) -> pd.Series:
    own, taken = (pd.Series(claims[c].array, index=implied.index) for c in (bound, f"implied_{bound}"))
    return taken.where(implied, own).astype("Int64")


def _asserted(one: pd.DataFrame, bound: str, other: pd.DataFrame, other_bound: str) -> np.ndarray:
    first, second = one[f"{bound}_hard"].fillna(False), other[f"{other_bound}_hard"].fillna(False)
    return first.to_numpy(dtype=bool) & second.to_numpy(dtype=bool)


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


def _explained(found: pd.DataFrame, by_id: pd.DataFrame, figures: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    size = found["difference"].abs()
    pairs = found.assign(against_id=found["end_id"])
    texts = [
        _carried_over(found, by_id),
        _exchanged(found),
        declared_in_note(found, ["claim_id", "end_id", "start_id"], size, size, figures),
        stated_as_change(found, "start_id", "end_id", size, size, changes),
        _stated_apart(found, by_id, figures),
        entered_under_another_date(pairs, figures),
        _day_without_bulletin(found, by_id),
    ]
    found["explanation"] = first_known(*texts)
    exchanged = texts[1].notna() & texts[0].isna()
    found["total_between_id"] = found["total_between_id"].mask(exchanged)  # then it is the days' numbers that are wrong
    return found


def _text(index: pd.Index) -> pd.Series:
    return pd.Series(None, index=index, dtype="str")


def _carried_over(found: pd.DataFrame, by_id: pd.DataFrame) -> pd.Series:
    """The total between two stretches is that of the day before once more."""
    out = _text(found.index)
    shared = found[found["total_between_id"].notna()]
    for label, start, end in zip(shared.index, shared["start_id"], shared["end_id"], strict=True):
        if by_id.at[start, "value"] == by_id.at[end, "value"]:
            day = by_id.at[start, "as_of"].date().isoformat()
            out[label] = (
                f"it repeats the total of {day}, which was carried over by a day; the next total has made up for it"
            )
    return out


def _exchanged(found: pd.DataFrame) -> pd.Series:
    """The numbers of two days stand under each other's dates."""
    out = _text(found.index)
    first = found[found["next"].notna()]
    second = found.loc[first["next"].astype("int64")].set_index(first.index)
    swapped = first["increments_least"].eq(second["change_least"]) & second["increments_least"].eq(
        first["change_least"]
    )
    swapped &= first["increments_most"].eq(second["change_most"]) & second["increments_most"].eq(first["change_most"])
    texts = [f"it fits the next day, and {other} fits this one: the two were exchanged" for other in second["claim_id"]]
    out.loc[first.index] = pd.Series(texts, index=first.index, dtype="str").where(swapped.fillna(False))
    return out


def _stated_apart(found: pd.DataFrame, by_id: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """A claim of kind `change`, for the same people and day, that states the number by which the two miss."""
    out = _text(found.index)
    key = ["event", "measure", "population", "place", "as_of"]
    apart = figures.loc[figures["kind"].eq("change") & figures["value"].notna(), [*key, "value", "claim_id", "figure"]]
    if apart.empty:
        return out
    wanted = by_id.loc[found["end_id"], key].reset_index(drop=True)
    wanted["value"] = found["difference"].abs().astype("Float64").array
    wanted["at"] = found.index
    both = wanted.merge(apart, on=[*key, "value"]).sort_values("claim_id").drop_duplicates("at")
    texts = [f"{c} states “{f}” as a change of its own" for c, f in zip(both["claim_id"], both["figure"], strict=True)]
    out.loc[both["at"]] = texts
    return out


def _day_without_bulletin(found: pd.DataFrame, by_id: pd.DataFrame) -> pd.Series:
    """One number stands for several days, and is about what one of them would have."""
    out = _text(found.index)
    share = found["change_most"].astype("Float64") / found["days"]
    short = found["days"].gt(1) & found["increment_count"].eq(1) & found["difference"].lt(0)
    short &= found["increments_most"].astype("Float64") <= ONE_DAY * share
    for label, days, last in zip(found.index[short], found["days"][short], found["claim_id"][short], strict=True):
        day = by_id.at[last, "as_of"].date().isoformat()
        out[label] = (
            f"no bulletin came for {int(days) - 1} of these {int(days)} days; the number seems to be that of {day} alone"
        )
    return out
