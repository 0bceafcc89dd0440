"""Who took a figure from whom: the graph of `via`, as columns that need no recursion."""

from __future__ import annotations

import numpy as np
import pandas as pd

NOWHERE = -1
"""Stands for "no such claim" among places."""


def citations(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a claim, in the order of `figures`: where its figure was taken from, and from whom in the end.

    Columns: `claim_id`; `parent_id` (its `via`, null if it has none or the claim took no part); `root_id` (the first
    claim of the chain; itself without a parent; null in a circle); `depth` (links to the root); `ends_in_circle` (whether the
    chain runs into a circle). `parent` and `root` name the same two claims by their places in the table, `NOWHERE` for
    null. The chains are followed all at once, by doubling: chains of n links take log2(n) steps.
    """
    n = len(figures)
    here = np.arange(n)
    jump = here.copy()
    takes = figures["via"].notna().to_numpy()
    found = pd.Index(figures["claim_id"]).get_indexer(figures.loc[takes, "via"])
    jump[takes] = np.where(found >= 0, found, here[takes])
    up, links = jump, (jump != here).astype(np.int64)
    for _ in range(n.bit_length()):
        further = up[up]
        if np.array_equal(further, up):
            break
        links = links + np.where(up != here, links[up], 0)
        up = further
    cites_itself = (figures["via"] == figures["claim_id"]).fillna(False).to_numpy(dtype=bool)
    ends_in_circle = (jump != here)[up] | ((jump == here) & cites_itself)
    parent, root = np.where(jump != here, jump, NOWHERE), np.where(ends_in_circle, NOWHERE, up)
    return pd.DataFrame({
        "claim_id": figures["claim_id"].array,
        "parent_id": named(figures["claim_id"], parent).array,
        "root_id": named(figures["claim_id"], root).array,
        "depth": pd.Series(links, dtype="Int64").mask(ends_in_circle),
        "ends_in_circle": ends_in_circle,
        "parent": parent,
        "root": root,
    })  # fmt: skip


def named(values: pd.Series, places: np.ndarray) -> pd.Series:
    """What `values` has in these places, null for `NOWHERE`; the index counts from 0."""
    return pd.Series(values.array.take(places, allow_fill=True))


def inherited_basis(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    """The basis of every claim: its own; else that of the nearest claim up its chain that has one; else count.

    A copy that says nothing of its own about how the number is known holds it as its source does: "at least 1,400" from
    an estimate is no count.
    """
    basis = figures["basis"].astype("str").reset_index(drop=True)
    has_one = basis.notna()
    inherited = named(basis, nearest_above(graph, has_one))
    return basis.where(has_one, inherited).fillna("count").set_axis(figures.index)


def nearest_above(graph: pd.DataFrame, marked: pd.Series) -> np.ndarray:
    """The place of the nearest marked claim up each claim's chain (not itself), `NOWHERE` where there is none.

    `marked` is a boolean Series in the order of `graph`.
    """
    parent, here = graph["parent"].to_numpy(), np.arange(len(graph))
    is_marked = marked.to_numpy(dtype=bool)
    if not is_marked.any():
        return np.full(len(graph), NOWHERE)
    # a chain stops at a marked claim: doubling then finds the nearest
    stop = np.where(is_marked | (parent == NOWHERE), here, parent)
    for _ in range(len(graph).bit_length()):
        further = stop[stop]
        if np.array_equal(further, stop):
            break
        stop = further
    nearest = stop[parent]
    return np.where((parent != NOWHERE) & is_marked[nearest], nearest, NOWHERE)
