"""Stated changes and shares against the figures that they rest on: "rose by 1,290", "doubled", "45 percent of the dead"."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from figcheck.compare.comparable.pairs import among, claims_named, pair, same
from figcheck.model.tables import Changes, Figures, Shares, sums_of
from figcheck.model.vocabulary import Vocabulary

ROUND_PERCENT = 5.0
"""Points by which a bare percentage that ends in zero may be off: "50 percent" stands for 45 to 55 (as "about" would)."""

MULTIPLE = 0.1
"""Part of itself by which a multiple in words may be off: "doubled" is said of a rise to 1.8 and to 2.2 times."""


def changes(figures: Figures) -> Changes:
    """The stated changes whose two figures are known: what each says and what the figures give, both in people.

    The figures of one origin are taken as a reader takes them. Words such as "1,290" say neither up nor down, and are compared
    with the size of the change. "Rose by 1,290" and "fell by 1,290", whose numbers lie below zero, are compared with the
    change as it went.
    """
    wanted = figures["kind"].eq("change") & figures["change_from"].notna() & figures["change_to"].notna()
    table, start, end = _with_both(figures, figures[wanted], "change_from", "change_to")
    if table.empty:
        return Changes.no_rows()
    one = same(start["origin"], end["origin"])
    before, after = _bounds(start, one), _bounds(end, one)
    least, most = after.low - before.high, after.high - before.low
    rises, falls = (table[column].to_numpy(dtype=bool) for column in ("is_increment", "is_correction"))
    fell = ~rises & ~falls & (most < 0)
    spans = ~rises & ~falls & (least < 0) & (most >= 0)
    least, most = np.where(fell, -most, least), np.where(fell, -least, most)
    least, most = np.where(spans, 0, least), np.where(spans, np.maximum(most, -least), most)
    found = _stated(table, start).assign(claim_id=table["claim_id"], from_id=start["claim_id"], to_id=end["claim_id"])
    found["direction"] = rises.astype(int) - falls.astype(int)
    return Changes.of(_with_actual(found, least, most, before.hard & after.hard))


def shares(figures: Figures, vocabulary: Vocabulary) -> Shares:
    """The stated shares ("45 percent of the dead were children") whose part and whole are known, in people.

    The part is the number of people that the same origin gives for the same measure, population, place and day. The whole
    is the claim named by `sums_to`, or by `change_from` (and then the part by `change_to`); without them the one claim of
    that origin and day whose population, or else whose place, contains the share's. Where there are several, the base is
    not clear, and nothing is tested.
    """
    parts = figures[figures["unit"].isin(["percent", "fraction"]) & ~figures["kind"].isin(["change", "rate"])]
    if parts.empty:
        return Shares.no_rows()
    bases = pd.concat([_named_bases(parts, figures), _contained_bases(parts, figures, vocabulary)], ignore_index=True)
    bases = bases.drop_duplicates("claim_id")
    stated = claims_named(parts, bases["claim_id"]).assign(part_id=bases["part_id"], whole_id=bases["whole_id"])
    table, part, whole = _with_both(figures, stated, "part_id", "whole_id")
    if table.empty:
        return Shares.no_rows()
    counted = _bounds(part, same(part["origin"], whole["origin"]))
    found = _stated(table, whole).assign(
        claim_id=table["claim_id"], part_id=part["claim_id"], whole_id=whole["claim_id"]
    )
    return Shares.of(_with_actual(found, counted.low, counted.high, counted.hard))


def _with_both(
    figures: Figures, table: pd.DataFrame, one: str, other: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`table` and the two claims that each of its rows names, on one index; without the rows in which one does not count people."""
    first, second = pair(figures, table, one, other)
    counted = same(first["unit"], second["unit"]) & first["low"].notna() & second["low"].notna()
    return table[counted], first[counted], second[counted]


class _Bounds:
    """low and high as floats (infinite when open; a low one is `floor`), and whether both are asserted."""

    def __init__(self, low: pd.Series, high: pd.Series, hard: pd.Series, floor: np.ndarray | float = 0.0) -> None:
        known = low.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
        self.low = np.where(np.isnan(known), floor, known)
        self.high = high.astype("Float64").to_numpy(dtype="float64", na_value=np.inf)
        self.hard = hard.to_numpy(dtype=bool)


def _bounds(claims: pd.DataFrame, implied: pd.Series) -> _Bounds:
    """The range of each claim; where `implied` is true what a reader takes from it."""
    low = claims["implied_low"].where(implied, claims["low"])
    high = claims["implied_high"].where(implied, claims["high"])
    return _Bounds(low, high, claims["low_hard"] & claims["high_hard"])


