"""The examples of rule cards, each run as a ledger of its own through the whole flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from figcheck import gate
from figcheck.compare.cards.card import Example, RuleCard
from figcheck.compare.cards.catalogue import Catalogue
from figcheck.compare.cards.examples import compare, example_ledger
from figcheck.compare.cards.problems import check_problems, rows_of_checks
from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.cards.templates import FIELDS
from figcheck.compare.engine import CardSession
from figcheck.compare.find_discrepancies import find_discrepancies
from figcheck.model.settings import Settings
from figcheck.parse.claims import parse_claims
from figcheck.provenance.copies import evidence_table, not_read
from figcheck.read import vocabulary_yaml
from figcheck.validate.checks import CHECKS, COMMON_FACTS
from figcheck.validate.validation import validate


@dataclass(frozen=True)
class Outcome:
    """How one example of a card came out; no complaints means as expected."""

    where: str
    title: str
    complaints: list[str]


def run_examples(names: Iterable[str], folders: Iterable[Path]) -> tuple[Catalogue, list[Outcome]]:
    """Runs the examples of the cards named (all without names) through the whole flow.

    The errors of the catalogue are those of its cards, and every check of figcheck that no card puts into words.
    """
    loaded = catalogue(folders, examples=True)
    loaded = replace(loaded, errors=(*loaded.errors, *check_problems(loaded.cards, fields_of_checks())))
    outcomes = []
    with CardSession() as session:
        for card in loaded.choose(tuple(names)):
            for example in card.examples:
                outcomes.append(run_example(card, example, loaded.cards, session))
    return loaded, outcomes


def fields_of_checks() -> dict[str, tuple[str, ...]]:
    """For each of figcheck's own checks the fields that a message about it may use."""
    of_claims = {name: (*FIELDS, *COMMON_FACTS, *check.facts) for name, check in CHECKS.items()}
    return of_claims | {name: (*gate.COMMON_FACTS, *facts) for name, facts in gate.CHECKS.items()}


EXAMPLE_TODAY = date(2024, 3, 1)
"""The date that counts as today in an example that gives none."""


def run_example(card: RuleCard, example: Example, cards: Iterable[RuleCard], session: CardSession) -> Outcome:
    """One example as a ledger of its own, through the whole flow.

    Where its card reads `discrepancies`, the cards of earlier families run before it.
    """
    where = f"{example.file}:{example.line}"
    today = example.today or EXAMPLE_TODAY
    if card.about == "waiver":
        judged = rows_of_checks(gate.judged_example(example, today, Settings.longest_waiver), [card])
        return Outcome(where, example.title, compare(example, judged))
    claims, _ = example_ledger(example)
    declared = vocabulary_yaml.merge({
        "": vocabulary_yaml.common_vocabulary(),
        example.file: vocabulary_yaml.read_vocabulary(example.vocabulary_text, example.file),
    })  # fmt: skip
    validation = validate(parse_claims(claims, declared), declared, today)
    before = [c for c in cards if c.code[2] < card.code[2]] if "discrepancies" in (card.query or "") else []
    with TemporaryDirectory(prefix="figcheck-") as folder:
        example.write_files(Path(folder))
        found = find_discrepancies(
            validation, declared, [*before, card], session, today, partial(evidence_table, folder=Path(folder))
        )
    errors = [*found.errors, *not_read(found.tables["evidence"])]
    complaints = [str(error) for error in errors] or compare(example, found.rows)
    if example.section == "gap":
        closed = f"{where}: {example.title}: this known gap is closed: move the example up"
        complaints = [] if complaints else [closed]
    return Outcome(where, example.title, complaints)
