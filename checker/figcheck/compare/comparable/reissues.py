"""Series that were published anew: a later publication of one source gives other numbers for many days that it had given before.

Both publications stand in the ledger, and they contradict each other day by day for one reason. The older one is compared with
itself alone (`replaced_on` is a part of the cell), and what the later one changed is one finding.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.borne_out import is_the_counter
from figcheck.compare.comparable.cells import with_cells
from figcheck.compare.comparable.implied_ranges import as_implied
from figcheck.model.tables import Figures, Reissues

FEWEST_DAYS = 5
"""Days of one counter with numbers that exclude each other, from which a later publication is taken for the series anew."""

SILENCE = 14
"""Days that both publications give in between with the same number; after more of them, a difference has another cause."""

OUT_OF_LINE = 10
"""A period or a state that changed so many times as much as any of those around it changed for another reason. (A total that is
out of line falls within its own publication.)"""

AROUND = 7
"""Changed days before and after a day that show how much the days around it changed."""

_BOUNDS = ("low", "high", "low_hard", "high_hard")
_SERIES = ["cell", "party"]
_PUBLICATION = [*_SERIES, "published_on"]


def with_replaced(figures: Figures) -> tuple[Figures, Reissues]:
    """`figures` with `replaced_on` filled in and the cells numbered by it, and the revised days of the series published anew.

    Replaced is what was printed earlier for the days that the later publication gives again, whether or not the number changed:
    by the same source, or, where the counter itself published anew, by whoever cites it. A day that changed far from all others, or
    a period that changed out of line with those around it, is not explained by the publication: its earlier claims stay where
    they are.
    """
    claims = _printed(figures)
    pairs = _given_again(claims)
    if pairs.empty:
        return figures, Reissues.no_rows()
    pairs = _with_runs(pairs)
    known = pairs.groupby(_PUBLICATION)["revised"].transform("any")
    pairs = pairs[known]
    if pairs.empty:
        return figures, Reissues.no_rows()
    found = figures.copy(deep=False)
    replaced_on = pd.concat([_of_the_same_day(claims, pairs), _between_its_days(claims, pairs)])
    replaced_on = replaced_on[~replaced_on.index.duplicated()]
    found["replaced_on"] = replaced_on.reindex(found.index).astype("datetime64[us]")
    return with_cells(found), _rows(pairs, figures)


def _printed(figures: Figures) -> pd.DataFrame:
    """The dated claims by series, `statement` (what one number holds for) and `print` (when it was printed, a rank), with the
    ranges that are compared.
    """
    usable = figures["track"].notna() & figures["as_of"].notna() & figures["published"].notna()
    columns = ["cell", "source", "kind", "as_of", "published", "retrieved", "is_current", "claim_order"]
    claims = figures.loc[usable, columns].assign(
        party=figures["origin"].fillna(figures["source"]),
        is_counter=is_the_counter(figures),
        copied=figures["is_faithful_copy"] | figures["has_via"],
        **as_implied(figures[[*_BOUNDS, "implied_low", "implied_high"]].loc[usable])[[*_BOUNDS]],
    )
    at_once = claims["kind"].ne("cumulative")
    day = [
        claims["as_of"],
        figures["period_start"].where(at_once).reindex(claims.index),
        figures["as_of_minute"].reindex(claims.index),
    ]
    claims["statement"] = claims.groupby([*_SERIES, *day], dropna=False, sort=False).ngroup()
    claims["print"] = claims.groupby(["published", "retrieved"], dropna=False, sort=True).ngroup()
    return claims


def _given_again(claims: pd.DataFrame) -> pd.DataFrame:
    """The current claims that state what an earlier publication had stated, each with its latest such claim: `newer`, `older`,
    and by how many people the two miss each other (`gap`, 0 where they meet; negative where the newer number is lower).

    Earlier is what the same source printed before; of a counter that prints what only others had printed, what these printed.
    """
    some = claims[claims["is_current"] & ~claims["copied"] & claims["low"].notna()]
    some = some[some.duplicated("statement", keep=False)]
    if some["print"].nunique() < 2:
        return some.iloc[:0]
    some = some.assign(cites=~some["is_counter"]).sort_values(
        ["statement", "print", "cites", "claim_order"], kind="stable"
    )
    some = some.drop_duplicates(["statement", "source", "print"])
    own = _earlier(some, ["statement", "source"])
    cited = _earlier(some.drop_duplicates(["statement", "print"]), ["statement"])
    cited = cited[some["is_counter"].reindex(cited.index)]
    older = pd.concat([own, cited[~cited.index.isin(own.index)]]).sort_index()
    pairs = some.loc[older.index, [*_SERIES, "print", "statement", "as_of", "kind"]]
    newer, before = some.loc[older.index, [*_BOUNDS]], some.loc[older, [*_BOUNDS]].set_axis(older.index)
    over, under = (
        (low - high).clip(lower=0).fillna(0).astype("int64")
        for low, high in ((before["low"], newer["high"]), (newer["low"], before["high"]))
    )
    return pairs.assign(
        newer=older.index, older=older, published_on=_published_on(some, older), low=newer["low"], high=before["high"],
        gap=under - over,
        hard=np.where(under > 0, newer["low_hard"] & before["high_hard"], before["low_hard"] & newer["high_hard"]),
    )  # fmt: skip


def _earlier(claims: pd.DataFrame, alike: list[str]) -> pd.Series:
    """For each claim, sorted by print, the one before it among those alike; only where there is one."""
    before = claims.index.to_series().groupby([claims[c] for c in alike], sort=False).shift()
    return before.dropna().astype(claims.index.dtype)


def _with_runs(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with `revised` (the day changed in a run of such days, in line with them) and `apart` (it changed otherwise)."""
    pairs = pairs.sort_values([*_PUBLICATION, "as_of", "statement"], kind="stable")
    pairs["place"] = pairs.groupby(_PUBLICATION, sort=False).cumcount()
    changed = pairs[pairs["gap"] != 0]
    group = changed.groupby(_PUBLICATION, sort=False)
    run = (group["place"].diff().fillna(SILENCE + 2) > SILENCE + 1).cumsum()
    many = _excluding(pairs)[changed.index].groupby(run).transform("sum") >= FEWEST_DAYS
    width = changed["gap"].abs().groupby(run)
    steps = (step for n in range(1, AROUND + 1) for step in (-n, n))
    around = pd.concat([width.shift(step) for step in steps], axis=1).max(axis=1)
    out_of_line = changed["kind"].ne("cumulative") & (changed["gap"].abs() >= OUT_OF_LINE * around)
    revised = many & ~out_of_line
    pairs["revised"] = revised.reindex(pairs.index, fill_value=False)
    pairs["apart"] = (pairs["gap"] != 0) & ~pairs["revised"]
    return pairs


