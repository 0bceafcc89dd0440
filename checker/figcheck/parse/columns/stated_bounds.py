"""The bounds that a ledger states itself, in its columns `low` and `high`, next to the words of the figure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from figcheck.model.tables import Parsed
from figcheck.model.words import COUNTED_UNITS

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = r"[-−]?(?:\d{1,15}|\d{1,3}(?:[, ]\d{3}){1,4})"


def written_bounds(column: pd.Series) -> pd.Series:
    """A column of whole numbers in digits as Int64; null where there is none, or what stands there is not such a number."""
    digits = column.where(column.str.fullmatch(_NUMBER).fillna(False).astype(bool))
    digits = digits.map(_western, na_action="ignore").astype("str")
    return digits.str.replace("−", "-").str.replace("[, ]", "", regex=True).astype("Int64")


def _western(cell: str) -> str:
    """The digits of any script as 0 to 9."""
    return (
        cell
        if cell.isascii()
        else "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in cell)
    )


def with_overrides(table: Parsed) -> Parsed:
    """The parsed table, in which the stated bounds stand for the words wherever the ledger gives a reason (`parse_override`).

    A bound that is left empty is open: 0 below, none above. What is stated is asserted, so both bounds are hard. A figure that
    could not be read is read so.
    """
    low, high = table["written_low"], table["written_high"]
    stated = table["parse_override"].notna() & (low.notna() | high.notna()) & ~(low > high).fillna(False)
    if not stated.any():
        return table
    table = table.copy(deep=False)
    single = stated & (low == high).fillna(False)
    kinds = {"between": stated, "at_least": stated & high.isna(), "at_most": stated & low.isna(), "exact": single}
    for qualifier, where in kinds.items():
        table["qualifier"] = table["qualifier"].mask(where, qualifier)
    for prefix in ("", "implied_"):
        table[f"{prefix}low"] = table[f"{prefix}low"].mask(stated, low.fillna(0))
        table[f"{prefix}high"] = table[f"{prefix}high"].mask(stated, high)
    table["low_hard"] = table["low_hard"].mask(stated, low.notna())
    table["high_hard"] = table["high_hard"].mask(stated, high.notna())
    number = low.where(single | (stated & high.isna()), high.where(low.isna())).astype("Float64")
    table["value"] = table["value"].mask(stated, number)
    table["unit"] = table["unit"].mask(stated & ~table["unit"].isin(COUNTED_UNITS), "people")
    table["is_increment"] = table["is_increment"].mask(stated & table["is_increment"].isna(), False)
    table["is_correction"] = table["is_correction"].mask(stated, (number < 0).fillna(False))
    for column in ("figure_error", "figure_mend", "other_reading"):
        table[column] = table[column].mask(stated)
    table["no_figure"] = table["no_figure"].mask(stated & table["figure"].notna())
    table["impossible"] = table["impossible"].mask(stated, False)
    return table
