"""The pandera schema of a ledger: what must hold of each cell, and of the cells of a record together.

Its checks have the names of `checks.py`, which says what a failure costs; the rule cards put them into words. A check passes
where it cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from figcheck.model.tables import DATE_COLUMNS, REFERENCE_COLUMNS, REQUIRED_COLUMNS, TypedClaims, sums_of
from figcheck.model.words import BASES, CONFIRMED, CREDIBILITIES, KINDS, RELIABILITIES, SEVERITIES, STATUSES
from figcheck.validate.dates.columns import FAULTS
from figcheck.validate.stated_bounds import bound_checks

if TYPE_CHECKING:
    import pandera.pandas as pa

CLOCK_TOLERANCE = pd.Timedelta(timedelta(days=1))
"""Time zones and the hour at which a bulletin closes may put two dates a day apart."""

_ONE_OF = {
    "kind": KINDS,
    "basis": BASES,
    "status": STATUSES,
    "reliability": RELIABILITIES,
    "credibility": CREDIBILITIES,
}
_CORRECTABLE = ("increment", "change")
_MINUS_SIGN = r"[-−–]\s*\d"
_STRAY_BRACKET = r"[^()\[\]{}]*\d\s*[)\]}(\[{]|[)\]}(\[{]\s*\d[^()\[\]{}]*"

Passes = Callable[[pd.Series], pd.Series]
RecordPasses = Callable[[TypedClaims], pd.Series]


@dataclass(frozen=True)
class Known:
    """What the checks need to know of the whole ledger and the vocabulary.

    `ids` are those of all claims. `events` is None when no vocabulary declares any, or one could not be read. `near` has for a
    column the names that are almost another one, with that one.
    """

    today: date
    ids: frozenset[str]
    events: frozenset[str] | None
    near: dict[str, dict[str, str]]


def failing_cells(table: TypedClaims, known: Known) -> pd.DataFrame:
    """One row a failing check of a cell: `row` (an index of `table`), `column` and `check`.

    A record that is malformed is asked nothing else.
    """
    malformed = _failing(record_schema(), table)
    well_formed = table[table["malformed"].isna()] if len(malformed) else table
    return pd.concat([malformed, _failing(ledger_schema(known), well_formed)], ignore_index=True)


def record_schema() -> pa.DataFrameSchema:
    """What must hold of a record before its cells mean anything: it fits the header."""
    import pandera.pandas as pa

    fits = _check("malformed", "malformed", lambda malformed: malformed.isna())
    return pa.DataFrameSchema({"malformed": pa.Column(checks=fits, nullable=True)})


def ledger_schema(known: Known) -> pa.DataFrameSchema:
    """What must hold of the typed claims of a ledger. Pandera is imported here, since only a run needs it."""
    import pandera.pandas as pa

    cells: dict[str, list[pa.Check]] = {}
    for name, column, passes in (*_checks_of_cells(known), *_checks_of_names(known)):
        cells.setdefault(column, []).append(_check(name, column, passes))
    records = [*_checks_of_dates(known.today), *_checks_of_figures(), *_checks_of_quotes(), *bound_checks()]
    return pa.DataFrameSchema(
        {column: pa.Column(checks=checks, nullable=True) for column, checks in cells.items()},
        checks=[_check(name, column, passes) for name, column, passes in records],
    )


def _checks_of_cells(known: Known) -> list[tuple[str, str, Passes]]:
    """(name, column, where it passes) of what is asked of a cell alone."""
    required = [column for column in REQUIRED_COLUMNS if column not in ("published", "figure")]
    return [
        *(("missing", column, pd.Series.notna) for column in required),
        *((f"no-{column}", column, _is_one_of(words)) for column, words in _ONE_OF.items()),
        ("typed-confirmed", "credibility", lambda marks: marks.ne(CONFIRMED)),
        *(("no-such-claim", column, _names_one_of(known.ids)) for column in REFERENCE_COLUMNS),
        ("no-such-claim", "sums_to", _all_wholes_in(known.ids)),
    ]


def _checks_of_names(known: Known) -> list[tuple[str, str, Passes]]:
    """(name, column, where it passes) of what vocabularies and the other names of the ledger ask of a name."""
    declared = [("no-such-event", "event", _is_one_of(known.events))] if known.events is not None else []
    return [*declared, *(("near-miss", column, _is_none_of(near)) for column, near in known.near.items())]


def _checks_of_dates(today: date) -> list[tuple[str, str, RecordPasses]]:
    """(name, the column that is wrong, where it passes) of what is asked of the dates of a record."""
    last_day = pd.Timestamp(today) + CLOCK_TOLERANCE
    return [
        # what a claim says of a known day can be compared, whenever it was printed
        ("missing", "published", lambda t: t["printed_published"].notna() | t["printed_as_of"].notna()),
        ("unprinted", "published", lambda t: t["printed_published"].notna() | t["printed_as_of"].isna()),
        ("undated", "as_of", lambda t: ~(t["kind"].eq("cumulative") & t["event_open"] & t["printed_as_of"].isna())),
        *((fault, column, _lacks_fault(column, fault)) for column in DATE_COLUMNS for fault in FAULTS),
        ("period-after-as-of", "period_start", lambda t: ~(t["period_start"] > t["as_of"])),
        (
            "as-of-after-published",
            "as_of",
            lambda t: ~(t["as_of"] > t["published"] + CLOCK_TOLERANCE) | t["basis"].eq("projection"),
        ),
        ("published-in-future", "published", lambda t: ~(t["published"] > last_day)),
        ("before-event", "as_of", lambda t: ~(t["as_of"] < t["event_start"] - CLOCK_TOLERANCE)),
        ("before-event", "published", lambda t: ~(t["published"] < t["event_start"] - CLOCK_TOLERANCE)),
    ]


def _checks_of_figures() -> list[tuple[str, str, RecordPasses]]:
    """(name, the column that is wrong, where it passes) of what is asked of a figure and of the claim that gives it."""
    return [
        ("same-id", "claim_id", lambda t: t["same_id_row"].isna()),
        ("same-claim", "claim_id", lambda t: t["same_claim_row"].isna()),
        ("no-interval", "interval", lambda t: t["interval_error"].isna()),
        ("impossible", "figure", lambda t: ~t["impossible"]),
        ("below-zero", "figure", lambda t: ~(_is_misplaced_correction(t) & _has_minus_sign(t))),
        ("fall-as-total", "figure", lambda t: ~(_is_misplaced_correction(t) & ~_has_minus_sign(t))),
        ("more-than-all", "figure", lambda t: ~(t["is_correction"] & _is_share(t) & (t["ratio_high"] < -1))),
        ("two-numbers", "figure", lambda t: t["other_reading"].isna() | t["figure_error"].isna()),
        ("two-readings", "figure", lambda t: t["other_reading"].isna() | t["figure_error"].notna()),
        ("no-figure", "figure", lambda t: t["no_figure"].isna() | t["figure_error"].isna() & t["figure"].notna()),
        ("stray-bracket", "figure", lambda t: ~(_has_stray_bracket(t) & t["low"].notna())),
        ("perhaps-no-figure", "figure", lambda t: t["no_figure"].isna() | t["figure_error"].notna()),
        ("no-lexicon", "figure", lambda t: t["figure"].isna() | ~t["no_lexicon"]),
        ("unparsed", "figure", lambda t: t["figure"].isna() | t["figure_error"].isna() | t["no_lexicon"]),
        ("vague", "figure", lambda t: t["qualifier"].ne("vague")),
        ("bounds-out-of-order", "figure", lambda t: ~(t["low"] > t["high"])),
        ("above-all", "figure", lambda t: ~(_is_above_all(t) & t["low_hard"] & ~_counts_all(t))),
        ("counted-otherwise", "figure", lambda t: ~(_is_above_all(t) & t["low_hard"] & _counts_all(t))),
        ("perhaps-above-all", "figure", lambda t: ~(_is_above_all(t) & ~t["low_hard"])),
    ]


def _checks_of_quotes() -> list[tuple[str, str, RecordPasses]]:
    """(name, the column that is wrong, where it passes) of what is asked of the quote of a figure."""
    return [
        ("not-in-quote", "quote", lambda t: t["quote_has_figure"]),
        *((f"quoted-otherwise-{severity}", "quote", _is_not_quoted_as(severity)) for severity in SEVERITIES),
    ]


def _is_one_of(words: Collection[str]) -> Passes:
    return lambda cells: cells.isna() | cells.isin(words)


def _is_none_of(words: Collection[str]) -> Passes:
    return lambda cells: ~cells.isin(words)


def _names_one_of(ids: frozenset[str]) -> Passes:
    """Whether a cell names one of the ids. A set is asked of each name once: `isin` makes a list of a million ids a column."""

    def passes(cells: pd.Series) -> pd.Series:
        wrong = [name for name in cells.dropna().unique() if name not in ids]
        return ~cells.isin(wrong)

    return passes


def _all_wholes_in(ids: frozenset[str]) -> Passes:
    """Whether a cell of `sums_to` names claims of these ids alone."""

    def passes(cells: pd.Series) -> pd.Series:
        wrong = [c for c in cells.dropna().unique() if any(whole not in ids for whole, _ in sums_of(c, ids))]
        return ~cells.isin(wrong)

    return passes


def _lacks_fault(column: str, fault: str) -> RecordPasses:
    return lambda t: t[f"fault_{column}"].ne(fault)


def _is_not_quoted_as(severity: str) -> RecordPasses:
    return lambda t: t["quote_severity"].ne(severity)


def _is_misplaced_correction(table: TypedClaims) -> pd.Series:
    return table["is_correction"] & ~table["kind"].isin(_CORRECTABLE)


def _has_minus_sign(table: TypedClaims) -> pd.Series:
    return table["figure"].str.contains(_MINUS_SIGN)


def _has_stray_bracket(table: TypedClaims) -> pd.Series:
    """Whether a bracket that the figure begins or ends with has no other half in it."""
    return table["figure"].str.fullmatch(_STRAY_BRACKET)


def _is_share(table: TypedClaims) -> pd.Series:
    return table["unit"].isin(["percent", "fraction"])


def _is_above_all(table: TypedClaims) -> pd.Series:
    """Whether a number of people is above all who were there, none of whom it can count twice."""
    once = ~(table["may_count_twice"] & table["kind"].isin(["cumulative", "increment"]))
    return (table["low"] > table["most_people"]) & once & ~table["kind"].isin(["change", "rate"])


def _counts_all(table: TypedClaims) -> pd.Series:
    """Whether a claim counts those who were there, as the vocabulary does: more of them is another count."""
    return table["counts"].eq("present").fillna(False).astype(bool)


def _check(name: str, column: str, passes: Callable[..., pd.Series]) -> pa.Check:
    """A pandera check about a column, which its title names. One failing case is enough: all are in its output."""
    import pandera.pandas as pa

    def passes_or_cannot_tell(data: pd.Series | TypedClaims) -> pd.Series:
        return passes(data).fillna(True).astype(bool)

    return pa.Check(passes_or_cannot_tell, name=name, title=column, ignore_na=False, n_failure_cases=1)


def _failing(schema: pa.DataFrameSchema, table: TypedClaims) -> pd.DataFrame:
    """What fails of a schema: `row`, `column`, `check`. All checks run, whatever the first of them finds.

    PANDERA_VALIDATION_ENABLED=False in the environment would let every row pass, so that validation is forced on. A check that
    breaks, or a column that is missing, is a fault of figcheck and raises.
    """
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    found = [
        pd.DataFrame({"row": [], "column": [], "check": []}).astype({"row": "int64", "column": "str", "check": "str"})
    ]
    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            schema.validate(table, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            if error.check_output is None:
                raise
            rows = error.check_output.index[~error.check_output]
            found.append(pd.DataFrame({"row": rows, "column": error.check.title, "check": error.check.name}))
    return pd.concat(found, ignore_index=True)
