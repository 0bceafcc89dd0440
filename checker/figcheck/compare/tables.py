"""The tables that rule cards read: the figures, and what several cards need, worked out before any card runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

import pandas as pd

from figcheck.compare.comparable.borne_out import in_steps_that_hold, is_the_counter, repeats_the_day_before, supporters
from figcheck.compare.comparable.cells import containment, with_cells
from figcheck.compare.comparable.citations import citations, inherited_basis
from figcheck.compare.comparable.current_claims import faithful_copies, revisions, stale_copies, with_current
from figcheck.compare.comparable.declared_names import events, perpetrators, wholes
from figcheck.compare.comparable.independence import independence
from figcheck.compare.comparable.moments import final_tolls, moments
from figcheck.compare.comparable.order import in_order
from figcheck.compare.comparable.rates_as_counts import rates_as_counts
from figcheck.compare.comparable.repeated_numbers import joined_by_via, repeated_numbers
from figcheck.compare.conflicts.conflicts import Conflicts, conflicts, excesses
from figcheck.compare.conflicts.series import newest, series
from figcheck.compare.derived.changes_and_shares import changes, shares
from figcheck.compare.derived.citation_links import circles, denied, links
from figcheck.compare.derived.daily_numbers import daily_number_rows
from figcheck.compare.derived.digit_slips import digit_slips
from figcheck.compare.derived.jumps import jumps
from figcheck.compare.derived.sums import in_sums_that_hold, intervals, sums
from figcheck.model.tables import TABLES
from figcheck.model.vocabulary import Vocabulary


class Tables(dict[str, pd.DataFrame]):
    """The tables of `TABLES` but `evidence` and `discrepancies` by name, each worked out when it is first asked for.

    `figures` is the table that `validate` gives. A stated confidence interval stands in for the range of its claim here,
    soft on both sides.
    """

    def __init__(self, figures: pd.DataFrame, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        table = rates_as_counts(_compared_range(in_order(figures)).reset_index(names="row"))
        graph = self["citations"] = citations(table)
        table["has_own_basis"] = table["basis"].notna()
        table["basis"] = inherited_basis(table, graph)
        table = with_cells(table)
        revised = self["revisions"] = revisions(table)
        table = _numbers_for_cards(with_current(table, graph, revised))
        table["moment"] = moments(table)
        table["is_final"] = final_tolls(table)
        self["figures"] = table
        table["in_sum_that_holds"] = in_sums_that_hold(table, self["sums"])
        table["in_step_that_holds"] = in_steps_that_hold(table)
        table["is_counter"] = is_the_counter(table)
        table["is_stale"] = repeats_the_day_before(table)
        table["supporters"] = supporters(table)
        table["faithful_copies"] = faithful_copies(table, graph)

    def __missing__(self, name: str) -> pd.DataFrame:
        table = self[name] = _WORKED_OUT[name](self)
        return table

    @cached_property
    def disputed(self) -> Conflicts:
        """Totals that fall and claims that cannot both be true, which several tables are parts of."""
        return conflicts(self["figures"], self["citations"], self["changes"], self["perpetrators"])


_WORKED_OUT: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "events": lambda t: events(t.vocabulary),
    "wholes": lambda t: wholes(t["figures"], t.vocabulary),
    "perpetrators": lambda t: perpetrators(t.vocabulary),
    "containment": lambda t: containment(t["figures"], t.vocabulary),
    "series": lambda t: series(t["figures"]),
    "falls": lambda t: t.disputed.falls,
    "conflicts": lambda t: t.disputed.conflicts,
    "tensions": lambda t: t.disputed.tensions,
    "excesses": lambda t: excesses(
        t["figures"], t["citations"], t["containment"], _hard(t["conflicts"]), _hard(t["falls"])
    ),
    "links": lambda t: links(t["figures"], t["citations"]),
    "circles": lambda t: circles(t["citations"], t["figures"]),
    "digit_slips": lambda t: digit_slips(t["figures"], t["links"], t["falls"], t["conflicts"]),
    "denied": lambda t: denied(t["figures"], t["citations"], t["links"]),
    "sums": lambda t: sums(t["figures"], t.vocabulary),
    "intervals": lambda t: daily_number_rows(intervals(t["figures"]), t["figures"], t["changes"]),
    "stale_copies": lambda t: stale_copies(t["figures"], t["citations"], t["revisions"]),
    "newest": lambda t: newest(t["figures"]),
    "changes": lambda t: changes(t["figures"]),
    "shares": lambda t: shares(t["figures"], t.vocabulary),
    "jumps": lambda t: jumps(
        t["figures"], pd.concat([t["falls"]["claim_id"], t["conflicts"]["claim_id"]]), t["changes"]
    ),
    "repeated_numbers": lambda t: repeated_numbers(t["figures"], t["citations"]),
    "independence": lambda t: independence(t["figures"], t["citations"]),
}
"""`independence` is for reports and traces: cards do not read it."""


def _hard(disputed: pd.DataFrame) -> pd.Series:
    """The claims that the words themselves exclude."""
    return disputed.loc[disputed["hard"], "claim_id"]


def for_cards(tables: dict[str, pd.DataFrame], queries: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The tables that these queries name, as cards may read them: the columns of `TABLES`, no others."""
    words = set(re.findall(r"\w+", " ".join(queries).casefold()))
    named = [name for name in TABLES if name == "figures" or (name in words and name != "discrepancies")]
    return {name: tables[name][list(TABLES[name])] for name in named}


