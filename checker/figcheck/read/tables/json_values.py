"""A JSON text -> its lists of records, each record with its line: the values themselves are read by the library."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from figcheck.read.tables.records_table import Record

_BLANK = re.compile(r"[ \t\n\r]*")
_LONGEST_SHOWN = 60
_DEEPEST = 6
"""Levels of names at which a list of records is looked for."""

_REPEATED = "\0repeated"


class JsonTextError(Exception):
    """The text is not JSON, or not as expected: why, and at which character."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(why)
        self.why, self.at = why, at


@dataclass(frozen=True)
class RecordList:
    """One list of records: the names that lead to it ("" for the whole text), and its records."""

    path: str
    records: list[Record]


class JsonText:
    """A text of JSON, read from front to back; numbers and words stay as they are written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str, strict=False
        )
        self._flat = False
        self._ends = [found.end() for found in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        """The line of a character, counted from 1."""
        return bisect_right(self._ends, at) + 1

    def lists(self, *, flat: bool = False) -> Iterator[RecordList]:
        """Every list of records, however deep; `flat` lays the names within a record side by side (`verified.killed`).

        Raises JsonTextError for a text that is not JSON.
        """
        at = self._blank(0)
        self._flat = flat
        try:
            end = yield from self._value(at, "", 0)
        except RecursionError as error:
            raise JsonTextError("its lists and names are nested too deep", at) from error
        end = self._blank(end)
        if end != len(self._text):
            raise JsonTextError("there is more text behind its end", end)

    def lines(self) -> Iterator[Record]:
        """The record of every line that has one, as JSON Lines have it. Never raises: a line that is broken says so itself."""
        start = 0
        for number, end in enumerate([*self._ends, len(self._text)], 1):
            at = self._blank(start)
            if at < end:
                yield self._line(at, end, number)
            start = end

    def _line(self, at: int, end: int, number: int) -> Record:
        part = self._text[at:end]
        mend = "write each record as one object in one line"
        try:
            value = self._decoder.decode(part.strip())
        except (json.JSONDecodeError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else "its lists and names are nested too deep"
            return Record(number, {}, (f"the line is not JSON: {why}", mend))
        return self._record(value, number) or Record(number, {}, ("the line is not an object with names", mend))

    def _value(self, at: int, path: str, depth: int) -> Generator[RecordList, None, int]:
        sign = self._text[at : at + 1]
        if sign == "[":
            return (yield from self._list(at, path))
        if sign == "{" and depth < _DEEPEST:
            return (yield from self._names(at, path, depth))
        return self._decoded(at)[1]

    def _names(self, at: int, path: str, depth: int) -> Generator[RecordList, None, int]:
        at = self._blank(at + 1)
        while self._text[at : at + 1] != "}":
            if self._text[at : at + 1] != '"':
                raise JsonTextError("a name in quotes should stand here", at)
            try:
                name, at = scanstring(self._text, at + 1, False)
            except json.JSONDecodeError as error:
                raise JsonTextError(error.msg, error.pos) from error
            at = self._blank(at)
            if self._text[at : at + 1] != ":":
                raise JsonTextError("a colon should stand here", at)
            at = yield from self._value(self._blank(at + 1), f"{path}.{name}" if path else name, depth + 1)
            at = self._next(at, "}")
        return at + 1

    def _list(self, at: int, path: str) -> Generator[RecordList, None, int]:
        records: list[Record] = []
        at = self._blank(at + 1)
        while self._text[at : at + 1] != "]":
            value, end = self._decoded(at)
            record = self._record(value, self.line(at))
            if record is not None:
                records.append(record)
            elif records:
                what = ("an item of the list is not an object with names", "write each record as an object")
                records.append(Record(self.line(at), {}, what))
            at = self._next(end, "]")
        if records:
            yield RecordList(path, records)
        return at + 1

    def _next(self, at: int, end: str) -> int:
        """The place of the next item, or of the end."""
        at = self._blank(at)
        sign = self._text[at : at + 1]
        if sign == ",":
            at = self._blank(at + 1)
            if self._text[at : at + 1] == end:
                raise JsonTextError(f"a comma stands before the {end}", at)
            return at
        if sign != end:
            raise JsonTextError(f"a comma or {end} should stand here" if sign else "the text ends here", at)
        return at

    def _decoded(self, at: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            raise JsonTextError(error.msg, error.pos) from error

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _record(self, value: Any, line: int) -> Record | None:
        if not isinstance(value, dict):
            return None
        broken = None
        if repeated := value.pop(_REPEATED, None):
            broken = (f'the name "{repeated}" stands twice in the record', "remove one")
        cells: dict[str, str | None] = {}
        for name, cell in (_flat(value) if self._flat else value).items():
            text = _text(cell)
            if text is None and cell is not None:
                cells[name] = json.dumps(cell, ensure_ascii=False, default=str)[:_LONGEST_SHOWN]
                kind = "a list" if isinstance(cell, list) else "an object"
                broken = broken if broken or _is_own(name) else (
                    f'"{name}" is {kind}, and a cell holds one value', "write one value"
                )  # fmt: skip
            else:
                cells[name] = text
        return Record(line, cells, broken)


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    """The names within an object side by side, with a dot between their levels."""
    found: dict[str, Any] = {}
    for name, cell in value.items():
        if isinstance(cell, dict):
            found.update({f"{name}.{within}": one for within, one in _flat(cell).items()})
        else:
            found[name] = cell
    return found


def _is_own(name: str) -> bool:
    from figcheck.read.tables.column_names import column_of

    return column_of(name) is None


def _text(cell: Any) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                found[_REPEATED] = name
                break
            seen.add(name)
    return found
