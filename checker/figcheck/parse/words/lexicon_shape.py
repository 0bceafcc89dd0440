"""What a lexicon file may hold, and where one that a newsroom wrote holds anything else: a sentence with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from figcheck.model.near import did_you_mean
from figcheck.model.words import QUALIFIERS
from figcheck.parse.words.templates import flattened, place

TEXT, NUMBER, WORDS, TEMPLATES = "a text", "a number", "a list of phrases", "a list of phrases with an N for the number"
_MAP, _LIST = yaml.MappingNode, yaml.SequenceNode


class Table:
    """A table whose keys are free: `key` and `value` say what each of them is."""

    def __init__(self, key: str, value: Any) -> None:
        self.key, self.value = key, value


_BY_NUMBER, _BY_TEXT = Table(NUMBER, WORDS), Table(TEXT, TEXT)
_REFUSED = [
    {"words": WORDS, "why": TEXT, "mend": TEXT, "even_in_context": TEXT, "even_beside_a_state": TEXT, "no_figure": TEXT}
]
SHAPE: dict[str, Any] = {
    "language": TEXT,
    "code": TEXT,
    "script": TEXT,
    "digits": {"decimal": TEXT, "decimal_elsewhere": TEXT, "thousands": TEXT, "suffix_forms": Table(TEXT, Table(NUMBER, TEXT))},
    "letters": {
        "accents_may_be_missing": TEXT, "capitals_are_names": TEXT, "no_blanks": TEXT, "foreign": TEXT, "same": _BY_TEXT,
        "marks": WORDS, "prefixes": WORDS, "endings_of_digits": WORDS, "suffixes": Table(TEXT, WORDS),
    },
    "say": _BY_TEXT,
    "qualifiers": [
        {
            "id": TEXT, "means": TEXT, "why": TEXT, "phrases": TEMPLATES, "soft": TEMPLATES, "perhaps_change": TEMPLATES,
            "cancelled_by": WORDS, "as_wide_as": _BY_TEXT, "examples": _BY_TEXT, "refuse": WORDS,
        }
    ],
    "joins": {"range": WORDS, "either": WORDS, "pair": WORDS, "stretch": WORDS},
    "numbers": {
        "words": _BY_NUMBER, "scales": _BY_NUMBER, "plural_scales": _BY_NUMBER, "scales_after_a_hedge": _BY_NUMBER,
        "abbreviations": _BY_NUMBER, "abbreviations_with_space": WORDS, "elsewhere": _BY_TEXT, "rounded": _BY_NUMBER,
        "fixed": Table(TEXT, NUMBER), "written_solid": TEXT, "groups_in_digits": TEXT, "last_unit_left_out": TEXT,
        "neighbours_are_a_range": TEXT, "and": WORDS, "and_between": WORDS, "and_a_half": WORDS, "articles": WORDS,
        "ordinals": WORDS, "ordinal_endings": WORDS,
        "plural_endings": WORDS, "point": WORDS, "before_scales": WORDS,
    },
    "fractions": {
        "half": WORDS, "parts": _BY_NUMBER, "never_ordinal": WORDS, "out_of": WORDS, "of": WORDS, "of_what": WORDS,
        "whole_first": WORDS, "fixed": _BY_TEXT, "signs": Table(TEXT, WORDS),
    },
    "changes": Table(TEXT, NUMBER),
    "vague": [{"words": WORDS, "low": NUMBER, "high": NUMBER, "takes": NUMBER, "times": TEXT}],
    "within": [{"words": WORDS, "from": NUMBER, "to": NUMBER}],
    "none": {"phrases": WORDS, "with_noun": WORDS, "with_noun_added": WORDS, "casualties": WORDS, "refuse": WORDS},
    "units": {"percent": WORDS, "households": WORDS},
    "percent_before": WORDS,
    "periods": [{"of": TEXT, "words": WORDS, "before": WORDS}],
    "increment": {"before": WORDS, "after": WORDS, "rise": WORDS, "to": WORDS},
    "decrease": {"before": WORDS, "after": WORDS, "examples": _BY_TEXT, "refuse": WORDS},
    "confidence": {"words": WORDS, "plus_minus": WORDS},
    "ignored": {
        "before": WORDS, "places": WORDS, "place_endings": WORDS, "people": WORDS, "person_endings": WORDS, "states": WORDS,
        "links": WORDS, "after": WORDS,
    },
    "context": {
        "any": WORDS, "part_of": WORDS, "ages": WORDS, "parts_first": WORDS, "changed": WORDS, "dates": WORDS,
        "months": WORDS, "times": WORDS,
    },
    "refuse": {
        "before": _REFUSED, "after": _REFUSED, "counted": _REFUSED, "signs": Table(TEXT, {"why": TEXT, "mend": TEXT}),
    },
    "corrections": {
        "added": WORDS, "removed": WORDS, "counted_twice": WORDS, "corrected": WORDS, "includes": WORDS, "excludes": WORDS,
        "denied": WORDS, "nouns": WORDS, "abbreviations": WORDS, "from_to": TEMPLATES, "examples": _BY_TEXT, "refuse": WORDS,
    },
}  # fmt: skip
"""Section -> what it holds. docs/lexicons.md says what each of them means."""

NEEDED = ("language", "code", "qualifiers", "numbers", "vague", "units", "ignored")
"""Sections that a language of its own must have."""

MOST_CHOICES = 1000
"""Phrases that one with choices, (a|b) and [a|b], may stand for."""
_LONGEST_PHRASE = 1000
_CHOICES = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")


def choices(phrase: str) -> int:
    """How many phrases one with choices stands for.

    >>> choices("[well] (over|above) N"), choices("mort{o|i}"), choices("(mort{o|i}|ferit{o|i}) in")
    (4, 2, 4)
    """
    return math.prod(said[1].count("|") + 1 + (said[0][0] == "[") for said in _CHOICES.finditer(flattened(phrase)))


def faults(node: yaml.Node, shape: Any = SHAPE, where: str = "the file") -> Iterator[tuple[int, str]]:
    """(line, what is wrong) for all that does not fit the shape; nothing for a file that fits."""
    line = node.start_mark.line + 1
    if isinstance(shape, dict | Table):
        if not isinstance(node, _MAP):
            yield line, f"{where} is not a table of keys and values"
            return
        seen: set[str] = set()
        for key, value in node.value:
            yield from _entry(key, value, shape, where, seen)
    elif isinstance(shape, list):
        if not isinstance(node, _LIST):
            yield line, f"{where} is not a list"
            return
        for item in node.value:
            yield from faults(item, shape[0], where)
    elif shape in (WORDS, TEMPLATES):
        if not isinstance(node, _LIST):
            yield line, f"{where} is not a list of phrases: write [first phrase, second phrase]"
            return
        for item in node.value:
            yield from _phrase(item, shape, where)
    elif not isinstance(node, yaml.ScalarNode):
        yield line, f"{where} is not {shape}"
    elif shape == NUMBER and not _is_number(node.value):
        yield line, f'"{node.value[:40]}" in {where} is not a number'


def _entry(key: yaml.Node, value: yaml.Node, shape: Any, where: str, seen: set[str]) -> Iterator[tuple[int, str]]:
    """What is wrong with one key of a table and its value."""
    line = key.start_mark.line + 1
    name = key.value if isinstance(key, yaml.ScalarNode) else None
    if name is None:
        yield line, f"a key of {where} is not a text"
    elif name in seen:
        yield line, f'"{name}" stands twice in {where}'
    elif isinstance(shape, Table):
        seen.add(name)
        if shape.key == NUMBER and not _is_number(name):
            yield line, f'"{name[:40]}" in {where} is not a number'
        yield from faults(value, shape.value, f'"{name[:40]}" of {where}')
    elif name not in shape:
        near = did_you_mean(name, shape)
        yield line, f'{where} has no "{name[:40]}"' + (f" ({near})" if near else f": it may have {', '.join(shape)}")
    else:
        seen.add(name)
        if name == "id" and value.value not in QUALIFIERS:
            yield line, f'there is no qualifier "{str(value.value)[:40]}": use one of {", ".join(QUALIFIERS)}'
        yield from faults(value, shape[name], f'"{name}"')


def _phrase(item: yaml.Node, shape: str, where: str) -> Iterator[tuple[int, str]]:
    line = item.start_mark.line + 1
    if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
        yield line, f"a phrase of {where} is not a text"
    elif len(item.value) > _LONGEST_PHRASE:
        yield line, f"a phrase of {where} has more than {_LONGEST_PHRASE} characters"
    elif choices(item.value) > MOST_CHOICES:
        yield line, f'"{item.value}" of {where} stands for more than {MOST_CHOICES} phrases: write several'
    elif shape == TEMPLATES and not 2 <= len(place(item.value)) <= 3:
        yield line, f'"{item.value}" of {where} has no N in the place of the number (or more than two)'


def _is_number(text: str) -> bool:
    """Whether a text is a number that a count may be."""
    return re.fullmatch(r"-?\d{1,15}(?:\.\d{1,6})?", text) is not None
