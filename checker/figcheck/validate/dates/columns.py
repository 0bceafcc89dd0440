"""The date cells of whole ledgers: each column of a file is decided from all its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from figcheck.model.notice import Notice
from figcheck.model.tables import DATE_COLUMNS, Parsed
from figcheck.validate.dates.written_days import FIXED, Stretch, Written, written

UNKNOWN = "unknown"
"""What an editor writes in a date cell to say that the source gives no date."""

NO_DATE, NO_ORDER, NO_YEAR, NO_DAY, OTHER_CALENDAR = "no-date", "no-order", "no-year", "no-day", "other-calendar"
FAULTS = (NO_DATE, NO_ORDER, NO_YEAR, NO_DAY, OTHER_CALENDAR)
"""Why a cell gives no day: it is no date, has two readings, lacks the year, names more than one day, or has another calendar."""

_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ].*)?"
_MIDNIGHT = r"\d{4}-\d{2}-\d{2}[T ](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM) ?(?:Z|UTC|GMT|[+-]00:?00)?"
_TIMED = r"\d{4}-\d{2}-\d{2}[T ].*"

_OF_A_PERIOD = ("increment", "rate")
_ORDER_WORDS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


@dataclass(frozen=True)
class DateCells:
    """The date columns of a ledger, same index.

    `iso` has each date as ISO text, with the time of day where one is written; null where there is none. `fault` says why a cell
    that is not empty gives none: one of FAULTS. `notices` has what was decided for a column.
    """

    iso: pd.DataFrame
    fault: pd.DataFrame
    notices: list[Notice] = field(default_factory=list)


def date_cells(parsed: Parsed, order: str | None = None) -> DateCells:
    """The date cells as ISO text. `order` (dmy, mdy or ymd) decides where the cells of a column do not show theirs.

    A stretch of days is the period of an increment or a rate; a period starts with its first day. Elsewhere it is no day.
    """
    cells = DateCells(
        parsed[list(DATE_COLUMNS)].copy(), pd.DataFrame(index=parsed.index, columns=list(DATE_COLUMNS), dtype="str")
    )
    for column in DATE_COLUMNS:
        text = parsed[column]
        is_unknown = text.str.casefold().eq(UNKNOWN).fillna(False).astype(bool)
        cells.iso[column] = text.mask(is_unknown) if column in ("as_of", "period_start") else text
        other = cells.iso[column].notna() & ~_matches(cells.iso[column], _ISO)
        for file, some in parsed.loc[other, [column, "line"]].groupby(parsed.loc[other, "file"], sort=True):
            _read_column(cells, parsed, column, str(file), some, order)
        _without_midnights(cells, parsed["file"], column)
    return cells


def _matches(text: pd.Series, pattern: str) -> pd.Series:
    return text.str.fullmatch(pattern).fillna(False).astype(bool)


def _read_column(
    cells: DateCells, parsed: Parsed, column: str, file: str, some: pd.DataFrame, order: str | None
) -> None:
    """Reads the cells of a column of one file that are not ISO."""
    first = some.sort_values("line").drop_duplicates(column).set_index(column)["line"]
    lines = {str(cell): int(line) for cell, line in first.items()}
    means = {cell: written(cell) for cell in lines}
    shown = {next(iter(one.by_order)): cell for cell, one in reversed(means.items()) if _shows_order(one)}
    order = next(iter(shown)) if len(shown) == 1 else order
    days: dict[str, Stretch | str] = {cell: _decided(one, order) for cell, one in means.items()}
    cells.notices.extend(Notice(file, *notice) for notice in _notices(column, means, days, lines, shown, order))
    text = some[column]
    single = {
        cell: f"{d[0].isoformat()}{means[cell].time}"
        for cell, d in days.items()
        if not isinstance(d, str) and d[0] == d[1]
    }
    cells.iso.loc[text.index, column] = text.map(single).astype("str")
    cells.fault.loc[text.index, column] = text.map({cell: d for cell, d in days.items() if isinstance(d, str)}).astype(
        "str"
    )
    spans = {cell: d for cell, d in days.items() if not isinstance(d, str) and d[0] != d[1]}
    if spans:
        _place_stretches(cells, parsed, column, text[text.isin(list(spans))], spans)


def _shows_order(one: Written) -> bool:
    """Whether a cell can be read in one order of its numbers only, and so shows the order of its column."""
    return len(one.by_order) == 1 and FIXED not in one.by_order


def _decided(one: Written, order: str | None) -> Stretch | str:
    """The days of a cell, or what is wrong with it."""
    if one.other_calendar:
        return OTHER_CALENDAR
    if not one.by_order:
        return NO_YEAR if one.lacks_year else NO_DATE
    if len(one.days) == 1:
        return next(iter(one.days))
    return one.by_order.get(order or "", NO_ORDER)


def _notices(
    column: str, means: Mapping[str, Written], days: Mapping[str, Stretch | str], lines: Mapping[str, int],
    shown: Mapping[str, str], order: str | None,
) -> Iterator[tuple[int, str]]:  # fmt: skip
    """A line and a sentence for each thing that was decided; nothing on what the settings decide."""

    def first(holds: Callable[[str, Written], bool]) -> str | None:
        found = (cell for cell in means if holds(cell, means[cell]))
        return min(found, key=lambda cell: (lines[cell], cell), default=None)

    decided = first(lambda cell, one: len(one.days) > 1 and days[cell] != NO_ORDER)
    if decided is not None and order is not None and order in shown:
        shows = shown[order]
        yield lines[shows], f"{column} is read as {_ORDER_WORDS[order]}: “{shows}” in line {lines[shows]}"
    serial = first(lambda _, one: one.serial)
    if serial is not None:
        what = "is read as the number that a spreadsheet keeps for a day"
        yield lines[serial], f"{column}: “{serial}” in line {lines[serial]} {what}"
    short = first(lambda cell, one: one.short_year and not isinstance(days[cell], str))
    if short is not None:
        what = "a year of two digits is read as one from 1950 to 2049, such as"
        yield lines[short], f"{column}: {what} “{short}” in line {lines[short]}"


def _place_stretches(
    cells: DateCells, parsed: Parsed, column: str, text: pd.Series, spans: Mapping[str, Stretch]
) -> None:
    """Puts stretches of days where they mean something: as the period of an increment, or as the start of a period."""
    first, last = (text.map({cell: d[end].isoformat() for cell, d in spans.items()}) for end in (0, 1))
    if column == "period_start":
        cells.iso.loc[text.index, column] = first
        return
    counts_period = parsed.loc[text.index, "kind"].str.casefold().isin(_OF_A_PERIOD) & (column == "as_of")
    period, other = text.index[counts_period], text.index[~counts_period]
    cells.fault.loc[other, column] = NO_DAY
    cells.iso.loc[period, column] = last[period]
    start = cells.iso.loc[period, "period_start"]
    cells.iso.loc[period, "period_start"] = start.where(parsed.loc[period, "period_start"].notna(), first[period])


def _without_midnights(cells: DateCells, file: pd.Series, column: str) -> None:
    """Takes a time of 0:00 away where a column of a file has no other: spreadsheets and JSON write it after every day."""
    iso = cells.iso[column]
    midnight = _matches(iso, _MIDNIGHT)
    if midnight.any():
        with_times = file[_matches(iso, _TIMED) & ~midnight].unique()
        cells.iso[column] = iso.mask(midnight & ~file.isin(with_times), iso.str.slice(0, 10))


def readings(cell: str) -> list[str]:
    """The days that a cell may mean, as ISO text."""
    return sorted(first.isoformat() for first, _ in written(cell).days)
