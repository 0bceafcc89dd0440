"""Whether bytes that are not UTF-8 are text in Windows-1252, as Excel saves a plain CSV file in western Europe and America.

Nearly any bytes can be read as Windows-1252, and those of other code pages give other letters without an error: a Turkish “kayıp”
gives “kayýp”, the “Köln” of a Macintosh “Kšln”. So every word must be one that a western language can have. One word that shows
another code page decides for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

WINDOWS_1252 = "windows-1252"

_MOST_SHOWN = 3
_LONGEST_SHOWN = 40

_WORD = re.compile(r"[A-Za-z0-9.':;!?%\x80-\uffff]+")
"""A word, with the signs and digits that touch it."""

_SMALL, _CAPITAL = "a-zß-öø-üœ", "A-ZÀ-ÖØ-ÜŒ"
_LETTER = f"[{_SMALL}{_CAPITAL}]"
_ACCENTED = "[À-ÖØ-öø-üŒœ]"
_VOWEL = "[aeiouyàáâäèéêëíîïóôöúûüøæå]"

_NOT_WESTERN = re.compile(
    "|".join((
        r"[^\x00-\x7fÀ-ÏÑ-ÖØ-ÜŒœß-ïñ-öø-ü\xa0€…‘’“”„–—•§©«»°±²³¹ªº·×¿¡£½¼¾]",  # the letters of Iceland are those of Turkey
        f"{_ACCENTED}{{3}}|(?<!{_LETTER}){_ACCENTED}{{2,}}(?!{_LETTER})",  # another script
        f"[{_SMALL}][À-ÖØ-ÜŒ]|[ÂÃ](?!{_LETTER})",
        f"{_LETTER}[“„‘«¿¡§©£€×½¼¾]|[”»²³¹§©£€×]{_LETTER}|{_LETTER}…{_LETTER}|^…$",
        "(?<![0-9])¹|(?<![0-9mM])[²³]|(?<![0-9nN])°|(?<![0-9nN.])[ºª]",
        f"{_LETTER}\xa0(?![0-9:;!?%»”])|(?<![0-9.:;!?%«“])\xa0{_LETTER}",
        f"(?<![{_SMALL}0-9])[–—](?={_LETTER})|(?<={_LETTER})[–—](?![{_CAPITAL}])",
    ))
)  # fmt: skip
"""What no western word has: other letters, letters of other scripts, a capital behind a small letter, a sign in the midst of a
word."""

_MISPLACED = re.compile(
    f"ñ(?!{_VOWEL})|õ(?!e)|ã(?!o|e|s?(?!{_LETTER}))|œ(?![ut])|[iy]æ|á(?=e)|è(?={_VOWEL})|[ìù](?={_LETTER})|ø(?={_VOWEL})|(?<={_VOWEL})ø",
    re.I,
)
"""A letter where western languages do not have it, and others have one with the same byte: ń, ő, ă, ś, ć, č, ě, ů, ř, ß."""

_APOSTROPHE = re.compile(f"(?P<before>{_LETTER}+)’(?={_LETTER})(?!(?:s|t|d|m|re|ll|ve)(?!{_LETTER}))", re.I)
_BEFORE_APOSTROPHE = re.compile(r"[cdjlmnst]|(?:\w*q)?u?n?|jusqu|lorsqu|puisqu|d?all|dell|nell|sull|quell|quest", re.I)

_BETWEEN_CELLS = re.compile("[;:]")

_PARTNERS = {"”": "“„", "„": "“”", "¿": "?", "¡": "!"}
"""Signs that stand only in a text that also has one of these."""


@dataclass(frozen=True)
class Reading:
    """Text as it would be in Windows-1252: words that show whether that is right, or the one that shows that it is not."""

    text: str
    words: tuple[str, ...] = field(default=())
    doubtful: str | None = None


def in_windows_1252(data: bytes) -> Reading:
    """The bytes read as Windows-1252, with up to three of the words that are not ASCII, or the first that no western word is."""
    text = data.decode(WINDOWS_1252, "replace")
    words = [word for word in dict.fromkeys(_WORD.findall(text)) if not word.isascii()]
    doubtful = next((word for word in words if not _is_western(word)), None) or _without_partner(text)
    return Reading(text, tuple(_shown(words)), None if doubtful is None else doubtful[:_LONGEST_SHOWN])


def _is_western(word: str) -> bool:
    if _NOT_WESTERN.search(word) or _MISPLACED.search(word):
        return False
    return not any(_is_letter_instead(found["before"]) for found in _APOSTROPHE.finditer(word))


def _is_letter_instead(before: str) -> bool:
    """Whether an apostrophe behind these letters is probably a letter of a Macintosh: “Mart’nez”, but not “l’Unité” or “Sana’a”."""
    return not re.search(f"{_VOWEL}$", before, re.I) and not _BEFORE_APOSTROPHE.fullmatch(before)


def _without_partner(text: str) -> str | None:
    return next((sign for sign, others in _PARTNERS.items() if sign in text and not {*others} & {*text}), None)


def _shown(words: Iterable[str]) -> Iterator[str]:
    """Words that together have most of the letters that are not ASCII, those with letters first."""
    seen: set[str] = set()
    found = 0
    pieces = dict.fromkeys(piece for word in words for piece in _BETWEEN_CELLS.split(word) if not piece.isascii())
    for word in sorted(pieces, key=lambda word: re.search(_ACCENTED, word) is None):
        new = {letter for letter in word if not letter.isascii()} - seen
        if new and found < _MOST_SHOWN:
            seen |= new
            found += 1
            yield word.strip(".':;!?%")[:_LONGEST_SHOWN]
