"""Words written from right to left, shown inside a line of English: each quoted stretch keeps its own order."""

from __future__ import annotations

import re

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_QUOTED = re.compile(r'"([^"\n]*)"')


def is_from_right(text: str) -> bool:
    """Whether a text holds letters that are written from right to left."""
    return _FROM_RIGHT.search(text) is not None


def isolated(text: str) -> str:
    """The text as one unit of its own direction, so that numbers and signs next to it stay where they are.

    Nothing is added to a text that runs from left to right. Source: Unicode Standard Annex 9, 2.4.
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if is_from_right(text) else text


def quotes_isolated(line: str) -> str:
    """A line with each of its quoted stretches isolated.

    >>> quotes_isolated('"45" is read') == '"45" is read'
    True
    """
    return _QUOTED.sub(lambda match: f'"{isolated(match.group(1))}"', line) if is_from_right(line) else line
