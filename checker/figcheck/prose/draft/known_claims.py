"""The ledger as a draft is compared with it: its claims by event and measure, and the names by which a text may call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from figcheck.model.tables import Figures
from figcheck.model.vocabulary import Vocabulary
from figcheck.prose.draft_words import DraftWords, stems

WHOLE = "all"
"""The population of everybody."""

_COLUMNS = (
    "claim_id", "event", "measure", "population", "place", "kind", "figure", "qualifier", "value", "unit", "low", "high",
    "implied_low", "implied_high", "source", "origin", "as_of", "published", "revises", "status", "is_current", "file", "line",
)  # fmt: skip


class KnownClaim(NamedTuple):
    """One claim of the ledger; fields are as in the table `figures`. `day` is its `as_of`, else the day on which it was printed.

    `stands` is whether it is neither withdrawn nor revised, and `until` the day from which on it was not, where the ledger says.
    """

    claim_id: str
    event: str
    measure: str
    population: str
    place: str | None
    kind: str
    figure: str
    qualifier: str
    value: int | None
    unit: str
    low: int
    high: int | None
    implied_low: int
    implied_high: int | None
    source: str
    origin: str | None
    day: date | None
    stands: bool
    until: date | None
    file: str
    line: int

    @property
    def who(self) -> str:
        """Who says so: the origin, else the source."""
        return self.origin or self.source

    def stood_on(self, day: date) -> bool:
        """Whether it was neither withdrawn nor revised on a day."""
        return self.stands or (self.until is not None and self.until > day)


class CountKey(NamedTuple):
    """What the claims of one count have in common: whom they count, where, of what kind, and who counted."""

    event: str
    measure: str
    population: str
    place: str | None
    kind: str
    unit: str
    who: str


Count = Sequence[KnownClaim]
"""The claims of one counter for the same people, by day."""

Name = tuple[str, str]
"""An event, and the declared name of a place or a population in it."""


class KnownClaims:
    """The claims of people and households, in the order of the ledger's figures, whatever order its rows have."""

    def __init__(self, figures: Figures, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.claims = list(_claims(figures))
        self.counts = counts(self.claims)
        self.events = sorted({key.event for key in self.counts})

    def measure(self, event: str, measure: str) -> str:
        """The name that the ledger has for a measure."""
        return self.vocabulary.resolver("measure")(event, measure)

    def of_event(self, event: str) -> list[CountKey]:
        """All counts of an event."""
        return [key for key in self.counts if key.event == event]

    def places_in(self, text: str, words: DraftWords) -> set[Name]:
        """The places of the ledger that a text names."""
        said = stems(text)
        return {name for name, spellings in self._places.items() if any(_names(said, s, words) for s in spellings)}

    def populations_in(self, text: str) -> set[Name]:
        """The populations of the ledger, but for that of everybody, that a noun phrase names; in each event those of most words."""
        said = set(stems(text))
        found: dict[str, list[tuple[int, str]]] = {}
        for (event, name), spellings in self._populations.items():
            most = max((len(s) for s in spellings if s and said.issuperset(s)), default=0)
            if most:
                found.setdefault(event, []).append((most, name))
        return {
            (event, name)
            for event, names in found.items()
            for count, name in names
            if count == max(count for count, _ in names)
        }

    def whole_populations(self, keys: Sequence[CountKey]) -> set[str]:
        """Of the populations of some counts of one event, everybody, or else those that are part of no other."""
        names = {key.population for key in keys}
        if WHOLE in names or not keys:
            return {WHOLE} & names
        above = self.vocabulary.wholes("population", keys[0].event)
        return {name for name in names if names.isdisjoint(above.get(name, ()))}

    def kin(self, event: str, population: str) -> set[str]:
        """The populations that contain one, and those that it contains."""
        above = self.vocabulary.wholes("population", event)
        return {*above.get(population, ()), *(part for part in above if population in above[part])}

    def named_in(self, text: str, words: DraftWords) -> list[str]:
        """The events of the ledger that a text is about: it has a word of their names, a place or a population of theirs."""
        said = set(stems(text))
        about = {event for event, _ in self.places_in(text, words)}
        about |= {event for event, name in self.populations_in(text) if name in self._own_populations.get(event, ())}
        for event in self.events:
            name = [word for word in stems(event.replace("-", " ")) if not word.isdigit()]
            if len(name) > 1 and said.issuperset(name):
                about.add(event)
        return sorted(about)

    @cached_property
    def origins(self) -> dict[str, frozenset[str]]:
        """Every origin and source of the claims, and the words of its names."""
        parties = {**self.vocabulary.sources, **self.vocabulary.origins}
        found: dict[str, frozenset[str]] = {}
        for name in sorted({key.who for key in self.counts}):
            party = parties.get(name)
            spellings = (name, *(party.aliases if party else ()))
            found[name] = frozenset(word for spelling in spellings for word in stems(spelling))
        return found

    @cached_property
    def _places(self) -> dict[Name, list[list[str]]]:
        return self._spellings("place", {(key.event, key.place) for key in self.counts if key.place is not None})

    @cached_property
    def _populations(self) -> dict[Name, list[list[str]]]:
        names = {(key.event, key.population) for key in self.counts}
        for term in self.vocabulary.terms:
            if term.dimension == "population":
                events = self.events if term.event is None else [term.event]
                parts = (*term.contains, *(part for parts in term.partitions for part in parts))
                mine = {event for event, name in names if name in (term.name, *parts)}
                names |= {(event, name) for event in events if event in mine for name in (term.name, *parts)}
        return self._spellings("population", names)

    @cached_property
    def _own_populations(self) -> dict[str, set[str]]:
        """Populations that only one event has, by the event."""
        events: dict[str, set[str]] = {}
        for event, name in self._populations:
            events.setdefault(name, set()).add(event)
        own: dict[str, set[str]] = {}
        for name, of in events.items():
            if len(of) == 1 and any(word[:1].isupper() for word in name.split()):
                own.setdefault(next(iter(of)), set()).add(name)
        return own

    def _spellings(self, dimension: str, names: Iterable[Name]) -> dict[Name, list[list[str]]]:
        found: dict[Name, list[list[str]]] = {}
        for event, name in sorted(names):
            aliases = [
                alias
                for term in self.vocabulary.terms
                if term.dimension == dimension and term.name == name and term.event in (None, event)
                for alias in term.aliases
            ]
            found[event, name] = [stems(spelling) for spelling in (name, *aliases)]
        return found


def counts(claims: Iterable[KnownClaim]) -> dict[CountKey, Count]:
    """The claims by what they count and who counted. Neither depends on the order of the claims."""
    found: dict[CountKey, list[KnownClaim]] = {}
    for claim in claims:
        key = CountKey(claim.event, claim.measure, claim.population, claim.place, claim.kind, claim.unit, claim.who)
        found.setdefault(key, []).append(claim)
    return {
        key: sorted(found[key], key=lambda claim: (claim.day or date.min, claim.low, claim.claim_id))
        for key in sorted(found, key=lambda key: tuple(part or "" for part in key))
    }


def _names(said: list[str], name: list[str], words: DraftWords) -> bool:
    """Whether a text has a place's name, or its own word alone: "Gaza" for the Gaza Strip, and neither "Gaza City" nor "northern
    Gaza".
    """
    own = [word for word in name if word not in words.parts_of_names] or name
    for i in range(len(said) - len(own) + 1):
        if said[i : i + len(own)] != own:
            continue
        after = said[i + len(own)] if i + len(own) < len(said) else ""
        before = said[i - 1] if i else ""
        other = after in words.parts_of_names - {"of", "the"} and after not in name
        if not other and not (before in words.within and before not in name):
            return True
    return False


def _claims(figures: Figures) -> Iterator[KnownClaim]:
    table = figures[(figures["unit"].isin(("people", "households")) & figures["low"].notna()).to_numpy(dtype=bool)]
    revised = {
        str(older): newer
        for older, newer in zip(figures["revises"], figures["published"], strict=True)
        if isinstance(older, str)
    }
    order = sorted(
        zip(*(table[column].tolist() for column in _COLUMNS), strict=True), key=lambda cells: (cells[0], str(cells[6]))
    )
    for cells in order:
        row = dict(zip(_COLUMNS, cells, strict=True))
        published = _day(row["published"])
        yield KnownClaim(
            claim_id=row["claim_id"],
            event=row["event"],
            measure=row["measure"],
            population=row["population"],
            place=_text(row["place"]),
            kind=row["kind"],
            figure=row["figure"],
            qualifier=row["qualifier"],
            value=None if pd.isna(row["value"]) else int(row["value"]),
            unit=row["unit"],
            low=int(row["low"]),
            high=None if pd.isna(row["high"]) else int(row["high"]),
            implied_low=int(row["implied_low"]),
            implied_high=None if pd.isna(row["implied_high"]) else int(row["implied_high"]),
            source=row["source"],
            origin=_text(row["origin"]),
            day=_day(row["as_of"]) or published,
            stands=bool(row["is_current"]) and row["status"] == "current",
            until=_day(revised.get(row["claim_id"])),
            file=row["file"],
            line=int(row["line"]),
        )


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def _day(cell: Any) -> date | None:
    return None if cell is None or pd.isna(cell) else cell.date()
