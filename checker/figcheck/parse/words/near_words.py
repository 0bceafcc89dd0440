"""The known words that a misspelt one may have been meant to be."""

from __future__ import annotations

from functools import lru_cache

from figcheck.model.near import edit_keys, one_edit_apart


def near_words(word: str, words: frozenset[str]) -> list[str]:
    """The words of `words` that are one letter more, less, other, or two neighbours swapped away, in alphabetical order.

    Words of fewer than four letters have none: too many are near to them.

    >>> near_words("neraly", frozenset({"nearly", "early"}))
    ['nearly']
    """
    if len(word) < 4 or len(word) > 30 or word in words:
        return []
    index = _by_edit_key(words)
    candidates = {known for key in edit_keys(word) for known in index.get(key, ())}
    return sorted(known for known in candidates if len(known) >= 4 and one_edit_apart(word, known))


@lru_cache(maxsize=16)
def _by_edit_key(words: frozenset[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in words:
        for key in edit_keys(word):
            index.setdefault(key, []).append(word)
    return index
