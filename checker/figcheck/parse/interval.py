"""A stated confidence interval, as ledgers state it next to a figure: "793-8,498", "95% CI 2,658 to 3,290"."""

from __future__ import annotations

from typing import NamedTuple

from figcheck.model.words import COUNTED_UNITS
from figcheck.parse.figure import parse_figure


class Interval(NamedTuple):
    """The ends of a confidence interval in whole people, both soft; `high` is None when unbounded.

    Where it cannot be read, `low` is None and `error` says why.
    """

    low: int | None
    high: int | None
    error: str | None = None


def parse_interval(text: str) -> Interval:
    """The interval that a text states, in any writing of a range that a figure may have; never raises.

    >>> parse_interval("[793, 8498]")[:2], parse_interval("95% CI 793–8,498")[:2]
    ((793, 8498), (793, 8498))
    """
    figure = parse_figure(_dashed(text))
    if figure.error is not None:
        return Interval(None, None, f'cannot read the interval "{text}": {figure.error}')
    stated = figure.qualifier in ("between", "at_least", "at_most", "more_than")
    if figure.correction or figure.unit not in COUNTED_UNITS or not stated:
        return Interval(None, None, f'"{text}" states no interval of people, such as "793-8,498"')
    assert isinstance(figure.low, int)
    assert not isinstance(figure.high, float)
    return Interval(figure.low, figure.high)


def _dashed(text: str) -> str:
    """A pair in brackets written as a range: "[793, 8498]", "(793; 8498)"."""
    inside = text.strip()
    for opening, closing in ("[]", "()"):
        if inside.startswith(opening) and inside.endswith(closing):
            inside = inside[1:-1]
    for mark in (";", ", "):
        ends = inside.split(mark)
        if len(ends) == 2 and all(end.strip() and end.strip()[-1].isdigit() for end in ends):
            return f"{ends[0].strip()} to {ends[1].strip()}"
    return inside
