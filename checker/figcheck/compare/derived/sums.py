"""Parts and wholes that should add up: declared sums and declared partitions."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.pairs import among, claims_named, pair, same, same_counter
from figcheck.compare.derived.group_sums import RANGE, summed
from figcheck.model.tables import Figures, Sums, sums_of
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary

SAME_DATE = pd.Timedelta(days=1)
"""Parts and whole may be dated a day apart: bulletins close at different hours."""

MOST_SPELT_OUT = 8
"""Parts of a sum that are spelt out in words."""

_COMPARED = (
    "claim_id", "figure", "as_of", "period_start", "kind", "unit", "source", "origin", "is_current", *RANGE,
)  # fmt: skip

_ALIKE = ["event", "phase", "basis_class", "unit", "since", "replaced_on", "as_of", "origin"]
"""What claims must have in common to be the whole and the parts of one partition."""

_MEMBERS = pd.DataFrame(columns=["whole_id", "label", "part_id"], dtype="str").assign(complete=True)

SOME_COUNT_IN = ("missing", "captured")
"""Measures that armies count among their casualties: where a bulletin gives one of them, killed and injured are not all."""


def sums(figures: Figures, vocabulary: Vocabulary) -> Sums:
    """The sums that can be tested.

    Sums are those that claims declare by `sums_to`, and those of a vocabulary's `partition` for which one origin gives
    the whole and its parts on one day. Casualties of which it also gives the missing are not a sum of the killed and the
    injured alone. A sum with a part of another date is left out. Where a part is not known, the others may still be too many.
    """
    members = pd.concat([_declared(figures), _partitioned(figures, vocabulary)], ignore_index=True)
    members = members.drop_duplicates(["whole_id", "label", "part_id"])
    return _totals(_with_states(members, figures))


def sums_not_tested(figures: Figures) -> list[tuple[str, int]]:
    """Why declared sums (`sums_to`) were not tested, and how many."""
    members = _with_states(_declared(figures), figures)
    if members.empty:
        return []
    groups = members.groupby(["whole_id", "label"])
    state = pd.DataFrame({"apart": groups["apart"].any(), "usable": groups["usable"].sum(), "size": groups.size()})
    why = pd.Series(None, index=state.index, dtype="str")
    why[state["usable"] < 2] = "declared sums with fewer than two parts that can be added"
    why[state["apart"]] = "declared sums with a part of another day than the whole"
    return [(str(reason), int(n)) for reason, n in why.value_counts().items()]


def _with_states(members: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The members with their figures, and `apart` (of another day than the whole) and `usable`; in their final order."""
    members = members[among(members["whole_id"], figures["claim_id"])]
    if members.empty:
        return members
    members = members.sort_values(["whole_id", "label", "part_id"], ignore_index=True)
    part, whole = pair(figures[list(_COMPARED)], members, "part_id", "whole_id")
    usable = part["low"].notna() & whole["low"].notna() & same(part["unit"], whole["unit"])
    usable &= part["is_current"].eq(True) & whole["is_current"].eq(True)
    table = members.assign(**{column: part[column] for column in (*RANGE, "figure")})
    return table.assign(
        one_origin=same_counter(part, whole), usable=usable, apart=~_of_the_whole(part, whole), most=whole["high"]
    )


def _of_the_whole(part: pd.DataFrame, whole: pd.DataFrame) -> pd.Series:
    """Whether a part is of the whole's day, or is the number of a period that lies within what the whole counts."""
    one_day = ((part["as_of"] - whole["as_of"]).abs() <= SAME_DATE).fillna(False)
    of_period = (
        part["kind"].eq("increment") & part["period_start"].notna() & whole["kind"].isin(["cumulative", "increment"])
    )
    begins = whole["period_start"].isna() | (part["period_start"] >= whole["period_start"] - SAME_DATE)
    return one_day | (of_period & begins & (part["as_of"] <= whole["as_of"] + SAME_DATE)).fillna(False)


def in_sums_that_hold(figures: Figures, tested: Sums) -> pd.Series:
    """Whether a claim is the whole or a part of a sum that adds up: several numbers agree in it, which is no accident."""
    if tested.empty:
        return pd.Series(False, index=figures.index)
    whole = claims_named(figures[["claim_id", "low", "high"]], tested["claim_id"])
    holds = whole["high"].isna() | (tested["sum_low"] <= whole["high"])
    holds &= tested["sum_high"].isna() | (tested["sum_high"] >= whole["low"])
    holds &= ~tested["part_missing"]
    held = tested[holds.fillna(False).astype(bool)]
    involved = set(held["claim_id"]) | {part for ids in held["part_ids"] for part in ids.split("; ")}
    return among(figures["claim_id"], involved)


