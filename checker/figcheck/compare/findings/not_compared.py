"""The claims that were compared with nothing, and why."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.cells import CELL_KEY
from figcheck.compare.comparable.citations import joined_by_via
from figcheck.compare.comparable.pairs import among
from figcheck.compare.tables import Tables
from figcheck.model.tables import Citations, Containment, Figures, Intervals, NotCompared, Reissues, Revisions, Sums

_BUT_FOR = {
    "place": "without another claim of the same place",
    "population": "without another claim of the same population",
    "kind": "without another claim of the same kind",
    "phase": "without another claim of the same phase",
    "since": "that count from another day than the others",
    "basis_class": "with a basis that is not compared with that of the others",
    "unit": "in another unit than the others of the same event, measure and place",
    "measure": "without another claim of the same measure",
}
"""What a claim lacks that has company in a cell which differs from its own in this alone; the first that fits says it."""

_NO_EVENT = "without another claim of the same event"
_NOTHING_LIKE_IT = "without another claim of the same event, measure, population, place and kind"
_OTHER_TIME = "without another claim of the same day or period"


def not_compared(claims: pd.DataFrame, left_out: pd.Series, tables: Tables) -> NotCompared:
    """Every claim that no other was compared with, in the order of the ledgers.

    `claims` are those that were read, as a report shows them. `left_out` has the reason for each that was not valid, by its label.
    """
    figures, repeats = tables[Figures], tables.exact_repeats
    why = pd.Series(_why(tables).to_numpy(), index=figures["row"].to_numpy(), dtype="str").reindex(claims.index)
    if repeats:
        of_first = pd.Series(why.to_numpy(), index=claims["claim_id"].to_numpy(), dtype="str")
        of_first = of_first[of_first.index.isin(set(repeats.values()))].dropna()
        of_first = of_first[~of_first.index.duplicated()]
        why = why.fillna(claims["claim_id"].map(repeats).map(of_first).astype("str"))
    why = why.fillna(left_out.reindex(claims.index).astype("str"))
    some = claims[why.notna()]
    return NotCompared.of(
        some.assign(row=some.index, why=why[why.notna()]).sort_values(["file", "line"], kind="stable")
    )


def reasons(table: NotCompared) -> list[tuple[str, int]]:
    """(reason, number of claims), the most frequent first."""
    return [(str(reason), int(n)) for reason, n in table["why"].value_counts().items()]


def _why(tables: Tables) -> pd.Series:
    """Why each figure was compared with nothing, null for those that were."""
    figures = tables[Figures]
    why = figures["not_compared"].copy()
    contained = pd.concat([tables[Containment]["part_cell"], tables[Containment]["whole_cell"]])
    in_company = figures.groupby("track")["track"].transform("size").fillna(0) > 1
    alone = why.isna() & ~in_company & ~figures["cell"].isin(contained)
    compared = pd.concat(
        [
            tables[Sums]["claim_id"],
            tables[Sums]["part_ids"].str.split("; ").explode(),
            *(tables[Intervals][column] for column in ("claim_id", "start_id", "end_id")),
            *(tables[Revisions][column] for column in ("claim_id", "revised_id")),
            *(tables[Reissues][column] for column in ("claim_id", "against_id")),
        ]
    )
    elsewhere = among(figures["claim_id"], compared) | joined_by_via(tables[Citations])
    lonely = alone & ~elsewhere
    if lonely.any():
        why = why.mask(lonely, _why_alone(figures))
    return why.mask(elsewhere, None)


def _why_alone(figures: Figures) -> pd.Series:
    """What a claim that is alone in its track would need company in."""
    in_cell = figures.groupby("cell")["cell"].transform("size").fillna(0)
    why = pd.Series(_NOTHING_LIKE_IT, index=figures.index, dtype="str")
    cells = figures.loc[figures["cell"].notna(), ["cell", *CELL_KEY]].drop_duplicates("cell")
    for column in reversed(_BUT_FOR):
        rest = [name for name in CELL_KEY if name != column]
        beside = cells.groupby(rest, dropna=False)["cell"].transform("size")
        why = why.mask(figures["cell"].isin(cells.loc[beside > 1, "cell"]), _BUT_FOR[column])
    of_event = figures.groupby("event", dropna=False)["event"].transform("size")
    return why.mask(of_event.eq(1), _NO_EVENT).mask(in_cell > 1, _OTHER_TIME)
