"""From what was read to what it means: the qualifier, the range, which bounds are hard, the implied range."""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.model.figure import Bounds, Figure, Part
from figcheck.model.units import people_per_day
from figcheck.parse.grammar.reading import Reading
from figcheck.parse.number_words.numerals import takes_decimals
from figcheck.parse.number_words.values import digits_of, ratio_of, shown, whole_of
from figcheck.parse.ranges.hedges import CEILINGS, FLOORS, held
from figcheck.parse.ranges.ranges import bounds_of
from figcheck.parse.ranges.share_of import span_of_whole
from figcheck.parse.ranges.two_ends import two_ends, with_margin
from figcheck.parse.ranges.why_this_range import story
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import NUMBER, Token


def figure_of(reading: Reading, lex: Lexicon, text: str, tokens: Sequence[Token], rounds: bool) -> Figure:
    """The figure that a reading stands for; raises Unreadable where it means nothing."""
    fields = fields_of(reading, lex, text, rounds)
    fields["lang"] = lex.code
    fields["doubt"] = _two_readings(lex, tokens)
    if reading.unit in ("percent", "fraction"):
        span = span_of_whole(reading, lex, tokens, text)
        fields["of"] = None if span is None else text[span[0] : span[1]]
    return _finished(fields, reading, tokens)


def fields_of(reading: Reading, lex: Lexicon, text: str, rounds: bool) -> dict:
    """The fields of a figure that depend on its words and numbers and not on where they stand; raises Unreadable.

    Beside them `numbers`, how each number is shown to a person.
    """
    if reading.margin is not None:
        return with_margin(reading, text)
    if reading.second is not None:
        return two_ends(reading, text)
    if reading.first.vague is not None:
        return _vague(reading, text)
    return _one_end(reading, lex, text, rounds)


def _two_readings(lex: Lexicon, tokens: Sequence[Token]) -> str | None:
    """What "10.000" may also be: with a decimal mark before three zeros it is ten as well as ten thousand."""
    for i, token in enumerate(tokens):
        head, mark, tail = token.key[:-4], token.key[-4:-3], token.key[-3:]
        if (
            token.kind == NUMBER
            and tail == "000"
            and mark in lex.decimal
            and head.isdigit()
            and len(head) <= 3
            and int(head)
        ):
            if takes_decimals(lex, tokens[i + 1] if i + 1 < len(tokens) else None):
                continue
            return (
                f'"{token.key}" is read as {int(head + tail):,}: three zeros after a separator are thousands. '
                f"With a decimal {'point' if mark == '.' else 'comma'} it would be {int(head):,}"
            )
    return None


ROLES = frozenset({"qualifier", "number", "unit", "increment", "confidence", "ignored"})
"""Roles that a `Part` may have; every other role of a phrase is shown as ignored."""


def _finished(fields: dict, reading: Reading, tokens: Sequence[Token]) -> Figure:
    unit = "rate" if reading.period else reading.unit
    stretches = [*reading.first.parts, *(reading.second.parts if reading.second else ()), *reading.after]
    numbers = iter(fields.pop("numbers", ()))
    parts = tuple(
        Part(
            tokens[s.first].start,
            tokens[s.end - 1].end,
            s.role if s.role in ROLES else "ignored",
            s.meaning or next(numbers, "a number"),
        )
        for s in sorted(stretches)
    )
    return Figure(unit=unit, increment=reading.increment, parts=parts, **fields)


def _one_end(reading: Reading, lex: Lexicon, text: str, rounds: bool) -> dict:
    end, unit = reading.first, "rate" if reading.period else reading.unit
    number = end.number
    if number is None:
        raise Unreadable(f"{quoted(text)} names no number", "give a number")
    if number.part and unit not in ("fraction", "percent"):
        raise Unreadable(f"{quoted(text)} is a fraction of a person", "give a whole number of people", impossible=True)
    qualifier, hedge, softened, cancelled = held(end, lex, text)
    rounds = rounds and not end.exactly
    try:
        if unit in ("people", "households"):
            n = whole_of(number, unit, text)
            value: int | float = n
            bounds = bounds_of(qualifier, n, hedge=hedge, rounds=rounds)
        else:
            value, bounds = ratio_of(number, unit, reading.period, qualifier, hedge, rounds)
    except ValueError as cause:
        raise Unreadable(f"{quoted(text)} leaves no number: {cause}", "correct the cell") from cause
    low, high, low_hard, high_hard, implied_low, implied_high = bounds
    if softened or reading.confidence:
        low_hard = high_hard = False
    if cancelled:
        high = None
    return {
        "figure": text,
        "qualifier": qualifier,
        "value": value,
        "low": low,
        "high": high,
        "low_hard": low_hard,
        "high_hard": high_hard,
        "implied_low": implied_low,
        "implied_high": implied_high,
        "digits": digits_of(number, value),
        "numbers": (shown(value),),
        "why": story(
            qualifier, value, bounds, unit, softened=softened, cancelled=cancelled, rounds=rounds,
            exactly=end.exactly, interval_beside=reading.interval_beside, increment=reading.increment,
        ),
    }  # fmt: skip


def _vague(reading: Reading, text: str) -> dict:
    end = reading.first
    if reading.unit in ("percent", "fraction"):
        raise Unreadable(f"{quoted(text)} names no share", "give the share in percent")
    word = end.vague
    assert word is not None
    low: float = word.low
    high: float | None = word.high
    takes: float | None = word.takes
    for name, _, _, _ in end.qualifiers:
        if name in FLOORS:
            high = None
        elif name in CEILINGS:
            low, high = 0, high if high is not None else takes
            takes = high if takes is None else takes
    implied_low: float = low
    if reading.period:
        factor = people_per_day(1, reading.period)
        low, implied_low = low * factor, implied_low * factor
        high, takes = (None if bound is None else bound * factor for bound in (high, takes))
    bounds = Bounds(low, high, False, False, implied_low, takes)  # type: ignore[arg-type]
    return {
        "figure": text, "qualifier": "vague", "low": low, "high": high, "implied_low": implied_low, "implied_high": takes,
        "numbers": ("a word of no number",),
        "why": story("vague", None, bounds, "rate" if reading.period else reading.unit, increment=reading.increment),
    }  # fmt: skip
