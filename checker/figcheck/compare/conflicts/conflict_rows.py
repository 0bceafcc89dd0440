"""What was found infeasible as rows that a card can tell: who, against whom, in how many versions, and why it may be innocent."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE
from figcheck.compare.conflicts.declared_corrections import (
    claims_between,
    declared_in_note,
    difference,
    stated_as_change,
    taken_back,
)
from figcheck.compare.conflicts.entry_mistakes import MISDATED, entered_under_another_date
from figcheck.compare.conflicts.innocent_causes import attackers_counted, first_known, shifted_by_a_day

FOUND = {"claim_id": "str", "against_id": "str", "gap": "Int64", "hard": "bool", "one_origin": "bool"}
_VERSIONS = {"version_count": "Int64", "version_ranges": "str", "explanation": "str"}
FALLS = {**FOUND, "series": "Int64", "stretch": "Int64", "same_number_id": "str", **MISDATED, **_VERSIONS}
CONFLICTS = {
    **FOUND, "cell": "Int64", "dispute": "Int64", "claim_count": "Int64", "first_day": "datetime64[us]",
    "last_day": "datetime64[us]", "undecided": "bool", "feared": "bool", **MISDATED, **_VERSIONS,
}  # fmt: skip

RUN = pd.Timedelta(days=14)
"""Explained claims of one cause and source belong to one run as long as no longer silence lies between two of them."""


def described(found: pd.DataFrame, figures: pd.DataFrame, graph: pd.DataFrame) -> pd.DataFrame:
    """The columns of `FOUND` for pairs of labels of `figures` in `accused` and `against`."""
    claim, against = figures.loc[found["accused"]], figures.loc[found["against"]]
    table = pd.DataFrame(
        {
            "claim_id": claim["claim_id"].array,
            "against_id": against["claim_id"].array,
            "gap": found["gap"].array,
            "hard": found["hard"].array,
        }
    )
    table["one_origin"] = one_origin(claim, against, graph).array
    return table.astype(FOUND)


def one_origin(claim: pd.DataFrame, against: pd.DataFrame, graph: pd.DataFrame) -> pd.Series:
    """Whether two claims, row by row, speak for one counter: same origin, or one chain of `via`, or the same source.

    A source that names a different counter for each speaks for both of them: it disagrees with nobody.
    """
    root = graph["root"].to_numpy()
    mine, theirs = root[claim.index], root[against.index]
    return same_counter(claim, against) | ((mine == theirs) & (mine != NOWHERE))


def same_counter(claim: pd.DataFrame, against: pd.DataFrame) -> pd.Series:
    """Whether two claims, row by row, have one origin, or one source without naming two."""
    origin = pd.Series(claim["origin"].array == against["origin"].array, dtype="boolean")
    source = pd.Series(claim["source"].array == against["source"].array, dtype="boolean").fillna(False)
    # where one of them names no origin, `origin` is null, and the source decides
    return (origin.fillna(source)).astype(bool)


def fall_rows(found: pd.DataFrame, figures: pd.DataFrame, graph: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row a claim to mend in a series that falls: the columns of `FALLS`.

    `series` and `stretch` number the series and its stretch; `same_number_id` is a claim of another day that gives the very same
    number, of the same cell and origin (an old figure may have been copied once more), or null.
    """
    if found.empty:
        return pd.DataFrame(columns=list(FALLS)).astype(FALLS)
    table = described(found, figures, graph)
    table["series"], table["stretch"] = found["group"].array, found["stretch"].array
    table["version_count"], table["version_ranges"] = found["version_count"].array, found["version_ranges"].array
    days = _in_order(table, figures)
    fall = _apart(table, figures).assign(sign=-1)
    table["explanation"] = first_known(
        declared_in_note(
            days, {"later_id": 1, "earlier_id": -1}, fall, figures, series=True,
            between=claims_between(days, "earlier_id", "later_id", figures),
        ),
        stated_as_change(days, "later_id", "earlier_id", fall, changes),
        taken_back(days, "earlier_id", "later_id", fall, figures),
    )  # fmt: skip
    table[list(MISDATED)] = entered_under_another_date(table, figures)
    table["same_number_id"] = _same_number_again(table, figures)
    return table[list(FALLS)].astype(FALLS)


