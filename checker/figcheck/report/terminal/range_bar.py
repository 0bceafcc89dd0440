"""Two ranges drawn in a line of text each, on one scale, so that a reader sees whether they meet."""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.model.figure import Bounds

SIGNS = {"exact": "●", "low": "├", "high": "┤", "hard": "─", "soft": "╌", "implied": "━", "open": "▶"}
PLAIN_SIGNS = {"exact": "*", "low": "[", "high": "]", "hard": "-", "soft": ".", "implied": "=", "open": ">"}
"""For terminals that do not have the others."""


def draw(bars: Sequence[Bounds], width: int, signs: dict[str, str] = SIGNS) -> list[str]:
    """Each range as a text of `width` letters, all on one scale from the lowest to the highest number that is named.

    A stroke closes an end that is hard; a dashed end is soft; heavy is what readers take from the words; an arrow goes on.
    Ranges that share no value never share a column.

    >>> draw([Bounds(100, 200, True, True, 100, 200), Bounds(300, 300, True, True, 300, 300)], 12)
    ['├━━━━┤      ', '           ●']
    >>> draw([Bounds(1000, 1199, False, True, 1160, 1199), Bounds(1301, None, True, False, 1301, 1399)], 24)
    ['╌╌╌╌╌╌╌━┤               ', '             ├━━━━╌╌╌╌╌▶']
    """
    known = [end for bar in bars for end in (bar.low, bar.high, bar.implied_low, bar.implied_high) if end is not None]
    low, high = min(known), max(known)
    beyond = max((high - low) // 3, 1)
    opens = any(bar.high is None for bar in bars)
    top = high + beyond if opens else high
    apart = _apart(bars)
    return [_line(bar, low, top, width, bool(apart and bar.low >= apart), bool(apart), signs) for bar in bars]


def _apart(bars: Sequence[Bounds]) -> int | None:
    """The lower end of the upper of two ranges that share no value; None where they meet."""
    if len(bars) != 2:
        return None
    below, above = sorted(bars, key=lambda bar: bar.low)
    return above.low if below.high is not None and below.high < above.low else None


def _line(bar: Bounds, low: int, top: int, width: int, shifted: bool, apart: bool, signs: dict[str, str]) -> str:
    columns = width - 2 if apart else width - 1

    def column(people: int) -> int:
        place = round((people - low) / (top - low) * columns) if top > low else columns // 2
        return min(place + shifted, width - 1)

    cells = [" "] * width
    end = top if bar.high is None else bar.high
    if column(bar.low) == column(end):
        cells[column(bar.low)] = signs["exact"]
        return "".join(cells)
    implied_end = end if bar.implied_high is None else bar.implied_high
    first, last = column(bar.low), column(end)
    for place in range(first, last + 1):
        inside = column(bar.implied_low) <= place <= column(implied_end)
        side = bar.low_hard if place < column(bar.implied_low) else bar.high_hard and bar.high is not None
        cells[place] = signs["implied"] if inside else signs["hard" if side else "soft"]
    if bar.low_hard:
        cells[first] = signs["low"]
    if bar.high is None:
        cells[last] = signs["open"]
    elif bar.high_hard:
        cells[last] = signs["high"]
    return "".join(cells)
