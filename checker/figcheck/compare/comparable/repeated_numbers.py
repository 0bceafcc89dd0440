"""How many independent voices a figure has: sources that repeat one counter are one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE
from figcheck.model.shown import first_few

COLUMNS = {"claim_id": "str", "last_id": "str", "source_count": "Int64", "sources_words": "str", "counter": "str"}
_NAMED = 5
"""Sources that are named; further ones are counted."""


def repeated_numbers(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.DataFrame:
    """One row a cell and counter whose number several sources print, and nobody else in the cell confirms.

    `claim_id` is the first of these claims (the root of their chain, or the first published), `last_id` the last
    published by another source, `source_count` how many print it and `sources_words` who, `counter`
    who counted. Claims agree when they name the same
    number. They rest on one counter when they have one origin, or one root in the chain of `via`. Only the number that
    most sources print is given for a cell and counter.
    """
    table = figures.loc[figures["cell"].notna() & figures["value"].notna() & figures["source"].notna()]
    table = table[["claim_id", "cell", "value", "low", "high", "as_of", "source", "origin", "published"]]
    table = table.assign(depth=graph["depth"].iloc[table.index].array)
    table["counter"] = counters(figures, graph)
    key = ["cell", "counter", "value"]
    groups = table.dropna(subset=key)
    groups = groups.assign(number=groups.groupby(key, sort=False).ngroup())
    one = groups.drop_duplicates(["number", "source"])["number"].value_counts()
    groups = groups.assign(source_count=groups["number"].map(one))
    groups = groups[groups["source_count"] >= 2]
    if groups.empty:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    groups = groups.sort_values(["number", "depth", "published"], na_position="last", kind="stable")
    found = groups.drop_duplicates("number").set_index("number")
    last = groups[groups["source"] != found["source"].reindex(groups["number"]).array]
    last = last.sort_index().sort_values(["number", "published"], kind="stable").drop_duplicates("number", keep="last")
    found["last_id"] = last.set_index("number")["claim_id"]
    found = found[~_confirmed(found, table)]
    found = found.sort_values(["cell", "counter", "source_count", "value"], ascending=[True, True, False, False])
    found = found.drop_duplicates(["cell", "counter"])
    chosen = groups[groups["number"].isin(found.index)].drop_duplicates(["number", "source"])
    found["sources_words"] = chosen.groupby("number")["source"].agg(lambda s: first_few(list(s), _NAMED, "; "))
    return found[list(COLUMNS)].reset_index(drop=True).astype(COLUMNS)


def counters(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    """Who counted, for each claim: its origin; of one that names none that of its root, else, where a chain of `via`
    joins it to others, who printed the root. Null where nobody is named.
    """
    nobody = np.flatnonzero(figures["origin"].isna() & (graph["root"] != NOWHERE).to_numpy())
    first = figures[["origin", "source"]].iloc[graph["root"].to_numpy()[nobody]].set_axis(figures.index[nobody])
    joined = first["source"].where(joined_by_via(graph)[nobody])
    out = figures["origin"].copy()
    out.iloc[nobody] = first["origin"].fillna(joined)
    return out


def joined_by_via(graph: pd.DataFrame) -> np.ndarray:
    """Whether a claim was taken from another or another was taken from it."""
    parent = graph["parent"].to_numpy()
    joined = parent != NOWHERE
    joined[parent[joined]] = True
    return joined


def _confirmed(found: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Whether another counter of the cell names a range that holds the number: once for each number of a cell."""
    numbers = found[["cell", "value", "counter"]].drop_duplicates(["cell", "value"])
    others = table.dropna(subset=["low", "counter"])[["cell", "counter", "low", "high"]]
    others = others[others["cell"].isin(numbers["cell"]) & others["high"].notna()].drop_duplicates()
    # numbers that another counter names exactly; a wide hedge is no confirmation
    exact = others[others["low"] == others["high"]].rename(columns={"low": "value"})[["cell", "value", "counter"]]
    exact["value"] = exact["value"].astype("Float64")
    both = found[["claim_id", "cell", "value", "counter"]].assign(value=found["value"].astype("Float64"))
    per_number = exact.groupby(["cell", "value"])["counter"].nunique()
    own = exact.assign(own=1).drop_duplicates().set_index(["cell", "value", "counter"])["own"]
    total = per_number.reindex(pd.MultiIndex.from_frame(both[["cell", "value"]])).fillna(0).to_numpy()
    mine = own.reindex(pd.MultiIndex.from_frame(both[["cell", "value", "counter"]])).fillna(0).to_numpy()
    return pd.Series(total > mine, index=found.index)
