"""What range of whole people, and what implied range, a qualifier and its number stand for.

The table is docs/lexicons.md. Bounds are closed and rounded outward, never below 0; `high` is None when nothing
bounds the number from above. What is not a count (percent, fractions, rates) is closed at its number: `step` is 0.
"""

from __future__ import annotations

import math

from figcheck.model.figure import Bounds
from figcheck.parse.ranges.widths import hedge_width, trailing_zeros


def is_round(n: int) -> bool:
    """Whether a bare number is read as an approximation: two or more trailing zeros (Krifka 2009).

    >>> is_round(27_000), is_round(110)
    (True, False)
    """
    return n != 0 and n % 100 == 0


def _salient_step(n: int) -> int:
    """The largest 1, 2, 2.5 or 5 times a power of ten that divides `n` and is at most half of it; `n` ends in zero."""
    best, power = 1, 1
    while power * 2 <= n:
        for step in (power, power * 2, power * 5, power * 5 // 2 if power > 1 else 1):
            if step <= n // 2 and n % step == 0:
                best = max(best, step)
        power *= 10
    return best


def next_point(n: int) -> int:
    """The next number above `n` that a speaker would rather have named.

    Source: Jansen & Pollmann 2001 for the steps; Cummins, Sauerland & Solt 2012 for the use.

    >>> [next_point(n) for n in (100, 110, 27_000, 93, 253, 9)]
    [150, 120, 28000, 100, 300, 20]
    """
    if n and n % 10 == 0:
        return n + _salient_step(n)
    unit = 10 ** (len(str(n + 1)) - 1)
    return ((n + 1) // unit + 1) * unit


def previous_point(n: int) -> int:
    """The next number below `n` that a speaker would rather have named; -1 when there is none.

    >>> [previous_point(n) for n in (100, 110, 27_000, 253, 1)]
    [50, 100, 26000, 200, -1]
    """
    if n and n % 10 == 0:
        return n - _salient_step(n)
    if n <= 1:
        return -1
    unit = 10 ** (len(str(n - 1)) - 1)
    return ((n - 1) // unit - ((n - 1) % unit == 0)) * unit


def bounds_of(qualifier: str, n: int, *, hedge: str | None = None, rounds: bool = True, step: int = 1) -> Bounds:
    """The bounds of one number under one qualifier (any but between and vague).

    `hedge` is the word printed where the widths know it; `rounds=False` makes a bare round number exact; `step` is 1 for
    whole people and 0 for what is closed at its number. Raises ValueError where no number is left ("fewer than 0").
    """
    return _RULES[qualifier](n, hedge, rounds, step)


def _exact(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    if not rounds or not is_round(n):
        return Bounds(n, n, True, True, n, n)
    half = min(10 ** trailing_zeros(n) / 2, hedge_width(n, "exact", hedge)[1] / 2)
    return Bounds(math.floor(n - half), math.ceil(n + half), False, False, n, n)


def _more_than(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    return Bounds(n + step, None, True, False, n + step, next_point(n) - step)


def _at_least(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    return Bounds(n, None, True, False, n, None)


def _fewer_than(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    if n - step < 0:
        raise ValueError("nothing is fewer than none")
    return Bounds(0, n - step, False, True, max(previous_point(n) + step, 0), n - step)


def _at_most(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    return Bounds(0, n, False, True, 0, n)


def _up_to(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    return Bounds(0, n, False, False, 0, n)


def _about(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    w50, w90 = hedge_width(n, "about", hedge)
    return Bounds(
        max(math.floor(n - w90 / 2), 0),
        math.ceil(n + w90 / 2),
        False,
        False,
        max(math.floor(n - w50 / 2), 0),
        math.ceil(n + w50 / 2),
    )


def _nearly(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    if n - step < 0:
        raise ValueError("nothing is nearly none")
    w50, w90 = hedge_width(n, "nearly", hedge)
    low, implied = (min(max(math.floor(n - width), 0), n - step) for width in (w90, w50))
    return Bounds(low, n - step, False, True, implied, n - step)


def _just_over(n: int, hedge: str | None, rounds: bool, step: int) -> Bounds:
    w50, w90 = hedge_width(n, "just_over", hedge)
    high, implied = (max(math.ceil(n + width), n + step) for width in (w90, w50))
    return Bounds(n + step, high, True, False, n + step, implied)


_RULES = {
    "exact": _exact,
    "more_than": _more_than,
    "at_least": _at_least,
    "fewer_than": _fewer_than,
    "at_most": _at_most,
    "up_to": _up_to,
    "about": _about,
    "nearly": _nearly,
    "just_over": _just_over,
}
