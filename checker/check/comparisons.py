"""The comparisons that several cards share, each worked out once for the whole ledger: nothing is compared in pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from checker.check.cells import CELL_KEY
from checker.check.disputes import FOUND, conflicts_told, described, falls_told
from checker.check.feasibility import INFINITY, infeasible


@dataclass(frozen=True)
class Clashes:
    """`falls`: series that fall; `conflicts`: cells that cannot be true; `tensions`: cells that readers take to be untrue."""

    falls: pd.DataFrame
    conflicts: pd.DataFrame
    tensions: pd.DataFrame


_COMPARED = (
    "claim_id", "cell", "track", "source", "origin", "kind", "as_of", "published", "low", "high", "low_hard", "high_hard",
    "implied_low", "implied_high", "is_estimate", "is_copy", "confirmed", "revises", "basis",
)  # fmt: skip
"""What decides whether claims clash, and which of them to mend (`culprit.giving_way`)."""


def clashes(figures: pd.DataFrame, graph: pd.DataFrame, changes: pd.DataFrame, killed: pd.DataFrame) -> Clashes:
    """The claims to mend in series that fall, in cells whose origins disagree, and in cells that only seem to.

    All have one row a claim to mend; columns: `disputes.FALLS` and `disputes.CONFLICTS`. A fall is between two days of one
    source and origin; what a series of its own has accused is not held against the rest of its cell, and what is in
    conflict is not also in tension. `changes` and `killed` (attackers by event and place) serve to explain.
    """
    usable = figures["track"].notna() & figures["standing"] & ~figures["echo"]
    narrow = figures[list(_COMPARED)]  # rows of a table of sixty columns are dear to take
    dated = narrow.loc[usable & (figures["as_of"].notna())]
    series_key = ["cell", "source", "origin"]
    growing = dated[dated["kind"].eq("cumulative")]
    series = growing.groupby(series_key, dropna=False, sort=True).ngroup()
    own = infeasible(_as_implied(growing), series)
    same_day = figures.loc[own["accused"], "as_of"].array == figures.loc[own["against"], "as_of"].array
    rest = dated.drop(index=own["accused"])
    between = infeasible(rest, rest["track"].astype("int64"))
    undated = _undated(narrow[usable & figures["as_of"].isna() & figures["kind"].eq("cumulative")], rest, between)
    found = pd.concat(
        [own[same_day].assign(which=0), between.assign(which=1), undated.assign(which=2)], ignore_index=True
    )
    rest = rest.drop(index=between["accused"])
    soft = infeasible(_as_implied(rest), rest["track"].astype("int64")).assign(which=1)
    return Clashes(
        falls_told(own[~same_day], figures, graph, changes),
        conflicts_told(found, figures, graph, changes, killed),
        conflicts_told(soft, figures, graph, changes, killed),
    )


def _as_implied(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with what a reader takes from them as their range; a bound stays hard where the words assert just it.

    Within one origin's own series a round total counts as the number that it names (design.md, section 5).
    """
    table = claims.copy(deep=False)
    for bound in ("low", "high"):
        implied = table[f"implied_{bound}"]
        same = (implied == table[bound]).fillna(False).astype(bool)
        table[f"{bound}_hard"] = table[f"{bound}_hard"].fillna(False).astype(bool) & same
        table[bound] = implied
    return table


def _undated(undated: pd.DataFrame, dated: pd.DataFrame, between: pd.DataFrame) -> pd.DataFrame:
    """Totals of no known day that exceed what their cell gives after they were printed.

    Printed on a day, they hold for that day or one before, and a total does not fall: so a later, lower total misses them
    whenever they were true. That they may be old is no reason to call them too low.
    """
    columns = ["accused", "against", "gap", "hard", "block", "group", "versions", "heads"]
    if undated.empty:
        return between.iloc[:0]
    sound = dated[dated["cell"].isin(undated["cell"]) & dated["kind"].eq("cumulative") & dated["high"].notna()]
    sound = sound[~sound.index.isin(between["accused"])]
    undated = undated.dropna(subset=["published", "low"]).sort_values("published")
    found = []
    for hard in (True, False):
        for estimate in (True, False):  # a count may be lower than what is estimated
            mine = undated[(undated["is_estimate"] == estimate) & (undated["low_hard"].astype(bool) | (not hard))]
            later = sound[(sound["is_estimate"] | (not estimate)) & (sound["high_hard"].astype(bool) | (not hard))]
            found.append(_over_a_later_high(mine, later).assign(hard=hard))
    both = pd.concat(found).sort_values(["accused", "hard", "gap", "against"], ascending=[True, False, False, True])
    return both.drop_duplicates("accused").assign(block=0, group=0, versions=2, heads="")[columns]


