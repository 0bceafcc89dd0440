"""What stands right after a figure: whom or what it counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from figcheck.parse.words.tokens import Token
from figcheck.prose.prose_words import ProseWords
from figcheck.prose.sentence.pieces import FIGURE, HIT, HOUSEHOLD, MARK, NAME, PERSON, THING, WORD_, Piece

_FARTHEST = 5
"""Words between a figure and the noun that it counts."""
NONE, UNKNOWN, COUNTED = "none", "unknown", "counted"


@dataclass(slots=True)
class Counted:
    """What a figure counts: the `head` (person, household, thing, counted, unknown, none), the measure that its own words tell
    and by which piece, the pieces of the noun phrase, and whether the measure may be overruled by a verb.

    `inner` is the piece of the figure that stands inside ("five of her six children").
    """

    head: str
    end: int
    first: int
    measure: str = ""
    by: int | None = None
    weak: bool = False
    inner: int | None = None


def counted(all_pieces: Sequence[Piece], figure: int, words: ProseWords, tokens: Sequence[Token], text: str) -> Counted:
    """The noun phrase of the figure at an index of the pieces."""
    i = figure + 1
    n = len(all_pieces)
    start = i
    if i < n and all_pieces[i].key in words.lex.of and all_pieces[i].kind == "prepositions":
        i += 1
        while i < n and all_pieces[i].key in words.small["determiners"]:
            i += 1
        if i < n and all_pieces[i].kind == FIGURE:
            inside = counted(all_pieces, i, words, tokens, text)
            return Counted(inside.head, inside.end, start, inside.measure, inside.by, inside.weak, inner=i)
        if (
            i < n
            and all_pieces[i].kind == HIT
            and all_pieces[i].form in ("verb", "state")
            and not _is_adjective(all_pieces, i)
        ):
            return Counted(COUNTED, i + 1, start, all_pieces[i].measure, i, weak=True)  # "thousands of wounded"
        if i < n and all_pieces[i].kind in (MARK, "passive"):
            return Counted(NONE, start, start)
        start = i
    if i < n and all_pieces[i].kind == "topic" and all_pieces[i].key in words.lex.of:
        return Counted(COUNTED, i + 1, start, all_pieces[i].measure, i, weak=True)  # "two of the wounded"
    found = Counted(NONE, start, start)
    seen = 0
    while i < n and seen <= _FARTHEST:
        piece = all_pieces[i]
        if found.head == NONE and _says_when(all_pieces, i, words):
            break
        if piece.kind in (PERSON, HOUSEHOLD, THING):
            is_thing = found.head in (PERSON, HOUSEHOLD) and piece.kind == THING
            if is_thing and not _touches(all_pieces, i, tokens, text):
                break
            found.head, found.end = piece.kind, i + 1
        elif piece.kind == HIT and piece.form in ("noun", "group"):
            if found.head in (PERSON, HOUSEHOLD) and piece.form == "group" and found.by is None and not found.measure:
                found.measure, found.by, found.weak = piece.measure, i, True
                found.end = i + 1
            elif found.head == THING:
                break
            else:
                found.measure, found.by = piece.measure, i
                found.head, found.end, found.weak = COUNTED, i + 1, piece.form == "group"
        elif piece.kind == HIT and piece.form in ("verb", "state") and found.head in (NONE, UNKNOWN):
            if _is_adjective(all_pieces, i):
                if not found.measure:
                    found.measure, found.by, found.weak = piece.measure, i, True
            else:
                break
        elif piece.kind in (WORD_, NAME):
            if found.head in (PERSON, HOUSEHOLD, COUNTED):
                if piece.kind == WORD_ or not _noun_follows(all_pieces, i):
                    break
            elif found.head == THING or piece.key.endswith("ly"):
                break
            elif found.head == NONE and piece.key in words.small["passed"]:
                pass
            else:
                found.head, found.end = UNKNOWN, i + 1
                if _names_persons(piece, words, tokens, text) and not _noun_follows(all_pieces, i):
                    found.head = PERSON
                    found.end = i + 1
        elif piece.kind == MARK and piece.key in '"“”':
            pass
        else:
            break
        seen += 1
        i += 1
    if found.head == UNKNOWN:
        found.end = min(found.end, start + 3)
    return found


def _says_when(all_pieces: Sequence[Piece], i: int, words: ProseWords) -> bool:
    """Whether a time begins at a piece, and no noun: "70,000 this week", "69,756 the day before", "12 Friday"."""
    keys = [piece.key for piece in all_pieces[i : i + 3]] + ["", ""]
    if all_pieces[i].kind == NAME and keys[0] in words.small["calendar"]:
        return True
    of_time = keys[1] in words.times or keys[1] in words.small["calendar"]
    if keys[0] in words.small["articles"]:
        return of_time and keys[2] in words.small["earlier"]
    return of_time and keys[0] in words.small["which_time"]


def _touches(all_pieces: Sequence[Piece], i: int, tokens: Sequence[Token], text: str) -> bool:
    """Whether nothing but blanks and hyphens stands between a piece and the one before it."""
    before, after = all_pieces[i - 1], all_pieces[i]
    return not text[tokens[before.end - 1].end : tokens[after.first].start].strip(" -\n\u00a0")


def _is_adjective(all_pieces: Sequence[Piece], i: int) -> bool:
    """Whether a word of a measure stands before the noun that it tells of: "two missing teenagers", "ten wounded army soldiers"."""
    return _leads_to(all_pieces, i, (PERSON, HOUSEHOLD))


def _noun_follows(all_pieces: Sequence[Piece], i: int) -> bool:
    return _leads_to(all_pieces, i, (PERSON, HOUSEHOLD, THING))


def _leads_to(all_pieces: Sequence[Piece], i: int, nouns: Collection[str]) -> bool:
    """Whether one of these nouns, or that of a measure, is among the next three pieces, with nothing but words before it."""
    for piece in all_pieces[i + 1 : i + 4]:
        if piece.kind in nouns or (piece.kind == HIT and piece.form in ("noun", "group")):
            return True
        if piece.kind not in (WORD_, NAME):
            return False
    return False


def _names_persons(piece: Piece, words: ProseWords, tokens: Sequence[Token], text: str) -> bool:
    """Whether an unknown noun ends like one for persons ("anglers"), or is a people's name ("Gazans", "Basques")."""
    key = piece.key
    endings = words.lex.person_endings
    if endings and len(key) > 4 and key.endswith(endings) and key.endswith(("s", "men", "women", "folk", "children")):
        return True
    return (
        piece.kind == NAME and key.endswith(("ans", "ians", "is", "ese", "ites", "ers", "ans'", "ls")) and len(key) > 4
    )
