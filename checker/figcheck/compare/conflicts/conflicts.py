"""The comparisons that several cards share, each worked out once for the whole ledger: nothing is compared in pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from figcheck.compare.comparable.implied_ranges import as_implied
from figcheck.compare.comparable.pairs import among, same
from figcheck.compare.conflicts.conflict_rows import accused_pairs, claims_with_days, conflict_rows, fall_rows
from figcheck.compare.conflicts.declared_corrections import declared_in_note, difference
from figcheck.compare.conflicts.feasibility import INFINITY, infeasible
from figcheck.model.tables import (
    Changes,
    Citations,
    Conflicts,
    Containment,
    Excesses,
    Falls,
    Figures,
    Infeasible,
    Perpetrators,
    Tensions,
)


@dataclass(frozen=True)
class Contradictions:
    """Series that fall, cells that cannot be true, and cells that readers take to be untrue."""

    falls: Falls
    conflicts: Conflicts
    tensions: Tensions


def contradictions(figures: Figures, graph: Citations, changes: Changes, killed: Perpetrators) -> Contradictions:
    """The claims to correct in series that fall, in cells whose origins disagree, and in cells that only seem to.

    A fall is between two days of one source and origin. What a series of its own has accused is not compared with the rest of
    its cell, and what is in conflict is not also in tension. `changes` and `killed` serve to explain.
    """
    usable = figures["track"].notna() & figures["is_current"] & ~figures["is_faithful_copy"]
    dated, growing = usable & figures["moment"].notna(), figures["kind"].eq("cumulative")
    implied = as_implied(figures)
    own = _disagreeing(_falls(implied, dated, growing), figures)
    at_once = figures.loc[own["accused"], "moment"].array == figures.loc[own["against"], "moment"].array
    falls = own[~at_once]
    besides = _of_the_same_moment(figures, falls["accused"], dated & ~figures.index.isin(own["accused"]))
    dated &= ~figures.index.isin(own["accused"])
    between = _disagreeing(infeasible(figures, figures["track"].where(dated), _counters_first(figures, dated)), figures)
    undated = _undated(figures, usable & growing & figures["moment"].isna(), dated & growing, between)
    found = [own[at_once].assign(which=0), between.assign(which=1), undated.assign(which=2), besides.assign(which=3)]
    dated &= ~figures.index.isin(between["accused"])
    soft = _disagreeing(infeasible(implied, figures["track"].where(dated), _counters_first(figures, dated)), figures)
    return Contradictions(
        fall_rows(falls, figures, graph, changes),
        conflict_rows(pd.concat(found, ignore_index=True), figures, graph, changes, killed),
        Tensions.of(conflict_rows(soft.assign(which=1), figures, graph, changes, killed)),
    )


def _falls(implied: pd.DataFrame, dated: pd.Series, growing: pd.Series) -> pd.DataFrame:
    """The claims to correct in series that fall. A number counts once more for every other origin that gives it; on a tie the
    one gives way that all the claims of its cell leave out as well.
    """
    series, weight = implied["series"], 1 + implied["supporters"]
    found = infeasible(implied, series.where(dated & growing), weight)
    if found.empty:
        return found
    cells = implied.loc[found["accused"], "cell"]
    in_cell = infeasible(implied, implied["track"].where(dated & implied["cell"].isin(cells)))
    doubted = implied.assign(doubted=implied.index.isin(in_cell["accused"]))
    return infeasible(doubted, series.where(dated & growing & series.isin(found["group"])), weight)


def _counters_first(figures: pd.DataFrame, dated: pd.Series) -> pd.Series:
    """How many claims each counts for: among printings of one origin alone, the counter itself for as many as there are."""
    weight = pd.Series(1, index=figures.index)
    counter = dated & figures["is_counter"]
    if counter.any():
        some = figures.loc[dated & figures["track"].isin(figures.loc[counter, "track"]), ["track", "moment", "origin"]]
        grouped = some.groupby(["track", "moment"])["origin"]
        size = grouped.transform("size").where(grouped.transform("nunique").eq(1) & some["origin"].notna())
        weight = weight.mask(counter, size.reindex(figures.index).fillna(1).astype("int64"))
    return weight


def _of_an_estimate(found: pd.DataFrame, figures: pd.DataFrame) -> np.ndarray:
    """Whether one of the two is estimated and the other counted: they exclude each other only from ten times on."""
    estimate = figures["is_estimate"]
    one, other = (estimate.loc[found[c]].to_numpy(dtype=bool) for c in ("accused", "against"))
    counts_more = figures["low"].loc[found["accused"]].array > figures["low"].loc[found["against"]].array
    return np.where(
        pd.array(counts_more, dtype="boolean").fillna(False).to_numpy(dtype=bool), one & ~other, other & ~one
    )


def _disagreeing(found: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Without estimates that exceed a count of the same origin or source: one counter may give both."""
    if found.empty:
        return found
    origin = figures["origin"].fillna(figures["source"])
    same = origin.loc[found["accused"]].to_numpy() == origin.loc[found["against"]].to_numpy()
    return found[~(_of_an_estimate(found, figures) & same)]


