"""The value and the bounds of a number in its unit, and how a value is shown to a person."""

from __future__ import annotations

import math

from figcheck.model.figure import Bounds
from figcheck.model.units import people_per_day
from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.ranges.ranges import bounds_of
from figcheck.parse.ranges.widths import hedge_width
from figcheck.parse.unreadable import Unreadable, quoted

_FIVE_POINTS = 5
"""How far off a simple fraction is taken to be, in percent: half the step to the next share in tens (Krifka 2009)."""


def whole_of(number: Numeral, unit: str, text: str) -> int:
    """A count as an int; raises Unreadable for anything but a whole number of people or households."""
    n = number.whole()
    if n is None or number.part:
        what = "person" if unit == "people" else "household"
        raise Unreadable(
            f"{quoted(text)} is a fraction of a {what}",
            "give a whole number, or say of what it is a share",
            impossible=True,
        )
    return n


def digits_of(number: Numeral, value: float) -> int:
    """Significant digits as printed; "12.0" for people is a 12."""
    if isinstance(value, int) and number.bottom > 1 and not number.scales and not number.part:
        return max(len(str(value).rstrip("0")), 1)
    return number.digits


def ratio_of(
    number: Numeral, unit: str, period: str | None, qualifier: str, hedge: str | None, rounds: bool
) -> tuple[float, Bounds]:
    """Value and bounds of a share or a rate, closed at its number.

    The widths of hedges are the regression's at the number as a whole number of its last printed digit: "about 46
    percent" as 46, "about 93.8%" as 938 tenths; a fraction as the nearest percent ("about half" as 50). A percentage is
    never taken for rounded, a simple fraction is. A fraction is at most one.
    """
    value, steps = number.top / number.bottom, _steps(number.bottom)
    if unit == "fraction":
        steps = 100
        while value * steps < 0.5:
            steps *= 10
    n = round(value * steps)
    bounds = bounds_of(qualifier, n, hedge=hedge, rounds=rounds and unit == "rate", step=0)
    if unit == "fraction" and qualifier == "exact" and rounds and _is_simple(number):
        half = min(_FIVE_POINTS, hedge_width(n, "about", hedge)[1] / 2)
        bounds = Bounds(max(math.floor(n - half), 0), math.ceil(n + half), False, False, n, n)
    factor = people_per_day(1, period) if period else 1.0

    def back(bound: int | None) -> float | None:
        if bound is None:
            return 1 if unit == "fraction" else None
        ratio = value if bound == n else bound / steps
        return min(ratio, 1) if unit == "fraction" else plain(ratio * factor)

    low, high, implied_low, implied_high = (back(bounds[i]) for i in (0, 1, 4, 5))
    ratio = Bounds(low, high, bounds.low_hard, bounds.high_hard, implied_low, implied_high)  # type: ignore[arg-type]
    return plain(value * factor), ratio


def _is_simple(number: Numeral) -> bool:
    """Whether a share is one of round parts, as people say it in words: "a third", "one in 20"; "14 of 45" was counted."""
    return number.top <= 10 and (number.bottom <= 10 or number.bottom % 10 == 0)


def _steps(bottom: int) -> int:
    """Steps of the last printed digit in one: 10 for "93.8", 1 for "46"; 100 for anything but a decimal."""
    return bottom if str(bottom).rstrip("0") == "1" else 100


def plain(value: float) -> int | float:
    """A value as an int where it is one."""
    return int(value) if value == int(value) else value


def shown_number(value: float | None) -> str:
    """A number for a person: thousands separated, at most four decimals.

    >>> shown_number(27000), shown_number(14.285714)
    ('27,000', '14.2857')
    """
    if value is None:
        return "…"
    if isinstance(value, float) and not math.isclose(value, round(value)):
        return f"{value:,.4f}".rstrip("0")
    return f"{round(value):,}"
