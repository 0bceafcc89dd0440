"""What the words around the digits of a figure mean, kept so that only the number has to be put in (see `cached_shapes`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from figcheck.model.figure import Figure, Part
from figcheck.model.words import COUNTED_UNITS
from figcheck.parse.grammar.reading import End, Reading
from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.number_words.digits import significant
from figcheck.parse.number_words.numerals import LARGEST
from figcheck.parse.ranges.hedges import WinningQualifier, winning_qualifier
from figcheck.parse.ranges.meaning import fields_of
from figcheck.parse.ranges.ranges import bounds_of
from figcheck.parse.ranges.why_this_range import explain_range
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon

_NO_DIGITS = re.compile(r"[^0-9]")


class Offset(NamedTuple):
    """A place in a text: characters of the shape before it, and how many of the figure's numbers."""

    at: int
    after: int


class Span(NamedTuple):
    """A stretch of words of a shape and what they were read as. The meaning is "" for a number."""

    start: Offset
    end: Offset
    role: str
    meaning: str


class Plan:
    """What the words around the digits of one shape mean."""

    __slots__ = (
        "_code",
        "_comma_is_decimal",
        "_factors",
        "_lex",
        "_of",
        "_reading",
        "_reasons",
        "_stretches",
        "_winner",
    )

    def __init__(
        self,
        lex: Lexicon,
        code: str | None,
        reading: Reading,
        factors: tuple[int, ...],
        stretches: tuple[Span, ...],
        of: tuple[Offset, Offset] | None,
    ) -> None:
        self._lex, self._code, self._reading, self._factors, self._of = lex, code, reading, factors, of
        self._stretches = [(*start, *end, role, meaning) for start, end, role, meaning in stretches]
        self._comma_is_decimal = "," in lex.decimal
        self._winner: WinningQualifier | None = None
        self._reasons: dict[tuple[bool, bool, bool], tuple[str, ...]] = {}
        if reading.second is None and reading.unit in COUNTED_UNITS and not reading.period:
            self._winner = winning_qualifier(reading.first, lex, "")

    def figure(self, text: str, numbers: Sequence[str], rounds: bool) -> Figure | None:
        """The figure of a text with this shape and these digits. None where it has to be read in full."""
        if self._comma_is_decimal and any("," in digits for digits in numbers):
            return None
        if self._winner is not None and (numbers[0].count(".") != 1):
            return self._counted(text, numbers, rounds)
        numerals = [
            numeral_of(digits, factor, scales)
            for digits, factor, scales in zip(
                numbers, self._factors, self._scales(), strict=False
            )  # further digits are context
        ]
        if any(number.top > LARGEST * number.bottom for number in numerals):
            return None
        reading = self._reading
        second = None if reading.second is None else _with(reading.second, numerals[1])
        reading = Reading(
            _with(reading.first, numerals[0]), second, reading.join, reading.unit, reading.period, reading.increment,
            reading.confidence, reading.interval_beside, None, reading.after,
        )  # fmt: skip
        try:
            fields = fields_of(reading, self._lex, text, rounds)
        except Unreadable:
            return None
        shift = self._shifts(numbers)
        if self._of is not None:
            fields["of"] = text[_place(self._of[0], shift) : _place(self._of[1], shift)]
        return Figure(
            unit=reading.figure_unit, increment=reading.increment, lang=self._code,
            parts=self._parts(shift, fields.pop("numbers")), **fields,
        )  # fmt: skip

    def _scales(self) -> list[tuple[int, ...]]:
        ends = [self._reading.first, self._reading.second]
        return [end.number.scales for end in ends if end is not None and end.number is not None]

    def _counted(self, text: str, numbers: Sequence[str], rounds: bool) -> Figure | None:
        """A count of people or households with one number, the form of nearly all figures; as `meaning` has it."""
        reading = self._reading
        top = _whole(numbers[0])
        n = top * self._factors[0]
        if n > LARGEST:
            return None
        winner = self._winner
        assert winner is not None
        rounds = rounds and not reading.first.exactly
        try:
            bounds = bounds_of(winner.name, n, hedge=winner.studied_word, rounds=rounds)
        except ValueError:
            return None
        low, high, low_hard, high_hard, implied_low, implied_high = bounds
        kind = low_hard, n != 0 and n % 100 == 0, rounds
        why = self._reasons.get(kind)
        if why is None:
            why = self._reasons[kind] = explain_range(winner, n, bounds, reading, rounds=rounds)
        if winner.softened or reading.confidence:
            low_hard = high_hard = False
        return Figure(
            text, winner.name, n, low, None if winner.cancelled else high, low_hard, high_hard, implied_low, implied_high,
            reading.unit, reading.increment, None, None, significant(top, 1), why,
            self._parts(self._shifts(numbers), (f"{n:,}",)), self._code,
        )  # fmt: skip

    @staticmethod
    def _shifts(numbers: Sequence[str]) -> list[int]:
        """Characters of the first none, one, two … numbers."""
        shifts = [0]
        for digits in numbers:
            shifts.append(shifts[-1] + len(digits))
        return shifts

    def _parts(self, shift: Sequence[int], meanings: Sequence[str]) -> tuple[Part, ...]:
        numbers = iter(meanings)
        return tuple(
            [
                _new_part(Part, (start + shift[before], end + shift[within], role, meaning or next(numbers)))
                for start, before, end, within, role, meaning in self._stretches
            ]
        )


_new_part = tuple.__new__
"""A Part without the detour through its constructor, which takes as long as all else about it."""


def _whole(digits: str) -> int:
    """The whole number that is printed in one of the shapes without decimals."""
    return int(digits) if digits.isdigit() else int(_NO_DIGITS.sub("", digits))


def _with(end: End, number: Numeral) -> End:
    """One end of a kept reading with another number."""
    return End(
        number, None, False, end.qualifiers, end.opened, end.hedged_before_opening, end.exactly, end.increment,
        end.confidence, False, end.percent, end.period, end.parts, perhaps_change=end.perhaps_change,
    )  # fmt: skip


def _place(offset: Offset, shift: Sequence[int]) -> int:
    return offset.at + shift[offset.after]


def numeral_of(digits: str, factor: int, scales: tuple[int, ...]) -> Numeral:
    """The numeral that a run of digits and the scales after it are."""
    if digits.count(".") == 1:
        whole, _, decimals = digits.partition(".")
        top, bottom = int(whole + decimals), 10 ** len(decimals)
    else:
        top, bottom = _whole(digits), 1
    return Numeral(top * factor, bottom, 0, significant(top, bottom), scales)
