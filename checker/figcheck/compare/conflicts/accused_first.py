"""Whom to accuse when either of two claims may be wrong: the order in which claims of a conflict give way."""

from __future__ import annotations

import numpy as np
import pandas as pd

WEAK = ("fear", "claim", "estimate")
"""What was not counted gives way to what was, when nothing else decides."""

OFF = 0.7
"""Of the usual step between two days: what is nearer to the line than that does not show whose fault it is."""

NEIGHBOUR = np.timedelta64(7, "D")
"""How far from a contested day its neighbours may lie and still show where the total was."""


_FLAGS = (
    ("has_via", True),
    ("is_counter", False),
    ("in_sum_that_holds", False),
    ("in_step_that_holds", False),
    ("is_stale", True),
)
"""Columns of yes and no that decide, the strongest first, and the answer that is accused."""

_READ = (
    *(name for name, _ in _FLAGS), "supporters", "revises", "basis", "low", "high", "as_of", "doubted", "published",
)  # fmt: skip


def evidence(claims: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """What speaks for and against every claim of `group` (some of `claims`, by label): numbers, the higher the more to accuse.

    In turn: a copy; one whose source is not the counter itself; a claim that no sum confirms, nor any daily number; one that
    repeats its source's number of the day before; one that fewer other voices give; one that is not a declared revision; one
    that was not counted (a fear, a claim, an estimate); of several claims of one day the one that lies further from the line
    between the days around it; one that the rest of its cell leaves out too (`doubted`); the later published. Columns that
    `claims` has not got decide nothing. No id and no name decides.
    """
    claims = claims[[column for column in _READ if column in claims]].loc[group.index]
    found = pd.DataFrame(index=claims.index)
    for name, accused in _FLAGS:
        found[name] = (_flag(claims, name) == accused).astype("int64")
    found["alone"] = -claims["supporters"].astype("int64") if "supporters" in claims else 0
    found["revision"] = -claims["revises"].notna().astype("int64") if "revises" in claims else 0
    found["weak"] = claims["basis"].isin(WEAK).astype("int64") if "basis" in claims else 0
    found["misfit"] = _misfit(claims, group)
    found["doubted"] = _flag(claims, "doubted").astype("int64")
    published = claims["published"].astype("datetime64[us]")
    found["published"] = published.astype("int64").where(published.notna(), np.iinfo(np.int64).max)
    return found


def rank_to_accuse(found: pd.DataFrame) -> pd.Series:
    """A rank for every row of `evidence`, 0 for the claim to accuse first; where nothing decides, the higher label comes first."""
    columns = list(found.columns)
    ordered = found.assign(place=found.index).sort_values([*columns, "place"], ascending=False)
    return pd.Series(np.arange(len(ordered)), index=ordered.index).reindex(found.index)


def _flag(claims: pd.DataFrame, name: str) -> pd.Series:
    return claims[name].astype(bool) if name in claims else pd.Series(False, index=claims.index)


def _misfit(claims: pd.DataFrame, group: pd.Series) -> pd.Series:
    """How far a claim lies off the line from the day before to the day after, in steps of `OFF`; only on contested days."""
    low = claims["low"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    high = claims["high"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    table = pd.DataFrame({
        "group": group.to_numpy(), "day": claims["as_of"].to_numpy(), "at": np.where(np.isnan(high), low, (low + high) / 2),
    })  # fmt: skip
    days = table.groupby(["group", "day"])["at"].agg(["median", "size"]).reset_index()
    grouped = days.groupby("group")
    before, after = grouped[["day", "median"]].shift(), grouped[["day", "median"]].shift(-1)
    near = (days["size"] > 1) & (days["day"] - before["day"] <= NEIGHBOUR) & (after["day"] - days["day"] <= NEIGHBOUR)
    share = (days["day"] - before["day"]) / (after["day"] - before["day"])
    rise = after["median"] - before["median"]
    days["expected"] = (before["median"] + share * rise).where(near)
    days["step"] = (rise.abs() / 2).clip(lower=1)
    line = table.merge(days[["group", "day", "expected", "step"]], on=["group", "day"], how="left")
    off = ((line["at"] - line["expected"]).abs() / line["step"] / OFF).mask(_carried(table, days))
    return pd.Series(np.floor(off.fillna(0).to_numpy()), index=claims.index)


def _carried(table: pd.DataFrame, days: pd.DataFrame) -> np.ndarray:
    """Whether the same number stands for the day before or after: dated by another clock, it lies off the line for no fault."""
    number = days.assign(nth=days.groupby("group").cumcount()).set_index(["group", "day"])["nth"]
    keyed = table.assign(nth=number.reindex(pd.MultiIndex.from_frame(table[["group", "day"]])).array)
    known = pd.MultiIndex.from_frame(keyed[["group", "nth", "at"]].drop_duplicates())
    found = np.zeros(len(keyed), dtype=bool)
    for step in (-1, 1):
        found |= pd.MultiIndex.from_frame(keyed[["group", "nth", "at"]].assign(nth=keyed["nth"] + step)).isin(known)
    return found
