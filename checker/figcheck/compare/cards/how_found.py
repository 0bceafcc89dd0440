"""How the findings of a card come about: the tables that its query reads, or the checks that it puts into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figcheck.compare.cards.card import RuleCard
from figcheck.model.tables import CARD_TABLE_BY_NAME
from figcheck.validate.checks import CHECKS, COSTS

_READ = re.compile(r"\b(?:from|join)\s+(\w+)", re.IGNORECASE)


def how_found(card: RuleCard) -> str:
    """A section of Markdown that says it; generated, so that it cannot fall behind the program."""
    return "\n".join(["## How it is found", *(_tables(card) if card.query is not None else _checks(card))]) + "\n"


def _tables(card: RuleCard) -> Iterator[str]:
    yield "The query reads these tables. docs/tables.md lists their columns."
    yield ""
    for name in dict.fromkeys(name.lower() for name in _READ.findall(card.query or "")):
        if table := CARD_TABLE_BY_NAME.get(name):
            yield f"- `{name}`: one row per {table.per}. {' '.join((table.__doc__ or '').split())}"


def _checks(card: RuleCard) -> Iterator[str]:
    yield "figcheck's own checks find it, before any query runs."
    yield ""
    for name, problem in card.problems.items():
        cost = COSTS[CHECKS[name].cost] if name in CHECKS else "The waiver silences nothing."
        yield f"- `{name}` ({problem.severity}): {cost[:1].lower()}{cost[1:]}"
