"""Third stage: parsed claims -> the figures table of those that can be compared, and a row for every cell that fails."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from figcheck.model.tables import DATE_COLUMNS, LEDGER_COLUMNS, Rows, sums_of
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary
from figcheck.validate.near_names import near_names, one_letter_apart
from figcheck.validate.schema import BLANK, DROP, PROBLEMS, Known, failures, verdicts
from figcheck.validate.typed_cells import by_value, typed, unreadable_dates

__all__ = ["Validation", "validate"]

_NEAR_COLUMNS = ("measure", "population", "place", "source", "origin")


@dataclass(frozen=True)
class Validation:
    """`figures`: the claims that go on, typed; index = row of the claims table. `rows`: the cells that fail."""

    figures: pd.DataFrame
    rows: pd.DataFrame


def validate(parsed: pd.DataFrame, vocabulary: Vocabulary, today: date) -> Validation:
    """Checks every cell of the parsed table; a failing one costs its row, or its own value, and is told in `rows`.

    The columns of `figures` are described in docs/tables.md. No clock is read: `today` serves only dates to come.
    """
    table = typed(parsed, vocabulary)
    known = _known(parsed, table, vocabulary)
    failed = failures(table, verdicts(parsed, table, known, today))
    failed = _one_a_record(failed)
    cost = failed["check"].map({name: p.cost for name, p in PROBLEMS.items()})
    own = ("interval", "reliability", "credibility", "ledger_low", "ledger_high")
    for column in ("via", "revises", "change_from", "change_to", "sums_to", *own):
        blank = failed.loc[(cost == BLANK) & (failed["column"] == column), "row"]
        if len(blank):
            table[column] = table[column].where(~table.index.isin(blank), None)
    figures = table.loc[~table.index.isin(failed.loc[cost == DROP, "row"])].copy()
    figures["event_start"] = known.event_start.loc[figures.index]
    figures["event_end"] = _event_dates(figures["event"], vocabulary, "end")
    figures["event_open"] = known.event_open.loc[figures.index]
    return Validation(figures, _rows(failed, parsed, table, known, today))


def _known(parsed: pd.DataFrame, table: pd.DataFrame, vocabulary: Vocabulary) -> Known:
    ids = frozenset(parsed["claim_id"].dropna())
    declares = bool(vocabulary.events) and vocabulary.complete
    declared = table["event"].isin(vocabulary.events.keys())
    end = _event_dates(table["event"], vocabulary, "end")
    near: dict[str, dict[str, str]] = {}
    for column in _NEAR_COLUMNS:
        names = (
            vocabulary.names(column) if column in DIMENSIONS else {p.name for p in vocabulary.parties(column).values()}
        )
        found = near_names(table[column].dropna(), names)
        if found:
            near[column] = found
    most, words = _most(table, vocabulary)
    return Known(
        ids=ids,
        events=frozenset(vocabulary.events) if declares else None,
        event_start=_event_dates(table["event"], vocabulary, "start"),
        event_open=declared & end.isna(),
        dangling_sums=_dangling_sums(parsed["sums_to"], ids),
        unreadable_dates={c: unreadable_dates(parsed, table, c) for c in DATE_COLUMNS},
        same_id=_same_id(parsed),
        same_claim=_same_claim(parsed),
        most=most.astype("Int64"),
        most_words=words,
        near=near,
    )


def _most(table: pd.DataFrame, vocabulary: Vocabulary) -> tuple[pd.Series, pd.Series]:
    """How many people there were where each claim counts, and who they were; null where no vocabulary tells."""
    scopes = table[["event", "place"]].drop_duplicates()
    told = [
        None if pd.isna(event) else vocabulary.most(event, None if pd.isna(place) else place)
        for event, place in scopes.itertuples(index=False)
    ]
    known = scopes.assign(most=[t[0] if t else None for t in told], words=[t[1] if t else None for t in told])
    joined = table[["event", "place"]].merge(known, on=["event", "place"], how="left").set_index(table.index)
    return joined["most"].astype("Int64"), joined["words"].astype("str")


def _event_dates(event: pd.Series, vocabulary: Vocabulary, which: str) -> pd.Series:
    dates = {name: pd.Timestamp(d) for name, e in vocabulary.events.items() if (d := getattr(e, which)) is not None}
    return by_value(event, lambda names: pd.to_datetime(names.map(dates)).astype("datetime64[us]"))


def _dangling_sums(sums_to: pd.Series, ids: frozenset[str]) -> pd.Series:
    def dangles(cell: str) -> bool:
        return any(whole not in ids for whole, _ in sums_of(cell, ids))

    bad = {cell for cell in sums_to.dropna().unique() if dangles(cell)}
    return sums_to.isin(bad)


def _in_order(parsed: pd.DataFrame) -> pd.DataFrame:
    """Rows in an order that neither files nor lines decide: by publication, then by all their cells."""
    return parsed.sort_values(["published", "claim_id", *LEDGER_COLUMNS], na_position="last", kind="stable")


def _same_id(parsed: pd.DataFrame) -> pd.Series:
    """For every claim whose id an earlier one has, the row of the first published (Int64, null for all others)."""
    repeated = parsed["claim_id"].notna() & parsed["claim_id"].duplicated(keep=False)
    return _first_like(_in_order(parsed[repeated]), ["claim_id"], parsed.index)


def _same_claim(parsed: pd.DataFrame) -> pd.Series:
    """For every claim that is like an earlier one in all but the id, the row of that one (Int64, null for all others)."""
    cells = [c for c in LEDGER_COLUMNS if c != "claim_id"]
    # most claims differ in a few cells, and need no look at the rest
    alike = parsed.duplicated(["event", "figure", "source", "published"], keep=False)
    some = parsed[alike & parsed["malformed"].isna() & parsed["claim_id"].notna()]
    some = some[some.duplicated(cells, keep=False)]
    return _first_like(_in_order(some).drop_duplicates("claim_id"), cells, parsed.index)


def _first_like(ordered: pd.DataFrame, cells: list[str], index: pd.Index) -> pd.Series:
    """For every row that is alike in `cells` to one before it, that row's label; null for all others."""
    first = pd.Series(pd.NA, index=index, dtype="Int64")
    if len(ordered):
        group = ordered.groupby(cells, dropna=False, sort=False).ngroup()
        label = pd.Series(ordered.index, index=ordered.index).groupby(group).transform("first")
        again = group.duplicated()
        first.loc[ordered.index[again]] = label[again].array
    return first


