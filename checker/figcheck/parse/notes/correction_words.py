"""The words by which a note of one language speaks of people counted in or taken out, from `corrections` of its lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import lexicon
from figcheck.parse.words.morphemes import Morphemes
from figcheck.parse.words.phrases import Entry, Phrases
from figcheck.parse.words.templates import expanded, place
from figcheck.parse.words.tokens import Token, tokenize

KINDS = ("added", "removed", "counted_twice", "corrected", "includes", "excludes")
"""What a note may say of a number of people."""

DENIED = "denied"
"""The role of words by which a clause says that it is not so, or not yet, or perhaps."""

NUMBER_BEFORE, NUMBER_AFTER, NUMBER_BESIDE = "before", "after", ""
"""Where the number of a phrase stands: "N included", "including N", or on either side of it ("added")."""


@dataclass(frozen=True)
class CorrectionWords:
    """The words of one language. `phrases` have a kind or `DENIED` as their role and the side of their number as their id.

    `nouns` are what a note counts beside people ("names", "attackers"); `from_to` are the words before and between two totals
    of which one was changed into the other; `abbreviations` end no sentence with their point.
    """

    lex: Lexicon
    phrases: Phrases
    morphemes: Morphemes
    nouns: frozenset[str]
    from_to: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    abbreviations: frozenset[str]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a stretch of a note, taken apart as this language writes its words."""
        return self.morphemes.parted(tokenize(text, self.lex.letters), text, self.lex.letters)

    def known(self, text: str) -> int:
        """How many words of a text this language has."""
        return sum(token.key in self.morphemes.whole for token in self.tokens(text))


@cache
def correction_words(code: str) -> CorrectionWords | None:
    """The words of a language ("en", "en-GB"); None where there is no lexicon for it, or none of corrections in it."""
    lex = lexicon(code)
    if lex is None or "corrections" not in lex.source:
        return None
    source = lex.source["corrections"]
    entries = [(kind, phrase) for kind in (*KINDS, DENIED) for phrase in _spoken(source.get(kind, ()))]
    nouns = list(_spoken(source.get("nouns", ())))
    said = [" ".join(place(phrase)) for _, phrase in entries]
    # a word of these phrases is not taken apart: it is known as it stands
    words = {token.key for phrase in (*said, *nouns) for token in tokenize(phrase, lex.letters)}
    own = lex.morphemes
    morphemes = Morphemes(own.prefixes, own.suffixes, own.endings, own.pieces, own.whole | words)
    found = CorrectionWords(
        lex, Phrases(), morphemes, frozenset(words_of for noun in nouns for words_of in [lex.letters.fold(noun)]),
        tuple(_from_to(lex, phrase) for phrase in source.get("from_to", ())),
        frozenset(str(word).lower() for word in source.get("abbreviations", ())),
    )  # fmt: skip
    for kind, phrase in entries:
        before, *after = place(phrase)
        if len(after) > 1 or (after and before.strip() and after[0].strip()):
            raise ValueError(f"the number stands before or after a phrase of a note, and not inside it: {phrase}")
        side = NUMBER_BESIDE if not after else NUMBER_BEFORE if not before.strip() else NUMBER_AFTER
        keys = [token.key for token in found.tokens(f"{before} {' '.join(after)}")]
        found.phrases.add(keys, Entry(kind, side, phrase))
    return found


def _spoken(phrases: Iterator[object] | tuple[()]) -> Iterator[str]:
    return (phrase for said in phrases for phrase in expanded(said))


def _from_to(lex: Lexicon, phrase: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words before the first and between the two numbers of "from N to N"."""
    before, between, *_ = place(str(phrase))
    first, second = (tuple(token.key for token in lex.tokens(words)) for words in (before, between))
    return first, second
