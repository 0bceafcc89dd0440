"""What Datasette says of the database, so that it opens as a site which explains itself: docs.datasette.io, "Metadata"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from figcheck.model.tables import CARD_TABLE_BY_NAME, Column, NotCompared, Parsed
from figcheck.model.words import REPORT_METADATA
from figcheck.report.database.tables import CLAIMS, FINDINGS, DatabaseTable
from figcheck.report.database.views import QUESTIONS, VIEWS

BEGINS = re.compile(re.escape(REPORT_METADATA.encode()))

_FACETS = {FINDINGS: ["severity", "rule", "status", "event"], CLAIMS: ["event", "measure", "source"]}
_LABELS = {CLAIMS: "claim_id", "rules": "rule", "figures": "claim_id"}


def metadata(database: str, tables: Iterable[DatabaseTable]) -> str:
    """The text of the file for the database of that name."""
    about = {
        table.name: {"description": table.says}
        | _if_any("columns", _meanings(table))
        | _if_any("facets", _FACETS.get(table.name))
        | _if_any("label_column", _LABELS.get(table.name))
        for table in tables
    }
    about |= {view.name: {"description": view.says} for view in VIEWS}
    queries = {
        name: {"title": name.replace("_", " "), "description": says, "sql": sql}
        for name, (says, sql) in QUESTIONS.items()
    }
    site = {
        "title": "figcheck: figures that contradict each other",
        "description": "Each finding is a question to an editor. Start with the view new_findings.",
        "databases": {database: {"tables": about, "queries": queries}},
    }
    return json.dumps(site, indent=2, ensure_ascii=False) + "\n"


def _if_any(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _meanings(table: DatabaseTable) -> dict[str, str]:
    """What the columns of a table mean, as far as figcheck declares them."""
    declared: dict[str, Column] = {}
    if table.name in CARD_TABLE_BY_NAME:
        declared = CARD_TABLE_BY_NAME[table.name].declared
    elif table.name == CLAIMS:
        declared = {**CARD_TABLE_BY_NAME["figures"].declared, **Parsed.declared}
    elif table.name == "not_compared":
        declared = NotCompared.declared
    return {name: declared[name].meaning for name in table.rows.columns if name in declared}
