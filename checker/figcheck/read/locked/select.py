"""Runs the SELECT of a ledger description over its raw table: DuckDB in memory, which can reach nothing else."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from figcheck.bounded.locked_duckdb import NotOneSelectError, connect, selected
from figcheck.read.locked.arrow_file import as_text
from figcheck.read.locked.refusals import RefusedError

MOST_ROWS = 5_000_000
"""Rows that one SELECT may give."""

_MEMORY_MB = 2048


class QueryError(RefusedError):
    """The SELECT cannot be run: why, and on which of its lines (None: not known)."""

    def __init__(self, why: str, mend: str, line: int | None) -> None:
        super().__init__(why, mend)
        self.line = line


def select(raw: pa.Table, query: str, carried: str | None) -> tuple[pa.Table, bool]:
    """The rows of the query as text, and whether the last column is `_row`, a number of a raw row.

    `carried` is the query that also gives `_row`. It is used only if all its other cells are those of the query itself; the rows
    are then in the order of the raw rows. Raises QueryError for a query that cannot be run.
    """
    with connect(None, _MEMORY_MB, threads=1) as connection:
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
            if other.column_names[-1:] == ["_row"] and _same_rows(other.drop_columns("_row"), found):
                return other.sort_by("_row"), True
            if found.column_names.count("_row") == 1 and _same_rows(other, found):
                at = found.column_names.index("_row")
                order = [n for n in range(found.num_columns) if n != at]
                return found.select([*order, at]).sort_by("_row"), True
        return found, False


def _same_rows(one: pa.Table, other: pa.Table) -> bool:
    """Whether two tables have the same rows, in whatever order: a join gives them in an order of its own each time."""
    if one.column_names != other.column_names or one.num_rows != other.num_rows:
        return False
    if one.equals(other):
        return True
    order = [(name, "ascending") for name in one.column_names]
    return bool(one.sort_by(order).equals(other.sort_by(order)))


def _run(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    try:
        batches, rows = [], 0
        with selected(connection, query, {}) as reader:
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
    except NotOneSelectError as error:
        raise QueryError(str(error), "write one SELECT over the table raw", None) from error
    except (duckdb.Error, pa.ArrowException, MemoryError) as error:
        message = str(error).strip()
        at = re.search(r"^LINE (\d+):", message, re.MULTILINE)
        why = message.partition("\n")[0] or type(error).__name__
        raise QueryError(why, "correct the SELECT", int(at[1]) if at else None) from error
    schema = pa.schema([(name, pa.int64() if name == "_row" else pa.large_string()) for name in names])
    return pa.Table.from_batches(batches, schema)
