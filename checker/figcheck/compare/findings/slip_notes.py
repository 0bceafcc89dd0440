"""The row of a conflict names the slip of the hand that explains it: said after all cards have run."""

from __future__ import annotations

import pandas as pd

from figcheck.model.tables import Found
from figcheck.model.words import FAMILIES

NAMED_BY = tuple(digit for digit, family in FAMILIES.items() if family in ("contradiction", "time", "provenance"))
"""First digits of the codes whose rows name a slip."""

_SLIP = next(digit for digit, family in FAMILIES.items() if family == "typo")


def with_slips_named(found: Found) -> Found:
    """The rows that the cards found, with `slip` among the `fields` of those about a claim that a typo card accuses.

    `slip` names code and reading of that card's row ({"code": "FC801", "reading": 4645, "claim_id": "b"}); severity and
    status stay as they are. A row is about the claim when it accuses it, or names it as the witness of the claim that the
    slip was read from. Only rows of the families in NAMED_BY that say by how much two numbers miss each other: a missing
    copy of a page has nothing to do with a digit.
    """
    family = found["code"].str[2]
    slips = found[family == _SLIP]
    if slips.empty:
        return found
    said: dict[str, dict[str, object]] = {}
    pairs: dict[tuple[str, str], dict[str, object]] = {}
    for code, claim, against, fields in zip(
        slips["code"], slips["claim_id"], slips["against_id"], slips["fields"], strict=True
    ):
        if not isinstance(fields.get("reading"), int):
            continue
        slip = {"code": code, "claim_id": claim, "reading": fields["reading"]}
        said.setdefault(claim, slip)
        if isinstance(against, str):
            pairs.setdefault((against, claim), slip)
    table = found.copy()
    table["fields"] = [
        {**fields, "slip": slip} if slip is not None else fields
        for fields, slip in zip(found["fields"], _slips(found, family, said, pairs), strict=True)
    ]
    return table


def _slips(
    found: Found,
    family: pd.Series,
    said: dict[str, dict[str, object]],
    pairs: dict[tuple[str, str], dict[str, object]],
) -> list[dict[str, object] | None]:
    """For each row the slip that it names, or None."""
    asked = family.isin(NAMED_BY) & found["gap"].notna()
    return [
        (said.get(claim) or pairs.get((claim, against))) if ask else None
        for claim, against, ask in zip(found["claim_id"], found["against_id"], asked, strict=True)
    ]
