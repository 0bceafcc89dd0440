"""figcheck's own checks and the cards that put them into words know each other by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from figcheck.commands.rule_examples import fields_of_checks
from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.problems import check_problems
from figcheck.compare.cards.shipped import catalogue

CARDS = catalogue([]).cards


def with_problem(card: RuleCard, check: str, **other: str) -> RuleCard:
    problem = replace(next(iter(card.problems.values())), check=check, **other)
    return replace(card, problems={**card.problems, check: problem})


def test_each_check_has_its_card_and_each_problem_its_check():
    assert check_problems(CARDS, fields_of_checks()) == []


@pytest.mark.parametrize(
    ("check", "other", "what"),
    [
        ("no-such-check", {}, 'there is no check "no-such-check"'),
        ("vague", {}, 'two cards name the check "vague"'),
        ("missing", {"message": "{gap}"}, "nothing fills {gap}"),
        ("missing", {"mend": "[[{why}]]"}, "nothing fills {why}"),
    ],
)
def test_a_problem_that_no_check_finds_is_an_error_at_its_line(check, other, what):
    cards = [with_problem(card, check, **other) if card.code == "FC101" else card for card in CARDS]
    errors = check_problems(cards, fields_of_checks())
    assert [error.what for error in errors] == [what]
    assert (errors[0].where or "").startswith("rules/")


def test_a_check_that_no_card_names_is_an_error():
    cards = [card for card in CARDS if card.code != "FC104"]
    assert [error.what for error in check_problems(cards, fields_of_checks())] == [
        'no card names the check "before-event"'
    ]
