"""The tables that rule cards read: the figures, and what several cards need, worked out before any card runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

import pandas as pd

from figcheck.compare.comparable.borne_out import in_steps_that_hold, is_the_counter, repeats_the_day_before, supporters
from figcheck.compare.comparable.cells import with_cells
from figcheck.compare.comparable.citations import citations, inherited_basis
from figcheck.compare.comparable.containment import containment
from figcheck.compare.comparable.current_claims import faithful_copies, revisions, stale_copies, with_current
from figcheck.compare.comparable.declared_names import events, perpetrators, wholes
from figcheck.compare.comparable.independence import independence
from figcheck.compare.comparable.moments import final_tolls, moments
from figcheck.compare.comparable.order import in_order
from figcheck.compare.comparable.rates_as_counts import rates_as_counts
from figcheck.compare.comparable.reissues import with_replaced
from figcheck.compare.comparable.repeated_numbers import repeated_numbers
from figcheck.compare.comparable.repeats import exact_repeats, without_repeats
from figcheck.compare.conflicts.conflicts import Contradictions, contradictions, excesses
from figcheck.compare.conflicts.lowered import with_causes
from figcheck.compare.conflicts.series import newest, series
from figcheck.compare.derived.changes_and_shares import changes, shares
from figcheck.compare.derived.citation_links import circles, denied, links
from figcheck.compare.derived.daily_numbers import intervals
from figcheck.compare.derived.digit_slips import digit_slips
from figcheck.compare.derived.jumps import jumps
from figcheck.compare.derived.stretches import stretches
from figcheck.compare.derived.sums import in_sums_that_hold, sums
from figcheck.model.tables import (
    TABLES,
    Changes,
    Circles,
    Citations,
    Conflicts,
    Containment,
    Denied,
    DigitSlips,
    Events,
    Excesses,
    Falls,
    Figures,
    Independence,
    Intervals,
    Jumps,
    Links,
    Newest,
    Perpetrators,
    RepeatedNumbers,
    Revisions,
    Series,
    Shares,
    StaleCopies,
    Stretches,
    Sums,
    Table,
    Tensions,
    ValidClaims,
    Wholes,
)
from figcheck.model.vocabulary import Vocabulary

T = TypeVar("T", bound=Table)


class Tables(dict[str, pd.DataFrame]):
    """The tables that cards read, and `independence`, by name or by declaration; each is worked out when it is first asked for.

    `evidence` must be put in; `discrepancies` is not among them.
    """

    def __init__(self, figures: ValidClaims, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        ordered = in_order(figures)
        self.exact_repeats = exact_repeats(ordered)
        told_once = without_repeats(ordered, self.exact_repeats)
        table = rates_as_counts(_compared_range(told_once).reset_index(names="row"))
        table["claim_order"] = pd.Series(range(len(table)), dtype="Int64")
        graph = self["citations"] = citations(table)
        table["has_own_basis"] = table["basis"].notna()
        table["basis"] = inherited_basis(table, graph)
        table["replaced_on"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[us]")
        claims = with_cells(table)
        revised = revisions(claims)
        claims, self["reissues"] = with_replaced(with_current(claims, graph, revised))
        claims = self["figures"] = _numbers_for_cards(claims)
        self["revisions"] = with_causes(revised, claims, self[Perpetrators])
        claims["moment"] = moments(claims)
        claims["is_final"] = final_tolls(claims)
        claims["is_counter"] = is_the_counter(claims)
        claims["in_sum_that_holds"] = in_sums_that_hold(claims, self[Sums])
        claims["in_step_that_holds"] = in_steps_that_hold(claims)
        claims["is_stale"] = repeats_the_day_before(claims)
        claims["supporters"] = supporters(claims)
        claims["faithful_copies"] = faithful_copies(claims, graph)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, table: str) -> pd.DataFrame: ...
        @overload
        def __getitem__(self, table: type[T]) -> T: ...
        def __getitem__(self, table: str | type[Table]) -> Any: ...

    def __missing__(self, table: str | type[Table]) -> pd.DataFrame:
        if not isinstance(table, str):
            return self[table.table_name]
        made = self[table] = _WORKED_OUT[_DECLARED[table]](self)
        return made

    @cached_property
    def contradictions(self) -> Contradictions:
        """Totals that fall and claims that cannot both be true, which several tables are parts of."""
        return contradictions(self[Figures], self[Citations], self[Changes], self[Perpetrators])


_WORKED_OUT: dict[type[Table], Callable[[Tables], Table]] = {
    Events: lambda t: events(t.vocabulary),
    Wholes: lambda t: wholes(t[Figures], t.vocabulary),
    Perpetrators: lambda t: perpetrators(t.vocabulary),
    Containment: lambda t: containment(t[Figures], t.vocabulary),
    Series: lambda t: series(t[Figures]),
    Newest: lambda t: newest(t[Figures]),
    Falls: lambda t: t.contradictions.falls,
    Conflicts: lambda t: t.contradictions.conflicts,
    Tensions: lambda t: t.contradictions.tensions,
    Excesses: lambda t: excesses(t[Figures], t[Citations], t[Containment], _hard(t[Conflicts]), _hard(t[Falls])),
    Links: lambda t: links(t[Figures], t[Citations]),
    Circles: lambda t: circles(t[Figures], t[Citations]),
    Denied: lambda t: denied(t[Figures], t[Citations], t[Links]),
    StaleCopies: lambda t: stale_copies(t[Figures], t[Citations], t[Revisions]),
    DigitSlips: lambda t: digit_slips(t[Figures], t[Links], t[Falls], t[Conflicts], t[Stretches]),
    Sums: lambda t: sums(t[Figures], t.vocabulary),
    Stretches: lambda t: stretches(t[Figures]),
    Intervals: lambda t: intervals(t[Stretches], t[Figures], t[Changes]),
    Changes: lambda t: changes(t[Figures]),
    Shares: lambda t: shares(t[Figures], t.vocabulary),
    Jumps: lambda t: jumps(t[Figures], pd.concat([t[Falls]["claim_id"], t[Conflicts]["claim_id"]]), t[Changes]),
    RepeatedNumbers: lambda t: repeated_numbers(t[Figures], t[Citations]),
    Independence: lambda t: independence(t[Figures], t[Citations]),
}

_DECLARED = {table.table_name: table for table in _WORKED_OUT}


def _hard(accused: Falls | Conflicts) -> pd.Series:
    """The claims that the words themselves exclude."""
    return accused.loc[accused["hard"], "claim_id"]


def for_cards(tables: Tables, queries: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The tables that these queries name, as cards may read them: the columns of `TABLES`, no others."""
    words = set(re.findall(r"\w+", " ".join(queries).casefold()))
    named = [name for name in TABLES if name == "figures" or (name in words and name != "discrepancies")]
    return {name: tables[name][list(TABLES[name])] if len(tables[name]) else tables[name] for name in named}


def _compared_range(figures: ValidClaims) -> pd.DataFrame:
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


def _numbers_for_cards(figures: Figures) -> Figures:
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
