"""How a stored quote hedges the number of a figure, where that is otherwise than the figure does.

The quote is read around the number, clause by clause, as a figure is read. A number that stands bare in the quote never
contradicts a hedge: it may stand in a verb or a clause further on ("the toll rose, and is now thought to be higher").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from figcheck.model.figure import Figure
from figcheck.model.words import CEILINGS, COUNTED_UNITS, FLOORS
from figcheck.parse.columns.distinct_rows import each_once
from figcheck.parse.figure import parse_figure
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.quotes.figure_in_quote import tidy
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import lexicon, scripts
from figcheck.parse.words.tokens import DASH, NUMBER, Token

if TYPE_CHECKING:
    import pandas as pd

_BACK, _ON = 6, 4
"""Words before and after a number among which its hedge is looked for."""

_RANGE = 2
"""Words after which the other end of a range follows at the latest."""

_CLAUSE = re.compile(r"[,;:.!?،؛—–\n]")
_ROUND = 100


class QuotedHedge(NamedTuple):
    """The quote's words for the number, and how far from them the figure is: `error`, `warning` or `note`."""

    words: str
    severity: str


def other_hedge(figure: str, quote: str, lang: str | None = None) -> QuotedHedge | None:
    """The hedge that the quote puts to the figure's number, where it is another one; None where one mention agrees.

    What leaves open all that the quote leaves open agrees ("140 to 160" → "at least 140"). An `error` turns a ceiling into a
    floor or a floor into a ceiling; a `warning` drops the hedge, or asserts a bound that the quote does not; a `note` is milder.

    >>> other_hedge("at least 1,400", "as many as 1,400 were killed")
    QuotedHedge(words='as many as 1,400', severity='error')
    >>> other_hedge("at least 253", "253 were killed")
    """
    said = parse_figure(figure, lang)
    if said.error is not None or said.value is None or said.unit not in COUNTED_UNITS or said.qualifier == "vague":
        return None
    if said.correction:
        return None
    text = tidy(quote)
    lex = _lexicon_of(text, lang)
    if lex is None:
        return None
    first: QuotedHedge | None = None
    for words, there in _mentions(lex, text, Fraction(said.value).limit_denominator(10**6), lang):
        severity = _severity(said, there)
        if severity is None:
            return None
        first = first or QuotedHedge(words, severity)
    return first


def _lexicon_of(text: str, lang: str | None) -> Lexicon | None:
    """The lexicon that finds numbers in a quote: of its language, else the first of its script."""
    if lang is not None:
        return lexicon(lang)
    if text.isascii():
        return lexicon("en")
    names = {unicodedata.name(letter, "").partition(" ")[0].capitalize() for letter in text if letter.isalpha()}
    known = next((codes for script, codes in scripts().items() if script in names and script != "Latin"), ("en",))
    return lexicon(known[0])


def _mentions(lex: Lexicon, text: str, wanted: Fraction, lang: str | None) -> Iterator[tuple[str, Figure]]:
    """Each place where a number stands in a text: the words that say it and its hedge, and how they read."""
    tokens = lex.tokens(text)
    i = 0
    while i < len(tokens):
        end = _number_end(lex, tokens, i, text, wanted)
        if end is None:
            i += 1
            continue
        for words in _windows(lex, tokens, i, end, text):
            read = parse_figure(words, lang)
            if read.qualifier == "between" and not _is_range(lexicon(read.lang or lex.code) or lex, words):
                return
            if read.error is None and read.doubt is None and wanted in (read.value, read.low, read.high):
                telling = [part for part in read.parts if part.role != "ignored"] or read.parts
                yield words[telling[0].start : telling[-1].end], read
                break
        i = end


def _is_range(lex: Lexicon, words: str) -> bool:
    """Whether two numbers are certainly ends of one range: "rose from 412 to 500" has two counts."""
    return any(token.kind == DASH or token.key in lex.ands for token in lex.tokens(words))


def _number_end(lex: Lexicon, tokens: Sequence[Token], i: int, text: str, wanted: Fraction) -> int | None:
    """The index after the number that begins at a token, if it is the wanted one."""
    if tokens[i].kind != NUMBER and tokens[i].key not in lex.number_words:
        return None
    try:
        found = numeral(lex, tokens, i, text, True)
    except Unreadable:
        return None
    return None if found is None or Fraction(found.top, found.bottom) != wanted else found.end


def _windows(lex: Lexicon, tokens: Sequence[Token], first: int, end: int, text: str) -> Iterator[str]:
    """The words around a number within its clause, the most first, down to the number alone.

    Another number ends them, unless it may be the other end of a range ("between 1,200 and 1,300").
    """

    def stops(i: int, near: int) -> bool:
        return (tokens[i].kind == NUMBER or tokens[i].key in lex.number_words) and near > _RANGE

    left = first
    while left > 0 and first - left < _BACK and not stops(left - 1, first - left + 1):
        if _CLAUSE.search(text[tokens[left - 1].end : tokens[left].start]):
            break
        left -= 1
    right = end
    while right < len(tokens) and right - end < _ON:
        if stops(
            right, right - end + 1
        ):  # what stands between two numbers may belong to the second: "5 of at least 12"
            right = end
            break
        if right > end and tokens[right].key in lex.ands:
            break
        if _CLAUSE.search(text[tokens[right - 1].end : tokens[right].start]):
            break
        right += 1
    for start in range(left, first + 1):
        for stop in dict.fromkeys((right, end)):
            yield text[tokens[start].start : tokens[stop - 1].end]


def _severity(said: Figure, there: Figure) -> str | None:
    """How far a figure is from the quote's words for its number; None where it is faithful to them."""
    mine, theirs = str(said.qualifier), str(there.qualifier)
    if theirs in (mine, "exact") or there.unit != said.unit or _inside(there, said):
        return None
    floor, ceiling = theirs in FLOORS, theirs in CEILINGS
    if (floor and mine in CEILINGS) or (ceiling and mine in FLOORS):
        return "error"
    is_round = said.value is not None and said.value % _ROUND == 0
    if floor and mine in FLOORS:
        return None if is_round else "note"
    if mine == "exact":
        return "note" if theirs == "about" and is_round else "warning"
    if theirs in ("about", "between") and mine in (*FLOORS, *CEILINGS):
        return "warning"
    return "warning" if theirs == "up_to" else "note"


def _inside(there: Figure, said: Figure) -> bool:
    """Whether the range of the quote's words lies inside the figure's."""
    if there.low is None or said.low is None or there.low < said.low:
        return False
    return said.high is None or (there.high is not None and there.high <= said.high)


def other_hedges(parsed: pd.DataFrame) -> pd.DataFrame:
    """`other_hedge` for a table with `figure`, `quote`, `lang` and `quote_has_figure`: columns `quote_says` and
    `quote_severity`, both null where the quote says nothing else. Each distinct figure, quote and language is read once.
    """
    import pandas as pd

    out = pd.DataFrame({"quote_says": None, "quote_severity": None}, index=parsed.index, dtype="str")
    asked = parsed.loc[parsed["quote_has_figure"].fillna(False).astype(bool), ["figure", "quote", "lang"]]
    if asked.empty:
        return out
    found = each_once(asked, other_hedge)
    for column, field in (("quote_says", "words"), ("quote_severity", "severity")):
        out.loc[asked.index, column] = pd.array([getattr(one, field, None) for one in found], dtype="str")
    return out