def _of_the_same_moment(figures: pd.DataFrame, accused: pd.Series, others: pd.Series) -> pd.DataFrame:
    """The conflicts, at its own moment, of claims that fall out of their series: a fall hides no other witness.

    One row an accused claim that some other claim excludes: the columns of `infeasible`, with the one that it misses most.
    """
    if accused.empty:
        return Infeasible.no_rows()
    bounds = ["track", "moment", "low", "high", "low_hard", "high_hard", "is_estimate"]
    mine = figures.loc[accused, bounds].reset_index(names="accused")
    theirs = figures.loc[others & figures["track"].isin(mine["track"]), bounds].reset_index(names="against")
    both = mine.merge(theirs, on=["track", "moment"], suffixes=("", "_other"))
    over, under = both["low"] - both["high_other"], both["low_other"] - both["high"]
    both["gap"] = pd.concat([over, under], axis=1).max(axis=1).fillna(0).astype("int64")
    excess = (over > 0).fillna(False)
    both["hard"] = np.where(
        excess, both["low_hard"] & both["high_hard_other"], both["low_hard_other"] & both["high_hard"]
    )
    estimated = np.where(
        excess, both["is_estimate"] & ~both["is_estimate_other"], both["is_estimate_other"] & ~both["is_estimate"]
    )
    both = both[(both["gap"] > 0) & ~estimated.astype(bool)]
    worst = both.sort_values(
        ["accused", "hard", "gap", "against"], ascending=[True, False, False, True]
    ).drop_duplicates("accused")
    return worst.assign(stretch=0, group=worst["track"], version_count=2, version_ranges="", undecided=False)[
        Infeasible.names()
    ].astype({"hard": "bool", "group": "int64"})


def _undated(figures: pd.DataFrame, undated: pd.Series, dated: pd.Series, between: pd.DataFrame) -> pd.DataFrame:
    """Totals of no known day that exceed what the dated ones of their cell give after they were printed.

    Printed on a day, they hold for that day or one before, and a total does not fall: so a later, lower total misses them
    whenever they were true. That they may be old is no reason to call them too low.
    """
    if not undated.any():
        return between.iloc[:0]
    bounds = ["claim_id", "cell", "as_of", "published", "low", "high", "low_hard", "high_hard", "is_estimate"]
    loose = figures.loc[undated, bounds].dropna(subset=["published", "low"]).sort_values("published")
    dated = dated & figures["as_of"].notna() & figures["cell"].isin(loose["cell"]) & figures["high"].notna()
    sound = figures.loc[dated & ~figures.index.isin(between["accused"]), bounds]
    found = []
    for hard in (True, False):
        for estimate in (True, False):  # a count may be lower than what is estimated
            mine = loose[(loose["is_estimate"] == estimate) & (loose["low_hard"].astype(bool) | (not hard))]
            later = sound[(sound["is_estimate"] | (not estimate)) & (sound["high_hard"].astype(bool) | (not hard))]
            found.append(_over_a_later_high(mine, later).assign(hard=hard))
    both = pd.concat(found).sort_values(["accused", "hard", "gap", "against"], ascending=[True, False, False, True])
    return both.drop_duplicates("accused").assign(
        stretch=0, group=0, version_count=2, version_ranges="", undecided=False
    )[Infeasible.names()]


