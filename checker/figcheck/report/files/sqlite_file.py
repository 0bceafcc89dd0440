"""A database of SQLite for people who ask with SQL, and for Datasette: findings, claims, the tables that rules read, views."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from figcheck.report.database.metadata import BEGINS as METADATA_BEGINS
from figcheck.report.database.metadata import metadata
from figcheck.report.database.tables import MOST_ROWS, DatabaseTable, database_tables, quoted, write_table
from figcheck.report.database.views import VIEWS
from figcheck.report.formats import Beside
from figcheck.report.report import Report

NAME = "sqlite"
SUFFIXES = (".sqlite", ".sqlite3", ".db")

_OWN = 0x46474348
"""What says at byte 68 of the file that figcheck wrote it: the letters FGCH."""

BEGINS = re.compile(rb"SQLite format 3\x00.{2}\x01\x01.{4}\x00{4}.{40}FGCH", re.DOTALL)
"""Byte 24 counts the changes that were made since: a database in which somebody worked is theirs."""


def render(report: Report) -> bytes:
    """The bytes of the database. The same report gives the same bytes with the same SQLite."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"pragma application_id = {_OWN}")
        connection.execute("begin")
        for table in database_tables(report):
            write_table(connection, table)
        for view in VIEWS:
            connection.execute(f"create view {quoted(view.name)} as\n{view.query}")
        connection.execute("commit")
        return bytes(connection.serialize())


def beside(report: Report, path: Path) -> list[Beside]:
    """What Datasette says of the database, in a file of the same name with the end .metadata.json."""
    content = metadata(path.stem, database_tables(report))
    return [Beside(path.with_name(f"{path.stem}.metadata.json"), content.encode("utf-8"), METADATA_BEGINS)]


def left_out(report: Report) -> str:
    """How many rows did not fit, in a sentence; "" when all did."""
    over = [_over(table) for table in database_tables(report) if table.left_out]
    return f"a table has at most {MOST_ROWS:,} rows, and {' and '.join(over)} are left out" if over else ""


def _over(table: DatabaseTable) -> str:
    return f"{table.left_out:,} rows of {table.name}"
