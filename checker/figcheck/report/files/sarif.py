"""SARIF 2.1.0, as GitHub's code scanning takes it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

What GitHub reads, and how much of it: https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pandas as pd

from figcheck.model.places import file_of, row_of_sheet
from figcheck.model.version import __version__
from figcheck.model.words import FAMILIES, SEVERITIES
from figcheck.report.card_text import CardText, as_text
from figcheck.report.records import Record, records
from figcheck.report.report import Report, at_labels
from figcheck.report.safe_text import one_line, plain
from figcheck.report.wording import who_says

NAME = "sarif"
SUFFIXES = (".sarif",)
BEGINS = re.compile(rb'\{.{,400}"driver": \{\s*"name": "figcheck"', re.DOTALL)

_MOST_RESULTS = 25_000
"""GitHub refuses a file with more results in a run."""

_SHOWN_RESULTS = 5_000
"""Results that GitHub shows, the worst first."""

_MOST_RULES = 25_000
_NAME, _DESCRIPTION = 255, 1024
"""Characters of a rule's name, and of its descriptions."""

_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_ROOT = "%SRCROOT%"
_PROPERTIES = ("claim_id", "against_id", "low", "high", "against_low", "against_high", "gap", "gap_percent", "mend")


def render(report: Report) -> str:
    """The report as one SARIF run: new discrepancies first, worst first, then those set aside, with their suppressions.

    The first location of a result is the claim to fix. The witness is a related location that the message links to.
    Above GitHub's limit the mildest are left out; a notification of the run says so, and so does `left_out`.
    """
    rules = list(report.cards.values())[:_MOST_RULES]
    index = {card.code: n for n, card in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "figcheck",
                "semanticVersion": __version__,
                "rules": [_rule(card) for card in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which figcheck was run."}}},
        "invocations": [_invocation(report)],
        "results": [_result(record, index) for record in _kept(report)],
    }
    document = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def left_out(report: Report) -> str:
    """What GitHub will not take or not show, in a sentence; "" when it is everything."""
    found = len(report.rows)
    if found > _MOST_RESULTS:
        return (
            f"GitHub takes {_MOST_RESULTS:,} results and shows {_SHOWN_RESULTS:,}. The {found - _MOST_RESULTS:,} mildest of "
            f"{found:,} discrepancies are not in this file"
        )
    if found > _SHOWN_RESULTS:
        return f"GitHub shows the {_SHOWN_RESULTS:,} worst of these {found:,} discrepancies"
    return ""


def _kept(report: Report) -> list[Record]:
    """The rows that GitHub takes, with what the message needs of the witness: its file and line."""
    rows = report.rows
    order = rows.assign(
        aside=rows["status"] != "new", rank=rows["severity"].map({s: n for n, s in enumerate(SEVERITIES)})
    ).sort_values(["aside", "rank"], kind="stable")
    kept = rows.loc[order.index[:_MOST_RESULTS]]
    against = at_labels(report.claims[["file", "line"]], kept["against_row"])
    found = records(kept)
    for record, file, line in zip(found, against["file"].tolist(), against["line"].tolist(), strict=True):
        record["against_file"] = None if pd.isna(file) else plain(str(file))
        record["against_line"] = None if pd.isna(line) else int(line)
    return found


def _rule(card: CardText) -> Record:
    help_text = plain(as_text(card.help)) or card.title or card.rule
    first = next((part for part in help_text.split("\n\n") if " " in part), help_text)
    rule: Record = {
        "id": card.code,
        "name": _cut(card.rule, _NAME),
        "shortDescription": {"text": _cut(plain(card.title) or card.rule, _DESCRIPTION)},
        "fullDescription": {"text": _cut(first, _DESCRIPTION)},
        "help": {"text": help_text, "markdown": plain(card.help) or help_text},
        "defaultConfiguration": {"level": card.severity},
    }
    family = FAMILIES.get(card.code[2:3])
    rule["properties"] = {"tags": [family] if family else [], "problem.severity": _PROBLEM[card.severity]}
    return rule


def _result(record: Record, index: dict[str, int]) -> Record:
    result: Record = {
        "ruleId": record["code"],
        **({"ruleIndex": index[record["code"]]} if record["code"] in index else {}),
        "level": record["severity"],
        "message": {"text": _message(record)},
        "locations": [_location(record["file"], record["line"], record.get("column"), record.get("end_column"))],
        # GitHub tells alerts apart by this alone. With the state in it, a dismissed alert comes back when the numbers change.
        "partialFingerprints": {"primaryLocationLineHash": f"{record['fingerprint']}{record['state']}:1"},
        "fingerprints": {"figcheck/v1": record["fingerprint"]},
        "properties": {key: record[key] for key in _PROPERTIES if record[key] is not None},
    }
    if record["against_file"]:
        witness = {"id": 1, **_location(record["against_file"], record["against_line"])}
        witness["message"] = {"text": _escaped(_named(record))}
        result["relatedLocations"] = [witness]
    if record["status"] != "new":
        why = one_line(record["reason"] or "")
        said = {"justification": f"{record['status']}: {why}" if why else record["status"]}
        result["suppressions"] = [{"kind": "external", "status": "accepted", **said}]
    return result


def _message(record: Record) -> str:
    text = _escaped(record["message"] or record["rule"])
    if (row := row_of_sheet(record["file"], record["line"])) is not None:
        text += f" The claim is in {_escaped(row)}."
    if record["against_file"]:
        text += f" Compared with [{_escaped(_named(record))}](1)."
    return f"{text}\n\n{_escaped(record['mend'])}" if record["mend"] else text


def _named(record: Record) -> str:
    """The witness in a few words."""
    return f"“{record['against_figure'] or ''}”, {who_says(record['against_source'], record['against_origin'])}"


def _escaped(text: str) -> str:
    r"""Plain text for a SARIF message, in which brackets make links (3.11.6).

    >>> _escaped("see [1] at C:\\x")
    'see \\[1\\] at C:\\\\x'
    """
    return one_line(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(file: str | None, line: int | None, column: int | None = None, end: int | None = None) -> Record:
    """A place of a ledger or a draft. Of a file with sheets the row is also named as a spreadsheet names it: 'Sheet 2'!14:14."""
    uri = quote(file_of(file) if file else "figures", safe="/")
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    if line:
        place["region"] = {"startLine": line, "startColumn": column or 1, **({"endColumn": end} if end else {})}
    location: Record = {"physicalLocation": place}
    if (row := row_of_sheet(file, line)) is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": row, "kind": "row"}]
    return location


def _invocation(report: Report) -> Record:
    notes: list[Record] = [{"level": "error", "message": {"text": plain(error)}} for error in report.summary.broken]
    cut = left_out(report)
    if cut:
        notes.append({"level": "warning", "message": {"text": f"{cut}."}})
    return {
        "executionSuccessful": not report.summary.broken,
        "exitCode": report.summary.exit_status,
        "toolExecutionNotifications": notes,
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