def conflict_rows(
    found: pd.DataFrame, figures: pd.DataFrame, graph: pd.DataFrame, changes: pd.DataFrame, killed: pd.DataFrame
) -> pd.DataFrame:
    """One row a claim to mend in a cell that cannot be true: the columns of `CONFLICTS`.

    `dispute` numbers what one row of a report stands for: between origins all the claims of one origin in one cell, however
    many days; within one origin each stretch of the cell, since every slip is mended on its own; and of claims that a common
    cause explains, each run. `claim_count` is how many it has, from `first_day` to `last_day`.
    """
    if found.empty:
        return pd.DataFrame(columns=list(CONFLICTS)).astype(CONFLICTS)
    table = described(found, figures, graph)
    claim = figures.loc[found["accused"]]
    table["cell"], table["day"] = claim["cell"].array, claim["as_of"].array
    table["version_count"], table["version_ranges"] = found["version_count"].array, found["version_ranges"].array
    table["undecided"] = found["undecided"].array
    against = figures.loc[found["against"]]
    table["feared"] = claim["basis"].eq("fear").to_numpy(dtype=bool) | against["basis"].eq("fear").to_numpy(dtype=bool)
    apart = _apart(table, figures)
    causes = [
        declared_in_note(table, {"claim_id": 1, "against_id": -1}, apart, figures, series=False),
        stated_as_change(table, "claim_id", "against_id", apart, changes),
        shifted_by_a_day(table, figures),
        attackers_counted(table, figures, killed),
    ]
    table["explanation"] = first_known(*causes)
    table[list(MISDATED)] = entered_under_another_date(table, figures)
    cause = pd.Series(-1, index=table.index)
    for n, text in reversed(list(enumerate([*causes, table["misdated_id"]]))):
        cause = cause.mask(text.notna(), n)
    key = pd.DataFrame({"cell": table["cell"], "party": claim["origin"].fillna(claim["source"]).array, "cause": cause})
    own = table["one_origin"] & (cause < 0)
    key["source"] = pd.Series(claim["source"].array, index=table.index).where(table["one_origin"])
    for column in ("which", "group", "stretch"):
        key[column] = found[column].where(own.to_numpy()).array
    key["run"] = _runs(key, table["day"], cause >= 0)
    table["dispute"] = key.groupby(list(key.columns), dropna=False, sort=True).ngroup()
    grouped = table.groupby("dispute")
    table["claim_count"] = grouped["claim_id"].transform("size")
    table["first_day"], table["last_day"] = grouped["day"].transform("min"), grouped["day"].transform("max")
    return table[list(CONFLICTS)].astype(CONFLICTS)


def _runs(key: pd.DataFrame, day: pd.Series, explained: pd.Series) -> pd.Series:
    """Numbers of the runs of explained claims; 0 for all others."""
    out = pd.Series(0, index=key.index)
    some = key.assign(day=day)[explained].sort_values([*key.columns, "day"])
    if len(some):
        group = some.groupby(list(key.columns), dropna=False, sort=False)
        out.loc[some.index] = (group["day"].diff() > RUN).groupby([some[c] for c in key.columns], dropna=False).cumsum()
    return out


def _apart(table: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The `difference` of the two figures of each row, claim less witness, in people."""
    involved = figures[figures["claim_id"].isin(pd.concat([table["claim_id"], table["against_id"]]))]
    by_id = involved.set_index("claim_id")[["low", "high"]]
    a, b = (by_id.reindex(table[c]).set_axis(table.index) for c in ("claim_id", "against_id"))
    most = pd.concat([a["high"] - b["low"], b["high"] - a["low"]], axis=1).max(axis=1).astype("Float64")
    more = (a["low"] > b["low"]) | ((a["low"] == b["low"]) & (a["high"].isna() | (a["high"] > b["high"])))
    sign = more.fillna(False).map({True: 1, False: -1})
    return difference(sign, table["gap"], most.fillna(table["gap"].astype("Float64")))


def _in_order(table: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """`earlier_id` and `later_id` of the two claims of each row, by their days."""
    involved = figures["claim_id"].isin(pd.concat([table["claim_id"], table["against_id"]]))
    day = figures.loc[involved].set_index("claim_id")["as_of"]
    first = (day.reindex(table["claim_id"]).array < day.reindex(table["against_id"]).array).astype(bool)
    claim, against = table["claim_id"], table["against_id"]
    return pd.DataFrame({"earlier_id": claim.where(first, against), "later_id": against.where(first, claim)})


def _same_number_again(table: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    out = pd.Series(None, index=table.index, dtype="str")
    columns = ["cell", "origin", "value", "as_of"]
    mine = figures.loc[figures["claim_id"].isin(table["claim_id"]), ["claim_id", *columns]]
    others = figures.loc[figures["cell"].isin(mine["cell"]), ["claim_id", *columns]].dropna()
    others = others.sort_values(["cell", "origin", "as_of", "value"], kind="stable")
    # days that have one number one after the other are one stretch of it, and nothing was copied once more
    new = others[["cell", "origin", "value"]].ne(others[["cell", "origin", "value"]].shift()).any(axis=1)
    others["run"] = new.cumsum()
    mine["run"] = others["run"].reindex(mine.index)
    both = mine.merge(others, on=["cell", "origin", "value"], suffixes=("", "_again"))
    both = both[both["run"] != both["run_again"]].sort_values(["claim_id", "as_of_again", "claim_id_again"])
    again = both.drop_duplicates("claim_id").set_index("claim_id")["claim_id_again"]
    out[:] = again.reindex(table["claim_id"]).array
    return out
