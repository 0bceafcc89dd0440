"""Which language a figure seems to be in that figcheck does not read: by its script, or by words of tolls."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.load_lexicon import languages, scripts
from figcheck.parse.words.tokens import WORD, tokenize

_FILE = Path(__file__).parents[1] / "lexicons" / "other_languages.yaml"
DO_INSTEAD = "give the figure in digits, or its bounds in `low` and `high` with a reason in `parse_override`"


@cache
def _data() -> dict[str, Any]:
    return yaml.load(_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 # both are safe


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Word -> the languages that it is a word of, without those that figcheck reads."""
    found: dict[str, tuple[str, ...]] = {}
    for code, one in _data()["words"].items():
        if code not in languages():
            for word in one["words"]:
                found[word] = (*found.get(word, ()), one["language"])
    return found


def forget_languages() -> None:
    """Drops what was derived from the languages that figcheck reads, because they are others from now on."""
    _languages_of.cache_clear()


def written_in(text: str) -> str | None:
    """The languages of a script that no lexicon has, or None."""
    if text.isascii():
        return None
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    known = {script.upper() for script in scripts()}
    return next((_data()["scripts"][name] for name in names if name in _data()["scripts"] and name not in known), None)


def seems_to_be(text: str) -> str | None:
    """The language that a text seems to be in, where it is one that figcheck does not read; "Danish or Norwegian" for two.

    >>> seems_to_be("300 kuollutta"), seems_to_be("300 people")
    ('Finnish', None)
    """
    by_script = written_in(text)
    if by_script is not None:
        return by_script
    return _by_words(text, 1)


def rather_is(text: str, known: int) -> str | None:
    """The language that figcheck does not read and that has more of a text's words than the `known` ones of the likeliest it reads.

    What such a text says of its number, nobody can tell by another language: "300 سے زائد افراد ہلاک" is more than 300 in Urdu.

    >>> rather_is("minst 300 drepte", known=1), rather_is("minst 300 döda", known=2)
    ('Norwegian', None)
    """
    return _by_words(text, known + 1)


def _by_words(text: str, least: int) -> str | None:
    """The languages that have the most of a text's words and at least so many; None for more than three of them."""
    words = {token.key for token in tokenize(text) if token.kind == WORD}
    hits = Counter(name for word in words for name in _languages_of().get(word, ()))
    most = max(hits.values(), default=0)
    likely = sorted(name for name, n in hits.items() if n == most)
    return " or ".join(likely) if most >= least and len(likely) <= 3 else None


def not_read_yet(text: str, language: str, at: tuple[int, int] | None) -> Unreadable:
    """Why a figure in such a language cannot be read, and what to do."""
    return Unreadable(
        f"{quoted(text)} seems to be {language}, which figcheck does not read yet",
        f"{DO_INSTEAD}; docs/lexicons.md says how to add words in a folder of your own",
        at=at,
    )
