"""What a whole lexicon does not have and English has: sections, qualifiers, sizes, periods, reasons to refuse.

It is no list of faults: a language may not need it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from figcheck.parse.check_lexicon.lexicon_file import LexiconFile
from figcheck.parse.words.load_lexicon import LEXICONS, plain_loader

_OF_SOME_LANGUAGES = {
    "digits", "letters", "say", "within", "percent_before", "numbers", "fractions", "changes", "pair", "stretch", "with_noun",
    "with_noun_added", "refuse", "part_of", "ages", "person_endings", "abbreviations",
}  # fmt: skip
"""Sections and keys that a language may do without, or that are looked at one by one; that they are missing is not said."""

_SIZES = (
    (20, None),
    (200, None),
    (2000, None),
    (20_000, None),
    (200_000, None),
    (2_000_000, None),
    (3, 9),
    (3, 6),
    (3, None),
)
"""Least and most of the vague words that every language has; in place of dozens, tens."""

_NUMBERS = (*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 1_000_000)


def missing_beside_english(file: LexiconFile) -> Iterator[str]:
    """One sentence for each thing that English has and a whole file has not; nothing for a file that only adds words."""
    if not file.whole:
        return
    english, source = _shipped("en"), file.source
    for section, content in english.items():
        if section in _OF_SOME_LANGUAGES:
            continue
        if section not in source:
            yield f"the section `{section}` is missing"
        elif isinstance(content, dict):
            for key in content:
                if key not in _OF_SOME_LANGUAGES and key not in source[section]:
                    yield f"the section `{section}` has no `{key}`"
    yield from _qualifiers(english, source)
    yield from _numbers(source)
    yield from _sizes(english, source)
    yield from _units(english, source)
    yield from _reasons(english, source)
    if file.code not in _shipped("no_figure")["words"]:
        yield f'words for "no figure" ("not known", "no data") are missing: add `{file.code}` to no_figure.yaml'


def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((LEXICONS / f"{name}.yaml").read_bytes(), Loader=plain_loader())  # noqa: S506 # it is safe
    return found


def _qualifiers(english: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[str]:
    own = {one["id"]: one for one in source["qualifiers"]}
    for qualifier in english["qualifiers"]:
        name, found = qualifier["id"], own.get(qualifier["id"], {})
        if name == "vague":
            continue
        if not found.get("phrases"):
            yield f'the qualifier `{name}` has no phrase (in English: "{qualifier["phrases"][0]}")'
        elif not found.get("examples"):
            yield f"the qualifier `{name}` has no example"


def _numbers(source: Mapping[str, Any]) -> Iterator[str]:
    """Number words without which others cannot be read. A language without blanks has them as characters."""
    if source.get("letters", {}).get("no_blanks"):
        return
    numbers = source["numbers"]
    known = {float(value) for key in ("words", "scales") for value in numbers.get(key, {})}
    teens = set() if 11.0 in known else set(range(11, 20))  # "on bir": ten one
    lacks = [f"{value:,}" for value in _NUMBERS if float(value) not in known and value not in teens]
    if lacks:
        yield f"`numbers` has no word for {', '.join(lacks)}"


def _sizes(english: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[str]:
    own = set(map(_ends, source["vague"]))
    for low, high in _SIZES:
        if (low, high) in own or ((low, high) == (20, None) and (24, None) in own):
            continue
        said = next(one["words"][0] for one in english["vague"] if _ends(one) == (low, high))
        yield f'`vague` has no word for {low:,} … {"" if high is None else high} (in English: "{said}")'


def _ends(vague: Mapping[str, Any]) -> tuple[int, int | None]:
    return int(vague["low"]), int(vague["high"]) if "high" in vague else None


def _units(english: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[str]:
    for unit, words in english["units"].items():
        if unit not in source["units"]:
            yield f'`units` has no words for {unit} (in English: "{words[1]}")'
    own = {one["of"] for one in source.get("periods", ())}
    for one in english["periods"]:
        if one["of"] not in own and one["of"] in ("day", "week", "month", "year"):
            yield f'`periods` has no words for {one["of"]} (in English: "{one["words"][0]}")'


def _reasons(english: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[str]:
    """Reasons to refuse: by what other languages have, each needs its own words."""
    for where in ("before", "after", "counted"):
        own = {group["why"] for group in source.get("refuse", {}).get(where, ())}
        for group in english["refuse"][where]:
            if group["why"] in _REASONS.get(where, ()) and group["why"] not in own:
                yield f'`refuse`, `{where}` has nothing that "{group["why"]}" (in English: "{group["words"][0]}")'


_REASONS = {
    "before": ("names no number", "turns the figure into its opposite", "numbers something and counts nobody"),
    "after": ("excludes somebody", "is a difference between two percentages", "is a ratio of two counts"),
    "counted": (
        "is a sum of money", "measures and does not count people", "tells a time and does not count people",
        "counts things and not people",
    ),
}  # fmt: skip
"""Where and why every language refuses something."""
