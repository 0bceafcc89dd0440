"""What the cells of one column are: numbers, days, words; and which words its name has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_WORD = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"[-+−~<>≥≤]?\s*\d[\d.,'’\s\u00a0\u202f]*%?")
_YEAR = re.compile(r"(19|20)\d\d")
_BARE = re.compile(r"\d+(\.\d+)?")
_SAMPLE = 5_000
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column: its name, its HXL tag ("" for none), its first cells (None: empty), and the words of its name.

    `numbers` and `days` are the share of its filled cells that are so; `has_digits` of those with a digit.
    """

    name: str
    tag: str
    cells: list[str | None]
    words: tuple[str, ...]
    filled: int
    numbers: float
    days: float
    has_digits: float

    @property
    def distinct(self) -> int:
        """How many different cells it has."""
        return len({cell for cell in self.cells if cell})

    def has(self, role: str) -> bool:
        """Whether its name has a word of a role."""
        return any(_stands_in(phrase, self.words) for phrase in words_of(role))

    def meaning(self, group: str) -> str | None:
        """Which of the meanings of a group its name has, the one with the longest words; None for none."""
        found = [
            (len(phrase), meaning)
            for meaning, phrases in group_of(group).items()
            for phrase in phrases
            if _stands_in(phrase, self.words)
        ]
        return max(found)[1] if found else None


def column(name: str, tag: str, cells: list[str | None]) -> Column:
    """The column of these cells."""
    some = [cell.strip() for cell in cells[:_SAMPLE] if cell and cell.strip()]
    most = max(len(some), 1)
    words = words_in(name)
    days = sum(map(is_day, some)) / most
    if days < 0.5 and {"date", "day", "datum", "fecha"} & {*words}:
        days = sum(is_day(cell, digits=True) for cell in some) / most
    return Column(
        name,
        tag,
        [cell or None for cell in cells],
        words,
        len(some),
        sum(map(is_number, some)) / most,
        days,
        sum(any(map(str.isdigit, cell)) for cell in some) / most,
    )


def words_in(name: str) -> tuple[str, ...]:
    """The words of a name.

    >>> words_in("Number_of_Deaths"), words_in("militaryPersonnel"), words_in("adm1_name")
    (('number', 'of', 'deaths'), ('military', 'personnel'), ('adm', '1', 'name'))
    """
    return tuple(word.casefold() for word in _WORD.findall(_HUMP.sub(" ", name)))


def is_number(cell: str) -> bool:
    """Whether a cell is one number in digits, whatever its separators."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_day(cell: str, *, digits: bool = False) -> bool:
    """Whether a cell is a day; a bare number only where `digits`."""
    from figcheck.validate.dates.written_days import written

    if not digits and _BARE.fullmatch(cell):
        return False
    found = written(cell)
    return bool(found.by_order) and (digits or not found.serial)


def is_day_name(name: str) -> bool:
    """Whether the name of a column is a day, a month or a year."""
    return _YEAR.fullmatch(name.strip()) is not None or (len(name) < 25 and is_day(name.strip()))


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((_HERE / "column_words.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - all words, also "no"
    return found


@cache
def words_of(role: str) -> tuple[tuple[str, ...], ...]:
    """The words of a role, each as the words that stand one after the other."""
    return tuple(words_in(phrase) for phrase in _words()[role])


@cache
def group_of(group: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The meanings of a group, each with its words."""
    return {meaning: tuple(map(words_in, phrases)) for meaning, phrases in _words()[group].items()}


def _stands_in(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))
