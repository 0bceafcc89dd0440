"""A picture as inline SVG: small, sharp at any width, and coloured by the page's style sheet.

Across, positions are percent of the width and down they are pixels, so that text keeps its size on a phone. A claim is a bar:
thin for its range, broad for what a reader takes from it; a hard end is closed by a stroke, a soft one fades out. Its mark has
the shape and colour of its origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from figcheck.model.figure import Bounds
from figcheck.report.web_page.shapes import DrawnClaim, Panel, Picture

_HEIGHT = 190
_EDGE = 22
"""Pixels above the highest and below the lowest number, for labels."""

_EPOCH = date(1970, 1, 1)
_SHAPES = 7
_DODGE = 9
_NARROWEST, _LETTER = 300, 7
"""Pixels that a plot has across on a phone, where the words beside a mark must still fit, and that a letter of them needs."""

_FEW = 25
"""With so few claims, those of one day stand next to each other."""


def panel_svg(panel: Panel, picture: Picture, label: str) -> str:
    """The plot of one panel; `label` is what a screen reader says in its place."""
    draw = _Plot(panel, picture)
    parts = [*draw.grid(), *draw.band(), *draw.lines(), *draw.total_changes(), *draw.claims()]
    title = f'<svg class=plot role=img aria-label="{escape(label)}" height={_HEIGHT}>'
    return f"{title}{''.join(parts)}</svg>"


def scale_svg(panel: Panel, picture: Picture) -> str:
    """The numbers at the left of a plot."""
    draw = _Plot(panel, picture)
    texts = (f'<text x="100%" y={draw.y(tick) + 4}>{tick:,}</text>' for tick in draw.ticks())
    return f"<svg class=scale aria-hidden=true height={_HEIGHT}>{''.join(texts)}</svg>"


def days_svg(picture: Picture) -> str:
    """The days below the plots."""
    draw = _Plot(picture.panels[0], picture)
    return f"<svg class=days aria-hidden=true height=18>{''.join(draw.days())}</svg>"


def mark_svg(style: int) -> str:
    """The mark of an origin, for the legend."""
    return f'<svg class="key k{style}" aria-hidden=true><use href="#o{style}" x=8 y=8 /></svg>'


def shape_of(style: int) -> str:
    """The shape of a mark in a word, for a legend that is heard."""
    return ("circle", "square", "triangle", "diamond", "triangle pointing down", "bar", "cross")[
        min(style, _SHAPES - 1)
    ]


class _Plot:
    def __init__(self, panel: Panel, picture: Picture) -> None:
        self.panel, self.picture = panel, picture
        self.left = 20.0 if picture.undated else 5.0
        self.one_day = picture.first_day == picture.last_day

    def x(self, day: int | None) -> str:
        """A day, in percent of the width."""
        if day is None:
            return "5%"
        span = self.picture.last_day - self.picture.first_day
        part = (day - self.picture.first_day) / span if span else 0.5
        return f"{self.left + part * (95 - self.left):.3g}%"

    def y(self, people: float) -> int:
        """A number of people, in pixels from the top."""
        part = (people - self.panel.bottom) / (self.panel.top - self.panel.bottom)
        return round(_HEIGHT - _EDGE - min(max(part, -0.06), 1.06) * (_HEIGHT - 2 * _EDGE))

    def ticks(self) -> list[int]:
        """Three to five round numbers on the scale."""
        span = self.panel.top - self.panel.bottom
        step = next(s for e in range(20) for s in (10**e, 2 * 10**e, 5 * 10**e) if span / s <= 4.5)
        first = -(-int(self.panel.bottom) // step) * step
        return [tick for tick in range(first, int(self.panel.top) + 1, step) if tick >= self.panel.bottom]

    def grid(self) -> Iterator[str]:
        for tick in self.ticks():
            y = self.y(tick)
            yield f'<line class=g x2="100%" y1={y} y2={y} />'

    def days(self) -> Iterator[str]:
        first, last = self.picture.first_day, self.picture.last_day
        if self.picture.undated:
            yield "<text x=0 y=13>no date</text>"
        dated = any(claim.day is not None for panel in self.picture.panels for claim in panel.claims)
        ends = ((first, "middle"),) if self.one_day else ((first, "start"), (last, "end"))
        if dated:
            for day, anchor in ends:
                shown = (_EPOCH + timedelta(days=day)).isoformat()
                yield f'<text x="{self.x(day)}" y=13 text-anchor={anchor}>{shown}</text>'

    def band(self) -> Iterator[str]:
        if self.panel.band:
            low, high = self.panel.band
            top, bottom = self.y(high), self.y(low)
            yield f'<rect class=b width="100%" y={top} height={max(bottom - top, 2)} />'
            if bottom - top >= 16:
                yield f'<text class=bt x="99%" y={(top + bottom) // 2 + 4}>{high - low:,} apart</text>'

    def lines(self) -> Iterator[str]:
        if not self.panel.lines:
            return
        yield f'<svg viewBox="0 0 1000 {_HEIGHT}" preserveAspectRatio=none width="100%" height={_HEIGHT}>'
        for style, points in self.panel.lines:
            path = " ".join(f"{round(float(self.x(day)[:-1]) * 10)},{self.y(value)}" for day, value in points)
            yield f'<polyline class="l k{style}" points="{path}" />'
        yield "</svg>"

    def total_changes(self) -> Iterator[str]:
        for day, low, high in self.panel.total_changes:
            top, bottom = self.y(high), self.y(low)
            near = min(
                (c for c in self.panel.claims if c.day == day and c.number), key=lambda c: c.number, default=None
            )
            if near:
                yield f'<line class=gl x1="{self.x(day)}" x2="{self.x(day)}" y1={self.y(near.value)} y2={(top + bottom) // 2} />'
            yield f'<rect class=gh x="{self.x(day)}" y={top - 4} height={bottom - top + 8} width=12 rx=3 />'

    def claims(self) -> Iterator[str]:
        ordered = sorted(self.panel.claims, key=lambda claim: claim.number > 0)
        for claim, shift in zip(ordered, self._shifts(ordered), strict=True):
            move = f' transform="translate({shift})"' if shift else ""
            yield f'<g class="k{claim.style}"{move}>{"".join(self._claim(claim, shift))}</g>'

    def _shifts(self, claims: list[DrawnClaim]) -> list[int]:
        """How many pixels each claim stands away from its day, so that those of one day do not cover each other."""
        if len(claims) > _FEW:
            return [0] * len(claims)
        step = 3 * _DODGE if self.one_day else _DODGE
        same: defaultdict[int | None, list[int]] = defaultdict(list)
        for n, claim in enumerate(claims):
            same[claim.day].append(n)
        shifts = [0] * len(claims)
        for places in same.values():
            places.sort(key=lambda n: (not claims[n].in_line, claims[n].style, claims[n].bounds.low, claims[n].figure))
            still = any(claims[n].in_line for n in places)  # a point of a line stays on it
            for nth, n in enumerate(places):
                shifts[n] = (
                    (nth + 1) // 2 * (1 if nth % 2 else -1) * 2 * step if still else (2 * nth - len(places) + 1) * step
                )
        return shifts

    def _claim(self, claim: DrawnClaim, shift: int) -> Iterator[str]:
        x, top = self.x(claim.day), self.panel.top * 2
        low, high, low_hard, high_hard, implied_low, implied_high = claim.bounds
        if low != high:
            yield self._bar(x, claim.bounds, top)
            if (implied_low, implied_high) != (low, high):
                y = self.y(top if implied_high is None else implied_high)
                yield f'<rect class=i x="{x}" y={y} width=7 height={max(self.y(implied_low) - y, 1)} />'
            for hard, end in ((low_hard, low), (high_hard, high)):
                if hard and end is not None:
                    yield f'<use href="#c" x="{x}" y={self.y(end)} />'
        y = self.y(claim.value)
        yield f'<use href="#o{claim.style}" x="{x}" y={y} />'
        if claim.number:
            yield from self._mark(claim, x, y, shift)

    def _bar(self, x: str, bounds: Bounds, top: float) -> str:
        fade = f"{'' if bounds.high_hard and bounds.high is not None else 't'}{'' if bounds.low_hard else 'b'}"
        y = self.y(top if bounds.high is None else bounds.high)
        mask = f' mask="url(#f{fade})"' if fade else ""
        return f'<rect class=r x="{x}" y={y} width=3 height={max(self.y(bounds.low) - y, 1)}{mask} />'

    def _mark(self, claim: DrawnClaim, x: str, y: int, shift: int) -> Iterator[str]:
        """A ring around a witness and its figure next to it: solid for the claim to fix, dashed for the other."""
        yield f'<use href="#{"ra" if claim.accused else "rw"}" x="{x}" y={y} />'
        others = [other for other in self.panel.claims if other.number == claim.number and other is not claim]
        lower = any((o.value, not o.accused) > (claim.value, not claim.accused) for o in others)
        down = y + (19 if lower else -11)
        down = min(max(down, 11), _HEIGHT - 5)
        figure = claim.figure if len(claim.figure) <= 22 else f"{claim.figure[:21]}…"
        css = "ta" if claim.accused else "tw"
        # labels of several pairs would cover each other: the figures of the others are in the list below
        words = f" “{escape(figure)}”" if claim.number == 1 else ""
        across = float(x[:-1])
        left = across > 55 or _NARROWEST * (1 - across / 100) - shift < _LETTER * (
            4 + len(figure) * (claim.number == 1)
        )
        anchor = " text-anchor=end" if left else ""
        yield f'<text class={css} x="{x}" y={down} dx={-4 if left else 4}{anchor}>{claim.number}{words}</text>'
