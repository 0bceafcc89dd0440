"""Totals that other numbers of the ledger bear out: a daily number, a claim of another voice, the counter itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

COUNTED = ("event", "measure", "population", "place", "phase", "basis_class", "unit", "replaced_on")
"""Totals and daily numbers alike in these count the same people."""

SUPPORT = pd.Timedelta(days=3)
"""A number that another voice gives within so many days of a claim supports it: bulletins are copied late."""


def in_steps_that_hold(figures: pd.DataFrame) -> pd.Series:
    """Whether a total is one end of a step that its daily number confirms exactly: the total before, plus that number, is it.

    The three have one origin, and their numbers are stated outright. Aligned with `figures`.
    """
    exact = figures["value"].notna() & (figures["stated_low"] == figures["stated_high"]) & figures["as_of"].notna()
    exact &= figures["origin"].notna() & figures["is_current"]
    columns = [*COUNTED, "origin", "as_of", "period_start", "stated_low"]
    steps = figures.loc[
        exact.fillna(False) & figures["kind"].eq("increment") & figures["period_start"].notna(), columns
    ]
    steps = steps[steps["period_start"] < steps["as_of"]]
    out = pd.Series(False, index=figures.index)
    if steps.empty:
        return out
    key = [*COUNTED, "origin"]
    totals = figures.loc[exact.fillna(False) & figures["kind"].eq("cumulative"), [*key, "as_of", "stated_low"]]
    totals = totals.reset_index(names="at").rename(columns={"stated_low": "number"})
    steps = steps.rename(columns={"as_of": "until", "stated_low": "step"}).drop_duplicates()
    start = steps.merge(
        totals.rename(columns={"as_of": "period_start", "at": "start", "number": "before"}), on=[*key, "period_start"]
    )
    both = start.merge(totals.rename(columns={"as_of": "until", "at": "end"}), on=[*key, "until"])
    both = both[both["before"] + both["step"] == both["number"]]
    out.loc[np.unique(both[["start", "end"]].to_numpy())] = True
    return out


def is_the_counter(figures: pd.DataFrame) -> pd.Series:
    """Whether the source of a claim is its origin: the counter itself says it, and took it from nobody."""
    return (figures["source"] == figures["origin"]).fillna(False).astype(bool) & figures["via"].isna()


def repeats_the_day_before(figures: pd.DataFrame) -> pd.Series:
    """Whether a total is its source's number of the day before once more, while another source of its origin gives another.

    Such a copy was not renewed in time. Days up to `SUPPORT` apart count as the day before.
    """
    usable = (
        figures["kind"].eq("cumulative") & figures["cell"].notna() & figures["as_of"].notna() & figures["value"].notna()
    )
    usable &= figures["is_current"] & figures["origin"].notna()
    table = figures.loc[usable, ["cell", "source", "origin", "as_of", "value"]]
    day = [table[c] for c in ("cell", "origin", "as_of")]
    contested = table["value"].groupby(day).transform("nunique") > 1
    out = pd.Series(False, index=figures.index)
    if not contested.any():
        return out
    table = table[table["cell"].isin(table.loc[contested, "cell"])]
    days = table.drop_duplicates(["cell", "source", "origin", "as_of"]).sort_values(
        ["cell", "source", "origin", "as_of"]
    )
    before = days.groupby(["cell", "source", "origin"], dropna=False)[["as_of", "value"]].shift()
    again = (before["value"] == days["value"]) & (days["as_of"] - before["as_of"] <= SUPPORT)
    out.loc[days.index[again.fillna(False).astype(bool)]] = True
    return out & contested.reindex(figures.index, fill_value=False)


def supporters(figures: pd.DataFrame) -> pd.Series:
    """How many other origins of its cell give the very number of a claim, on a day within `SUPPORT` of its own.

    A source that names no origin is one itself. Int64, 0 for claims without a number or a day. Faithful copies and claims
    that are not current support nothing.
    """
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["value"].notna()
    usable &= figures["is_current"] & ~figures["is_faithful_copy"]
    out = pd.Series(0, index=figures.index, dtype="Int64")
    table = figures.loc[usable, ["cell", "value", "as_of"]].assign(
        voice=figures["origin"].fillna(figures["source"])[usable]
    )
    table = table[table.duplicated(["cell", "value"], keep=False)]
    if table.empty:
        return out
    table["claim"] = table.index
    key = ["cell", "value", "as_of"]
    others = table[[*key, "voice"]].drop_duplicates()
    others = others.rename(columns={"voice": "other"})
    near = [pd.Timedelta(days=days) for days in range(-SUPPORT.days, SUPPORT.days + 1)]
    moved = pd.concat([others.assign(as_of=others["as_of"] + days) for days in near])
    both = table.merge(moved, on=key)
    counted = both.loc[both["voice"] != both["other"], ["claim", "other"]].drop_duplicates().groupby("claim").size()
    out.loc[counted.index] = counted.array
    return out
