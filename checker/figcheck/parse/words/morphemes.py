"""Words taken apart where a language writes several as one.

Solid number words ("siebenundzwanzigtausend"), prefixes ("وعشرون", "כשלושים") and suffixes ("milyondan", "1000'den"). A word
is taken apart only into parts that the lexicon knows, so a name that happens to begin like a prefix stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from figcheck.parse.words.letters import Letters
from figcheck.parse.words.tokens import DASH, NUMBER, WORD, Token

_LONGEST_WORD = 200
_DEEPEST = 3
"""Prefixes and suffixes of one word: "وبنحو" has two."""


@dataclass(slots=True)
class Morphemes:
    """The parts that one language's words are made of.

    `prefixes` stand before a word or a number; `suffixes` give every form of a suffix its first one ("tan": "den"); `endings`
    are what may be glued to digits and say nothing ("20-ти"); `pieces` are the words that solid numbers consist of; `whole`
    are the words that the lexicon knows.
    """

    prefixes: tuple[str, ...] = ()
    suffixes: dict[str, str] = field(default_factory=dict)
    endings: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    _memo: dict[str, list[str] | None] = field(default_factory=dict)

    def parted(self, tokens: list[Token], text: str, letters: Letters) -> list[Token]:
        """The tokens with every word taken apart that is made of several."""
        if not (self.prefixes or self.suffixes or self.endings or self.pieces):
            return tokens
        out: list[Token] = []
        for i, token in enumerate(tokens):
            if token.kind == DASH and out and out[-1].key in self.prefixes:
                continue  # "מ-30", "כ - 300": a hyphen between a prefix and its number
            if token.kind != WORD:
                out.append(token)
                continue
            if out and out[-1].kind == NUMBER and token.before != " ":
                if token.key in self.endings:
                    continue
                if token.key in self.suffixes:
                    out.append(token._replace(key=self.suffixes[token.key]))
                    continue
            parts = self._elided(token.key) or self._parts(token.key)
            if parts is None and i + 1 < len(tokens) and tokens[i + 1].kind in (NUMBER, DASH):
                parts = self._only_prefixes(token.key)
            if parts is None or len(parts) == 1:
                out.append(token)
            else:
                out.extend(_split(token, parts, text, letters))
        return out

    def _elided(self, word: str) -> list[str] | None:
        """ "d'une" as d and une: an apostrophe shows where the first word ends, known or not."""
        for prefix in self.prefixes:
            if prefix.endswith("'") and word.startswith(prefix) and len(word) > len(prefix):
                rest = word[len(prefix) :]
                return [prefix[:-1], *(self._elided(rest) or self._parts(rest) or [rest])]
        return None

    def forget(self) -> None:
        """Drop what was worked out with other words."""
        self._memo.clear()

    def knows(self, word: str) -> bool:
        """Whether a word is one of the lexicon's, or made of such."""
        return word in self.whole or self._parts(word) is not None

    def made_of_several(self, word: str) -> bool:
        """Whether a word is taken apart."""
        parts = self._parts(word)
        return parts is not None and len(parts) > 1

    def _parts(self, word: str) -> list[str] | None:
        if word in self.whole or len(word) > _LONGEST_WORD:
            return None
        if word not in self._memo:
            if len(self._memo) > 50_000:
                self._memo.clear()
            self._memo[word] = self._apart(word, _DEEPEST)
        return self._memo[word]

    def _apart(self, word: str, depth: int) -> list[str] | None:
        if word in self.whole:
            return [word]
        solid = self._solid(word)
        if solid is not None or depth == 0:
            return solid
        for suffix, first in self.suffixes.items():
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                stem = self._apart(word[: -len(suffix)].rstrip("'"), depth - 1)
                if stem is not None:
                    return [*stem, first]
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                rest = self._apart(word[len(prefix) :], depth - 1)
                if rest is not None:
                    return [prefix.rstrip("'"), *rest]  # the key of the d in "d'une" and in "d'N"
        return None

    def _only_prefixes(self, word: str) -> list[str] | None:
        """The prefixes that stand before a number in digits: "וכ-300"."""
        if word in self.whole or not 1 < len(word) <= _DEEPEST or not all(letter in self.prefixes for letter in word):
            return None
        return list(word)

    def _solid(self, word: str) -> list[str] | None:
        """The pieces of a solid number word, the longest first at every place; None when something is left over."""
        if not self.pieces:
            return None
        longest = max(map(len, self.pieces))
        found: list[list[str] | None] = [None] * len(word) + [[]]
        for i in range(len(word) - 1, -1, -1):
            for end in range(min(i + longest, len(word)), i, -1):
                rest = found[end]
                if rest is not None and word[i:end] in self.pieces:
                    found[i] = [word[i:end], *rest]
                    break
        return found[0] if word else None


def _split(token: Token, parts: Sequence[str], text: str, letters: Letters) -> list[Token]:
    """One token a part, glued to one another, each with its place in the text."""
    said = text[token.start : token.end]
    cuts, reached, length = [0], 0, 0
    for part in parts[:-1]:
        length += len(part)
        while reached < len(said) and len(letters.fold(said[:reached])) < length:
            reached += 1
        cuts.append(reached)
    cuts.append(len(said))
    return [
        Token(WORD, part, token.start + cuts[k], token.start + cuts[k + 1], "" if k else token.before)
        for k, part in enumerate(parts)
    ]
