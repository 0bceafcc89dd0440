"""Cells of one record of a CSV ledger written in place, or a record added: nothing else in the file changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from figcheck.model.errors import LedgerError
from figcheck.read.tables.column_names import column_of
from figcheck.read.tables.encodings import Decoded, decode
from figcheck.read.tables.heading import find_heading, physical_lines


class CannotEditError(Exception):
    """The ledger is not one that can be edited with certainty; the words say why."""


@dataclass(frozen=True)
class _Record:
    """One record: its cells as (start, end) in the text, quotes included, and the place where it ends."""

    cells: list[tuple[int, int]]
    end: int


@dataclass(frozen=True)
class LedgerText:
    """A CSV ledger as text, cut above its heading. `first` is the line of the heading, counted from 1."""

    file: Decoded
    above: str
    table: str
    delimiter: str
    first: int

    def record(self, line: int) -> dict[str, str]:
        """The cells of the record that begins on this line of the file, by column. Raises CannotEditError if there is none."""
        records, names, target = _found(self.table, self.delimiter, line - self.first + 1)
        values = [_value(self.table, cell).strip() for cell in records[target].cells]
        return dict(zip(names, values, strict=True))

    def with_cells(self, line: int, cells: Mapping[str, str]) -> bytes:
        """The bytes of the file with these cells in the record that begins on this line. Raises CannotEditError."""
        return self._encoded(with_cells(self.table, self.delimiter, line - self.first + 1, cells))

    def with_record(self, cells: Mapping[str, str]) -> bytes:
        """The bytes of the file with a record of these cells behind the last one. Raises CannotEditError."""
        table, line = _with_empty_record(self.table, self.delimiter)
        return self._encoded(with_cells(table, self.delimiter, line, cells))

    def _encoded(self, table: str) -> bytes:
        try:
            return self.file.encoded(self.above + table)
        except UnicodeEncodeError as error:
            letter = error.object[error.start]
            raise CannotEditError(f"its encoding lacks the letter “{letter}”") from error


def ledger_text(data: bytes, name: str) -> LedgerText:
    """The text of a CSV ledger of this name. Raises CannotEditError for a file that cannot be written again as it is."""
    if PurePath(name).suffix.lower() not in (".csv", ".tsv"):
        raise CannotEditError("it is not a CSV file")
    try:
        file = decode(data, name)
        if file.encoded(file.text) != data:
            raise CannotEditError("figcheck cannot write all of its letters again as they are")
        lines = physical_lines(file.text)
        heading = find_heading(lines)
    except UnicodeEncodeError as error:
        raise CannotEditError("figcheck cannot write all of its letters again as they are") from error
    except LedgerError as error:
        raise CannotEditError(error.what) from error
    above, table = "".join(lines[: heading.line - 1]), "".join(lines[heading.line - 1 :])
    return LedgerText(file, above, table, heading.delimiter, heading.line)


def with_cells(text: str, delimiter: str, line: int, cells: Mapping[str, str]) -> str:
    """A table with these cells (by column) in the record that begins on this line; columns that it lacks come last.

    `text` begins with the heading, on line 1. What is not a record of the table, such as a line "Source: AFP" below it, stays
    as it is. Raises CannotEditError when the file is not read back as it was, but for these cells.
    """
    records, names, place = _found(text, delimiter, line)
    header, target = records[0].cells, records[place]
    new = [column for column in cells if column not in names]
    edits: list[tuple[int, int, str]] = []
    if new:
        if any(len(record.cells) > len(header) for record in records):
            raise CannotEditError(f"it lacks the column {new[0]}, and a record has too many cells")
        others = (r for r in records[1:] if r is not target and len(r.cells) == len(header))
        edits += [(r.end, r.end, delimiter * len(new)) for r in others]
        edits.append((records[0].end, records[0].end, "".join(delimiter + column for column in new)))
        edits.append((target.end, target.end, "".join(delimiter + _written(cells[c], delimiter) for c in new)))
    for column, value in cells.items():
        if column in names:
            start, end = target.cells[names.index(column)]
            edits.append((start, end, _written(value, delimiter, quoted=text[start : start + 1] == '"')))
    changed = text
    # from the end; what comes after a record goes in before its last cell is written, which may be as empty and in that place
    for start, end, value in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        changed = changed[:start] + value + changed[end:]
    _require_only_these_cells_changed(text, changed, delimiter, place, names, cells)
    return changed


def _with_empty_record(text: str, delimiter: str) -> tuple[str, int]:
    """A table with a record of empty cells behind the last one that has all cells, and the line on which it begins."""
    records = _records(text, delimiter)
    if not records:
        raise CannotEditError("it has no header")
    header = records[0]
    line_end = next((end for end in ("\r\n", "\r") if text.startswith(end, header.end)), "\n")
    last = next(record for record in reversed(records) if len(record.cells) == len(header.cells))
    added = text[: last.end] + line_end + delimiter * (len(header.cells) - 1) + text[last.end :]
    return added, _starts(added).index(last.end + len(line_end)) + 1


def _found(text: str, delimiter: str, line: int) -> tuple[list[_Record], list[str], int]:
    """The records of a table, the names of its columns, and which of the records begins on this line."""
    records = _records(text, delimiter)
    if not records:
        raise CannotEditError("it has no header")
    header = [_value(text, cell) for cell in records[0].cells]
    starts = _starts(text)
    first = starts[line - 1] if 1 <= line <= len(starts) else -1
    target = next((n for n, record in enumerate(records) if n and record.cells[0][0] == first), None)
    if target is None:
        raise CannotEditError("figcheck did not find the record again")
    if len(records[target].cells) != len(header):
        raise CannotEditError("the record has too few or too many cells")
    return records, [column_of(name) or name for name in header], target


def _require_only_these_cells_changed(
    text: str, changed: str, delimiter: str, target: int, names: list[str], cells: Mapping[str, str]
) -> None:
    before, after = ([row for row in _read(t, delimiter) if row] for t in (text, changed))
    new = [column for column in cells if column not in names]
    wanted = [[*row, *([""] * len(new))] if len(row) == len(names) else row for row in before]
    wanted[0][len(names) :] = new
    for column, value in cells.items():
        wanted[target][[*names, *new].index(column)] = value
    if after != wanted:
        raise CannotEditError("its quotes are not those of a plain CSV file")


def _read(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CannotEditError(f"it is not a plain CSV file ({error})") from error


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in io.StringIO(text, newline=""):
        starts.append(starts[-1] + len(line))
    return starts


def _records(text: str, delimiter: str) -> list[_Record]:
    """The records that are not blank, in order."""
    records = []
    at = 0
    while at < len(text):
        if text[at] in "\r\n":
            at += 1
            continue
        cells = []
        while True:
            end = _end_of_cell(text, at, delimiter)
            cells.append((at, end))
            at = end + 1
            if end >= len(text) or text[end] != delimiter:
                break
        records.append(_Record(cells, end))
    return records


def _end_of_cell(text: str, start: int, delimiter: str) -> int:
    at = start
    if text[at : at + 1] == '"':
        at += 1
        while at < len(text):
            if text[at] != '"':
                at += 1
            elif text[at + 1 : at + 2] == '"':
                at += 2
            else:
                break
        at += 1
    while at < len(text) and text[at] not in (delimiter, "\r", "\n"):
        at += 1
    return min(at, len(text))


def _value(text: str, cell: tuple[int, int]) -> str:
    raw = text[slice(*cell)]
    return raw[1:-1].replace('""', '"') if raw[:1] == '"' else raw


def _written(value: str, delimiter: str, *, quoted: bool = False) -> str:
    """A value as the file has it; in quotes where it needs them, or where the cell had them before."""
    plain = not quoted and not any(sign in value for sign in (delimiter, '"', "\n", "\r"))
    return value if plain else '"' + value.replace('"', '""') + '"'
