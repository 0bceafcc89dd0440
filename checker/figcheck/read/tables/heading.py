"""The heading of a text table: the line that names its columns, wherever it stands, and the character between its cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from figcheck.model.errors import LedgerError
from figcheck.read.tables.column_names import KEY_COLUMNS, column_of, columns_of, has_day, is_ledger
from figcheck.read.tables.stray_bytes import readable

DELIMITERS = ",;\t|"

_FIRST_LINES = 30
"""Lines that are looked at for a heading. Further below, only a line that holds the words of one is."""

_LONGEST = 10
"""Lines that one heading may have: a cell of it may hold a line break."""

_SEPARATOR_LINE = re.compile(r'"?sep=(?P<sign>[^"])"?')
"""The first line that Excel writes, and reads, to say what stands between the cells."""

_BROKEN_HEADING = "a quote opens in it and is not closed there, or a cell of it is too long"
_NO_DELIMITER = "no comma, semicolon, tab or | stands between the names of its columns"
_ONE_LINE = "it holds rows as well: the line ends of the file were lost"
_EXCHANGED = "the names of the columns stand below one another: rows and columns are exchanged"


@dataclass(frozen=True)
class Heading:
    """The names of the columns, as printed, and where they were found.

    `line` is where the heading starts and `end` the last line of it, counted from 1. `above` are the lines before it that are
    not blank, with their numbers. `problem` says why no records can be read below it.
    """

    cells: tuple[str, ...]
    delimiter: str
    line: int = 1
    end: int = 1
    above: tuple[tuple[int, str], ...] = ()
    problem: str | None = None

    def claims_above(self) -> list[int]:
        """The lines above that are laid out like claims: the heading was sorted away from the top."""
        places = {column: n for n, cell in enumerate(self.cells) if (column := column_of(cell)) in KEY_COLUMNS}
        found = []
        for line, text in self.above if len(places) == len(KEY_COLUMNS) else ():
            cells = _record([text], 0, self.delimiter)[0]
            if len(cells) == len(self.cells):
                claim, figure = (cells[places[column]] for column in KEY_COLUMNS)
                if claim and any(map(str.isdigit, figure)):
                    found.append(line)
        return found


def require_each_once(cells: Sequence[str], names: Sequence[str | None], where: str) -> None:
    """Raises LedgerError when two columns of a heading have one meaning; `names` are the meanings, None for none."""
    for name in names:
        places = [n for n, other in enumerate(names) if other == name]
        if name is not None and len(places) > 1:
            printed = [f'"{cells[n]}"' for n in places]
            said = "" if len({*printed}) == 1 else f" ({', '.join(printed)})"
            raise LedgerError(
                f'the column "{name}" appears {len(places)} times{said}',
                where=where,
                why="a cell must belong to one column",
                mend="rename or remove one",
            )


def physical_lines(text: str) -> list[str]:
    """The lines of a file with their ends. Not `splitlines()`: U+2028 in a quote ends no line of a file."""
    return io.StringIO(text, newline="").readlines()


def first_heading(lines: Sequence[str]) -> Heading:
    """The first line that is not blank as the heading, whatever its names; no cells where there is none."""
    at = next((at for at, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return Heading((), ",")
    delimiter = max(",;\t", key=lines[at].count)
    cells, length = _record(lines, at, delimiter)
    return Heading(tuple(cells) or _unquoted(lines[at], delimiter), delimiter, at + 1, at + max(length, 1))


def find_heading(lines: Sequence[str]) -> Heading:
    """The heading of a ledger; without one, the line that is most like it, or else the first that is not blank.

    Names count whatever their case, blanks and hyphens. A first line `sep=;` and lines of a title may stand above.
    """
    said = _SEPARATOR_LINE.fullmatch(lines[0].rstrip("\r\n")) if lines else None
    start = 1 if said else 0
    best, most = None, 0
    for at in _candidates(lines, start):
        found = max(_headings_at(lines, at), key=_likeness, default=None)
        if found is not None and is_ledger(found.cells):
            if _is_all(lines, at, found):
                return replace(found, problem=_ONE_LINE)
            above = tuple((n + 1, readable(lines[n].strip())) for n in range(start, at) if lines[n].strip())
            return replace(found, above=above)
        if words := _otherwise_parted(lines[at]):
            return Heading(words, " ", at + 1, at + 1, problem=_NO_DELIMITER)
        if found is not None and len(columns_of(found.cells)) > most:
            best, most = found, len(columns_of(found.cells))
    if exchanged := _names_in_first_column(lines):
        return exchanged
    if best is not None:
        return best
    first = first_heading(lines[start:])
    return replace(first, line=first.line + start, end=first.end + start)


def _candidates(lines: Sequence[str], start: int) -> Iterator[int]:
    """The lines that may be a heading."""
    seen = 0
    for at in range(start, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        seen += 1
        if seen <= _FIRST_LINES or _holds_key_words(line):
            yield at


def _holds_key_words(line: str) -> bool:
    lower = line.casefold()
    return "claim" in lower and "figure" in lower


def _headings_at(lines: Sequence[str], at: int) -> Iterator[Heading]:
    """What the line is as a heading, for each character that may stand between its cells."""
    for delimiter in DELIMITERS:
        if delimiter not in lines[at]:
            continue
        cells, length = _record(lines, at, delimiter)
        unquoted = _unquoted(lines[at], delimiter)
        if is_ledger(unquoted) and not is_ledger(cells):
            yield Heading(unquoted, delimiter, at + 1, at + 1, problem=_BROKEN_HEADING)
        elif cells:
            yield Heading(tuple(cells), delimiter, at + 1, at + length)


def _unquoted(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line without its quotes, whatever they were to say."""
    return tuple(readable(cell.strip()) for cell in line.replace('"', "").split(delimiter))


def _otherwise_parted(line: str) -> tuple[str, ...]:
    """The words of a line that is a heading but for the signs between its names; none for another line."""
    words = tuple(filter(None, re.split(r"\W+", line)))
    known = sum(column_of(word) is not None for word in words)
    return words if is_ledger(words) and known * 4 >= len(words) * 3 else ()


def _is_all(lines: Sequence[str], at: int, found: Heading) -> bool:
    """Whether the heading is the only line and has days among its names: rows whose line ends were lost."""
    return any(map(has_day, found.cells)) and not any(line.strip() for line in lines[at + 1 :])


def _names_in_first_column(lines: Sequence[str]) -> Heading | None:
    """The first cells of the lines as a heading, if they are one: rows and columns were exchanged."""
    for delimiter in DELIMITERS:
        first = tuple(_unquoted(line, delimiter)[0] for line in lines[:_FIRST_LINES])
        if is_ledger(first):
            return Heading(first, delimiter, problem=_EXCHANGED)
    return None


def _likeness(heading: Heading) -> tuple[bool, int, int]:
    return is_ledger(heading.cells), len(columns_of(heading.cells)), len(heading.cells)


def _record(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """(cells, number of lines) of the record that starts on a line; no cells for one that cannot be read."""
    reader = csv.reader(lines[at : at + _LONGEST], delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [], 1
    return [readable(cell.strip()) for cell in cells], reader.line_num
