"""Names that are probably one name spelt in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from figcheck.model.near import edit_keys
from figcheck.model.vocabulary import same_name

SHORTEST = 5
"""Letters of the longer name below which one letter makes another name (Iran, Iraq)."""

LONGEST = 200
"""Letters above which a name is not compared: the work grows with their square, and nobody means another name by it."""

RARER = 10
"""An undeclared name is taken for a slip of another that is this many times as frequent, or that is declared."""

_DIGITS = re.compile(r"\d+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def near_names(names: pd.Series, declared: Iterable[str], within: pd.Series | None = None) -> dict[str, str]:
    """Undeclared name -> the declared, or more frequent, name that is probably the same.

    Two names are near when they differ in accents, hyphens or apostrophes alone, or by one letter (one more, less or other,
    or two neighbours swapped). A name that differs by a letter must be used once and begin like the other, which is used
    more often; or the other is `RARER` times as frequent, or declared. Names that nobody declared are compared where both
    occur `within` the same (their event). Without it they are names of events, and one of each is enough. Names whose digits
    differ are never near ("phase 1", "phase 2"). Each name is put under itself and under itself less one letter, so that the
    work grows with the letters to be read and not with the pairs of names.
    """
    known = {same_name(name): name for name in declared}
    counts = names.groupby(
        [within.reindex(names.index), names] if within is not None else [pd.Series(0, names.index), names]
    )
    frequency: dict[str, dict[object, int]] = {}
    for (group, name), n in counts.size().items():
        frequency.setdefault(str(name), {})[group] = int(n)
    buckets: dict[str, list[str]] = {}
    for name in {*frequency, *known.values()}:
        if len(name) <= LONGEST:
            for key in {*edit_keys(same_name(name)), _bare(name)}:
                buckets.setdefault(key, []).append(name)
    found: dict[str, str] = {}
    for name in frequency:
        if same_name(name) in known or len(name) > LONGEST:
            continue
        near = {other for key in {*edit_keys(same_name(name)), _bare(name)} for other in buckets.get(key, ())}
        better = [other for other in near if _better(name, other, frequency, known, alone=within is None)]
        if better:
            found[name] = min(better, key=lambda o: (same_name(o) not in known, -sum(frequency.get(o, {}).values()), o))
    return found


def _bare(name: str) -> str:
    """The name without accents on Latin and Greek letters, hyphens, apostrophes and full stops."""
    kept = []
    for letter in same_name(name).translate(_LETTERS):
        base = unicodedata.normalize("NFKD", letter)
        of_latin = unicodedata.name(base[0], "").startswith(("LATIN", "GREEK"))
        kept += [base[0] if of_latin else letter] if letter.isalnum() or unicodedata.combining(letter) else [" "]
    return " ".join("".join(kept).split())


def _better(
    name: str, other: str, frequency: dict[str, dict[object, int]], known: dict[str, str], *, alone: bool
) -> bool:
    """Whether `other` is probably what `name` should be; `alone`: nothing but the two names has to say so."""
    if same_name(other) == same_name(name) or _DIGITS.findall(other) != _DIGITS.findall(name):
        return False
    only_marks = _bare(name) == _bare(other)
    if not only_marks and max(len(name), len(other)) < SHORTEST:
        return False
    if same_name(other) in known:
        return True
    for group, n in frequency[name].items():
        more = frequency.get(other, {}).get(group, 0)
        first = more > n or (more == n and (not name.isascii(), name) < (not other.isascii(), other))
        if more and (
            first if only_marks or alone else more >= RARER * n or (n == 1 and more > 1 and name[0] == other[0])
        ):
            return True
    return False
