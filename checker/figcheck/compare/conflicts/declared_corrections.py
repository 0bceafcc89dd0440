"""What a ledger itself declares of a gap: a note that names the number, a claim of kind change, an increment below zero.

Each is an innocent cause (see `innocent_causes`), and explains a gap only where it states that very number in that direction: an
addition explains a rise, a removal a fall.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from figcheck.compare.comparable.pairs import among
from figcheck.parse.notes import Correction, corrections_said

_KEY = ["event", "measure", "population", "place", "phase"]


def difference(sign: pd.Series, least: pd.Series, most: pd.Series) -> pd.DataFrame:
    """By how many people two numbers differ, row by row: `least … most`, and `sign` 1 where the first is larger, else -1."""
    return pd.DataFrame({"sign": sign, "least": least, "most": most}, index=sign.index).astype("Int64")


def declared_in_note(
    found: pd.DataFrame,
    sides: Mapping[str, int],
    apart: pd.DataFrame,
    figures: pd.DataFrame,
    *,
    series: bool,
    between: pd.DataFrame | None = None,
) -> pd.Series:
    """The words of a note that state the `difference` of each row.

    `sides` has the columns of the claims whose notes are asked, in their order, and on which side of the difference each stands:
    what a claim includes makes the difference larger (1) or smaller (-1). Within a `series` an addition makes the later number
    larger and a removal smaller, in whichever note it stands; between two counters it concerns the claim of the note. `between`
    has further claims, `at` and `claim_id`, of the days in between: their additions and removals count.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty:
        return out
    asked = [
        pd.DataFrame({"at": found.index, "claim_id": found[column].array, "side": side})
        for column, side in sides.items()
    ]
    if between is not None:
        asked.append(between.assign(side=0))
    wanted = pd.concat(asked, ignore_index=True).dropna(subset=["claim_id"])
    noted = figures.loc[
        among(figures["claim_id"], wanted["claim_id"]) & figures["note"].notna(), ["claim_id", "note", "lang"]
    ]
    said = {
        claim: corrections
        for claim, note, lang in noted.itertuples(index=False, name=None)
        if (corrections := corrections_said(note, None if pd.isna(lang) else str(lang)))
    }
    for at, claim, side in wanted[among(wanted["claim_id"], said.keys())].itertuples(index=False, name=None):
        row = apart.loc[at]
        if pd.isna(out[at]) and not row.isna().any():
            told = _stating(said[claim], side, series, *(int(cell) for cell in row))
            if told is not None:
                out[at] = f"the note of {claim} says: “{told.words}”"
    return out


def _stating(
    said: tuple[Correction, ...], side: int, series: bool, sign: int, least: int, most: int
) -> Correction | None:
    """The first correction that makes a difference of this sign, by one of these numbers of people."""
    added = 1 if series else side
    effects = {
        "includes": (side,), "excludes": (-side,), "added": (added,), "removed": (-added,), "corrected": (1, -1),
        "counted_twice": (-1,) if series else (1, -1),
    }  # fmt: skip
    for correction in said:
        figure = correction.figure
        high = figure.implied_high if figure.high is None else figure.high
        if high is None or figure.low is None or high < 1:
            continue
        if sign in effects[correction.kind] and figure.low <= most and high >= least:
            return correction
    return None


def _stretches(found: pd.DataFrame, first: str, last: str, figures: pd.DataFrame) -> pd.DataFrame:
    """The time between the claims in the columns `first` and `last`: one row a row of `found`, whose label is in `at`.

    `since` and `until` are the days of the two. The other columns, `source`, `origin` and `_KEY`, are those of the last one.
    """
    named = among(figures["claim_id"], pd.concat([found[first], found[last]]))
    by_id = figures.loc[named, ["claim_id", "as_of", "source", "origin", *_KEY]].set_index("claim_id")
    ends = by_id.reindex(found[last]).rename(columns={"as_of": "until"})
    return ends.assign(at=found.index, since=by_id["as_of"].reindex(found[first]).array)


