"""Runs the SELECT of a ledger description over its raw table: DuckDB in memory, which can reach nothing else."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from figcheck.read.locked.arrow_file import as_text
from figcheck.read.locked.refusals import RefusedError

MOST_ROWS = 5_000_000
"""Rows that one SELECT may give."""

_SETTINGS = (
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set allow_persistent_secrets = false",
    "set python_enable_replacements = false",
    "set python_scan_all_frames = false",
    "set temp_directory = ''",
    "set memory_limit = '2048MB'",
    "set threads = 1",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


class QueryError(RefusedError):
    """The SELECT cannot be run: why, and on which of its lines (None: not known)."""

    def __init__(self, why: str, mend: str, line: int | None) -> None:
        super().__init__(why, mend)
        self.line = line


def select(raw: pa.Table, query: str, carried: str | None) -> tuple[pa.Table, bool]:
    """The rows of the query as text, and whether the last column is `_row`, a number of a raw row.

    `carried` is the query that also gives `_row`. It is used only if all its other cells are those of the query itself. Raises
    QueryError for a query that cannot be run.
    """
    with duckdb.connect(":memory:") as connection:
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.register("arriving", raw)
        connection.execute("create table raw as select * from arriving")
        connection.unregister("arriving")
        found = _run(connection, query)
        if carried is not None:
            try:
                other = _run(connection, carried)
            except QueryError:
                return found, False
            if "_row" in other.column_names and other["_row"].null_count:
                return found, False
            if other.column_names[-1:] == ["_row"] and other.drop_columns("_row").equals(found):
                return other, True
            if found.column_names.count("_row") == 1 and other.equals(found):
                at = found.column_names.index("_row")
                order = [n for n in range(found.num_columns) if n != at]
                return found.select([*order, at]), True
        return found, False


def _run(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    try:
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryError("it is not one SELECT", "write one SELECT over the table raw", None)
        try:
            relation = connection.sql(query)
        except (duckdb.BinderException, duckdb.CatalogException):
            relation = connection.execute(query)  # fails in the same way, but says on which line
        batches, rows = [], 0
        with pa.RecordBatchReader.from_stream(relation) as reader:
            names = reader.schema.names
            if (twice := next((name for name in names if names.count(name) > 1), None)) is not None:
                raise QueryError(
                    f'the column "{twice}" appears {names.count(twice)} times', "rename one with `as`", None
                )
            for batch in reader:
                rows += batch.num_rows
                if rows > MOST_ROWS:
                    raise QueryError(f"it gives more than {MOST_ROWS:,} rows", "join fewer rows", None)
                columns = [
                    column.cast(pa.int64()) if name == "_row" else as_text(column, name)
                    for name, column in zip(names, batch.columns, strict=True)
                ]
                batches.append(pa.RecordBatch.from_arrays(columns, names))
    except (duckdb.Error, pa.ArrowException, MemoryError) as error:
        message = str(error).strip()
        at = re.search(r"^LINE (\d+):", message, re.MULTILINE)
        why = message.partition("\n")[0] or type(error).__name__
        raise QueryError(why, "correct the SELECT", int(at[1]) if at else None) from error
    schema = pa.schema([(name, pa.int64() if name == "_row" else pa.large_string()) for name in names])
    return pa.Table.from_batches(batches, schema)
