"""Whole numbers in words, and the scales after a number: "twenty-seven thousand", "2.3 million", "a million and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from figcheck.parse.number_words.digits import significant
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import WORD, Token


class Numeral(NamedTuple):
    """A number read from tokens: `top`/`bottom`, and the index of the token after it.

    `digits` is how many digits are significant as printed (253: 3, 27,000: 2, 1.50 million: 3). `scales` are the products
    of the scales at its end, largest first ("three hundred thousand": 100,000 and 1,000): what the other end of a range
    may share. `part` is true for a fraction of one ("two-thirds"), `plural` for "100s".
    """

    top: int
    bottom: int
    end: int
    digits: int
    scales: tuple[int, ...] = ()
    part: bool = False
    plural: bool = False

    def whole(self) -> int | None:
        """The value as an int, or None when it is not whole."""
        return self.top // self.bottom if self.top % self.bottom == 0 else None


def scale_at(lex: Lexicon, tokens: Sequence[Token], i: int, from_digits: bool) -> int | None:
    """The scale that a token is ("million"; after digits also "k", "bn"), or None."""
    if i >= len(tokens) or tokens[i].kind != WORD:
        return None
    key = tokens[i].key
    scale = lex.scales.get(key) or lex.plural_scales.get(key)
    if scale is None and from_digits and (tokens[i].before == "" or key in lex.spaced_abbreviations):
        scale = lex.abbreviations.get(key)
    return scale


def scaled(
    lex: Lexicon, tokens: Sequence[Token], i: int, top: int, bottom: int, digits: int, from_digits: bool = False
) -> Numeral:
    """A number and the scales right after it."""
    found: list[int] = []
    while (scale := scale_at(lex, tokens, i, from_digits and not found)) is not None and len(found) < 3:
        top *= scale
        found.append(scale)
        i += 1
    return Numeral(top, bottom, i, digits, _products(found))


def and_a_half(lex: Lexicon, tokens: Sequence[Token], i: int, top: int, bottom: int, unit: int) -> tuple[int, int, int]:
    """ "… and a half": index after it and the number with half a unit more."""
    found = lex.and_a_half.longest(tokens, i)
    return (i, top, bottom) if found is None else (found[1], top * 2 + unit * bottom, bottom * 2)


def and_a_half_of_it(lex: Lexicon, tokens: Sequence[Token], number: Numeral) -> Numeral:
    """ "a million and a half"."""
    end, top, bottom = and_a_half(lex, tokens, number.end, number.top, number.bottom, number.scales[-1])
    return number if end == number.end else number._replace(end=end, top=top, bottom=bottom, digits=number.digits + 1)


def cardinal(lex: Lexicon, tokens: Sequence[Token], start: int, ands: bool, hedged: bool = False) -> Numeral | None:
    """A whole number in words: "twenty-seven thousand", "a hundred and twenty", "siebenundzwanzig", "dos mil millones".

    `ands=False` leaves every "and" that is a word of its own for joining the ends of a range. `hedged`: a hedge stands before
    it, after which some languages' scales have a form that alone is a plural ("более тысячи" is more than 1,000).
    """
    sums = _Sums(lex.builds_teens)
    i = start
    while i < len(tokens):
        key = tokens[i].key
        value, after = _word(lex, tokens, i)
        if value is not None and not (value >= 1000 and sums.current is not None and key in lex.plural_scales):
            if not sums.add(value):
                break
            i = after
            continue
        scale = lex.scales.get(key) or (lex.plural_scales.get(key) if i > start else None)
        if scale is None and hedged and i == start:
            scale = lex.hedged_scales.get(key)
        if scale is not None:
            if not sums.multiply(scale):
                break
            i += 1
        elif i > start and key in lex.ands and (ands or tokens[i].before == ""):
            end = _after_and(lex, tokens, i + 1, sums)
            if end is None:
                break
            i = end
        else:
            break
    if i == start:
        return None
    return Numeral(sums.value(), 1, i, significant(sums.value(), 1), _products(sums.trailing))


def _word(lex: Lexicon, tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """(value, index after it) of a number word, or of several that are one ("soixante-dix", "سبعة عشر"); None for others."""
    key = tokens[i].key
    if key in lex.phrase_heads:
        found = lex.number_phrases.longest(tokens, i)
        if found is not None:
            return found[0].detail, found[1]
    return lex.cardinals.get(key), i + 1


class _Sums:
    """What the words of a number have come to: groups closed by a scale, the largest first, and the one being read."""

    __slots__ = ("current", "groups", "lowest_ten", "trailing")

    def __init__(self, builds_teens: bool) -> None:
        self.lowest_ten = 10 if builds_teens else 20
        self.groups: list[tuple[int, int]] = []
        self.current: int | None = None
        self.trailing: list[int] = []

    def value(self) -> int:
        return sum(amount for _, amount in self.groups) + (self.current or 0)

    def room(self) -> int | None:
        """What a group that follows must stay below; None for the first."""
        return self.groups[-1][0] if self.groups else None

    def add(self, value: int) -> bool:
        """Take a number word; False when it begins another number ("twenty" "thirty")."""
        if value >= 1000:  # a dual: "ألفان", two thousand
            scale = 1000
            while scale * 1000 <= value:
                scale *= 1000
            room = self.room()
            if self.current is not None or (room is not None and scale >= room):
                return False
            self.groups.append((scale, value))
            self.trailing = [scale]
        else:
            grown = _grown(self.current, value, self.lowest_ten)
            if grown is None:
                return False
            self.current = grown
            self.trailing = []
        return True

    def multiply(self, scale: int) -> bool:
        """Take a scale; False when it cannot belong to this number."""
        current, room = self.current, self.room()
        if scale < 1000:
            if (current is None and self.groups and scale != 100) or (current is not None and current >= 100):
                return False
            self.current = (1 if current is None else current) * scale
        elif current is None and not self.groups:
            self.groups.append((scale, scale))
        elif current is not None and (room is None or scale < room):
            self.groups.append((scale, current * scale))
            self.current = None
        elif (current is None and not self.trailing) or not self._lift(scale):
            return False
        self.trailing.append(scale)
        return True

    def _lift(self, scale: int) -> bool:
        """Let a larger scale multiply the groups below it: "dos mil quinientos millones", "two thousand million"."""
        below = [amount for size, amount in self.groups if size <= scale]
        above = [(size, amount) for size, amount in self.groups if size > scale]
        lifted = (sum(below) + (self.current or 0)) * scale
        if not below or below[0] >= 1_000_000 or (above and lifted >= above[-1][0]):
            return False
        self.groups, self.current = [*above, (scale, lifted)], None
        return True


def _products(scales: list[int]) -> tuple[int, ...]:
    """The products of the scales from each one on: "hundred thousand" is 100,000 and 1,000."""
    return tuple(prod(scales[k:]) for k in range(len(scales)))


def _grown(current: int | None, value: int, lowest_ten: int) -> int | None:
    """A number with the next word of it, or None when that word begins another: "twenty" "seven" is 27, "on" "bir" 11."""
    if current is None:
        return value
    if current >= 100 and current % 100 == 0 and 0 < value < 100:
        return current + value
    if lowest_ten <= current % 100 <= 90 and current % 10 == 0 and 0 < value < 10:
        return current + value
    return None


def _after_and(lex: Lexicon, tokens: Sequence[Token], i: int, sums: _Sums) -> int | None:
    """Index after what "and" adds to a number ("one hundred and twenty"), or None when "and" joins something else."""
    if i >= len(tokens):
        return None
    value, after = _word(lex, tokens, i)
    where, current, room = lex.and_between, sums.current, sums.room()
    anything = "anything" in where
    if value is None:
        scale = lex.scales.get(tokens[i].key)
        if not anything or scale is None or current is not None or room is None or scale >= room:
            return None
        return i + 1 if sums.multiply(scale) else None
    tens = current is not None and 20 <= current % 100 <= 90 and current % 10 == 0
    if tens and 0 < value < 10 and (anything or "tens and units" in where):
        sums.add(value)
        return after
    if (
        current is not None and 1 <= current % 100 <= 9 and 20 <= value <= 90 and value % 10 == 0
        and (anything or "units and tens" in where)
    ):  # fmt: skip
        sums.current, sums.trailing = current + value, []
        return after
    if not (anything or "hundreds and the rest" in where):
        return None
    if current is None:
        if room is None or not 0 < value < room:
            return None
    elif current < 100 or current % 100 or not 0 < value < 100:
        return None
    return _rest(lex, tokens, i, sums)


def _rest(lex: Lexicon, tokens: Sequence[Token], i: int, sums: _Sums) -> int | None:
    """Take the words after "and" as part of the number, unless a scale after them makes them a number of their own."""
    small, end = _Sums(lex.builds_teens), i
    while end < len(tokens) and not small.groups:
        value, after = _word(lex, tokens, end)
        if value is None or not small.add(value):
            break
        end = after
    scale = scale_at(lex, tokens, end, False)
    room = sums.room()
    if scale is not None and (
        (scale < 1000 and (sums.current is not None or (small.current or 0) >= 10))
        or (sums.current is None and room is not None and scale >= room)
    ):
        return None
    if small.groups:
        return end if sums.add(small.groups[0][1]) else None
    if sums.current is None:
        sums.current = small.current
    else:
        sums.current += small.current or 0
    sums.trailing = []
    return end
