"""Who took a figure from whom: the graph of `via`, its chains and its circles.

Claims are named by their places in a table here. Chains are followed all at once, by doubling: a chain of n links takes
log2(n) steps.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from figcheck.model.tables import Citations, ValidClaims

NOWHERE = -1
"""Stands for "no such claim" among places."""


def sources(claim_ids: pd.Series, via: pd.Series) -> np.ndarray:
    """For each claim the place of the claim that its `via` names, which may be itself; `NOWHERE` where no claim has that id.

    Of several claims with one id the first counts.
    """
    first = np.flatnonzero(claim_ids.notna() & ~claim_ids.duplicated())
    takes = via.notna().to_numpy()
    found = pd.Index(claim_ids.iloc[first]).get_indexer(via[takes])
    out = np.full(len(via), NOWHERE)
    out[takes] = np.where(found >= 0, first[found], NOWHERE)
    return out


def circles_of(source: Mapping[int, int]) -> list[list[int]]:
    """The circles in a graph that leads from each claim to at most one other: each as its claims, in the order of `via`."""
    found, seen = [], set[int]()
    for start in source:
        path: dict[int, int] = {}
        here: int | None = start
        while here is not None and here not in seen and here not in path:
            path[here] = len(path)
            here = source.get(here)
        if here in path:
            found.append(list(path)[path[here] :])
        seen.update(path)
    return found


def citations(figures: ValidClaims) -> Citations:
    """Every claim's own source, the first claim of its chain, and how far away that is."""
    source, here = sources(figures["claim_id"], figures["via"]), np.arange(len(figures))
    step = np.where(source == NOWHERE, here, source)
    up, links = step, (step != here).astype(np.int64)
    for _ in range(len(figures).bit_length()):
        further = up[up]
        if np.array_equal(further, up):
            break
        links = links + np.where(up != here, links[up], 0)
        up = further
    in_circle = (step != here)[up] | (source == here)
    parent, root = np.where(step != here, source, NOWHERE), np.where(in_circle, NOWHERE, up)
    return Citations.of(pd.DataFrame({
        "claim_id": figures["claim_id"].array,
        "parent_id": at_places(figures["claim_id"], parent),
        "root_id": at_places(figures["claim_id"], root),
        "depth": pd.Series(links, dtype="Int64").mask(in_circle),
        "ends_in_circle": in_circle,
        "parent": parent,
        "root": root,
    }))  # fmt: skip


def at_places(values: pd.Series, places: np.ndarray) -> pd.Series:
    """What `values` has in these places, null for `NOWHERE`; the index counts from 0."""
    return pd.Series(values.array.take(places, allow_fill=True))


def inherited_basis(figures: ValidClaims, graph: Citations) -> pd.Series:
    """The basis of every claim: its own; else that of the nearest claim up its chain that has one; else count.

    A copy that says nothing of its own about how the number is known holds it as its source does: "at least 1,400" from
    an estimate is not a count.
    """
    basis = figures["basis"].astype("str").reset_index(drop=True)
    has_one = basis.notna()
    inherited = at_places(basis, nearest_above(graph, has_one))
    return basis.where(has_one, inherited).fillna("count").set_axis(figures.index)


def nearest_above(graph: Citations, marked: pd.Series) -> np.ndarray:
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


def joined_by_via(graph: Citations) -> np.ndarray:
    """Whether a claim was taken from another or another was taken from it."""
    parent = graph["parent"].to_numpy()
    joined = parent != NOWHERE
    joined[parent[joined]] = True
    return joined