def _over_a_later_high(undated: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """`accused`, `against`, `gap`: each undated claim whose low exceeds the lowest high of its cell from its printing on."""
    later = later.reset_index(names="against").sort_values(["cell", "as_of", "high", "claim_id"])
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
    figures: pd.DataFrame, graph: pd.DataFrame, contained: pd.DataFrame, conflicting: pd.Series, fallen: pd.Series
) -> pd.DataFrame:
    """Parts above their wholes: one row a pair of cells, `claim_id` the part and `against_id` the whole it exceeds most.

    A part's low, of the same day or an earlier one, must not lie above the whole's high; for a day or an interval only
    the same one counts. Left out are claims of these ids: `conflicting`, accused in their own cell, and as wholes
    `fallen`, accused in their own series (a total that fell too low is exceeded by every part). Columns as for
    conflicts, and `part_cell`, `whole_cell`, `revised` (the whole is the declared revision of the part).
    """
    types = {**FOUND, "part_cell": "Int64", "whole_cell": "Int64", "revised": "bool"}
    usable = figures["track"].notna() & figures["as_of"].notna() & figures["standing"] & ~figures["echo"]
    usable &= ~figures["claim_id"].isin(conflicting)
    claims = figures.loc[usable, ["cell", "kind", "as_of", "period_start", "claim_id"]].copy()
    for column, fill in (("low", 0), ("high", INFINITY)):
        claims[column] = figures[column].fillna(fill).astype("int64")
    for column in ("low_hard", "high_hard", "is_estimate"):
        claims[column] = figures[column].fillna(False).astype(bool)
    edges = contained.reset_index(names="edge")
    sides = []
    for side in ("part_cell", "whole_cell"):
        own = claims[~claims["claim_id"].isin(fallen)] if side == "whole_cell" else claims
        both = edges[["edge", side]].rename(columns={side: "cell"}).merge(own.reset_index(names="row"), on="cell")
        sides.append(both.assign(whole=side == "whole_cell"))
    table = pd.concat(sides, ignore_index=True)
    if table.empty or contained.empty:
        return pd.DataFrame(columns=list(types)).astype(types)
    growing = table["kind"].eq("cumulative")
    table["day"] = table["as_of"].where(~growing)
    table["since"] = table["period_start"].where(table["kind"].eq("increment"))
    table["group"] = table.groupby(["edge", "day", "since"], dropna=False, sort=True).ngroup()
    table = table.sort_values(["group", "as_of", "whole", "claim_id"], ignore_index=True)
    best = _worst_excess(table)
    if best.empty:
        return pd.DataFrame(columns=list(types)).astype(types)
    found = described(best.rename(columns={"part_row": "accused", "row": "against"}), figures, graph)
    cells = contained.loc[best["edge"]]
    found["part_cell"], found["whole_cell"] = cells["part_cell"].array, cells["whole_cell"].array
    found["revised"] = figures.loc[best["row"], "revises"].array == found["claim_id"].array
    found["revised"] = found["revised"].fillna(False)
    return found.astype(types)


def _worst_excess(table: pd.DataFrame) -> pd.DataFrame:
    """For each edge the whole that a part before it exceeds most: `edge`, `row`, `part_row`, `gap`, `hard`."""
    found = []
    group, whole = table["group"], table["whole"]
    for hard in (True, False):
        for of_estimate in (True, False):  # what is estimated may lie above a counted whole
            part = ~whole & (of_estimate | ~table["is_estimate"]) & (table["low_hard"] | (not hard))
            low = table["low"].where(part, -1)
            floor = low.groupby(group).cummax()
            new = part & (low > floor.groupby(group).shift(fill_value=-1))
            at = pd.Series(np.where(new, np.arange(len(table)), -1), index=table.index).groupby(group).cummax()
            over = whole & (table["is_estimate"] == of_estimate) & (floor > table["high"])
            over &= table["high_hard"] | (not hard)
            some = table[over]
            found.append(
                pd.DataFrame({
                    "edge": some["edge"], "row": some["row"], "part_row": table["row"].to_numpy()[at[over]],
                    "gap": floor[over] - some["high"], "hard": hard, "claim_id": some["claim_id"],
                })
            )  # fmt: skip
    both = pd.concat(found)
    both = both.sort_values(["edge", "hard", "gap", "claim_id"], ascending=[True, False, False, True])
    return both.drop_duplicates("edge").reset_index(drop=True)


