"""Numbers that could be read a thousand times larger or smaller: a point or comma between groups, a scale too many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figcheck.parse.columns.distinct_rows import each_once
from figcheck.parse.figure import parse_figure
from figcheck.parse.number_words.digits import int_of
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.ranges.values import shown_number
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import lexicon
from figcheck.parse.words.tokens import NUMBER

if TYPE_CHECKING:
    import pandas as pd

_ONE_GROUP = re.compile(r"(?<![\w.,])(\d{1,3})([.,])(\d{3})(?![\w]|[.,]\d)")
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(\[](.*)[)\]]\s*$", re.DOTALL)
_SUSPECT = re.compile(r"\d[.,]\d{3}|\d\s*[^\W\d_]|[(\[]")
_TEN_TIMES = 10
_THOUSAND = 1000


def other_reading(figure: str, lang: str | None = None) -> str | None:
    """What else a figure may say, as a clause that quotes it; None where its number is sure.

    - A single point before three digits where the language writes decimals with it ("4.700" in English), or a comma in a
      language of decimal commas: thousands by its digits, a decimal by its mark.
    - A thousand or more before a word of scale ("27,000 thousand").
    - Two numbers, the second in brackets, that are not the same ("3 lakh (30,000)").
    - Digits and words that are another number in another language or country ("40 mil"): `Figure.doubt`.

    >>> other_reading("4.700"), other_reading("4,700"), other_reading("2.384 million")
    ('is read as 4,700, and its point is how English writes decimals', None, None)
    """
    if not _SUSPECT.search(figure):
        return None
    read = parse_figure(figure, lang)
    if read.error is not None:
        return _disagreement(figure, lang)
    lex = lexicon(lang or read.lang or "en")
    said = None if lex is None else _mark(figure, lex) or _double_scale(figure, lex)
    return said or (f"is {read.doubt}" if read.doubt else None)


def _mark(figure: str, lex: Lexicon) -> str | None:
    for match in _ONE_GROUP.finditer(figure):
        if match[2] in lex.decimal and not _is_scaled(figure[match.start() :], lex):
            name = {".": "point", ",": "comma"}[match[2]]
            return f"is read as {int(match[1] + match[3]):,}, and its {name} is how {lex.language} writes decimals"
    return None


def _is_scaled(text: str, lex: Lexicon) -> bool:
    """Whether the number that begins the text has a word of scale behind it, or is a percentage."""
    tokens = lex.tokens(text)
    after = tokens[1].key if len(tokens) > 1 else ""
    return after in lex.scales or after in lex.plural_scales or after in lex.abbreviations or after in lex.percent


def _double_scale(figure: str, lex: Lexicon) -> str | None:
    tokens = lex.tokens(figure)
    for i, token in enumerate(tokens):
        if token.kind != NUMBER:
            continue
        try:
            top, bottom, _ = int_of(token.key, True, lex.decimal)
            number = numeral(lex, tokens, i, figure)
        except Unreadable:
            continue
        if number is not None and number.scales and top >= _THOUSAND * bottom:
            whole = number.top / number.bottom
            return f"is read as {shown_number(whole)}, and its digits alone say {shown_number(top / bottom)}"
    return None


def _disagreement(figure: str, lang: str | None) -> str | None:
    parts = _IN_BRACKETS.match(figure)
    if parts is None:
        return None
    outer, inner = (parse_figure(part, lang).value for part in parts.groups())
    if not outer or not inner or min(outer, inner) < 0 or max(outer, inner) < _TEN_TIMES * min(outer, inner):
        return None
    return f"says {shown_number(outer)} and, in brackets, {shown_number(inner)}"


def other_readings(figures: pd.Series, lang: pd.Series) -> pd.Series:
    """`other_reading` for a column, each distinct figure and language once; null where the number is sure."""
    import pandas as pd

    out = pd.Series(None, index=figures.index, dtype="str")
    suspect = figures.str.contains(_SUSPECT).fillna(False).astype(bool)
    plain = figures.str.fullmatch(r"\d{1,3}(?:,\d{3}){2,}").fillna(False).astype(bool)
    asked = pd.DataFrame({"figure": figures, "lang": lang})[suspect & ~plain]
    if asked.empty:
        return out
    out.loc[asked.index] = pd.array(each_once(asked, other_reading), dtype="str")
    return out
