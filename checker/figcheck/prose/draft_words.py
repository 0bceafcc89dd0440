"""The words by which a draft is compared with a ledger, from `lexicons/prose/draft/<language>.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from figcheck.parse.words.load_lexicon import LEXICONS, language_of, plain_loader

_WORD = re.compile(r"[^\W_]+")
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person", "lives": "life", "wives": "wife"}


def stem(word: str) -> str:
    """A word without letter case and plural.

    >>> stem("Children"), stem("ministries"), stem("Gazans"), stem("press")
    ('child', 'ministry', 'gazan', 'press')
    """
    word = word.casefold()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The words of a text, each as `stem` gives it; a possessive is dropped.

    >>> stems("Gaza's health ministries")
    ['gaza', 'health', 'ministry']
    """
    return [stem(word) for word in _WORD.findall(re.sub(r"['’]s\b", "", text))]


@dataclass(frozen=True)
class DraftWords:
    """The words of one language; its file explains each list. Words are as `stem` gives them, phrases in lower case.

    `inhabitants` gives the stems of the places' names for each word for those who live there.
    """

    everyone: frozenset[str]
    inhabitants: dict[str, frozenset[tuple[str, ...]]]
    parts_of_names: frozenset[str]
    within: frozenset[str]
    about_a_source: frozenset[str]
    others_who_count: frozenset[str]
    doings: frozenset[str]
    run_by: re.Pattern[str]
    running_total: re.Pattern[str]
    milestones: re.Pattern[str]
    as_of: str
    since: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    ago: str
    ago_numbers: dict[str, int]
    ago_units: dict[str, int]


@cache
def draft_words(code: str) -> DraftWords:
    """The words of a language; of one without a file of its own, no words: its figures are then never accused for their scope."""
    path = LEXICONS / "prose" / "draft" / f"{language_of(code)}.yaml"
    given = yaml.load(path.read_bytes(), Loader=plain_loader()) if path.is_file() else {}  # noqa: S506 # a safe loader
    places: dict[str, set[tuple[str, ...]]] = {}
    for place, names in given.get("inhabitants", {}).items():
        for name in names:
            places.setdefault(" ".join(stems(name)), set()).add(tuple(stems(place)))
    return DraftWords(
        everyone=_single(given.get("everyone", ())),
        inhabitants={name: frozenset(of) for name, of in places.items()},
        parts_of_names=_single(given.get("parts_of_names", ())),
        within=_single(given.get("within", ())),
        about_a_source=_single(given.get("about_a_source", ())),
        others_who_count=_single(given.get("others_who_count", ())),
        doings=_single(given.get("doings", ())),
        run_by=re.compile(rf"\w+[-‐‑](?:{_any(given.get('run_by', ()))})\b", re.I),
        running_total=re.compile(rf"\b(?:{_any(given.get('running_total', ()))})\b", re.I),
        milestones=re.compile(rf"(?:{_any(given.get('milestones', ()))})\b", re.I),
        as_of=_any(given.get("as_of", ())),
        since=re.compile(rf"(?:{_any(given.get('since', ()))})\b", re.I),
        months={
            name: n for names in ("months", "short_months") for n, name in enumerate(given.get(names, ()), start=1)
        },
        weekdays={name: n for n, name in enumerate(given.get("weekdays", ()))},
        ago=_any(given.get("ago", ())),
        ago_numbers={name: int(n) for name, n in given.get("ago_numbers", {}).items()},
        ago_units={name: int(days) for name, days in given.get("ago_units", {}).items()},
    )


def _single(words: list[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


def _any(phrases: list[str]) -> str:
    """A pattern of any of the phrases, the longest first; of none, one that matches nowhere."""
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest) or r"(?!)"
