"""Numbers that several sources print and one counter counted: sources that repeat one counter are one voice."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, joined_by_via
from figcheck.model.shown import first_few
from figcheck.model.tables import Citations, Figures, RepeatedNumbers

_NAMED = 5
"""Sources that are named; further ones are counted."""


def repeated_numbers(figures: Figures, graph: Citations) -> RepeatedNumbers:
    """The numbers that several sources print from one counter, and nobody else in the cell confirms.

    Claims agree when they name the same number. They rest on one counter when they have one origin, or one root in the
    chain of `via`. The first claim is the root of their chain, or the first published.
    """
    table = figures.loc[figures["cell"].notna() & figures["value"].notna() & figures["source"].notna()]
    table = table[["claim_id", "cell", "value", "low", "high", "as_of", "source", "origin", "published"]]
    table = table.assign(depth=graph["depth"].iloc[table.index].array)
    table["counter"] = counters(figures, graph)
    key = ["cell", "counter", "value"]
    groups = table.dropna(subset=key)
    if not groups.duplicated(key).any():
        return RepeatedNumbers.no_rows()
    groups = groups.assign(number=groups.groupby(key, sort=False).ngroup())
    one = groups.drop_duplicates(["number", "source"])["number"].value_counts()
    groups = groups.assign(source_count=groups["number"].map(one))
    groups = groups[groups["source_count"] >= 2]
    if groups.empty:
        return RepeatedNumbers.no_rows()
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
    return RepeatedNumbers.of(found)


def counters(figures: Figures, graph: Citations) -> pd.Series:
    """Who counted, for each claim: its origin; of one that names none that of its root, else, where a chain of `via`
    joins it to others, who printed the root. Null where nobody is named.
    """
    nobody = np.flatnonzero(figures["origin"].isna() & (graph["root"] != NOWHERE).to_numpy())
    first = figures[["origin", "source"]].iloc[graph["root"].to_numpy()[nobody]].set_axis(figures.index[nobody])
    joined = first["source"].where(joined_by_via(graph)[nobody])
    out = figures["origin"].copy()
    out.iloc[nobody] = first["origin"].fillna(joined)
    return out


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
