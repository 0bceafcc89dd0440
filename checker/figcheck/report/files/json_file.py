"""JSON for other programs: one document with the summary of the run and every discrepancy."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from figcheck.model.version import __version__
from figcheck.report.not_compared import unmatched
from figcheck.report.records import records
from figcheck.report.report import Report
from figcheck.report.safe_text import plain

NAME = "json"
SUFFIXES = (".json",)
BEGINS = re.compile(rb'\{\s*"schema": \d+,\s*"figcheck": "')

SCHEMA = 1
"""Grows when a field changes its meaning or goes; a new field does not count."""


def render(report: Report) -> str:
    """The report as one JSON object: `schema`, `figcheck` (version), `summary`, `rules` by code, `discrepancies`,
    `not_compared`.

    A discrepancy has the fields of discrepancies.csv and `reason`; numbers are numbers and what is not known is null. The claims
    that were compared with nothing have the columns of the table `not_compared` but `row`.
    """
    document = {
        "schema": SCHEMA,
        "figcheck": __version__,
        "summary": summary_record(report),
        "rules": {
            card.code: {"name": card.rule, "severity": card.severity, "title": plain(card.title)}
            for card in report.cards.values()
        },
        "discrepancies": records(report.rows),
        "not_compared": unmatched(report.not_compared),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def summary_record(report: Report) -> dict[str, Any]:
    """What was read and compared, as JSON holds it: the fields of `RunSummary` but `report_path`, and what was found."""
    summary = asdict(report.summary)
    del summary["report_path"]  # where the reports went does not belong into them
    summary["as_of"] = report.summary.as_of.isoformat()
    summary["new"] = report.counts()
    summary["leading"] = report.leading_counts()
    summary["set_aside"] = int((report.rows["status"] != "new").sum())
    cleaned: dict[str, Any] = _plain(summary)
    return cleaned


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
