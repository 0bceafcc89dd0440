"""The stage `compare`: the tables that cards read, then the cards. A run and every example of a card go through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.problems import rows_of_checks
from figcheck.compare.comparable.pairs import among
from figcheck.compare.engine import CardSession
from figcheck.compare.findings.slip_notes import with_slips_named
from figcheck.compare.tables import Tables, for_cards
from figcheck.model.errors import FigcheckError
from figcheck.model.progress import Progress, silent
from figcheck.model.tables import Evidence, Figures, Found, Rows, ValidClaims
from figcheck.model.vocabulary import Vocabulary
from figcheck.validate.validation import Validation

EvidenceTable = Callable[[ValidClaims], Evidence]


@dataclass
class Compared:
    """What the checks found: `rows` and the tables they read; `found` are the rows of the engine."""

    rows: Rows
    tables: Tables
    errors: list[FigcheckError]
    found: Found


def find_discrepancies(
    validation: Validation,
    vocabulary: Vocabulary,
    cards: Iterable[RuleCard],
    session: CardSession,
    today: date,
    evidence: EvidenceTable,
    *,
    progress: Progress = silent,
    parameters: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> Compared:
    """Runs the cards over the figures that went on; the rows of the validity and figure cards come from `validate`.

    `parameters` are values by code and name, in place of the cards' defaults. `evidence` gives the table `evidence` of some
    figures; it is asked for all of them where a card reads that table, else for none.
    """
    cards = list(cards)
    tables = Tables(validation.figures, vocabulary)
    queries = [card.query for card in cards if card.query is not None]
    asked = any("evidence" in query for query in queries)
    with_copies = validation.figures if asked else validation.figures.iloc[:0]
    tables["evidence"] = evidence(with_copies)
    session.load(for_cards(tables, queries))
    result = session.run(cards, parameters, today=today, progress=progress)
    found = _rows_of_claims(with_slips_named(result.rows), tables[Figures])
    rows = Rows.of(pd.concat([rows_of_checks(validation.rows, cards), found]))
    return Compared(rows, tables, list(result.errors), result.rows)


def _rows_of_claims(found: Found, figures: Figures) -> Rows:
    """Findings by claim id as findings by row of the claims table."""
    told = among(figures["claim_id"], pd.concat([found["claim_id"], found["against_id"]]))
    row = figures[told].set_index("claim_id")["row"]
    table = found.copy()
    table["row"] = row.reindex(found["claim_id"]).astype("Int64").array
    table["against_row"] = row.reindex(found["against_id"]).astype("Int64").array
    return Rows.of(table)
