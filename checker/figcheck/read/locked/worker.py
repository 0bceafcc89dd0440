"""The process that opens files with libraries: one line of JSON a request, one a reply, and the rows of a table as an Arrow stream.

Started as a script by `session.py`. It can use so much memory, can write no file of any size, and is ended by its parent when it is
late. The parent asks in two steps:

    {"do": "look", "kind": "workbook" | "arrow" | "database", "path": …}
    {"do": "rows", "kind": …, "path": …, "table": …, "after": n, "columns": [n, …], "ours": [n, …]}

    {"do": "select", "query": …, "carried": … or null}     and a stream with the raw table

The first is answered by `{"tables": [{"name": …, "visible": …, "head": [[cell, …], …]}], "notes": [sentence, …]}`: the first rows
of each sheet, or the names of the columns of each table. The second is answered by `{"notes": [[row, sentence], …],
"without_value": [[row, column], …]}`. A stream follows: the cells of `columns` as text, called "0", "1", …, of the rows after the
first `after`, and `row`, the number of each, counted from 0. A last line `{}` says that all went well. Of a file that cannot be
read each of these lines says `{"why": …, "mend": …}`. The third is answered by `{"has_rows": …}` and a stream with what `select.py`
gives, or by `{"failed": …, "mend": …, "line": …}`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from figcheck.read.locked.refusals import RefusedError

_ROWS = 20_000
"""Rows of a sheet that are sent at once."""

MOST_COLUMNS = 20_000
"""Columns of one table. A sheet of Excel has room for 16,384."""


class Files:
    """Opens files, and keeps the last one open: the parent asks twice about each."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._file: Any = None

    def opened(self, kind: str, path: Path) -> Any:
        """The file, opened as what it is. Raises RefusedError."""
        status = path.stat()
        key = (kind, str(path), status.st_mtime_ns, status.st_size, status.st_ino)
        if key != self._key:
            self._key, self._file = (), None
            self._file = _open(kind, path)
            self._key = key
        return self._file


def _open(kind: str, path: Path) -> Any:
    if kind == "workbook":
        from figcheck.read.locked.workbook import Workbook

        return Workbook(path)
    if kind == "database":
        from figcheck.read.locked.database import database

        return database(path)
    from figcheck.read.locked.arrow_file import ArrowFile

    return ArrowFile(path)


def look(files: Files, kind: str, path: Path) -> dict[str, Any]:
    """What tables a file has."""
    file = files.opened(kind, path)
    tables: list[dict[str, Any]] = []
    if kind == "workbook":
        tables += ({"name": name, "visible": seen, "head": file.head(name)} for name, seen in file.sheets())
        return {"tables": tables, "notes": file.notes()}
    columns = {None: file.columns} if kind == "arrow" else file.tables
    for name, names in columns.items():
        if len(names) > MOST_COLUMNS:
            raise RefusedError(
                f"it has {len(names):,} columns, and figcheck reads {MOST_COLUMNS:,}", "keep the columns of the ledger"
            )
        tables.append({"name": name, "visible": True, "head": [names]})
    return {"tables": tables, "notes": []}


def rows(files: Files, request: dict[str, Any]) -> tuple[dict[str, Any], Iterator[pa.RecordBatch]]:
    """What is to be said of a table, and its rows."""
    kind, columns, after = request["kind"], request["columns"], request["after"]
    file = files.opened(kind, Path(request["path"]))
    if kind == "workbook":
        sheet = file.sheet(request["table"])
        ours = request["ours"]
        header = {"notes": [*sheet.notes(ours, after)], "without_value": sheet.without_value(ours, after)}
        return header, _sheet_batches(sheet, columns, after)
    batches = file.batches(columns) if kind == "arrow" else file.batches(request["table"], columns)
    return {"notes": [], "without_value": []}, _numbered(batches)


def _sheet_batches(sheet: Any, columns: list[int], after: int) -> Iterator[pa.RecordBatch]:
    cells = enumerate(sheet.rows())
    for _ in islice(cells, after):
        pass
    while some := list(islice(cells, _ROWS)):
        by_column = list(zip(*(row for _, row in some), strict=True))
        yield _batch([pa.array(by_column[n], pa.large_string()) for n in columns], [number for number, _ in some])


def _numbered(batches: Iterator[list[pa.Array]]) -> Iterator[pa.RecordBatch]:
    before = 0
    for columns in batches:
        size = len(columns[0])
        yield _batch(columns, range(before, before + size))
        before += size


def _batch(columns: list[pa.Array], numbers: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [*columns, pa.array(numbers, pa.int64())], [*map(str, range(len(columns))), "row"]
    )


def bound(memory_mb: int) -> None:
    """Let the system refuse memory beyond `memory_mb`, and the writing of files. Does nothing where it cannot (Windows)."""
    try:
        import resource
    except ImportError:
        return
    most = memory_mb * 1024 * 1024
    _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    for limit, size in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (size, size))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the parent closes the pipe."""
    files = Files()
    while line := requests.readline():
        request = json.loads(line)
        if request["do"] == "select":
            _select(request, requests, answers)
            continue
        try:
            if request["do"] == "look":
                _say(answers, look(files, request["kind"], Path(request["path"])))
                continue
            header, batches = rows(files, request)
            first = next(batches, None)
        except (RefusedError, OSError) as error:
            why = error.why if isinstance(error, RefusedError) else error.strerror or str(error)
            why = why.replace(request["path"], Path(request["path"]).name)  # no path of this computer in a report
            _say(answers, {"why": why, "mend": error.mend if isinstance(error, RefusedError) else None})
            continue
        _say(answers, header)
        schema = _schema(len(request["columns"]))
        failed: RefusedError | None = None
        with pa.ipc.new_stream(answers, schema) as stream:
            try:
                while first is not None:
                    stream.write_batch(first)
                    first = next(batches, None)
            except RefusedError as error:
                failed = error
        _say(answers, {} if failed is None else {"why": failed.why, "mend": failed.mend})


def _select(request: dict[str, Any], requests: BinaryIO, answers: BinaryIO) -> None:
    from figcheck.read.locked.select import QueryError, select

    with pa.ipc.open_stream(requests) as stream:
        raw = stream.read_all()
    try:
        cells, has_rows = select(raw, request["query"], request["carried"])
    except RefusedError as error:
        line = error.line if isinstance(error, QueryError) else None
        _say(answers, {"failed": error.why, "mend": error.mend, "line": line})
        return
    _say(answers, {"has_rows": has_rows})
    with pa.ipc.new_stream(answers, cells.schema) as stream:
        stream.write_table(cells)
    answers.flush()


def _schema(columns: int) -> pa.Schema:
    return pa.schema([*((str(n), pa.large_string()) for n in range(columns)), ("row", pa.int64())])


def _say(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode("ascii") + b"\n")
    answers.flush()


def main() -> None:
    """The process."""
    options = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    bound(options["memory_mb"])
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
