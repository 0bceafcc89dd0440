"""`vocabulary.yaml` and `*.vocabulary.yaml`: what they declare, merged into one `Vocabulary`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from figcheck.model.errors import LedgerError
from figcheck.model.shown import shown_path
from figcheck.model.vocabulary import PEOPLE, Event, Party, Term, Vocabulary, same_name
from figcheck.read.utf8_text import UnreadableFileError, utf8_text
from figcheck.read.yaml_nodes import Nodes, compose

_DIMENSION_OF = {"measures": "measure", "populations": "population", "places": "place"}
_TOP = ("events", *_DIMENSION_OF, "sources", "origins")
_EVENT_KEYS = ("start", "end", "perpetrators_killed", "aboard", "attendance", *_DIMENSION_OF)
_TERM_KEYS = ("aliases", "contains", "partition")
_MORE_KEYS = {"place": ("inhabitants",), "measure": ("counts", "may_count_twice"), "population": ()}
_PARTY_KEYS = ("rounds", "aliases")
_ROUNDS = {"never": False, "sometimes": True}
_YES_OR_NO = {"yes": True, "no": False}
_WHOM = {people: people for people in PEOPLE}

Meaning = TypeVar("Meaning")


def read_vocabulary(text: str, shown_as: str) -> Vocabulary:
    """What one vocabulary file declares.

    Raises LedgerError with the line for anything that cannot be meant: bad YAML, a name given twice, an unknown key, a date
    that is not one, a place that contains itself.
    """
    root = compose(text, shown_as)
    return Vocabulary() if root is None else _Reader(shown_as).vocabulary(root)


def vocabulary_file(path: Path) -> Vocabulary:
    """What the vocabulary in a file declares. Raises LedgerError as `read_vocabulary` does, and for a file that is not text."""
    shown = shown_path(path)
    try:
        text = utf8_text(path)
    except UnreadableFileError as error:
        where = f"{shown}:{error.line}" if error.line else shown
        raise LedgerError("cannot read the vocabulary", where=where, why=str(error), mend=error.mend) from error
    return read_vocabulary(text, shown)


NO_CIRCLE = "take one of these out of the list of another"


def merge(vocabularies: Mapping[str, Vocabulary]) -> Vocabulary:
    """One vocabulary of several (file name -> what it declares).

    Terms add up. An event declared twice must have the same dates; otherwise LedgerError names both files. So it does when
    names of several files contain each other in a circle.
    """
    events: dict[str, Event] = {}
    declared_in: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for shown_as, vocabulary in vocabularies.items():
        for name, event in vocabulary.events.items():
            spelling = spelled.setdefault(same_name(name), name)
            if spelling != name:
                what = f'the event "{name}" is called "{spelling}" in {declared_in[spelling]}'
                raise LedgerError(what, where=shown_as, mend="spell it in one way")
            if name in events and (events[name].start, events[name].end) != (event.start, event.end):
                raise LedgerError(
                    f'the event "{name}" is declared with other dates in {declared_in[name]}',
                    where=shown_as,
                    why=f"{event.start} to {event.end} here, {events[name].start} to {events[name].end} there",
                    mend="declare the event once, or with the same dates",
                )
            if name in events:
                killed = {**events[name].perpetrators_killed, **event.perpetrators_killed}
                aboard, attendance = event.aboard or events[name].aboard, event.attendance or events[name].attendance
                events[name] = Event(name, event.start, event.end, killed, aboard, attendance)
            else:
                events[name] = event
            declared_in[name] = shown_as
    merged = Vocabulary(
        events=events,
        terms=tuple(t for v in vocabularies.values() for t in v.terms),
        sources={k: p for v in vocabularies.values() for k, p in v.sources.items()},
        origins={k: p for v in vocabularies.values() for k, p in v.origins.items()},
    )
    circle = merged.circle()
    if circle is not None:
        *before, last = vocabularies
        raise LedgerError(f"{circle}, together with {', '.join(before)}", where=last, mend=NO_CIRCLE)
    return merged


@cache
def common_vocabulary() -> Vocabulary:
    """The measures that ship with figcheck, read once a process."""
    path = Path(__file__).resolve().parent.parent / "vocabularies" / "common.vocabulary.yaml"
    return read_vocabulary(path.read_text(encoding="utf-8"), path.name)


class _Reader:
    """Reads the nodes of one file."""

    def __init__(self, shown_as: str) -> None:
        self.nodes = Nodes(shown_as)
        self.declared: dict[tuple[str, str | None, str], yaml.Node] = {}

    def vocabulary(self, root: yaml.Node) -> Vocabulary:
        nodes = self.nodes
        top = nodes.mapping(root, "the vocabulary", _TOP)
        events: dict[str, Event] = {}
        terms: list[Term] = []
        for name, node in nodes.entries(top.get("events"), "events"):
            keys = nodes.mapping(node, f'the event "{name}"', _EVENT_KEYS)
            events[name] = self.event(name, keys)
            if (start := events[name].start) and (end := events[name].end) and end < start:
                raise nodes.fail(node, f'the event "{name}" ends before it starts', f"{start} to {end}")
            for key, dimension in _DIMENSION_OF.items():
                terms += self.terms(keys.get(key), dimension, name)
        for key, dimension in _DIMENSION_OF.items():
            terms += self.terms(top.get(key), dimension, None)
        found = Vocabulary(events, tuple(terms), self.parties(top, "sources"), self.parties(top, "origins"))
        circle = found.circle()
        if circle is not None:
            node = next(self.declared[key] for key in circle.declared if key in self.declared)
            raise nodes.fail(node, str(circle), mend=NO_CIRCLE)
        return found

    def event(self, name: str, keys: Mapping[str, yaml.Node]) -> Event:
        nodes = self.nodes
        killed = {
            place: nodes.number(node, f'`perpetrators_killed` of "{name}" in "{place}"')
            for place, node in nodes.entries(keys.get("perpetrators_killed"), f'`perpetrators_killed` of "{name}"')
        }
        start, end = (nodes.day(keys.get(key), f'`{key}` of "{name}"') for key in ("start", "end"))
        aboard, attendance = (self.count(keys, key, name) for key in ("aboard", "attendance"))
        return Event(name, start, end, killed, aboard, attendance)

    def count(self, keys: Mapping[str, yaml.Node], key: str, name: str) -> int | None:
        return self.nodes.number(keys[key], f'`{key}` of "{name}"') if key in keys else None

    def one_of(
        self, keys: Mapping[str, yaml.Node], key: str, name: str, meanings: Mapping[str, Meaning]
    ) -> Meaning | None:
        """What the word under a key means; None where the key is not given."""
        if key not in keys:
            return None
        word = self.nodes.scalar(keys[key], f'`{key}` of "{name}"')
        if word not in meanings:
            *words, last = (f"`{key}: {meant}`" for meant in meanings)
            mend = f"write {', '.join(words)} or {last}, or leave it out"
            raise self.nodes.fail(keys[key], f'cannot read "{key}: {word}"', mend=mend)
        return meanings[word]

    def terms(self, node: yaml.Node | None, dimension: str, event: str | None) -> list[Term]:
        found: list[Term] = []
        whose: dict[str, str] = {}
        for name, body in self.nodes.entries(node, f"{dimension}s"):
            what = f'the {dimension} "{name}"'
            keys = self.nodes.mapping(body, what, (*_TERM_KEYS, *_MORE_KEYS[dimension]))
            self.declared[dimension, event, same_name(name)] = body
            found.append(
                Term(
                    dimension,
                    " ".join(name.split()),
                    event,
                    aliases=self.nodes.names(keys.get("aliases"), f"`aliases` of {what}"),
                    contains=self.nodes.names(keys.get("contains"), f"`contains` of {what}"),
                    partitions=self.nodes.lists_of_names(keys.get("partition"), f"`partition` of {what}"),
                    inhabitants=self.count(keys, "inhabitants", name),
                    counts=self.one_of(keys, "counts", name, _WHOM),
                    may_count_twice=self.one_of(keys, "may_count_twice", name, _YES_OR_NO),
                )
            )
            self.require_own_spellings(found[-1], whose, body)
        return found

    def require_own_spellings(self, term: Term, whose: dict[str, str], body: yaml.Node) -> None:
        """Refuses a spelling that is another term's too (`whose`: those before): nobody could tell which is meant."""
        for spelling in (term.name, *term.aliases):
            other = whose.setdefault(same_name(spelling), term.name)
            if other != term.name:
                what = f'"{spelling}" is a spelling of the {term.dimension} "{other}" and of "{term.name}"'
                raise self.nodes.fail(body, what, mend="take it out of the `aliases` of one of the two")

    def parties(self, top: Mapping[str, yaml.Node], key: str) -> dict[str, Party]:
        found = {}
        for name, body in self.nodes.entries(top.get(key), key):
            keys = self.nodes.mapping(body, f'"{name}"', _PARTY_KEYS)
            rounds = self.one_of(keys, "rounds", name, _ROUNDS)
            found[name] = Party(name, rounds, self.nodes.names(keys.get("aliases"), f'`aliases` of "{name}"'))
        return found
