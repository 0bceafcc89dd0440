"""Digits as they are printed, whatever separates their groups: "27,000", "26 271", "1.234.567", "1,00,000", "2.384"."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction

from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.tokens import TWO_NUMBERS, UNITS_OUT_OF_ORDER

_SEPARATOR = re.compile(r"([.,،'’٬٫· \u00a0\u2007\u2008\u2009\u202f]+)")

MALFORMED = {
    UNITS_OUT_OF_ORDER: (
        "is no number: its units do not grow smaller from left to right",
        "write the number in digits",
    ),
    TWO_NUMBERS: ("may be two numbers side by side, or one", "write it in digits: `20-30` for two numbers"),
}
"""The mark before numeral characters that are no number -> why, and what to do."""


def int_of(key: str, decimals: bool, points: Container[str] = ".") -> tuple[int, int, bool]:
    """(top, bottom, whether without separators) of a token of digits, whatever separates its groups.

    `decimals` says that a word after it makes a decimal likely ("2.384 million"), which then is one where its mark is one of
    the language's `points`; "4.700" alone is 4,700.

    >>> int_of("26 271", False), int_of("1,00,000", False), int_of("2.384", True)
    ((26271, 1, False), (100000, 1, False), (2384, 1000, False))
    """
    if key.isdigit():
        return int(key), 1, True
    if key[0] in MALFORMED:
        why, mend = MALFORMED[key[0]]
        raise Unreadable(f'"{key[1:]}" {why}', mend)
    if "E+" in key.upper():
        return _of_spreadsheet(key)
    if key.startswith("."):
        digits = key[1:]
        if not digits.isdigit():
            raise Unreadable(f'the separators in "{key}" leave its number open', "write a zero before the point")
        return int(digits), 10 ** len(digits), False
    pieces = _SEPARATOR.split(key)
    groups, marks = pieces[::2], [mark.strip().replace("،", ",") or " " for mark in pieces[1::2]]
    if _is_grouped(groups, marks) and not (decimals and len(groups) == 2 and marks[0] in points):
        return int("".join(groups)), 1, False
    last = marks[-1]
    head = marks[:-1]
    if last in (".", ",", "٫", "·") and last not in head and (not head or _is_grouped(groups[:-1], head)):
        if last == "," and not decimals and not head and "," not in points:
            raise Unreadable(
                f'the comma in "{key}" has {len(groups[-1])} digit{"s" * (len(groups[-1]) != 1)} after it and not three',
                "write thousands in groups of three digits",
            )
        return int("".join(groups)), 10 ** len(groups[-1]), False
    raise Unreadable(f'the separators in "{key}" leave its number open', "write thousands in groups of three digits")


def _of_spreadsheet(key: str) -> tuple[int, int, bool]:
    """The number of "3.00E+06", as `int_of` gives it."""
    mantissa, _, power = key.upper().partition("E+")
    number = Fraction(mantissa.replace(",", ".")) * 10 ** int(power)
    return number.numerator, number.denominator, False


def _is_grouped(groups: list[str], marks: list[str]) -> bool:
    """Whether digits stand in thousands, or in the Indian way in hundreds of thousands ("1,00,000")."""
    if "·" in marks:  # as British journals print decimals: "5·4 million"
        return False
    if len(set(marks)) > 1 and set(marks) != {",", ", "}:
        return False
    if not 1 <= len(groups[0]) <= 3 or (groups[0].startswith("0") and len(groups) > 1) or len(groups[-1]) != 3:
        return False
    middle = {len(group) for group in groups[1:-1]}
    return middle <= {3} or (middle == {2} and len(groups[0]) <= 2 and marks[0] == ",")


def significant(top: int, bottom: int) -> int:
    """How many digits of a number are significant: all of a decimal, else all but the zeros at the end; at least 1."""
    return max(len(str(top) if bottom > 1 else str(top).rstrip("0")), 1)
