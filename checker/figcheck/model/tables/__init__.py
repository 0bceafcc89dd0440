"""The tables between the stages and those that rule cards may read. Each is declared once, and docs/tables.md comes from it.

Counts are whole people (or households), Int64 in tables, never float. Ranges are closed; a high is null when nothing bounds the
number from above. Dates are days. A missing cell is null, never "".
"""

from __future__ import annotations

from figcheck.model.tables.arithmetic import Changes, DigitSlips, Intervals, Jumps, Shares, Stretches, Sums
from figcheck.model.tables.comparisons import (
    Circles,
    Citations,
    Conflicts,
    Containment,
    Denied,
    Excesses,
    Falls,
    Independence,
    Infeasible,
    Links,
    Newest,
    NotCompared,
    RepeatedNumbers,
    Revisions,
    Series,
    StaleCopies,
    Tensions,
)
from figcheck.model.tables.figures import Events, Figures, Perpetrators, Wholes
from figcheck.model.tables.findings import (
    Baseline,
    Discrepancies,
    Evidence,
    Failures,
    Findings,
    Found,
    Report,
    Rows,
    WaiverFile,
    Waivers,
)
from figcheck.model.tables.ledger import (
    DATE_COLUMNS,
    DEFAULTS,
    LEDGER_COLUMNS,
    REFERENCE_COLUMNS,
    REQUIRED_COLUMNS,
    BesideTheFigure,
    Claims,
    FigureRange,
    Ledger,
    Parsed,
    TypedClaims,
    ValidClaims,
    ledger_column,
    sums_of,
)
from figcheck.model.tables.table import Column, Table

__all__ = [
    "CARD_TABLES",
    "CARD_TABLE_BY_NAME",
    "DATE_COLUMNS",
    "DEFAULTS",
    "LEDGER_COLUMNS",
    "REFERENCE_COLUMNS",
    "REQUIRED_COLUMNS",
    "STAGE_TABLES",
    "TABLES",
    "Baseline",
    "BesideTheFigure",
    "Changes",
    "Circles",
    "Citations",
    "Claims",
    "Column",
    "Conflicts",
    "Containment",
    "Denied",
    "DigitSlips",
    "Discrepancies",
    "Events",
    "Evidence",
    "Excesses",
    "Failures",
    "Falls",
    "FigureRange",
    "Figures",
    "Findings",
    "Found",
    "Independence",
    "Infeasible",
    "Intervals",
    "Jumps",
    "Ledger",
    "Links",
    "Newest",
    "NotCompared",
    "Parsed",
    "Perpetrators",
    "RepeatedNumbers",
    "Report",
    "Revisions",
    "Rows",
    "Series",
    "Shares",
    "StaleCopies",
    "Stretches",
    "Sums",
    "Table",
    "Tensions",
    "TypedClaims",
    "ValidClaims",
    "WaiverFile",
    "Waivers",
    "Wholes",
    "ledger_column",
    "sums_of",
]

STAGE_TABLES: tuple[type[Table], ...] = (
    Claims,
    Parsed,
    ValidClaims,
    Failures,
    Rows,
    Findings,
    Waivers,
    Baseline,
    Independence,
    NotCompared,
)
"""The tables between the stages, in the order of a run. Cards do not read them."""

CARD_TABLES: tuple[type[Table], ...] = (
    Figures,
    Events,
    Wholes,
    Perpetrators,
    Containment,
    Citations,
    Links,
    Circles,
    Denied,
    Revisions,
    StaleCopies,
    Series,
    Newest,
    Falls,
    Conflicts,
    Tensions,
    Excesses,
    RepeatedNumbers,
    Sums,
    Intervals,
    Changes,
    Shares,
    Jumps,
    DigitSlips,
    Evidence,
    Discrepancies,
)
"""The tables that rule cards may read."""

CARD_TABLE_BY_NAME = {table.table_name: table for table in CARD_TABLES}

TABLES = {name: tuple(table.names_for_cards()) for name, table in CARD_TABLE_BY_NAME.items()}
"""What a card may read: table -> columns."""