def _one_a_record(failed: pd.DataFrame) -> pd.DataFrame:
    """A cell is told of once: a date that cannot be read is not also missing, a misspelt event not also too early."""
    rank = {name: n for n, name in enumerate(PROBLEMS)}
    failed = failed.assign(rank=failed["check"].map(rank)).sort_values(["row", "column", "rank"])
    return failed.drop_duplicates(["row", "column"]).drop(columns="rank").reset_index(drop=True)


_ONCE = {
    "near-miss": [],
    "no-such-event": [],
    "same-claim": ["event", "source"],
    "no-lexicon": ["lang"],
    "as-of-after-published": ["event", "place", "source", "as_of", "published"],
}
"""Checks that fail alike for every claim that is alike in these columns (without any: in the one that fails): one row tells
it, with how many claims that are."""


def _rows(failed: pd.DataFrame, parsed: pd.DataFrame, table: pd.DataFrame, known: Known, today: date) -> pd.DataFrame:
    """Discrepancy rows; what fails alike for every claim of a name is told once, with the number of claims."""
    failed = _once(failed, parsed, table)
    of_rows = failed["row"].unique()
    firsts = [first.loc[of_rows].dropna().astype("int64") for first in (known.same_id, known.same_claim)]
    cells = _Cells(parsed, pd.Index(of_rows).union(pd.Index(pd.concat(firsts)).unique()))
    out = []
    for row, column, check, others in zip(
        failed["row"], failed["column"], failed["check"], failed["others"], strict=True
    ):
        problem = PROBLEMS[check]
        value, shown_near, against = _detail(check, column, row, cells, table, known, today)
        words = {"column": column, "value": value, "near": shown_near, "problem": value}
        fields = {
            "column": column,
            "value": value,
            "claim": cells.claim(row) + (f" and {others:,} more" if others and check != "same-claim" else ""),
            "problem": problem.problem.format_map(words) + (_repeated(others) if check == "same-claim" else ""),
            "remedy": problem.remedy.format_map(words),
        }
        out.append((problem.code, row, against, problem.severity, "new", None, None, fields))
    return Rows.of(pd.DataFrame(out, columns=Rows.names()))


def _repeated(others: int) -> str:
    if not others:
        return ""
    return (
        f"; {others:,} more {'claim' if others == 1 else 'claims'} of this source in this event "
        f"{'repeats' if others == 1 else 'repeat'} another"
    )


