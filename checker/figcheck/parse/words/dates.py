"""Days, months, years and spans of hours that a figure may begin with: "in 2017", "on May 3", "in the last 24 hours"."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, NamedTuple

from figcheck.parse.words.tokens import NUMBER, Token

_PLACE = re.compile(r"(?<![A-Za-zÀ-ɏ])[YMDK](?![A-Za-zÀ-ɏ])")
PLACES = {"Y": "1995", "M": "1", "D": "3", "K": "24"}
"""A place in a phrase -> digits that stand in for it: a year, a month's name, the number of a day or month, a number of hours."""
_OLDEST, _LATEST = 1300, 2100


class DateEnd(NamedTuple):
    """Where a date ends: the index after it, and whether its last word is a number."""

    after: int
    ends_in_number: bool


class Dates:
    """Phrases with places for the parts of a date, found by the longest that begins at a token."""

    __slots__ = ("_tree",)

    def __init__(self) -> None:
        self._tree: dict[str | None, Any] = {}

    def add(self, phrase: str, keys_of: Callable[[str], Iterable[Token]]) -> None:
        """Enter a phrase; raises KeyError where it has no place for a part of a date."""
        places = _PLACE.findall(phrase)
        if not places:
            raise KeyError(f"a date has a Y, M, D or K: {phrase}")
        node, waiting = self._tree, iter(places)
        for token in keys_of(_PLACE.sub(lambda found: PLACES[found[0]], phrase)):
            node = node.setdefault(next(waiting) if token.kind == NUMBER else token.key, {})
        node[None] = {}

    def words(self) -> set[str]:
        """Every word that stands in a phrase."""
        found: set[str] = set()
        nodes = [self._tree]
        while nodes:
            for word, below in nodes.pop().items():
                if word is not None:
                    found |= set() if word in PLACES else {word}
                    nodes.append(below)
        return found

    def __bool__(self) -> bool:
        return bool(self._tree)

    def longest(self, tokens: Sequence[Token], start: int, months: Container[str]) -> DateEnd | None:
        """Where the longest date ends that begins at `start`; None where none does."""
        return _longest(self._tree, tokens, start, months)


def _longest(node: dict[str | None, Any], tokens: Sequence[Token], i: int, months: Container[str]) -> DateEnd | None:
    best = DateEnd(i, tokens[i - 1].kind == NUMBER) if None in node else None
    if i == len(tokens):
        return best
    token = tokens[i]
    steps = [token.key] if token.key not in PLACES else []
    if token.kind == NUMBER:
        steps = [place for place in ("Y", "D", "K") if _fits(place, token.key)]
    elif token.key in months:
        steps.append("M")
    for step in steps:
        found = _longest(node[step], tokens, i + 1, months) if step in node else None
        if found is not None and (best is None or found.after > best.after):
            best = found
    return best


def _fits(place: str, digits: str) -> bool:
    if not digits.isdigit() or len(digits) > 4:
        return False
    value = int(digits)
    if place == "Y":
        return len(digits) == 4 and _OLDEST <= value <= _LATEST
    return 1 <= value <= 31 if place == "D" else 1 <= value <= 999
