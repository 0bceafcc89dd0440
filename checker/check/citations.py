"""Who took a figure from whom: the graph of `via`, as columns that need no recursion."""

from __future__ import annotations

import numpy as np
import pandas as pd


def citations(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a claim, in the order of `figures`: where its figure was taken from, and from whom in the end.

    Columns: `claim_id`; `parent_id` (its `via`, null if it has none or the claim took no part); `root_id` (the first
    claim of the chain; itself without a parent; null in a cycle); `depth` (links to the root); `cycle` (whether the
    chain runs into a circle). The chains are followed all at once, by doubling: chains of n links take log2(n) steps.
    """
    n = len(figures)
    place = pd.Series(np.arange(n), index=figures["claim_id"])
    parent = place.reindex(figures["via"]).to_numpy(dtype="float64", na_value=np.nan)
    here = np.arange(n)
    jump = np.where(np.isnan(parent), here, np.nan_to_num(parent)).astype(np.int64)
    links = (jump != here).astype(np.int64)
    up = jump.copy()
    for _ in range(max(1, n.bit_length())):
        further = up[up]
        if np.array_equal(further, up):
            break
        links = links + np.where(up != here, links[up], 0)
        up = further
    is_root = jump == here
    cycle = ~is_root[up] | ((jump == here) & _cites_itself(figures))
    ids = figures["claim_id"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "claim_id": pd.Series(ids, dtype="str"),
            "parent_id": pd.Series(np.where(jump != here, ids[jump], None), dtype="str"),
            "root_id": pd.Series(np.where(cycle, None, ids[up]), dtype="str"),
            "depth": pd.Series(np.where(cycle, -1, links), dtype="Int64").replace(-1, pd.NA),
            "cycle": cycle,
        }
    )


def _cites_itself(figures: pd.DataFrame) -> np.ndarray:
    return (figures["via"] == figures["claim_id"]).fillna(False).to_numpy(dtype=bool)


def inherited_basis(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    """The basis of every claim: its own; else that of the nearest claim up its chain that has one; else count.

    A copy that says nothing of its own about how the number is known holds it as its source does: "at least 1,400" from
    an estimate is no count.
    """
    basis = figures["basis"].astype("str").reset_index(drop=True)
    place = pd.Series(np.arange(len(figures)), index=figures["claim_id"].array)
    parent = place.reindex(graph["parent_id"]).to_numpy(dtype="float64", na_value=np.nan)
    has_parent = ~np.isnan(parent)
    up = np.where(has_parent, np.nan_to_num(parent), np.arange(len(figures))).astype(np.int64)
    values = basis.to_numpy(dtype=object)
    missing = basis.isna().to_numpy()
    for _ in range(len(figures).bit_length() + 1):
        fill = missing & ~missing[up]
        values = np.where(fill, values[up], values)
        missing = missing & ~fill
        up = up[up]
        if not missing.any():
            break
    return pd.Series(np.where(missing, "count", values), index=figures.index, dtype="str")


def descends_from(graph: pd.DataFrame, marked: pd.Series) -> pd.Series:
    """The nearest marked claim up each claim's chain (not itself), as an id; null where there is none.

    `marked` is a boolean Series in the order of `graph`.
    """
    n = len(graph)
    place = pd.Series(np.arange(n), index=graph["claim_id"].array)
    parent = place.reindex(graph["parent_id"]).to_numpy(dtype="float64", na_value=np.nan)
    jump = np.where(np.isnan(parent), np.arange(n), np.nan_to_num(parent)).astype(np.int64)
    is_marked = marked.to_numpy(dtype=bool)
    # a chain stops at a marked claim: doubling then finds the nearest
    stop = np.where(is_marked, np.arange(n), jump)
    for _ in range(max(1, n.bit_length())):
        further = stop[stop]
        if np.array_equal(further, stop):
            break
        stop = further
    nearest = stop[jump]
    found = is_marked[nearest] & ~np.isnan(parent)
    ids = graph["claim_id"].to_numpy(dtype=object)
    return pd.Series(np.where(found, ids[nearest], None), dtype="str")
