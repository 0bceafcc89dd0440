"""Tables that many people use, known by the names of their columns: each has a description that ships, in the folder `known`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from figcheck.model.errors import FigcheckError
from figcheck.model.near import did_you_mean

_FOLDER = Path(__file__).with_name("known")
_END = ".ledger.sql"
_KNOWN_BY = re.compile(r"-- known by: (.*)")
_WORD = re.compile(r"-- ([a-z]+): (.*)")


@dataclass(frozen=True)
class KnownTable:
    """A table that ships: its name, what it is, the columns by which it is known, and its description without the file."""

    name: str
    what: str
    columns: tuple[str, ...]
    head: dict[str, str]
    remarks: tuple[str, ...]
    query: str

    def text(self, file: str, head: dict[str, str]) -> str:
        """The description of a file that is such a table. `head` says where in the file it is."""
        words = {**head, **self.head}
        lines = [
            f"-- How figcheck reads {file}, which is a table that it knows: {self.name}.",
            f"-- {self.what}",
            *(f"-- {remark}" for remark in self.remarks),
            f"-- file: {file}",
            *(f"-- {word}: {value}" for word, value in words.items()),
        ]
        return "\n".join([*lines, self.query, ""])


@cache
def known_tables() -> dict[str, KnownTable]:
    """Every table that ships, by its name."""
    return {(found := _read(path)).name: found for path in sorted(_FOLDER.glob(f"*{_END}"))}


def known_table(columns: Sequence[str]) -> KnownTable | None:
    """The table that has these columns; of several, the one that is known by the most."""
    there = {column.casefold() for column in columns}
    found = [table for table in known_tables().values() if there.issuperset(map(str.casefold, table.columns))]
    return max(found, key=lambda table: len(table.columns), default=None)


def table_called(name: str, columns: Sequence[str], where: str) -> KnownTable:
    """The table of this name. Raises FigcheckError for another name, and for a file that lacks its columns."""
    table = known_tables().get(name)
    if table is None:
        mend = did_you_mean(name, known_tables()) or f"write one of {', '.join(known_tables())}"
        raise FigcheckError(f'no table is known as "{name}"', mend=mend)
    there = {column.casefold() for column in columns}
    missing = [column for column in table.columns if column.casefold() not in there]
    if missing:
        raise FigcheckError(
            f"the file is not a table of {name}",
            where=where,
            why=f"it has no column {' and no column '.join(missing[:3])}",
            mend="leave out --known: figcheck then guesses",
        )
    return table


def _read(path: Path) -> KnownTable:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if not line.startswith("--"))
    [known_by] = [found[1] for line in lines[:start] if (found := _KNOWN_BY.fullmatch(line))]
    head = {found[1]: found[2] for line in lines[1:start] if (found := _WORD.fullmatch(line))}
    remarks = [line[3:] for line in lines[1:start] if not _WORD.fullmatch(line) and not _KNOWN_BY.fullmatch(line)]
    return KnownTable(
        path.name.removesuffix(_END), lines[0][3:], tuple(part.strip() for part in known_by.split(",")), head,
        tuple(remarks), "\n".join(lines[start:]),
    )  # fmt: skip
