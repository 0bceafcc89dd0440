"""`vocabulary.yaml` and `*.vocabulary.yaml`: what they declare, merged into one `Vocabulary`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from figcheck.model.errors import LedgerError
from figcheck.model.near import did_you_mean
from figcheck.model.vocabulary import Event, Party, Term, Vocabulary

_DIMENSION_OF = {"measures": "measure", "populations": "population", "places": "place"}
_TOP = ("events", *_DIMENSION_OF, "sources", "origins")
_EVENT_KEYS = ("start", "end", "perpetrators_killed", "aboard", "attendance", *_DIMENSION_OF)
_TERM_KEYS = ("aliases", "contains", "partition")
_PLACE_KEYS = (*_TERM_KEYS, "inhabitants")
_PARTY_KEYS = ("rounds", "aliases")
_NONE = ("", "null", "~")


def read_vocabulary(text: str, shown_as: str) -> Vocabulary:
    """What one vocabulary file declares.

    Every scalar is text (a place called No stays No). Raises LedgerError with the line for anything that cannot be meant:
    bad YAML, a key given twice, an unknown key, a date that is none.
    """
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{shown_as}:{mark.line + 1}" if mark else shown_as
        raise LedgerError(
            "cannot read the vocabulary",
            where=where,
            why=f"it is not valid YAML: {getattr(error, 'problem', None) or error}",
            mend="check the indentation and quotes around this line",
        ) from error
    if root is None:
        return Vocabulary()
    return _Reader(shown_as).vocabulary(root)


def merge(vocabularies: Mapping[str, Vocabulary]) -> Vocabulary:
    """One vocabulary of several (file name -> what it declares).

    Terms add up. An event declared twice must have the same dates; otherwise LedgerError names both files.
    """
    events: dict[str, Event] = {}
    declared_in: dict[str, str] = {}
    for shown_as, vocabulary in vocabularies.items():
        for name, event in vocabulary.events.items():
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
    return Vocabulary(
        events=events,
        terms=tuple(t for v in vocabularies.values() for t in v.terms),
        sources={k: p for v in vocabularies.values() for k, p in v.sources.items()},
        origins={k: p for v in vocabularies.values() for k, p in v.origins.items()},
    )


def common_vocabulary() -> Vocabulary:
    """The measures that ship with figcheck."""
    path = Path(__file__).resolve().parent.parent / "vocabularies" / "common.vocabulary.yaml"
    return read_vocabulary(path.read_text(encoding="utf-8"), path.name)


class _Reader:
    """Walks the YAML nodes of one file, so that every complaint has its line."""

    def __init__(self, shown_as: str) -> None:
        self.shown_as = shown_as

    def fail(self, node: yaml.Node, what: str, why: str | None = None, mend: str | None = None) -> LedgerError:
        return LedgerError(what, where=f"{self.shown_as}:{node.start_mark.line + 1}", why=why, mend=mend)

    def vocabulary(self, root: yaml.Node) -> Vocabulary:
        top = self.mapping(root, "the vocabulary", _TOP)
        events: dict[str, Event] = {}
        terms: list[Term] = []
        for name, node in self.entries(top.get("events"), "events"):
            keys = self.mapping(node, f'the event "{name}"', _EVENT_KEYS)
            killed = {place: self.number(n) for place, n in self.entries(keys.get("perpetrators_killed"), name)}
            there = [self.number(keys[key]) if key in keys else None for key in ("aboard", "attendance")]
            event = Event(name, self.day(keys.get("start")), self.day(keys.get("end")), killed, *there)
            if event.start and event.end and event.end < event.start:
                raise self.fail(node, f'the event "{name}" ends before it starts', f"{event.start} to {event.end}")
            events[name] = event
            for key, dimension in _DIMENSION_OF.items():
                terms += self.terms(keys.get(key), dimension, name)
        for key, dimension in _DIMENSION_OF.items():
            terms += self.terms(top.get(key), dimension, None)
        return Vocabulary(events, tuple(terms), self.parties(top.get("sources")), self.parties(top.get("origins")))

    def terms(self, node: yaml.Node | None, dimension: str, event: str | None) -> list[Term]:
        found = []
        for name, body in self.entries(node, f"{dimension}s"):
            keys = self.mapping(body, f'the {dimension} "{name}"', _PLACE_KEYS if dimension == "place" else _TERM_KEYS)
            found.append(
                Term(
                    dimension,
                    " ".join(name.split()),
                    event,
                    aliases=self.strings(keys.get("aliases")),
                    contains=self.strings(keys.get("contains")),
                    partitions=self.partitions(keys.get("partition")),
                    inhabitants=self.number(keys["inhabitants"]) if "inhabitants" in keys else None,
                )
            )
        return found

    def parties(self, node: yaml.Node | None) -> dict[str, Party]:
        found = {}
        for name, body in self.entries(node, "sources and origins"):
            keys = self.mapping(body, f'"{name}"', _PARTY_KEYS)
            rounds = keys.get("rounds")
            if rounds is not None and rounds.value not in ("never", "sometimes"):
                raise self.fail(
                    rounds, f'cannot read "rounds: {rounds.value}"', mend="write `rounds: never`, or leave it out"
                )
            found[name] = Party(name, rounds is None or rounds.value != "never", self.strings(keys.get("aliases")))
        return found

    def entries(self, node: yaml.Node | None, what: str) -> list[tuple[str, yaml.Node]]:
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in _NONE):
            return []
        return list(self.mapping(node, what, None).items())

    def mapping(self, node: yaml.Node, what: str, allowed: tuple[str, ...] | None) -> dict[str, Any]:
        if isinstance(node, yaml.ScalarNode) and node.value in _NONE:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{what} should be a list of `name: value` lines")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise self.fail(key, f'"{name}" appears twice in {what}', mend="join the two")
            if allowed is not None and name not in allowed:
                mend = did_you_mean(name, allowed) or f"known: {', '.join(allowed)}"
                raise self.fail(key, f'{what} has no key "{name}"', mend=mend)
            found[name] = value
        return found

    def strings(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in _NONE):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (node.value,)
        if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value):
            return tuple(n.value for n in node.value)
        raise self.fail(node, "this must be a list of names", mend="write [first, second]")

    def partitions(self, node: yaml.Node | None) -> tuple[tuple[str, ...], ...]:
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in _NONE):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(
                node, "`partition` must be a list of lists of parts", mend="write [[first part, second part]]"
            )
        if all(
            isinstance(n, yaml.ScalarNode) for n in node.value
        ):  # one list, not a list of lists: what was meant is clear
            return (self.strings(node),)
        return tuple(self.strings(n) for n in node.value)

    def day(self, node: yaml.Node | None) -> date | None:
        if node is None or node.value in _NONE:
            return None
        try:
            return date.fromisoformat(str(node.value)[:10])
        except ValueError as error:
            raise self.fail(node, f'"{node.value}" is not a date', mend="write it as 2024-02-03") from error

    def number(self, node: yaml.Node) -> int:
        try:
            return int(str(node.value).replace(",", "").replace("_", ""))
        except ValueError as error:
            raise self.fail(node, f'"{node.value}" is not a whole number') from error