def claims_between(found: pd.DataFrame, first: str, last: str, figures: pd.DataFrame) -> pd.DataFrame:
    """The claims, `at` and `claim_id`, of the days between two claims of one series: what their source says of the same people."""
    noted = figures.loc[figures["note"].notna(), ["claim_id", "as_of", "source", *_KEY]]
    both = _stretches(found, first, last, figures).drop(columns="origin").merge(noted, on=["source", *_KEY])
    inside = (both["as_of"] > both["since"]) & (both["as_of"] < both["until"])
    return both.loc[inside.fillna(False), ["at", "claim_id"]].sort_values("at", kind="stable")


def stated_as_change(
    found: pd.DataFrame, one: str, other: str, apart: pd.DataFrame, changes: pd.DataFrame
) -> pd.Series:
    """The claim of kind `change` that states by how many the claim in the column `one` exceeds the one in `other`."""
    out = pd.Series(None, index=found.index, dtype="str")
    if found.empty or changes.empty:
        return out
    pairs = changes[["claim_id", "from_id", "to_id", "direction", "stated_least", "stated_most"]]
    pairs = pairs.rename(columns={"claim_id": "by"})
    falls = pairs["direction"] < 0
    pairs["least"] = pairs["stated_least"].mask(falls, -pairs["stated_most"]).fillna(0)
    pairs["most"] = pairs["stated_most"].mask(falls, -pairs["stated_least"])
    for start, end, way in ((other, one, 1), (one, other, -1)):
        wanted = apart.rename(columns={"least": "gap_least", "most": "gap_most"})
        wanted = wanted.assign(from_id=found[start], to_id=found[end], at=found.index)
        both = wanted.merge(pairs, on=["from_id", "to_id"])
        meets = (both["direction"] == 0) | (both["direction"] == way * both["sign"])
        meets &= (both["least"] <= both["gap_most"]) & (both["most"].isna() | (both["most"] >= both["gap_least"]))
        both = both[meets.fillna(False)].drop_duplicates("at")
        out.loc[both["at"]] = [f"the change is declared by {by}" for by in both["by"]]
    return out


def taken_back(found: pd.DataFrame, earlier: str, later: str, apart: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """The increments or changes below zero, of the same counter, that the total fell by between two of its days.

    One alone states the fall, or all the increments of those days come to it.
    """
    out = pd.Series(None, index=found.index, dtype="str")
    back = figures["is_correction"].fillna(False).astype(bool) & figures["low"].notna() & figures["is_current"]
    if found.empty or not back.any():
        return out
    columns = ["claim_id", "figure", "kind", "as_of", "period_start", "source", "origin", "low", "high", *_KEY]
    usable = (back | (figures["kind"].eq("increment") & figures["low"].notna() & figures["is_current"])).astype(bool)
    steps = figures.loc[usable, columns].assign(back=back[usable])
    wanted = _stretches(found, earlier, later, figures).rename(columns={"source": "by", "origin": "counter"})
    both = wanted.merge(steps, on=_KEY)
    named = both["origin"].notna() & both["counter"].notna()
    counted = (both["origin"] == both["counter"]).where(named, both["source"] == both["by"]).astype(bool)
    inside = (both["as_of"] > both["since"]) & (both["as_of"] <= both["until"])
    inside &= both["period_start"].isna() | (both["period_start"] >= both["since"])
    both = both[counted & inside.fillna(False)].sort_values(["at", "as_of"], kind="stable")
    gap = apart.reindex(both["at"]).set_axis(both.index)
    alone = both[both["back"] & (-both["high"] <= gap["most"]) & (-both["low"] >= gap["least"])].drop_duplicates("at")
    out.loc[alone["at"]] = [
        f"{c} takes it back: “{f}”" for c, f in zip(alone["claim_id"], alone["figure"], strict=True)
    ]
    sums = both[both["kind"].eq("increment")].groupby(["at", "source"]).agg(
        low=("low", "sum"), high=("high", "sum"), back=("back", "any"), steps=("claim_id", "size"), first=("claim_id", "first")
    )  # fmt: skip
    sums = sums[sums["back"] & (sums["steps"] > 1)].reset_index()
    gap = apart.reindex(sums["at"]).set_axis(sums.index)
    net = sums[(-sums["high"] <= gap["most"]) & (-sums["low"] >= gap["least"])].drop_duplicates("at")
    for at, first, steps, low in net[["at", "first", "steps", "low"]].itertuples(index=False, name=None):
        if pd.isna(out[at]):
            out[at] = f"{first} and the increments after it, {steps} in all, come to {low:,} for those days"
    return out
