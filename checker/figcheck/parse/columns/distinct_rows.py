"""A question asked of many rows: equal rows are answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def each_once(asked: pd.DataFrame, answer: Callable[..., Any]) -> list[Any]:
    """`answer(*row)` for every row, called once for each distinct one; a null cell is None."""
    groups = asked.groupby(list(asked.columns), dropna=False, sort=False).ngroup()
    distinct = asked[~groups.duplicated()].astype(object)
    answers = [answer(*row) for row in distinct.where(distinct.notna(), None).itertuples(index=False, name=None)]
    return [answers[group] for group in groups]