def _stated(table: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """What the words of each claim allow, in people; a percentage or fraction is taken of the claim in `base`.

    What takes people back lies below zero, and is open below where the words leave open how many.
    """
    relative = table["unit"].isin(["percent", "fraction"]).to_numpy()
    back = table["is_correction"].to_numpy(dtype=bool)
    ratio = {bound: table[f"ratio_{bound}"].to_numpy(dtype="float64", na_value=np.nan) for bound in ("low", "high")}
    fewest, most_of = np.where(back, -ratio["high"], ratio["low"]), np.where(back, -ratio["low"], ratio["high"])
    fewest, most_of = np.where(np.isnan(fewest), 0.0, fewest), np.where(np.isnan(most_of), np.inf, most_of)
    slack = np.where(relative, _slack(table), 0.0)
    whole = _bounds(base, pd.Series(False, index=base.index))
    with np.errstate(invalid="ignore"):
        least = np.ceil(np.maximum(fewest - slack, 0) * whole.low - _ROUNDED)
        most = np.floor((most_of + slack) * whole.high + _ROUNDED)
    least, most = np.where(back, -most, least), np.where(back, -least, most)
    counted = _Bounds(table["low"], table["high"], table["low_hard"], floor=np.where(back, -np.inf, 0.0))
    hard = ~relative | whole.hard
    return pd.DataFrame(
        {
            "stated_least": _people(np.where(relative, least, counted.low)),
            "stated_most": _people(np.where(relative, most, counted.high)),
            "stated_least_hard": table["low_hard"].to_numpy(dtype=bool) & hard,
            "stated_most_hard": table["high_hard"].to_numpy(dtype=bool) & hard,
        },
        index=table.index,
    )


def _with_actual(found: pd.DataFrame, least: np.ndarray, most: np.ndarray, hard: np.ndarray) -> pd.DataFrame:
    return found.assign(
        actual_least=_people(least), actual_most=_people(most), actual_least_hard=hard, actual_most_hard=hard
    )


def _people(numbers: np.ndarray) -> Any:
    """Floats as Int64, null where they are infinite."""
    return pd.array(np.where(np.isfinite(numbers), numbers, np.nan), dtype="Float64").round().astype("Int64")


def _slack(table: pd.DataFrame) -> np.ndarray:
    """By how much a percentage or fraction may be off, as a part of one: a unit of its last digit, rounded or cut off.

    A round one is read more widely, and so is a multiple in words: "doubled", but not "more than doubled".
    """
    words = table["figure"].fillna("")
    decimals = words.str.extract(r"\d[.,](\d+)\s*(?:%|per)", expand=False).str.len().fillna(0).astype("float64")
    value = np.abs(table["value"].astype("Float64").to_numpy(dtype="float64", na_value=0.0))
    step = 10.0 ** -decimals.to_numpy() / 100
    # a number that ends in zero is round; the range of a fraction ("a third") is read so already
    is_round = (np.mod(value, 10) == 0) & (decimals.to_numpy() == 0) & (value > 0)
    step = np.where(is_round & table["qualifier"].eq("exact").to_numpy(), ROUND_PERCENT / 100, step)
    multiple = table["unit"].eq("percent").to_numpy() & ~words.str.contains(r"\d").to_numpy() & (value >= 100)
    multiple &= ~table["qualifier"].isin(["more_than", "less_than"]).to_numpy()
    return np.where(multiple, MULTIPLE * (1 + value / 100), step)


_ROUNDED = 1e-6
"""Of a person: the products of floats that stand for whole people may miss them by so much."""

_SAME = ["event", "measure", "place", "as_of", "origin"]


def _named_bases(parts: Figures, figures: Figures) -> pd.DataFrame:
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


def _counted_like(parts: Figures, figures: Figures) -> dict[str, str]:
    """claim_id of a share -> the one claim of people that its origin gives for the same people, place and day."""
    people = figures[figures["low"].notna() & figures["is_current"] & ~figures["has_via"]]
    key = [*_SAME, "population"]
    both = parts[["claim_id", *key]].merge(
        people.dropna(subset=["as_of", "origin"])[["claim_id", *key]], on=key, suffixes=("", "_counted")
    )
    both = both[~both.duplicated("claim_id", keep=False)]
    return dict(zip(both["claim_id"], both["claim_id_counted"], strict=True))


def _contained_bases(parts: Figures, figures: Figures, vocabulary: Vocabulary) -> pd.DataFrame:
    counted = _counted_like(parts, figures)
    some = parts[among(parts["claim_id"], counted.keys())]
    people = figures[figures["low"].notna() & figures["is_current"] & ~figures["has_via"]]
    found = []
    for dimension in ("population", "place"):
        other = "place" if dimension == "population" else "population"
        wholes = [
            (event, part, whole)
            for event, of_event in some.groupby("event")
            for up in [vocabulary.wholes(dimension, event)]
            for part in of_event[dimension].dropna().unique()
            for whole in up.get(part, ())
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
