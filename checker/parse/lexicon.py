"""A language's words, compiled once from its lexicon file to something that a figure can be matched against quickly.

The files are `lexicons/<language code>.yaml`; all have the shape of `en.yaml`, which explains itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checker.errors import SettingsError
from checker.model import QUALIFIERS
from checker.parse.tokens import Token, tokenize
from checker.parse.widths import studied_words

LEXICONS = Path(__file__).parent.parent / "lexicons"
_PLACE = "n"
"""How the N of a phrase, which stands for the number, comes out of the tokenizer."""


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


@dataclass(slots=True)
class Lexicon:
    """The words of one language by what they do; `before` and `after` are relative to the number."""

    code: str
    language: str
    before: Phrases = field(default_factory=Phrases)
    after: Phrases = field(default_factory=Phrases)
    joins: Phrases = field(default_factory=Phrases)
    out_of: Phrases = field(default_factory=Phrases)
    plus_minus: Phrases = field(default_factory=Phrases)
    cardinals: dict[str, int] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    plural_scales: dict[str, int] = field(default_factory=dict)
    abbreviations: dict[str, int] = field(default_factory=dict)
    spaced_abbreviations: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    ands: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
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
    people: frozenset[str] = frozenset()
    signs: dict[str, Entry] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    source: dict[str, Any] = field(default_factory=dict)
    """The file as it stands, for tests and documentation."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(path.stem for path in LEXICONS.glob("*.yaml") if len(path.stem) <= 3))


@cache
def lexicon(code: str = "en") -> Lexicon | None:
    """The compiled lexicon of a language ("en", "en-GB"), or None when there is none."""
    code = code.replace("_", "-").split("-")[0].strip().lower()
    if code not in languages():
        return None
    path = LEXICONS / f"{code}.yaml"
    try:
        source = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return _compile(source)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as cause:
        raise SettingsError(
            "cannot read a lexicon", where=f"checker/lexicons/{path.name}", why=repr(cause), mend="compare with en.yaml"
        ) from cause


def keys_of(phrase: str) -> list[str]:
    """A phrase's words as they are looked up."""
    return [token.key for token in tokenize(str(phrase))]


def _compile(source: dict[str, Any]) -> Lexicon:
    numbers, fractions = source["numbers"], source["fractions"]
    lex = Lexicon(
        code=source["code"],
        language=source["language"],
        cardinals=dict(numbers["words"]),
        scales=dict(numbers["scales"]),
        plural_scales=dict(numbers["plural_scales"]),
        abbreviations=dict(numbers["abbreviations"]),
        spaced_abbreviations=frozenset(numbers["abbreviations_with_space"]),
        articles=frozenset(numbers["articles"]),
        ands=frozenset(numbers["and"]),
        points=frozenset(numbers["point"]),
        halves=frozenset(fractions["half"]),
        parts=dict(fractions["parts"]),
        never_ordinal=frozenset(fractions["never_ordinal"]),
        of=frozenset(fractions["of"]),
        fraction_signs={sign: (n, d) for sign, (n, d) in fractions["signs"].items()},
        ordinal_endings=frozenset(numbers["ordinal_endings"]),
        ordinals=frozenset(numbers["ordinals"]),
        plural_endings=frozenset(numbers["plural_endings"]),
        times=frozenset(source["context"]["times"]),
        months=frozenset(source["context"]["months"]),
        people=frozenset(source["ignored"]["people"]),
        source=source,
    )
    _add_qualifiers(lex, source)
    _add_words(lex, source)
    _add_refusals(lex, source["refuse"])
    for kind, phrases in source["joins"].items():
        for phrase in phrases:
            lex.joins.add(keys_of(phrase), Entry("join", kind, phrase))
    for phrase in fractions["out_of"]:
        lex.out_of.add(keys_of(phrase), Entry("out_of", meaning=phrase))
    for phrase in source["confidence"]["plus_minus"]:
        lex.plus_minus.add(keys_of(phrase), Entry("plus_minus", meaning=phrase))
    lex.percent = frozenset(keys_of(word)[0] for word in source["units"]["percent"])
    scales = lex.scales | lex.plural_scales
    lex.number_words = (
        frozenset([*lex.cardinals, *lex.scales, *lex.parts, *lex.fraction_signs]) | lex.articles | lex.halves
    )
    plain = [*lex.cardinals, *scales, *lex.halves, *lex.parts]
    lex.known = frozenset([*_words_of(source), *plain])
    lex.vocabulary = frozenset(word for word in lex.known if len(word) >= 4 and word.isalpha())
    units = [word for phrases in source["units"].values() for phrase in phrases for word in keys_of(phrase)]
    lex.telling = frozenset(word for word in [*scales, *units] if len(word) >= 6)
    return lex


