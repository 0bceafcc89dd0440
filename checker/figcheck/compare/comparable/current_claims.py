"""Which claims still stand: not revised, not withdrawn, and not a mere copy of another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, at_places, nearest_above
from figcheck.compare.comparable.pairs import among, pair, same
from figcheck.model.tables import Citations, Figures, Revisions, StaleCopies

WITHDRAWN = ("retracted", "superseded")
"""Status of a claim that its source no longer stands by. The table `denied` has what its origin denied."""


def revisions(figures: Figures) -> Revisions:
    """The revisions that claims declare, whether or not they count the same as what they revise; nothing says their cause yet."""
    declared = figures["revises"].notna() & (figures["revises"] != figures["claim_id"])
    declared &= among(figures["revises"], figures["claim_id"])
    found = figures.loc[declared, ["claim_id", "revises"]].rename(columns={"revises": "revised_id"})
    newer, older = pair(figures[["claim_id", "cell"]], found, "claim_id", "revised_id")
    return Revisions.of(found.assign(same_cell=same(newer["cell"], older["cell"]), cause=None))


def with_current(figures: Figures, graph: Citations, revised: Revisions) -> Figures:
    """`figures` with `has_via`, `is_faithful_copy` and `is_current`.

    A claim does not stand when its `status` is not current; when a claim of its own cell revises it; when it was taken from
    such a claim; or when its origin lowered its total later on, in a declared revision, below what this claim allows (the
    revision restarts the floor of that origin's series). A faithful copy repeats what the claim that it was taken from says,
    of the same day, as counted or as estimated as that one: its range holds the other's whole, so it adds no voice. What
    repeats a claim that was withdrawn speaks for itself. Of claims that were taken from one another in a circle nobody was
    the first, so one of them stands for all. All stay in the table; the comparisons of a cell pass them over.
    """
    table = figures.copy(deep=False)
    table["has_via"] = table["via"].notna()
    current = table["status"].eq("current")
    faithful = _faithful_copies(table, graph)
    original = nearest_above(graph, ~faithful)
    withdrawn = (original != NOWHERE) & ~current.to_numpy()[original]
    table["is_faithful_copy"] = faithful & ~(current & withdrawn)
    within = revised[revised["same_cell"]]
    is_revised = among(table["claim_id"], within["revised_id"])
    stale = nearest_above(graph, is_revised) != NOWHERE
    table["is_current"] = current & ~is_revised & ~stale & ~_below_a_restart(table, within)
    return table


def _faithful_copies(table: Figures, graph: Citations) -> pd.Series:
    taken = np.flatnonzero(graph["parent"] != NOWHERE)
    if not len(taken):
        return pd.Series(False, index=table.index)
    compared = table[["cell", "as_of", "low", "high", "is_estimate"]]
    copy, parent = compared.iloc[taken], compared.iloc[graph["parent"].to_numpy()[taken]].set_axis(taken)
    copy = copy.set_axis(taken)
    inside = (parent["low"] >= copy["low"]) & (copy["high"].isna() | (parent["high"] <= copy["high"]))
    inside &= (copy["cell"] == parent["cell"]) & ((copy["as_of"] == parent["as_of"]) | copy["as_of"].isna())
    inside &= copy["is_estimate"] == parent["is_estimate"]
    faithful = np.zeros(len(table), dtype=bool)
    faithful[taken] = inside.fillna(False)
    circular = table[faithful & graph["ends_in_circle"].to_numpy()]
    faithful[circular.index[~circular.duplicated(["cell", "as_of", "low", "high"])]] = False
    return pd.Series(faithful, index=table.index)


def faithful_copies(figures: Figures, graph: Citations) -> pd.Series:
    """How many faithful copies each claim has, taken from it or from one another (Int64, 0 without)."""
    rest_on = nearest_above(graph, ~figures["is_faithful_copy"])[figures["is_faithful_copy"].to_numpy()]
    counted = np.bincount(rest_on[rest_on != NOWHERE], minlength=len(figures))
    return pd.Series(counted, index=figures.index, dtype="Int64")


def _below_a_restart(table: Figures, within: Revisions) -> pd.Series:
    """Claims that a declared revision of their own origin leaves above the new total."""
    if within.empty:
        return pd.Series(False, index=table.index)
    columns = ["claim_id", "cell", "as_of", "high", "origin"]
    newer, older = pair(table[columns], within, "claim_id", "revised_id")
    restart = pd.concat([newer.assign(origin=older["origin"]), newer]).dropna().drop_duplicates()
    claims = table.loc[table["cell"].isin(restart["cell"]), ["claim_id", "cell", "origin", "as_of", "low"]].dropna()
    later = claims.assign(lowest=_lowest_after(claims, restart))
    return among(table["claim_id"], later.loc[(later["low"] > later["lowest"]).fillna(False), "claim_id"])


def _lowest_after(claims: pd.DataFrame, restart: pd.DataFrame) -> pd.Series:
    """The lowest `high` among the restarts of each claim's cell and origin that hold for a later day (Int64, null without one)."""
    key = ["cell", "origin"]
    ordered = restart.sort_values("as_of", ascending=False, kind="stable")
    ordered = ordered.assign(lowest=ordered.groupby(key, sort=False)["high"].cummin())
    last = ordered.drop_duplicates([*key, "as_of"], keep="last")[[*key, "as_of", "lowest"]].sort_values("as_of")
    found = pd.merge_asof(
        claims.reset_index().sort_values("as_of"),
        last,
        on="as_of",
        by=key,
        direction="forward",
        allow_exact_matches=False,
    )
    return found.set_index("index")["lowest"]


def stale_copies(figures: Figures, graph: Citations, revised: Revisions) -> StaleCopies:
    """The claims that repeat a revised or withdrawn one. Dates are for the card to compare.

    A claim repeats another when it was taken from it, directly or through others, or when the same origin gives the same
    range in the same cell. `revision_id` is null where the claim was withdrawn (its status is retracted or superseded) and no claim
    replaces it: that concerns only what was taken from it.
    """
    withdrawn = figures["status"].isin(WITHDRAWN) & ~among(figures["claim_id"], revised["revised_id"])
    above = at_places(figures["claim_id"], nearest_above(graph, withdrawn))
    current = figures["status"].eq("current") & above.notna()
    taken = pd.DataFrame({"claim_id": figures["claim_id"], "revised_id": above, "revision_id": None})[current]
    if revised.empty:
        return StaleCopies.of(taken)
    marked = among(figures["claim_id"], revised["revised_id"])
    above = at_places(figures["claim_id"], nearest_above(graph, marked))
    copies = pd.DataFrame({"claim_id": figures["claim_id"].array, "revised_id": above.array})
    revision = revised.rename(columns={"claim_id": "revision_id"})[["revision_id", "revised_id"]]
    found = pd.concat([copies.dropna().merge(revision, on="revised_id"), _in_the_same_words(figures, marked, revision)])
    found = found.drop_duplicates(["claim_id", "revised_id", "revision_id"])
    repeats = (found["claim_id"] != found["revised_id"]) & ~among(found["claim_id"], revised["claim_id"])
    return StaleCopies.of(pd.concat([found[repeats], taken]))


def _in_the_same_words(figures: Figures, marked: pd.Series, revision: pd.DataFrame) -> pd.DataFrame:
    """Claims with the origin, cell and range of a revised one. Of the revisions that were printed on one day, two stand for all:
    one may be of the claim itself.
    """
    key = ["cell", "origin", "low", "high"]
    old = figures.loc[marked.to_numpy(), ["claim_id", *key]].rename(columns={"claim_id": "revised_id"})
    old = old.dropna(subset=["cell", "origin", "low"]).merge(revision, on="revised_id")
    day = figures.set_index("claim_id")["published"].reindex(old["revision_id"])
    old = old.assign(day=day.array).sort_values(["revision_id", "revised_id"])
    old = old.groupby([*key, "day"], dropna=False, sort=False).head(2).drop(columns="day")
    claims = figures.loc[~among(figures["claim_id"], revision["revision_id"]), ["claim_id", *key]]
    return claims.merge(old, on=key)[["claim_id", "revised_id", "revision_id"]]
