"""The words around a figure in one language, compiled once from `lexicons/prose/<language>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from figcheck.model.errors import SettingsError
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import LEXICONS, language_of, lexicon, plain_loader
from figcheck.parse.words.phrases import Entry, Phrases
from figcheck.parse.words.templates import expanded
from figcheck.parse.words.tokens import NUMBER, Token

FOLDER = LEXICONS / "prose"

FORMS = ("subject", "verb", "object", "loses", "takes", "state", "noun", "group", "of", "toll")
"""How the words of a measure stand beside their figure; en.yaml explains each."""

STRUCTURE = ("includes", "passive", "reports", "clauses", "who", "prepositions", "others", "bands", "numbers")
"""Words that hold a sentence together, by the key of the file that lists them."""

TELLING = (
    "other_events", "superseded", "fears", "estimates", "hypotheses", "changes", "increments", "rates", "states", "speech",
    "according",
)  # fmt: skip
"""Words that say what kind of a figure it is, and whose, by the key of the file that lists them."""

SMALL = (
    "articles", "determiners", "passed", "under", "leading", "through", "whole", "changing", "more", "subject_after", "where",
    "before_places", "inside_places", "when", "moments", "inside_times", "calendar", "also_words", "between_days", "or", "lives",
    "so", "going", "totals", "which_time", "earlier", "it", "with", "named_as",
)  # fmt: skip
"""Lists of single words, by the key of `small` in the file."""


@dataclass(slots=True)
class ProseWords:
    """The words of one language. `pieces` has what a sentence is cut by, `telling` what says more of a figure.

    `masks_before` and `masks_after` stand beside a number that counts no people. `subject_first` is whether the people who died
    stand before their verb, as in English; else "murieron 12 personas" is a figure too.
    """

    lex: Lexicon
    pieces: Phrases = field(default_factory=Phrases)
    telling: dict[str, Phrases] = field(default_factory=dict)
    wrappers: Phrases = field(default_factory=Phrases)
    masks_before: Phrases = field(default_factory=Phrases)
    masks_after: Phrases = field(default_factory=Phrases)
    too_vague: Phrases = field(default_factory=Phrases)
    persons: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    households: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    small: dict[str, frozenset[str]] = field(default_factory=dict)
    """Single words by what they do; the file of English explains each list."""
    subject_first: bool = True

    def tokens(self, sentence: str) -> list[Token]:
        """The tokens of a sentence; unlike in a cell, digits after a comma and a blank are another number: "on May 9, 119 died"."""
        tokens = self.lex.tokens(sentence)
        if _TWO_NUMBERS.search(sentence) is None:
            return tokens
        return [part for token in tokens for part in _parted(token, sentence)]


_TWO_NUMBERS = re.compile(r"(?<=\d),(?=[ \u00a0\u202f]\d{3})|(?<=\d{4})(?=[ \u00a0\u202f]\d{3})")


def _parted(token: Token, sentence: str) -> Iterator[Token]:
    said, start = sentence[token.start : token.end], token.start
    if token.kind != NUMBER or _TWO_NUMBERS.search(said) is None:
        yield token
        return
    for part in _TWO_NUMBERS.split(said):
        key = part.strip()
        at = sentence.index(key, start)
        yield Token(NUMBER, key, at, at + len(key), token.before if at == token.start else " ")
        start = at + len(key)


@cache
def prose_languages() -> tuple[str, ...]:
    """Codes of the languages in which figcheck reads texts."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def prose_words(code: str) -> ProseWords | None:
    """The words of a language ("en", "en-GB"), or None where figcheck does not read its texts."""
    code = language_of(code)
    lex = lexicon(code) if code in prose_languages() else None
    if lex is None:
        return None
    path = FOLDER / f"{code}.yaml"
    try:
        return _compiled(yaml.load(path.read_bytes(), Loader=plain_loader()), lex)  # noqa: S506 # it stands on a safe loader
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as cause:
        raise SettingsError(
            "cannot read the words of a language",
            where=f"checker/figcheck/lexicons/prose/{path.name}",
            why=repr(cause),
            mend="compare with en.yaml",
        ) from cause


def _compiled(source: Mapping[str, Any], lex: Lexicon) -> ProseWords:
    words = ProseWords(lex)
    enter = _Enter(lex)
    for measure, phrases in source.get("topics", {}).items():
        enter(words.pieces, phrases, Entry("topic", measure))
    for measure, forms in source["measures"].items():
        for form, phrases in forms.items():
            if form not in FORMS:
                raise KeyError(f"{measure} has no {form}: {', '.join(FORMS)}")
            enter(words.pieces, phrases, Entry("hit", measure, form))
    for name in STRUCTURE:
        enter(words.pieces, source.get(name, ()), Entry(name))
    for name in TELLING:
        enter(words.telling.setdefault(name, Phrases()), source.get(name, ()), Entry(name))
    enter(words.wrappers, source.get("wrappers", ()), Entry("wrapper"))
    enter(words.too_vague, source.get("too_vague", ()), Entry("too_vague"))
    masks = source.get("masks", {})
    enter(words.masks_before, masks.get("before", ()), Entry("mask"))
    enter(words.masks_after, masks.get("after", ()), Entry("mask"))
    words.things = enter.single(source.get("things", ())) | enter.single(_counted_things(lex))
    words.households = enter.single(source.get("households", ()))
    words.persons = (enter.single(source.get("persons", ())) | lex.persons) - words.things - words.households
    words.times = enter.single(source.get("times", ())) | lex.times
    words.abbreviations = frozenset(source.get("abbreviations", ()))
    given = source.get("small", {})
    words.small = {name: enter.single(given.get(name, ())) for name in SMALL}
    words.small["between_days"] |= frozenset("-–")
    words.subject_first = source.get("subject_first", "yes") == "yes"
    return words


def _counted_things(lex: Lexicon) -> Iterable[str]:
    """The words of the language's lexicon for what is counted and is no people."""
    refused = lex.source.get("refuse", {}).get("counted", ())
    return (word for group in refused for word in group["words"] if " " not in word)


class _Enter:
    """Enters phrases with choices into a tree, and single words into a set, as the language folds its words."""

    def __init__(self, lex: Lexicon) -> None:
        self._lex = lex

    def __call__(self, tree: Phrases, phrases: Iterable[str], entry: Entry) -> None:
        for phrase, keys in self._folded(phrases):
            tree.add(keys, entry._replace(meaning=entry.meaning or phrase))

    def single(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(keys[0] for _, keys in self._folded(words) if len(keys) == 1)

    def _folded(self, phrases: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """Each phrase that the choices allow, and the keys of its tokens, unless it has none."""
        for said in phrases:
            for phrase in expanded(said):
                keys = [token.key for token in self._lex.tokens_of_words(phrase)]
                if keys:
                    yield phrase, keys