def _add_qualifiers(lex: Lexicon, source: dict[str, Any]) -> None:
    studied = studied_words()
    for qualifier in source["qualifiers"]:
        name, meaning = qualifier["id"], qualifier["means"]
        if name not in QUALIFIERS:
            raise KeyError(f"qualifier id {name}")
        lex.cancelled_by[name] = frozenset(qualifier.get("cancelled_by", ()))
        role = {"exact": "exactly", "between": "open"}.get(name, "qualifier")
        for phrase in qualifier["phrases"]:
            words = keys_of(phrase)
            hedge = next((word for word in words if word in studied), None)
            entry = Entry(role, name, meaning, hedge)
            if words[-1] == _PLACE:
                lex.before.add(words[:-1], entry)
            elif words[0] == _PLACE:
                lex.after.add(words[1:], entry)
            else:
                raise KeyError(f"a phrase without N at one end: {phrase}")


def _add_words(lex: Lexicon, source: dict[str, Any]) -> None:
    def add(phrases: Phrases, words: Iterable[str], role: str, name: str = "", detail: Any = None) -> None:
        for phrase in words:
            phrases.add(keys_of(phrase), Entry(role, name, str(phrase), detail))

    for vague in source["vague"]:
        word = VagueWord(vague["low"], vague.get("high"), vague.get("takes"), bool(vague.get("times")))
        add(lex.before, vague["words"], "vague", detail=word)
        if not word.times and word.high is None:
            lex.vague_plurals |= {phrase for phrase in vague["words"] if " " not in phrase}
    none = source["none"]
    add(lex.before, none["refuse"], "refuse", detail=("names no number", "leave the claim out, or give a figure"))
    add(lex.before, none["phrases"], "none")
    for key, role in (("with_noun", "no"), ("with_noun_added", "no_more")):
        add(lex.before, none[key], role)
    for phrase, value in source["numbers"]["fixed"].items():
        add(lex.before, [phrase], "fixed", detail=value)
    for phrase, percent in source.get("changes", {}).items():
        add(lex.before, [phrase], "change", detail=percent)
    for place, phrases in (("before", lex.before), ("after", lex.after)):
        add(phrases, source["increment"][place], "increment")
        add(phrases, source["confidence"]["words"], "confidence")
    for name, words in source["units"].items():
        add(lex.after, words, "unit", name)
    for period in source["periods"]:
        add(lex.after, period["words"], "period", period["of"])
    ignored = source["ignored"]
    add(lex.before, ignored["before"], "ignored")
    add(lex.after, source["context"]["any"], "context")
    add(lex.after, ignored["after"], "ignored")
    add(lex.after, ignored["people"], "people")
    add(lex.after, ignored["states"], "state")
    add(lex.after, ignored["links"], "link")
    lex.people |= frozenset(none["casualties"])
    add(lex.after, none["casualties"], "people")


def _add_refusals(lex: Lexicon, refuse: dict[str, Any]) -> None:
    for place, phrases, role in (
        ("before", lex.before, "refuse"),
        ("after", lex.after, "refuse"),
        ("counted", lex.after, "counted"),
    ):
        for group in refuse[place]:
            for phrase in group["words"]:
                always = "always" if group.get("even_in_context") else ""
                phrases.add(keys_of(phrase), Entry(role, always, str(phrase), (group["why"], group["mend"])))
    for sign, group in refuse["signs"].items():
        lex.signs[sign] = Entry("refuse", "", sign, (group["why"], group["mend"]))


def _words_of(source: Any) -> set[str]:
    """Every word of the phrases that may stand in a figure."""
    words: set[str] = set()
    groups = [q["phrases"] for q in source["qualifiers"]] + list(source["joins"].values())
    groups += [v["words"] for v in source["vague"]] + [source["none"]["phrases"], source["none"]["casualties"]]
    groups += list(source["units"].values()) + [p["words"] for p in source["periods"]]
    groups += [*source["increment"].values(), source["ignored"]["before"], list(source["numbers"]["fixed"])]
    groups += [list(source.get("changes", {}))]
    for phrases in groups:
        for phrase in phrases:
            words.update(keys_of(phrase))
    return words