def _over_a_later_high(undated: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """`accused`, `against`, `gap`: each undated claim whose low exceeds the lowest high of its cell from its printing on."""
    later = later.reset_index(names="against").sort_values(["cell", "as_of", "high"], kind="stable")
    later = later.drop_duplicates(["cell", "as_of"]).iloc[::-1]
    high = later["high"].astype("int64")
    ceiling = high.groupby(later["cell"]).cummin()
    new = high < ceiling.groupby(later["cell"]).shift(fill_value=INFINITY)
    holder = later["against"].where(new).groupby(later["cell"]).ffill().astype("int64")
    table = later[["cell", "as_of"]].assign(ceiling=ceiling, against=holder).sort_values("as_of")
    joined = pd.merge_asof(
        undated[["cell", "published", "low"]].reset_index(names="accused"),
        table, left_on="published", right_on="as_of", by="cell", direction="forward",
    ).dropna(subset="ceiling")  # fmt: skip
    joined["gap"] = joined["low"].astype("int64") - joined["ceiling"].astype("int64")
    found = joined.loc[joined["gap"] > 0, ["accused", "against", "gap"]]
    return found.astype("int64")


def excesses(
    figures: Figures, graph: Citations, contained: Containment, conflicting: pd.Series, fallen: pd.Series
) -> Excesses:
    """The parts above their wholes.

    A part's low must not lie above the high of a whole with which its day is compared. Left out are claims of these ids:
    `conflicting`, accused in their own cell, and as wholes `fallen`, accused in their own series (a total that fell too low is
    exceeded by every part). Of the people who were there, the largest number that anybody gives counts.
    """
    if contained.empty:
        return Excesses.no_rows()
    usable = figures["cell"].notna() & figures["is_current"] & ~figures["is_faithful_copy"]
    # where numbers are taken back, a part may well be above its whole
    usable &= ~among(figures["claim_id"], conflicting) & ~figures["is_correction"].fillna(False).astype(bool)
    claims = figures.loc[usable, ["cell", "kind", "track", "as_of", "period_start", "claim_id"]].copy()
    claims["party"] = figures["origin"].fillna(figures["source"])
    for column, fill in (("low", 0), ("high", INFINITY)):
        claims[column] = figures[column].fillna(fill).astype("int64")
    for column in ("low_hard", "high_hard", "is_estimate"):
        claims[column] = figures[column].fillna(False).astype(bool)
    edges = contained.reset_index(names="edge")
    sides = []
    for side in ("part_cell", "whole_cell"):
        own = claims[~among(claims["claim_id"], fallen)] if side == "whole_cell" else claims
        both = edges[["edge", "compared", side]].rename(columns={side: "cell"})
        both = both.merge(own.reset_index(names="row"), on="cell").assign(whole=side == "whole_cell")
        sides.append(both if side == "part_cell" else _most_of_all_days(both))
    table = pd.concat(sides, ignore_index=True)
    table = table[(table["track"].notna() & table["as_of"].notna()) | table["compared"].eq("any")]
    if table.empty:
        return Excesses.no_rows()
    table["day"] = table["as_of"].where(table["compared"].eq("same"))
    table["since"] = table["period_start"].where(table["kind"].eq("increment"))
    table["as_of"] = table["as_of"].mask(table["compared"].eq("any"))
    table["group"] = table.groupby(["edge", "day", "since"], dropna=False, sort=True).ngroup()
    table = table.sort_values(["group", "as_of", "whole"], kind="stable", ignore_index=True)
    best = _worst_excess(table)
    if best.empty:
        return Excesses.no_rows()
    found = accused_pairs(best.rename(columns={"part_row": "accused", "row": "against"}), figures, graph)
    cells = contained.loc[best["edge"]].set_axis(found.index)
    revises = figures.loc[best["row"], "revises"].set_axis(found.index)
    part = figures.loc[best["part_row"], "low"].set_axis(found.index)
    besides = difference(cells["implied"].map({True: 1, False: pd.NA}), found["gap"], part)
    parts = _parts_above(table, best)
    others = parts[parts["row"] != parts["part_row"]]
    claims_of = figures.loc[others["row"], ["claim_id", "as_of", "claim_order"]].set_axis(others.index)
    others = others.assign(**claims_of).sort_values(["place", "as_of", "claim_order"])
    return Excesses.of(
        found.assign(
            part_cell=cells["part_cell"],
            whole_cell=cells["whole_cell"],
            whole_revises_part=same(revises, found["claim_id"]),
            implied=cells["implied"],
            claim_count=parts.groupby("place").size().reindex(found.index, fill_value=1).clip(lower=1),
            others_words=claims_with_days(others, "place").reindex(found.index),
            others_ids=others.groupby("place")["claim_id"].agg("; ".join).reindex(found.index),
            explanation=declared_in_note(found, {"claim_id": 1}, besides, figures, series=False),
        )
    )


def _most_of_all_days(wholes: pd.DataFrame) -> pd.DataFrame:
    """Of a whole that is compared on any day only the largest number that is given: the others are another finding."""
    timeless = wholes["compared"].eq("any")
    largest = wholes[timeless].sort_values(["high", "row"], ascending=[False, True], kind="stable")
    return pd.concat([wholes[~timeless], largest.drop_duplicates("edge")])


def _worst_excess(table: pd.DataFrame) -> pd.DataFrame:
    """For each edge and each party of a whole the part before it that exceeds it most, and for each edge and party of a part the
    whole after it that it exceeds most: `edge`, `row`, `part_row`, `gap`, `hard`. Every party that disagrees is in some row, and
    the rows are no more than the parties.
    """
    found = []
    group, whole = table["group"], table["whole"]
    backwards = table.iloc[::-1]
    for hard in (True, False):
        for of_estimate in (True, False):  # what is estimated may lie above a counted whole
            part = ~whole & (of_estimate | ~table["is_estimate"]) & (table["low_hard"] | (not hard))
            top = whole & (table["is_estimate"] == of_estimate) & (table["high_hard"] | (not hard))
            floor, at = _running(table["low"].where(part, -1), group, part)
            over = top & (floor > table["high"])
            ceiling, under = _running(-backwards["high"].where(top, INFINITY), backwards["group"], top[::-1])
            beneath = part[::-1] & (backwards["low"] > -ceiling)
            found += [
                pd.DataFrame({
                    "edge": table["edge"][over], "row": table["row"][over], "part_row": table["row"].to_numpy()[at[over]],
                    "party": table["party"][over], "whole": True, "gap": floor[over] - table["high"][over], "hard": hard,
                }),
                pd.DataFrame({
                    "edge": backwards["edge"][beneath], "row": backwards["row"].to_numpy()[under[beneath]],
                    "part_row": backwards["row"][beneath], "party": backwards["party"][beneath], "whole": False,
                    "gap": backwards["low"][beneath] + ceiling[beneath], "hard": hard,
                }),
            ]  # fmt: skip
    both = pd.concat(found)
    both = both.sort_values(["edge", "hard", "gap", "row", "part_row"], ascending=[True, False, False, True, True])
    both = both.drop_duplicates(["edge", "whole", "party"]).drop_duplicates(["edge", "row", "part_row"])
    return both.drop(columns=["whole", "party"]).reset_index(drop=True)


def _parts_above(table: pd.DataFrame, best: pd.DataFrame) -> pd.DataFrame:
    """For each of the `best` (by its `place`) the claims of its part's party that exceed a whole of its whole's party: `row`."""
    party = table.drop_duplicates("row").set_index("row")["party"]
    pairs = best[["edge", "part_row"]].assign(place=best.index, party=best["part_row"].map(party))
    pairs["whole_party"] = best["row"].map(party)
    at = table.assign(at=table.index)
    wholes = at[at["whole"] & at["edge"].isin(pairs["edge"])].rename(columns={"party": "whole_party"})
    parts = at.loc[~at["whole"], ["edge", "group", "party", "at", "row", "low", "is_estimate"]]
    parts = parts.merge(pairs, on=["edge", "party"]).sort_values("at", kind="stable")
    above = pd.Series(False, index=parts.index)
    for of_estimate in (True, False):  # what is estimated may lie above a counted whole
        some = wholes[wholes["is_estimate"] == of_estimate]
        least = some[::-1].groupby(["group", "whole_party"], sort=False)["high"].cummin().sort_index()
        later = pd.merge_asof(
            parts[["at", "group", "whole_party"]], some[["at", "group", "whole_party"]].assign(least=least),
            on="at", by=["group", "whole_party"], direction="forward",
        )["least"].fillna(INFINITY).to_numpy()  # fmt: skip
        above |= (parts["low"] > later) & (of_estimate | ~parts["is_estimate"])
    return parts.loc[above, ["place", "row", "part_row"]].drop_duplicates().sort_values("place", ignore_index=True)


def _running(value: pd.Series, group: pd.Series, counts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The highest value so far within each group, and the position of the row that has it; only rows that count have one."""
    highest = value.groupby(group, sort=False).cummax()
    new = counts & (value > highest.groupby(group, sort=False).shift(fill_value=-INFINITY - 1))
    at = pd.Series(np.where(new, np.arange(len(value)), -1), index=value.index).groupby(group, sort=False).cummax()
    return highest, at
