"""Stated changes and shares against the figures that they rest on: "rose by 1,290", "doubled", "45 percent of the dead"."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.model.tables import sums_of
from figcheck.model.vocabulary import Vocabulary

STATED = ("stated_least", "stated_most", "stated_least_hard", "stated_most_hard")
CHANGE_COLUMNS = (
    "claim_id",
    "from_id",
    "to_id",
    "direction",
    *STATED,
    "actual_least",
    "actual_most",
    "actual_least_hard",
    "actual_most_hard",
)
SHARE_COLUMNS = (
    "claim_id",
    "part_id",
    "whole_id",
    *STATED,
    "actual_least",
    "actual_most",
    "actual_least_hard",
    "actual_most_hard",
)

ROUND_PERCENT = 5.0
"""Points by which a bare percentage that ends in zero may be off: "50 percent" stands for 45 to 55 (as "about" would)."""

MULTIPLE = 0.1
"""Part of itself by which a multiple in words may be off: "doubled" is said of a rise to 1.8 and to 2.2 times."""


def changes(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a stated change whose two figures are known: what it says and what they give, both in people.

    `stated_least … stated_most` is what the words allow (null when open), `actual_least … actual_most` what the figures
    `from_id` and `to_id` leave room for; of one origin they are taken as a reader takes them. `direction` is 1 for "rose by
    1,290" and -1 for "fell by 1,290", whose numbers lie below zero; both are compared with the change as it went. It is 0 for
    "1,290", which does not say up or down and is compared with the size of the change.
    """
    wanted = figures["kind"].eq("change") & figures["change_from"].notna() & figures["change_to"].notna()
    table, start, end = _ends(figures, figures[wanted], "change_from", "change_to")
    if table.empty:
        return _typed(pd.DataFrame(columns=list(CHANGE_COLUMNS)), "from_id", "to_id")
    one = (start["origin"] == end["origin"]).fillna(False).to_numpy(dtype=bool)
    before, after = _bounds(start, one), _bounds(end, one)
    least, most = after.low - before.high, after.high - before.low
    rises, falls = (table[c].fillna(False).to_numpy(dtype=bool) for c in ("is_increment", "is_correction"))
    fell = ~rises & ~falls & (most < 0)
    spans = ~rises & ~falls & (least < 0) & (most >= 0)
    least, most = np.where(fell, -most, least), np.where(fell, -least, most)
    least, most = np.where(spans, 0, least), np.where(spans, np.maximum(most, -least), most)
    found = _stated(table, start)
    found["direction"] = rises.astype(int) - falls.astype(int)
    found["claim_id"] = table["claim_id"].array
    found["from_id"], found["to_id"] = start["claim_id"].array, end["claim_id"].array
    found["actual_least"], found["actual_most"] = least, most
    hard = before.hard & after.hard
    found["actual_least_hard"], found["actual_most_hard"] = hard, hard
    return _typed(found[list(CHANGE_COLUMNS)], "from_id", "to_id")


