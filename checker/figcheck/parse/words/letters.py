"""How a language's letters are compared: what is written alike, which marks say nothing, whether accents may be missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any


class Letters:
    """The spelling rules of one language, from `letters` of its lexicon.

    `same` gives a letter the form that it is looked up by ("ё" as "е"), `marks` are dropped wherever they stand (vowel points,
    tatweel), and with `accents_may_be_missing` a letter is looked up without its accents, so that capitals and headlines
    written without them are read too.
    """

    __slots__ = ("_accents", "_marks", "_memo", "_same")

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._same = str.maketrans({str(a): str(b) for a, b in source.get("same", {}).items()})
        self._marks = frozenset(_characters(source.get("marks", ())))
        self._accents = bool(source.get("accents_may_be_missing"))
        self._memo: dict[str, str] = {}

    def fold(self, word: str) -> str:
        """A word as it is looked up: lower case, without what makes no difference.

        >>> Letters({"same": {"ß": "ss"}}).fold("DREIẞIG")
        'dreissig'
        """
        found = self._memo.get(word)
        if found is None:
            found = word.lower().translate(self._same)
            if self._accents and not found.isascii():
                bare = "".join(c for c in unicodedata.normalize("NFD", found) if not unicodedata.combining(c))
                found = bare.translate(self._same)
            if len(self._memo) < 50_000:
                self._memo[word] = found
        return found

    def cleaned(self, text: str) -> tuple[str, Sequence[int] | None]:
        """The text without its marks and with every accent in one with its letter, and where each character stood.

        The second is None when nothing changed, else one offset a character and one for the end.
        """
        if text.isascii() or (self._marks.isdisjoint(text) and unicodedata.is_normalized("NFC", text)):
            return text, None
        kept: list[str] = []
        offsets: list[int] = []
        i = 0
        while i < len(text):
            end = i + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            for character in unicodedata.normalize("NFC", text[i:end]):
                if character not in self._marks:
                    kept.append(character)
                    offsets.append(i)
            i = end
        return "".join(kept), [*offsets, len(text)]


def _characters(marks: Sequence[str]) -> list[str]:
    """The characters of `marks`: single ones, or first and last of a run as "U+064B-U+0652"."""
    found: list[str] = []
    for mark in marks:
        if mark.upper().startswith("U+"):
            ends = [int(code.strip()[2:], 16) for code in mark.upper().split("-")]
            found += [chr(code) for code in range(ends[0], ends[-1] + 1)]
        else:
            found += list(mark)
    return found


PLAIN = Letters({})
"""Lower case, and nothing else."""
