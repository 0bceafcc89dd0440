"""What is drawn of one cell: claims on a scale, and the scales that share their days. Only numbers; `svg.py` draws them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from figcheck.model.figure import Bounds

STYLES = 6
"""Origins with a colour and a shape of their own; further ones share the last."""


@dataclass(frozen=True, slots=True)
class DrawnClaim:
    """One claim in a picture: its ranges, its day (None: undated), whose and how marked.

    `value` is where its mark stands: the number that the words name. `style` counts origins from 0. `number` is that of
    the discrepancy whose witness it is (0: none), `accused` whether it is the claim to fix, `in_line` whether a line leads
    through it.
    """

    day: int | None
    bounds: Bounds
    value: int
    style: int
    figure: str
    number: int = 0
    accused: bool = False
    in_line: bool = False


class TotalChange(NamedTuple):
    """How a total changed over the days of a number that disagrees with it: the last of these days, and the change as a range."""

    day: int
    low: int
    high: int


@dataclass
class Panel:
    """Claims on one scale: `bottom` … `top` people; `band` is what no number of the first discrepancy can be in.

    `total_changes` are drawn as a faint bar each. `lines` has the points (day, value) of each longer series with its style.
    `outside` counts claims beyond the scale.
    """

    title: str
    claims: list[DrawnClaim]
    bottom: float
    top: float
    band: tuple[int, int] | None = None
    total_changes: list[TotalChange] = field(default_factory=list)
    lines: list[tuple[int, list[tuple[int, int]]]] = field(default_factory=list)
    outside: int = 0


@dataclass
class Picture:
    """The panels of one cell, the days that they have in common, and the origins in the order of their styles.

    `marked` are the rows of the report that are marked, number 1 first; `left_out` counts claims of the cell that are not shown.
    """

    panels: list[Panel]
    first_day: int
    last_day: int
    undated: bool
    origins: list[str]
    marked: pd.DataFrame
    left_out: int
