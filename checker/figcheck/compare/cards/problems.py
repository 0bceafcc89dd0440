"""What figcheck's own checks find, as findings of the cards that name these checks under `problems`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.templates import check_template
from figcheck.model.errors import CardError
from figcheck.model.near import did_you_mean
from figcheck.model.tables import Failures, Rows


def rows_of_checks(found: Failures, cards: Iterable[RuleCard]) -> Rows:
    """Failed checks as findings, with the check among the `fields`.

    What a check found that none of the cards names is left out: its rule does not run.
    """
    named = {check: (card.code, problem.severity) for card in cards for check, problem in card.problems.items()}
    some = found[found["check"].isin(named)]
    return Rows.of(pd.DataFrame({
        "code": [named[check][0] for check in some["check"]],
        "row": some["row"].array,
        "against_row": some["against_row"].array,
        "severity": [named[check][1] for check in some["check"]],
        "status": "new",
        "explanation": None,
        "gap": None,
        "fields": [{**facts, "check": check} for check, facts in zip(some["check"], some["fields"], strict=True)],
    }))  # fmt: skip


def check_problems(cards: Iterable[RuleCard], checks: Mapping[str, Collection[str]]) -> list[CardError]:
    """Every check that no card names, or two, and every problem of a card that is not a check or says what nobody gives.

    `checks` has the fields that the messages of each check may use.
    """
    errors: list[CardError] = []
    by: dict[str, RuleCard] = {}
    for card in cards:
        for name, problem in card.problems.items():
            where = card.where(problem.line)
            if name not in checks:
                mend = did_you_mean(name, checks) or f"the checks are {', '.join(checks)}"
                errors.append(CardError(f'there is no check "{name}"', where=where, mend=mend))
                continue
            if name in by:
                why = f"{by[name].shown_as} names it too"
                errors.append(CardError(f'two cards name the check "{name}"', where=where, why=why, mend="remove one"))
            by.setdefault(name, card)
            known = {*checks[name], *card.parameters}
            for template in (problem.message, problem.mend):
                errors += check_template(template, where, known)
    errors += [
        CardError(f'no card names the check "{name}"', mend="add it to the `problems` of a card")
        for name in checks
        if name not in by
    ]
    return errors
