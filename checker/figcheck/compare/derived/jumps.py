"""Totals that leap: a rise within days that is out of all proportion to what the same origin gave before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.conflicts.declared_corrections import declared_in_note, difference, stated_as_change
from figcheck.compare.conflicts.innocent_causes import first_known

COLUMNS = {
    "claim_id": "str", "before_id": "str", "days": "Int64", "rise": "Int64", "rate": "Float64",
    "usual_rate": "Float64", "steps_before": "Int64", "steps_after": "Int64", "event_age_days": "Int64",
    "explanation": "str",
}  # fmt: skip

SHOWN = 1.05
"""Only steps that raise a total by more than 5 percent within a day are worth a row; the card decides on the rest."""

WINDOW = 14
"""How many steps before count as usual: two weeks of a daily bulletin."""


def jumps(figures: pd.DataFrame, accused: pd.Series, changes: pd.DataFrame) -> pd.DataFrame:
    """One row a steep step of a total: from the newest earlier claim of its cell and origin, `before_id`, to `claim_id`.

    `rise` is the least number of people that the two ranges leave between them, `days` how long it took, `rate` people a
    day, `usual_rate` the median of that over the steps before (null without), `steps_before` how many these were, `steps_after`
    how many claims of that origin follow, and `event_age_days` the days since the event began, or without a declared start since
    the first claim of the cell. Claims that another comparison has `accused` are left out: a slip is no jump. Revised
    claims count, and `explanation` says what declares the leap.
    """
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["kind"].eq("cumulative")
    usable &= figures["low"].notna() & figures["origin"].notna() & ~figures["is_faithful_copy"] & ~figures["has_via"]
    usable &= figures["status"].ne("retracted") & figures["status"].ne("denied") & ~figures["is_estimate"]
    usable &= ~figures["claim_id"].isin(accused)
    table = figures.loc[usable, ["cell", "origin", "as_of", "low", "high", "claim_id", "event_start"]]
    table = table.assign(series=table.groupby(["cell", "origin"]).ngroup())
    table = table.iloc[np.lexsort([table[c].to_numpy(dtype="int64") for c in ("low", "as_of", "series")])]
    table = table.drop_duplicates(["series", "as_of"], keep="last").reset_index(drop=True)
    series = table["series"]
    before = table.groupby(series).shift()
    days = (table["as_of"] - before["as_of"]).dt.days
    rise = table["low"] - before["high"].astype("Int64")
    rate = (rise.astype("Float64") / days).fillna(np.nan).astype("float64").clip(lower=0)
    first = table.groupby(table["cell"])["as_of"].transform("min")
    age = (table["as_of"] - table["event_start"].fillna(first)).dt.days
    steep = (rate > (SHOWN - 1) * before["high"].astype("Float64")).fillna(False).astype(bool)
    at = np.flatnonzero(steep.to_numpy())
    if len(at) == 0:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    known = rate.notna()
    number = known.groupby(series).cumsum() - known.astype("int64")
    starts = series.ne(series.shift()).to_numpy().nonzero()[0]
    start = starts[np.searchsorted(starts, at, side="right") - 1]
    values = rate.to_numpy()
    usual = [np.nanmedian(v) if np.isfinite(v := values[max(s, i - WINDOW) : i]).any() else np.nan
             for s, i in zip(start, at, strict=True)]  # fmt: skip
    found = pd.DataFrame({
        "claim_id": table["claim_id"].iloc[at].array, "before_id": before["claim_id"].iloc[at].array,
        "days": days.iloc[at].array, "rise": rise.iloc[at].array, "rate": rate.iloc[at].array,
        "usual_rate": pd.array(usual, dtype="Float64"), "steps_before": number.iloc[at].array,
        "steps_after": table.groupby(series).cumcount(ascending=False).iloc[at].array, "event_age_days": age.iloc[at].array,
    })  # fmt: skip
    found["explanation"] = _why(found, figures, changes)
    return found.astype(COLUMNS)


def _why(found: pd.DataFrame, figures: pd.DataFrame, changes: pd.DataFrame) -> pd.Series:
    """What declares the leap: a revision, a note, a claim of kind `change`, or an increment of that size."""
    key = ["event", "measure", "population", "place", "origin", "as_of"]
    named = figures["claim_id"].isin(pd.concat([found["claim_id"], found["before_id"]]))
    by_id = figures.loc[named, ["claim_id", "low", "high", "revises", *key]].set_index("claim_id")
    claim, before = by_id.loc[found["claim_id"]], by_id.loc[found["before_id"]]
    least = pd.Series(found["rise"].array, dtype="Int64")
    most = pd.Series(claim["high"].array, dtype="Int64") - pd.Series(before["low"].array, dtype="Int64")
    most = most.fillna(least)
    revised = [f"it is declared as the revision of {r}" if isinstance(r, str) else None for r in claim["revises"]]
    wanted = claim[key].reset_index(drop=True).assign(least=least, most=most, at=found.index)
    steps = figures.loc[
        figures["kind"].eq("increment") & figures["low"].notna(), [*key, "claim_id", "figure", "low", "high"]
    ]
    both = wanted.merge(steps, on=key)
    both = both[(both["low"] <= both["most"]) & (both["high"].isna() | (both["high"] >= both["least"]))]
    both = both.sort_values("claim_id").drop_duplicates("at")
    told = pd.Series(None, index=found.index, dtype="str")
    told.loc[both["at"]] = [
        f"{c} gives “{f}” for those days" for c, f in zip(both["claim_id"], both["figure"], strict=True)
    ]
    rise = difference(pd.Series(1, index=found.index), least, most)
    return first_known(
        pd.Series(revised, index=found.index, dtype="str"),
        declared_in_note(found, {"claim_id": 1, "before_id": -1}, rise, figures, series=True),
        stated_as_change(found, "claim_id", "before_id", rise, changes),
        told,
    )
