"""What a study measured of how wide readers take hedge words to be: `lexicons/hedge_widths.yaml`, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parents[2] / "lexicons" / "hedge_widths.yaml"


@cache
def hedge_study() -> dict[str, Any]:
    """The coefficients of Ferson et al. 2015: `hedges` by word, and the word of each qualifier in `qualifiers`."""
    return yaml.load(_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 # both are safe


def studied_words() -> frozenset[str]:
    """The hedge words that the study measured ("about", "around", "nearly" ...)."""
    return frozenset(hedge_study()["hedges"])
