"""A text cut into sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…؟。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]|\n[ \t]*(?:\n\s*)+|\n")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_GOES_ON = re.compile(r"\s+([a-zà-ÿ]|[,;:)])")
_MARKER = re.compile(r"[ \t]*(?:[-*•#>|]|\d{1,3}[.)]\s)")
_WRAPPED = 45
"""Characters from which on a line without an end mark may go on in the next line."""


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, without the white space around it, in the order of the text.

    A blank line ends a sentence, and so does the end of a short line, as in headlines and lists. `abbreviations`, in lower case,
    and single letters end none with their point.
    """
    start = 0
    for found in _END.finditer(text):
        if not _ends(text, start, found, abbreviations):
            continue
        end = found.start() if found.group().startswith("\n") else found.end()
        yield from _trimmed(text, start, end)
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, start: int, found: re.Match[str], abbreviations: frozenset[str]) -> bool:
    mark = found.group()
    if mark.startswith("\n"):
        if mark.count("\n") > 1:
            return True
        line = text.rfind("\n", 0, found.start()) + 1
        return found.start() - line < _WRAPPED or _MARKER.match(text, found.end()) is not None
    if mark.rstrip("\"'”’»)]") != ".":
        return True
    if _GOES_ON.match(text, found.end()):
        return False  # "U.S. troops", "No. 4" before a word in lower case
    word = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    if word is None:
        return True
    said = word[0].lower()
    return not (said in abbreviations or (len(said) == 1 and said.isalpha() and said not in "iaà"))
