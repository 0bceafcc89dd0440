"""Innocent causes that the data themselves show: what is explained is told, and accuses nobody.

A cause is looked for only where something was found, so that all of this is work on a few rows. Each function gives a
text for every row of what it was asked about, null where it knows no cause; the cards say `explained` where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

ADDED = (
    r"(?i)\b(?:add|includ|exclud|retroactiv|backlog|audit|recount|reconcil|correct|duplicat|remov|delet|reclassif|"
    r"carried over|catch|late |earlier|previous|without )"
)
"""Words of a note that say that people were counted in, or taken out, apart from the day's own."""

_NUMBER = r"(?<![\d.,-])(\d{1,3}(?:[,.\u00a0\u202f]\d{3})+|\d+)(?![\d-])"
_LONGEST = 140


def first_known(*texts: pd.Series) -> pd.Series:
    """For each row the first of several explanations that is there."""
    known = texts[0]
    for text in texts[1:]:
        known = known.fillna(text)
    return known


def declared_in_note(
    found: pd.DataFrame, ids: Sequence[str], least: pd.Series, most: pd.Series, figures: pd.DataFrame
) -> pd.Series:
    """The note of a claim in one of the columns `ids` that speaks of an addition of `least … most` people."""
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    involved = pd.concat([found[column] for column in ids])
    notes = figures.loc[figures["claim_id"].isin(involved) & figures["note"].notna(), ["claim_id", "note"]]
    notes = notes[notes["note"].str.contains(ADDED, regex=True)].set_index("claim_id")["note"]
    if notes.empty:
        return out
    numbers = notes.str.extractall(_NUMBER)[0].str.replace(r"\D", "", regex=True).str.slice(0, 15).astype("int64")
    numbers = numbers.reset_index("match", drop=True).rename("number").reset_index()
    for column in reversed(ids):
        wanted = pd.DataFrame({"claim_id": found[column], "least": least, "most": most, "at": found.index})
        both = wanted.dropna().merge(numbers, on="claim_id")
        both = both[(both["number"] >= both["least"]) & (both["number"] <= both["most"]) & (both["number"] > 0)]
        both = both.drop_duplicates("at")
        words = [f"the note of {c} says: “{notes[c][:_LONGEST]}”" for c in both["claim_id"]]
        out.loc[both["at"]] = pd.Series(words, index=both["at"], dtype="str")
    return out


def stated_as_change(
    found: pd.DataFrame, one: str, other: str, least: pd.Series, most: pd.Series, changes: pd.DataFrame
) -> pd.Series:
    """The claim of kind `change` between the claims in the columns `one` and `other` that states the difference."""
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty or changes.empty:
        return out
    pairs = changes[["claim_id", "from_id", "to_id", "stated_least", "stated_most"]].rename(columns={"claim_id": "by"})
    for a, b in ((one, other), (other, one)):
        wanted = pd.DataFrame({"from_id": found[a], "to_id": found[b], "least": least, "most": most, "at": found.index})
        both = wanted.merge(pairs, on=["from_id", "to_id"]).sort_values("by")
        meets = (both["stated_least"].fillna(0) <= both["most"]) & (
            both["stated_most"].isna() | (both["stated_most"] >= both["least"])
        )
        both = both[meets.fillna(False)].drop_duplicates("at")
        out.loc[both["at"]] = [f"the change is declared by {by}" for by in both["by"]]
    return out


def shifted_by_a_day(found: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Totals that another source of the same origin gives, number for number, for the day before or after.

    Two copies of one bulletin, one dated by the day that it covers and one by the day on which it came out, miss each
    other every day, and nobody miscounted.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    columns = ["claim_id", "cell", "origin", "source", "value", "as_of"]
    accused = figures.set_index("claim_id").reindex(found["claim_id"])[columns[1:]].reset_index()
    against = figures.set_index("claim_id").reindex(found["against_id"])
    accused["at"] = found.index
    accused = accused[
        ((against["as_of"].array == accused["as_of"]) & (against["origin"].array == accused["origin"])).fillna(False)
    ]
    others = figures.loc[
        figures["cell"].isin(accused["cell"]) & figures["value"].notna() & figures["standing"], columns
    ].dropna()
    others = others.rename(columns={"claim_id": "other_id", "source": "other", "as_of": "other_day"})
    both = accused.merge(others, on=["cell", "origin", "value"])
    days = (both["other_day"] - both["as_of"]).dt.days
    both = both[(both["other"] != both["source"]) & days.abs().eq(1)].assign(days=days)
    both = both.sort_values(["at", "days", "other_id"]).drop_duplicates("at")
    words = np.where(both["days"] > 0, "after", "before")
    texts = [
        f"{other} has the same number for the day {word} ({day.date().isoformat()}): dated a day apart, not counted otherwise"
        for other, word, day in zip(both["other"], words, both["other_day"], strict=True)
    ]
    out.loc[both["at"]] = texts
    return out


def attackers_counted(found: pd.DataFrame, figures: pd.DataFrame, killed: pd.DataFrame) -> pd.Series:
    """Exact numbers of two origins that differ by exactly the attackers whom the vocabulary declares dead there."""
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty or killed.empty:
        return out
    by_id = figures.set_index("claim_id")
    a, b = by_id.reindex(found["claim_id"]), by_id.reindex(found["against_id"])
    declared = killed.set_index(["event", "place"])["killed"]
    number = declared.reindex(pd.MultiIndex.from_arrays([a["event"], a["place"]])).array
    apart = a["value"].astype("Float64").array - b["value"].astype("Float64").array
    exact = a["qualifier"].eq("exact").array & b["qualifier"].eq("exact").array
    same = pd.Series(np.abs(apart) == number.astype("Float64")).fillna(False).to_numpy(dtype=bool)
    same &= exact.to_numpy(dtype=bool) if hasattr(exact, "to_numpy") else np.asarray(exact, dtype=bool)
    same &= a["measure"].eq("killed").to_numpy(dtype=bool)
    more = np.where(pd.Series(apart).fillna(0).to_numpy() > 0, found["claim_id"], found["against_id"])
    texts = [f"{who} counts the {n:,} attackers, and the other does not" if ok else None
             for who, n, ok in zip(more, pd.Series(number).fillna(0).astype(int), same, strict=True)]  # fmt: skip
    out.loc[:] = pd.Series(texts, index=found.index, dtype="str")
    return out