def shares(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row a stated share ("45 percent of the dead were children") whose part and whole are known, in people.

    The part is the number of people that the same origin gives for the same measure, population, place and day. The whole
    is the claim named by `sums_to`, or by `change_from` (and then the part by `change_to`); without them the one claim of
    that origin and day whose population, or else whose place, contains the share's. Where there are several, the base is
    not clear, and nothing is tested.
    """
    parts = figures[figures["unit"].isin(["percent", "fraction"]) & ~figures["kind"].isin(["change", "rate"])]
    if parts.empty:
        return _typed(pd.DataFrame(columns=list(SHARE_COLUMNS)), "part_id", "whole_id")
    pairs = pd.concat([_named_bases(parts, figures), _contained_bases(parts, figures, vocabulary)], ignore_index=True)
    pairs = pairs.drop_duplicates("claim_id")
    shared = parts.set_index("claim_id").reindex(pairs["claim_id"]).reset_index()
    shared["part_id"], shared["whole_id"] = pairs["part_id"].array, pairs["whole_id"].array
    table, part, whole = _ends(figures, shared, "part_id", "whole_id")
    if table.empty:
        return _typed(pd.DataFrame(columns=list(SHARE_COLUMNS)), "part_id", "whole_id")
    one = (part["origin"] == whole["origin"]).fillna(False).to_numpy(dtype=bool)
    counted = _bounds(part, one)
    found = _stated(table, whole)
    found["claim_id"] = table["claim_id"].array
    found["part_id"], found["whole_id"] = part["claim_id"].array, whole["claim_id"].array
    found["actual_least"], found["actual_most"] = counted.low, counted.high
    found["actual_least_hard"], found["actual_most_hard"] = counted.hard, counted.hard
    return _typed(found[list(SHARE_COLUMNS)], "part_id", "whole_id")


class _Bounds:
    """low and high as floats (infinite when open; a low one is `floor`), and whether both are asserted."""

    def __init__(self, low: pd.Series, high: pd.Series, hard: pd.Series, floor: np.ndarray | float = 0.0) -> None:
        known = low.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
        self.low = np.where(np.isnan(known), floor, known)
        self.high = high.astype("Float64").to_numpy(dtype="float64", na_value=np.inf)
        self.hard = hard.fillna(False).to_numpy(dtype=bool)


def _bounds(claims: pd.DataFrame, implied: np.ndarray) -> _Bounds:
    """The range of each claim; where `implied` is true what a reader takes from it."""
    low = claims["implied_low"].where(implied, claims["low"])
    high = claims["implied_high"].where(implied, claims["high"])
    return _Bounds(low, high, claims["low_hard"].astype("boolean") & claims["high_hard"].astype("boolean"))


def _ends(
    figures: pd.DataFrame, table: pd.DataFrame, first: str, second: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`table` and the claims that two of its columns name, row by row; left out are rows where one counts no people."""
    named = figures["claim_id"].isin(table[first]) | figures["claim_id"].isin(table[second])
    by_id = figures[named].set_index("claim_id", drop=False)
    table = table[table[first].isin(by_id.index) & table[second].isin(by_id.index)]
    a, b = by_id.loc[table[first]], by_id.loc[table[second]]
    same = (a["unit"].array == b["unit"].array) & a["low"].notna().to_numpy() & b["low"].notna().to_numpy()
    same = pd.array(same, dtype="boolean").fillna(False).to_numpy(dtype=bool)
    return tuple(t[same].reset_index(drop=True) for t in (table, a, b))


def _stated(table: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """What the words of each claim allow, in people; a percentage or fraction is taken of the claim in `base`.

    What takes people back lies below zero, and is open below where the words leave open how many.
    """
    relative = table["unit"].isin(["percent", "fraction"]).to_numpy()
    back = table["is_correction"].fillna(False).to_numpy(dtype=bool)
    ratio = {
        bound: table[f"ratio_{bound}"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
        for bound in ("low", "high")
    }
    fewest, most_of = np.where(back, -ratio["high"], ratio["low"]), np.where(back, -ratio["low"], ratio["high"])
    fewest, most_of = np.where(np.isnan(fewest), 0.0, fewest), np.where(np.isnan(most_of), np.inf, most_of)
    slack = np.where(relative, _slack(table), 0.0)
    whole = _bounds(base, np.zeros(len(base), dtype=bool))
    with np.errstate(invalid="ignore"):
        least = np.floor(np.maximum(fewest - slack, 0) * whole.low)
        most = np.ceil((most_of + slack) * whole.high)
    least, most = np.where(back, -most, least), np.where(back, -least, most)
    counted = _Bounds(table["low"], table["high"], table["low_hard"], floor=np.where(back, -np.inf, 0.0))
    hard = ~relative | (base["low_hard"].fillna(False) & base["high_hard"].fillna(False)).to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            "stated_least": np.where(relative, least, counted.low),
            "stated_most": np.where(relative, most, counted.high),
            "stated_least_hard": table["low_hard"].fillna(False).to_numpy(dtype=bool) & hard,
            "stated_most_hard": table["high_hard"].fillna(False).to_numpy(dtype=bool) & hard,
        }
    )


def _slack(table: pd.DataFrame) -> np.ndarray:
    """By how much a percentage or fraction may be off, as a part of one: a unit of its last digit, rounded or cut off.

    A round one is read more widely, and so is a multiple in words: "doubled", but not "more than doubled".
    """
    words = table["figure"].fillna("")
    decimals = words.str.extract(r"\d[.,](\d+)\s*(?:%|per)", expand=False).str.len().fillna(0).astype("float64")
    value = np.abs(table["value"].astype("Float64").to_numpy(dtype="float64", na_value=0.0))
    step = 10.0 ** -decimals.to_numpy() / 100
    # a number that ends in zero, and a fraction ("a third"), are round
    is_round = (np.mod(value, 10) == 0) & (decimals.to_numpy() == 0) & (value > 0)
    is_round |= table["unit"].eq("fraction").to_numpy()
    step = np.where(is_round & table["qualifier"].eq("exact").to_numpy(), ROUND_PERCENT / 100, step)
    multiple = table["unit"].eq("percent").to_numpy() & ~words.str.contains(r"\d").to_numpy() & (value >= 100)
    multiple &= ~table["qualifier"].isin(["more_than", "less_than"]).to_numpy()
    return np.where(multiple, MULTIPLE * (1 + value / 100), step)


_SAME = ["event", "measure", "place", "as_of", "origin"]


def _named_bases(parts: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    rows = []
    ids = set(figures["claim_id"])
    counted = _counted_like(parts, figures)
    some = parts[parts["sums_to"].notna() | (parts["change_from"].notna() & parts["change_to"].notna())]
    for r in some[["claim_id", "sums_to", "change_from", "change_to"]].itertuples(index=False):
        if pd.notna(r.change_from) and pd.notna(r.change_to):
            rows.append((r.claim_id, r.change_to, r.change_from))
        elif r.claim_id in counted:
            rows += [(r.claim_id, counted[r.claim_id], whole) for whole, _ in sums_of(r.sums_to, ids)[:1]]
    return pd.DataFrame(rows, columns=["claim_id", "part_id", "whole_id"], dtype="str")


def _counted_like(parts: pd.DataFrame, figures: pd.DataFrame) -> dict[str, str]:
    """claim_id of a share -> the one claim of people that its origin gives for the same people, place and day."""
    people = figures[figures["low"].notna() & figures["is_current"] & ~figures["has_via"]]
    key = [*_SAME, "population"]
    both = parts[["claim_id", *key]].merge(
        people.dropna(subset=["as_of", "origin"])[["claim_id", *key]], on=key, suffixes=("", "_counted")
    )
    both = both[~both.duplicated("claim_id", keep=False)]
    return dict(zip(both["claim_id"], both["claim_id_counted"], strict=True))


def _contained_bases(parts: pd.DataFrame, figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    counted = _counted_like(parts, figures)
    some = parts[parts["claim_id"].isin(counted.keys())]
    people = figures[figures["low"].notna() & figures["is_current"] & ~figures["has_via"]]
    found = []
    for dimension in ("population", "place"):
        other = "place" if dimension == "population" else "population"
        wholes = [
            (event, part, whole)
            for event in some["event"].dropna().unique()
            for part, up in vocabulary.wholes(dimension, event).items()
            for whole in up
        ]
        up = pd.DataFrame(wholes, columns=["event", dimension, "whole"], dtype="str")
        key = ["event", "measure", "as_of", "origin", other]
        both = some[["claim_id", *key, dimension]].merge(up, on=["event", dimension])
        both = both.merge(
            people.dropna(subset=["as_of", "origin"])[["claim_id", *key, dimension]].rename(
                columns={"claim_id": "whole_id", dimension: "whole"}
            ),
            on=[*key, "whole"],
        )
        both = both[~both.duplicated("claim_id", keep=False)]
        found.append(both[["claim_id", "whole_id"]])
    table = pd.concat(found).drop_duplicates("claim_id")
    table["part_id"] = table["claim_id"].map(counted)
    return table[["claim_id", "part_id", "whole_id"]].astype("str")


def _typed(table: pd.DataFrame, *ids: str) -> pd.DataFrame:
    out = table.reset_index(drop=True).astype({"claim_id": "str", **dict.fromkeys(ids, "str")})
    for column in ("stated_least", "stated_most", "actual_least", "actual_most"):
        number = pd.to_numeric(out[column]).astype("float64")
        out[column] = pd.Series(number.where(np.isfinite(number))).astype("Float64").round().astype("Int64")
    if "direction" in out:
        out["direction"] = out["direction"].astype("Int64")
    for column in ("stated_least_hard", "stated_most_hard", "actual_least_hard", "actual_most_hard"):
        out[column] = out[column].astype("bool")
    return out
