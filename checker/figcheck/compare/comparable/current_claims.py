"""Which claims still stand: not revised, not withdrawn, and not a mere copy of another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, named, nearest_above

WITHDRAWN = ("retracted", "superseded")
"""Status of a claim that its source no longer stands by. What its origin denied is told of elsewhere (table `denied`)."""


def revisions(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a declared revision: `claim_id` (the newer claim), `revised_id`, `same_cell` (whether they count the same)."""
    newer = figures.loc[figures["revises"].notna() & (figures["revises"] != figures["claim_id"])]
    named = figures["claim_id"].isin(newer["claim_id"]) | figures["claim_id"].isin(newer["revises"])
    cell = figures.loc[named, ["claim_id", "cell"]].set_index("claim_id")["cell"]
    found = pd.DataFrame({"claim_id": newer["claim_id"].array, "revised_id": newer["revises"].array})
    found = found[found["revised_id"].isin(cell.index)].reset_index(drop=True)
    mine, theirs = cell.reindex(found["claim_id"]).array, cell.reindex(found["revised_id"]).array
    found["same_cell"] = (pd.Series(mine) == pd.Series(theirs)).fillna(False).astype(bool)
    return found.astype({"claim_id": "str", "revised_id": "str"})


def with_current(figures: pd.DataFrame, graph: pd.DataFrame, revised: pd.DataFrame) -> pd.DataFrame:
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
    is_revised = table["claim_id"].isin(within["revised_id"])
    stale = nearest_above(graph, is_revised) != NOWHERE
    table["is_current"] = current & ~is_revised & ~stale & ~_below_a_restart(table, within)
    return table


def _faithful_copies(table: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    taken = np.flatnonzero(graph["parent"] != NOWHERE)
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


def faithful_copies(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    """How many faithful copies each claim has, taken from it or from one another (Int64, 0 without)."""
    rest_on = nearest_above(graph, ~figures["is_faithful_copy"])[figures["is_faithful_copy"].to_numpy()]
    counted = np.bincount(rest_on[rest_on != NOWHERE], minlength=len(figures))
    return pd.Series(counted, index=figures.index, dtype="Int64")


def _below_a_restart(table: pd.DataFrame, within: pd.DataFrame) -> pd.Series:
    """Claims that a declared revision of their own origin leaves above the new total."""
    out = pd.Series(False, index=table.index)
    if within.empty:
        return out
    by_id = table.set_index("claim_id")
    restart = by_id.loc[within["claim_id"], ["cell", "as_of", "high"]].reset_index()
    restart["origin"] = by_id.loc[within["revised_id"], "origin"].array
    own = by_id.loc[within["claim_id"], ["cell", "as_of", "high", "origin"]].reset_index()
    restart = pd.concat([restart, own]).dropna(subset=["cell", "as_of", "high", "origin"]).drop_duplicates()
    claims = table.loc[table["cell"].isin(restart["cell"]), ["claim_id", "cell", "origin", "as_of", "low"]]
    both = claims.merge(restart, on=["cell", "origin"], suffixes=("", "_restart"))
    above = (both["as_of"] < both["as_of_restart"]) & (both["low"] > both["high"]).fillna(False)
    above &= both["claim_id"] != both["claim_id_restart"]
    return table["claim_id"].isin(both.loc[above, "claim_id"])


def stale_copies(figures: pd.DataFrame, graph: pd.DataFrame, revised: pd.DataFrame) -> pd.DataFrame:
    """Claims that repeat a revised or withdrawn one: `claim_id`, `revised_id`, `revision_id`. Dates are for the card to compare.

    A claim repeats another when it was taken from it, directly or through others, or when the same origin gives the same
    range in the same cell. `revision_id` is null where the claim was withdrawn (its status is retracted or superseded) and no claim
    replaces it: that concerns only what was taken from it.
    """
    columns = ["claim_id", "revised_id", "revision_id"]
    withdrawn = figures["status"].isin(WITHDRAWN) & ~figures["claim_id"].isin(revised["revised_id"])
    taken = pd.DataFrame({
        "claim_id": figures["claim_id"].array,
        "revised_id": named(figures["claim_id"], nearest_above(graph, withdrawn)).array,
        "revision_id": None,
    })[figures["status"].eq("current").to_numpy()].dropna(subset="revised_id")  # fmt: skip
    if revised.empty:
        return taken[columns].astype("str").reset_index(drop=True)
    marked = figures["claim_id"].isin(revised["revised_id"])
    above = named(figures["claim_id"], nearest_above(graph, marked))
    copies = pd.DataFrame({"claim_id": figures["claim_id"].array, "revised_id": above.array})
    old = figures.loc[marked.to_numpy(), ["claim_id", "cell", "origin", "low", "high"]]
    old = old.rename(columns={"claim_id": "revised_id"}).dropna(subset=["cell", "origin", "low"])
    same = figures[["claim_id", "cell", "origin", "low", "high"]].merge(old, on=["cell", "origin", "low", "high"])
    found = pd.concat([copies.dropna(), same[["claim_id", "revised_id"]]]).drop_duplicates()
    found = found.merge(
        revised.rename(columns={"claim_id": "revision_id"})[["revision_id", "revised_id"]], on="revised_id"
    )
    revisers = set(revised["claim_id"])
    repeats = (found["claim_id"] != found["revised_id"]) & ~found["claim_id"].isin(revisers)
    return pd.concat([found.loc[repeats, columns], taken[columns]], ignore_index=True).astype("str")