def _compared_range(figures: pd.DataFrame) -> pd.DataFrame:
    table = figures.copy(deep=False)
    for bound in ("low", "high", "low_hard", "high_hard"):
        table[f"stated_{bound}"] = table[bound]  # what the words say, whatever interval is stated beside them
    stated = table["interval_low"].notna() & table["low"].notna()
    if stated.any():
        for bound in ("low", "high"):
            interval = table[f"interval_{bound}"]
            table[bound] = table[bound].where(~stated, interval)
            table[f"implied_{bound}"] = table[f"implied_{bound}"].where(~stated, interval)
            table[f"{bound}_hard"] = table[f"{bound}_hard"] & ~stated
    return table


def _numbers_for_cards(figures: pd.DataFrame) -> pd.DataFrame:
    """Adds what plain SQL cannot see: days as numbers, and half the grain of the number (0 unless it ends in zero).

    A number given to the thousand (14,000) may stand for any within 500 of it.
    """
    table = figures.copy(deep=False)
    for column in ("as_of", "published", "period_start"):
        days = table[column].astype("datetime64[us]").astype("int64") // 86_400_000_000
        table[f"{column}_day"] = days.astype("Int64").where(table[column].notna())
    value = table["value"].astype("Float64").fillna(1)
    grain = pd.Series(1, index=table.index, dtype="int64")
    for power in range(1, 13):
        grain = grain.mask((value != 0) & (value % 10**power == 0), 10**power)
    table["half_grain"] = (grain // 2).astype("Int64")
    return table


def why_not_compared(tables: dict[str, pd.DataFrame]) -> list[tuple[str, int]]:
    """(reason, claims) for the valid claims that no other claim was compared with, most frequent first."""
    figures = tables["figures"]
    why = figures["not_compared"].copy()
    cells = pd.concat([tables["containment"]["part_cell"], tables["containment"]["whole_cell"]])
    companions = figures.groupby("track")["track"].transform("size").fillna(0) > 1
    alone = why.isna() & ~companions & ~figures["cell"].isin(cells)
    why = why.mask(alone, "without another claim of the same event, measure, population, place and kind")
    named = [tables["sums"]["part_ids"].str.split("; ").explode()]
    for table, columns in (
        ("sums", ("claim_id",)),
        ("intervals", ("claim_id", "start_id", "end_id")),
        ("revisions", ("claim_id", "revised_id")),
    ):
        named += [tables[table][column] for column in columns]
    why = why.mask(figures["claim_id"].isin(pd.concat(named)) | joined_by_via(tables["citations"]), None)
    return [(str(reason), int(n)) for reason, n in why.value_counts().items()]
