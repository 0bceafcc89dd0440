"""The known words that a misspelt one may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


def near(word: str, words: frozenset[str]) -> list[str]:
    """The words of `words` that are one letter more, less, other, or two neighbours swapped away, in alphabetical order.

    Words of fewer than four letters have none: too many are near to them.

    >>> near("neraly", frozenset({"nearly", "early"}))
    ['nearly']
    """
    if len(word) < 4 or len(word) > 30 or word in words:
        return []
    index = _by_deletion(words)
    candidates = {known for form in (word, *_deletions(word)) for known in index.get(form, ())}
    return sorted(known for known in candidates if len(known) >= 4 and _one_apart(word, known))


@lru_cache(maxsize=16)
def _by_deletion(words: frozenset[str]) -> dict[str, list[str]]:
    """Every word under itself and under each form of it that lacks one letter."""
    index: dict[str, list[str]] = {}
    for word in words:
        for form in {word, *_deletions(word)}:
            index.setdefault(form, []).append(word)
    return index


def _deletions(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion, replacement, or swap of neighbours turns one into the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a == rest_b[1:]
        or rest_a[1:] == rest_b
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
