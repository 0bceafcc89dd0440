"""Markdown for people: a CI job's summary, or a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from figcheck.model.words import SEVERITIES
from figcheck.report.records import Record, records
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line
from figcheck.report.verdict import headline, pass_or_fail
from figcheck.report.wording import gap_words

NAME = "markdown"
SUFFIXES = (".md",)
BEGINS = re.compile(rb"## figcheck: ")

_MOST_CHARACTERS = 65_536
"""GitHub refuses a longer comment; a job summary may have 1 MiB, which nobody reads."""

_MOST_FOLLOWING = 5
"""Findings of the same cause that are named."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&])")
_START = re.compile(r"^([#+\-=>]|\d+[.)])")
_MENTION = re.compile(r"([@#])(?=\w)")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)(?=[:.])")


def render(report: Report) -> str:
    """The report in GitHub's Markdown: verdict, what was checked, a table for each severity, and each finding in full.

    Rows that would make it longer than a comment may be are left out, the mildest first, and counted.
    """
    head = "\n".join(_head(report)) + "\n"
    tail = "\n".join(_tail(report)) + "\n"
    room = _MOST_CHARACTERS - len(head) - len(tail) - 200
    leading = report.leading()
    body, shown = _body(records(leading), report.followers(), room)
    over = len(leading) - shown
    more = (
        f"\n**{over:,} more are left out here**, because a comment may have {_MOST_CHARACTERS:,} characters.\n"
        if over
        else ""
    )
    return head + body + more + tail


def left_out(report: Report) -> str:
    """What does not fit, in a sentence; "" when everything does."""
    found = re.search(r"\*\*(.+?) are left out here\*\*", render(report))
    return f"{found[1]} discrepancies do not fit into a comment of {_MOST_CHARACTERS:,} characters" if found else ""


def _head(report: Report) -> Iterator[str]:
    summary = report.summary
    yield f"## figcheck: {headline(report)}"
    yield ""
    ledgers = f"{len(summary.ledgers):,} ledger{'' if len(summary.ledgers) == 1 else 's'}"
    said = report.said or (
        f"{summary.claims_read:,} claims in {ledgers} read, {summary.claims_compared:,} compared in {summary.cells:,} cells "
        f"by {summary.cards_run:,} rules, as of {summary.as_of.isoformat()}."
    )
    yield f"{said} {pass_or_fail(report)}"
    for label, text in summary.gate:
        yield ""
        yield f"{escaped(label)}: {escaped(text)}"
    for error in summary.broken:
        yield ""
        yield f"> **Not done:** {escaped(error)}"
    yield ""


def _body(found: list[Record], followers: Mapping[str, pd.DataFrame], room: int) -> tuple[str, int]:
    """A section for each severity while there is room, and how many findings that is. What follows from one is under it."""
    text, shown = "", 0
    for severity in SEVERITIES:
        rows = [record for record in found if record["severity"] == severity]
        if not rows:
            continue
        title = f"### {len(rows):,} {severity}{'' if len(rows) == 1 else 's'}\n\n"
        for record in rows:
            following = records(followers[record["fingerprint"]]) if record["related"] else []
            entry = "\n".join([*_entry(record), *_following(following)]) + "\n\n"
            if len(text) + len(title) + len(entry) > room:
                return text, shown
            text += title + entry
            title = ""
            shown += 1
    return text, shown


def _entry(record: Record) -> Iterator[str]:
    where = f"{record['file']}:{record['line']}{f':{column}' if (column := record.get('column')) else ''}"
    gap = gap_words(record["gap"], record["gap_percent"])
    yield f"- **{record['code']} {escaped(record['rule'])}** · {code(where)}{f' · {gap}' if gap else ''}"
    yield f"  <br>{escaped(record['message'] or '')}"
    if record["mend"]:
        yield f"  <br>*{escaped(record['mend'])}*"


def _following(records_: list[Record]) -> Iterator[str]:
    """The findings of the same cause, a line each."""
    if records_:
        yield f"  <br>The same cause, {len(records_):,} more:"
    for record in records_[:_MOST_FOLLOWING]:
        where = f"{record['file']}:{record['line']}"
        yield f"  - {record['severity']} {record['code']} {escaped(record['rule'])} · {code(where)}"
    if len(records_) > _MOST_FOLLOWING:
        yield f"  - and {len(records_) - _MOST_FOLLOWING:,} more"


def _tail(report: Report) -> Iterator[str]:
    aside = report.rows[report.rows["status"] != "new"]
    if len(aside):
        yield ""
        yield f"<details><summary>{len(aside):,} set aside (waived, accepted or explained)</summary>"
        yield ""
        for (status, code_, rule), n in aside.groupby(["status", "code", "rule"], sort=True).size().items():
            yield f"- {n:,} {escaped(str(status))}: {escaped(str(code_))} {escaped(str(rule))}"
        yield ""
        yield "</details>"


def escaped(text: str) -> str:
    r"""Text of strangers on one line, shown as it is: no markup, no HTML, no mention, no link made of a bare address.

    >>> escaped("<b>*27,000*</b> | [x](y)")
    '\\<b\\>\\*27,000\\*\\</b\\> \\| \\[x\\](y)'
    """
    text = _START.sub(_escape_start, _SPECIAL.sub(r"\\\1", one_line(text)))
    return _ADDRESS.sub(r"\1<!-- -->", _MENTION.sub(r"\1<!-- -->", text))


def _escape_start(match: re.Match[str]) -> str:
    mark = match[1]
    return f"{mark[:-1]}\\{mark[-1]}"


def code(text: str) -> str:
    """Text as a code span, whatever backticks it has.

    >>> code("figures/a.csv:3")
    '`figures/a.csv:3`'
    """
    text = one_line(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
