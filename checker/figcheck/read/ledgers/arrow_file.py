"""Parquet, Feather and Arrow files: one table each, whose line is the number of the record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from figcheck.read.locked import session
from figcheck.read.reader import Source, Table, TableRows

NAME = "arrow"
SUFFIXES = (".parquet", ".pq", ".feather", ".arrow", ".arrows")

_SIGNATURES = (b"PAR1", b"PARE", b"ARROW1", b"FEA1", b"\xff\xff\xff\xff")


def tables(source: Source) -> Iterator[Table]:
    """The one table of the file; none for a file of another kind."""
    if not source.start(8).startswith(_SIGNATURES):
        return
    yield from outside_tables("arrow", source)


def outside_tables(kind: str, source: Source) -> Iterator[Table]:
    """The tables of a file whose columns have names, and whose records have no lines."""
    for table in session.look(kind, source.path, source.shown).tables:
        heading = [str(name or "").strip() for name in table.head[0]]
        yield Table(heading, partial(_rows, kind, source, table.name, heading), sheet=table.name)


def _rows(kind: str, source: Source, table: str | None, heading: list[str]) -> TableRows:
    from figcheck.model.places import place
    from figcheck.read.tables.columns_table import Columns, ledger_places, rows_from_columns

    shown = place(source.shown, table)
    wanted = ledger_places(heading)
    found = session.rows(kind, source.path, shown, table, after=0, columns=wanted, ours=wanted)
    cells = {place: found.cells[str(n)] for n, place in enumerate(wanted)}
    return rows_from_columns(Columns(heading, cells, found.cells["row"].to_numpy() + 1), shown)
