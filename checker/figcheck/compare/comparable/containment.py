"""Which cells are parts of which: as the vocabularies declare it, and as the measures imply it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from figcheck.compare.comparable.cells import CELL_KEY
from figcheck.model.tables import Containment, Figures
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary

_AMONG = {"dead": "present", "missing": "present", "survivors": "present", "patients": "injured"}
"""Whom a measure counts, and whom another counts that then contains it although no vocabulary says so."""


def containment(figures: Figures, vocabulary: Vocabulary) -> Containment:
    """The containment between the cells that the ledger has.

    A cell is part of another when no name of its measure, population and place lies outside the other's, it started no
    earlier, one of the four lies properly inside, and all else is equal. A total may be part of a state and the other way round.
    """
    columns = ["cell", "counts", *CELL_KEY]
    cells = figures.loc[figures["cell"].notna(), columns].drop_duplicates("cell")
    records = [_Cell(**r) for r in cells.astype(object).where(cells.notna(), None).to_dict("records")]
    containers = _Containers(records, vocabulary)
    index: dict[tuple, list[_Cell]] = {}
    for cell in records:
        index.setdefault((*cell.rest, cell.measure, cell.population, cell.place), []).append(cell)
    edges = []
    for part in records:
        measures = containers.measures(part)
        for names in product(measures, containers.names(part, "population"), containers.names(part, "place")):
            for whole in index.get((*part.rest, *names), ()):
                timing = _timing(part, whole)
                if timing is not None and whole.cell != part.cell:
                    edges.append((part.cell, whole.cell, timing, measures[whole.measure]))
    return Containment.of(pd.DataFrame(sorted(edges), columns=Containment.names()))


@dataclass(frozen=True)
class _Cell:
    """A cell of the ledger: its number, whom its measure counts, and what its claims have in common."""

    cell: int
    counts: str | None
    event: str
    measure: str
    population: str
    place: str | None
    kind: str
    phase: str | None
    basis_class: str
    unit: str
    since: pd.Timestamp | None
    replaced_on: pd.Timestamp | None

    @property
    def rest(self) -> tuple[str | pd.Timestamp | None, ...]:
        """What a part and its whole have in common."""
        return self.event, self.phase, self.basis_class, self.unit, self.replaced_on


class _Containers:
    """The names that contain those of a cell, its own among them."""

    def __init__(self, cells: Iterable[_Cell], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._declared: dict[tuple[str, str], Mapping[str, frozenset[str]]] = {}
        self._measures: dict[str, set[str]] = {}
        for cell in cells:
            self._measures.setdefault(cell.event, set()).add(cell.measure)

    def names(self, cell: _Cell, dimension: str) -> tuple[str | None, ...]:
        """The name of a cell in a dimension, and those that are declared to contain it."""
        name: str | None = getattr(cell, dimension)
        return (name,) if name is None else (name, *sorted(self._above(cell.event, dimension).get(name, ())))

    def measures(self, cell: _Cell) -> dict[str, bool]:
        """The measures that contain that of a cell -> whether only whom they count implies it."""
        found = {str(name): False for name in self.names(cell, "measure")}
        wanted = {_AMONG[people] for people in self._people(cell.event, cell.measure) if people in _AMONG}
        if self._vocabulary.most(cell.event, cell.place) is not None:
            wanted.discard("present")  # each claim was compared with that number when it was read
        for whole in sorted(self._measures[cell.event]) if wanted else ():
            if wanted & self._people(cell.event, whole):
                found.setdefault(whole, True)
        return found

    def _people(self, event: str, measure: str) -> set[str | None]:
        """Whom a measure counts: what is declared of it, or else of its parts."""
        counts, twice = self._vocabulary.counted(event, measure)
        if counts is not None:
            return {counts}
        parts = [part for part, above in self._above(event, "measure").items() if measure in above]
        people = {self._vocabulary.counted(event, part)[0] for part in parts}
        return people - {"dead"} if twice else people

    def _above(self, event: str, dimension: str) -> Mapping[str, frozenset[str]]:
        if (event, dimension) not in self._declared:
            self._declared[event, dimension] = self._vocabulary.wholes(dimension, event)
        return self._declared[event, dimension]


def _timing(part: _Cell, whole: _Cell) -> str | None:
    """Which days of a part may be compared with which of its whole; None where the kinds or the first days do not go together.

    A total and a state of the same people are two ways to count them, and neither contains the other.
    """
    if whole.since is not None and (part.since is None or part.since < whole.since):
        return None
    if whole.counts == "present" and part.counts != "present":
        return "any"  # no later day changes how many were there
    kinds = (part.kind, whole.kind)
    if kinds[0] != kinds[1] and all(getattr(part, d) == getattr(whole, d) for d in DIMENSIONS):
        return None
    if kinds in (("cumulative", "cumulative"), ("cumulative", "point")):
        return "later"
    if kinds == ("point", "cumulative"):
        # the missing are found alive, and the dead and missing grow fewer
        return "same" if part.counts == "missing" else "later"
    return "same" if kinds[0] == kinds[1] else None
