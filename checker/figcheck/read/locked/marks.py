"""What the library that reads workbooks does not say of a sheet, and what is made of raised and struck-out text in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")

Cell = tuple[int, int]
"""Row and column, counted from 0."""


class BrokenPartError(Exception):
    """A part of the file is not what it should be; the words say why."""


@dataclass
class Marks:
    """Of one sheet: the cells that a person sees otherwise than the library gives them, and what else a person sees there.

    `shown` has the text of such cells. `without_value` are formulas whose result is not in the file. `raised` and `struck` are
    cells in which some text is raised, or struck out and so left out of `shown`; rows and columns that are hidden are counted
    from 0. `merged` are stretches of cells that are one, each with its first and its last cell, where the library does not say so.
    """

    shown: dict[Cell, str] = field(default_factory=dict)
    without_value: list[Cell] = field(default_factory=list)
    raised: list[Cell] = field(default_factory=list)
    struck: list[Cell] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)


@dataclass
class Runs:
    """The stretches of one cell's text, each with how it is set."""

    parts: list[tuple[str, bool, bool]] = field(default_factory=list)
    raised: bool = False
    struck: bool = False

    def add(self, text: str) -> None:
        """One more stretch, set as `raised` and `struck` say now."""
        if text:
            self.parts.append((text, self.raised, self.struck))

    def is_plain(self) -> bool:
        """Whether the whole text is set in one way: then it is the text as it stands."""
        return len({part[1:] for part in self.parts}) < 2

    def text(self) -> str:
        """The text with raised digits as such, raised letters in brackets, and without what is struck out."""
        if self.is_plain():
            return "".join(text for text, _, _ in self.parts)
        found = ""
        for text, raised, struck in self.parts:
            if not struck:
                found += _raised(text, found) if raised else text
        return found

    def has(self) -> tuple[bool, bool]:
        """Whether some of the text is raised, and whether some is struck out, but not all."""
        if self.is_plain():
            return False, False
        return any(raised for _, raised, _ in self.parts), any(struck for _, _, struck in self.parts)


def _raised(text: str, before: str) -> str:
    """Raised text as it can stand behind other text: digits and letters of a footnote, and the end of an ordinal number.

    >>> _raised("3", "27,238"), _raised("a", "12"), _raised("1, 2", "12"), _raised("th", "5")
    ('³', '[a]', '[1][2]', 'th')
    """
    mark = text.strip().strip("()[]")
    if _NUMBERS.fullmatch(mark):
        numbers: Sequence[str] = re.findall(r"\d+", mark)
        if len(numbers) == 1 and len(mark) < 3:
            return mark.translate(_RAISED)
        return "".join(f"[{number}]" for number in numbers)
    if len(mark) == 1 and mark.isalpha() and before[-1:].isdigit():
        return f"[{mark}]"
    return text


def a1(cell: Cell) -> str:
    """The name of a cell in a workbook.

    >>> a1((0, 0)), a1((13, 27))
    ('A1', 'AB14')
    """
    row, column = cell
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
