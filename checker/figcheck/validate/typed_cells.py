"""Cells as what they mean: dates as dates, names in their declared form, defaults filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from figcheck.model.tables import DATE_COLUMNS, DEFAULTS, Parsed
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary, same_name
from figcheck.validate.dates.columns import NO_DATE, UNKNOWN, DateCells
from figcheck.validate.times import times_of_day, unreadable_times

TIMED_COLUMNS = ("as_of", "published")
"""Date columns that may hold a time of day."""

_ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ].*)?$"


def typed(parsed: Parsed, vocabulary: Vocabulary, dates: DateCells) -> pd.DataFrame:
    """The parsed table with typed columns in place of text, same rows.

    `dates` are its date cells. They become datetime64[us], the day as written (null where empty, unknown or unreadable), and
    stand in `printed_…` as they were, with what is wrong with them in `fault_…`; the time of day of `as_of` and `published`
    stands in `as_of_minute`, `as_of_offset` and so on; event, measure, population, place, source and origin take their declared
    spelling; kind, basis and status are lower case, with the
    defaults of `model.tables.DEFAULTS` except that an empty basis stays null (a copy takes it from what it copies).
    """
    table = parsed.copy(deep=False)
    for column in DATE_COLUMNS:
        table[f"printed_{column}"] = parsed[column]
        iso = dates.iso[column]
        table[column] = by_value(iso, _dates)
        no_date = (iso.notna() & table[column].isna()) | by_value(iso, unreadable_times).eq(True)
        table[f"fault_{column}"] = dates.fault[column].mask(no_date, NO_DATE)
    for column in TIMED_COLUMNS:
        table[[f"{column}_minute", f"{column}_offset"]] = _times(dates.iso[column])
    table["as_of_unknown"] = parsed["as_of"].str.strip().str.casefold().eq(UNKNOWN).fillna(False).astype(bool)
    for column in ("kind", "basis", "status"):
        table[column] = parsed[column].str.casefold()
    table["reliability"] = parsed["reliability"].str.strip().str.upper()
    table["credibility"] = parsed["credibility"].str.strip()
    for column, default in DEFAULTS.items():
        if column != "basis":
            table[column] = table[column].fillna(default)
    events = {same_name(name): name for name in vocabulary.events}
    table["event"] = by_value(parsed["event"], partial(_spelt, known=events))
    for dimension in DIMENSIONS:
        table[dimension] = _resolved(table["event"], table[dimension], vocabulary.resolver(dimension))
    for column in ("source", "origin"):
        known = {spelling: party.name for spelling, party in vocabulary.parties(column).items()}
        table[column] = by_value(parsed[column], partial(_spelt, known=known))
    return table


def _spelt(names: pd.Series, known: dict[str, str]) -> pd.Series:
    """The declared spelling; of two spellings that nobody declared, the first in the alphabet stands for both."""
    known = dict(known)
    for name in sorted(names):
        known.setdefault(same_name(name), " ".join(name.split()))
    return names.map(lambda name: known[same_name(name)])


def by_value(column: pd.Series, convert: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """`convert` applied to the distinct values of a column and spread over its rows; nulls stay null."""
    codes, distinct = pd.factorize(column)
    converted = pd.Series(convert(pd.Series(distinct)).array)
    taken = converted.reindex(codes)  # code -1 is no label of the range index: null
    taken.index = column.index
    return taken


def _times(cells: pd.Series) -> pd.DataFrame:
    """`times_of_day` of a column, worked out once for each distinct cell that is longer than a date."""
    timed = cells[cells.str.len().gt(len("2024-11-02")).fillna(False).astype(bool)]
    codes, distinct = pd.factorize(timed)
    found = times_of_day(pd.Series(distinct, dtype="str")).iloc[codes].set_axis(timed.index)
    return found.reindex(cells.index)


def _dates(text: pd.Series) -> pd.Series:
    iso = text.where(text.str.match(_ISO).fillna(False).astype(bool)) if len(text) else text
    return pd.to_datetime(iso.astype("str").str.slice(0, 10), format="%Y-%m-%d", errors="coerce").astype(
        "datetime64[us]"
    )


def _resolved(event: pd.Series, name: pd.Series, resolve: Callable[[str | None, str], str]) -> pd.Series:
    """`name` as declared within its event, worked out once for each distinct pair."""
    first, which = distinct_pairs(event, name)
    distinct = pd.DataFrame({"event": event.iloc[first].array, "name": name.iloc[first].array})
    distinct = distinct.dropna(subset="name").sort_values(["name", "event"])
    spelling: dict[str, str] = {}
    found = [resolve(None if pd.isna(e) else e, n) for e, n in zip(distinct["event"], distinct["name"], strict=True)]
    resolved = pd.Series([spelling.setdefault(same_name(n), n) for n in found], index=distinct.index, dtype="str")
    return resolved.reindex(which).set_axis(name.index)


def distinct_pairs(one: pd.Series, other: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Of the pairs that stand in two columns the place at which each stands first, and for each row the number of its pair."""
    codes, other_codes = (pd.factorize(column, use_na_sentinel=False)[0] for column in (one, other))
    _, first, which = np.unique(codes * (len(other_codes) + 1) + other_codes, return_index=True, return_inverse=True)
    return first, which
