"""A number as a workbook shows it: what the codes of its format do to it, as far as they change what a person reads."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
}  # fmt: skip
"""The formats that a workbook names by a number alone, and that are neither dates nor times (ECMA-376, 18.8.30)."""

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<sign>.)', re.DOTALL)
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*")
_GROUPING = re.compile(r"(?<=[#0])(\\?[ \u00a0\u202f'’]|\\.)(?=[#0])")


def shown_number(value: str, code: str) -> str | None:
    """The number as the format shows it, with a minus sign below zero; None where the format changes nothing that counts.

    Signs of grouping are left out, and a dash that stands for 0 is 0. A format that is not one of plain numbers (a date, a
    fraction, powers of ten) changes nothing here.

    >>> shown_number("0.453", "0%"), shown_number("27238.4", "#,##0"), shown_number("27", '0" dead"'), shown_number("27", "0")
    ('45%', '27238', '27 dead', None)
    >>> shown_number("1250000", '0.0,,"M"'), shown_number("-3", "0;(0)"), shown_number("0", '0;-0;"–"')
    ('1.3M', None, None)
    """
    try:
        number = Decimal(value)
    except ArithmeticError:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return None
    sections = _sections(code)
    if sections is None:
        return None
    place = 0 if number > 0 or len(sections) == 1 else 1 if number < 0 else 2 if len(sections) > 2 else 0
    text = _with_section(abs(number), *sections[place], minus=number < 0)
    return None if text is None or _same(text, number) else text


def _same(text: str, number: Decimal) -> bool:
    try:
        return Decimal(text) == number
    except ArithmeticError:
        return False


@lru_cache(maxsize=1_000)
def _sections(code: str) -> list[tuple[str, str, str]] | None:
    """(before, digits, after) of each section, with literal text as it is; None for a format of another kind."""
    parts: list[list[tuple[str, bool]]] = [[]]
    for token in _TOKEN.finditer(_GROUPING.sub(",", code)):
        literal = token["quoted"] if token["quoted"] is not None else token["escaped"]
        if literal is not None:
            parts[-1].append((literal, True))
        elif token["sign"] == ";":
            parts.append([])
        elif token["sign"] is not None:
            parts[-1].append((token["sign"], False))
    found = [_section(part) for part in parts[:3]]
    return None if None in found or not found else [section for section in found if section is not None]


def _section(part: list[tuple[str, bool]]) -> tuple[str, str, str] | None:
    plain = "".join("\0" if literal else text for text, literal in part)
    if re.search(r"[A-Za-z@/]", plain):  # a date, a text, a fraction, powers of ten, "General"
        return None
    digits = _DIGITS.search(plain)
    start, end = digits.span() if digits else (len(part), len(part))
    before, after = ("".join(text for text, _ in some) for some in (part[:start], part[end:]))
    return _words(before).lstrip(), plain[start:end], _words(after).rstrip()


def _words(text: str) -> str:
    """What stands beside the digits; "" for blanks, signs of money and those of the number itself."""
    return text if text.strip(" \u00a0($€£¥+-–—?)") else ""


def _with_section(number: Decimal, before: str, digits: str, after: str, *, minus: bool) -> str | None:
    if not digits:
        return (before + after).strip() or None
    percents = before.count("%") + after.count("%")
    whole, _, fraction = digits.partition(".")
    last = fraction if "." in digits else whole
    thousands = len(last) - len(last.rstrip(","))
    decimals = len(fraction.rstrip(","))
    shown = number.scaleb(2 * percents - 3 * thousands).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{shown:f}"
    if "." in text and "0" not in fraction:
        text = text.rstrip("0").rstrip(".")
    return f"{'-' if minus and shown else ''}{before}{text}{after}"
