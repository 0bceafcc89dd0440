"""A language's words, compiled once from its lexicon file to something that a figure can be matched against quickly.

The files are `lexicons/<language code>.yaml`; `en.yaml` explains their shape, and docs/lexicons.md how to add one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from figcheck.parse.words.dates import Dates
from figcheck.parse.words.letters import PLAIN, Letters
from figcheck.parse.words.morphemes import Morphemes
from figcheck.parse.words.phrases import Entry, Phrases
from figcheck.parse.words.tokens import NUMBER, Token, tokenize
from figcheck.parse.words.without_blanks import Segments

PERSON = "person"
"""The id of a word for persons that may stand before the number."""
_GROUPS = re.compile(r"\d \d")
_NEIGHBOURS = re.compile(r"[^\s\w'’]|\d")
"""What may join a prefix to the word after it, or stand behind one: a digit, a hyphen, any other sign."""


@dataclass(slots=True)
class Lexicon:
    """The words of one language by what they do; `before` and `after` are relative to the number."""

    code: str
    language: str
    letters: Letters = PLAIN
    morphemes: Morphemes = field(default_factory=Morphemes)
    decimal: frozenset[str] = frozenset(".")
    decimal_elsewhere: frozenset[str] = frozenset()
    thousands: str = ","
    capitals_are_names: bool = False
    foreign_letters: frozenset[str] = frozenset()
    segments: Segments | None = None
    """The words by which a text without blanks is cut; None where words are written apart."""
    short_of_units: Segments | None = None
    """The same, where a last digit may also count the next smaller unit, and None where it never does."""
    before: Phrases = field(default_factory=Phrases)
    after: Phrases = field(default_factory=Phrases)
    joins: Phrases = field(default_factory=Phrases)
    closes: Phrases = field(default_factory=Phrases)
    out_of: Phrases = field(default_factory=Phrases)
    plus_minus: Phrases = field(default_factory=Phrases)
    part_of: Phrases = field(default_factory=Phrases)
    ages: Phrases = field(default_factory=Phrases)
    dates: Dates = field(default_factory=Dates)
    """When it happened, said before the number: "in 2017", "on May 3"."""
    parts_first: frozenset[str] = frozenset()
    """Endings that make a part of a number which stands before the whole: "3'ü çocuk 12 kişi"."""
    changed: Phrases = field(default_factory=Phrases)
    """What says, behind two numbers, that the first became the second: "늘었다"."""
    to: frozenset[str] = frozenset()
    """Words before a number that make a total of what a verb behind it says: "به ۲۰ نفر افزایش یافت", rose to 20."""
    decreases: Phrases = field(default_factory=Phrases)
    """What makes a correction of the number before it: "201 fewer", "12 percent decrease"."""
    of_what: Phrases = field(default_factory=Phrases)
    whole_first: Phrases = field(default_factory=Phrases)
    number_phrases: Phrases = field(default_factory=Phrases)
    phrase_heads: frozenset[str] = frozenset()
    and_a_half: Phrases = field(default_factory=Phrases)
    cardinals: dict[str, int] = field(default_factory=dict)
    mixed: dict[str, tuple[int, int]] = field(default_factory=dict)
    mixed_phrases: Phrases = field(default_factory=Phrases)
    """Numbers that are not whole, in several words: "साढ़े तीन" is 3.5."""
    scales: dict[str, int] = field(default_factory=dict)
    plural_scales: dict[str, int] = field(default_factory=dict)
    hedged_scales: dict[str, int] = field(default_factory=dict)
    abbreviations: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Abbreviations that are another number in another language, and its code."""
    spaced_abbreviations: frozenset[str] = frozenset()
    builds_teens: bool = False
    """Whether 11 is "ten one" for want of a word of its own."""
    groups_in_digits: bool = False
    neighbours_are_a_range: bool = False
    """Whether two number words side by side are the ends of a range: "beş altı" is five or six."""
    articles: frozenset[str] = frozenset()
    ands: frozenset[str] = frozenset()
    and_between: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    before_scales: frozenset[str] = frozenset()
    """Words that stand between a number and its scale and say nothing: "27 de mii"."""
    halves: frozenset[str] = frozenset()
    parts: dict[str, int] = field(default_factory=dict)
    never_ordinal: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    fraction_signs: dict[str, tuple[int, int]] = field(default_factory=dict)
    ordinal_endings: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    plural_endings: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()
    number_words: frozenset[str] = frozenset()
    vague_plurals: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    cancelled_by: dict[str, frozenset[str]] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    person_endings: tuple[str, ...] = ()
    """How unknown words for persons end ("anglers"); without any, an unknown noun is taken for people."""
    place_endings: tuple[str, ...] = ()
    """How names of places end in a language without capitals: "福島県". Unknown characters before one are its name."""
    people: frozenset[str] = frozenset()
    """The words for persons, and those for casualties of any kind."""
    states: frozenset[str] = frozenset()
    """The single words that say what happened to those who are counted: "dead", "tote"."""
    signs: dict[str, Entry] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    source: dict[str, Any] = field(default_factory=dict)
    """The file as it stands, for tests and documentation."""
    said: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    """While the file is compiled: the tokens of each word of its phrases, since most words stand in several phrases."""

    def tokens_of_words(self, phrase: str) -> Iterator[Token]:
        """The tokens of a phrase, each word of it taken apart once; their places in the phrase are not kept.

        Where a word's neighbours matter (prefixes before a number, groups of digits) the phrase is taken as a whole.
        """
        if _NEIGHBOURS.search(phrase) if self.morphemes.prefixes else _GROUPS.search(phrase):
            yield from self.tokens(phrase)
            return
        for word in phrase.split():
            known = self.said.get(word)
            if known is None:
                known = self.said[word] = tuple(self.tokens(word))
            yield from known

    def tokens(self, text: str) -> list[Token]:
        """A figure's tokens as this language writes them."""
        tokens = tokenize(text, self.letters)
        if self.segments is not None:
            return self.segments.cut(tokens, text, self.letters)
        tokens = self.morphemes.parted(tokens, text, self.letters)
        return [token for i, token in enumerate(tokens) if not self._is_before_scale(tokens, i)]

    def _is_before_scale(self, tokens: list[Token], i: int) -> bool:
        """Whether a token only links a number to its scale: the "de" of "27 de mii", but not that of "sute de mii"."""
        if tokens[i].key not in self.before_scales or not 0 < i < len(tokens) - 1:
            return False
        following = tokens[i + 1].key
        if not (following in self.scales or following in self.plural_scales or following in self.spaced_abbreviations):
            return False
        k = i - 1
        while k > 0 and (tokens[k].key in self.scales or tokens[k].key in self.plural_scales):
            k -= 1
        return tokens[k].kind == NUMBER or tokens[k].key in self.cardinals
