"""A note cut into sentences, and a sentence into clauses; what numbers nothing that could be counted is blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 5_000
"""Characters of a note that are read; what is longer is a page."""

_BLANKED = re.compile(
    r"""(?i:https?://\S+|www\.\S+|\S+@\S+\.\w+)         # addresses
    |(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)         # 2024-01-31
    |(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)  # 31.1.2024
    |(?<!\d)\d{1,2}\.\d{1,2}\.(?!\d)                    # 31.1.
    |(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)           # 12:30
    |\w+=[^\s;,]+                                       # n_sources=5
    |(?i:\b(?:covid|sars)[-‐‑\w]*\d+)
    |\b[A-Z][A-Za-z]*[-‐‑]?\d[\w-]*""",
    re.VERBOSE,
)
_END = re.compile(r"([.!?؟…]+)(?=[\s\"”»)\]]|$)|[;؛\n\r]+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LIST_NUMBER = re.compile(r"\s*(?:[(\[]\d{1,3}[)\]]|\d{1,3}[)\]])(?=\s|$)")
CLAUSE_MARKS = frozenset(",،:;؛()[]{}/|•·")
"""Marks that end a clause. A dash between two words does so too."""


def blanked(note: str) -> str:
    """The note with spaces for dates, times, addresses and names that hold digits ("COVID-19"); every other place is kept.

    >>> blanked("4 COVID-19 deaths of 2024-01-31 removed")
    '4          deaths of            removed'
    """
    return _BLANKED.sub(lambda found: " " * len(found.group()), note[:LONGEST])


def sentences(note: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence that states something: a question states nothing, and a list number is no part of it.

    `abbreviations`, in lower case, and single letters end no sentence with their point ("incl. 7 attackers", "n. 4").
    """
    start = 0
    for found in _END.finditer(note):
        word = _LAST_WORD.search(note, start, found.start())
        if found.group() == "." and word and (len(word[0]) == 1 or word[0].lower() in abbreviations):
            continue
        if not set(found.group()) & set("?؟"):
            yield _without_list_number(note, start, found.start())
        start = found.end()
    yield _without_list_number(note, start, len(note))


def _without_list_number(note: str, start: int, end: int) -> tuple[int, int]:
    marker = _LIST_NUMBER.match(note, start, end)
    return (marker.end() if marker else start), end
