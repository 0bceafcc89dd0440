"""DuckDB locked in, for SQL that a stranger wrote: a connection that can reach nothing else, and the rows of one SELECT.

It is used in worker processes, and imports nothing of figcheck: the worker of the rule cards loads it by its path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

_LOCKS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "python_scan_all_frames": "false",
    "temp_directory": "",
    "enable_external_access": "false",
}


class NotOneSelectError(duckdb.PermissionException):
    """A query is several statements, or changes something."""


def connect(path: Path | None, memory_mb: int, threads: int | None) -> duckdb.DuckDBPyConnection:
    """A connection to an empty database, or to the one in a file, which is only read; it can reach nothing else.

    Its settings are locked. `threads` None: as many as there are cores.
    """
    limits = {"memory_limit": f"{memory_mb}MB"} | ({} if threads is None else {"threads": str(threads)})
    connection = duckdb.connect(
        ":memory:" if path is None else str(path), read_only=path is not None, config={**_LOCKS, **limits}
    )
    connection.execute("set lock_configuration = true")
    return connection


@contextmanager
def selected(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]
) -> Iterator[pa.RecordBatchReader]:
    """What one SELECT gives, some rows at once. `parameters` may hold more values than the query names.

    Raises NotOneSelectError for anything but one SELECT, and duckdb.Error for one that cannot be run.
    """
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise NotOneSelectError("it is not one SELECT")
    used = {name: parameters[name] for name in statements[0].named_parameters if name in parameters}
    try:
        relation = connection.sql(query, params=used)
    except (duckdb.BinderException, duckdb.CatalogException):
        relation = connection.execute(query, used)  # fails in the same way, but says on which line
    with pa.RecordBatchReader.from_stream(relation) as reader:
        yield reader
