"""The stages between reading and reporting: claims -> parsed -> validated -> checked. A run and every example go through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from checker import parse as parse_stage
from checker.cards.card import RuleCard
from checker.check import (
    CardSession,
    Tables,
    agreeing_cells,
    for_cards,
    inside_their_wholes,
    origins_in,
    with_slips_named,
)
from checker.errors import FigcheckError
from checker.evidence import evidence_table
from checker.model import ROW_COLUMNS
from checker.validate import Validation
from checker.vocabulary import Vocabulary, same_name

Progress = Callable[[str], None]


def parse_claims(claims: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The claims table with the columns of `model.PARSED_COLUMNS` beside it, same rows."""
    rounds = pd.Series(True, index=claims.index)
    for column in ("source", "origin"):
        never = {spelling for spelling, party in vocabulary.parties(column).items() if not party.rounds}
        names = claims[column].dropna().unique()
        rounds &= ~claims[column].isin([name for name in names if same_name(name) in never])
    figures = parse_stage.parse_figures(claims["figure"], claims["lang"], rounds, claims["interval"])
    figures["other_reading"] = parse_stage.other_readings(claims["figure"], claims["lang"])
    figures["no_lexicon"] = figures["figure_error"].notna() & parse_stage.lacks_lexicon(claims["lang"])
    figures["quote_has_figure"] = parse_stage.quotes_have_figures(claims["figure"], claims["quote"], claims["lang"])
    beside = pd.concat([claims[["figure", "quote", "lang"]], figures["quote_has_figure"]], axis=1)
    figures[["quote_says", "quote_severity"]] = parse_stage.other_hedges(beside)
    for bound in ("low", "high"):
        figures[f"written_{bound}"] = parse_stage.written_bounds(claims[f"ledger_{bound}"])
    return parse_stage.with_overrides(pd.concat([claims, figures], axis=1))


@dataclass
class Checked:
    """What the checks found: `rows` (`model.ROW_COLUMNS`) and the tables they read; `found` are the rows of the engine."""

    rows: pd.DataFrame
    tables: Tables
    errors: list[FigcheckError]
    found: pd.DataFrame


def check(
    validation: Validation,
    vocabulary: Vocabulary,
    cards: Iterable[RuleCard],
    session: CardSession,
    today: date,
    progress: Progress = lambda _: None,
    parameters: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    copies_in: Path | None = None,
) -> Checked:
    """Runs the cards over the figures that went on; the rows of the validity and figure cards come from `validate`.

    `parameters` are values by code and name, in place of the cards' defaults. Archived copies are looked for beside their
    ledgers, or in `copies_in`.
    """
    cards = list(cards)
    tables = Tables(validation.figures, vocabulary)
    queries = [card.query for card in cards if card.query is not None]
    asked = any("evidence" in query for query in queries)
    with_copies = validation.figures if asked else validation.figures.iloc[:0]
    tables["evidence"] = evidence_table(with_copies, copies_in, progress)
    session.load(for_cards(tables, queries))
    result = session.run(cards, parameters, today=today, progress=progress)
    codes = {card.code for card in cards}
    found = _rows_of_claims(with_slips_named(result.rows), tables["figures"])
    from_validate = validation.rows[validation.rows["code"].isin(codes)]
    rows = pd.concat([from_validate, found], ignore_index=True)[list(ROW_COLUMNS)]
    return Checked(rows, tables, list(result.errors), result.rows)


def _rows_of_claims(found: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Findings by claim id as findings by row of the claims table."""
    told = figures["claim_id"].isin(pd.concat([found["claim_id"], found["against_id"]]))
    row = figures[told].set_index("claim_id")["row"]
    table = found.copy()
    table["row"] = row.reindex(found["claim_id"]).astype("Int64").array
    table["against_row"] = row.reindex(found["against_id"]).astype("Int64").array
    return table[list(ROW_COLUMNS)]


def for_report(parsed: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The parsed claims as a report shows them: names as declared, the range that was compared, the cell and its `origins`.

    `tables` are those of `check`; a claim that is not among their `figures` keeps what was read. `origins` counts the
    independent ones behind the cell, 0 where nobody is named; null outside of cells.
    """
    figures = tables["figures"]
    claims = parsed.copy(deep=False)
    names = ["event", "measure", "population", "place", "source", "origin", "kind", "basis"]
    bounds = ["low", "high", "low_hard", "high_hard", "implied_low", "implied_high"]
    compared = figures[["row", "cell", *names, *bounds]].set_index("row").reindex(claims.index)
    went_on = claims.index.isin(figures["row"])
    for column in names:
        claims[column] = compared[column].fillna(claims[column])
    for column in bounds:
        claims[column] = claims[column].where(~went_on, compared[column])
    claims["cell"] = compared["cell"]
    origins = claims["cell"].map(origins_in(figures, tables["independence"]))
    claims["origins"] = origins.astype("Int64").fillna(0).where(claims["cell"].notna())
    return claims


def confirmed(tables: Tables, found: pd.DataFrame) -> list[tuple[str, int]]:
    """What was tested and held."""

    def held(code: str, table: str) -> int:
        return len(tables[table]) - int((found["code"] == code).sum())

    counts = [
        ("sums add up to their wholes", held("FC501", "sums")),
        ("daily numbers agree with the change of the total", int(tables["intervals"]["off"].eq(0).sum())),
        ("parts lie inside their wholes", inside_their_wholes(tables)),
        ("cells in which independent origins agree", agreeing_cells(tables)),
        ("copies carry the words of their source faithfully", int(tables["figures"]["echo"].sum())),
        ("quotes stand in their archived copies", int(tables["evidence"]["quote_in_copy"].eq(True).sum())),
    ]
    return [(what, n) for what, n in counts if n > 0]
