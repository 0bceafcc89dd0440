"""A figure's words cut into tokens, each with its place in the text as printed.

Quotation marks, commas, points, brackets and the hyphens inside words carry no meaning in a figure and give no token;
dashes between numbers, comparison signs, percent and currency signs do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.parse.words.letters import PLAIN, Letters

WORD, NUMBER, SIGN, DASH = "word", "number", "sign", "dash"

UNITS_OUT_OF_ORDER, TWO_NUMBERS = "!", "|"
"""Marks that begin the key of a number in characters which is none, or may be two: "万万", "二三十"."""

GROUPED = (
    r"\d+(?:[.,]\d+)?[eE]\+\d{1,2}(?!\w)|"
    r"(?:(?<![\w.,])\.)?\d+(?:[.,،'’٬٫·]\d+|,?[ \u00a0\u2007\u2008\u2009\u202f]\d{3}(?!\d))*"
)
"""A run of digits with the separators inside it, or a number as spreadsheets shorten it ("3.00E+06")."""
_VOWEL_SIGNS = r"\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963"
"""The signs that stand on a letter of Devanagari: vowels, nasals, and the sign that no vowel follows."""
_LETTERS = rf"[^\W\d_]+(?:[{_VOWEL_SIGNS}]+[^\W\d_]*)*"
_TOKEN = re.compile(
    rf"""(?P<number>{GROUPED})
    |(?P<word>{_LETTERS}(?:['’]{_LETTERS})*)
    |(?P<arrow>[-‐‑‒–—―−]+>(?!=)|[→⟶➔])
    |(?P<dash>[-‐‑‒–—―−﹣－־]+)
    |(?P<skip>[\s.,;:!"“”„«»‘’'`´¿¡،؛…·•״׳()\[\]{{}}\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff_|，。、（）【】「」『』：；！・．]+)
    |(?P<sign>\+/-|\+-|>=|=>|<=|=<|US\$|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_HYPHENS = frozenset("-‐‑־")
_QUOTES = {ord("’"): "'"}
_APOSTROPHES = frozenset("'’‘`´")
_SAME_SIGN = dict(
    pair.split()
    for pair in (
        "+/- ±",
        "+- ±",
        ">= ≥",
        "=> ≥",
        "<= ≤",
        "=< ≤",
        "⩾ ≥",
        "⩽ ≤",
        "＋ +",
        "％ %",
        "﹪ %",
        "٪ %",
        "∼ ~",
        "～ ~",
        "〜 ~",
        "⁓ ~",
        "≃ ≈",
        "≅ ≈",
        "⁄ /",
        "∕ /",
    )
)
"""Signs that are written in several ways -> the one way that lexicons have."""


class Token(NamedTuple):
    """One token: its kind, the key it is looked up by (lower case), its place, and what stands before it.

    `start` and `end` are offsets into the text; `before` is "" when it is glued to the token before it,
    "-" when a hyphen joins them, "'" when an apostrophe does ("1000'den"), else " ".
    """

    kind: str
    key: str
    start: int
    end: int
    before: str


def tokenize(text: str, letters: Letters = PLAIN) -> list[Token]:
    """Tokens of a figure, left to right; the words' keys are folded by `letters`, with straight apostrophes.

    >>> [token.key for token in tokenize("Twenty-seven thousand—or MORE")]
    ['twenty', 'seven', 'thousand', '—', 'or', 'more']
    """
    tokens: list[Token] = []
    before, last_end, hyphenated = " ", -1, False
    text, offsets = letters.cleaned(text)
    for match in _TOKEN.finditer(text):
        kind, start, end = match.lastgroup or SIGN, match.start(), match.end()
        kind = SIGN if kind == "arrow" else kind
        if kind == "skip":
            continue
        if hyphenated:
            before = "-"
        elif start == last_end:
            before = ""
        else:
            before = "'" if last_end >= 0 and start == last_end + 1 and text[last_end] in _APOSTROPHES else " "
        hyphenated = False
        key = match.group()
        if kind == DASH:
            if before == "" and tokens and _joins_words(tokens[-1], key, text[end : end + 1]):
                hyphenated, last_end = True, end
                continue
        elif kind == WORD:
            key = letters.fold(key.translate(_QUOTES))
        elif kind == SIGN:
            key = _SAME_SIGN.get(key, key).lower()
        tokens.append(Token(kind, key, start, end, before))
        last_end = end
    if offsets is not None:
        tokens = [token._replace(start=offsets[token.start], end=offsets[token.end]) for token in tokens]
    return tokens


def _joins_words(left: Token, dash: str, following: str) -> bool:
    """Whether a glued dash is a hyphen inside a word ("twenty-seven", "125-plus", "1-in-5") and not a range."""
    if dash not in _HYPHENS or not following or left.kind not in (WORD, NUMBER):
        return False
    return following.isalpha() or (left.kind == WORD and following.isdigit())
