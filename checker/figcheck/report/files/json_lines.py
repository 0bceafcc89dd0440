"""JSON Lines: one discrepancy a line, for jq, logs and databases."""

from __future__ import annotations

import json
import re

from figcheck.report.records import records
from figcheck.report.report import Report

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")
BEGINS = re.compile(rb'\{"fingerprint": "[^"]*", "state": "[^"]*", "code": "')


def render(report: Report) -> str:
    """The rows as JSON objects, one a line, with the fields of discrepancies.csv and `reason`; a clean run is empty."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(report.rows))
