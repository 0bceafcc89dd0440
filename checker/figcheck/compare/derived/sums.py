"""Parts and wholes that should add up: declared sums and declared partitions."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.pairs import claims_named, pair, same, same_counter
from figcheck.compare.derived.group_sums import RANGE, summed
from figcheck.model.tables import Figures, Sums, sums_of
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary

SAME_DATE = pd.Timedelta(days=1)
"""Parts and whole may be dated a day apart: bulletins close at different hours."""

_COMPARED = ("claim_id", "figure", "as_of", "unit", "source", "origin", "is_current", *RANGE)

SOME_COUNT_IN = ("missing", "captured")
"""Measures that armies count among their casualties: where a bulletin gives one of them, killed and injured are not all."""


def sums(figures: Figures, vocabulary: Vocabulary) -> Sums:
    """The sums that can be tested.

    Sums are those that claims declare by `sums_to`, and those of a vocabulary's `partition` for which one origin gives
    the whole and all its parts on one day. Casualties of which it also gives the missing are not a sum of the killed and the
    injured alone. A sum with a part whose figure is not known, or of another date, is left out.
    """
    members = pd.concat([_declared(figures), _partitioned(figures, vocabulary)], ignore_index=True)
    members = members.drop_duplicates(["whole_id", "label", "part_id"])
    members = members[members["whole_id"].isin(figures["claim_id"])]
    if members.empty:
        return Sums.no_rows()
    members = members.sort_values(["whole_id", "label", "part_id"], ignore_index=True)
    part, whole = pair(figures[list(_COMPARED)], members, "part_id", "whole_id")
    apart = (part["as_of"] - whole["as_of"]).abs() > SAME_DATE
    usable = part["low"].notna() & whole["low"].notna() & ~apart & same(part["unit"], whole["unit"])
    usable &= part["is_current"].eq(True) & whole["is_current"]
    table = members.assign(**{column: part[column] for column in (*RANGE, "figure")})
    return _totals(table.assign(one_origin=same_counter(part, whole), usable=usable))


def in_sums_that_hold(figures: Figures, tested: Sums) -> pd.Series:
    """Whether a claim is the whole or a part of a sum that adds up: several numbers agree in it, which is no accident."""
    whole = claims_named(figures[["claim_id", "low", "high"]], tested["claim_id"])
    holds = whole["high"].isna() | (tested["sum_low"] <= whole["high"])
    holds &= tested["sum_high"].isna() | (tested["sum_high"] >= whole["low"])
    held = tested[holds.fillna(False).astype(bool)]
    involved = set(held["claim_id"]) | {part for ids in held["part_ids"] for part in ids.split("; ")}
    return figures["claim_id"].isin(involved)


def _totals(members: pd.DataFrame) -> Sums:
    """The sums whose parts are all usable and at least two; members in their final order."""
    key = ["whole_id", "label"]
    groups = members.groupby(key, sort=True)
    sound = groups["usable"].transform("all") & (groups["part_id"].transform("size") > 1)
    members = members[sound]
    if members.empty:
        return Sums.no_rows()
    words = members["figure"] + " (" + members["part_id"] + ")"
    members = members.assign(words=words, high_hard=members["high_hard"].astype(bool))
    groups = members.groupby(key, sort=True)
    largest = members.sort_values(["low", "part_id"], ascending=[False, True]).drop_duplicates(key).set_index(key)
    found = pd.DataFrame({
        "against_id": largest["part_id"],
        "part_count": groups.size(),
        "part_ids": groups["part_id"].agg("; ".join),
        "parts_words": groups["words"].agg(" + ".join),
        **summed(groups),
        "one_origin": groups["one_origin"].all(),
    })  # fmt: skip
    return Sums.of(found.reset_index().rename(columns={"whole_id": "claim_id"}))


def _declared(figures: Figures) -> pd.DataFrame:
    some = figures.loc[figures["sums_to"].notna(), ["claim_id", "sums_to"]]
    whole = some["sums_to"].str.split(";").explode().str.strip().unique()
    ids = set(figures.loc[figures["claim_id"].isin(whole), "claim_id"])
    rows = [
        (whole, f"declared {label}", part)
        for part, cell in zip(some["claim_id"], some["sums_to"], strict=True)
        for whole, label in sums_of(cell, ids)
    ]
    return pd.DataFrame(rows, columns=["whole_id", "label", "part_id"], dtype="str")


def _partitioned(figures: Figures, vocabulary: Vocabulary) -> pd.DataFrame:
    """Members of declared partitions, where one origin and source gives the whole and each part for one day, once."""
    found = []
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["origin"].notna() & figures["is_current"]
    alike = ["event", "phase", "basis_class", "unit", "since", "as_of", "origin", "source"]
    for n, (dimension, event, whole, parts) in enumerate(vocabulary.partitions()):
        besides = [m for m in SOME_COUNT_IN if m not in parts] if whole == "casualties" else []
        of_event = usable & (figures["event"] == event) if event is not None else usable
        days = figures.loc[of_event & figures[dimension].eq(whole), ["event", "as_of"]]
        if days.empty:
            continue
        of_event &= figures["event"].isin(days["event"]) & figures["as_of"].isin(days["as_of"])
        named = figures.loc[
            of_event & figures[dimension].isin([whole, *parts, *besides]), ["claim_id", "kind", *alike, *DIMENSIONS]
        ]
        key_columns = alike + [d for d in DIMENSIONS if d != dimension]
        key_columns += (
            ["kind"] if dimension != "measure" else []
        )  # missing is a state, killed a total, and both are parts
        key = named.groupby(key_columns, dropna=False, sort=False).ngroup()
        more = named[dimension].isin(besides)
        key, named = key[~more & ~key.isin(key[more])], named[~more & ~key.isin(key[more])]
        one = ~named.assign(key=key).duplicated(["key", dimension], keep=False)
        table = named.loc[one, ["claim_id"]].assign(key=key[one], name=named.loc[one, dimension])
        wholes = table[table["name"] == whole].set_index("key")["claim_id"]
        members = table[table["name"].isin(parts) & table["key"].isin(wholes.index)]
        complete = members.groupby("key")["name"].transform("nunique") == len(set(parts))
        members = members[complete].rename(columns={"claim_id": "part_id"})
        found.append(members[["part_id"]].assign(whole_id=members["key"].map(wholes), label=f"partition {n}"))
    return pd.concat(found) if found else pd.DataFrame(columns=["whole_id", "label", "part_id"], dtype="str")
