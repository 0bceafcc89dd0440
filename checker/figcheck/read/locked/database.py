"""The tables of a database of SQLite or DuckDB -> their columns as text. Views are not looked into: they run a stranger's query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from figcheck.read.locked.arrow_file import BATCH, as_text
from figcheck.read.locked.cell_text import cell_text
from figcheck.read.locked.refusals import RefusedError

_MEND = "open it in the program that made it, and export the table as CSV UTF-8"
_MEMORY_MB = 2048


def database(path: Path) -> Sqlite | Duckdb:
    """The database in a file, of whichever kind its bytes are. Raises RefusedError for another."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3\0"):
        return Sqlite(path)
    if start[8:12] == b"DUCK":
        return Duckdb(path)
    raise RefusedError("its bytes are those of neither an SQLite nor a DuckDB database", _MEND)


class Sqlite:
    """A database of SQLite, opened to be read; nothing beside it is looked at or written."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
            self._connection.text_factory = _text
            self._connection.execute("pragma trusted_schema = off")
            self._connection.execute("pragma cell_size_check = on")
            rows = self._connection.execute(
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' "
                "and sql not like 'create virtual %' order by rowid"
            )
            self.tables = {str(name): self._columns(str(name)) for (name,) in rows}
        except sqlite3.Error as error:
            raise _refused(error) from error

    def _columns(self, table: str) -> list[str]:
        return [str(row[1]) for row in self._connection.execute(f"pragma table_info({_quoted(table)})")]

    def batches(self, table: str, wanted: list[int]) -> Iterator[list[pa.Array]]:
        """The columns of these numbers as text, some rows at once, in the order in which they were written."""
        names = [self.tables[table][n] for n in wanted]
        query = f"select {', '.join(map(_quoted, names)) or 'null'} from {_quoted(table)}"  # noqa: S608 - names in quotes
        try:
            cursor = self._connection.execute(query)
            while rows := cursor.fetchmany(BATCH):
                columns = zip(*rows, strict=True)
                yield [
                    pa.array([_value(value, name) for value in column], pa.large_string())
                    for name, column in zip(names, columns, strict=True)
                ]
        except sqlite3.Error as error:
            raise _refused(error) from error


def _value(value: Any, name: str) -> str | None:
    if isinstance(value, bytes):
        raise RefusedError(f'the column "{name}" holds bytes and not text', _MEND)
    return cell_text(value)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


class Duckdb:
    """A database of DuckDB, opened to be read; its queries can reach nothing else."""

    def __init__(self, path: Path) -> None:
        import duckdb

        from figcheck.bounded.locked_duckdb import connect

        self._error = duckdb.Error
        try:
            self._connection = connect(path, _MEMORY_MB, threads=1)
            rows = self._connection.execute(
                "select c.schema_name, c.table_name, c.column_name from duckdb_columns() c join duckdb_tables() t "
                "using (database_oid, schema_oid, table_oid) where not t.internal and not t.temporary "
                "order by table_oid, column_index"
            ).fetchall()
        except duckdb.Error as error:
            raise _refused(error) from error
        self.tables: dict[str, list[str]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        for schema, table, column in rows:
            name = table if schema == "main" else f"{schema}.{table}"
            self.tables.setdefault(name, []).append(column)
            self._names[name] = (schema, table)

    def batches(self, table: str, wanted: list[int]) -> Iterator[list[pa.Array]]:
        """The columns of these numbers as text, some rows at once, in the order in which they were written."""
        names = [self.tables[table][n] for n in wanted]
        schema, own = self._names[table]
        query = f"select {', '.join(map(_quoted, names)) or 'null'} from {_quoted(schema)}.{_quoted(own)}"  # noqa: S608
        try:
            with pa.RecordBatchReader.from_stream(self._connection.sql(query)) as reader:
                for batch in reader:
                    yield [as_text(column, name) for name, column in zip(names, batch.columns, strict=False)]
        except (self._error, pa.ArrowException) as error:
            raise _refused(error) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _refused(error: BaseException) -> RefusedError:
    words = (" ".join(str(error).split()) or type(error).__name__)[:200].rstrip(".")
    return RefusedError(f"it is not whole, or cannot be read: {words}", _MEND)
