"""DuckDB in this process, for the cards that come with figcheck: as locked as in the worker, which runs the cards of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import duckdb
import pyarrow as pa

from figcheck.bounded.locked_duckdb import connect
from figcheck.bounded.sandbox import DeadWorkerError
from figcheck.compare.engine.duckdb_worker import answered, drop, hold


class OwnProcess:
    """A database that answers as the worker does. Nothing but DuckDB's own limit bounds its memory."""

    def __init__(self, memory_mb: int, threads: int | None) -> None:
        self._connection = connect(None, memory_mb, threads)
        self._held: set[str] = set()
        self._thread = ThreadPoolExecutor(1, "cards")  # so that Ctrl-C and the deadline are heard while a query runs

    def load(self, tables: Mapping[str, pa.Table], deadline: float, *, keep: Collection[str] = ()) -> None:
        """Hold these tables, those to `keep`, and no others. Raises DeadWorkerError when they do not fit."""
        self._hold(tables)
        drop(self._connection, self._held - tables.keys() - set(keep))
        self._held = {*tables, *keep}

    def select(
        self, sql: str, parameters: Mapping[str, Any], tables: Mapping[str, pa.Table], deadline: float
    ) -> tuple[dict[str, Any], pa.Table | None]:
        """The answer to a query, and its rows (None if it failed). Raises DeadWorkerError when the deadline passes."""
        self._hold(tables)
        asked = self._thread.submit(answered, self._connection, sql, parameters)
        try:
            return asked.result(deadline)
        except TimeoutError as error:
            raise DeadWorkerError(True, "it was interrupted") from error
        finally:
            while not asked.done():  # late, or Ctrl-C
                self._connection.interrupt()
                wait([asked], 0.1)

    def _hold(self, tables: Mapping[str, pa.Table]) -> None:
        try:
            for name, table in tables.items():
                hold(self._connection, name, table.to_reader())
        except (duckdb.Error, MemoryError) as error:
            raise DeadWorkerError(False, (str(error) or type(error).__name__).split("\n", 1)[0]) from error

    def is_idle(self) -> bool:
        """Whether a next session may go on with it: never, for what it holds takes up memory of this process."""
        return False

    def end(self) -> None:
        """Give up the database and what it holds."""
        self._thread.shutdown()
        self._connection.close()
