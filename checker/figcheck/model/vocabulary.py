"""The declared names: events, measures, populations, places, sources and origins, and how they contain each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

DIMENSIONS = ("measure", "population", "place")
"""Columns whose names form trees: a part is contained in its whole."""

PEOPLE = ("dead", "injured", "missing", "survivors", "patients", "displaced", "affected", "present")
"""Whom a measure may count, as far as rules must know: `present` are all who were there, dead or alive, and `patients` are those
in hospital.
"""


def same_name(name: str) -> str:
    """The form under which two spellings are one name: letter case and the amount of white space do not count.

    >>> same_name(" Gaza  strip")
    'gaza strip'
    """
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. `end` None means that it is still going on; `start` None that nobody declared it.

    `perpetrators_killed` tells for a place how many of the attackers died there; `aboard` and `attendance` how many people there
    were in all: no more can have been killed.
    """

    name: str
    start: date | None = None
    end: date | None = None
    perpetrators_killed: Mapping[str, int] = field(default_factory=dict)
    aboard: int | None = None
    attendance: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One declared name of a dimension, for all events (`event` None) or for one alone; `inhabitants` of a place.

    Of a measure, `counts` is one of `PEOPLE`, and `may_count_twice` says whether its running total may count one person more
    than once. None: this declaration does not say.
    """

    dimension: str
    name: str
    event: str | None = None
    aliases: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    partitions: tuple[tuple[str, ...], ...] = ()
    inhabitants: int | None = None
    counts: str | None = None
    may_count_twice: bool | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A declared source or origin. `rounds` False: its bare round numbers are counts; True: they are approximations; None: its
    other figures show which.
    """

    name: str
    rounds: bool | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """Names that contain each other, so that each would be its own part: `names` as declared, the first again at the end.

    `declared` are the (dimension, event or None, same_name) under which they may be declared.
    """

    dimension: str
    event: str | None
    names: tuple[str, ...]

    @property
    def declared(self) -> list[tuple[str, str | None, str]]:
        """Where the names may be declared: for the event alone, or for all events."""
        return [
            (self.dimension, event, same_name(n)) for n in self.names for event in dict.fromkeys((self.event, None))
        ]

    def __str__(self) -> str:
        chain = " contains ".join(f'"{name}"' for name in self.names[:_NAMES_SHOWN])
        return f"the {self.dimension} {chain}{' …' if len(self.names) > _NAMES_SHOWN else ''}"


_NAMES_SHOWN = 6


@dataclass(frozen=True)
class Vocabulary:
    """All that the vocabularies next to the ledgers declare, merged. `complete` is False when one could not be read."""

    events: Mapping[str, Event] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    sources: Mapping[str, Party] = field(default_factory=dict)
    origins: Mapping[str, Party] = field(default_factory=dict)
    complete: bool = True

    def names(self, dimension: str) -> set[str]:
        """Every name declared for a dimension (`measure`, `population`, `place`), also as a part or alias."""
        found: set[str] = set()
        for term in self.terms:
            if term.dimension == dimension:
                found.update((term.name, *term.aliases, *term.contains, *(p for ps in term.partitions for p in ps)))
        return found

    def resolver(self, dimension: str) -> Resolver:
        """The mapping from any spelling of a name to its declared form."""
        return self._resolvers[dimension]

    @cached_property
    def _resolvers(self) -> dict[str, Resolver]:
        return {dimension: Resolver(self, dimension) for dimension in DIMENSIONS}

    def parties(self, column: str) -> dict[str, Party]:
        """Every spelling (see `same_name`) of a declared source or origin -> what is declared of it."""
        declared = self.sources if column == "source" else self.origins
        return {same_name(spelling): party for party in declared.values() for spelling in (party.name, *party.aliases)}

    def wholes(self, dimension: str, event: str | None) -> Containers:
        """part -> every whole that contains it, directly or through others, as declared for all events and this one."""
        up: dict[str, set[str]] = {}
        for whole, parts in self._parts(dimension, event).items():
            for part in parts:
                up.setdefault(part, set()).add(whole)
        return Containers(up)

    def circle(self) -> Circle | None:
        """Names that contain each other, so that each would be a part of itself; None where there are none, as it should be."""
        scopes = dict.fromkeys((term.dimension, term.event) for term in self.terms)
        for dimension, event in scopes:
            parts = self._parts(dimension, event)
            names = _circle_in(parts)
            if names is not None:
                return Circle(dimension, event, names)
        return None

    def _parts(self, dimension: str, event: str | None) -> dict[str, list[str]]:
        """whole -> its declared parts, for all events and this one."""
        resolve = self.resolver(dimension)
        found: dict[str, list[str]] = {}
        for term in self._terms(dimension, event):
            inside = (*term.contains, *(p for ps in term.partitions for p in ps))
            found.setdefault(resolve(event, term.name), []).extend(resolve(event, part) for part in inside)
        return found

    def most(self, event: str, place: str | None) -> tuple[int, str] | None:
        """(how many people there were, as a phrase) in a place of an event, as far as a vocabulary tells; the smallest number.

        The inhabitants of a place bound its parts as well.
        """
        found: list[tuple[int, str]] = []
        if place is not None:
            within = {place, *self.wholes("place", event).get(place, ())}
            resolve = self.resolver("place")
            for term in self._terms("place", event):
                if term.inhabitants is not None and (name := resolve(event, term.name)) in within:
                    found.append((term.inhabitants, f"{term.inhabitants:,} inhabitants of {name}"))
        if (declared := self.events.get(event)) is not None:
            if declared.aboard is not None:
                found.append((declared.aboard, f"{declared.aboard:,} people aboard"))
            if declared.attendance is not None:
                found.append((declared.attendance, f"{declared.attendance:,} people who were there"))
        return min(found, default=None)

    def counted(self, event: str | None, measure: str) -> tuple[str | None, bool]:
        """(whom the measure counts, or None; whether its running total may count one person twice) within `event`.

        What is declared for the event wins over what holds for all, and a later declaration over an earlier one.
        """
        scope = event if (event, measure) in self._counted else None
        counts, twice = self._counted.get((scope, measure), (None, None))
        return counts, bool(twice)

    @cached_property
    def _counted(self) -> dict[tuple[str | None, str], tuple[str | None, bool | None]]:
        """(event or None, measure) -> what is declared of it for that event or, where it does not say, for all events."""
        resolve = self.resolver("measure")
        found: dict[tuple[str | None, str], tuple[str | None, bool | None]] = {}
        for term in sorted(
            (t for t in self.terms if t.dimension == "measure"), key=lambda term: term.event is not None
        ):
            name = resolve(term.event, term.name)
            counts, twice = found.get((term.event, name), found.get((None, name), (None, None)))
            found[term.event, name] = (
                counts if term.counts is None else term.counts,
                twice if term.may_count_twice is None else term.may_count_twice,
            )
        return found

    def partitions(self) -> Iterator[tuple[str, str | None, str, tuple[str, ...]]]:
        """(dimension, event or None, whole, parts) for every declared list of exhaustive, disjoint parts."""
        for term in self.terms:
            resolve = self.resolver(term.dimension)
            for parts in term.partitions:
                yield (
                    term.dimension,
                    term.event,
                    resolve(term.event, term.name),
                    tuple(resolve(term.event, part) for part in parts),
                )

    def _terms(self, dimension: str, event: str | None) -> Iterable[Term]:
        return (t for t in self.terms if t.dimension == dimension and t.event in (None, event))


