"""What a percentage or a fraction is a part of, where the words say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from figcheck.parse.grammar.reading import Reading
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import NUMBER, Token

_CUT = re.compile(r"[,;:()\[\]–—]|\.(?!\w)")


def span_of_whole(reading: Reading, lex: Lexicon, tokens: Sequence[Token], text: str) -> tuple[int, int] | None:
    """Where the words for the whole stand: "the dead" of "70 percent of the dead", "45 passengers" of "14 out of 45 passengers"."""
    last = reading.second or reading.first
    numbers = [stretch for stretch in last.parts if stretch.role == "number"]
    units = [s for s in reading.after if s.role == "unit" and numbers and s.first == numbers[-1].end]
    if not numbers:
        return None
    first, end = numbers[-1].first, (units or numbers)[-1].end
    said = lex.of_what.longest(tokens, end)
    if said is not None:
        return _words_from(said[1], lex, tokens, text)
    for k in range(first + 1, end):
        if lex.out_of.longest(tokens, k) is not None or tokens[k].key in lex.of:
            whole = next(
                (i for i in range(k, end) if tokens[i].kind == NUMBER and is_number_above(tokens[i].key, 10)), None
            )
            return _words_from(end if whole is None else whole, lex, tokens, text)
    return None


def is_number_above(key: str, floor: int) -> bool:
    """Whether a whole number is printed that is larger than `floor`; "one in five" counts in fives and not five people."""
    digits = re.sub(r"\D", "", key)
    return digits.isdigit() and int(digits) > floor


def _words_from(start: int, lex: Lexicon, tokens: Sequence[Token], text: str) -> tuple[int, int] | None:
    """The words from a token up to the next comma or the context that begins there."""
    end = start
    while end < len(tokens):
        if end > start and _CUT.search(text, tokens[end - 1].end, tokens[end].start):
            break
        found = lex.after.longest(tokens, end)
        if found is not None and (
            found[0].role in ("context", "qualifier") or (found[0].role == "link" and end == start)
        ):
            break
        end += 1
    return (tokens[start].start, tokens[end - 1].end) if end > start else None
