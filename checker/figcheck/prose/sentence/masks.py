"""The numbers of a sentence that count no people: dates, times, ages, money, sizes, scores, names and addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from figcheck.parse.words.tokens import NUMBER, WORD, Token
from figcheck.prose.prose_words import ProseWords

_MASKED = re.compile(
    r"""(?i:https?://\S+|www\.\S+|\S+@\S+\.\w+)
    |(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)
    |(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)
    |(?<![\d:])\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?i:[ap]\.?m\b\.?|hrs|gmt|uhr|h\b)
    |(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)
    |(?<!\d)(?:0\d{3}|\d{4})\s?(?:GMT|UTC|hrs)\b
    |(?<![\d,.])(?:1[5-9]|20)\d\d\s?[-–—/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,])
    |\b(?i:covid|sars|h\d+n)[-‐‑\w]*\d+
    |\b[A-Z][A-Za-z]*[-‐‑]\d[\w-]*
    |\b[A-Z][A-Za-z]*\d[\w-]*
    |(?<!\w)[#№]\s?\d+
    |(?:[$€£¥₹₪]|US\$|Rs\.?\s)\s?\d[\d.,]*(?:\s?(?i:m|bn|k|million|billion|trillion|thousand|crore|lakh)\b)?
    |\d[\d.,]*\s?(?:[$€£¥₹₪]|%|％|°)
    |\b[A-Za-z]\d+\b
    |\d+(?:\.\d+)?\s?[x×]\s?\d+
    |(?<![\w.,])0\d+(?![\w.,]\d)
    |\+?\d{2,4}[ -]\d{3}[ -]\d{4}\b""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def masked_tokens(tokens: Sequence[Token], text: str, words: ProseWords) -> set[int]:
    """The indexes of the tokens whose numbers count no people."""
    spans = [found.span() for found in _MASKED.finditer(text)]
    found: set[int] = set()
    if spans:
        for i, token in enumerate(tokens):
            if any(start < token.end and token.start < end for start, end in spans):
                found.add(i)
    n, lex = len(tokens), words.lex
    for i, token in enumerate(tokens):
        if token.kind == WORD:
            if token.key in lex.months:
                _mask_date(tokens, text, i, found, words)
            continue
        if token.kind != NUMBER or i in found:
            continue
        if (
            i + 1 < n
            and tokens[i + 1].kind == WORD
            and tokens[i + 1].before == ""
            and tokens[i + 1].key not in lex.abbreviations
            and tokens[i + 1].key not in lex.plural_endings
            and tokens[i + 1].key not in lex.morphemes.suffixes
        ):
            found.add(i)  # "2D", "3rd"
            continue
        if _YEAR.fullmatch(token.key) and text[token.start : token.end].isdigit() and _is_year(tokens, i, words):
            found.add(i)
    for i in range(n):
        before = words.masks_before.longest(tokens, i)
        if before is not None and before[1] < n and _is_number(tokens[before[1]], words) and i not in found:
            single = tokens[before[1]]
            gap = text[tokens[before[1] - 1].end : single.start]
            if tokens[i].key == "no" and single.kind != NUMBER:
                continue  # "no one"
            if gap.strip(" \u00a0-.:") == "" and not (
                single.kind == NUMBER and len(single.key) > 3 and "," in single.key
            ):
                found.add(before[1])
        after = words.masks_after.longest(tokens, i)
        if after is not None and i > 0 and _is_number(tokens[i - 1], words):
            found.update(_number_before(tokens, i - 1, words))
        if i and tokens[i].key in words.times and _is_number(tokens[i - 1], words) and not _mark(text, tokens, i):
            found.update(_number_before(tokens, i - 1, words))
        if i and tokens[i].kind == WORD and tokens[i].before == "-" and _is_number(tokens[i - 1], words):
            if tokens[i].key not in words.lex.number_words and words.lex.after.longest(tokens, i) is None:
                found.update(_number_before(tokens, i - 1, words))  # "a four-storey house", "a 16-year-old"
            elif tokens[i].key in words.things or tokens[i].key in words.persons:
                found.update(_number_before(tokens, i - 1, words))  # "a three-member crew"
    return found


def _mark(text: str, tokens: Sequence[Token], i: int) -> bool:
    return any(c in text[tokens[i - 1].end : tokens[i].start] for c in ",;:()–—")


def _number_before(tokens: Sequence[Token], i: int, words: ProseWords) -> set[int]:
    """The tokens of the number that ends at a token: "twenty-five years", "15 to 20 days"."""
    found = {i}
    while i > 0 and (
        _is_number(tokens[i - 1], words)
        or (tokens[i - 1].key in ("to", "or", "-", "–") and i > 1 and _is_number(tokens[i - 2], words))
    ):
        i -= 1
        found.add(i)
    return found


def _is_number(token: Token, words: ProseWords) -> bool:
    return token.kind == NUMBER or token.key in words.lex.number_words


def _mask_date(tokens: Sequence[Token], text: str, month: int, found: set[int], words: ProseWords) -> None:
    """The day and the year beside a month: "25 June", "June 25, 1996", "between 17 and 24 June", "3rd of May", "27 NOV 88"."""
    if not text[tokens[month].start].isupper() and tokens[month].key in words.small["also_words"]:
        return
    day_before = _day_before(tokens, month, found, words)
    i = month + 1
    if i < len(tokens) and tokens[i].kind == NUMBER and not _mark(text, tokens, i):
        if day_before and re.fullmatch(r"\d\d", tokens[i].key):
            found.add(i)  # "27 NOV 88"
        elif not day_before and _is_day(tokens[i]):
            found.add(i)
            _mask_second_day(tokens, i + 1, found, words)
            i += 1
    if i < len(tokens) and tokens[i].kind == NUMBER and _YEAR.fullmatch(tokens[i].key):
        found.add(i)


def _day_before(tokens: Sequence[Token], month: int, found: set[int], words: ProseWords) -> bool:
    """Masks the days before a month; whether there is one."""
    i = month - 1
    if i >= 1 and tokens[i].kind == WORD and tokens[i].before == "" and tokens[i - 1].kind == NUMBER:
        i -= 1  # "3rd May"
    elif i >= 2 and tokens[i].key in words.lex.of and tokens[i - 1].before == "" and tokens[i - 2].kind == NUMBER:
        i -= 2  # "3rd of May"
    if i < 0 or not _is_day(tokens[i]):
        return False
    found.add(i)
    if i >= 2 and tokens[i - 1].key in words.small["between_days"] and _is_day(tokens[i - 2]):
        found.add(i - 2)
    elif i >= 1 and tokens[i].before == "-" and _is_day(tokens[i - 1]):
        found.add(i - 1)
    return True


def _mask_second_day(tokens: Sequence[Token], i: int, found: set[int], words: ProseWords) -> None:
    """ "June 25-27", "June 25 to 27"."""
    if i + 1 < len(tokens) and tokens[i].key in words.small["between_days"] - words.lex.ands and _is_day(tokens[i + 1]):
        found.add(i + 1)
    elif i < len(tokens) and tokens[i].before == "-" and _is_day(tokens[i]):
        found.add(i)


def _is_day(token: Token) -> bool:
    return token.kind == NUMBER and token.key.isdigit() and 0 < int(token.key) <= 31


def _is_year(tokens: Sequence[Token], i: int, words: ProseWords) -> bool:
    """Whether four bare digits are a year: nothing that counts people stands right after them."""
    after = tokens[i + 1].key if i + 1 < len(tokens) else ""
    return after not in words.persons and after not in words.households and after not in words.lex.scales
