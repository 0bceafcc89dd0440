"""What the grammar reads out of a figure's tokens: numbers, the qualifiers around them, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.words.phrases import VagueWord, Within


class Stretch(NamedTuple):
    """Tokens `first` up to `end` and what they were read as; becomes a `model.figure.Part`."""

    first: int
    end: int
    role: str
    meaning: str


class Hedge(NamedTuple):
    """A qualifier that stands around a number: its id, the word if a study measured it, whether it stands after the number, and
    whether it asserts no bound where others of its qualifier do.
    """

    qualifier: str
    studied_word: str | None
    stands_after: bool
    meaning: str
    soft: bool = False


@dataclass(slots=True)
class End:
    """A number, or a word of no number, with the hedges around it, the first word first."""

    number: Numeral | None = None
    vague: VagueWord | None = None
    none: bool = False
    qualifiers: list[Hedge] = field(default_factory=list)
    opened: bool = False
    hedged_before_opening: bool = False
    exactly: bool = False
    increment: bool = False
    confidence: bool = False
    change: bool = False
    percent: bool = False
    period: str | None = None
    parts: list[Stretch] = field(default_factory=list)
    decrease: bool = False
    within: Within | None = None
    perhaps_change: bool = False
    """Whether the words that open it may tell a change ("from 40 to 43")."""


@dataclass(slots=True)
class Reading:
    """What was read: one end, or two and how they were joined; the unit, the period of a rate, and what else was said."""

    first: End
    second: End | None = None
    join: str = ""
    unit: str = "people"
    period: str | None = None
    increment: bool = False
    confidence: bool = False
    interval_beside: bool = False
    margin: Numeral | None = None
    after: list[Stretch] = field(default_factory=list)
    rest: int | None = None
    """Token from which on all was passed over, whatever it holds."""
    decrease: bool = False
    """Whether the number is taken back from what was counted before."""
    unknown_noun: tuple[int, int] | None = None
    """The words right after the number that no phrase knows, first and end, if no word for people or their state stands there."""

    @property
    def figure_unit(self) -> str:
        """The unit of the figure (one of `model.words.UNITS`): people per period are a rate."""
        return "rate" if self.period else self.unit
