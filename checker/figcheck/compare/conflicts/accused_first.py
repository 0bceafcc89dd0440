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


_READ = (
    "has_via", "in_sum_that_holds", "revises", "basis", "low", "high", "as_of", "doubted", "published", "claim_id",
)  # fmt: skip


def rank_to_accuse(claims: pd.DataFrame, group: pd.Series) -> pd.Series:
    """A rank for every claim of `group` (some of `claims`, by label), 0 for the one to accuse first; aligned with `group`.

    In turn: a copy; a claim that no sum confirms; one that is not a declared revision; one that was not counted (a fear, a
    claim, an estimate); of several claims of one day the one that lies further from the line between the days around it;
    one that the rest of its cell leaves out too (`doubted`); the later published; the last by id. Columns that `claims`
    has not got decide nothing.
    """
    claims = claims[[column for column in _READ if column in claims]].loc[group.index]
    order = pd.DataFrame(index=claims.index)
    order["has_via"] = _flag(claims, "has_via")
    order["in_sum_that_holds"] = _flag(claims, "in_sum_that_holds")
    order["revision"] = claims["revises"].notna() if "revises" in claims else False
    order["weak"] = claims["basis"].isin(WEAK) if "basis" in claims else False
    order["misfit"] = _misfit(claims, group)
    order["doubted"] = _flag(claims, "doubted")
    order["published"], order["claim_id"] = claims["published"], claims["claim_id"]
    ordered = order.sort_values(list(order.columns), ascending=[False, True, True, False, False, False, False, False])
    return pd.Series(np.arange(len(ordered)), index=ordered.index).reindex(claims.index)


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
