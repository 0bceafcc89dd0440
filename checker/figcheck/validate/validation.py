"""The stage `validate`: parsed claims -> the table of those that can be compared, and a row for every check that fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from figcheck.model.notice import Notice
from figcheck.model.tables import DATE_COLUMNS, Failures, Parsed, TypedClaims, ValidClaims
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary
from figcheck.validate.checks import BLANK, CHECKS, DROP, LEFT_OUT
from figcheck.validate.dates.columns import date_cells
from figcheck.validate.facts import failure_rows
from figcheck.validate.near_names import near_names
from figcheck.validate.schema import Known, failing_cells
from figcheck.validate.typed_cells import typed
from figcheck.validate.whole_ledger import with_whole_ledger

_NEAR_COLUMNS = ("measure", "population", "place", "source", "origin")


@dataclass(frozen=True)
class Validation:
    """`figures`: the claims that go on; their index is that of `claims`. `rows`: the checks that failed. `dates`: the date cells of
    all claims as ISO text where they are dates, else as they stand. `left_out`: why each of the other claims does not go on, by
    its label. `notices`: what was decided for the dates of a ledger.
    """

    figures: ValidClaims
    rows: Failures
    dates: pd.DataFrame
    left_out: pd.Series
    notices: list[Notice] = field(default_factory=list)


def validate(parsed: Parsed, vocabulary: Vocabulary, today: date, date_order: str | None = None) -> Validation:
    """Checks every cell; a failing one costs its record, or its own value, or nothing, and has a row in `rows`.

    No clock is read: `today` serves only dates to come. `date_order` (dmy, mdy or ymd) decides where a ledger does not show in
    which order it writes the numbers of its dates.
    """
    dates = date_cells(parsed, date_order)
    table = with_whole_ledger(typed(parsed, vocabulary, dates), parsed, vocabulary)
    known = _known(table, vocabulary, today)
    failed = _one_a_cell(failing_cells(table, known))
    cost = failed["check"].map({name: check.cost for name, check in CHECKS.items()})
    rows = failure_rows(_said_once(failed, table), parsed, table, known)
    blank = failed[cost == BLANK]
    for column, some in blank.groupby("column"):
        table[column] = table[column].where(~table.index.isin(some["row"]), None)
    dropped = failed[cost == DROP].assign(rank=lambda some: some["check"].map({n: i for i, n in enumerate(CHECKS)}))
    first = dropped.sort_values(["row", "rank"]).drop_duplicates("row").set_index("row")["check"]
    goes_on = ~table.index.isin(dropped["row"])
    figures = table.loc[goes_on].drop(columns=[c for c in TypedClaims.names() if c not in ValidClaims.declared])
    iso = dates.iso.fillna(parsed[list(DATE_COLUMNS)])
    return Validation(figures, rows, iso, first.map(LEFT_OUT).astype("str"), dates.notices)


def _known(table: TypedClaims, vocabulary: Vocabulary, today: date) -> Known:
    near: dict[str, dict[str, str]] = {}
    once = table[table["same_claim_row"].isna()]
    for column in _NEAR_COLUMNS:
        names = (
            vocabulary.names(column) if column in DIMENSIONS else {p.name for p in vocabulary.parties(column).values()}
        )
        found = near_names(once[column].dropna(), names, once["event"])
        if found:
            near[column] = found
    declares = bool(vocabulary.events) and vocabulary.complete
    events = {} if declares else near_names(once["event"].dropna(), ())
    if events:
        near["event"] = events
    return Known(
        today=today,
        ids=frozenset(table["claim_id"].dropna()),
        events=frozenset(vocabulary.events) if declares else None,
        near=near,
    )


def _said_once(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """Without what fails once more in a claim that repeats another: that it repeats one is all there is to say of it."""
    repeats = table.index[table["same_claim_row"].notna()]
    return failed[~failed["row"].isin(repeats) | failed["check"].eq("same-claim")]


def _one_a_cell(failed: pd.DataFrame) -> pd.DataFrame:
    """One failure a cell: a date that cannot be read is not also missing, a misspelt event not also too early."""
    rank = {name: n for n, name in enumerate(CHECKS)}
    failed = failed.assign(rank=failed["check"].map(rank)).sort_values(["row", "column", "rank"])
    return failed.drop_duplicates(["row", "column"]).drop(columns="rank").reset_index(drop=True)
