"""The pandera schema of the parsed table, and what each of its checks means to an editor.

A check is called `CODE/problem`; `PROBLEMS` says for each what happens to the row and what the report says. The words
of the cards of the families validity and figure come from the cards themselves; `{problem}` and `{remedy}` from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from figcheck.model.tables import REFERENCE_COLUMNS, REQUIRED_COLUMNS
from figcheck.model.words import BASES, CONFIRMED, CREDIBILITIES, KINDS, RELIABILITIES, SEVERITIES, STATUSES
from figcheck.validate.stated_bounds import stated_bounds

_BELOW_ZERO = r"[-−–]\s*\d"

CLOCK_TOLERANCE = timedelta(days=1)
"""Time zones and the hour at which a bulletin closes may put two dates a day apart (rules.md, FC103)."""

REPEATED = ("injured", "casualties", "displaced", "evacuated", "affected", "detained")
"""Measures of which a running total may count one person more than once."""

DROP, BLANK, KEEP = "drop", "blank", "keep"
"""What a problem costs: the row takes no part in comparisons; the cell counts as empty; nothing."""


@dataclass(frozen=True)
class Problem:
    """One way in which a cell can fail. `problem` and `remedy` are templates over `column`, `value` and `near`."""

    code: str
    severity: str
    cost: str
    problem: str
    remedy: str


_ONE_OF = 'is "{value}", which is none of the words for {column}'

PROBLEMS: dict[str, Problem] = {
    "malformed": Problem("FC106", "error", DROP, "{value}", "{near}"),
    "missing": Problem("FC101", "error", DROP, "{column} is empty", "Fill in {column}."),
    "unprinted": Problem("FC101", "error", KEEP, "{column} is empty", "Fill in {column}."),
    "undated": Problem(
        "FC101",
        "note",
        KEEP,
        "as_of is empty, though the event is still going on and its total grows",
        "Fill in the date for which the figure holds, or write `unknown` when the source does not say.",
    ),
    "no-such-claim": Problem(
        "FC102",
        "error",
        BLANK,
        '{column} names "{value}", and no claim has that id',
        "Correct the id{near}, or add the claim that it should name.",
    ),
    "no-such-event": Problem(
        "FC102",
        "error",
        DROP,
        'the event "{value}" is declared in no vocabulary',
        "Correct the name{near}, or declare the event with its start in vocabulary.yaml.",
    ),
    "near-miss": Problem(
        "FC102",
        "note",
        KEEP,
        'the {column} "{value}" is almost "{near}"',
        "If they are one, correct it or declare it as an alias; if not, declare both in vocabulary.yaml.",
    ),
    "no-date": Problem(
        "FC106", "error", DROP, '{column} is "{value}", which is not a date', "Write it as year-month-day: {near}."
    ),
    "no-kind": Problem("FC106", "error", DROP, "kind " + _ONE_OF, "Use one of " + ", ".join(KINDS) + "."),
    "no-basis": Problem("FC106", "error", DROP, "basis " + _ONE_OF, "Use one of " + ", ".join(BASES) + "."),
    "no-status": Problem("FC106", "error", DROP, "status " + _ONE_OF, "Use one of " + ", ".join(STATUSES) + "."),
    "no-reliability": Problem(
        "FC106",
        "note",
        BLANK,
        "reliability " + _ONE_OF,
        f"Use one letter, {RELIABILITIES[0]} to {RELIABILITIES[-1]}, or leave it empty.",
    ),
    "no-credibility": Problem(
        "FC106",
        "note",
        BLANK,
        "credibility " + _ONE_OF,
        f"Use one digit, {CREDIBILITIES[1]} to {CREDIBILITIES[-1]}, or leave it empty.",
    ),
    "typed-confirmed": Problem(
        "FC106",
        "note",
        BLANK,
        'credibility is "{value}", confirmed, which is never typed in',
        "Leave it empty: figcheck gives the mark itself where origins that do not rest on one another agree.",
    ),
    "no-interval": Problem(
        "FC106", "error", BLANK, 'interval is "{value}": {near}', "Write it as low-high: 793-8,498."
    ),
    "period-after-as-of": Problem(
        "FC103",
        "error",
        DROP,
        "period_start {value} is after as_of {near}",
        "One of the two is wrong: the figure counts from period_start to as_of.",
    ),
    "as-of-after-published": Problem(
        "FC103",
        "error",
        DROP,
        "as_of {value} is after it was published on {near}",
        "Correct the date; only a projection (basis) can hold for a day to come.",
    ),
    "published-in-future": Problem(
        "FC103", "error", DROP, "published {value} is after today, {near}", "Correct the date, or run with --as-of."
    ),
    "before-event": Problem(
        "FC104",
        "error",
        DROP,
        "{column} {value} is before the event began on {near}",
        "Correct the date or the event; the event's start is in the vocabulary.",
    ),
    "same-id": Problem(
        "FC105",
        "error",
        DROP,
        'the id "{value}" was used before, in {near}',
        "Give each claim its own id; a corrected figure is a new claim that `revises` the old one.",
    ),
    "same-claim": Problem(
        "FC105",
        "note",
        KEEP,
        'all but the id is the same as in "{near}"',
        "Remove one of the two, or say in `note` what distinguishes them.",
    ),
    "impossible": Problem("FC204", "error", DROP, "{value}", "{near}"),
    "above-all": Problem(
        "FC204",
        "error",
        KEEP,
        '"{value}" is more than all {near}',
        "Correct the figure or what it counts; if people from elsewhere were hit too, correct the vocabulary.",
    ),
    "perhaps-above-all": Problem(
        "FC204",
        "note",
        KEEP,
        '"{value}" is, as words go, more than all {near}',
        "Ask for the number behind the words.",
    ),
    "two-numbers": Problem(
        "FC202",
        "warning",
        DROP,
        '"{value}" {near}',
        "Print one number; if both stand in the source, make two claims of them.",
    ),
    "unparsed": Problem("FC201", "warning", DROP, "{problem}", "{near}"),
    "no-lexicon": Problem("FC201", "note", DROP, "{problem}", "{near}"),
    "two-readings": Problem(
        "FC202",
        "warning",
        KEEP,
        '"{value}" {near}',
        "Write the number with the separators of its language, or name that language in `lang`.",
    ),
    "vague": Problem(
        "FC201",
        "note",
        KEEP,
        '"{value}" names no number',
        "Ask for one; until then it is compared only at its outermost bounds.",
    ),
    "bounds-out-of-order": Problem(
        "FC204", "error", DROP, 'the range of "{value}" ends before it starts', "Correct the figure."
    ),
    "no-number": Problem(
        "FC106", "error", BLANK, 'a stated bound is "{value}", which is no whole number', "Write it in digits: 1243."
    ),
    "stated-backwards": Problem(
        "FC205",
        "error",
        KEEP,
        "the stated range starts at {value}, after its end {near}",
        "Write the smaller number into `low`.",
    ),
    "stated-otherwise": Problem(
        "FC205",
        "error",
        KEEP,
        'the ledger states {near}, inconsistent with the words "{value}"',
        "Correct the bound or the words; if the words are read wrongly, say in `parse_override` why the stated bounds hold.",
    ),
    "stated-in-addition": Problem(
        "FC205",
        "note",
        KEEP,
        'the ledger states {near}, and the words "{value}" set no such bound',
        "Say in `parse_override` from where the bound is known, or leave it empty.",
    ),
    "not-in-quote": Problem(
        "FC206",
        "error",
        KEEP,
        'the quote holds no number that is "{value}"',
        "Quote the sentence in which the figure stands, or correct the figure.",
    ),
    **{
        f"quoted-otherwise-{severity}": Problem(
            "FC207",
            severity,
            KEEP,
            'the quote has "{near}", inconsistent with the figure "{value}"',
            "Write the figure in the words of the quote; if it was printed in other words elsewhere, quote those.",
        )
        for severity in SEVERITIES
    },
}


@dataclass(frozen=True)
class Verdicts:
    """Per problem and column: where the cells pass (True), worked out before the schema asks."""

    passes: dict[tuple[str, str], pd.Series]


def schema(verdicts: dict[tuple[str, str], pd.Series]) -> Any:
    """A pandera DataFrameSchema over the parsed table: one column check a verdict, named `problem`.

    `verdicts` maps (problem, column) to a boolean Series over the whole table. Pandera is imported here, since it takes
    long and only a run needs it.
    """
    import pandera.pandas as pa

    checks: dict[str, list[Any]] = {}
    for (problem, column), passes in verdicts.items():
        checks.setdefault(column, []).append(pa.Check(_look_up(passes), name=problem, ignore_na=False))
    return pa.DataFrameSchema({column: pa.Column(checks=found, nullable=True) for column, found in checks.items()})


def failures(table: pd.DataFrame, verdicts: dict[tuple[str, str], pd.Series]) -> pd.DataFrame:
    """One row a failing cell: `row`, `column`, `check` (a key of PROBLEMS).

    Validation is lazy and forced on (PANDERA_VALIDATION_ENABLED=False in the environment would skip it and pass every
    row). The check's name is read from the schema error itself; `failure_cases` would carry an error text in its place
    if a check had one.
    """
    import pandera.pandas as pa
    from pandera.config import ValidationDepth, config_context

    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            schema(verdicts).validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        found = pd.DataFrame({"row": cases["index"], "column": cases["column"], "check": cases["check"]})
        return found.astype({"row": "int64", "column": "str", "check": "str"})
    return pd.DataFrame(
        {"row": pd.Series(dtype="int64"), "column": pd.Series(dtype="str"), "check": pd.Series(dtype="str")}
    )


def _look_up(passes: pd.Series) -> Callable[[pd.Series], pd.Series]:
    return lambda column: passes.loc[column.index]


def verdicts(parsed: pd.DataFrame, table: pd.DataFrame, known: Known, today: date) -> dict[tuple[str, str], pd.Series]:
    """What the schema asks of every cell, as (problem, column) -> True where it passes.

    `parsed` has the cells as printed, `table` the same rows typed. A record that is malformed is asked nothing else.
    """
    passes: dict[tuple[str, str], pd.Series] = {("malformed", "malformed"): parsed["malformed"].isna()}
    for column in REQUIRED_COLUMNS:
        passes["missing", column] = parsed[column].notna()
    # what a claim says of a known day can be compared, whenever it was printed
    dated = parsed["as_of"].notna()
    passes["unprinted", "published"] = passes["missing", "published"] | ~dated
    passes["missing", "published"] |= dated
    for column in REFERENCE_COLUMNS:
        named = parsed[column].dropna()
        codes, names = (
            named.factorize()
        )  # a set is asked of each name once: isin makes a list of a million ids a column
        there = np.array([name in known.ids for name in names], dtype=bool)
        passes["no-such-claim", column] = parsed[column].isna()
        passes["no-such-claim", column].loc[named.index] = there[codes]
    passes["no-such-claim", "sums_to"] = ~known.dangling_sums
    if known.events is not None:
        passes["no-such-event", "event"] = table["event"].isna() | table["event"].isin(known.events)
    for column, wrong in known.unreadable_dates.items():
        passes["no-date", column] = ~wrong
    for column, words in (("kind", KINDS), ("basis", BASES), ("status", STATUSES)):
        passes[f"no-{column}", column] = table[column].isna() | table[column].isin(words)
    mark = table["reliability"]
    passes["no-reliability", "reliability"] = mark.isna() | mark.isin(RELIABILITIES)
    mark = table["credibility"]
    passes["no-credibility", "credibility"] = mark.isna() | mark.isin(CREDIBILITIES)
    passes["typed-confirmed", "credibility"] = ~mark.eq(CONFIRMED).fillna(False)
    passes["no-interval", "interval"] = parsed["interval_error"].isna()
    tolerance, now = pd.Timedelta(CLOCK_TOLERANCE), pd.Timestamp(today)
    as_of, published, start = table["as_of"], table["published"], known.event_start
    passes["period-after-as-of", "period_start"] = ~(table["period_start"] > as_of)
    passes["as-of-after-published", "as_of"] = ~(as_of > published + tolerance) | table["basis"].eq("projection")
    passes["published-in-future", "published"] = ~(published > now + tolerance)
    for column in ("as_of", "published"):
        passes["before-event", column] = ~(table[column] < start - tolerance)
    passes["same-id", "claim_id"] = known.same_id.isna()
    passes["same-claim", "claim_id"] = known.same_claim.isna()
    readable = parsed["figure_error"].isna()
    # below zero, the number of a day is a correction of days before: a figure to be read by a person (FC201), no slip
    correction = table["kind"].isin(["increment", "change"]) & parsed["figure"].str.contains(_BELOW_ZERO).fillna(False)
    passes["impossible", "figure"] = ~parsed["impossible"] | correction.astype(bool)
    passes["two-numbers", "figure"] = parsed["other_reading"].isna() | readable
    passes["two-readings", "figure"] = parsed["other_reading"].isna() | ~readable
    passes["not-in-quote", "quote"] = parsed["quote_has_figure"].fillna(True).astype(bool)
    for severity in SEVERITIES:
        passes[f"quoted-otherwise-{severity}", "quote"] = ~parsed["quote_severity"].eq(severity).fillna(False).astype(
            bool
        )
    passes.update(stated_bounds(parsed))
    once = ~(table["measure"].isin(REPEATED) & table["kind"].isin(["cumulative", "increment"]))
    above = (table["low"] > known.most).fillna(False) & once & ~table["kind"].isin(["change", "rate"])
    passes["above-all", "figure"] = ~(above & table["low_hard"].fillna(False)).astype(bool)
    passes["perhaps-above-all", "figure"] = ~(above & ~table["low_hard"].fillna(False)).astype(bool)
    passes["no-lexicon", "figure"] = parsed["figure"].isna() | ~parsed["no_lexicon"]
    passes["unparsed", "figure"] = parsed["figure"].isna() | parsed["figure_error"].isna() | parsed["no_lexicon"]
    passes["vague", "figure"] = ~table["qualifier"].eq("vague")
    in_order = ~(table["low"] > table["high"]).fillna(False)
    passes["bounds-out-of-order", "figure"] = in_order.astype(bool)
    grows = table["kind"].eq("cumulative") & known.event_open & parsed["as_of"].isna()
    passes["undated", "as_of"] = ~grows
    for column, near in known.near.items():
        passes["near-miss", column] = ~table[column].isin(near.keys())
    malformed = parsed["malformed"].notna()
    if malformed.any():
        for key, series in passes.items():
            if key[0] != "malformed":
                passes[key] = series | malformed
    return {key: series.fillna(True).astype(bool) for key, series in passes.items()}


@dataclass(frozen=True)
class Known:
    """What the checks of single cells need to know of the whole ledger and the vocabulary.

    `events` is None when no vocabulary declares any. Series are over all rows; `same_id` and `same_claim` hold the row of
    the claim that was there before; `most` is how many people there were where the claim counts (Int64), `most_words` who.
    """

    ids: frozenset[str]
    events: frozenset[str] | None
    event_start: pd.Series
    event_open: pd.Series
    dangling_sums: pd.Series
    unreadable_dates: dict[str, pd.Series]
    same_id: pd.Series
    same_claim: pd.Series
    most: pd.Series
    most_words: pd.Series
    near: dict[str, dict[str, str]]
