"""The day that a sentence names for its figure: "as of 2 January", "by Friday", "in December"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from figcheck.prose.draft_words import DraftWords

_LONGEST = 36_500
"""Days of the longest time back."""
Stretch = tuple[date, date]
"""The first and the last day."""


def stated_days(sentence: str, at: int, printed: date, words: DraftWords) -> list[Stretch]:
    """The days for which a figure may hold by the words of its sentence, none after the day on which it is printed.

    `at` is the figure's place in the sentence. A day from which a figure counts ("since 7 October") is none of them. A date
    without a year is the last one before the draft is printed.
    """
    if not words.months:
        return []
    found = []
    for match in _ago(words).finditer(sentence):
        back = (words.ago_numbers.get(match["n"].casefold()) or int(match["n"])) * words.ago_units[
            match["u"].casefold()
        ]
        day, about = printed - timedelta(days=min(back, _LONGEST)), timedelta(days=back // 7)
        found.append((day - about, day + about))
    for match in _pattern(words).finditer(sentence):
        if words.since.search(sentence[max(match.start() - 12, 0) : match.start()].rsplit(",", maxsplit=1)[-1]):
            continue
        stretch = _stretch(match, printed, words)
        if stretch is not None and stretch[0] <= printed:
            found.append(stretch)
    return found


def _ago(words: DraftWords) -> re.Pattern[str]:
    """Days counted back from the draft's: "a week ago", "two days earlier", "the day before"."""
    return _compiled_ago("|".join(words.ago_numbers), "|".join(words.ago_units), words.ago)


@lru_cache(maxsize=8)
def _compiled_ago(numbers: str, units: str, ago: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<n>{numbers}|\d{{1,3}})[\s-]+(?P<u>{units})s?\s+(?:{ago})\b", re.IGNORECASE)


def _pattern(words: DraftWords) -> re.Pattern[str]:
    return _compiled("|".join(sorted(words.months, key=len, reverse=True)), "|".join(words.weekdays), words.as_of)


@lru_cache(maxsize=8)
def _compiled(months: str, weekdays: str, as_of: str) -> re.Pattern[str]:
    month = rf"(?:{months})\b\.?"
    return re.compile(
        rf"""(?P<iso>\d{{4}}-\d\d-\d\d)
        |\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{month})(?:,?\s+(?P<y1>\d{{4}}))?
        |\b(?P<m2>{month})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|,\d)(?:,?\s+(?P<y2>\d{{4}}))?
        |\b(?:{as_of})\s+(?:(?:late|early|mid|the\s+end\s+of)[\s-]+)?(?P<m3>{month})(?!\s+\d{{1,2}}\b)(?:\s+(?P<y3>\d{{4}}))?
        |\b(?:{as_of})\s+(?P<w>{weekdays})\b""",
        re.VERBOSE | re.IGNORECASE,
    )


def _stretch(match: re.Match[str], printed: date, words: DraftWords) -> Stretch | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            day = date.fromisoformat(part["iso"])
            return day, day
        if part["w"]:
            back = (printed.weekday() - words.weekdays[part["w"].casefold()]) % 7
            day = printed - timedelta(days=back)
            return day, day
        for n in ("1", "2", "3"):
            if part[f"m{n}"]:
                month = words.months[part[f"m{n}"].casefold().rstrip(".")]
                return _of_month(month, part.get(f"d{n}"), part[f"y{n}"], printed)
    except (ValueError, OverflowError):
        return None
    return None


def _of_month(month: int, day: str | None, year: str | None, printed: date) -> Stretch | None:
    first = int(day) if day else 1
    chosen = int(year) if year else printed.year
    if not year and date(chosen, month, min(first, 28)) > printed:
        chosen -= 1
    last = int(day) if day else calendar.monthrange(chosen, month)[1]
    return date(chosen, month, first), date(chosen, month, last)
