"""A file -> the table in it that most probably holds the numbers: its sheet, the row of its names, and how its cells are parted."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from figcheck.commands.tables.first_look.columns import is_day_name, is_number
from figcheck.model.errors import LedgerError
from figcheck.read.reader import Source
from figcheck.read.select.description import Description
from figcheck.read.select.one_file import (
    DELIMITERS,
    FileTable,
    delimiter_of,
    has_own_names,
    is_text,
    read_file,
    tables_in,
)
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import physical_lines

_LOOKED_AT = 40
"""Rows in which the names of the columns are looked for."""

_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*", re.I)
_MOST_TABLES = 30
_NAMES_SAY_NOTHING = re.compile(r"column_\d+")


@dataclass(frozen=True)
class Look:
    """One table of a file, and what the head of its description says. `tags` are the HXL tags of its columns, "" for none.

    `others` are the other sheets, tables or lists of the file, and `above` the lines above the names.
    """

    table: FileTable
    head: dict[str, str]
    tags: list[str]
    others: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    @property
    def has_names(self) -> bool:
        """Whether a row of the table has the names of its columns."""
        return not all(map(_NAMES_SAY_NOTHING.fullmatch, self.table.names))


def look_at(file: Source) -> Look:
    """The table of a file. Raises LedgerError for a file that cannot be read, or has no rows."""
    name, others = _largest(file)
    word = "path" if file.name.endswith((".json", ".geojson")) else "sheet"
    named = {word: name} if name is not None and others else {}
    said = Description((), "", 1, sheet=named.get("sheet"), path=named.get("path"))
    if has_own_names(file):
        found = read_file(file, said)
        return Look(_with_rows(found, file), named, [""] * len(found.names), others)
    delimiter = _delimiter(file) if is_text(file) else None
    grid = read_file(file, Description((), "", 1, sheet=said.sheet, header=None, delimiter=delimiter))
    _with_rows(grid, file)
    rows = _rows(grid, _LOOKED_AT)
    lines = grid.lines[:_LOOKED_AT].tolist()
    first, last, tags = _names_at(rows)
    head = dict(named)
    if first is None:
        head["header"] = "none"
        if delimiter not in (None, ","):
            head["delimiter"] = _named(str(delimiter))
        return Look(grid, head, [""] * len(grid.names), others)
    skip = 0
    if tags is not None and tags > last:
        skip = lines[tags] - lines[last]
    header = (lines[first], lines[last])
    if header != (1, 1):
        head["header"] = f"{header[0]}-{header[1]}" if header[0] != header[1] else str(header[0])
    if skip:
        head["skip"] = str(skip)
    said = Description((), "", 1, sheet=said.sheet, header=header, skip=skip, delimiter=delimiter)
    if delimiter is not None and delimiter != delimiter_of(_lines(file), said):
        head["delimiter"] = _named(delimiter)
    found = read_file(file, said)
    marked = [str(cell or "").strip() for cell in rows[tags]] if tags is not None else []
    above = [" ".join(str(cell).strip() for cell in row if cell) for row in rows[:first]]
    return Look(_with_rows(found, file), head, [*marked, *[""] * len(found.names)][: len(found.names)], others, above)


def _with_rows(table: FileTable, file: Source) -> FileTable:
    if not len(table.lines):
        raise LedgerError("the table has no rows", where=file.shown, mend="give a table with its numbers")
    return table


def _largest(file: Source) -> tuple[str | None, list[str]]:
    """The name of the table with the most numbers, and the names of the others. Raises LedgerError for a file without any."""
    found = tables_in(file)[:_MOST_TABLES]
    if not found:
        raise LedgerError(
            "no table was found",
            where=file.shown,
            why="no list in it holds records",
            mend="give a table with its numbers",
        )
    best = max(found, key=lambda table: table[1])[0]
    return best, [str(name or "the whole file") for name, _ in found if name != best]


def _rows(table: FileTable, most: int) -> list[list[str | None]]:
    columns = [column[:most].to_pylist() for column in table.cells]
    return [list(row) for row in zip(*columns, strict=True)]


def _lines(file: Source) -> list[str]:
    return physical_lines(decode(file.contents(), file.shown).text)


def _named(delimiter: str) -> str:
    """The sign as the head of a description names it."""
    return "tab" if delimiter == "\t" else delimiter


def _delimiter(file: Source) -> str:
    """The sign that parts most lines into the same number of cells."""
    lines = [line for line in physical_lines(decode(file.start(1 << 18), file.shown).text)[:200] if line.strip()]
    best, most = ",", 0
    for sign in DELIMITERS:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        score = max((times * (2 if count > 1 else 1) for count, times in counts.items()), default=0)
        if score > most:
            best, most = sign, score
    return best


def _names_at(rows: Sequence[Sequence[str | None]]) -> tuple[int | None, int, int | None]:
    """The first and the last row of the names (None: no row has them), and the row of HXL tags, if there is one."""
    tags = next((n for n, row in enumerate(rows) if _is_tags(row)), None)
    if tags == 0:
        return 0, 0, 0
    if tags is not None:
        return _first_of_names(rows, tags - 1), tags - 1, tags
    width = Counter(_filled(row) for row in rows).most_common(1)[0][0]
    for n, row in enumerate(rows):
        filled = [str(cell).strip() for cell in row if cell]
        if len(filled) < max(2, 0.5 * width):
            continue
        if sum(is_number(cell) for cell in filled) > 0.3 * len(filled) and not _are_days(filled):
            return None, -1, None
        last = n
        if n + 1 < len(rows) and _goes_on(row, rows[n + 1], rows[n + 2 :]):
            last = n + 1
        return n, last, None
    return None, -1, None


def _first_of_names(rows: Sequence[Sequence[str | None]], last: int) -> int:
    before = rows[last - 1] if last else ()
    return last - 1 if last and _filled(before) > 2 and _has_gaps(before) else last


def _goes_on(row: Sequence[str | None], following: Sequence[str | None], rest: Sequence[Sequence[str | None]]) -> bool:
    """Whether the names have a second row: names of several columns stand above, and more than one row of numbers below."""
    if not (_has_gaps(row) or _repeats(row)) or any(cell and is_number(cell) for cell in following):
        return False
    below = next((other for other in rest if any(other)), ())
    return _filled(following) >= 2 and any(cell and is_number(cell) for cell in below)


def _has_gaps(row: Sequence[str | None]) -> bool:
    cells = [bool(cell and cell.strip()) for cell in row]
    return any(before and not after for before, after in itertools.pairwise(cells))


def _repeats(row: Sequence[str | None]) -> bool:
    filled = [cell for cell in row if cell]
    return len({*filled}) < len(filled)


def _filled(row: Sequence[str | None]) -> int:
    return sum(bool(cell and cell.strip()) for cell in row)


def _is_tags(row: Sequence[str | None]) -> bool:
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    return bool(filled) and all(map(_TAG.fullmatch, filled)) and (len(filled) > 1 or len(row) < 3)


def _are_days(cells: Sequence[str]) -> bool:
    return sum(map(is_day_name, cells)) * 2 >= sum(map(is_number, cells))
