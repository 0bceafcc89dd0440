"""What a declared revision to another number was made for, as far as the ledger shows it."""

from __future__ import annotations

from figcheck.compare.comparable.pairs import pair
from figcheck.compare.conflicts.declared_corrections import declared_in_note, difference
from figcheck.compare.conflicts.innocent_causes import attackers_counted, first_known
from figcheck.model.tables import Figures, Perpetrators, Revisions


def with_causes(revised: Revisions, figures: Figures, killed: Perpetrators) -> Revisions:
    """The revisions, with the cause of each: the declared attackers are the difference, or a note says of so many that they were
    counted in, taken out, or counted twice.
    """
    if revised.empty:
        return revised
    found = revised.rename(columns={"revised_id": "against_id"})
    newer, older = pair(figures[["claim_id", "value", "unit"]], found, "claim_id", "against_id")
    apart = (newer["value"] - older["value"]).where(newer["unit"] == older["unit"]).astype("Float64")
    by = apart.abs().where(apart % 1 == 0)
    cause = first_known(
        attackers_counted(found, figures, killed),
        declared_in_note(
            found,
            {"claim_id": 1, "against_id": -1},
            difference(apart.gt(0).map({True: 1, False: -1}), by, by),
            figures,
            series=True,
        ),
    )
    return Revisions.of(revised.assign(cause=cause.where(apart != 0)))
