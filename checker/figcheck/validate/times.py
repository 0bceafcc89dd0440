"""Times of day: `2024-11-02T09:30`, `2024-11-02 18:00+03:00`, `2024-11-02 06:00 UTC`; a date alone is the whole day."""

from __future__ import annotations

import pandas as pd

MINUTES_OF_A_DAY = 1440
_LONGEST_DAY = len("2024-11-02")

_CLOCK = (
    r"^\d{4}-\d{2}-\d{2}[T ]\s*"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|(?:UTC|GMT)?[+\-−]\d{1,2}(?::?\d{2})?)?\s*$"
)
_OFFSET = r"(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?"


def times_of_day(cells: pd.Series) -> pd.DataFrame:
    """What date cells say of the time of day; one row a cell, same index.

    `minute` is minutes after midnight as written, null where the cell gives a date alone, or no time that can be read.
    `offset` is the zone in minutes east of UTC, null where none is written. Both are Int64. A whole hour needs its minutes
    or "am" or "pm": `2024-11-02 9` is not a time.
    """
    if not cells.str.len().gt(_LONGEST_DAY).any():
        return pd.DataFrame({"minute": pd.NA, "offset": pd.NA}, index=cells.index, dtype="Int64")
    found = cells.astype("str").str.extract(_CLOCK)
    hour, minute = (pd.to_numeric(found[c], errors="coerce").astype("Int64") for c in ("hour", "minute"))
    half = found["half"].str.lower().str.slice(0, 1)
    named = half.notna()
    hour = hour.where(~named, hour % 12 + (half == "p").astype("Int64") * 12)
    whole = found["minute"].notna() | named
    minutes = hour * 60 + minute.fillna(0)
    read = whole & (minutes <= MINUTES_OF_A_DAY) & (minute.fillna(0) < 60)
    zone = found["zone"].str.extract(_OFFSET)
    east = pd.to_numeric(zone["hours"]).astype("Int64") * 60 + pd.to_numeric(zone["minutes"]).astype("Int64").fillna(0)
    east = east.where(zone["sign"].eq("+"), -east).where(zone["sign"].notna(), 0)
    return pd.DataFrame({
        "minute": minutes.where(read.fillna(False)),
        "offset": east.where(read.fillna(False) & found["zone"].notna()),
    }, index=cells.index).astype("Int64")  # fmt: skip


def unreadable_times(cells: pd.Series) -> pd.Series:
    """True where something that is not a time of day follows a date."""
    if not cells.str.len().gt(_LONGEST_DAY).any():
        return pd.Series(False, index=cells.index)
    follows = cells.astype("str").str.match(r"^\d{4}-\d{2}-\d{2}[T ]\s*\S").fillna(False).astype(bool)
    return follows & times_of_day(cells)["minute"].isna()
