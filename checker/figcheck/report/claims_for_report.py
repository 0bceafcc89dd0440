"""The claims as a report shows them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from figcheck.compare.comparable.independence import origins_in


def claims_for_report(parsed: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The parsed claims as a report shows them: names as declared, the range that was compared, the cell and its `origins`.

    `tables` are those of the cards; a claim that is not among their `figures` keeps what was read. `origins` counts the
    independent ones behind the cell, 0 where nobody is named; null outside of cells.
    """
    figures = tables["figures"]
    claims = parsed.copy(deep=False)
    names = ["event", "measure", "population", "place", "source", "origin", "kind", "basis"]
    bounds = ["low", "high", "low_hard", "high_hard", "implied_low", "implied_high"]
    compared = figures[["row", "cell", *names, *bounds]].set_index("row").reindex(claims.index)
    went_on = claims.index.isin(figures["row"])
    for column in names:
        claims[column] = compared[column].fillna(claims[column])
    for column in bounds:
        claims[column] = claims[column].where(~went_on, compared[column])
    claims["cell"] = compared["cell"]
    origins = claims["cell"].map(origins_in(figures, tables["independence"]))
    claims["origins"] = origins.astype("Int64").fillna(0).where(claims["cell"].notna())
    return claims
