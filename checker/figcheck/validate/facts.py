"""What is said of a failing cell: the facts that the rule cards put into words, one row for all claims that fail alike."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from figcheck.model.near import nearest
from figcheck.model.settings import as_toml
from figcheck.model.tables import Failures, Parsed, TypedClaims
from figcheck.model.words import BASES, CREDIBILITIES, KINDS, RELIABILITIES, STATUSES
from figcheck.validate.alike import told_once
from figcheck.validate.dates.columns import readings
from figcheck.validate.schema import CLOCK_TOLERANCE, Known


def failure_rows(failed: pd.DataFrame, parsed: Parsed, table: TypedClaims, known: Known) -> Failures:
    """One row a failure; what fails alike has one row, with the number of the others.

    `failed` has `row`, `column` and `check`.
    """
    failed = told_once(failed, table)
    cells = _Cells(parsed, table, failed["row"])
    out = []
    names = ["row", "column", "check", "others", "more", "columns"]
    for row, column, check, others, more, columns in failed[names].itertuples(index=False, name=None):
        facts = {
            "column": column,
            "value": cells(row, column),
            "claim": cells.claim(row) + more,
            "others": others or None,
            **_facts(check, column, row, cells, known),
        }
        if check == "blank-below":
            facts |= {"columns": ", ".join(columns), "setting": f"fill_down = {as_toml(columns)}"}
        out.append((check, row, cells.first(row, check), facts))
    return Failures.of(pd.DataFrame(out, columns=Failures.names()))


class _Cells:
    """The cells of some records: as printed, and as what they mean; each column is looked up once."""

    def __init__(self, parsed: Parsed, table: TypedClaims, rows: pd.Series) -> None:
        first = table.loc[rows.unique(), ["same_id_row", "same_claim_row"]].stack().dropna().astype("int64")
        self._rows = pd.Index(rows).union(pd.Index(first)).unique()
        self._tables = {"printed": parsed, "typed": table}
        self._columns: dict[tuple[str, str], dict[int, object]] = {}

    def __call__(self, row: int, column: str) -> str | None:
        """A cell as it was printed, None where it is empty."""
        return self._cell("printed", row, column)

    def typed(self, row: int, column: str) -> str | None:
        """What a cell means, as text; None for nothing."""
        return self._cell("typed", row, column)

    def _cell(self, which: str, row: int, column: str) -> str | None:
        if (which, column) not in self._columns:
            values = self._tables[which].loc[self._rows, column]
            self._columns[which, column] = dict(zip(values.index.tolist(), values.tolist(), strict=True))
        cell = self._columns[which, column][row]
        return None if pd.isna(cell) else str(cell)

    def first(self, row: int, check: str) -> int | None:
        """The row of the claim that was there before, for the checks that compare two."""
        column = {"same-id": "same_id_row", "same-claim": "same_claim_row"}.get(check)
        first = None if column is None else self.typed(row, column)
        return None if first is None else int(first)

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


def _facts(check: str, column: str, row: int, cells: _Cells, known: Known) -> dict[str, str | None]:
    """The facts of one failing cell that its check names in CHECKS."""
    if check in _WORDS:
        return {"words": ", ".join(_WORDS[check])}
    if check.startswith("quoted-otherwise"):
        return {"quoted": cells(row, "quote_says")}
    match check:
        case "malformed":
            return {"why": cells(row, "malformed"), "remedy": _sentence(cells(row, "malformed_mend"))}
        case "no-figure" | "perhaps-no-figure":
            why = {"why": cells(row, "figure_error")} if check == "no-figure" else {}
            return {"source": cells.typed(row, "source"), **why}
        case "unparsed" | "no-lexicon" | "impossible":
            return {"why": cells(row, "figure_error"), "remedy": _sentence(cells(row, "figure_mend"))}
        case "no-such-claim" | "no-such-event":
            choices = known.ids if check == "no-such-claim" else (known.events or frozenset())
            return {"near": _closest(cells(row, column) or "", choices)}
        case "near-miss":
            name = str(cells.typed(row, column))
            return {"value": name, "near": known.near[column][name]}
        case "no-order":
            return {"readings": " or ".join(readings(cells(row, column) or ""))}
        case "no-interval":
            return {"why": cells(row, "interval_error")}
        case "period-after-as-of" | "as-of-after-published":
            return {"value": _as_iso(cells, row, column)}
        case "published-in-future":
            return {"today": known.today.isoformat(), "value": _as_iso(cells, row, column)}
        case "before-event":
            return _before_event(column, row, cells, known)
        case "same-id":
            return {"first": cells.place(cells.first(row, check) or row)}
        case "above-all" | "counted-otherwise" | "perhaps-above-all":
            return {"people": cells.typed(row, "most_people_words")}
        case "two-numbers" | "two-readings":
            return {"reading": cells(row, "other_reading")}
        case "stated-backwards":
            return {"high_bound": cells(row, "ledger_high")}
        case "stated-otherwise" | "stated-in-addition":
            return {"bound": column.removeprefix("ledger_")}
    return {}


def _as_iso(cells: _Cells, row: int, column: str) -> str | None:
    """A date as it was printed, or as ISO text where it was printed otherwise, as the other dates of a message are."""
    printed, day = cells(row, column), (cells.typed(row, column) or "")[:10]
    return printed if (printed or "").startswith(day) else day


def _before_event(column: str, row: int, cells: _Cells, known: Known) -> dict[str, str | None]:
    """When the event began; `published` too where it lies before as well; and the one year in which the day would fit."""
    start, end, printed, day = (
        (cells.typed(row, name) or "")[:10] for name in ("event_start", "event_end", "published", column)
    )
    early = pd.Timestamp(start) - CLOCK_TOLERANCE
    both = column == "as_of" and printed != "" and pd.Timestamp(printed) < early
    last = end or ("" if both or column == "published" else printed) or known.today.isoformat()
    moved = {year: f"{year}{day[4:]}" for year in range(early.year, int(last[:4]) + 1)}
    fitting = [str(year) for year, other in moved.items() if f"{early:%Y-%m-%d}" <= other <= last]
    return {
        "event_start": start,
        "value": _as_iso(cells, row, column),
        "also": _as_iso(cells, row, "published") if both else None,
        "year": fitting[0] if len(fitting) == 1 and day[4:] != "-02-29" else None,
    }


def _sentence(text: str | None) -> str:
    """A remedy as a sentence: a capital first, and a full stop last where it has none."""
    text = text or "Correct the figure"
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.?!' else '.'}"


@lru_cache(maxsize=4096)
def _closest(value: str, choices: frozenset[str]) -> str | None:
    return nearest(value, choices)
