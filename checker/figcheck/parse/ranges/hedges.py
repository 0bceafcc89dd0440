"""Which qualifier holds where several hedges meet around one number.

A bound outweighs an approximation and is softened by it ("at least some 200"), and so is an approximation that says on
which side the truth lies ("perhaps nearly 200"); of two of a kind the outer one wins; what says both a floor and a ceiling
of one number is unreadable.
"""

from __future__ import annotations

from typing import NamedTuple

from figcheck.model.words import CEILINGS, FLOORS
from figcheck.parse.grammar.reading import End
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon

_ONE_SIDED = frozenset({"nearly", "just_over"})


class WinningQualifier(NamedTuple):
    """The qualifier that decides a range, and the word of it that a study measured (None: none).

    `softened`: another hedge makes its bound soft, or its own words do. `cancelled`: its ceiling is taken back ("up to 300, or
    even more").
    """

    name: str
    studied_word: str | None = None
    softened: bool = False
    cancelled: bool = False


def winning_qualifier(end: End, lex: Lexicon, text: str) -> WinningQualifier:
    """The qualifier that decides the range of one number. Raises Unreadable where two contradict each other."""
    hedges = end.qualifiers
    if not hedges:
        return WinningQualifier("exact")
    if len(hedges) == 1:
        return WinningQualifier(hedges[0].qualifier, hedges[0].studied_word, hedges[0].soft)
    floors = [hedge for hedge in hedges if hedge.qualifier in FLOORS]
    ceilings = [hedge for hedge in hedges if hedge.qualifier in CEILINGS]
    if floors and ceilings:
        outer = ceilings[0]
        cancelling = lex.cancelled_by[outer.qualifier]
        if not outer.stands_after and all(h.stands_after and h.qualifier in cancelling for h in floors):
            return WinningQualifier(outer.qualifier, outer.studied_word, cancelled=True)
        raise Unreadable(
            f'{quoted(text)} says both "{floors[0].meaning}" and "{outer.meaning}"',
            "give one figure a claim, or both ends as `between 20 and 30`",
        )
    if not floors and not ceilings:
        place = next((i for i, hedge in enumerate(hedges) if hedge.qualifier in _ONE_SIDED), 0)
        softened = place > 0 or hedges[place].soft
        return WinningQualifier(hedges[place].qualifier, hedges[place].studied_word, softened)
    bound = (floors or ceilings)[0]
    outside = hedges[: hedges.index(bound)]
    if any(h.qualifier in _ONE_SIDED and not h.stands_after for h in outside) and not bound.stands_after:
        raise Unreadable(
            f'{quoted(text)} says "{hedges[0].meaning}" of "{bound.meaning}", which leaves no range',
            "keep one of the two hedges",
        )
    softened = any(hedge.qualifier not in FLOORS | CEILINGS for hedge in hedges)
    return WinningQualifier(bound.qualifier, bound.studied_word, softened)
