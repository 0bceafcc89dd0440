"""What one date cell may mean: a day, several days by the order of its numbers, a stretch of days, or no day at all."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from figcheck.validate.dates.month_names import folded, month_names, persian_months

Stretch = tuple[date, date]
"""The first and the last day."""

FIXED = "fixed"
"""The order of a form that has only one."""

_TIME = re.compile(r"(?:\s*,\s*|\s+|t)(?P<time>\d{1,2}:\d{2}.*|\d{1,2}\s*[ap]\.?m\b.*)$", re.I)
_LONGEST = 80
"""Letters above which a cell is no date."""

_NUMBERS = re.compile(r"(\d{1,2}|\d{4})([./-])(\d{1,2})\2(\d{1,4})")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIALS = range(32_874, 54_789)
"""Days from 1990 to 2049, counted from 1899-12-30 as spreadsheets do."""

_ISO_SPAN = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})\s*(?:/|\bto\b|\.\.|–|—)\s*(\d{4}-\d{1,2}-\d{1,2})")
_MONTH_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[/.-](\d{4})")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.-]\d{1,2}\.?")

_FILLERS = re.compile(r"\b(?:of|the|de|del|den|der|am|on|г|год|года|року|р|yili)\b|[,.']")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|e)\b")
_WEEKDAY = re.compile(r"^[^\W\d]+\s*,\s*|^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?\s*")
_NAMED = (
    re.compile(r"(?P<d>\d{1,2})[ -]*m(?P<m>\d+)m[ -]*(?P<y>\d{4}|\d{2})"),
    re.compile(r"m(?P<m>\d+)m[ -]*(?P<d>\d{1,2})[ -]+(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})[ -]*m(?P<m>\d+)m[ -]*(?P<d>\d{1,2})"),
)
_NAMED_SPANS = (
    re.compile(r"(?P<d>\d{1,2}) *- *(?P<d2>\d{1,2})[ -]*m(?P<m>\d+)m *(?P<y>\d{4})"),
    re.compile(r"m(?P<m>\d+)m *(?P<d>\d{1,2}) *- *(?P<d2>\d{1,2}) +(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2}) *m(?P<m>\d+)m *(?P<y1>\d{4})? *- *(?P<d2>\d{1,2}) *m(?P<m2>\d+)m *(?P<y>\d{4})"),
    re.compile(r"m(?P<m>\d+)m *(?P<d>\d{1,2}) *(?P<y1>\d{4})? *- *m(?P<m2>\d+)m *(?P<d2>\d{1,2}) +(?P<y>\d{4})"),
)
_NAMED_MONTH = re.compile(r"m(\d+)m[ -]*(\d{4})|(\d{4})[ -]*m(\d+)m")
_NAMED_WITHOUT_YEAR = re.compile(
    r"\d{1,2}[ -]*m\d+m|m\d+m[ -]*\d{1,2}|\d{1,2} *- *\d{1,2} *m\d+m|m\d+m *\d{1,2} *- *\d{1,2}|m\d+m"
)
_SPAN_SIGNS = re.compile(r"[–—−]|\b(?:to|until|till|bis|au|al|hasta|до|по)\b")


@dataclass(frozen=True)
class Written:
    """What a cell may mean: the stretch of days by the order in which its numbers are read; empty where it is no date.

    `time` is what follows the day, as ISO has it ("T18:00"). `lacks_year`: it is a day and a month alone. `serial`: it is the
    number that a spreadsheet keeps for a day. `short_year`: its year has two digits. `other_calendar`: it is of the Persian
    calendar, whose years are 621 less than ours.
    """

    by_order: Mapping[str, Stretch] = field(default_factory=dict)
    time: str = ""
    lacks_year: bool = False
    serial: bool = False
    short_year: bool = False
    other_calendar: bool = False

    @property
    def days(self) -> set[Stretch]:
        """All that it may mean."""
        return set(self.by_order.values())


@lru_cache(maxsize=65_536)
def written(cell: str) -> Written:
    """What a date cell may mean. Nothing that it does not say is filled in: a date without a year has none.

    >>> sorted(written("11/2/2024").by_order), written("2 Nov 2024").days == written("20241102").days, written("Oct. 7").lacks_year
    (['dmy', 'mdy'], True, True)
    """
    if len(cell) > _LONGEST:
        return Written()
    if _is_persian(cell):
        return Written(other_calendar=True)
    text = _in_ascii_digits(" ".join(cell.split()))
    timed = _TIME.search(text)
    clock = f"T{timed['time'].strip()}" if timed else ""
    day = text[: timed.start()] if timed else text
    for form in (_numbers, _other_numbers, _spans_of_numbers, _names):
        found = form(day.strip())
        if found is not None:
            single = {first for first, last in found.days if first == last}
            return Written(found.by_order, clock if single else "", found.lacks_year, found.serial, found.short_year)
    return Written()


_PERSIAN_YEAR = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
_ARABIC_DIGITS = re.compile("[٠-٩۰-۹]")


def _is_persian(cell: str) -> bool:
    """Whether a date names a month of the Persian calendar, or has a year of it in Persian or Arabic digits: "۱۴۰۲/۱۱/۲۵".

    In other digits such a year is one of the Middle Ages.
    """
    if cell.isascii():
        return False
    if persian_months().search(folded(cell)):
        return _has_digit(cell)
    return _ARABIC_DIGITS.search(cell) is not None and _PERSIAN_YEAR.search(_in_ascii_digits(cell)) is not None


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _in_ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)


def _numbers(day: str) -> Written | None:
    """Three numbers with the same sign between them. Dots stand between day, month and year in this order."""
    match = _NUMBERS.fullmatch(day.rstrip("."))
    if not match:
        return None
    one, sign, two, three = match.groups()
    if len(one) == 4:
        return Written(dict(_orders(one, two, three, {FIXED: "ymd"})))
    if len(three) not in (2, 4):
        return Written()
    short = len(three) == 2
    orders = {"dmy": "dmy", "mdy": "mdy"} | ({"ymd": "ymd"} if short and sign == "-" and len(one) == 2 else {})
    found = dict(_orders(one, two, three, orders))
    if sign == "." and "dmy" in found:
        found = {FIXED: found["dmy"]}
    return Written(found, short_year=short)


def _orders(one: str, two: str, three: str, orders: Mapping[str, str]) -> Iterator[tuple[str, Stretch]]:
    for name, order in orders.items():
        part = dict(zip(order, (one, two, three), strict=True))
        day = _day(part["y"], int(part["m"]), int(part["d"]))
        if day is not None:
            yield name, (day, day)


def _other_numbers(day: str) -> Written | None:
    """Eight digits, the number of a spreadsheet, a month or a year in digits, a day and a month without a year."""
    if match := _EIGHT_DIGITS.fullmatch(day):
        found = _day(match[1], int(match[2]), int(match[3]))
        return Written({FIXED: (found, found)}) if found else None
    if (match := _SERIAL.fullmatch(day)) and int(match[1]) in _SERIALS:
        found = date(1899, 12, 30) + timedelta(days=int(match[1]))
        return Written({FIXED: (found, found)}, serial=True)
    if match := _MONTH_NUMBERS.fullmatch(day):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _month(int(year), int(month))
    if _YEAR.fullmatch(day):
        return Written({FIXED: (date(int(day), 1, 1), date(int(day), 12, 31))})
    return Written(lacks_year=True) if _DAY_AND_MONTH.fullmatch(day) else None


def _spans_of_numbers(day: str) -> Written | None:
    match = _ISO_SPAN.fullmatch(day)
    ends = (
        [next(iter(found.days)) for part in match.groups() if (found := _numbers(part)) and found.days] if match else []
    )
    return _stretch(ends[0][0], ends[1][1]) if len(ends) == 2 else None


def _names(day: str) -> Written | None:
    """A date with the name of a month."""
    pattern, months = month_names()
    text = _WEEKDAY.sub("", folded(day), count=1) if not pattern.match(folded(day)) else folded(day)
    text = pattern.sub(lambda name: f" m{months[name[0]]}m ", text)
    if not re.search(r"m\d+m", text):
        return None
    text = _SPAN_SIGNS.sub("-", _ORDINAL.sub("", text))
    text = " ".join(_FILLERS.sub(" ", text).split())
    for form in _NAMED:
        if match := form.fullmatch(text):
            found = _day(match["y"], int(match["m"]), int(match["d"]))
            return Written({FIXED: (found, found)}, short_year=len(match["y"]) == 2) if found else None
    for form in _NAMED_SPANS:
        if match := form.fullmatch(text):
            part = match.groupdict()
            first = _day(part.get("y1") or part["y"], int(part["m"]), int(part["d"]))
            return _stretch(first, _day(part["y"], int(part.get("m2") or part["m"]), int(part["d2"])))
    if match := _NAMED_MONTH.fullmatch(text):
        return _month(int(match[2] or match[3]), int(match[1] or match[4]))
    return Written(lacks_year=True) if _NAMED_WITHOUT_YEAR.fullmatch(text) else None


def _month(year: int, month: int) -> Written | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Written({FIXED: (date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))})


def _stretch(first: date | None, last: date | None) -> Written | None:
    return Written({FIXED: (first, last)}) if first and last and first <= last else None


def _day(year: str, month: int, day: int) -> date | None:
    """A year of two digits is one from 1950 to 2049."""
    whole = int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= 50 else 2000)
    try:
        return date(whole, month, day)
    except ValueError:
        return None
