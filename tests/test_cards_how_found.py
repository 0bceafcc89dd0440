"""A card's page says how its findings come about, in words that come from the program itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import figcheck
from figcheck.compare.cards.how_found import how_found
from figcheck.compare.cards.shipped import card_page, catalogue
from figcheck.model.tables import Conflicts

PACKAGE = Path(figcheck.__file__).parent
CARDS = catalogue([]).cards
EXAMPLES_IN_HELP = (
    "commands/options.py",
    "compare/cards/front_matter.py",
    "compare/cards/new_card.py",
    "model/settings.py",
)
"""Modules whose sentences for users show a code as an example."""


def test_a_page_ends_with_the_tables_that_its_query_reads():
    lines = card_page("FC301", []).split("## How it is found\n")[1].splitlines()
    assert [line.split(":")[0] for line in lines[2:]] == ["- `figures`", "- `conflicts`", "- `series`"]
    assert f"one row per {Conflicts.per}" in lines[3]
    assert " ".join((Conflicts.__doc__ or "").split()) in lines[3]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.code)
def test_every_card_says_how_it_is_found(card):
    assert how_found(card).count("\n- `") >= max(1, len(card.problems))


def test_a_page_without_a_query_ends_with_its_checks_and_what_they_cost():
    page = card_page("unparsed-figure", [])
    assert "- `unparsed` (warning): the row is left out of all comparisons." in page
    assert "- `vague` (note): the claim is compared all the same." in page


@pytest.mark.slow
def test_what_the_program_knows_of_a_rule_stands_in_its_card_and_not_in_python():
    found = {}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        codes = [node.lineno for node in texts if id(node) not in docs and re.search(r"FC\d", node.value)]
        if codes:
            found[path.relative_to(PACKAGE).as_posix()] = codes
    assert set(found) <= set(EXAMPLES_IN_HELP), found
