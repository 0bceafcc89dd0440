"""Two claims side by side, row by row: what a table of ids says of one claim next to another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from figcheck.model.tables import ValidClaims


def among(cells: pd.Series, names: Iterable[str | None]) -> pd.Series:
    """Where a cell of text is one of the names; false where it is null.

    `Series.isin` says the same. In pandas 3.1 it makes a Python object of every name first, which takes seconds for a
    million ids.
    """
    wanted = pa.array(names, type=pa.large_string(), from_pandas=True).drop_null()
    if not len(cells) or not len(wanted):
        return pd.Series(False, index=cells.index)
    found = pc.is_in(pa.array(cells, type=pa.large_string(), from_pandas=True), value_set=wanted)
    return pd.Series(np.asarray(found), index=cells.index)


def claims_named(figures: ValidClaims, ids: pd.Series) -> pd.DataFrame:
    """The claims with these ids, on the index of `ids`; a row is null where no claim has the id."""
    some = figures[among(figures["claim_id"], ids)].set_index("claim_id", drop=False)
    return some.reindex(ids).set_axis(ids.index)


def pair(figures: ValidClaims, table: pd.DataFrame, one: str, other: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims that two columns of `table` name, as two tables on the index of `table`: what stands in one row belongs
    together, so that their columns can be compared as they are.
    """
    some = figures[among(figures["claim_id"], pd.concat([table[one], table[other]]))].set_index("claim_id", drop=False)
    first, second = (some.reindex(table[column]).set_axis(table.index) for column in (one, other))
    return first, second


def same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether two columns are equal, row by row; false where one of them is null."""
    return (one == other).fillna(False).astype(bool)


def same_counter(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Whether two claims, row by row, have one origin, or one source that does not name two."""
    named = one["origin"].notna() & other["origin"].notna()
    return same(one["source"], other["source"]).mask(named, same(one["origin"], other["origin"]))
