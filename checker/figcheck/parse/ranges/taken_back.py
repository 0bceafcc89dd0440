"""A correction: the number of a figure that takes back what was counted before lies below zero."""

from __future__ import annotations

from typing import Any

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


def _negative(number: float | None) -> float | None:
    return None if number is None else 0 - number
