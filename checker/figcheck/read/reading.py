"""The stage `read`: files -> one table of claims as text, with file and line, and one vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from figcheck.model.errors import FigcheckError, LedgerError, SeveralErrors
from figcheck.model.notice import Notice
from figcheck.model.places import file_of, place
from figcheck.model.settings import Settings
from figcheck.model.shown import shown_path
from figcheck.model.tables import Claims, Waivers, ledger_column
from figcheck.model.vocabulary import Event, Vocabulary, same_name
from figcheck.read.discover import discover
from figcheck.read.reader import rows_of
from figcheck.read.tables.column_names import column_of
from figcheck.read.tables.fill_down import filled_down
from figcheck.read.vocabulary_yaml import common_vocabulary, merge, vocabulary_file
from figcheck.read.waivers_csv import read_waivers, waivers_table

_MOST_NAMED = 8
"""Files that are named when nothing was checked."""


@dataclass
class Reading:
    """What was read.

    `unknown_columns` are the user's own, which are left alone. `notices` say what a person should know of how a ledger was read.
    `errors` are files that could not be read whole (the run goes on, and ends with status 2).
    """

    claims: Claims
    vocabulary: Vocabulary
    ledgers: list[tuple[str, int]] = field(default_factory=list)
    vocabularies: list[str] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    unknown_columns: list[tuple[str, list[str]]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    waivers: Waivers = field(default_factory=Waivers.no_rows)
    errors: list[FigcheckError] = field(default_factory=list)
    read_through: list[str] = field(default_factory=list)

    def inputs(self) -> list[str]:
        """The files that were read, as messages show them."""
        ledgers = dict.fromkeys(file_of(name) for name, _ in self.ledgers)
        return [*ledgers, *self.read_through, *self.vocabularies, *self.waivers["file"].unique()]

    def why_nothing_was_read(self) -> FigcheckError:
        """What to raise when there is no claim at all."""
        if self.errors:
            return SeveralErrors(self.errors)
        if self.ledgers:
            names = ", ".join(name for name, _ in self.ledgers)
            return FigcheckError(
                "nothing was checked", where=names, why="the ledger has no claims", mend="add a row for each claim"
            )
        passed = "".join(f"\n        {name}: {why}" for name, why in self.passed_over[:_MOST_NAMED])
        return FigcheckError(
            "nothing was checked",
            why=f"no ledger was found{'. Skipped:' if passed else ''}{passed}",
            mend="let the heading of a table have the names claim_id, event, measure, figure, source and published, or describe "
            "a table that you have: `figcheck init --from FILE`. `figcheck init` writes an example",
        )


def read(paths: Iterable[Path], settings: Settings | None = None) -> Reading:
    """Every ledger and vocabulary below the paths, as one table and one vocabulary.

    `settings` say in which columns an empty cell means what stands above it. Whatever cannot be read is named in the result and
    costs nothing else. Raises nothing for bad input.
    """
    found = discover(paths)
    errors = list(found.errors)
    frames: list[pd.DataFrame] = []
    reading = Reading(claims_table([]), Vocabulary(), passed_over=found.passed_over)
    unknown: dict[str, dict[str, None]] = {}
    counts: dict[str, int] = {}
    declared: set[str] = set()
    for ledger in found.ledgers:
        try:
            rows = rows_of(ledger.reader, ledger.source, ledger.table)
        except FigcheckError as error:
            errors.append(error)
            continue
        name = place(ledger.source.shown, ledger.table.sheet)
        declared |= set(rows.claims["event"].dropna()) if rows.declares_events and "event" in rows.claims else set()
        claims, filled = filled_down(rows.claims, settings.fill_down if settings else ())
        frames.append(claims)
        errors += rows.errors
        reading.notices += [Notice(name, line, what) for line, what in (*rows.notices, *filled)]
        counts[name] = counts.get(name, 0) + len(rows.claims)
        for column in rows.columns:
            if column_of(column) is None:
                unknown.setdefault(column, {})[name] = None
    reading.ledgers = list(counts.items())
    reading.claims = claims_table(frames)
    reading.unknown_columns = sorted((column, list(files)) for column, files in unknown.items())
    reading.vocabulary = _with_events(_vocabulary(found.vocabularies, reading, errors), declared)
    reading.read_through = sorted({shown_path(path) for ledger in found.ledgers for path in ledger.table.reads})
    reading.waivers = _waivers(found.waivers, reading, errors)
    reading.errors = errors
    return reading


def claims_table(frames: list[pd.DataFrame]) -> Claims:
    """One claims table of several."""
    if not frames:
        return Claims.no_rows()
    joined = pd.concat(frames, ignore_index=True).rename(columns=ledger_column)
    texts = [column for column in Claims.names() if column != "line"]
    other = {column: "str" for column in texts if column in joined and joined[column].dtype != "str"}
    nulls = pd.array([None] * len(joined), dtype="str")
    absent = pd.DataFrame({column: nulls for column in texts if column not in joined}, index=joined.index)
    joined = pd.concat([joined.astype(other) if other else joined, absent], axis=1)
    if "line" not in joined:
        joined["line"] = pd.Series([], dtype="int64")
    return joined[list(Claims.names())]


def _waivers(paths: list[Path], reading: Reading, errors: list[FigcheckError]) -> Waivers:
    frames = []
    for path in paths:
        try:
            rows = read_waivers(path.read_bytes(), shown_path(path))
        except LedgerError as error:
            errors.append(error)
        except OSError as error:
            errors.append(
                LedgerError("cannot open the waivers", where=shown_path(path), why=error.strerror or str(error))
            )
        else:
            errors += rows.errors
            reading.notices += rows.notices
            frames.append(rows.waivers)
    return waivers_table(frames)


def _with_events(vocabulary: Vocabulary, names: set[str]) -> Vocabulary:
    """The vocabulary with events that the rows of a ledger declare, unless it has none at all: then every name is accepted."""
    known = {same_name(name) for name in vocabulary.events}
    new = {name: Event(name) for name in sorted(names) if same_name(name) not in known}
    return replace(vocabulary, events={**vocabulary.events, **new}) if known and new else vocabulary


def _vocabulary(paths: list[Path], reading: Reading, errors: list[FigcheckError]) -> Vocabulary:
    """The shipped vocabulary and those next to the ledgers. A broken one is left out and named."""
    declared = {"the measures that ship with figcheck": common_vocabulary()}
    merged = merge(declared)
    for path in paths:
        try:
            more = {**declared, shown_path(path): vocabulary_file(path)}
            merged, declared = merge(more), more
        except LedgerError as error:
            errors.append(error)
        else:
            reading.vocabularies.append(shown_path(path))
    complete = len(reading.vocabularies) == len(paths)
    return merged if complete else replace(merged, complete=False)
