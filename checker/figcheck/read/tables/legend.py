"""What the lines around a table say of its marks: “p: provisional”, “(r) revised”, “* includes missing people”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ENTRY = re.compile(
    r"""(?:^(?:[^\W\d_]{4,14}\s*:\s*)?|[;,.]\s*)                                   # at the start, after “Legend:”, after a stop
    (?:[(\[](?P<bracketed>[A-Za-z]|\d{1,2})[)\]]\s*[:=–-]?|(?P<letter>[A-Za-z])\s*[:=]|(?P<sign>[*†‡§¶※]{1,3}|[¹²³⁴-⁹])\s*[:=–-]?)
    \s*(?P<meaning>[^\W\d_][^;,.=:()\[\]]{2,59})""",
    re.VERBOSE,
)

_MOST = 20
"""Marks of one table that are kept."""


def legend_of(lines: Iterable[str]) -> str | None:
    """The marks that the lines define, each with its meaning, in one text; None if they define none.

    >>> legend_of(["Deaths by day", "p = provisional, r = revised"]), legend_of(["(*) as of 3 May"])
    ('p: provisional; r: revised', None)
    """
    found: dict[str, str] = {}
    for line in lines:
        for entry in _ENTRY.finditer(line[:500].strip(' ",;|\t')):
            mark = entry["bracketed"] or entry["letter"] or entry["sign"]
            found.setdefault(unicodedata.normalize("NFKC", mark).casefold(), " ".join(entry["meaning"].split()))
    return "; ".join(f"{mark}: {meaning}" for mark, meaning in [*found.items()][:_MOST]) or None
