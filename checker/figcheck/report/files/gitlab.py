"""GitLab's Code Quality report: the merge request widget and the lines of the diff.

Fields and severities: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
import re

from figcheck.model.places import file_of, row_of_sheet
from figcheck.report.records import Record, records
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line

NAME = "gitlab"
SUFFIXES: tuple[str, ...] = ()
BEGINS = re.compile(rb'\[(\]|.*?"check_name": "F[CD]\d\d\d )', re.DOTALL)

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """The rows as GitLab reads them; waived, accepted and explained ones are of severity info and say why.

    The fingerprint is that of the discrepancy with its state: numbers that change are a new finding to GitLab.
    """
    return json.dumps([_issue(record) for record in records(report.rows)], ensure_ascii=False, indent=1) + "\n"


def _issue(record: Record) -> Record:
    new = record["status"] == "new"
    aside = "" if new else f"({record['status']}: {one_line(record['reason'] or 'no reason given')}) "
    row = row_of_sheet(record["file"], record["line"])
    there = "" if row is None else f" The claim is in {one_line(row)}."
    return {
        "description": aside + one_line(record["message"] or record["rule"]) + there,
        "check_name": f"{record['code']} {record['rule']}",
        "fingerprint": f"{record['fingerprint']}{record['state']}",
        "severity": _SEVERITY[record["severity"]] if new else "info",
        "location": {"path": file_of(record["file"] or "figures"), "lines": {"begin": record["line"] or 1}},
    }
