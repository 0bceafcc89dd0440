"""The process in which rule cards run: DuckDB in memory, locked, with the parent on the other end of two pipes.

It is started as a script by `duckdb_engine.py`; `own_process.py` uses its functions without the process. Of figcheck it has
`locked_duckdb.py` alone, so that it starts in a tenth of a second. It never decides anything: limits of time are the parent's,
meaning is too.

The parent writes one line of JSON a request, and after it the tables that the request names, as Arrow streams:

    {"do": "load", "tables": ["figures", "events"]}             then one stream a table
    {"do": "run", "sql": …, "parameters": {…}, "tables": []}     then a stream for "discrepancies" if it is named

The answer is one line of JSON, `{"ok": true}` or `{"ok": false, "kind": …, "message": …, "fatal": …}`, and after a query
that went well one Arrow stream with its rows. Dates among the parameters are written `{"date": "2024-02-01"}`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import util
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

MOST_ROWS = 1_000_000
"""Rows that one card may return."""

MOST_BYTES = 512 * 1024 * 1024
"""Bytes that the rows of one card may take up."""

NOT_COUNTED_MB = 1024
"""Address space that the process uses before it holds any data: libraries, stacks and arenas of its threads."""


class TooMuchError(Exception):
    """A card returned more rows, or larger ones, than a report can be for."""


def bound_memory(memory_mb: int) -> None:
    """Let the system refuse memory beyond `memory_mb`: one call of one function can pass DuckDB's own limit.

    Does nothing where the system has no such limit (Windows).
    """
    try:
        import resource
    except ImportError:
        return
    most = (memory_mb + NOT_COUNTED_MB) * 1024 * 1024
    _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    # macOS knows the limit but refuses to set it: there DuckDB's own limit is all there is
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def store(connection: duckdb.DuckDBPyConnection, name: str, requests: BinaryIO) -> None:
    """Make the next stream of the pipe a real table of the database, in place of one of the same name.

    The rows go into the database as they arrive. If that fails, nobody knows where in the pipe the next request begins:
    the process ends, with the reason as its last words.
    """
    try:
        with pa.ipc.open_stream(requests) as stream:
            hold(connection, name, stream)
    except (duckdb.Error, MemoryError, pa.ArrowException) as error:
        reason = (str(error) or type(error).__name__).split("\n", 1)[0]
        raise SystemExit(f"the table {name} cannot be held: {reason}") from error


def hold(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.RecordBatchReader) -> None:
    """Make the rows a real table of the database, in place of one of the same name."""
    quoted = '"' + name.replace('"', '""') + '"'
    connection.register("arriving", rows)
    connection.execute(f"create or replace table {quoted} as select * from arriving")  # noqa: S608 - our own name
    connection.unregister("arriving")


def drop(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Take tables out of the database."""
    for name in names:
        connection.execute(f'drop table "{name}"')


def answered(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]
) -> tuple[dict[str, Any], pa.Table | None]:
    """`{"ok": true}` and the rows of one query, or why there are none."""
    try:
        return {"ok": True}, run(connection, sql, parameters)
    except (duckdb.Error, TooMuchError, MemoryError, pa.ArrowException) as error:
        # after these the database, or its memory, is in no state that can be relied on
        fatal = isinstance(
            error, (duckdb.FatalException, duckdb.InternalException, duckdb.OutOfMemoryException, MemoryError)
        )
        return {"ok": False, "kind": type(error).__name__, "message": str(error), "fatal": fatal}, None


def run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]) -> pa.Table:
    """The rows of one query. Whatever is no single SELECT is refused here too, whether or not it was checked before."""
    batches, rows, size = [], 0, 0
    with _locked_duckdb().selected(connection, sql, parameters) as reader:
        for batch in reader:
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows > MOST_ROWS or size > MOST_BYTES:
                raise TooMuchError(f"it returns more than {MOST_ROWS:,} rows or {MOST_BYTES // 1024**2} MB")
            batches.append(batch)
        return pa.Table.from_batches(batches, reader.schema)


def serve(requests: BinaryIO, answers: BinaryIO, memory_mb: int, threads: int | None) -> None:
    """Answer requests until the parent closes the pipe."""
    connection = _locked_duckdb().connect(None, memory_mb, threads)
    held: set[str] = set()
    while line := requests.readline():
        request = json.loads(line)
        for name in request["tables"]:
            store(connection, name, requests)
        answer, rows = {"ok": True}, None
        if request["do"] == "load":
            drop(connection, held - set(request["tables"]))
            held = set(request["tables"])
        else:
            _stop_after(request["seconds"])
            answer, rows = answered(connection, request["sql"], _parameters(request["parameters"]))
            _stop_after(0)
        answers.write(json.dumps(answer).encode() + b"\n")
        if rows is not None:
            with pa.ipc.new_stream(answers, rows.schema) as stream:
                stream.write_table(rows)
        answers.flush()


def _locked_duckdb() -> Any:
    """The module of this name in `figcheck.bounded`, without the package around it, which takes long to import."""
    name = "locked_duckdb"
    if name not in sys.modules:
        spec = util.spec_from_file_location(name, Path(__file__).parents[2] / "bounded" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _parameters(values: dict[str, Any]) -> dict[str, Any]:
    return {k: date.fromisoformat(v["date"]) if isinstance(v, dict) else v for k, v in values.items()}


def _stop_after(seconds: int) -> None:
    """End this process some time after its deadline, in case nobody is left to end it; 0 takes that back."""
    import signal

    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def main() -> None:
    """Serve on standard input and output; the arguments are one JSON object with `memory_mb` and `threads`."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this process
    limits = json.loads(sys.argv[1])
    # the pipe is moved aside, so that nothing that a library prints can fall between two answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    bound_memory(limits["memory_mb"])
    with answers:
        serve(sys.stdin.buffer, answers, limits["memory_mb"], limits["threads"])


if __name__ == "__main__":
    main()
