"""What became of a figure on its path: one row a citation, and where the ways run in circles or lead to a denied claim."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, named, nearest_above

SCOPE = ("event", "measure", "population", "place", "kind", "unit")
"""A copy alike in these counts what its source counts."""

_SIDES = ("low", "high", "low_hard", "high_hard")
_MOST_NAMED = 6


def links(figures: pd.DataFrame, graph: pd.DataFrame) -> pd.DataFrame:
    """One row a claim that was taken from another that is in the table, with what both printed.

    `claim_id`, `parent_id`; `same_scope` (event, measure, population, place, kind and unit are the same), `same_day`
    (both hold for one day, or one gives none); `low`, `high`, `low_hard`, `high_hard` and the same with `parent_`: the
    printed words, without a stated confidence interval; `at` and `parent_at` (their places); `ranges_meet` (the two ranges have
    a common value); `matches_update` (their ranges do not meet, but what the same origin gave last before the copy was printed
    meets the copy's).
    A claim that names itself is no citation.
    """
    cited = graph["parent"] != NOWHERE
    compared = figures[[*SCOPE, "as_of", *(f"stated_{side}" for side in _SIDES)]]
    copy = compared[cited.to_numpy()].reset_index(drop=True)
    parent = compared.iloc[graph.loc[cited, "parent"]].reset_index(drop=True)
    table = graph.loc[cited, ["claim_id", "parent_id"]].reset_index(drop=True)
    table["same_scope"] = True
    for column in SCOPE:
        same = (copy[column] == parent[column]).fillna(False).astype(bool)
        table["same_scope"] &= same | (copy[column].isna() & parent[column].isna())
    table["same_day"] = (copy["as_of"] == parent["as_of"]) | copy["as_of"].isna() | parent["as_of"].isna()
    for side in _SIDES:
        table[side] = copy[f"stated_{side}"].array
        table[f"parent_{side}"] = parent[f"stated_{side}"].array
    table["at"], table["parent_at"] = np.flatnonzero(cited), graph.loc[cited, "parent"].array
    table["ranges_meet"] = _meet(table["low"], table["high"], table["parent_low"], table["parent_high"])
    table["matches_update"] = _matches_update(table, figures)
    types = dict.fromkeys(("low", "high", "parent_low", "parent_high"), "Int64")
    hard = [name for name in table.columns if name.endswith("_hard")]
    table[hard] = table[hard].fillna(False)
    return table.astype({**types, **dict.fromkeys(hard, "bool"), "claim_id": "str", "parent_id": "str"})


def _meet(low: pd.Series, high: pd.Series, other_low: pd.Series, other_high: pd.Series) -> pd.Series:
    """Whether two ranges have a common value; true where a bound is not known."""
    return ~((low > other_high).fillna(False) | (high < other_low).fillna(False)).astype(bool)


def _matches_update(table: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Of the copies that miss their source: whether that source's origin had by then given a figure that they meet."""
    out = pd.Series(False, index=table.index)
    missed = table[~table["ranges_meet"]]
    if missed.empty:
        return out
    parent = figures.iloc[missed["parent_at"]]
    asked = pd.DataFrame({
        "at": missed.index, "cell": parent["cell"].array, "origin": parent["origin"].array,
        "printed": figures["published"].iloc[missed["at"]].array, "since": parent["published"].array,
        "low": missed["low"].array, "high": missed["high"].array,
    }).dropna(subset=["cell", "origin", "printed"])  # fmt: skip
    own = figures.loc[figures["via"].isna(), ["cell", "origin", "published", "stated_low", "stated_high"]]
    own = own.dropna(subset=["cell", "origin", "published"])
    own = own[own["cell"].isin(asked["cell"])]
    if asked.empty or own.empty:
        return out
    last = pd.merge_asof(
        asked.sort_values("printed"), own.sort_values("published"), left_on="printed", right_on="published",
        by=["cell", "origin"],
    )  # fmt: skip
    newer = (last["published"] > last["since"]).fillna(False)
    meets = _meet(last["low"], last["high"], last["stated_low"], last["stated_high"])
    out.loc[last.loc[newer & meets, "at"]] = True
    return out


def circles(graph: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Claims that were, in the end, taken from themselves: one row a circle.

    `claim_id` (the first published of the circle, which nothing in it can have preceded), `against_id` (what it was
    taken from; null where it names itself), `claim_count` (how many the circle has), `path` (their ids in order, six at most).
    """
    types = {"claim_id": "str", "against_id": "str", "claim_count": "Int64", "path": "str"}
    if not graph["ends_in_circle"].any():
        return pd.DataFrame(columns=list(types)).astype(types)
    parent = dict(zip(graph["claim_id"], figures["via"].array, strict=True))
    known = set(parent)
    published = dict(zip(figures["claim_id"], figures["published"].fillna(pd.Timestamp.max).array, strict=True))
    found = []
    seen: set[str] = set()
    for start in graph.loc[graph["ends_in_circle"], "claim_id"]:
        path: dict[str, int] = {}
        here = start
        while here in known and here not in seen and here not in path:
            path[here] = len(path)
            here = parent[here]
        if here in path:
            found.append(_circle(list(path)[path[here] :], published))
        seen.update(path)
    return pd.DataFrame(found, columns=list(types)).astype(types).sort_values("claim_id", ignore_index=True)


def _circle(ids: list[str], published: dict[str, pd.Timestamp]) -> tuple[str, str | None, int, str]:
    first = min(ids, key=lambda claim: (published[claim], claim))
    at = ids.index(first)
    ids = ids[at:] + ids[:at]
    shown = [*ids[:_MOST_NAMED], *(["…"] if len(ids) > _MOST_NAMED else []), first]
    return first, ids[1] if len(ids) > 1 else None, len(ids), " ← ".join(shown)


def denied(figures: pd.DataFrame, graph: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """Claims that hand on a figure which its origin disowned: `claim_id`, `denied_id`, `linked_by` (via or origin).

    Through `via`, from the claim itself up the chain as long as each copy still meets what it was taken from: a page that
    took another number from a denied report has not repeated the denied one. Through the origin, where the same origin
    gives the same range in the same cell. The denied claim itself has no row.
    """
    disowned = figures["status"].eq("denied")
    columns = ["claim_id", "denied_id", "linked_by"]
    if not disowned.any():
        return pd.DataFrame(columns=columns, dtype="str")
    carries = cited.loc[cited["ranges_meet"], "claim_id"]
    cut = graph.assign(parent=graph["parent"].where(graph["claim_id"].isin(carries), NOWHERE))
    above = named(figures["claim_id"], nearest_above(cut, disowned))
    chain = pd.DataFrame({"claim_id": figures["claim_id"].array, "denied_id": above.array})
    same = ["cell", "origin", "low", "high"]
    old = figures.loc[disowned.to_numpy(), ["claim_id", *same]].rename(columns={"claim_id": "denied_id"})
    old = old.dropna(subset=["cell", "origin", "low"]).sort_values("denied_id").drop_duplicates(same)
    alike = figures.loc[figures["low"].notna(), ["claim_id", *same]].merge(old, on=same)
    found = pd.concat(
        [chain.dropna().assign(linked_by="via"), alike[["claim_id", "denied_id"]].assign(linked_by="origin")]
    )
    found = found[~found["claim_id"].isin(figures.loc[disowned.to_numpy(), "claim_id"])]
    return found.drop_duplicates("claim_id").sort_values("claim_id", ignore_index=True).astype("str")
