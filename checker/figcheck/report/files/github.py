"""GitHub annotations: workflow commands that put findings next to the lines of a pull request.

Commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. GitHub shows ten annotations
of a kind a step and drops further ones without a word (actions/toolkit, docs/problem-matchers.md, "Limitations").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from figcheck.model.places import file_of, row_of_sheet
from figcheck.model.words import SEVERITIES
from figcheck.report.records import Record, records
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line

NAME = "github"
SUFFIXES: tuple[str, ...] = ()
BEGINS = re.compile(rb"::(error|warning|notice) [^\n]*title=(F[CD]\d\d\d |figcheck::)")

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}
_A_KIND = 10


def render(report: Report) -> str:
    """One command a line for each new discrepancy that GitHub will show; the others follow as plain lines of the log.

    What was cut, what was set aside and what could not be done is said in annotations of their own.
    """
    return "".join(f"{line}\n" for line in _lines(report))


def left_out(report: Report) -> str:
    """What this format does not annotate, in a sentence; "" when it has everything."""
    over = {s: n - _room(s, report) for s, n in report.counts().items() if n > _room(s, report)}
    if not over:
        return ""
    shown = ", ".join(f"{n:,} more {s}{'' if n == 1 else 's'}" for s, n in over.items())
    return f"GitHub shows {_A_KIND} annotations of each kind: {shown} only in the log"


def _room(severity: str, report: Report) -> int:
    """How many annotations there are for the findings of a severity, in addition to those about the run itself."""
    if severity == "error":
        return _A_KIND - bool(report.summary.broken)
    return _A_KIND - 1 if severity == "note" else _A_KIND


def _lines(report: Report) -> Iterator[str]:
    if report.summary.broken:
        first, *more = (one_line(error) for error in report.summary.broken)
        others = f" And {len(more):,} more, in the log." if more else ""
        yield command("error", f"The run could not be completed. {first}{others}", title="figcheck")
    rest: list[Record] = []
    new = [record for record in records(report.rows) if record["status"] == "new"]
    for severity in SEVERITIES:
        found = [record for record in new if record["severity"] == severity]
        found.sort(key=lambda record: record["follows_from"] is not None)
        room = _room(severity, report)
        yield from (_annotation(record) for record in found[:room])
        rest += found[room:]
    aside = int((report.rows["status"] != "new").sum())
    said = [left_out(report), f"{aside:,} waived, accepted or explained, without an annotation" if aside else ""]
    if any(said):
        yield command("notice", ". ".join(text for text in said if text) + ".", title="figcheck")
    if rest:
        yield command("group", f"{len(rest):,} discrepancies without an annotation")
        yield from (_in_the_log(record) for record in rest)
        yield command("endgroup", "")


def _annotation(record: Record) -> str:
    message = "\n\n".join(one_line(text) for text in (record["message"], record["mend"]) if text)
    if (row := row_of_sheet(record["file"], record["line"])) is not None:
        message += f"\n\nThe claim is in {one_line(row)}."
    where = {"file": file_of(record["file"] or ""), "line": record["line"]}
    where |= {"col": record.get("column"), "endColumn": record.get("end_column")}
    title = f"{record['code']} {record['rule']}"
    return command(_COMMAND[record["severity"]], message or title, **where, title=title)


def _in_the_log(record: Record) -> str:
    """A line that the runner takes for no command, whatever the text of strangers holds."""
    text = f"{record['severity']} {record['code']} {record['file']}:{record['line']}: {record['message']}"
    return one_line(text).replace("##[", "## [")


def command(name: str, message: str, **properties: object) -> str:
    """A workflow command; empty properties are left out.

    >>> command("error", "50% less\\nthan before", file="figures/a,b.csv", line=3)
    '::error file=figures/a%2Cb.csv,line=3::50%25 less%0Athan before'
    """
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{name}{' ' if given else ''}{given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
