"""Rates as counts: people per day, times the days for which they are said to hold."""

from __future__ import annotations

import numpy as np
import pandas as pd

from figcheck.model.tables import ValidClaims
from figcheck.model.units import counts_over

_BOUNDS = ("low", "high", "implied_low", "implied_high")


def rates_as_counts(figures: ValidClaims) -> ValidClaims:
    """`figures` in which a rate of a known period (kind `rate`, `period_start`, `as_of`) is the increment of that period.

    "100 a day" from 1 to 11 January is 1,000 people: its unit becomes people, its kind increment, and its range what the
    rate comes to, soft on both sides, since an average is rounded. Other rates stay as they are, and are not compared.
    """
    rate = figures["kind"].eq("rate") & figures["unit"].eq("rate") & (figures["period_start"] < figures["as_of"])
    if not rate.any():
        return figures
    table = figures.copy(deep=False)
    some = figures.loc[rate]
    days = (some["as_of"] - some["period_start"]).dt.days.to_numpy(dtype="float64")
    low, high = (some[f"ratio_{bound}"].to_numpy(dtype="float64", na_value=np.nan) for bound in ("low", "high"))
    least, most = counts_over(low, high, days)
    for bound in _BOUNDS:
        counted = pd.array(least if bound.endswith("low") else most, dtype="Float64").astype("Int64")
        table.loc[rate, bound] = counted
    for column, value in (("unit", "people"), ("kind", "increment"), ("low_hard", False), ("high_hard", False)):
        table[column] = table[column].mask(rate, value)
    return table