def _totals(members: pd.DataFrame) -> Sums:
    """The sums of parts of the whole's day of which at least two are usable; members in their final order."""
    if members.empty:
        return Sums.no_rows()
    key = ["whole_id", "label"]
    groups = members.groupby(key, sort=True)
    missing = ~groups["usable"].transform("all") | ~groups["complete"].transform("all")
    sound = ~groups["apart"].transform("any") & (groups["usable"].transform("sum") > 1)
    # a part that is above the whole by itself is another finding
    sound &= ~missing | ~(members["low"] > members["most"]).fillna(False).groupby([members[c] for c in key]).transform(
        "any"
    )
    members = members.assign(part_missing=missing)[sound & members["usable"]]
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
        "parts_words": groups["words"].agg(_spelt_out),
        **summed(groups),
        "one_origin": groups["one_origin"].all(),
        "part_missing": groups["part_missing"].all(),
    })  # fmt: skip
    return Sums.of(found.reset_index().rename(columns={"whole_id": "claim_id"}))


def _spelt_out(parts: pd.Series) -> str:
    more = [f"… ({len(parts) - MOST_SPELT_OUT} more)"] if len(parts) > MOST_SPELT_OUT else []
    return " + ".join([*parts[:MOST_SPELT_OUT], *more])


def _declared(figures: Figures) -> pd.DataFrame:
    some = figures.loc[figures["sums_to"].notna(), ["claim_id", "sums_to"]]
    whole = some["sums_to"].str.split(";").explode().str.strip().unique()
    ids = set(figures.loc[among(figures["claim_id"], whole), "claim_id"])
    rows = [
        (whole, f"declared {label}", part)
        for part, cell in zip(some["claim_id"], some["sums_to"], strict=True)
        for whole, label in sums_of(cell, ids)
    ]
    return pd.DataFrame(rows, columns=["whole_id", "label", "part_id"], dtype="str").assign(complete=True)


def _partitioned(figures: Figures, vocabulary: Vocabulary) -> pd.DataFrame:
    """Members of declared partitions, where one origin gives the whole and at least two parts for one day.

    The whole and its parts are those of one source, or else the parts are those that the origin itself printed. `complete`
    tells whether all the parts are there.
    """
    found = [_MEMBERS]
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["origin"].notna() & figures["is_current"]
    for n, (dimension, event, whole, parts) in enumerate(vocabulary.partitions()):
        besides = [m for m in SOME_COUNT_IN if m not in parts] if whole == "casualties" else []
        of_event = usable & (figures["event"] == event) if event is not None else usable
        days = figures.loc[of_event & figures[dimension].eq(whole), ["event", "as_of"]]
        if days.empty:
            continue
        of_event &= figures["event"].isin(days["event"]) & figures["as_of"].isin(days["as_of"])
        columns = ["claim_id", "kind", "is_counter", "is_faithful_copy", *_ALIKE, "source", *DIMENSIONS]
        named = figures.loc[of_event & figures[dimension].isin([whole, *parts, *besides]), columns]
        # missing is a state, killed a total, and both are parts
        key = [*_ALIKE, *(d for d in DIMENSIONS if d != dimension), *(["kind"] if dimension != "measure" else [])]
        own = _members(named, named[dimension], [*key, "source"], whole, parts, besides)
        copied = named[named[dimension].eq(whole) & ~named["is_counter"] & ~named["is_faithful_copy"]]
        copied = copied[~among(copied["claim_id"], own["whole_id"])]
        of_counter = named[named["is_counter"]]
        tested = of_counter[among(of_counter["claim_id"], own["whole_id"])][key].drop_duplicates()
        copied = copied[~pd.MultiIndex.from_frame(copied[key]).isin(pd.MultiIndex.from_frame(tested))]
        beside = pd.concat([copied, of_counter[~of_counter[dimension].eq(whole)]])
        found += [
            some.assign(label=f"partition {n}")
            for some in (own, _members(beside, beside[dimension], key, whole, parts, besides))
        ]
    return pd.concat(found)


def _members(
    named: pd.DataFrame, name: pd.Series, key: list[str], whole: str, parts: tuple[str, ...], besides: list[str]
) -> pd.DataFrame:
    """`whole_id`, `part_id` and `complete` of the claims that are alike in `key`, of which each part has one."""
    group = named.groupby(key, dropna=False, sort=False).ngroup()
    closed = ~group.isin(group[name.isin(besides)])
    table = pd.DataFrame({"part_id": named["claim_id"], "key": group, "name": name})[closed]
    once = ~table.duplicated(["key", "name"], keep=False)
    members = table[once & table["name"].isin(parts)]
    wholes = table[once & table["name"].eq(whole)].rename(columns={"part_id": "whole_id"})[["whole_id", "key"]]
    members = members.merge(wholes, on="key")
    known = members.groupby("key")["name"].transform("nunique")
    # of each part there must be one, unless it is not given at all: two numbers of one part are another finding
    doubled = members["key"].isin(table.loc[~once, "key"])
    return members.assign(complete=known == len(set(parts)))[(known > 1) & ~doubled][
        ["whole_id", "part_id", "complete"]
    ]
