"""Whether a stored quote holds the number of a figure: by meaning, not by letters.

"27,238" stands in "27 238 people", in "٢٧٬٢٣٨" and in "twenty-seven thousand two hundred and thirty-eight". What cannot be
decided is not denied: a number in the words of a language that has no lexicon, "nobody", "a woman", "dozens".
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from figcheck.model.figure import Figure
from figcheck.model.words import COUNTED_UNITS
from figcheck.parse.columns.distinct_rows import each_once
from figcheck.parse.detect_language import scripts_of
from figcheck.parse.figure import parse_figure
from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import lexicon, scripts
from figcheck.parse.words.tokens import NUMBER

if TYPE_CHECKING:
    import pandas as pd

LONGEST_QUOTE = 20_000
"""Characters of a quote that are read. A whole page is not a quote."""

FEW = 2
"""People up to whom a text need not name a number: "nobody", "a woman", "the couple"."""

CERTAIN_DIGITS = 3
"""Significant digits from which a number is written in digits in every language."""

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
_DROPPED = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], None)
_FOOTNOTES = dict.fromkeys([0xB9, 0xB2, 0xB3, *range(0x2070, 0x207A), *range(0x2080, 0x208A)], " ")
_TIDY = {**_WIDE, **_DROPPED, **_FOOTNOTES}
_BROKEN_GROUP = re.compile(r"(?<=\d[.,])\s*[\r\n]+\s*(?=\d{3}(?!\d))")
_MYRIADS = re.compile(r"(\d+(?:\.\d+)?)\s*([千万萬億亿])")
_MYRIAD = {"千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
_DIGITS = re.compile(r"\d+(?:[.,'’٬ \u00a0\u2009\u202f]\d{3}(?!\d))*")
_MARKS = ".,'’٬"
_SEPARATORS = re.compile(r"\D")
_SCALES = (1, 10**2, 10**3, 10**5, 10**6, 10**7, 10**9)

MOST_ADDED = 6
"""Numbers of a quote above which no sums of them are tried: some sum of so many meets any number."""


def quote_has_figure(figure: str, quote: str, lang: str | None = None) -> bool | None:
    """Whether some number in the quote is the figure's; None where that cannot be decided.

    Of a range both ends must stand there. The hedge does not matter: "more than 27,000" stands in "27,000 dead". Where the
    figure may be the sum of numbers in the quote, that is not decided. `lang` is the language of both; without one, or where
    it has no lexicon, every lexicon may read the quote.

    >>> quote_has_figure("more than 27,000", "some 27 000 Palestinians"), quote_has_figure("27,238", "over 27,000")
    (True, False)
    """
    said = tidy(quote)
    if _verbatim(figure, said):
        return True
    return _has(_parsed(figure, lang), said, lang)


@lru_cache(maxsize=4096)
def _parsed(figure: str, lang: str | None) -> Figure:
    return parse_figure(figure, lang)


def _has(read: Figure, said: str, lang: str | None) -> bool | None:
    if read.error is not None or read.qualifier == "vague":
        return None
    wanted = [Fraction(n).limit_denominator(10**6) for n in _numbers_of(read)]
    if not wanted:
        return None
    if _in_digits(said).issuperset(wanted):
        return True
    found = numbers_in(said, lang, ends=len(wanted) > 1)
    # "3-4 million" names one end without its scale
    if all(n in found or (len(wanted) > 1 and _shares_a_scale(n, found)) for n in wanted):
        return True
    return None if _is_added_up(wanted, found) or _undecided(read, wanted, said, lang) else False


def _is_added_up(wanted: list[Fraction], found: frozenset[Fraction]) -> bool:
    """Whether the figure is the sum of two or three numbers of the quote ("39 residents and four visitors"), or of all."""
    if len(wanted) != 1 or len(found) > MOST_ADDED:
        return False
    sums = {sum(some) for n in (2, 3) for some in combinations(found, n)} | {sum(found)}
    return wanted[0] in sums and wanted[0].denominator == 1


def _numbers_of(read: Figure) -> list[float]:
    """The numbers that a figure names, without their signs: its value, or both ends of a range."""
    if read.value is not None:
        return [abs(read.value)]
    return [abs(end) for end in (read.low, read.high) if end is not None]


def _shares_a_scale(n: Fraction, found: frozenset[Fraction]) -> bool:
    return any(n / scale in found for scale in _SCALES if n >= scale)


def _undecided(read: Figure, wanted: list[Fraction], said: str, lang: str | None) -> bool:
    """Whether the number may stand in the quote in words that are not read here."""
    if read.unit not in COUNTED_UNITS or max(wanted) <= FEW:
        return True
    if (read.digits or 0) >= CERTAIN_DIGITS:
        return False
    known = lexicon(lang) is not None if lang else said.isascii()
    return not known


@lru_cache(maxsize=4096)
def numbers_in(text: str, lang: str | None, ends: bool = False) -> frozenset[Fraction]:
    """Every number in a text, in digits or words, in the language's own reading and, without one, in each that is known.

    `ends`: an "and" may also join the ends of a range ("one hundred and twenty thousand").
    """
    found: set[Fraction] = set(_in_digits(text))
    for number, scale in _MYRIADS.findall(text):
        found.add(Fraction(number) * _MYRIAD[scale])
    own = lexicon(lang) if lang else None
    for lex in [own] if own is not None else [lexicon(code) for code in _languages_of(text)]:
        if lex is not None:
            for ands in (True, False) if ends else (True,):
                found |= _read(lex, text, ands)
    return frozenset(found)


def _languages_of(text: str) -> tuple[str, ...]:
    """The languages that are written in a script of the text; English for digits alone."""
    codes = dict.fromkeys(code for name in sorted(scripts_of(text)) for code in scripts().get(name, ()))
    return tuple(codes) or ("en",)


def _in_digits(text: str) -> set[Fraction]:
    return {Fraction(int(_SEPARATORS.sub("", group))) for group in _DIGITS.findall(text) if len(group) < 40}


def _read(lex: Lexicon, text: str, ands: bool) -> set[Fraction]:
    tokens = lex.tokens(text)
    found: set[Fraction] = set()
    i = 0
    while i < len(tokens):
        number: Numeral | None = None
        if tokens[i].kind == NUMBER or tokens[i].key in lex.number_words:
            try:
                number = numeral(lex, tokens, i, text, ands)
            except Unreadable:
                number = None  # a date, a phone number: no number of people
        if number is None:
            i += 1
            continue
        found.add(Fraction(number.top, number.bottom))
        i = max(number.end, i + 1)
    return found


def forget_quotes() -> None:
    """Drops all readings of quotes, because other words are in force from now on."""
    _parsed.cache_clear()
    numbers_in.cache_clear()


def tidy(text: str) -> str:
    """The text with wide characters as plain ones, without soft hyphens and footnote marks, numbers split over a line joined."""
    text = text[:LONGEST_QUOTE]
    return _BROKEN_GROUP.sub("", text if text.isascii() else text.translate(_TIDY))


def _verbatim(figure: str, said: str) -> bool:
    """Whether the figure stands in the text letter by letter, and not as a piece of a longer word or number."""
    words, text = " ".join(figure.split()).casefold(), f" {' '.join(said.split()).casefold()}  "
    at = text.find(words) if words else -1
    while at > 0:
        end = at + len(words)
        before, after = text[at - 2 : at], text[end : end + 2]
        inside = before[-1:].isalnum() or after[:1].isalnum()
        inside |= before[-1:] in _MARKS and before[:1].isdigit() and words[:1].isdigit()
        inside |= after[:1] in _MARKS and after[1:].isdigit() and words[-1:].isdigit()
        if not inside:
            return True
        at = text.find(words, at + 1)
    return False


def quotes_have_figures(figures: pd.Series, quotes: pd.Series, lang: pd.Series) -> pd.Series:
    """`quote_has_figure` for a column, each distinct figure, quote and language once: boolean, null without a quote."""
    import pandas as pd

    out = pd.Series(pd.NA, index=figures.index, dtype="boolean")
    asked = pd.DataFrame({"figure": figures, "quote": quotes, "lang": lang})[figures.notna() & quotes.notna()]
    if asked.empty:
        return out
    out.loc[asked.index] = pd.array(each_once(asked, quote_has_figure), dtype="boolean")
    return out
