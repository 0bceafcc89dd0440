"""What became of a figure on its way: each link of `via`, where chains run in circles, and where they lead to a denied claim."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, at_places, circles_of, nearest_above, sources
from figcheck.compare.comparable.pairs import among, same
from figcheck.model.tables import Circles, Citations, Denied, Figures, Links

SCOPE = ("event", "measure", "population", "place", "kind", "unit")
"""A copy alike in these counts what its source counts."""

_SIDES = ("low", "high", "low_hard", "high_hard")
_MOST_NAMED = 6


def links(figures: Figures, graph: Citations) -> Links:
    """Every claim that was taken from another one in the table, with what both printed."""
    cited = np.flatnonzero(graph["parent"] != NOWHERE)
    if not len(cited):
        return Links.no_rows()
    parent = graph["parent"].to_numpy()[cited]
    compared = figures[[*SCOPE, "as_of", *(f"stated_{side}" for side in _SIDES)]]
    copy, source = (compared.iloc[places].reset_index(drop=True) for places in (cited, parent))
    table = graph.loc[cited, ["claim_id", "parent_id"]].reset_index(drop=True)
    table["same_scope"] = True
    for column in SCOPE:
        table["same_scope"] &= same(copy[column], source[column]) | (copy[column].isna() & source[column].isna())
    table["same_day"] = (copy["as_of"] == source["as_of"]) | copy["as_of"].isna() | source["as_of"].isna()
    for side in _SIDES:
        table[side], table[f"parent_{side}"] = copy[f"stated_{side}"], source[f"stated_{side}"]
        if side.endswith("_hard"):
            table[[side, f"parent_{side}"]] = table[[side, f"parent_{side}"]].fillna(False)
    table["at"], table["parent_at"] = cited, parent
    table["ranges_meet"] = _meet(table["low"], table["high"], table["parent_low"], table["parent_high"])
    table["matches_update"] = _matches_update(table, figures)
    return Links.of(table)


def _meet(low: pd.Series, high: pd.Series, other_low: pd.Series, other_high: pd.Series) -> pd.Series:
    """Whether two ranges have a common value; true where a bound is not known."""
    return ~((low > other_high).fillna(False) | (high < other_low).fillna(False)).astype(bool)


def _matches_update(table: pd.DataFrame, figures: Figures) -> pd.Series:
    """Of the copies that miss their source: whether that source's origin had by then given a figure that they meet."""
    out = pd.Series(False, index=table.index)
    missed = table[~table["ranges_meet"]]
    if missed.empty:
        return out
    source = figures[["cell", "origin", "published"]].iloc[missed["parent_at"]].set_axis(missed.index)
    asked = missed[["low", "high"]].assign(
        at=missed.index, cell=source["cell"], origin=source["origin"], since=source["published"],
        printed=figures["published"].iloc[missed["at"]].array,
    ).dropna(subset=["cell", "origin", "printed"])  # fmt: skip
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


def circles(figures: Figures, graph: Citations) -> Circles:
    """The circles of citations; nothing in one can have preceded the claim of it that was published first."""
    starts = np.flatnonzero(graph["ends_in_circle"])
    if len(starts) == 0:
        return Circles.no_rows()
    source = sources(figures["claim_id"], figures["via"])[starts]
    rings = circles_of(dict(zip(starts.tolist(), source.tolist(), strict=True)))
    found = [_circle(figures.loc[ring, ["claim_id", "published"]]) for ring in rings]
    return Circles.of(pd.DataFrame(found, columns=Circles.names()).sort_values("claim_id"))


def _circle(claims: pd.DataFrame) -> tuple[str, str | None, int, str]:
    """A row of `circles`, of the claims of a circle in the order of `via`."""
    ids = claims["claim_id"].tolist()
    first = claims.sort_index().sort_values("published", kind="stable")["claim_id"].iloc[0]
    at = ids.index(first)
    ids = ids[at:] + ids[:at]
    shown = [*ids[:_MOST_NAMED], *(["…"] if len(ids) > _MOST_NAMED else []), first]
    return first, ids[1] if len(ids) > 1 else None, len(ids), " ← ".join(shown)


def denied(figures: Figures, graph: Citations, cited: Links) -> Denied:
    """The claims that hand on a figure which its origin disowned.

    By `via`, from the claim itself up the chain as long as each copy still meets what it was taken from: a page that
    took another number from a denied report has not repeated the denied one. By the origin, where the same origin gives
    the same range in the same cell.
    """
    disowned = figures["status"].eq("denied")
    if not disowned.any():
        return Denied.no_rows()
    carries = cited.loc[cited["ranges_meet"], "claim_id"]
    cut = graph.assign(parent=graph["parent"].where(among(graph["claim_id"], carries), NOWHERE))
    above = at_places(figures["claim_id"], nearest_above(cut, disowned)).set_axis(figures.index)
    chain = figures[["claim_id"]].assign(denied_id=above, linked_by="via").dropna()
    alike = ["cell", "origin", "low", "high"]
    old = figures.loc[disowned, ["claim_id", *alike]].rename(columns={"claim_id": "denied_id"})
    old = old.dropna(subset=["cell", "origin", "low"]).drop_duplicates(alike)
    repeated = figures.loc[figures["low"].notna(), ["claim_id", *alike]].merge(old, on=alike).assign(linked_by="origin")
    found = pd.concat([chain, repeated[["claim_id", "denied_id", "linked_by"]]])
    found = found[~among(found["claim_id"], figures.loc[disowned, "claim_id"])]
    return Denied.of(found.drop_duplicates("claim_id").sort_values("claim_id"))
