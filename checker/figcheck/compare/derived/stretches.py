"""Stretches of time for which a ledger has both the change of a total and the daily numbers within it."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.pairs import same, same_counter
from figcheck.compare.derived.group_sums import RANGE, summed
from figcheck.model.tables import Figures, Stretches

COUNTED_ALIKE = ["event", "measure", "population", "place", "phase", "basis_class", "unit", "replaced_on"]
"""Totals and increments alike in these count the same people."""


def stretches(figures: Figures) -> Stretches:
    """The stretches that increments fill from one total to another.

    Increments fill a stretch when each begins on the day on which the one before ended. Between several totals of a day, that
    of the increment's own source is taken, then of its origin, then of its hour, then the last of the day. Where a series was
    published anew, each publication is added up by itself.
    """
    usable = figures["cell"].notna() & figures["as_of"].notna() & figures["is_current"] & ~figures["is_faithful_copy"]
    alike = figures.loc[usable, COUNTED_ALIKE].assign(replaced_on=_printed_together(figures[usable]))
    counted = alike.groupby(COUNTED_ALIKE, dropna=False, sort=True).ngroup()
    columns = [
        "claim_id",
        "kind",
        "period_start",
        "as_of",
        "as_of_minute",
        "moment",
        "since",
        "source",
        "origin",
        *RANGE,
    ]
    table = figures.loc[usable, columns].assign(counted=counted, place=figures.index[usable])
    steps = table[table["kind"].eq("increment") & (table["period_start"] < table["as_of"])]
    totals = table[table["kind"].eq("cumulative") & table["since"].isna()]
    totals = totals[totals["counted"].isin(steps["counted"])]
    if steps.empty or totals.empty:
        return Stretches.no_rows()
    steps = _in_layers(steps)
    joined = same(steps["period_start"], steps.groupby(["counted", "layer"])["as_of"].shift())
    steps["starts"], steps["ends"] = (_has_total(steps, totals, day) for day in ("period_start", "as_of"))
    steps["stretch"] = (steps["starts"] | ~joined).cumsum()
    groups = steps.groupby("stretch")
    found = pd.DataFrame({
        "period_start": groups["period_start"].first(),
        "closed": groups["starts"].first() & groups["ends"].last(),
        "increment_count": groups.size(),
        **summed(groups),
        "one_origin": groups["origin"].nunique(dropna=False) == 1,
    })  # fmt: skip
    found = found[found["closed"]]
    last = groups.tail(1).set_index("stretch").loc[found.index]
    found = found.assign(
        days=(last["as_of"] - found["period_start"]).dt.days, claim_id=last["claim_id"], claim_at=last["place"],
        start_at=_nearest_total(totals, last, found["period_start"]), end_at=_nearest_total(totals, last, last["as_of"]),
    )  # fmt: skip
    for end in ("start", "end"):
        total = figures[["claim_id", "origin", "source"]].iloc[found[f"{end}_at"]].set_axis(found.index)
        found[f"{end}_id"] = total["claim_id"]
        found["one_origin"] &= same_counter(total, last)
    return Stretches.of(found)


def _printed_together(figures: Figures) -> pd.Series:
    """`replaced_on`, also of the totals that were printed with replaced daily numbers, and of daily numbers with such totals."""
    if figures["replaced_on"].isna().all():
        return figures["replaced_on"]
    alike = [c for c in COUNTED_ALIKE if c != "replaced_on"]
    print_ = [figures[c] for c in (*alike, "source", "origin", "published", "retrieved")]
    return figures["replaced_on"].fillna(figures["replaced_on"].groupby(print_, dropna=False).transform("first"))


def _has_total(steps: pd.DataFrame, totals: pd.DataFrame, day: str) -> pd.Series:
    """Whether there is a total of the day that this column of an increment names."""
    days = pd.MultiIndex.from_frame(totals[["counted", "as_of"]].drop_duplicates())
    return pd.Series(pd.MultiIndex.from_frame(steps[["counted", day]]).isin(days), index=steps.index)


def _in_layers(steps: pd.DataFrame) -> pd.DataFrame:
    """The increments in layers within which no two end on one day, in the order in which they are joined.

    Bulletins of other lengths (a week and its days) and of other sources go to different layers. The first layer has
    for each day the shortest increment, of the source that gives most of them. What says the same of the same days as
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
    """For each increment the place of the total of that day, of its own source if there is one, else of its origin.

    A day's number counts to the end of its day, so the last total of the day is taken, unless one has the number's own hour.
    """
    of_step = steps[["counted", "source", "origin", "as_of_minute"]].add_suffix("_of_step")
    wanted = of_step.assign(as_of=day, step=steps.index)
    of_day = totals[["counted", "as_of", "as_of_minute", "moment", "source", "origin", "place"]]
    both = wanted.merge(of_day, left_on=["counted_of_step", "as_of"], right_on=["counted", "as_of"])
    alike = {name: same(both[f"{name}_of_step"], both[name]) for name in ("source", "origin", "as_of_minute")}
    both["near"] = alike["source"].astype(int) + alike["origin"].astype(int)
    both["at_hour"] = alike["as_of_minute"]
    order = {"step": True, "near": False, "at_hour": False, "moment": False, "place": True}
    both = both.sort_values([*order], ascending=[*order.values()]).drop_duplicates("step")
    return both.set_index("step")["place"].reindex(steps.index)