def _once(failed: pd.DataFrame, parsed: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """`failed` with one row for all that fails the checks `_ONCE` alike, and `others`: how many more claims do."""
    failed = failed.assign(others=0)
    for (check, column), some in failed[failed["check"].isin(_ONCE)].groupby(["check", "column"]):
        names = _ONCE[str(check)] or [column]
        told = table.loc[some["row"], names].assign(id=parsed["claim_id"].loc[some["row"]]).set_axis(some.index)
        told = told.sort_values([*names, "id"])
        others = told.groupby(names, dropna=False)["id"].transform("size") - 1
        first = ~told.duplicated(names)
        failed.loc[told.index[first], "others"] = others[first]
        failed = failed.drop(index=told.index[~first])
    return failed


class _Cells:
    """The cells of some rows of the claims table, each column looked up once."""

    def __init__(self, parsed: pd.DataFrame, rows: Iterable[int]) -> None:
        self._some = parsed.loc[rows]
        self._columns: dict[str, dict[int, object]] = {}

    def __call__(self, row: int, column: str) -> str | None:
        """A cell as text, None where it is empty."""
        if column not in self._columns:
            values = self._some[column]
            self._columns[column] = dict(zip(values.index.tolist(), values.tolist(), strict=True))
        cell = self._columns[column][row]
        return None if pd.isna(cell) else str(cell)

    def place(self, row: int) -> str:
        """File and line of a claim."""
        return f"{self(row, 'file')}:{self(row, 'line')}"

    def claim(self, row: int) -> str:
        """How a claim is named: by its id, else by its line."""
        return self(row, "claim_id") or f"line {self(row, 'line')}"


def _detail(
    check: str, column: str, row: int, cells: _Cells, table: pd.DataFrame, known: Known, today: date
) -> tuple[str, str, int | None]:
    """(the cell as printed, what else the words need, the row of the other claim) of one failing cell."""
    value = cells(row, column) or ""
    if check == "malformed":
        return value, f"{cells(row, 'malformed_mend')}.".capitalize(), None
    if check in ("unparsed", "no-lexicon"):
        why = f'cannot read "{value}" as a figure: {cells(row, "figure_error")}'
        return why, cells(row, "figure_mend") or "Correct the figure.", None
    if check in ("no-such-claim", "no-such-event"):
        choices = known.ids if check == "no-such-claim" else (known.events or frozenset())
        return value, _closest(value, choices), None
    if check == "near-miss":
        name = str(table.at[row, column])
        return name, known.near[column][name], None
    if check == "no-date":
        return value, _as_iso(value), None
    if check == "no-interval":
        return value, cells(row, "interval_error") or "", None
    if check in ("same-id", "same-claim"):
        first = int((known.same_id if check == "same-id" else known.same_claim).at[row])
        return value, cells.place(first) if check == "same-id" else cells.claim(first), first
    others = {"period-after-as-of": "as_of", "as-of-after-published": "published"}
    if check in others:
        return value, cells(row, others[check]) or "", None
    if check == "published-in-future":
        return value, today.isoformat(), None
    if check in ("two-numbers", "two-readings"):
        return value, str(cells(row, "other_reading")), None
    if check == "impossible":
        mend = str(cells(row, "figure_mend"))
        return str(cells(row, "figure_error")), f"{mend[:1].upper()}{mend[1:]}.", None
    if check in ("above-all", "perhaps-above-all"):
        return str(cells(row, "figure")), str(known.most_words.at[row]), None
    if check == "stated-backwards":
        return value, str(cells(row, "ledger_high")), None
    if check in ("stated-otherwise", "stated-in-addition"):
        return str(cells(row, "figure")), f"{column.removeprefix('ledger_')} {value}", None
    if check == "not-in-quote":
        return str(cells(row, "figure")), "", None
    if check.startswith("quoted-otherwise"):
        return str(cells(row, "figure")), str(cells(row, "quote_says")), None
    if check == "before-event":
        return value, str(known.event_start.at[row].date()), None
    return value, "", None


@lru_cache(maxsize=4096)
def _closest(value: str, choices: frozenset[str]) -> str:
    if len(choices) > 1_000:  # difflib reads every choice
        near = [name for name in choices if abs(len(name) - len(value)) <= 1 and one_letter_apart(name, value)]
    else:
        near = difflib.get_close_matches(value, sorted(choices), n=1)
    return f' (did you mean "{min(near)}"?)' if near else ""


@lru_cache(maxsize=4096)
def _as_iso(value: str) -> str:
    """The one date that a common other spelling can mean, else an example.

    >>> _as_iso("27/12/2023"), _as_iso("3 February 2024"), _as_iso("02/03/2024")
    ('2023-12-27', '2024-02-03', 'such as 2024-12-31')
    """
    formats = (
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%b %d, %Y",
        "%d.%m.%Y",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%Y/%m/%d",
        "%Y%m%d",
    )
    readings = set()
    for spelling in formats:
        parsed = pd.to_datetime(value, format=spelling, errors="coerce")
        if not pd.isna(parsed):
            readings.add(parsed.date().isoformat())
    return readings.pop() if len(readings) == 1 else "such as 2024-12-31"
