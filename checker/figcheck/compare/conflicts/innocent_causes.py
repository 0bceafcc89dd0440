"""Innocent causes that the data themselves show: what is explained is told, and accuses nobody.

A cause is looked for only where something was found, so that all of this is work on a few rows. Each function gives a
text for every row of what it was asked about, null where it knows no cause; the cards say `explained` where there is one.
What the ledger declares is in `declared_corrections`; a mistake of entry is no innocent cause, see `entry_mistakes`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.pairs import among


def first_known(*texts: pd.Series) -> pd.Series:
    """For each row the first of several explanations that is there."""
    known = texts[0]
    for text in texts[1:]:
        known = known.fillna(text)
    return known


_PAIR = ("claim_id", "against_id")


def shifted_by_a_day(found: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Totals that another source of the same origin gives, number for number, for the day before or after.

    Two copies of one bulletin, one dated by the day that it covers and one by the day on which it came out, miss each
    other every day, and nobody miscounted. One number under hedges that exclude each other ("more than 1,300", "nearly 1,300")
    is not one bulletin.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    columns = ["claim_id", "cell", "origin", "source", "value", "as_of"]
    ranges = ["low", "high"]
    involved = among(figures["claim_id"], pd.concat([found[c] for c in _PAIR]))
    by_id = figures.loc[involved, [*columns, *ranges]].set_index("claim_id")
    pair = [by_id.reindex(found[c]).reset_index(drop=True) for c in _PAIR]
    mine, theirs = pair
    same = (mine["as_of"] == theirs["as_of"]).fillna(False) & (mine["origin"] == theirs["origin"]).fillna(False)
    mine["at"] = theirs["at"] = found.index
    # the accused number in the other copy a day apart, or else the witness's number in the accused one's
    looked_for = pd.concat([mine.assign(turn=0, accused=mine["source"]), theirs.assign(turn=1, accused=mine["source"])])
    looked_for = looked_for[pd.concat([same, same]).to_numpy(dtype=bool)].dropna(subset=["origin", "value"])
    if looked_for.empty:
        return out
    others = figures.loc[
        figures["cell"].isin(looked_for["cell"]) & figures["value"].notna() & figures["is_current"],
        [*columns, *ranges, "claim_order"],
    ].dropna(subset=columns)
    if others["as_of"].nunique() < 2:
        return out
    others = others.rename(columns={"claim_id": "other_id", "source": "other", "as_of": "other_day"})
    both = looked_for.merge(others, on=["cell", "origin", "value"], suffixes=("", "_other"))
    apart = (both["low"] > both["high_other"]) | (both["low_other"] > both["high"])
    both = both[~apart.fillna(False).astype(bool)]
    both["days"] = (both["other_day"] - both["as_of"]).dt.days
    copied = (both["other"] != both["source"]) & (both["turn"].eq(0) | (both["other"] == both["accused"]))
    both = both[copied & both["days"].abs().eq(1)]
    both = both.sort_values(["at", "turn", "days", "claim_order"]).drop_duplicates("at")
    both["days"] = both["days"].where(both["turn"] == 0, -both["days"])
    texts = [
        f"the number that stands for this day in {a} stands for the day {'after' if (days > 0) == (turn == 0) else 'before'} "
        f"({day.date().isoformat()}) in {b}: dated a day apart, not counted otherwise"
        for a, b, days, turn, day in zip(
            both["source"], both["other"], both["days"], both["turn"], both["other_day"], strict=True
        )
    ]
    out.loc[both["at"]] = texts
    return out


def attackers_counted(found: pd.DataFrame, figures: pd.DataFrame, killed: pd.DataFrame) -> pd.Series:
    """Exact numbers of two origins that differ by exactly the attackers whom the vocabulary declares dead there."""
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty or killed.empty:
        return out
    involved = figures[among(figures["claim_id"], pd.concat([found["claim_id"], found["against_id"]]))].set_index(
        "claim_id"
    )
    a, b = involved.reindex(found["claim_id"]), involved.reindex(found["against_id"])
    declared = killed.set_index(["event", "place"])["killed"]
    number = pd.Series(declared.reindex(pd.MultiIndex.from_arrays([a["event"], a["place"]])).array, dtype="Float64")
    apart = pd.Series(a["value"].array, dtype="Float64") - pd.Series(b["value"].array, dtype="Float64")
    same = (apart.abs() == number).fillna(False).to_numpy(dtype=bool)
    for claim in (a, b):
        same &= (claim["qualifier"].eq("exact") & claim["counts"].eq("dead")).fillna(False).to_numpy(dtype=bool)
    more = np.where(apart.fillna(0) > 0, found["claim_id"], found["against_id"])
    texts = [f"{who} counts {_attackers(n)}, and the other does not" if ok else None
             for who, n, ok in zip(more, number.fillna(0).astype(int), same, strict=True)]  # fmt: skip
    out.loc[:] = pd.Series(texts, index=found.index, dtype="str")
    return out


def _attackers(count: int) -> str:
    return "the attacker" if count == 1 else f"the {count:,} attackers"
