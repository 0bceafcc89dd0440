"""From what was read to what it means: the qualifier, the range, which bounds are hard, the implied range."""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.model.figure import Bounds, Figure, Part
from figcheck.model.units import people_per_day
from figcheck.model.words import CEILINGS, COUNTED_UNITS, FLOORS
from figcheck.parse.grammar.reading import Reading
from figcheck.parse.number_words.numerals import takes_decimals
from figcheck.parse.ranges.hedges import WinningQualifier, winning_qualifier
from figcheck.parse.ranges.ranges import bounds_of
from figcheck.parse.ranges.share_of import span_of_whole
from figcheck.parse.ranges.taken_back import taken_back
from figcheck.parse.ranges.two_ends import two_ends, with_margin
from figcheck.parse.ranges.values import digits_of, ratio_of, shown_number, whole_of
from figcheck.parse.ranges.why_this_range import explain_range
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import NUMBER, Token


def figure_of(reading: Reading, lex: Lexicon, text: str, tokens: Sequence[Token], rounds: bool) -> Figure:
    """The figure that a reading stands for; raises Unreadable where it means nothing."""
    fields = fields_of(reading, lex, text, rounds)
    if reading.decrease:
        fields = taken_back(fields)
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
    return Figure(unit=reading.figure_unit, increment=reading.increment, parts=parts, **fields)


def _one_end(reading: Reading, lex: Lexicon, text: str, rounds: bool) -> dict:
    end, unit = reading.first, reading.figure_unit
    number = end.number
    if number is None:
        raise Unreadable(f"{quoted(text)} names no number", "give a number")
    if number.part and unit not in ("fraction", "percent"):
        raise Unreadable(f"{quoted(text)} is a fraction of a person", "give a whole number of people", impossible=True)
    winner = winning_qualifier(end, lex, text)
    rounds = rounds and not end.exactly
    try:
        if unit in COUNTED_UNITS:
            n = whole_of(number, unit, text)
            value: int | float = n
            bounds = bounds_of(winner.name, n, hedge=winner.studied_word, rounds=rounds)
        else:
            value, bounds = ratio_of(number, unit, reading.period, winner.name, winner.studied_word, rounds)
    except ValueError as cause:
        raise Unreadable(f"{quoted(text)} leaves no number: {cause}", "correct the cell") from cause
    low, high, low_hard, high_hard, implied_low, implied_high = bounds
    if winner.softened or reading.confidence:
        low_hard = high_hard = False
    if winner.cancelled:
        high = None
    return {
        "figure": text,
        "qualifier": winner.name,
        "value": value,
        "low": low,
        "high": high,
        "low_hard": low_hard,
        "high_hard": high_hard,
        "implied_low": implied_low,
        "implied_high": implied_high,
        "digits": digits_of(number, value),
        "numbers": (shown_number(value),),
        "why": explain_range(winner, value, bounds, reading, rounds=rounds),
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
    for hedge in end.qualifiers:
        if hedge.qualifier in FLOORS:
            high = None
        elif hedge.qualifier in CEILINGS:
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
        "why": explain_range(WinningQualifier("vague"), None, bounds, reading),
    }  # fmt: skip
