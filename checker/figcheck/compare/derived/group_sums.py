"""What the claims of a group come to: the sum of their ranges, as their words say it and as a reader takes it."""

from __future__ import annotations

import pandas as pd
from pandas.api.typing import DataFrameGroupBy

RANGE = ("low", "high", "low_hard", "high_hard", "implied_low", "implied_high")


def summed(groups: DataFrameGroupBy) -> dict[str, pd.Series]:
    """The columns `sum_…` of each group of claims, which have the columns of `RANGE`."""
    return {
        "sum_low": groups["low"].sum(),
        "sum_high": _closed_sum(groups, "high"),
        "sum_low_hard": groups["low_hard"].all(),
        "sum_high_hard": groups["high_hard"].all(),
        "sum_implied_low": groups["implied_low"].sum(),
        "sum_implied_high": _closed_sum(groups, "implied_high"),
    }


def _closed_sum(groups: DataFrameGroupBy, bound: str) -> pd.Series:
    """The sum of the upper bounds of each group, null where one of them is open."""
    return groups[bound].sum(min_count=1).where(groups[bound].count() == groups.size())
