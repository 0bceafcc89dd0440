"""The meaning of a figure that names two ends: a range, a stated margin, or two words of no number."""

from __future__ import annotations

from figcheck.model.figure import Bounds
from figcheck.model.units import people_per_day
from figcheck.model.words import COUNTED_UNITS, FLOORS
from figcheck.parse.grammar.reading import End, Reading
from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.ranges.hedges import WinningQualifier
from figcheck.parse.ranges.values import plain, shown_number, whole_of
from figcheck.parse.ranges.why_this_range import explain_range
from figcheck.parse.unreadable import Unreadable, quoted


def two_ends(reading: Reading, text: str) -> dict:
    """The fields of a range with two stated ends, or of two words of no number; raises Unreadable."""
    first, second, unit = reading.first, reading.second, reading.figure_unit
    assert second is not None
    if first.vague is not None and second.vague is not None:
        return _vague_to_vague(reading, text)
    low_number, high_number = _shared(first, second, reading, text)
    factor = people_per_day(1, reading.period) if reading.period else 1.0
    if unit in COUNTED_UNITS:
        low: int | float = whole_of(low_number, unit, text)
        high: int | float = whole_of(high_number, unit, text)
    else:
        if unit == "fraction" and not (low_number.part and high_number.part):
            raise Unreadable(f"{quoted(text)} joins a share and a number", "give one figure a claim")
        low, high = (plain(n.top / n.bottom * factor) for n in (low_number, high_number))
    stated = shown_number(low), shown_number(high)
    low_hard, high_hard, low_open, high_open = _hard_and_open_ends(reading)
    step = 1 if unit in COUNTED_UNITS else 0
    low, high = low + step * low_open, high - step * high_open
    if low > high:
        raise Unreadable(
            f"{quoted(text)} runs from the larger number to the smaller", "write the smaller end first, both in full"
        )
    if first.perhaps_change and (low % 5 or high % 5):
        raise Unreadable(
            f"{quoted(text)} may be a range, or a change from one number to another",
            f"write `between {stated[0]} and {stated[1]}` for a range; of a change give the later number",
        )
    bounds = Bounds(low, high, low_hard, high_hard, low, high)  # type: ignore[arg-type]
    return {
        "figure": text, "qualifier": "between", "low": low, "high": high, "low_hard": low_hard, "high_hard": high_hard,
        "implied_low": low, "implied_high": high, "numbers": stated,
        "why": explain_range(WinningQualifier("between"), None, bounds, reading),
    }  # fmt: skip


def _hard_and_open_ends(reading: Reading) -> tuple[bool, bool, bool, bool]:
    """Whether the low and the high end are hard, and whether the words exclude the low and the high number themselves.

    A hedge before the pair, or an approximation of its first end, softens both; one of the second end softens that end. A
    floor before the first end and a ceiling before the second are the ends that the words assert ("more than 20 but fewer
    than 30"); before a bare pair ("at least 20-30") they leave open which of the two is meant.
    """
    first, second = reading.first, reading.second
    assert second is not None
    before = [hedge.qualifier for hedge in first.qualifiers]
    anchored = not first.hedged_before_opening and (first.opened or reading.join in ("pair", "stretch"))
    low_hard = high_hard = all(name in FLOORS for name in before) and (anchored or not before)
    low_open, high_open = low_hard and "more_than" in before, False
    for hedge in second.qualifiers:
        name, is_suffix = hedge.qualifier, hedge.stands_after
        if name == "up_to" and is_suffix and reading.join == "closed":
            continue  # "20'den 100'e kadar": the words that close the range
        if name in ("fewer_than", "at_most"):
            high_open = high_open or (anchored and name == "fewer_than")
            continue
        high_hard = False
        approximate = name in ("about", "nearly", "just_over")
        if approximate and (reading.join == "either" or (is_suffix and name == "about")):
            low_hard = False
    if reading.join == "stretch":
        high_hard = False
    if reading.confidence:
        low_hard = high_hard = False
    return low_hard, high_hard, low_open, high_open


_ONE_THOUSAND_FOR_BOTH = 10
"""How many times the first end the second may be, once the thousand of "20-30,000" is taken for both."""


def _shared(first: End, second: End, reading: Reading, text: str) -> tuple[Numeral, Numeral]:
    """The numbers of the two ends, with a scale that stands with one and is meant for both ("3-4 million")."""
    a, b = first.number, second.number
    assert a is not None
    assert b is not None
    if reading.unit in ("percent", "fraction"):
        return a, b
    if not a.scales and b.scales:
        for scale in b.scales:
            top = a.top * scale
            if top * b.bottom <= b.top * a.bottom and a.top < 1000 * a.bottom:
                return a._replace(top=top), b
    elif a.scales and not b.scales and reading.join == "either" and b.top <= 12 * b.bottom < a.top * b.bottom:
        return a, b._replace(top=b.top * a.scales[-1])  # "a hundred or two"
    low, high = a.top / a.bottom, b.top / b.bottom
    if 0 < low < 1000 <= high and not a.scales and high % 1000 == 0 and low * 1000 < high:
        if high <= _ONE_THOUSAND_FOR_BOTH * low * 1000:
            return a._replace(top=a.top * 1000), b
        raise Unreadable(
            f"the first end of {quoted(text)} could be {shown_number(plain(low))} or {shown_number(plain(low * 1000))}",
            "write both ends out in full",
        )
    return a, b


def _vague_to_vague(reading: Reading, text: str) -> dict:
    """ "dozens or even hundreds": from the floor of the first to what a reader takes from the second."""
    first, second = reading.first.vague, reading.second.vague if reading.second else None
    assert first is not None
    assert second is not None
    if first.low > second.low:
        raise Unreadable(f"{quoted(text)} runs from more to fewer", "write the smaller end first")
    high = second.high
    takes = second.takes if second.takes is not None else second.high
    bounds = Bounds(first.low, high, False, False, first.low, takes)
    return {
        "figure": text, "qualifier": "vague", "low": first.low, "high": high, "implied_low": first.low,
        "implied_high": takes, "numbers": ("a word of no number",) * 2,
        "why": explain_range(WinningQualifier("vague"), None, bounds, reading),
    }  # fmt: skip


def with_margin(reading: Reading, text: str) -> dict:
    """ "1,200 ± 100": a range with two soft ends."""
    number, margin = reading.first.number, reading.margin
    assert number is not None
    assert margin is not None
    if reading.unit != "people" or reading.period or number.whole() is None or margin.whole() is None:
        raise Unreadable(f"{quoted(text)} has a margin that figcheck cannot place", "give both ends as a range")
    n, spread = number.top // number.bottom, margin.top // margin.bottom
    low, high = max(n - spread, 0), n + spread
    bounds = Bounds(low, high, False, False, low, high)
    return {
        "figure": text, "qualifier": "between", "low": low, "high": high, "implied_low": low, "implied_high": high,
        "numbers": (shown_number(n), shown_number(spread)),
        "why": explain_range(WinningQualifier("between"), None, bounds, reading),
    }  # fmt: skip
