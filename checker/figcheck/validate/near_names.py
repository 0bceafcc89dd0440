"""Names that are probably one name spelt in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from figcheck.model.near import edit_keys
from figcheck.model.vocabulary import same_name

SHORTEST = 5
"""Letters below which one letter makes another name (Iran, Iraq)."""

LONGEST = 200
"""Letters above which a name is not compared: the work grows with their square, and nobody means another name by it."""

RARER = 10
"""An undeclared name is taken for a slip of another only if that one is this many times as frequent, or declared."""

_DIGITS = re.compile(r"\d+")


def near_names(names: pd.Series, declared: Iterable[str]) -> dict[str, str]:
    """Undeclared name -> the declared, or much more frequent, name that differs from it by one letter.

    One letter more, less, other, or two neighbours swapped. Names whose digits differ are never near ("phase 1",
    "phase 2"). Each name is put under itself and under itself less one letter, so that the work grows with the letters
    to be read and not with the pairs of names.
    """
    counts = names.value_counts()
    known = {same_name(name): name for name in declared}
    frequency = {str(name): int(n) for name, n in counts.items()}
    buckets: dict[str, list[str]] = {}
    for name in {*frequency, *known.values()}:
        if SHORTEST <= len(name) <= LONGEST:
            for key in edit_keys(same_name(name)):
                buckets.setdefault(key, []).append(name)
    found: dict[str, str] = {}
    for name, n in frequency.items():
        if same_name(name) in known or not SHORTEST <= len(name) <= LONGEST:
            continue
        near = {other for key in edit_keys(same_name(name)) for other in buckets.get(key, ())}
        better = [other for other in near if _better(name, n, other, frequency, known)]
        if better:
            found[name] = min(
                better, key=lambda other: (same_name(other) not in known, -frequency.get(other, 0), other)
            )
    return found


def _better(name: str, n: int, other: str, frequency: dict[str, int], known: dict[str, str]) -> bool:
    if same_name(other) == same_name(name) or _DIGITS.findall(other) != _DIGITS.findall(name):
        return False
    return same_name(other) in known or frequency.get(other, 0) >= RARER * n
