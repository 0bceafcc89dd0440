"""Databases of SQLite and DuckDB: every table that is a ledger, whose line is the number of the record."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.read.ledgers.arrow_file import outside_tables
from figcheck.read.reader import Source, Table

NAME = "database"
SUFFIXES = (".sqlite", ".sqlite3", ".db", ".db3", ".duckdb", ".ddb")


def tables(source: Source) -> Iterator[Table]:
    """The tables of the database, without its views; none for a file of another kind."""
    start = source.start(16)
    if start.startswith(b"SQLite format 3") or start[8:12] == b"DUCK":
        yield from outside_tables("database", source)
