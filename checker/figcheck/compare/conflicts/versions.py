"""How many irreconcilable versions a set of conflicting claims falls into, and what each of them says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from figcheck.model.shown import first_few, range_words

MANY = 5
"""Versions that a message shows; the others are only counted."""


def versions(low: Sequence[int], high: Sequence[int], unbounded: int) -> tuple[int, str]:
    """(how many, their ranges in words) of claims in the order of the feasibility test (by day, then by falling low).

    Greedy stabbing: each claim joins the version with the highest floor that it still reaches, or begins a new one. No
    split into versions that are possible in themselves has fewer. The range of a version is the one in which its last claims
    agree. Takes n log n steps.
    """
    floors: list[int] = []
    tops: list[int] = []
    for bottom, top in zip(low, high, strict=True):
        at = bisect_right(floors, top) - 1
        if at < 0:
            floors.insert(0, bottom)
            tops.insert(0, top)
            continue
        floors[at] = max(floors[at], bottom)
        tops[at] = min(tops[at], top) if tops[at] >= floors[at] and top >= floors[at] else top
    ranges = [
        range_words(bottom, None if top >= unbounded else max(bottom, top))
        for bottom, top in zip(floors, tops, strict=True)
    ]
    return len(floors), first_few(ranges, MANY, " · ")
