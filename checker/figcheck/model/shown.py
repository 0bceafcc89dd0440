"""How messages show what they name: a path, a list that may be long, a range."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def shown_path(path: Path) -> str:
    """A path as reports and messages show it: relative to where the run started, with forward slashes. A byte of a name that is
    not UTF-8 is shown as its number.
    """
    try:
        shown = Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        shown = path.as_posix()
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def first_few(items: Sequence[str], most: int | None, separator: str = ", ") -> str:
    """The first `most` items (None: all of them) in one text, and how many more there are.

    >>> first_few(["a", "b", "c", "d"], 2), first_few(["a", "b"], 2)
    ('a, b, and 2 more', 'a, b')
    """
    more = 0 if most is None else max(len(items) - most, 0)
    return separator.join([*items[:most], f"and {more:,} more"] if more else items)


def range_words(low: int | None, high: int | None) -> str:
    """A closed range of whole people in words; None for `low` is 0, for `high` no bound.

    >>> range_words(27001, None), range_words(1100, 1300), range_words(66452, 66452), range_words(0, 150)
    ('27,001 or more', '1,100–1,300', '66,452', 'at most 150')
    """
    if high is None:
        return f"{low:,} or more" if low else "any number"
    if not low:
        return f"at most {high:,}" if high else "0"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
