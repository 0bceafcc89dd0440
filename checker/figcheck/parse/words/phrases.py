"""Phrases that mean something, found by the longest that starts at a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from figcheck.parse.words.tokens import Token


class Entry(NamedTuple):
    """What a phrase does to a figure: its role, and by role an id, what it means, and more."""

    role: str
    id: str = ""
    meaning: str = ""
    detail: Any = None


class VagueWord(NamedTuple):
    """What a word of no number allows; None is unbounded. `times`: it multiplies a scale after it."""

    low: int
    high: int | None
    takes: int | None
    times: bool


class Within(NamedTuple):
    """Which part of its span a word narrows a number to, in percent from its low end: "mid" is from 25 to 75."""

    start: int
    end: int

    def narrowed(self, low: int, high: int) -> VagueWord:
        """The whole numbers of a span from `low` to `high` that the word leaves."""
        size = high - low + 1
        first, last = low + size * self.start // 100, low - (-size * self.end // 100) - 1
        return VagueWord(first, last, last, False)


class HedgeWord(NamedTuple):
    """What is known of one phrase of a qualifier: the word of it that a study measured (None: none of them).

    `soft`: it asserts no bound, though others of its qualifier do. `perhaps_change`: it may also tell a change from one number
    to another.
    """

    studied: str | None = None
    soft: bool = False
    perhaps_change: bool = False


class Phrases:
    """Phrases, found by the longest that starts at a token."""

    def __init__(self) -> None:
        self._tree: dict[str | None, Any] = {}

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Enter a phrase; the first entry of the same words stands."""
        node = self._tree
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(None, entry)

    def __bool__(self) -> bool:
        return bool(self._tree)

    def longest(self, tokens: Sequence[Token], start: int) -> tuple[Entry, int] | None:
        """(entry, index after it) of the longest phrase that begins at `start`, or None."""
        node, found = self._tree, None
        for i in range(start, len(tokens)):
            below: dict[str | None, Any] | None = node.get(tokens[i].key)
            if below is None:
                break
            node = below
            entry = node.get(None)
            if entry is not None:
                found = entry, i + 1
        return found

    def alone(self) -> set[str]:
        """The words that are a phrase by themselves."""
        return {word for word, below in self._tree.items() if word is not None and None in below}

    def words(self) -> set[str]:
        """Every word that stands in a phrase."""
        found: set[str] = set()
        nodes = [self._tree]
        while nodes:
            for word, below in nodes.pop().items():
                if word is not None:
                    found.add(word)
                    nodes.append(below)
        return found
