"""The pandera schema of the parsed table: its checks are those of `checks.py`, and the rule cards put them into words."""

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

_CORRECTABLE = ("increment", "change")
_MINUS_SIGN = r"[-−–]\s*\d"

CLOCK_TOLERANCE = timedelta(days=1)
"""Time zones and the hour at which a bulletin closes may put two dates a day apart."""

REPEATED = ("injured", "casualties", "displaced", "evacuated", "affected", "detained")
"""Measures of which a running total may count one person more than once."""


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
    """One row a failing cell: `row`, `column`, `check` (a key of CHECKS).

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
    passes["impossible", "figure"] = ~parsed["impossible"].fillna(False).astype(bool)
    correction = parsed["is_correction"].fillna(False).astype(bool)
    misplaced = correction & ~table["kind"].isin(_CORRECTABLE)
    signed = parsed["figure"].str.contains(_MINUS_SIGN).fillna(False).astype(bool)
    passes["below-zero", "figure"] = ~(misplaced & signed)
    passes["fall-as-total", "figure"] = ~(misplaced & ~signed)
    share = parsed["unit"].isin(["percent", "fraction"]).fillna(False).astype(bool)
    passes["more-than-all", "figure"] = ~(correction & share & (parsed["ratio_high"] < -1).fillna(False).astype(bool))
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
