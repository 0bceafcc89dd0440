"""Numbers of which one looks like the other with a slip of the hand: asked only of claims that are linked or in conflict.

No number is searched for a slip by itself. Each claim is compared with the one that it was taken from, with the one that it
conflicts with, with other printings of its own day by its own origin, and last with what its own series leaves room for.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.pairs import among, pair
from figcheck.compare.derived.digit_edits import (
    CHANGED,
    COUNT,
    MOST_DIGITS,
    SHORTEST_SWAP,
    SWAPPED,
    change_leading_digit,
    drop_digit,
    is_leading,
    is_rounding,
    one_digit_apart,
    one_digit_longer_or_shorter,
    slip_of,
    swap_neighbours,
)
from figcheck.model.tables import Conflicts, DigitSlips, Falls, Figures, Links, Stretches

LINKS = ("via", "pair", "same_day", "increments", "series")
"""How a claim and its witness hang together, from the strongest: `against_id` was copied, is in conflict, gives the same
day by the same origin, is the total to which the daily numbers add the number read aright; or that number fits the
neighbours of its own series."""

SHORTEST_BORNE_OUT = 10
"""The smallest number of which a digit may have changed where the days before and after bear out another printing."""

WIDEST_ROOM = 0.05
"""Room between the neighbours in a series, as a part of the upper one, beyond which too many readings would fit."""


def digit_slips(figures: Figures, cited: Links, falls: Falls, conflicts: Conflicts, daily: Stretches) -> DigitSlips:
    """The claims whose number another explains by one slip, each with its strongest link.

    Where a series alone tells that a digit was added or dropped, several numbers may do: `reading` then lies nearest to the
    middle of the claim's neighbours.
    """
    accused = pd.concat([falls, conflicts], ignore_index=True).drop_duplicates("claim_id")
    if cited.empty and accused.empty:
        return DigitSlips.no_rows()
    numbers = _numbers(figures)
    cells = figures.loc[among(figures["claim_id"], accused["claim_id"]), "cell"]
    disputed = figures["cell"].isin(cells.dropna())
    beside = figures.loc[disputed, ["claim_id", "cell", "series", "kind", "origin", "as_of", "low", "high"]]
    beside = beside.assign(number=numbers.loc[disputed, "value"])
    accused = accused[~among(accused["claim_id"], _carried_over(accused["claim_id"], beside))]
    found = [_alike(pd.concat([_copies(cited), _pairs(accused)], ignore_index=True), numbers)]
    accused = accused[~among(accused["claim_id"], found[0]["claim_id"])]
    all_accused = pd.concat([falls, conflicts])["claim_id"]
    found.append(_other_printings(accused, beside, all_accused))
    accused = accused[~among(accused["claim_id"], found[1]["claim_id"])]
    found.append(_added_up(accused, daily, numbers, all_accused))
    accused = accused[~among(accused["claim_id"], found[2]["claim_id"])]
    found.append(_what_would_fit(accused, beside, all_accused))
    table = pd.concat(found, ignore_index=True)
    rank = {link: n for n, link in enumerate(LINKS)}
    table = table.assign(rank=table["linked_by"].map(rank)).sort_values(["claim_id", "rank"], kind="stable")
    return DigitSlips.of(table.drop_duplicates("claim_id"))


def _numbers(figures: Figures) -> pd.DataFrame:
    """The numbers that each claim prints: `value`, or the ends of a range or stated interval; -1 for none."""
    counted = figures["unit"].isin(["people", "households"])
    ranged = figures["qualifier"].eq("between") & counted
    columns = {"value": figures["value"].where(counted & ~ranged)}
    for end in ("low", "high"):
        columns[end] = figures[f"interval_{end}"].fillna(figures[f"stated_{end}"].where(ranged))
    whole = {name: c.astype("Float64").fillna(-1).clip(-1, 1e15).astype("int64") for name, c in columns.items()}
    return figures[["claim_id"]].assign(**whole)


def _copies(cited: Links) -> pd.DataFrame:
    some = cited.loc[cited["same_scope"] & cited["same_day"], ["claim_id", "parent_id", "ranges_meet"]]
    return some.rename(columns={"parent_id": "against_id"}).assign(linked_by="via")


def _pairs(accused: pd.DataFrame) -> pd.DataFrame:
    some = accused.loc[accused["one_origin"], ["claim_id", "against_id"]]
    return some.assign(linked_by="pair", ranges_meet=False)


def _carried_over(claims: pd.Series, beside: pd.DataFrame) -> pd.Series:
    """Those of the claims whose number their cell has for another day as well: it was carried over and not mistyped.

    `beside`: the claims of the cells of all these, with the `number` that each prints.
    """
    numbers = beside.loc[among(beside["claim_id"], claims), "number"]
    table = beside.loc[beside["number"].isin(numbers[numbers >= 0]), ["claim_id", "cell", "as_of", "number"]].dropna()
    days = table.groupby(["cell", "number"])["as_of"].transform("nunique")
    return table.loc[days > 1, "claim_id"]


def _alike(pairs: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """The pairs of which one number is the other with a slip."""
    if pairs.empty:
        return DigitSlips.no_rows()
    mine, theirs = pair(numbers, pairs, "claim_id", "against_id")
    out = []
    for name, other in (("value", None), ("low", "high"), ("high", "low")):
        a, b = mine[name].to_numpy(), theirs[name].to_numpy()
        asked = (a >= 0) & (b >= 0) & (a != b)
        if other is not None:  # of a range with a slip in one end, the other end is as it was
            asked &= mine[other].to_numpy() == theirs[other].to_numpy()
        a, b, some = a[asked], b[asked], pairs[asked]
        kind = slip_of(a, b)
        linked = some["linked_by"].eq("via").to_numpy()
        meet = some["ranges_meet"].to_numpy(dtype=bool) & (other is None)
        # what is only rounded, or left open on purpose ("more than 27,000" for 28,000), has no digit that slipped
        keep = (kind == SWAPPED) | (kind == COUNT) | ((kind == CHANGED) & ~meet & (linked | is_leading(a, b)))
        keep &= ~((kind == CHANGED) & is_rounding(a, b))
        out.append(some[keep].assign(slip=kind[keep], reading=b[keep], reading_count=1))
    return pd.concat(out).drop_duplicates("claim_id")


def _other_printings(accused: pd.DataFrame, beside: pd.DataFrame, all_accused: pd.Series) -> pd.DataFrame:
    """Accused claims beside another printing of the same day and origin that differs by one slip.

    Any digit of a number of two digits and more may have changed where the other printing's number, and not the claim's, fits
    between the days before and after in the claim's own series.

    Numbers are put under themselves and themselves less one digit: two that differ by a slip share such a key, so that
    no pairs of a crowded day are formed.
    """
    columns = ["claim_id", "cell", "as_of", "origin", "number"]
    claims = beside.loc[beside["number"] >= SHORTEST_BORNE_OUT, columns].dropna()
    own = claims[among(claims["claim_id"], accused["claim_id"])]
    if own.empty:
        return DigitSlips.no_rows()
    day = ["cell", "as_of", "origin"]
    others = claims[~among(claims["claim_id"], accused["claim_id"])].merge(own[day].drop_duplicates(), on=day)
    if others.empty:
        return DigitSlips.no_rows()
    others = others.drop_duplicates([*day, "number"])
    both = _keyed(own).merge(_keyed(others), on=[*day, "key"], suffixes=("", "_other"))
    both = both.drop_duplicates(["claim_id", "claim_id_other"])
    a, b = both["number"].to_numpy(), both["number_other"].to_numpy()
    kind = slip_of(a, b) if len(both) else np.array([], dtype=object)
    keep = (kind == SWAPPED) | (kind == COUNT) | ((kind == CHANGED) & is_leading(a, b))
    keep &= np.minimum(a, b) >= 10 ** (SHORTEST_SWAP - 1)
    room = _room(beside, own["claim_id"], all_accused).reindex(both["claim_id"])
    least, most = room["least"].to_numpy(), room["most"].to_numpy()
    borne_out = one_digit_apart(a, b) & (b >= least) & (b <= most) & ((a < least) | (a > most))
    kind[borne_out & ~keep] = CHANGED
    keep |= borne_out
    found = both[keep].assign(
        slip=kind[keep],
        reading=b[keep],
        reading_count=1,
        linked_by="same_day",
        against_id=both.loc[keep, "claim_id_other"],
    )
    return found.drop_duplicates("claim_id")


def _added_up(accused: pd.DataFrame, daily: Stretches, numbers: pd.DataFrame, all_accused: pd.Series) -> pd.DataFrame:
    """Accused totals that the total before and the daily numbers since then give with one slip taken back.

    This needs no later day, so the row that was just entered has a hint as well.
    """
    exact = daily["sum_low"].eq(daily["sum_high"]) & ~among(daily["start_id"], all_accused)
    some = daily[exact & among(daily["end_id"], accused["claim_id"]) & daily["one_origin"]].drop_duplicates("end_id")
    if some.empty:
        return DigitSlips.no_rows()
    start, end = pair(numbers, some, "start_id", "end_id")
    a = end["value"].to_numpy()
    b = start["value"].to_numpy() + some["sum_low"].to_numpy(dtype="int64")
    kind = slip_of(a, b)
    keep = (start["value"].to_numpy() >= 0) & (a >= 0) & (a != b)
    keep &= (kind == SWAPPED) | (kind == COUNT) | ((kind == CHANGED) & is_leading(a, b) & ~is_rounding(a, b))
    ids = some.loc[keep, ["end_id", "start_id"]].set_axis(["claim_id", "against_id"], axis=1)
    return ids.assign(slip=kind[keep], reading=b[keep], reading_count=1, linked_by="increments")


def _keyed(claims: pd.DataFrame) -> pd.DataFrame:
    n = claims["number"].to_numpy()
    keys = [n, *(np.where(n >= 10**k, drop_digit(n, k), -1) for k in range(MOST_DIGITS))]
    table = pd.concat([claims.assign(key=key) for key in keys], ignore_index=True)
    return table[table["key"] >= 0].drop_duplicates(["claim_id", "key"])


def _what_would_fit(accused: pd.DataFrame, beside: pd.DataFrame, all_accused: pd.Series) -> pd.DataFrame:
    """Accused totals that fit between their neighbours in their own series with one slip taken back."""
    numbers = beside.loc[beside["number"] >= 100, ["claim_id", "number"]].set_index("claim_id")["number"]
    room = _room(beside, accused.loc[among(accused["claim_id"], numbers.index), "claim_id"], all_accused)
    if room.isna().any(axis=1).all():
        return DigitSlips.no_rows()
    witness = accused.set_index("claim_id")["against_id"].reindex(room.index)
    found = pd.DataFrame({"claim_id": room.index, "against_id": witness.array, "linked_by": "series"})
    found = found.assign(before=room["least"].to_numpy(), after=room["most"].to_numpy())
    return _fitting(found, numbers.reindex(room.index).to_numpy(), room["least"].to_numpy(), room["most"].to_numpy())


def _room(beside: pd.DataFrame, claims: pd.Series, all_accused: pd.Series) -> pd.DataFrame:
    """`least` and `most` that the days before and after leave room for in a claim's own series, without the accused; NaN where
    there is no such day. One row a dated total among `claims`, by its id.
    """
    table = beside[beside["kind"].eq("cumulative") & beside["as_of"].notna()].sort_values("as_of", kind="stable")
    asked = table[among(table["claim_id"], claims)]
    kept = table[~among(table["claim_id"], all_accused) & table["series"].isin(asked["series"])]
    found = pd.DataFrame(index=asked["claim_id"])
    if kept.empty:
        return found.assign(least=np.nan, most=np.nan)
    for name, bound, direction in (("least", "low", "backward"), ("most", "high", "forward")):
        some = kept[["as_of", "series", bound]].rename(columns={bound: name})
        joined = pd.merge_asof(
            asked[["as_of", "series"]], some, on="as_of", by="series", direction=direction, allow_exact_matches=False
        )
        found[name] = joined[name].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    return found


def _fitting(found: pd.DataFrame, n: np.ndarray, least: np.ndarray, most: np.ndarray) -> pd.DataFrame:
    """`found` with slip, reading and reading_count, of the claims whose numbers `n` fit between two others with one slip."""
    narrow = (most - least <= WIDEST_ROOM * most) & ((n < least) | (n > most))
    middle = (least + most) / 2
    out = []
    for kind, slips in (
        (SWAPPED, swap_neighbours),
        (COUNT, one_digit_longer_or_shorter),
        (CHANGED, change_leading_digit),
    ):
        count, reading = np.zeros(len(n), dtype=np.int64), np.full(len(n), -1)
        for r in slips(n):
            fits = narrow & (r >= 0) & (r != n) & (r >= least) & (r <= most) & (r != reading)
            count += fits
            reading = np.where(fits & ((reading < 0) | (abs(r - middle) < abs(reading - middle))), r, reading)
        sure = (count == 1) | ((count > 1) & (kind == COUNT))
        out.append(found[sure].assign(slip=kind, reading=reading[sure], reading_count=count[sure]))
    return DigitSlips.of(pd.concat(out).drop_duplicates("claim_id"))
