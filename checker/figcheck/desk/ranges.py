"""Ranges drawn below each other on one scale: a bar for each, its broad part what readers take, a stroke at each hard end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from figcheck.model.figure import Bounds
from figcheck.model.shown import range_words
from figcheck.report.records import Record

_HEIGHT = 26
_MIDDLE = _HEIGHT // 2
_EDGE, _OPEN = 4.0, 90.0
"""Where the scale begins and ends, in percent of the width. An end without a bound goes on to the right of it."""


def bounds_of(claim: Record) -> Bounds | None:
    """The range of a claim, None where its figure is not a count that could be read."""
    if claim["low"] is None and claim["high"] is None:
        return None
    low, high = claim["low"] or 0, claim["high"]
    implied_low = low if claim["implied_low"] is None else claim["implied_low"]
    return Bounds(
        int(low), high, bool(claim["low_hard"]), bool(claim["high_hard"]), int(implied_low), claim["implied_high"]
    )


def drawn_ranges(ranges: Sequence[Bounds]) -> list[tuple[str, str]]:
    """For each range its drawing as SVG, and its words; all on one scale."""
    ends = [end for b in ranges for end in (b.low, b.high, b.implied_low, b.implied_high) if end is not None]
    low, high = min(ends, default=0), max(ends, default=0)
    room = max((high - low) * 0.08, high * 0.01, 1)
    scale = _Scale(max(0.0, low - room), high + room)
    apart = _apart(ranges)
    return [(scale.svg(bounds, apart), range_words(bounds.low, bounds.high)) for bounds in ranges]


def _apart(ranges: Sequence[Bounds]) -> tuple[int, int] | None:
    """What lies between two ranges that share no number."""
    if len(ranges) != 2:
        return None
    below, above = sorted(ranges, key=lambda bounds: bounds.low)
    return (below.high, above.low) if below.high is not None and below.high < above.low else None


class _Scale:
    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def x(self, people: float) -> float:
        part = (people - self.low) / (self.high - self.low)
        return round(_EDGE + part * (_OPEN - _EDGE), 2)

    def svg(self, bounds: Bounds, apart: tuple[int, int] | None) -> str:
        return f"<svg class=range aria-hidden=true height={_HEIGHT}>{''.join(self._parts(bounds, apart))}</svg>"

    def _parts(self, bounds: Bounds, apart: tuple[int, int] | None) -> Iterator[str]:
        if apart is not None:
            yield self._rect("b", *apart, _HEIGHT)
        low, high, low_hard, high_hard, implied_low, implied_high = bounds
        if low == high:
            yield f'<circle class=p cx="{self.x(low)}%" cy={_MIDDLE} r=5 />'
            return
        yield self._rect("r", low, high, 3)
        if (implied_low, implied_high) != (low, None):
            yield self._rect("i", implied_low, implied_high, 11)
        for hard, end in ((low_hard, low), (high_hard, high)):
            if hard and end is not None:
                yield f'<line class=e x1="{self.x(end)}%" x2="{self.x(end)}%" y1={_MIDDLE - 8} y2={_MIDDLE + 8} />'
        if high is None:
            yield f'<svg x="99%" y={_MIDDLE - 6} overflow=visible><path class=a d="M-6 0 3 6-6 12z" /></svg>'

    def _rect(self, name: str, low: float, high: float | None, height: int) -> str:
        start = self.x(low)
        width = round((98.5 if high is None else self.x(high)) - start, 2)
        return (
            f'<rect class={name} x="{start}%" y={(_HEIGHT - height) / 2} width="{max(width, 0.4)}%" height={height} />'
        )
