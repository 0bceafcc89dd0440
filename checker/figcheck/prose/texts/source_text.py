"""A text, and where each of its characters stands in the file that it was taken from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

HEAD = ("published", "event", "origin")
"""What a text may say of itself above its first line, and figcheck reads."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class Stretch(NamedTuple):
    """Characters of a text from `start` on, `length` of them, that stand in the file from `source` on in `source_length`."""

    start: int
    length: int
    source: int
    source_length: int


class Place(NamedTuple):
    """A stretch of the file: first and end character, line, first column and the column after it, all counted from 1.

    In a Word document the line is the paragraph, and characters are those of its text.
    """

    start: int
    end: int
    line: int
    column: int
    end_column: int


@dataclass(frozen=True)
class SourceText:
    """`text` is what is read. `stretches` say where it stands in the file; without any, character by character.

    `line_starts` are the characters of the file at which its lines begin. `lang` is the language that the file names, or None.
    `head` is what the file says of itself outside its text, by the names of `HEAD`: front matter, `<meta>`, the date of a mail.
    """

    text: str
    line_starts: tuple[int, ...]
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    lang: str | None = None
    head: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def place(self, start: int, end: int) -> Place:
        """Where characters of the text stand in the file."""
        first, last = self._source(start)[0], self._source(max(end - 1, start))[1]
        line = bisect_right(self.line_starts, first)
        begin = self.line_starts[line - 1]
        return Place(first, last, line, first - begin + 1, max(last, first + 1) - begin + 1)

    def _source(self, offset: int) -> tuple[int, int]:
        """(first, end) of the characters of the file that one character of the text was made of."""
        if not self.stretches:
            return offset, offset + 1
        found = self.stretches[max(bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1, 0)]
        if found.length == found.source_length:
            at = found.source + min(max(offset - found.start, 0), found.length)
            return at, at + 1
        return found.source, found.source + found.source_length


def line_starts(text: str) -> tuple[int, ...]:
    """The characters at which the lines of a text begin."""
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


class Builder:
    """Puts a text together from stretches of a file."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stretches: list[Stretch] = []
        self._length = 0

    def add(self, text: str, source: int, source_length: int | None = None) -> None:
        """Characters that stand in the file from `source` on, in as many characters or in `source_length`."""
        if text:
            length = len(text) if source_length is None else source_length
            self._stretches.append(Stretch(self._length, len(text), source, length))
            self._parts.append(text)
            self._length += len(text)

    def end_block(self, source: int) -> None:
        """Ends a paragraph, once."""
        if self._parts and self._parts[-1] != "\n\n":
            self.add("\n\n", source, 0)

    def built(
        self, source: str, lang: str | None = None, head: Mapping[str, tuple[str, ...]] | None = None
    ) -> SourceText:
        """The text so far, with places in `source`."""
        return SourceText("".join(self._parts), line_starts(source), tuple(self._stretches), lang, head or {})
