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


_PAIR = ("claim_id", "against_id")


def shifted_by_a_day(found: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Totals that another source of the same origin gives, number for number, for the day before or after.

    Two copies of one bulletin, one dated by the day that it covers and one by the day on which it came out, miss each
    other every day, and nobody miscounted.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    columns = ["claim_id", "cell", "origin", "source", "value", "as_of"]
    involved = figures["claim_id"].isin(pd.concat([found[c] for c in _PAIR]))
    by_id = figures.loc[involved, columns].set_index("claim_id")
    pair = [by_id.reindex(found[c]).reset_index(drop=True) for c in _PAIR]
    mine, theirs = pair
    same = (mine["as_of"] == theirs["as_of"]).fillna(False) & (mine["origin"] == theirs["origin"]).fillna(False)
    mine["at"] = theirs["at"] = found.index
    # the accused number in the other copy a day apart, or else the witness's number in the accused one's
    looked_for = pd.concat([mine.assign(turn=0), theirs.assign(turn=1)])
    looked_for = looked_for[pd.concat([same, same]).to_numpy(dtype=bool)].dropna(subset=["origin", "value"])
    others = figures.loc[
        figures["cell"].isin(looked_for["cell"]) & figures["value"].notna() & figures["is_current"], columns
    ].dropna()
    others = others.rename(columns={"claim_id": "other_id", "source": "other", "as_of": "other_day"})
    both = looked_for.merge(others, on=["cell", "origin", "value"])
    both["days"] = (both["other_day"] - both["as_of"]).dt.days
    both = both[(both["other"] != both["source"]) & both["days"].abs().eq(1)]
    both = both.sort_values(["at", "turn", "days", "other_id"]).drop_duplicates("at")
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
    involved = figures[figures["claim_id"].isin(pd.concat([found["claim_id"], found["against_id"]]))].set_index(
        "claim_id"
    )
    a, b = involved.reindex(found["claim_id"]), involved.reindex(found["against_id"])
    declared = killed.set_index(["event", "place"])["killed"]
    number = pd.Series(declared.reindex(pd.MultiIndex.from_arrays([a["event"], a["place"]])).array, dtype="Float64")
    apart = pd.Series(a["value"].array, dtype="Float64") - pd.Series(b["value"].array, dtype="Float64")
    same = (apart.abs() == number).fillna(False).to_numpy(dtype=bool)
    for claim in (a, b):
        same &= (claim["qualifier"].eq("exact") & claim["measure"].eq("killed")).fillna(False).to_numpy(dtype=bool)
    more = np.where(apart.fillna(0) > 0, found["claim_id"], found["against_id"])
    texts = [f"{who} counts the {n:,} attackers, and the other does not" if ok else None
             for who, n, ok in zip(more, number.fillna(0).astype(int), same, strict=True)]  # fmt: skip
    out.loc[:] = pd.Series(texts, index=found.index, dtype="str")
    return out


_DATE = r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?!\d)"


def dates_in_addresses(figures: pd.DataFrame) -> pd.Series:
    """The day that the address or saved copy of each claim names (…/2023-10-07.md, …/2023/10/07/…), null without one."""
    found = pd.Series(pd.NaT, index=figures.index, dtype="datetime64[us]")
    for column in ("archive", "url"):
        words = figures[column].astype("str").str.extract(_DATE)
        day = words[0] + "-" + words[1] + "-" + words[2]
        found = found.fillna(pd.to_datetime(day, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]"))
    return found


def entered_under_another_date(found: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Claims whose own address names another day than their `as_of`, one on which they would not be in the way.

    The day of printing, and the day after the one that is counted, are no other day.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    involved = figures["claim_id"].isin(pd.concat([found["claim_id"], found["against_id"]]))
    some = figures[involved & (figures["url"].notna() | figures["archive"].notna())]
    if some.empty:
        return out
    some = some.assign(named=dates_in_addresses(some)).set_index("claim_id")
    days = figures.loc[involved].set_index("claim_id")[["as_of", "published"]]
    for mine, other in (("against_id", "claim_id"), ("claim_id", "against_id")):
        named = some["named"].reindex(found[mine]).array
        own = days.reindex(found[mine])
        theirs = days["as_of"].reindex(found[other]).array
        day, printed = own["as_of"].array, own["published"].array
        late = pd.Series(named - day).dt.days
        wrong = pd.Series((day > theirs) & (named < theirs)) | pd.Series((day < theirs) & (named > theirs))
        wrong &= pd.Series(named != printed) & late.ne(1).array
        texts = [
            f"the address of {claim} names {pd.Timestamp(n).date().isoformat()}: the report of that day was entered under another"
            if ok
            else None
            for claim, n, ok in zip(found[mine], named, wrong.fillna(False), strict=True)
        ]
        out = pd.Series(texts, index=found.index, dtype="str").fillna(out)
    return out
