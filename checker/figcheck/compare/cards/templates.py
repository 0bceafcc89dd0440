"""Message templates: `{name}` and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from string import Formatter

from figcheck.model.errors import CardError

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
    "what",
)
"""What a template may say of the claim to mend, and with `against_` before it of its witness."""

FIELDS = (*CLAIM_FIELDS, "against_id", *(f"against_{name}" for name in CLAIM_FIELDS if name != "claim_id"))
ROW_FIELDS = ("gap", "severity", "explanation")

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def template_fields(template: str, where: str) -> list[str]:
    """The names of the fields of a template, in order.

    `{{` and `}}` are braces. Raises CardError for anything but plain names: a template of a colleague's card is filled
    with `str.format`, which would follow attributes and indexes.

    >>> template_fields("{source} gives {figure}", "card.md:3")
    ['source', 'figure']
    """
    mend = "write {name}, or {{ for a brace"
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise CardError(f'cannot read the template "{template}"', where=where, why=str(error), mend=mend) from error
    found = []
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if not _NAME.fullmatch(name) or spec or conversion:
            written = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            raise CardError(
                f"{{{written}}} is not a field",
                where=where,
                why="a template has plain names, without index or format",
                mend=mend,
            )
        found.append(name)
    return found


def check_template(template: str, where: str, known: Collection[str]) -> list[CardError]:
    """One error for every field of the template that is not in `known`, or one for a template that cannot be read."""
    try:
        names = template_fields(template, where)
    except CardError as error:
        return [error]
    errors = []
    for name in dict.fromkeys(names):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            mend = f'did you mean "{near[0]}"?' if near else "return it as a column of the query"
            errors.append(
                CardError(
                    f"nothing fills {{{name}}}",
                    where=where,
                    why="it is no field of a claim, no column of the query and no parameter of the card",
                    mend=mend,
                )
            )
    return errors