def _circle_in(parts: Mapping[str, list[str]]) -> tuple[str, ...] | None:
    """The first path of parts that leads back to where it began, which stands at both its ends; each name is looked at once."""
    done: set[str] = set()
    for start in parts:
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(parts[start])}
        while path:
            whole = next(reversed(path))
            part = next(path[whole], None)
            if part is None:
                done.add(whole)
                del path[whole]
            elif part in path:
                names = list(path)
                return (*names[names.index(part) :], part)
            elif part not in done:
                path[part] = iter(parts.get(part, ()))
    return None


class Containers(Mapping[str, frozenset[str]]):
    """part -> all that contain it, worked out for the parts that are asked for: those of a chain are many as its square.

    `direct` has for each part what contains it directly.
    """

    def __init__(self, direct: Mapping[str, set[str]]) -> None:
        self._direct = direct
        self._known: dict[str, frozenset[str]] = {}

    def __getitem__(self, part: str) -> frozenset[str]:
        direct = self._direct[part]
        if part not in self._known:
            seen: set[str] = set()
            queue = list(direct)
            while queue:
                whole = queue.pop()
                if whole not in seen and whole != part:
                    seen.add(whole)
                    queue.extend(self._direct.get(whole, ()))
            self._known[part] = frozenset(seen)
        return self._known[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._direct)

    def __len__(self) -> int:
        return len(self._direct)


class Resolver:
    """Call it with an event and a spelling to get the declared name; a name that nobody declared comes back trimmed.

    Aliases of an event hold for it alone and win over those for all events.
    """

    def __init__(self, vocabulary: Vocabulary, dimension: str) -> None:
        self._known: dict[str | None, dict[str, str]] = {}
        for term in vocabulary.terms:
            if term.dimension != dimension:
                continue
            known = self._known.setdefault(term.event, {})
            for part in (*term.contains, *(p for ps in term.partitions for p in ps)):
                known.setdefault(same_name(part), " ".join(part.split()))
        for term in vocabulary.terms:
            if term.dimension == dimension:
                known = self._known.setdefault(term.event, {})
                known[same_name(term.name)] = term.name
        for term in vocabulary.terms:
            if term.dimension == dimension:
                for alias in term.aliases:
                    self._known.setdefault(term.event, {})[same_name(alias)] = term.name

    def __call__(self, event: str | None, name: str) -> str:
        """The declared form of `name` within `event`."""
        key = same_name(name)
        for scope in (event, None):
            known = self._known.get(scope, {})
            if key in known:
                return known[key]
        return " ".join(name.split())

    def declares(self, event: str | None, name: str) -> bool:
        """Whether a vocabulary declares this name for the event or for all."""
        key = same_name(name)
        return key in self._known.get(event, {}) or key in self._known.get(None, {})
