"""Whole numbers in words, and the scales after a number: "twenty-seven thousand", "2.3 million", "a million and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from checker.parse.digits import significant
from checker.parse.lexicon import Lexicon
from checker.parse.tokens import SIGN, WORD, Token


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
    if (
        i + 2 < len(tokens)
        and tokens[i].key in lex.ands
        and tokens[i + 1].key in lex.articles
        and tokens[i + 2].key in lex.halves
    ):
        return i + 3, top * 2 + unit * bottom, bottom * 2
    return i, top, bottom


def and_a_half_of_it(lex: Lexicon, tokens: Sequence[Token], number: Numeral) -> Numeral:
    """ "a million and a half"."""
    end, top, bottom = and_a_half(lex, tokens, number.end, number.top, number.bottom, number.scales[-1])
    return number if end == number.end else number._replace(end=end, top=top, bottom=bottom, digits=number.digits + 1)


def cardinal(lex: Lexicon, tokens: Sequence[Token], start: int, ands: bool) -> Numeral | None:
    """A whole number in words: "twenty-seven thousand", "a hundred and twenty", "fifteen hundred"."""
    total, current, last_scale, i = 0, None, 0, start
    trailing: list[int] = []
    while i < len(tokens):
        token = tokens[i]
        key = token.key
        value = lex.cardinals.get(key)
        scale = None
        if value is None:
            scale = lex.scales.get(key) or (lex.plural_scales.get(key) if i > start else None)
        if value is not None:
            grown = _grown(current, value)
            if grown is None:
                break
            current, trailing = grown, []
        elif scale is not None:
            if scale < 1000:
                if (current is None and i > start) or (current is not None and current >= 100):
                    break
                current = (1 if current is None else current) * scale
            elif current is not None or i == start:
                if last_scale and scale >= last_scale:
                    break
                total += (1 if current is None else current) * scale
                current, last_scale = None, scale
            elif trailing:
                total *= scale
            else:
                break
            trailing.append(scale)
        elif key in lex.ands and ands and (token.kind in (WORD, SIGN)):
            after = _after_and(lex, tokens, i + 1, current, total, last_scale)
            if after is None:
                break
            (small, i), trailing = after, []
            current = (current or 0) + small
            continue
        else:
            break
        i += 1
    if i == start:
        return None
    top = total + (current or 0)
    return Numeral(top, 1, i, significant(top, 1), _products(trailing))


def _products(scales: list[int]) -> tuple[int, ...]:
    """The products of the scales from each one on: "hundred thousand" is 100,000 and 1,000."""
    return tuple(prod(scales[k:]) for k in range(len(scales)))


def _grown(current: int | None, value: int) -> int | None:
    """A number with the next word of it, or None when that word begins another: "twenty" "seven" is 27."""
    if current is None:
        return value
    if current >= 100 and current % 100 == 0 and 0 < value < 100:
        return current + value
    if 20 <= current % 100 <= 90 and current % 10 == 0 and 0 < value < 10:
        return current + value
    return None


def _after_and(
    lex: Lexicon, tokens: Sequence[Token], i: int, current: int | None, total: int, last_scale: int
) -> tuple[int, int] | None:
    """(what "and" adds, index after it): "one hundred and twenty"; None when "and" joins something else."""
    if not ((current is not None and current >= 100 and current % 100 == 0) or (current is None and total)):
        return None
    small: int | None = None
    while i < len(tokens) and (value := lex.cardinals.get(tokens[i].key)) is not None:
        grown = _grown(small, value)
        if grown is None:
            break
        small, i = grown, i + 1
    if not small:
        return None
    scale = scale_at(lex, tokens, i, False)
    if scale is not None and (scale < 1000 or (current is None and scale >= last_scale)):
        return None
    return small, i
