"""How a figure came to a claim: the claims from the one that counted down to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from figcheck.desk.checked import Checked
from figcheck.report.records import Record

_LONGEST = 40


@dataclass(frozen=True)
class Step:
    """One claim of a chain, with the words by which a page marks it ("" for none)."""

    claim: Record
    mark: str


def chains(checked: Checked, marks: Mapping[int, str]) -> list[list[Step]]:
    """The chain of each marked claim that was taken from another, or from which another marked claim was taken; the first claim
    first. A chain within another is left out. `marks` has the words for each label.
    """
    ways = [way_to(label, checked.parents) for label in marks]
    ways.sort(key=len, reverse=True)
    kept: list[list[int]] = []
    for way in ways:
        if len(way) > 1 and not any(set(way) <= set(other) for other in kept):
            kept.append(way)
    return [[Step(checked.claim(label), marks.get(label, "")) for label in way] for way in kept]


def way_to(label: int, parents: Mapping[int, int]) -> list[int]:
    """A claim and those it was taken from, the first of them first; a circle is cut where it begins again."""
    way = [label]
    while (source := parents.get(way[-1])) is not None and source not in way and len(way) < _LONGEST:
        way.append(source)
    return way[::-1]
