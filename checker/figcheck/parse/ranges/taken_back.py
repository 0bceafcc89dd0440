"""A correction: the number of a figure that takes back what was counted before lies below zero."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from figcheck.model.figure import Figure

_WHY = (
    "The words take the number back from what was counted before, so it lies below zero: a correction, never a total."
)
_OTHER_END = {"low": "high", "high": "low", "low_hard": "high_hard", "high_hard": "low_hard"}


def taken_back(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a figure with its number and its range below zero: "fell by more than 200" is -201 or fewer."""
    mirrored = dict(fields)
    for name, other in _OTHER_END.items():
        if name.endswith("_hard"):
            mirrored[name] = fields.get(other, False)
        else:
            mirrored[name] = _negative(fields[other])
            mirrored[f"implied_{name}"] = _negative(fields[f"implied_{other}"])
    mirrored["value"] = _negative(fields.get("value"))
    mirrored["why"] = (*fields["why"], _WHY)
    return mirrored


def above_zero(figure: Figure) -> Figure:
    """The number of a correction without its sign: "fell by more than 200" as "more than 200"."""
    value, low, high = (_negative(number) for number in (figure.value, figure.high, figure.low))
    implied_low, implied_high = _negative(figure.implied_high), _negative(figure.implied_low)
    return replace(
        figure, value=value, low=low, high=high, low_hard=figure.high_hard, high_hard=figure.low_hard,
        implied_low=implied_low, implied_high=implied_high,
    )  # fmt: skip


def _negative(number: float | None) -> float | None:
    return None if number is None else 0 - number
