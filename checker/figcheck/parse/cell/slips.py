"""Slips of typing and of spreadsheets that hide a number: a range that became a day ("9-May"), a letter for a digit ("O43")."""

from __future__ import annotations

import re

from figcheck.parse.unreadable import Unreadable, quoted

_MONTHS = (
    "jan ene oca янв січ gen", "feb fév fev şub фев лют", "mar mär mrz мар бер", "apr avr abr nis апр кві",
    "may mai mag maj май тра", "jun juin giu haz июн чер", "jul juil lug tem июл лип", "aug aoû aou ago ağu авг сер",
    "sep set eyl сен вер", "oct okt ott out eki окт жов", "nov kas ноя лис", "dec dez déc dic ara дек гру",
)  # fmt: skip
"""How the names of the months begin, in the languages of common spreadsheets."""
_BEGINS = {begin: n for n, line in enumerate(_MONTHS, 1) for begin in line.split()}
_DAY_AND_MONTH = re.compile(
    r"(?P<day>\d{1,2})\.?[-./ ]?[-./](?P<month>[^\W\d_]{3,9})\.?|(?P<first>[^\W\d_]{3,9})\.?[-./](?P<year>\d{2,4})"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})")
_DIGIT_OF = str.maketrans("OoОоlI|", "0000111")
_CHUNK = re.compile(r"[^\s()\[\]/–—-]+")
_LOOKS_LIKE_DIGITS = re.compile(r"[\d.,'OoОоlI|]*")


def slip_in(text: str) -> Unreadable | None:
    """Why the cell cannot hold the number that was meant, or None where it shows no such slip.

    >>> slip_in("9-May").why, slip_in("O43").why
    ('"9-May" is a day, and probably the range 5-9 that a spreadsheet turned into one', '"O43" has a letter in place of a digit')
    """
    said = text.strip()
    if not any(map(str.isdigit, said)):
        return None
    return _range_as_day(said) or _letter_as_digit(said)


def _range_as_day(said: str) -> Unreadable | None:
    found = _DAY_AND_MONTH.fullmatch(said)
    if found is not None:
        name = (found["month"] or found["first"]).lower()
        month = next((n for begin, n in _BEGINS.items() if name.startswith(begin)), None)
        number = int(found["day"] or found["year"])
        if month is None:
            return None
        if number < 1 or number > 99 or number == month:
            return _date(said)
        printed = f"{min(month, number)}-{max(month, number)}"
        return Unreadable(
            f"{quoted(said)} is a day, and probably the range {printed} that a spreadsheet turned into one",
            f"write the range as it was printed (`{printed}`), in a column that the spreadsheet takes for text",
        )
    return _date(said) if _DATE.fullmatch(said) else None


def _date(said: str) -> Unreadable:
    return Unreadable(
        f"{quoted(said)} is a date; a spreadsheet may have made it of a range",
        "write the figure as it was printed, in a column that the spreadsheet takes for text",
    )


def _letter_as_digit(said: str) -> Unreadable | None:
    for chunk in _CHUNK.findall(said):
        digits = chunk.strip(".,'").translate(_DIGIT_OF)
        if chunk.strip(".,'") != digits and _LOOKS_LIKE_DIGITS.fullmatch(chunk) and any(map(str.isdigit, chunk)):
            return Unreadable(
                f"{quoted(chunk)} has a letter in place of a digit",
                f"type the number again in digits, perhaps `{digits}`",
            )
    return None
