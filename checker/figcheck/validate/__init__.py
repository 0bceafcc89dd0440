"""Third stage: parsed claims -> the figures table of those that can be compared, and a row for every cell that fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from figcheck.model.near import nearest
from figcheck.model.tables import DATE_COLUMNS, LEDGER_COLUMNS, Failures, sums_of
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary
from figcheck.model.words import BASES, CREDIBILITIES, KINDS, RELIABILITIES, STATUSES
from figcheck.validate.checks import BLANK, CHECKS, DROP
from figcheck.validate.near_names import near_names
from figcheck.validate.schema import Known, failures, verdicts
from figcheck.validate.typed_cells import by_value, typed, unreadable_dates

__all__ = ["Validation", "validate"]

_NEAR_COLUMNS = ("measure", "population", "place", "source", "origin")


@dataclass(frozen=True)
class Validation:
    """`figures`: the claims that go on, typed; index = row of the claims table. `rows`: the cells that fail."""

    figures: pd.DataFrame
    rows: Failures


def validate(parsed: pd.DataFrame, vocabulary: Vocabulary, today: date) -> Validation:
    """Checks every cell of the parsed table; a failing one costs its row, or its own value, and has a row in `rows`.

    The columns of `figures` are described in docs/tables.md. No clock is read: `today` serves only dates to come.
    """
    table = typed(parsed, vocabulary)
    known = _known(parsed, table, vocabulary)
    failed = failures(table, verdicts(parsed, table, known, today))
    failed = _one_a_record(failed)
    cost = failed["check"].map({name: check.cost for name, check in CHECKS.items()})
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
    rank = {name: n for n, name in enumerate(CHECKS)}
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


def _rows(failed: pd.DataFrame, parsed: pd.DataFrame, table: pd.DataFrame, known: Known, today: date) -> Failures:
    """One row a failure; what fails alike for every claim of a name has one row, with the number of the others."""
    failed = _once(failed, parsed, table)
    of_rows = failed["row"].unique()
    firsts = [first.loc[of_rows].dropna().astype("int64") for first in (known.same_id, known.same_claim)]
    cells = _Cells(parsed, pd.Index(of_rows).union(pd.Index(pd.concat(firsts)).unique()))
    out = []
    for row, column, check, others in zip(
        failed["row"], failed["column"], failed["check"], failed["others"], strict=True
    ):
        facts = {
            "column": column,
            "value": cells(row, column),
            "claim": cells.claim(row),
            "others": others or None,
            **_facts(check, column, row, cells, table, known, today),
        }
        out.append((check, row, _first(check, row, known), facts))
    return Failures.of(pd.DataFrame(out, columns=Failures.names()))


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


_WORDS = {
    "no-kind": KINDS,
    "no-basis": BASES,
    "no-status": STATUSES,
    "no-reliability": RELIABILITIES,
    "no-credibility": CREDIBILITIES[1:],
}
"""What may stand in a column that holds one of a few words; nobody types the first credibility in."""


def _first(check: str, row: int, known: Known) -> int | None:
    """The row of the claim that was there before, for the checks that compare two."""
    if check == "same-id":
        return int(known.same_id.at[row])
    return int(known.same_claim.at[row]) if check == "same-claim" else None


def _facts(
    check: str, column: str, row: int, cells: _Cells, table: pd.DataFrame, known: Known, today: date
) -> dict[str, str | None]:
    """The facts of one failing cell that its check names in CHECKS."""
    if check in _WORDS:
        return {"words": ", ".join(_WORDS[check])}
    if check.startswith("quoted-otherwise"):
        return {"quoted": cells(row, "quote_says")}
    match check:
        case "malformed":
            return {"why": cells(row, "malformed"), "remedy": _sentence(cells(row, "malformed_mend"))}
        case "unparsed" | "no-lexicon" | "impossible":
            return {"why": cells(row, "figure_error"), "remedy": _sentence(cells(row, "figure_mend"))}
        case "no-such-claim" | "no-such-event":
            choices = known.ids if check == "no-such-claim" else (known.events or frozenset())
            return {"near": _closest(cells(row, column) or "", choices)}
        case "near-miss":
            name = str(table.at[row, column])
            return {"value": name, "near": known.near[column][name]}
        case "no-date":
            return {"near": _as_iso(cells(row, column) or "")}
        case "no-interval":
            return {"why": cells(row, "interval_error")}
        case "published-in-future":
            return {"today": today.isoformat()}
        case "before-event":
            return {"event_start": str(known.event_start.at[row].date())}
        case "same-id":
            return {"first": cells.place(int(known.same_id.at[row]))}
        case "above-all" | "perhaps-above-all":
            return {"people": str(known.most_words.at[row])}
        case "two-numbers" | "two-readings":
            return {"reading": cells(row, "other_reading")}
        case "stated-backwards":
            return {"high_bound": cells(row, "ledger_high")}
        case "stated-otherwise" | "stated-in-addition":
            return {"bound": column.removeprefix("ledger_")}
    return {}


def _sentence(text: str | None) -> str:
    """A remedy as a sentence: a capital first, and a full stop last where it has none."""
    text = text or "Correct the figure"
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.?!' else '.'}"


@lru_cache(maxsize=4096)
def _closest(value: str, choices: frozenset[str]) -> str | None:
    return nearest(value, choices)


@lru_cache(maxsize=4096)
def _as_iso(value: str) -> str | None:
    """The one date that a common other spelling can mean; None where there are several, or none.

    >>> _as_iso("27/12/2023"), _as_iso("3 February 2024"), _as_iso("02/03/2024")
    ('2023-12-27', '2024-02-03', None)
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
    return readings.pop() if len(readings) == 1 else None
