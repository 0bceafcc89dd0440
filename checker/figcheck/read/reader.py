"""How a file becomes tables: what every reader of an input format is, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import pandas as pd

from figcheck.model.errors import FigcheckError, LedgerError
from figcheck.model.places import place
from figcheck.model.plugins import Plugin, Port
from figcheck.read.tables.column_names import INTERNAL_COLUMNS, column_of


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: where it lies, and how messages name it.

    `name`, in lower case, decides its format. It is that of the path, but for a file that was unpacked, or came from standard
    input: then `kept` holds it for as long as it is read.
    """

    path: Path
    shown: str
    name: str = ""
    kept: object = None

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.path.name.lower())

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot on, "" for a name without one."""
        return Path(self.name).suffix

    def start(self, size: int) -> bytes:
        """The first `size` bytes. Raises LedgerError when the file cannot be opened."""
        try:
            with self.path.open("rb") as file:
                return file.read(size)
        except OSError as error:
            raise self._closed("the file", error) from error

    def contents(self) -> bytes:
        """All bytes. Raises LedgerError when the file cannot be opened."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise self._closed("the ledger", error) from error

    def size(self) -> int:
        """How many bytes it has. Raises LedgerError when the file cannot be opened."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise self._closed("the file", error) from error

    def _closed(self, what: str, error: OSError) -> LedgerError:
        return LedgerError(f"cannot open {what}", where=self.shown, why=error.strerror or str(error))


@dataclass(frozen=True)
class TableRows:
    """The records of one table.

    `claims` has one row a record: the columns of the header, each cell as the text that a person sees there, null where it is
    empty; and `line`, the first physical line of the record (int64; in a sheet its row), counted from 1. A record that cannot
    be laid under the header is a row too: `malformed` says what is wrong with it, `malformed_mend` how to fix it, `record` is
    its text; these three columns may be left out. `columns` is the header; `errors` says what of the table was not read, and
    `notices` has a line and a sentence for each thing that a person should know of how it was read.
    `declares_events`: the rows themselves declare their events, as no vocabulary can where each row is an event.
    """

    columns: Sequence[str]
    claims: pd.DataFrame
    errors: list[LedgerError] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)
    declares_events: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a file: its header, which is cheap to get, and its rows, which are read only if it is a ledger.

    `sheet` is its name in a file of several tables, else None. `line` is the line of the header. `rows` raises LedgerError when
    no record can be read. `reads` are other files that the table was made of: they are not looked at by themselves.
    """

    columns: Sequence[str]
    rows: Callable[[], TableRows]
    sheet: str | None = None
    line: int = 1
    reads: frozenset[Path] = frozenset()


class Reader(Protocol):
    """One input format: a module with these names, in `read/ledgers/` or in an installed package (entry points
    `figcheck.readers`).
    """

    NAME: str
    """The name of the format."""

    SUFFIXES: tuple[str, ...]
    """The ends of file names that it is asked about, in lower case and with the dot."""

    def tables(self, source: Source) -> Iterable[Table]:
        """The tables of a file, none for a file of another kind. Raises LedgerError for one that cannot be read at all."""
        ...


PORT = Port("figcheck.readers", "figcheck.read.ledgers", "reader", ("tables",))


def readers() -> list[Plugin]:
    """Every reader, what ships first."""
    return list(PORT.plugins().by_name.values())


def broken_readers() -> list[FigcheckError]:
    """Why readers that packages brought cannot be used: a ledger of their format would be passed over."""
    return list(PORT.plugins().broken.values())


def tables_of(reader: Plugin, source: Source) -> list[Table]:
    """The tables that a reader finds in a file. Raises FigcheckError when the file cannot be read, or a package's reader fails."""
    module: Reader = reader.module
    with reader.guard(source.shown):
        return list(module.tables(source))


def rows_of(reader: Plugin, source: Source, table: Table) -> TableRows:
    """The rows of a table: `claims` has the columns of a ledger under their names, and those that `read` adds, and no other.

    Raises FigcheckError when no record can be read, or a package's reader fails.
    """
    with reader.guard(source.shown):
        rows = table.rows()
        if reader.package is not None:
            _require_valid_rows(rows)
            rows = replace(rows, claims=_named_as_in_ledgers(rows))
    if "file" not in rows.claims:
        rows.claims["file"] = pd.Series(place(source.shown, table.sheet), index=rows.claims.index, dtype="str")
    return rows


def _require_valid_rows(rows: TableRows) -> None:
    """Raises ValueError for rows of a package that are not what TableRows asks for."""
    columns = rows.claims.columns
    if not columns.is_unique or "file" in columns:
        raise ValueError('a column of its rows stands twice, or is called "file"')
    if "line" not in columns or rows.claims["line"].dtype != "int64":
        raise ValueError("its rows have no column `line` of int64")


def _named_as_in_ledgers(rows: TableRows) -> pd.DataFrame:
    """The claims of a package without the user's own columns, which could have the name of one of ours."""
    names = {printed: name for printed in rows.columns if (name := column_of(printed))}
    ours = [name for name in INTERNAL_COLUMNS if name in rows.claims and (name == "line" or name not in rows.columns)]
    claims = rows.claims[[*(name for name in names if name in rows.claims), *ours]].rename(columns=names)
    if not claims.columns.is_unique:
        raise ValueError("two columns of its rows mean the same column of a ledger")
    return claims
