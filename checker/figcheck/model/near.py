"""The name that was probably meant: the nearest of those that are known, and names that differ by one edit."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from figcheck.model.errors import FigcheckError

_MANY = 1_000
"""Known names above which only those one edit away are looked for, since difflib compares with every one."""


def nearest(word: str, known: Collection[str], *, likeness: float = 0.6) -> str | None:
    """The known name that is most like `word`, None when none is; `likeness` runs from 0 to 1 (see difflib).

    >>> nearest("origni", ["origin", "source"]), nearest("x", ["origin", "source"])
    ('origin', None)
    """
    if len(known) > _MANY:
        return min((name for name in known if one_edit_apart(word, name)), default=None)
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=likeness)), None)


def did_you_mean(word: str, known: Collection[str]) -> str | None:
    """What to do about an unknown word, as a question that names the nearest known one; None when none is near.

    >>> did_you_mean("origni", ["origin", "source"])
    'did you mean "origin"?'
    """
    near = nearest(word, known)
    return None if near is None else f'did you mean "{near}"?'


def no_such_claim(claim_id: str, known: Collection[str], *, otherwise: str, where: str | None = None) -> FigcheckError:
    """What to raise for a claim that there is not: it names the nearest of those that are known, or says what to do instead."""
    return FigcheckError(
        f'there is no claim "{claim_id}"', where=where, mend=did_you_mean(claim_id, known) or otherwise
    )


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours swapped, turn one text into the other.

    >>> one_edit_apart("gaza:2024-02-03", "gaza:2024-02-04"), one_edit_apart("AFP", "APF"), one_edit_apart("a", "a")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2][::-1] == other[at : at + 2] and one[at + 2 :] == other[at + 2 :]
    return at < len(one) and (one[at + 1 :] == other[at + 1 :] or swapped)


def edit_keys(word: str) -> set[str]:
    """The word, and every form of it that lacks one letter. Two words that are one edit apart share such a form.

    To find the near ones among many, put each under its forms: the work then grows with letters and not with pairs.
    """
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