def _excluding(pairs: pd.DataFrame) -> pd.Series:
    """Whether the two publications cannot both be true on a day. A total that was raised may be an update of the day, unless it
    exceeds what the older publication gives for a later day.
    """
    total = pairs["kind"].eq("cumulative")
    key = [pairs[c] for c in _PUBLICATION]
    later_days = pairs["high"].astype("Float64").iloc[::-1].groupby(key, sort=False)
    ceiling = later_days.cummin().iloc[::-1].groupby(key, sort=False).shift(-1)
    raised_too_far = (pairs["low"] > ceiling).fillna(False).astype(bool)
    return (pairs["gap"] < 0) | ((pairs["gap"] > 0) & (~total | raised_too_far))


def _of_the_same_day(claims: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """The day of the publication that replaced each claim of a day that was given again, by label."""
    total = pairs["kind"].eq("cumulative")
    again = pairs[
        ~pairs["apart"] & (total | (pairs["gap"] != 0))
    ]  # a period or a state that is the same is not replaced
    by, counter = (claims[c].reindex(again["newer"]).array for c in ("source", "is_counter"))
    again = again[["statement", "print", "published_on"]].assign(by=by, of_counter=counter)
    again = again.sort_values("print", kind="stable").drop_duplicates(["statement", "print"])
    some = claims.loc[claims["statement"].isin(again["statement"]), ["statement", "print", "source"]]
    joined = pd.merge_asof(
        some.reset_index(names="label").sort_values("print", kind="stable"), again,
        on="print", by="statement", direction="forward", allow_exact_matches=False,
    )  # fmt: skip
    ours = (joined["by"] == joined["source"]).fillna(False) | joined["of_counter"].eq(True)
    return joined[ours.astype(bool)].dropna(subset="published_on").set_index("label")["published_on"]


def _between_its_days(claims: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """The same for totals of days that the later publication leaves out, where they do not fit between its own."""
    totals = pairs[pairs["kind"].eq("cumulative") & ~pairs["apart"]]
    newer = (
        claims.loc[totals["newer"], ["source", "low", "high"]]
        .set_axis(totals.index)
        .astype({"low": "Float64", "high": "Float64"})
    )
    series = totals[[*_PUBLICATION, "as_of"]].assign(source=newer["source"], floor=newer["low"], ceiling=newer["high"])
    other_days = (
        claims["cell"].isin(series["cell"]) & claims["low"].notna() & ~claims["statement"].isin(pairs["statement"])
    )
    some = claims.loc[other_days, [*_SERIES, "source", "published", "as_of", "low", "high"]].reset_index(names="label")
    key = [*_SERIES, "source"]
    prints = series[[*key, "published_on"]].drop_duplicates().sort_values("published_on", kind="stable")
    some = pd.merge_asof(
        some.sort_values("published", kind="stable"), prints, left_on="published", right_on="published_on", by=key,
        direction="forward", allow_exact_matches=False,
    ).dropna(subset="published_on")  # fmt: skip
    some, series = (table.sort_values("as_of", kind="stable") for table in (some, series))
    key = ["as_of", *key, "published_on"]
    before = pd.merge_asof(some[key], series[[*key, "floor"]], on="as_of", by=key[1:])
    after = pd.merge_asof(some[key], series[[*key, "ceiling"]], on="as_of", by=key[1:], direction="forward")
    inside = before["floor"].notna() & after["ceiling"].notna()
    misses = (some["high"].array < before["floor"]) | (some["low"].array > after["ceiling"])
    return some[(inside & misses.fillna(False)).to_numpy(dtype=bool)].set_index("label")["published_on"]


def _published_on(claims: pd.DataFrame, older: pd.Series) -> pd.Series:
    """The day on which each newer claim (the index of `older`) was published; where the older one was on that day too, the day on
    which its copy was saved.
    """
    newer, before = claims.loc[older.index], claims.loc[older, "published"].set_axis(older.index)
    return newer["published"].mask((newer["published"] == before) & newer["retrieved"].notna(), newer["retrieved"])


def _rows(pairs: pd.DataFrame, figures: Figures) -> Reissues:
    """One row a revised day."""
    both = pairs.groupby(_PUBLICATION)["statement"].transform("size")
    last = pairs.groupby(_SERIES)["published_on"].transform("max") == pairs["published_on"]
    revised = pairs[pairs["revised"]]
    ids = figures["claim_id"]
    return Reissues.of(revised.assign(
        claim_id=ids.reindex(revised["older"]).array, against_id=ids.reindex(revised["newer"]).array,
        gap=revised["gap"].abs(), reissue=revised.groupby(_SERIES, sort=True).ngroup(),
        is_last=last[revised.index], day_count=both[revised.index],
    ))  # fmt: skip
