"""Parts and wholes that should add up: declared sums, declared partitions, and daily numbers against totals."""

from __future__ import annotations

import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from figcheck.compare.conflicts.conflict_rows import same_counter
from figcheck.model.tables import sums_of
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary

SAME_DATE = pd.Timedelta(days=1)
"""Parts and whole may be dated a day apart: bulletins close at different hours."""

RANGE = ("low", "high", "low_hard", "high_hard", "implied_low", "implied_high")

SOME_COUNT_IN = ("missing", "captured")
"""Measures that armies count among their casualties: where a bulletin gives one of them, killed and injured are not all."""

SUM_COLUMNS = (
    "claim_id", "against_id", "part_count", "part_ids", "parts_words", "sum_low", "sum_high", "sum_low_hard", "sum_high_hard",
    "sum_implied_low", "sum_implied_high", "one_origin",
)  # fmt: skip


def sums(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row a sum that can be tested: a whole (`claim_id`) and the total of its exhaustive parts.

    Sums are those that claims declare by `sums_to`, and those of a vocabulary's `partition` for which one origin gives
    the whole and all its parts on one day; casualties of which it also gives the missing are no sum of the killed and the
    injured alone. Left out: a sum with a part whose figure is not known, or of other dates.
    `against_id` is the largest part; `parts_words` spells the sum out for the message.
    """
    members = pd.concat([_declared(figures), _partitioned(figures, vocabulary)], ignore_index=True)
    members = members.drop_duplicates(["whole_id", "label", "part_id"])
    named = figures["claim_id"].isin(members["whole_id"]) | figures["claim_id"].isin(members["part_id"])
    by_id = figures[named].set_index("claim_id")
    members = members[members["whole_id"].isin(by_id.index)]
    if members.empty:
        return pd.DataFrame(columns=list(SUM_COLUMNS)).astype(_SUM_TYPES)
    part = by_id.reindex(members["part_id"])
    whole = by_id.reindex(members["whole_id"])
    table = members.reset_index(drop=True)
    for column in (*RANGE, "figure"):
        table[column] = part[column].array
    apart = abs(pd.Series(part["as_of"].array) - pd.Series(whole["as_of"].array)) > SAME_DATE
    same_unit = pd.Series(part["unit"].array) == pd.Series(whole["unit"].array)
    usable = table["low"].notna() & ~apart & same_unit.fillna(False) & pd.Series(whole["low"].notna().array)
    usable &= pd.Series(part["is_current"].array).fillna(False).astype(bool)
    usable &= pd.Series(whole["is_current"].array).astype(bool)
    table["one_origin"] = same_counter(part, whole).array
    table["usable"] = usable
    return _totals(table.sort_values(["whole_id", "label", "part_id"], ignore_index=True))


def in_sums_that_hold(figures: pd.DataFrame, tested: pd.DataFrame) -> pd.Series:
    """Whether a claim is the whole or a part of a sum that adds up: several numbers agree in it, which is no accident."""
    high = figures.loc[figures["claim_id"].isin(tested["claim_id"])].set_index("claim_id")[["low", "high"]]
    whole = high.reindex(tested["claim_id"]).set_axis(tested.index)
    holds = whole["high"].isna() | (tested["sum_low"] <= whole["high"])
    holds &= tested["sum_high"].isna() | (tested["sum_high"] >= whole["low"])
    held = tested[holds.fillna(False).astype(bool)]
    involved = set(held["claim_id"]) | {part for ids in held["part_ids"] for part in ids.split("; ")}
    return figures["claim_id"].isin(involved)


_SUM_TYPES = {
    "claim_id": "str", "against_id": "str", "part_count": "Int64", "part_ids": "str", "parts_words": "str",
    "sum_low": "Int64", "sum_high": "Int64", "sum_low_hard": "bool", "sum_high_hard": "bool",
    "sum_implied_low": "Int64", "sum_implied_high": "Int64", "one_origin": "bool",
}  # fmt: skip


def _totals(members: pd.DataFrame) -> pd.DataFrame:
    """One row a sum (`SUM_COLUMNS`), of those whose parts are all usable and at least two; members in their final order."""
    key = ["whole_id", "label"]
    groups = members.groupby(key, sort=True)
    sound = groups["usable"].transform("all") & (groups["part_id"].transform("size") > 1)
    members = members[sound]
    if members.empty:
        return pd.DataFrame(columns=list(SUM_COLUMNS)).astype(_SUM_TYPES)
    words = members["figure"] + " (" + members["part_id"] + ")"
    members = members.assign(words=words, high_hard=members["high_hard"].astype(bool))
    groups = members.groupby(key, sort=True)
    largest = members.sort_values(["low", "part_id"], ascending=[False, True]).drop_duplicates(key).set_index(key)
    found = pd.DataFrame({
        "part_count": groups.size(),
        "part_ids": groups["part_id"].agg("; ".join),
        "parts_words": groups["words"].agg(" + ".join),
        "sum_low": groups["low"].sum(),
        "sum_high": _closed_sum(groups, "high"),
        "sum_low_hard": groups["low_hard"].all(),
        "sum_high_hard": groups["high_hard"].all(),
        "sum_implied_low": groups["implied_low"].sum(),
        "sum_implied_high": _closed_sum(groups, "implied_high"),
        "one_origin": groups["one_origin"].all(),
    })  # fmt: skip
    found["against_id"] = largest["part_id"].reindex(found.index)
    found = found.reset_index().rename(columns={"whole_id": "claim_id"})
    return found[list(SUM_COLUMNS)].astype(_SUM_TYPES)


def _closed_sum(groups: DataFrameGroupBy, bound: str) -> pd.Series:
    """The sum of the upper bounds of each group, null where one of them is open."""
    return groups[bound].sum(min_count=1).where(groups[bound].count() == groups.size())


def _declared(figures: pd.DataFrame) -> pd.DataFrame:
    some = figures.loc[figures["sums_to"].notna(), ["claim_id", "sums_to"]]
    whole = some["sums_to"].str.split(";").explode().str.strip().unique()
    ids = set(figures.loc[figures["claim_id"].isin(whole), "claim_id"])
    rows = [
        (whole, f"declared {label}", part)
        for part, cell in zip(some["claim_id"], some["sums_to"], strict=True)
        for whole, label in sums_of(cell, ids)
    ]
    return pd.DataFrame(rows, columns=["whole_id", "label", "part_id"], dtype="str")


def _partitioned(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Members of declared partitions, where one origin and source gives the whole and each part for one day, once."""
    found = []
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["origin"].notna() & figures["is_current"]
    told = ["event", "phase", "basis_class", "unit", "since", "as_of", "origin", "source"]
    for n, (dimension, event, whole, parts) in enumerate(vocabulary.partitions()):
        besides = [m for m in SOME_COUNT_IN if m not in parts] if whole == "casualties" else []
        of_event = usable & (figures["event"] == event) if event is not None else usable
        days = figures.loc[of_event & figures[dimension].eq(whole), ["event", "as_of"]]
        if days.empty:
            continue
        of_event &= figures["event"].isin(days["event"]) & figures["as_of"].isin(days["as_of"])
        named = figures.loc[
            of_event & figures[dimension].isin([whole, *parts, *besides]), ["claim_id", "kind", *told, *DIMENSIONS]
        ]
        same = told + [d for d in DIMENSIONS if d != dimension]
        same += ["kind"] if dimension != "measure" else []  # missing is a state, killed a total, and both are parts
        key = named.groupby(same, dropna=False, sort=False).ngroup()
        more = named[dimension].isin(besides)
        key, named = key[~more & ~key.isin(key[more])], named[~more & ~key.isin(key[more])]
        one = ~named.assign(key=key).duplicated(["key", dimension], keep=False)
        table = pd.DataFrame(
            {"key": key[one], "name": named.loc[one, dimension], "claim_id": named.loc[one, "claim_id"]}
        )
        wholes = table[table["name"] == whole].set_index("key")["claim_id"]
        members = table[table["name"].isin(parts) & table["key"].isin(wholes.index)]
        complete = members.groupby("key")["name"].transform("nunique") == len(set(parts))
        members = members[complete]
        found.append(
            pd.DataFrame(
                {
                    "whole_id": wholes.reindex(members["key"]).array,
                    "label": f"partition {n}",
                    "part_id": members["claim_id"].array,
                }
            )
        )
    return pd.concat(found) if found else pd.DataFrame(columns=["whole_id", "label", "part_id"], dtype="str")


INTERVAL_COLUMNS = (
    "claim_id", "start_id", "end_id", "increment_count", "sum_low", "sum_high", "sum_low_hard", "sum_high_hard",
    "sum_implied_low", "sum_implied_high", "one_origin", "days",
)  # fmt: skip
"""Of the stretches as such; `daily_numbers.daily_number_rows` adds what the card tells."""

PLACES = ("claim_at", "start_at", "end_at")
"""Where in `figures` the three claims of a stretch stand; of use before the ids are looked up."""


_INTERVAL_TYPES = {
    "claim_id": "str", "start_id": "str", "end_id": "str", "increment_count": "Int64", "sum_low": "Int64", "sum_high": "Int64",
    "sum_low_hard": "bool", "sum_high_hard": "bool", "sum_implied_low": "Int64", "sum_implied_high": "Int64",
    "one_origin": "bool", "days": "Int64", **dict.fromkeys(PLACES, "int64"),
}  # fmt: skip


def intervals(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a stretch of time for which both the change of a total and the increments within it are known.

    `start_id` and `end_id` are the totals at its ends, `claim_id` the increment that closes it (and `PLACES` the places of
    the three), `increment_count` how many tile it, `days` how long it is. Increments tile a stretch when each begins on the day
    on which the one before ended. Between several totals of a day, that of the increment's own source is taken, then of
    its origin, then the first by id.
    """
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["is_current"] & ~figures["is_faithful_copy"]
    key = ["event", "measure", "population", "place", "phase", "basis_class", "unit"]
    group = figures.loc[usable, key].groupby(key, dropna=False, sort=True).ngroup()
    bounds = ["low", "high", "low_hard", "high_hard", "implied_low", "implied_high"]
    wanted = ["claim_id", "kind", "period_start", "as_of", "since", "source", "origin", *bounds]
    table = figures.loc[usable, wanted].assign(counted=group, place=figures.index[usable])
    steps = table[
        table["kind"].eq("increment") & table["period_start"].notna() & (table["period_start"] < table["as_of"])
    ]
    totals = table[table["kind"].eq("cumulative") & table["since"].isna()]
    totals = totals[totals["counted"].isin(steps["counted"])]
    if steps.empty or totals.empty:
        return pd.DataFrame(columns=[*INTERVAL_COLUMNS, *PLACES]).astype(_INTERVAL_TYPES)
    steps = _in_layers(steps)
    before = steps.groupby(["counted", "layer"])["as_of"].shift()
    joined = (steps["period_start"] == before).fillna(False)
    days = totals[["counted", "as_of"]].drop_duplicates()
    marks = pd.MultiIndex.from_frame(days)
    starts_at_total = pd.MultiIndex.from_frame(steps[["counted", "period_start"]]).isin(marks)
    ends_at_total = pd.MultiIndex.from_frame(steps[["counted", "as_of"]]).isin(marks)
    steps["stretch"] = pd.Series(starts_at_total | ~joined.to_numpy()).cumsum()
    steps["starts"] = starts_at_total
    grouped = steps.groupby("stretch")
    found = pd.DataFrame({
        "step": grouped.tail(1).index,
        "period_start": grouped["period_start"].first().array,
        "closed": grouped["starts"].first().array & ends_at_total[grouped.tail(1).index],
        "increment_count": grouped.size().array,
        "sum_low": grouped["low"].sum().array,
        "sum_high": _closed_sum(grouped, "high").array,
        "sum_low_hard": grouped["low_hard"].all().array,
        "sum_high_hard": grouped["high_hard"].all().array,
        "sum_implied_low": grouped["implied_low"].sum().array,
        "sum_implied_high": _closed_sum(grouped, "implied_high").array,
        "origins": grouped["origin"].nunique(dropna=False).array,
    })  # fmt: skip
    found = found[found["closed"]]
    last = steps.loc[found["step"]]
    found["claim_at"] = last["place"].array
    found["days"] = (last["as_of"].array - pd.Series(found["period_start"].array)).dt.days.array
    for side, day in (("start_at", found["period_start"]), ("end_at", last["as_of"])):
        found[side] = _nearest_total(totals, last, pd.Series(day.array, index=last.index)).array
    found["one_origin"] = found["origins"] == 1
    for side in ("start_at", "end_at"):
        found["one_origin"] &= same_counter(figures[["origin", "source"]].iloc[found[side]], last).array
    for side in PLACES:
        found[side.replace("_at", "_id")] = figures["claim_id"].iloc[found[side]].array
    return found[[*INTERVAL_COLUMNS, *PLACES]].reset_index(drop=True).astype(_INTERVAL_TYPES)


def _in_layers(steps: pd.DataFrame) -> pd.DataFrame:
    """The increments in layers within which no two end on one day, in the order in which they are joined.

    Bulletins of other lengths (a week beside its days) and of other sources stand beside each other. The first layer has
    for each day the shortest increment, of the source that gives most of them; what says the same of the same days as
    another is left out.
    """
    voice = steps.groupby(["counted", "source", "origin"], dropna=False)["claim_id"].transform("size")
    steps = steps.assign(voice=voice).sort_values(
        ["counted", "as_of", "period_start", "voice", "source", "claim_id"],
        ascending=[True, True, False, False, True, True],
    )
    steps = steps.drop_duplicates(["counted", "as_of", "period_start", "low", "high"])
    steps["layer"] = steps.groupby(["counted", "as_of"]).cumcount()
    return steps.sort_values(["counted", "layer", "as_of"], kind="stable", ignore_index=True)


def _nearest_total(totals: pd.DataFrame, steps: pd.DataFrame, day: pd.Series) -> pd.Series:
    """For each increment the place of the total of that day, of its own source if there is one, else of its origin."""
    wanted = pd.DataFrame({"counted": steps["counted"], "as_of": day, "s": steps["source"], "o": steps["origin"]})
    wanted["step"] = wanted.index
    both = wanted.merge(totals[["counted", "as_of", "source", "origin", "place"]], on=["counted", "as_of"])
    both["far"] = (
        2
        - (both["s"] == both["source"]).fillna(False).astype(int)
        - (both["o"] == both["origin"]).fillna(False).astype(int)
    )
    both = both.sort_values(["step", "far", "place"]).drop_duplicates("step")
    return both.set_index("step")["place"].reindex(steps.index)
