"""Totals that leap: a rise within days that is out of all proportion to what the same origin gave before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.pairs import among, pair
from figcheck.compare.conflicts.declared_corrections import declared_in_note, difference, stated_as_change
from figcheck.compare.conflicts.innocent_causes import first_known
from figcheck.model.tables import Changes, Figures, Jumps

SHOWN = 1.05
"""Only steps that raise a total by more than 5 percent within a day are worth a row; the card decides on the rest."""

WINDOW = 14
"""How many steps before count as usual: two weeks of a daily bulletin."""


def jumps(figures: Figures, accused: pd.Series, changes: Changes) -> Jumps:
    """The steep steps of a total, each from the newest earlier claim of its cell and origin.

    Claims that another comparison has `accused` are left out, since a slip is not a jump. Revised claims count.
    """
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["kind"].eq("cumulative")
    usable &= figures["low"].notna() & figures["origin"].notna() & ~figures["is_faithful_copy"] & ~figures["has_via"]
    usable &= figures["status"].ne("retracted") & figures["status"].ne("denied") & ~figures["is_estimate"]
    usable &= ~among(figures["claim_id"], accused)
    table = figures.loc[usable, ["cell", "origin", "as_of", "low", "high", "claim_id", "event_start"]]
    table = table.assign(series=table.groupby(["cell", "origin"]).ngroup())
    table = table.iloc[np.lexsort([table[c].to_numpy(dtype="int64") for c in ("low", "as_of", "series")])]
    table = table.drop_duplicates(["series", "as_of"], keep="last").reset_index(drop=True)
    groups = table.groupby("series")
    before = groups[["claim_id", "as_of", "high"]].shift()
    first = table.groupby("cell")["as_of"].transform("min")
    days = (table["as_of"] - before["as_of"]).dt.days
    rise = table["low"] - before["high"]
    rate = (rise.astype("Float64") / days).fillna(np.nan).astype("float64").clip(lower=0)
    steep = (rate > (SHOWN - 1) * before["high"].astype("Float64")).fillna(False).astype(bool)
    if not steep.any():
        return Jumps.no_rows()
    known = rate.notna()
    found = table.loc[steep, ["claim_id"]].assign(
        before_id=before["claim_id"],
        days=days,
        rise=rise,
        rate=rate,
        usual_rate=_usual(rate, table["series"], steep),
        steps_before=known.groupby(table["series"]).cumsum() - known.astype("int64"),
        steps_after=groups.cumcount(ascending=False),
        event_age_days=(table["as_of"] - table["event_start"].fillna(first)).dt.days,
    )
    return Jumps.of(found.assign(explanation=_why(found, figures, changes)))


def _usual(rate: pd.Series, series: pd.Series, asked: pd.Series) -> pd.Series:
    """The median of the last rates before each row that is asked about, within its series; null without any."""
    at = np.flatnonzero(asked)
    starts = np.flatnonzero(series.ne(series.shift()))
    start = starts[np.searchsorted(starts, at, side="right") - 1]
    values = rate.to_numpy()
    windows = [values[max(s, i - WINDOW) : i] for s, i in zip(start, at, strict=True)]
    usual = [np.nanmedian(rates) if np.isfinite(rates).any() else None for rates in windows]
    return pd.Series(usual, index=rate.index[at], dtype="Float64")


def _why(found: pd.DataFrame, figures: Figures, changes: Changes) -> pd.Series:
    """What declares the leap: a revision, a note, a claim of kind `change`, or an increment of that size."""
    key = ["event", "measure", "population", "place", "origin", "as_of"]
    claim, before = pair(figures[["claim_id", "low", "high", "revises", *key]], found, "claim_id", "before_id")
    least, most = found["rise"], (claim["high"] - before["low"]).fillna(found["rise"])
    wanted = claim[key].assign(least=least, most=most, at=found.index)
    steps = figures.loc[
        figures["kind"].eq("increment") & figures["low"].notna(), [*key, "claim_id", "figure", "low", "high"]
    ]
    both = wanted.merge(steps, on=key)
    both = both[(both["low"] <= both["most"]) & (both["high"].isna() | (both["high"] >= both["least"]))]
    both = both.drop_duplicates("at").set_index("at")
    given = both["claim_id"] + " gives “" + both["figure"] + "” for those days"
    rise = difference(pd.Series(1, index=found.index), least, most)
    return first_known(
        "it is declared as the revision of " + claim["revises"],
        declared_in_note(found, {"claim_id": 1, "before_id": -1}, rise, figures, series=True),
        stated_as_change(found, "claim_id", "before_id", rise, changes),
        given.reindex(found.index),
    )
