"""Rule cards over tables: each card's query run, its rows checked and put in order.

A stranger's card is run in a worker process. Where all cards of a run come with figcheck, DuckDB runs in this process: to
start another takes longer than to check a small ledger.
"""

from __future__ import annotations

import atexit
import json
import math
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from figcheck.bounded.sandbox import DeadWorkerError, WorkerProcess
from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.found_rows import found_rows, found_table
from figcheck.compare.engine.failures import failed_query, lost_worker
from figcheck.compare.engine.own_process import OwnProcess
from figcheck.model.errors import CardError, FigcheckError
from figcheck.model.tables import Discrepancies, Found

_SCRIPT = Path(__file__).with_name("duckdb_worker.py")
_LOADING = 600.0
"""Seconds in which tables must be loaded: no card has any part in it."""
_SPARE = 30
"""Seconds after its deadline at which a worker ends itself, should its parent be gone."""
_FOUND = pa.schema([(name, pa.int64() if name == "gap" else pa.string()) for name in Discrepancies.names()])


@dataclass(frozen=True)
class EngineResult:
    """What the cards found.

    `rows`: one a finding, sorted by code, claim_id, against_id; a severity is never worse than its card's. `errors`: one a card
    that could not be run; it has no rows. `timings`: seconds by code, without the loading of tables.
    """

    rows: Found
    errors: list[CardError]
    timings: dict[str, float]


