"""Asks the process that opens files: what tables there are, and the rows of one."""

from __future__ import annotations

import atexit
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from figcheck.bounded.sandbox import DeadWorkerError, WorkerProcess
from figcheck.model.errors import LedgerError

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY_MB = 4096
"""Memory that the process may ask for, libraries included."""

DEADLINE = 1_200.0
"""Seconds that one file may take."""

SELECT_DEADLINE = 120.0
"""Seconds that the SELECT of one description may take."""

_SCRIPT = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class OutsideTable:
    """One table of a file: its name (None where the file has one table), whether a person sees it, and its first rows."""

    name: str | None
    is_visible: bool
    head: list[list[str | None]]


@dataclass(frozen=True)
class Looked:
    """What a file has: its tables, and what a person should know of how any of them is read."""

    tables: list[OutsideTable]
    notes: list[str]


@dataclass(frozen=True)
class OutsideRows:
    """The rows of a table.

    `cells` has a column of text for each that was asked for, called "0", "1" and so on, and `row`, the number of each row, from 0.
    `notes` have the row that shows it and a sentence. `without_value` are the cells (row, column) of formulas whose value is not in
    the file.
    """

    cells: pa.Table
    notes: list[tuple[int, str]]
    without_value: list[tuple[int, int]]


def look(kind: str, path: Path, shown: str) -> Looked:
    """The tables of a file of a kind (workbook, arrow, database). Raises LedgerError when it cannot be read."""
    request = {"do": "look", "kind": kind, "path": str(path.resolve())}

    def talk(requests: IO[bytes], answers: IO[bytes]) -> dict[str, Any]:
        return _asked(request, requests, answers)

    answer = _answer(talk, shown)
    tables = [OutsideTable(table["name"], table["visible"], table["head"]) for table in answer["tables"]]
    return Looked(tables, answer["notes"])


def rows(
    kind: str, path: Path, shown: str, table: str | None, *, after: int, columns: list[int], ours: list[int]
) -> OutsideRows:
    """The cells of these columns, of the rows after the first `after`. Raises LedgerError when they cannot be read.

    `ours` are the columns whose cells matter: nothing is said of others.
    """
    import pyarrow as pa

    request = {
        "do": "rows", "kind": kind, "path": str(path.resolve()), "table": table, "after": after, "columns": columns, "ours": ours,
    }  # fmt: skip

    def talk(requests: IO[bytes], answers: IO[bytes]) -> dict[str, Any]:
        header = _asked(request, requests, answers)
        if "why" in header:
            return header
        with pa.ipc.open_stream(answers) as stream:
            cells = stream.read_all()
        return {**header, **json.loads(answers.readline() or b"null"), "cells": cells}

    answer = _answer(talk, shown)
    return OutsideRows(
        answer["cells"],
        [(row, what) for row, what in answer["notes"]],
        [(row, column) for row, column in answer["without_value"]],
    )


@dataclass(frozen=True)
class Selected:
    """What a SELECT gave: its rows as text, with a last column `_row` where `has_rows`. If it could not be run, `why` says so, on
    which of its lines (None: not known), and what to do.
    """

    cells: pa.Table | None = None
    has_rows: bool = False
    why: str | None = None
    mend: str | None = None
    line: int | None = None


def select(raw: pa.Table, query: str, carried: str | None, shown: str) -> Selected:
    """The rows of a SELECT over a raw table. Raises LedgerError when the process that runs it ends, or is late."""
    request = {"do": "select", "query": query, "carried": carried}

    def exchange(worker: WorkerProcess) -> dict[str, Any]:
        answer, cells = worker.exchange(request, [raw], SELECT_DEADLINE, has_rows=lambda answer: "failed" not in answer)
        return {**answer, "cells": cells}

    answer = _from_worker(exchange, shown, SELECT_DEADLINE)
    if "failed" in answer:
        return Selected(why=answer["failed"], mend=answer["mend"], line=answer["line"])
    return Selected(answer["cells"], answer["has_rows"])


def _asked(request: dict[str, Any], requests: IO[bytes], answers: IO[bytes]) -> dict[str, Any]:
    requests.write(json.dumps(request).encode("ascii") + b"\n")
    requests.flush()
    answer = json.loads(answers.readline() or b"null")
    if answer is None:
        raise EOFError
    return dict(answer)


def _answer(talk: Callable[[IO[bytes], IO[bytes]], dict[str, Any]], shown: str) -> dict[str, Any]:
    from pyarrow import ArrowException

    def talk_or_end(requests: IO[bytes], answers: IO[bytes]) -> dict[str, Any]:
        try:
            return talk(requests, answers)
        except ArrowException as error:
            raise EOFError from error

    answer = _from_worker(lambda worker: worker.ask(talk_or_end, DEADLINE), shown, DEADLINE)
    if "why" in answer:
        raise LedgerError("cannot read the file", where=shown, why=answer["why"], mend=answer["mend"])
    return answer


def _from_worker(ask: Callable[[WorkerProcess], dict[str, Any]], shown: str, deadline: float) -> dict[str, Any]:
    worker = _idle.pop() if _idle else WorkerProcess(_SCRIPT, json.dumps({"memory_mb": MEMORY_MB}))
    try:
        answer = ask(worker)
    except DeadWorkerError as dead:
        raise _lost(shown, dead, deadline) from dead
    _idle.append(worker)
    return answer


def _lost(shown: str, dead: DeadWorkerError, deadline: float) -> LedgerError:
    if dead.late:
        why, mend = f"reading it took longer than {deadline:,g} s", "split it, or save the table as CSV UTF-8"
    elif "MemoryError" in dead.why or "memory" in dead.why.casefold() or "signal 6" in dead.why:
        why = f"reading it takes more than {MEMORY_MB:,} MB of memory"
        mend = "keep only the cells that are needed, or save the table as CSV UTF-8"
    else:
        why, mend = f"the library that reads it failed: {dead.why}", "save the table as CSV UTF-8"
    return LedgerError("cannot read the file", where=shown, why=why, mend=mend)


_idle: list[WorkerProcess] = []
"""The process that waits for the next file, which takes longer to start than a small file to read."""


@atexit.register
def end_idle() -> None:
    """End the process that waits."""
    while _idle:
        _idle.pop().end()
