"""Cells of one record of a CSV ledger written in place: no other cell, quote or line end of the file changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from figcheck.read.tables.column_names import column_of


class CannotEditError(Exception):
    """The ledger is not one that can be edited with certainty; the words say why."""


@dataclass(frozen=True)
class _Record:
    """One record: its cells as (start, end) in the text, quotes included, and the place where it ends."""

    cells: list[tuple[int, int]]
    end: int


def with_cells(text: str, delimiter: str, line: int, cells: Mapping[str, str]) -> str:
    """A table with these cells (by column) in the record that begins on this line; columns that it lacks come last.

    `text` begins with the heading, on line 1. What is not a record of the table, such as a line "Source: AFP" below it, stays
    as it is. Raises CannotEditError when the file is not read back as it was, but for these cells.
    """
    records = _records(text, delimiter)
    if not records:
        raise CannotEditError("it has no header")
    header = [_value(text, cell) for cell in records[0].cells]
    names = [column_of(name) or name for name in header]
    first = _starts(text)[line - 1] if line <= len(_starts(text)) else -1
    target = next((record for record in records[1:] if record.cells[0][0] == first), None)
    if target is None:
        raise CannotEditError("figcheck did not find the record again")
    if len(target.cells) != len(header):
        raise CannotEditError("the record has too few or too many cells")
    new = [column for column in cells if column not in names]
    edits: list[tuple[int, int, str]] = []
    if new:
        if any(len(record.cells) > len(header) for record in records):
            raise CannotEditError(f"it lacks the column {new[0]}, and a record has too many cells")
        others = (r for r in records[1:] if r is not target and len(r.cells) == len(header))
        edits += [(r.end, r.end, delimiter * len(new)) for r in others]
        edits.append((records[0].end, records[0].end, "".join(delimiter + column for column in new)))
        edits.append((target.end, target.end, "".join(delimiter + _written(cells[c], delimiter) for c in new)))
    edits += [(*target.cells[names.index(c)], _written(v, delimiter)) for c, v in cells.items() if c in names]
    changed = text
    # from the end; what comes after a record goes in before its last cell is written, which may be as empty and in that place
    for start, end, value in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        changed = changed[:start] + value + changed[end:]
    _require_only_these_cells_changed(text, changed, delimiter, records.index(target), names, cells)
    return changed


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


def _written(value: str, delimiter: str) -> str:
    plain = not any(sign in value for sign in (delimiter, '"', "\n", "\r"))
    return value if plain else '"' + value.replace('"', '""') + '"'
