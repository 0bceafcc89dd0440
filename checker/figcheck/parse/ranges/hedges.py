"""Which qualifier holds where several hedges meet around one number.

A bound outweighs an approximation and is softened by it ("at least some 200"), and so is an approximation that says on
which side the truth lies ("perhaps nearly 200"); of two of a kind the outer one wins; what says both a floor and a ceiling
of one number is unreadable.
"""

from __future__ import annotations

from figcheck.parse.grammar.reading import End
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon

FLOORS = frozenset({"more_than", "at_least"})
CEILINGS = frozenset({"fewer_than", "at_most", "up_to"})
_ONE_SIDED = frozenset({"nearly", "just_over"})


def held(end: End, lex: Lexicon, text: str) -> tuple[str, str | None, bool, bool]:
    """(qualifier, studied hedge word, whether another hedge softens it, whether its ceiling is cancelled)."""
    said = end.qualifiers
    if len(said) == 1:
        return said[0][0], said[0][1], False, False
    if not said:
        return "exact", None, False, False
    floors = [i for i, q in enumerate(said) if q[0] in FLOORS]
    ceilings = [i for i, q in enumerate(said) if q[0] in CEILINGS]
    if floors and ceilings:
        outer = said[ceilings[0]]
        if not outer[2] and all(said[i][2] and said[i][0] in lex.cancelled_by[outer[0]] for i in floors):
            return outer[0], outer[1], False, True
        raise Unreadable(
            f'{quoted(text)} says both "{said[floors[0]][3]}" and "{said[ceilings[0]][3]}"',
            "give one figure a claim, or both ends as `between 20 and 30`",
        )
    bounds = floors or ceilings
    if not bounds:
        sided = next((i for i, q in enumerate(said) if q[0] in _ONE_SIDED), 0)
        return said[sided][0], said[sided][1], sided > 0, False
    bound = bounds[0]
    if any(q[0] in _ONE_SIDED and not q[2] for q in said[:bound]) and not said[bound][2]:
        raise Unreadable(
            f'{quoted(text)} says "{said[0][3]}" of "{said[bound][3]}", which leaves no range',
            "keep one of the two hedges",
        )
    softened = any(q[0] not in FLOORS and q[0] not in CEILINGS for q in said)
    return said[bound][0], said[bound][1], softened, False
