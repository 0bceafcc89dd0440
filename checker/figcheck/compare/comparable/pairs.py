"""Two claims side by side, row by row: what a table of ids says of one claim next to another."""

from __future__ import annotations

import pandas as pd

from figcheck.model.tables import ValidClaims


def claims_named(figures: ValidClaims, ids: pd.Series) -> pd.DataFrame:
    """The claims with these ids, on the index of `ids`; a row is null where no claim has the id."""
    some = figures[figures["claim_id"].isin(ids)].set_index("claim_id", drop=False)
    return some.reindex(ids).set_axis(ids.index)


def pair(figures: ValidClaims, table: pd.DataFrame, one: str, other: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims that two columns of `table` name, as two tables on the index of `table`: what stands in one row belongs
    together, so that their columns can be compared as they are.
    """
    some = figures[figures["claim_id"].isin(pd.concat([table[one], table[other]]))].set_index("claim_id", drop=False)
    first, second = (some.reindex(table[column]).set_axis(table.index) for column in (one, other))
    return first, second


def same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether two columns are equal, row by row; false where one of them is null."""
    return (one == other).fillna(False).astype(bool)


def same_counter(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Whether two claims, row by row, have one origin, or one source that does not name two."""
    named = one["origin"].notna() & other["origin"].notna()
    return same(one["source"], other["source"]).mask(named, same(one["origin"], other["origin"]))
