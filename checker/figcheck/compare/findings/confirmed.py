"""What was tested and held: as good to know as what did not."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from figcheck.compare.tables import Tables
from figcheck.model.tables import Conflicts, Containment, Evidence, Excesses, Figures, Found, Intervals, Sums, Tensions


def inside_their_wholes(tables: Tables) -> int:
    """How many pairs of a part cell and a whole cell were compared without the part exceeding the whole.

    Compared were totals of which one of the part is no later than one of the whole that is bounded from above.
    """
    figures, edges = tables[Figures], tables[Containment]
    usable = (
        figures["is_current"]
        & ~figures["is_faithful_copy"]
        & figures["as_of"].notna()
        & figures["kind"].eq("cumulative")
    )
    claims = figures.loc[usable & figures["cell"].notna(), ["cell", "as_of", "high"]]
    first = claims.groupby("cell")["as_of"].min()
    last = claims[claims["high"].notna()].groupby("cell")["as_of"].max()
    tested = first.reindex(edges["part_cell"]).array <= last.reindex(edges["whole_cell"]).array
    compared = edges[pd.Series(tested, index=edges.index, dtype="boolean").fillna(False).to_numpy(dtype=bool)]
    exceeded = pd.MultiIndex.from_frame(tables[Excesses][["part_cell", "whole_cell"]])
    return int((~pd.MultiIndex.from_frame(compared[["part_cell", "whole_cell"]]).isin(exceeded)).sum())


def agreeing_cells(tables: Tables) -> int:
    """How many cells hold claims of two origins or more for what one truth must explain, and nothing in conflict or tension."""
    figures = tables[Figures]
    usable = figures["is_current"] & ~figures["is_faithful_copy"] & figures["origin"].notna() & figures["track"].notna()
    voices = figures[usable].groupby("track")["origin"].nunique()
    cells = figures.loc[figures["track"].isin(voices[voices > 1].index), "cell"].unique()
    disputed = pd.concat([tables[Conflicts]["cell"], tables[Tensions]["cell"]])
    return int((~pd.Series(cells).isin(disputed)).sum())


def confirmed(tables: Tables, found: Found, about_sums: Collection[str]) -> list[tuple[str, int]]:
    """What was tested and held. `about_sums` are the codes of the rules that name a sum that does not."""
    counts = [
        (
            len(tables[Sums]) - int(found["code"].isin(about_sums).sum()),
            "sum adds up to its whole",
            "sums add up to their wholes",
        ),
        (
            int(tables[Intervals]["difference"].eq(0).sum()),
            "daily number agrees with the change of the total",
            "daily numbers agree with the change of the total",
        ),
        (inside_their_wholes(tables), "part is not larger than its whole", "parts are not larger than their wholes"),
        (
            agreeing_cells(tables),
            "cell in which independent origins agree",
            "cells in which independent origins agree",
        ),
        (
            int(tables[Figures]["is_faithful_copy"].sum()),
            "copy is faithful to its source",
            "copies are faithful to their source",
        ),
        (
            int(tables[Evidence]["quote_in_copy"].eq(True).sum()),
            "quote is in its archived copy",
            "quotes are in their archived copies",
        ),
    ]
    return [(one if n == 1 else many, n) for n, one, many in counts if n > 0]
