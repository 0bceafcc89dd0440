"""A sentence cut into pieces: figures, the words of a measure, nouns for persons and things, and what joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figcheck.parse.words.tokens import DASH, NUMBER, WORD, Token
from figcheck.prose.prose_words import ProseWords
from figcheck.prose.sentence.numbers import Number

MARKS = ',;:()[]–—"“”|/…،؛、，；：（）'
_SAME = {
    "[": "(",
    "]": ")",
    "（": "(",
    "）": ")",
    "—": "–",
    "،": ",",
    "、": ",",
    "，": ",",
    "؛": ";",
    "；": ";",
    "：": ":",
    "…": ";",
    "|": ";",
}
FIGURE, HIT, PERSON, THING, HOUSEHOLD, WORD_, NAME, MARK, AND = (
    "figure", "hit", "person", "thing", "household", "word", "name", "mark", "and",
)  # fmt: skip


@dataclass(slots=True)
class Piece:
    """One piece: its kind, its tokens (first and end), and by kind a measure, the form of its word, or its figure.

    Beside the kinds above there are those of `prose_words.STRUCTURE`, and `topic`.
    """

    kind: str
    first: int
    end: int
    key: str = ""
    measure: str = ""
    form: str = ""
    number: Number | None = None


def pieces(tokens: Sequence[Token], text: str, words: ProseWords, found: Sequence[Number]) -> list[Piece]:
    """All pieces of a sentence, from left to right."""
    made: list[Piece] = []
    by_first = {number.first: number for number in found}
    starts = [*sorted(by_first), len(tokens)]
    capitals = text.isupper()
    i = last = 0
    upcoming = 0
    while i < len(tokens):
        made += _marks(text[last : tokens[i].start], i)
        number = by_first.get(i)
        if number is not None:
            made.append(Piece(FIGURE, i, number.end, "", "", "", number))
            i = number.end
        else:
            while starts[upcoming] <= i and upcoming < len(starts) - 1:
                upcoming += 1
            piece = _one(tokens, text, words, i, starts[upcoming], capitals)
            made.append(piece)
            i = piece.end
        last = tokens[i - 1].end
    made += _marks(text[last:], len(tokens))
    return made


def _marks(gap: str, i: int) -> list[Piece]:
    found = []
    for c in gap:
        if c in MARKS:
            found.append(Piece(MARK, i, i, _SAME.get(c, c)))
    return found


def _one(tokens: Sequence[Token], text: str, words: ProseWords, i: int, limit: int, capitals: bool) -> Piece:
    """The piece that begins at a token and ends before `limit`, where the next figure begins."""
    token = tokens[i]
    known = words.pieces.longest(tokens, i)
    if known is not None and known[1] > limit:
        known = words.pieces.longest(tokens[:limit], i)
    if known is not None and _apart(tokens, text, i, known[1]):
        entry, end = known
        return Piece(entry.role, i, end, token.key, entry.id, entry.meaning if entry.role == "hit" else "")
    if token.kind == DASH:
        return Piece(MARK, i, i + 1, "–")
    if token.kind == NUMBER:
        return Piece(THING, i, i + 1, token.key)  # masked
    if token.kind != WORD:
        return Piece(AND if token.key in words.lex.ands else MARK, i, i + 1, token.key)
    if token.key in words.lex.ands or token.key in words.small["or"]:
        return Piece(AND, i, i + 1, token.key)
    end = i + 1
    while end < limit and tokens[end].before == "-" and tokens[end].kind == WORD:
        end += 1  # a word with hyphens is what its last part says: "ex-soldiers"
    key = tokens[end - 1].key
    if key in words.households:
        return Piece(HOUSEHOLD, i, end, key)
    if key in words.things or key in words.times or (key in words.lex.months and text[token.start].isupper()):
        return Piece(THING, i, end, key)
    if key in words.persons:
        return Piece(PERSON, i, end, key)
    name = text[token.start].isupper() and not capitals
    return Piece(NAME if name else WORD_, i, end, key)


def _apart(tokens: Sequence[Token], text: str, first: int, end: int) -> bool:
    """Whether no mark stands inside of a phrase."""
    return end == first + 1 or not any(
        c in MARKS for k in range(first + 1, end) for c in text[tokens[k - 1].end : tokens[k].start]
    )