def series(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a dated total: what its own series (cell, source, origin) says before and after it.

    `series` (Int64), `floor_before` (the highest low of an earlier day, null on the first) and `floor_id` (whose it is),
    `ceiling_after` (the lowest high of a later day, null when open) and `ceiling_id`.
    """
    usable = (
        figures["track"].notna() & figures["as_of"].notna() & figures["standing"] & figures["kind"].eq("cumulative")
    )
    table = figures.loc[usable, ["claim_id", "cell", "source", "origin", "as_of", "low", "high"]]
    table = table.assign(series=table.groupby(["cell", "source", "origin"], dropna=False, sort=True).ngroup())
    out = table[["claim_id", "series", "as_of"]]
    for value, name, who, descending in (
        ("low", "floor_before", "floor_id", False),
        ("high", "ceiling_after", "ceiling_id", True),
    ):
        sign = -1 if descending else 1
        known = table.dropna(subset=[value])
        order = known.sort_values(
            ["series", "as_of", value, "claim_id"], ascending=[True, not descending, descending, True]
        )
        day = order.drop_duplicates(["series", "as_of"])
        running = (sign * day[value].astype("int64")).groupby(day["series"]).cummax()
        new = running > running.groupby(day["series"]).shift(fill_value=-INFINITY)
        holder = day["claim_id"].where(new).groupby(day["series"]).ffill()
        carried = pd.DataFrame({
            "series": day["series"], "as_of": day["as_of"],
            name: (sign * running).groupby(day["series"]).shift().astype("Int64"), who: holder.groupby(day["series"]).shift(),
        })  # fmt: skip
        out = out.merge(carried, on=["series", "as_of"], how="left")
    return out.drop(columns="as_of").astype({"series": "Int64"})


def newest(figures: pd.DataFrame) -> pd.DataFrame:
    """For each dated total of an open event, the newest claim that was published by then: `claim_id, newest_id, of_part`.

    One row gives the newest claim of its own cell. For a total of the whole event another gives, with `of_part` true, the
    newest total that began later and else counts the same: what was counted in a part of the time is not more than all.
    Left out are entries of a series: claims whose source printed a newer total of the same cell on the same day.
    """
    usable = figures["track"].notna() & figures["event_open"] & figures["kind"].eq("cumulative")
    usable &= figures["as_of"].notna() & figures["published"].notna()
    alike = [column for column in CELL_KEY if column != "since"]
    table = figures.loc[usable, ["claim_id", "cell", "source", "as_of", "published", "standing", *CELL_KEY]]
    table = table.sort_values(["cell", "published", "as_of", "claim_id"], ignore_index=True)
    last_printed = table.groupby(["cell", "source", "published"], dropna=False)["as_of"].transform("max")
    asked = table["as_of"] == last_printed
    later = table["since"].notna()
    whole = table.assign(group=table.groupby(alike, dropna=False, sort=False).ngroup(), later=later)
    whole = whole[whole["group"].isin(whole.loc[later, "group"])]
    whole = whole.sort_values(["group", "published", "as_of", "claim_id"])
    of_cell = pd.DataFrame({
        "claim_id": table["claim_id"], "newest_id": _newest_of(table, table["cell"], table["standing"]), "of_part": False,
    })[asked]  # fmt: skip
    of_part = pd.DataFrame({
        "claim_id": whole["claim_id"], "newest_id": _newest_of(whole, whole["group"], whole["standing"] & whole["later"]),
        "of_part": True,
    })[asked.loc[whole.index] & ~whole["later"]]  # fmt: skip
    found = pd.concat([of_cell, of_part], ignore_index=True).dropna()
    return found.astype({"claim_id": "str", "newest_id": "str", "of_part": "bool"}).reset_index(drop=True)


def _newest_of(table: pd.DataFrame, group: pd.Series, eligible: pd.Series) -> pd.Series:
    """For each row the id of the newest eligible claim of its group that was published by then, else None.

    Rows come sorted by group, `published`, `as_of`. Only what still stands can outdate another: the rest is carried past.
    """
    day = table["as_of"].where(eligible).astype("int64").where(eligible, -INFINITY)
    running = day.groupby(group).cummax()
    new = day > running.groupby(group).shift(fill_value=-INFINITY)
    at = pd.Series(np.where(new, np.arange(len(table)), -1), index=table.index).groupby(group).cummax()
    # claims published on one day see each other
    at = at.groupby([group, table["published"]]).transform("max")
    ids = table["claim_id"].to_numpy(dtype=object)
    return pd.Series(np.where(at >= 0, ids[at], None) if len(table) else [], index=table.index, dtype=object)
