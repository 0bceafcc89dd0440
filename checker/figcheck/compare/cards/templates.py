"""What a card's messages may say: the fields of the claims, of the row, and of the card's own query."""

from __future__ import annotations

from collections.abc import Collection

from figcheck.model.errors import CardError
from figcheck.model.message_template import template_fields
from figcheck.model.near import did_you_mean

CLAIM_FIELDS = (
    "claim_id",
    "figure",
    "source",
    "origin",
    "as_of",
    "published",
    "event",
    "measure",
    "population",
    "place",
    "kind",
    "period_start",
    "basis",
    "low",
    "high",
    "range",
    "by",
    "what",
)
"""What a template may say of the accused claim, and with `against_` before it of its witness."""

FIELDS = (*CLAIM_FIELDS, "against_id", *(f"against_{name}" for name in CLAIM_FIELDS if name != "claim_id"))
ROW_FIELDS = ("gap", "apart", "severity", "explanation")


def check_template(template: str, where: str, known: Collection[str]) -> list[CardError]:
    """One error for every field of the template that is not in `known`, or one for a template that cannot be read."""
    try:
        names = template_fields(template, where)
    except CardError as error:
        return [error]
    errors = []
    for name in dict.fromkeys(names):
        if name not in known:
            errors.append(
                CardError(
                    f"nothing fills {{{name}}}",
                    where=where,
                    why="it is not a field of a claim, a column of the query or a parameter of the card",
                    mend=did_you_mean(name, known) or "return it as a column of the query",
                )
            )
    return errors
