"""What was found infeasible as rows that a card can tell: who, against whom, in how many versions, and why it may be innocent."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE
from figcheck.compare.comparable.pairs import among, pair, same_counter
from figcheck.compare.conflicts.declared_corrections import (
    claims_between,
    declared_in_note,
    difference,
    stated_as_change,
    taken_back,
)
from figcheck.compare.conflicts.entry_mistakes import entered_under_another_date
from figcheck.compare.conflicts.innocent_causes import attackers_counted, first_known, shifted_by_a_day
from figcheck.model.shown import first_few
from figcheck.model.tables import Changes, Citations, Conflicts, Falls, Figures, Perpetrators

_NAMED = 6
"""Claims of one row that its message names beside the widest."""

RUN = pd.Timedelta(days=14)
"""Explained claims of one cause and source belong to one run as long as no longer silence lies between two of them."""


def accused_pairs(found: pd.DataFrame, figures: Figures, graph: Citations) -> pd.DataFrame:
    """What every table of accused claims says of a pair, on the index of `found`, which names its claims by their places in
    `accused` and `against`.

    A source that names a different counter for each of two claims speaks for both: it disagrees with nobody.
    """
    some = figures[["claim_id", "origin", "source"]]
    claim, against = (some.loc[found[side]].set_axis(found.index) for side in ("accused", "against"))
    mine, theirs = (graph["root"].to_numpy()[found[side]] for side in ("accused", "against"))
    one_chain = (mine == theirs) & (mine != NOWHERE)
    return found[["gap", "hard"]].assign(
        claim_id=claim["claim_id"], against_id=against["claim_id"], one_origin=same_counter(claim, against) | one_chain
    )


def fall_rows(found: pd.DataFrame, figures: Figures, graph: Citations, changes: Changes) -> Falls:
    """The claims to correct in series that fall."""
    if found.empty:
        return Falls.no_rows()
    found = found.reset_index(drop=True)
    table = accused_pairs(found, figures, graph)
    days = _in_order(table, figures)
    fall = _apart(table, figures).assign(sign=-1)
    explanation = first_known(
        declared_in_note(
            days, {"later_id": 1, "earlier_id": -1}, fall, figures, series=True,
            between=claims_between(days, "earlier_id", "later_id", figures),
        ),
        stated_as_change(days, "later_id", "earlier_id", fall, changes),
        taken_back(days, "earlier_id", "later_id", fall, figures),
    )  # fmt: skip
    folded = pd.DataFrame({"series": found["group"], "stretch": found["stretch"], "new": explanation.isna()})
    group = folded.groupby(list(folded.columns), sort=False).ngroup()
    return Falls.of(table.assign(
        series=found["group"], stretch=found["stretch"], others_words=_others_in_words(group, table, figures),
        same_number_id=_same_number_again(table, figures),
        version_count=found["version_count"], version_ranges=found["version_ranges"], explanation=explanation,
        **entered_under_another_date(table, figures),
    ))  # fmt: skip


def conflict_rows(
    found: pd.DataFrame, figures: Figures, graph: Citations, changes: Changes, killed: Perpetrators
) -> Conflicts:
    """The claims to correct in cells that cannot be true.

    A dispute is what one row of a report stands for: between two origins all the claims of one of them in one cell, however
    many days; within one origin each stretch of the cell, since every slip is corrected on its own; and of claims that a
    common cause explains, each run.
    """
    if found.empty:
        return Conflicts.no_rows()
    found = found.reset_index(drop=True)
    table = accused_pairs(found, figures, graph)
    claim, against = (
        figures.loc[found[side], ["cell", "as_of", "origin", "source", "basis"]].set_axis(found.index)
        for side in ("accused", "against")
    )
    table["undecided"] = found["undecided"]
    table["feared"] = claim["basis"].eq("fear") | against["basis"].eq("fear")
    apart = _apart(table, figures)
    causes = [
        declared_in_note(table, {"claim_id": 1, "against_id": -1}, apart, figures, series=False),
        stated_as_change(table, "claim_id", "against_id", apart, changes),
        shifted_by_a_day(table, figures),
        attackers_counted(table, figures, killed),
    ]
    misdated = entered_under_another_date(table, figures)
    cause = pd.Series(-1, index=table.index)
    for n, text in reversed(list(enumerate([*causes, misdated["misdated_id"]]))):
        cause = cause.mask(text.notna(), n)
    key = claim[["cell"]].assign(
        party=claim["origin"].fillna(claim["source"]),
        against_party=against["origin"].fillna(against["source"]),
        cause=cause,
        source=claim["source"].where(table["one_origin"]),
    )
    # a cause that explains all of them is one, whoever is explained against
    key["against_party"] = key["against_party"].mask(cause >= 0)
    own = table["one_origin"] & (cause < 0)
    for column in ("which", "group", "stretch"):
        key[column] = found[column].where(own)
    key["run"] = _runs(key, claim["as_of"], cause >= 0)
    dispute = key.groupby(list(key.columns), dropna=False, sort=True).ngroup()
    days = claim["as_of"].groupby(dispute)
    return Conflicts.of(table.assign(
        cell=claim["cell"], dispute=dispute, claim_count=dispute.groupby(dispute).transform("size"),
        first_day=days.transform("min"), last_day=days.transform("max"), version_count=found["version_count"],
        version_ranges=found["version_ranges"], explanation=first_known(*causes),
        others_words=_others_in_words(dispute, table, figures), **misdated,
    ))  # fmt: skip


def _others_in_words(group: pd.Series, table: pd.DataFrame, figures: Figures) -> pd.Series:
    """The other claims of the group of the one that misses most, with their days; null for all others, and where there is none."""
    said = table[["claim_id", "hard", "gap"]].assign(group=group, place=table.index)
    said = said[group.duplicated(keep=False)]
    out = pd.Series(None, index=table.index, dtype="str")
    if said.empty:
        return out
    claims = figures.loc[among(figures["claim_id"], said["claim_id"]), ["claim_id", "as_of", "claim_order"]]
    said = said.merge(claims, on="claim_id")
    widest = said.sort_values(["group", "hard", "gap", "claim_order"], ascending=[True, False, False, True])
    widest = widest.drop_duplicates("group").set_index("group")["place"]
    others = said[said["place"] != said["group"].map(widest)].sort_values(["as_of", "claim_order"])
    for number, words in claims_with_days(others, "group").items():
        out[widest[number]] = words
    return out


def claims_with_days(claims: pd.DataFrame, group: str) -> pd.Series:
    """The first claims of each group with their days, in words, by the value of the column `group`."""
    day = claims["as_of"].dt.strftime(" (%Y-%m-%d)").fillna("")
    names = (claims["claim_id"] + day).groupby(claims[group], sort=False)
    words = {number: first_few(some.tolist(), _NAMED) for number, some in names}
    return pd.Series(words, dtype="str")


def _runs(key: pd.DataFrame, day: pd.Series, explained: pd.Series) -> pd.Series:
    """Numbers of the runs of explained claims; 0 for all others."""
    out = pd.Series(0, index=key.index)
    some = key.assign(day=day)[explained].sort_values([*key.columns, "day"])
    if len(some):
        group = some.groupby(list(key.columns), dropna=False, sort=False)
        out.loc[some.index] = (group["day"].diff() > RUN).groupby([some[c] for c in key.columns], dropna=False).cumsum()
    return out


def _apart(table: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The `difference` of the two figures of each row, claim less witness, in people."""
    one, other = pair(figures[["claim_id", "low", "high"]], table, "claim_id", "against_id")
    most = pd.concat([one["high"] - other["low"], other["high"] - one["low"]], axis=1).max(axis=1).astype("Float64")
    more = (one["low"] > other["low"]) | (
        (one["low"] == other["low"]) & (one["high"].isna() | (one["high"] > other["high"]))
    )
    sign = more.fillna(False).map({True: 1, False: -1})
    return difference(sign, table["gap"], most.fillna(table["gap"].astype("Float64")))


