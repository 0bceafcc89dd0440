"""What the mark beside a figure stands for, by the legend of its own ledger. Without a legend, nothing is assumed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_MARK = re.compile(r"[a-z]|\d{1,2}|[*†‡§¶※#]{1,3}")


def mark_meanings(mark: pd.Series, legend: pd.Series) -> pd.Series:
    """The meaning of each mark in the words of the ledger; null without a mark, and for one that the legend does not have."""
    import pandas as pd

    found = pd.Series(None, index=mark.index, dtype="str")
    some = mark.notna() & legend.notna()
    if some.any():
        found[some] = [_meaning(str(m), str(line)) for m, line in zip(mark[some], legend[some], strict=True)]
    return found


@lru_cache(maxsize=4_096)
def _meaning(mark: str, legend: str) -> str | None:
    entries = dict(entry.split(": ", 1) for entry in legend.split("; "))
    plain = unicodedata.normalize("NFKC", mark).casefold()
    known = [entries[one] for one in _MARK.findall(plain) if one in entries]
    return ", ".join(dict.fromkeys(known)) or None