def run_cards(
    tables: Mapping[str, pd.DataFrame],
    cards: Iterable[RuleCard],
    parameters: Mapping[str, Mapping[str, Any]],
    *,
    today: date | None = None,
    deadline: float = 60.0,
    memory_mb: int = 4096,
    threads: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> EngineResult:
    """What the cards find in the tables: `CardSession.run` with a worker for this once."""
    with CardSession(deadline=deadline, memory_mb=memory_mb, threads=threads) as session:
        session.load(tables)
        return session.run(cards, parameters, today=today, progress=progress)


class CardSession:
    """What holds tables and runs cards over them; use it in a `with` block.

    `deadline` is the seconds that one card may take, `memory_mb` the memory that a worker may take, `threads` how many
    it computes with (None: as many as there are cores). A worker that is late or dies is replaced, and the next card
    runs in the new one.
    """

    def __init__(self, *, deadline: float = 60.0, memory_mb: int = 4096, threads: int | None = None) -> None:
        self.deadline, self.memory_mb, self.threads = deadline, memory_mb, threads
        self._worker: _Worker | OwnProcess | None = None
        self._trusted = False
        self._tables: dict[str, pd.DataFrame] = {}
        self._before = _FOUND.empty_table()
        self._loaded: set[str] | None = None

    def __enter__(self) -> CardSession:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the worker, which takes longer to start than a small ledger to check, to the next session of this process."""
        if not isinstance(self._worker, _Worker) or not self._worker.is_idle() or self._kept in _idle:
            self.close()
        else:
            _idle[self._kept] = self._worker
            self._worker, self._loaded = None, None

    @property
    def _kept(self) -> tuple[int, int | None]:
        return self.memory_mb, self.threads

    def close(self) -> None:
        """End the worker; the session can go on, with a new one."""
        if self._worker is not None:
            self._worker.end()
        self._worker, self._loaded = None, None

    def load(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Hold these tables in place of those before; they reach the worker when a card of the next run needs them.

        Columns of datetime64 become dates, categories text. A table `discrepancies` holds the rows that were found
        before any card runs (with the columns of `Discrepancies`); without it there are none.
        """
        self._tables = dict(tables)
        before = self._tables.pop("discrepancies", None)
        if before is None:
            self._before = _FOUND.empty_table()
        else:
            self._before = arrow_table(before).select(Discrepancies.names()).cast(_FOUND)
        self._loaded = None

    def run(
        self,
        cards: Iterable[RuleCard],
        parameters: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        today: date | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> EngineResult:
        """What the cards find, each after all of lower code; cards without a query are passed over. So are those that can find
        nothing, because a table that they rest on has no row.

        `parameters` holds values by card code (or name) and parameter, in place of the card's defaults; `today` is what
        `$today` stands for. `progress` is called with each card's code before it runs.
        Raises FigcheckError when the tables cannot be loaded at all.
        """
        found: list[dict[str, Any]] = []
        errors: list[CardError] = []
        timings: dict[str, float] = {}
        figures = self._tables.get("figures")
        known = None if figures is None else frozenset(figures["claim_id"])
        queried = sorted((card for card in cards if card.query is not None), key=lambda c: c.code)
        self._use(trusted=all(card.shipped for card in queried))
        for card in queried:
            if progress is not None:
                progress(card.code)
            if not self._can_find(card, found):
                continue
            self._ready(card.query or "")
            start = time.perf_counter()
            values: dict[str, Any] = {name: p.default for name, p in card.parameters.items()}
            for key in (card.name, card.code):
                values.update((parameters or {}).get(key, {}))
            values["today"] = today
            try:
                found += found_rows(card, self._ask(card, values, found), known)
            except CardError as error:
                errors.append(error)
            timings[card.code] = time.perf_counter() - start
        return EngineResult(found_table(found), errors, timings)

    def _use(self, *, trusted: bool) -> None:
        """Go on in this process where all cards are `trusted`, else in a worker."""
        if trusted != self._trusted:
            self.close()
        self._trusted = trusted

    def _can_find(self, card: RuleCard, found: list[dict[str, Any]]) -> bool:
        empty = {name for name, table in self._tables.items() if not len(table)}
        if not found and not len(self._before):
            empty.add("discrepancies")
        return any(empty.isdisjoint(tables) for tables in card.rests_on)

    def _ask(self, card: RuleCard, values: dict[str, Any], found: list[dict[str, Any]]) -> pa.Table:
        query = card.query or ""
        worker, extra = self._ready(query), {}
        if "discrepancies" in query.lower():
            so_far = pa.Table.from_pylist([{n: row[n] for n in Discrepancies.names()} for row in found], schema=_FOUND)
            extra["discrepancies"] = pa.concat_tables([self._before, so_far])
        try:
            answer, rows = worker.select(query, values, extra, self.deadline)
        except DeadWorkerError as dead:
            self.close()
            raise lost_worker(card, dead.late, dead.why, self.deadline, self.memory_mb) from dead
        if rows is None:
            if answer["fatal"]:
                self.close()
            raise failed_query(card, answer["kind"], answer["message"], self.memory_mb)
        return rows

    def _ready(self, query: str) -> _Worker | OwnProcess:
        """What runs cards, with the tables of now in it: all in a worker, in this process those that the query names."""
        if self._worker is None:
            self._worker = self._started()
        words = set(re.findall(r"\w+", query.casefold()))
        needed = [name for name in self._tables if name in words or not isinstance(self._worker, OwnProcess)]
        held = self._loaded or set()
        missing = {name: arrow_table(self._tables[name]) for name in needed if name not in held}
        if self._loaded is not None and not missing:
            return self._worker
        try:
            self._worker.load(missing, _LOADING, keep=held)
        except DeadWorkerError as dead:
            self.close()
            raise FigcheckError(
                "the tables could not be loaded into the database that the rule cards read",
                why=dead.why,
                mend=f"allow more memory than {self.memory_mb} MB, or check fewer ledgers at once",
            ) from dead
        self._loaded = {*held, *missing}
        return self._worker

    def _started(self) -> _Worker | OwnProcess:
        if self._trusted:
            return OwnProcess(self.memory_mb, self.threads)
        kept = _idle.pop(self._kept, None)
        return kept if kept is not None and kept.is_idle() else _Worker(self.memory_mb, self.threads)


def _iso_day(day: date) -> str:
    return (day.date() if isinstance(day, datetime) else day).isoformat()


_idle: dict[tuple[int, int | None], _Worker] = {}
"""Workers of sessions that ended well, by what they may use; what they held is dropped with the next tables."""


@atexit.register
def end_idle() -> None:
    """End the workers that wait for a next session."""
    while _idle:
        _idle.popitem()[1].end()


class _Worker(WorkerProcess):
    """The worker that runs cards: one line of JSON a request, tables as Arrow streams (see duckdb_worker.py)."""

    def __init__(self, memory_mb: int, threads: int | None) -> None:
        super().__init__(_SCRIPT, json.dumps({"memory_mb": memory_mb, "threads": threads}))

    def load(self, tables: Mapping[str, pa.Table], deadline: float, *, keep: Collection[str] = ()) -> None:
        """Hold these tables and no others. Raises DeadWorkerError when the worker ends or the deadline passes."""
        assert not keep  # it is given all at once
        self._request({"do": "load"}, tables, deadline)

    def select(
        self, sql: str, parameters: Mapping[str, Any], tables: Mapping[str, pa.Table], deadline: float
    ) -> tuple[dict[str, Any], pa.Table | None]:
        """The answer to a query, and its rows (None if it failed).

        Raises DeadWorkerError when the worker ends or the deadline passes; the worker is then no more.
        """
        written = {k: {"date": _iso_day(v)} if isinstance(v, date) else v for k, v in parameters.items()}
        request = {"do": "run", "sql": sql, "parameters": written, "seconds": math.ceil(deadline) + _SPARE}
        return self._request(request, tables, deadline)

    def _request(
        self, header: dict[str, Any], tables: Mapping[str, pa.Table], deadline: float
    ) -> tuple[dict[str, Any], pa.Table | None]:
        has_rows = header["do"] == "run"
        return self.exchange(
            {**header, "tables": list(tables)},
            tables.values(),
            deadline,
            has_rows=lambda answer: has_rows and answer["ok"],
        )


def arrow_table(table: pd.DataFrame) -> pa.Table:
    """The table as DuckDB is to hold it: datetime64 as dates, categories and columns without any value as text."""
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    for i, column in enumerate(arrow.schema):
        wanted = column.type
        if pa.types.is_timestamp(wanted):
            wanted = pa.date32()
        elif pa.types.is_dictionary(wanted):
            wanted = wanted.value_type
        elif pa.types.is_null(wanted):
            wanted = pa.string()
        if wanted != column.type:
            arrow = arrow.set_column(i, column.name, arrow[i].cast(wanted, safe=False))
    return arrow