def _in_order(table: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """`earlier_id` and `later_id` of the two claims of each row, by their days."""
    one, other = pair(figures[["claim_id", "as_of"]], table, "claim_id", "against_id")
    first, claim, against = one["as_of"] < other["as_of"], table["claim_id"], table["against_id"]
    return pd.DataFrame({"earlier_id": claim.where(first, against), "later_id": against.where(first, claim)})


def _same_number_again(table: pd.DataFrame, figures: Figures) -> pd.Series:
    """A claim of another day, of the same cell and origin, with the very same number: it may have been copied once more."""
    columns = ["cell", "origin", "value", "as_of"]
    mine = figures.loc[among(figures["claim_id"], table["claim_id"]), ["claim_id", *columns]]
    others = figures.loc[figures["cell"].isin(mine["cell"]), ["claim_id", *columns]].dropna()
    others = others.sort_values(["cell", "origin", "as_of", "value"], kind="stable")
    # days that have one number one after the other are one stretch of it, and nothing was copied once more
    new = others[["cell", "origin", "value"]].ne(others[["cell", "origin", "value"]].shift()).any(axis=1)
    others["run"] = new.cumsum()
    mine["run"] = others["run"].reindex(mine.index)
    both = mine.merge(others, on=["cell", "origin", "value"], suffixes=("", "_again"))
    both = both[both["run"] != both["run_again"]].sort_values(["claim_id", "as_of_again"], kind="stable")
    return table["claim_id"].map(both.drop_duplicates("claim_id").set_index("claim_id")["claim_id_again"])
