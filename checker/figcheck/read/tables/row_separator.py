"""What stands between the cells of the rows, where it is another sign than between the names of the heading."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice

from figcheck.read.tables.heading import DELIMITERS, Heading

SIGN_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}

_LOOKED_AT = 200
"""Lines below the heading that show it."""


def separator_of_rows(lines: Sequence[str], heading: Heading) -> str:
    """The sign between the cells of the rows: that of the heading, unless no row fits under it so and most do with another."""
    below = [line for line in islice(lines, heading.end, heading.end + _LOOKED_AT) if line.strip()]
    width = len(heading.cells)
    if width < 2 or not below or _fitting(below, heading.delimiter, width):
        return heading.delimiter
    fitting = {sign: _fitting(below, sign, width) for sign in DELIMITERS if sign != heading.delimiter}
    sign = max(fitting, key=lambda sign: fitting[sign])
    return sign if fitting[sign] * 2 > len(below) else heading.delimiter


def other_separator(text: str, width: int, delimiter: str) -> str | None:
    """The sign, other than the delimiter, with which one line has just as many cells as the heading."""
    return next((s for s in DELIMITERS if s != delimiter and s in text and _fitting([text], s, width)), None)


def _fitting(lines: Sequence[str], sign: str, width: int) -> int:
    """How many records of these lines are as wide as the heading."""
    count = 0
    try:
        for cells in csv.reader(lines, delimiter=sign, strict=True):
            count += len(cells) == width
    except csv.Error:
        return count
    return count
