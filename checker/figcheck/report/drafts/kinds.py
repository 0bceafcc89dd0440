"""The formats of a report of drafts: those of a run that need no ledger, and those that have the figures of the drafts."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from figcheck.model.errors import SettingsError
from figcheck.model.plugins import Plugin
from figcheck.model.spreadsheets import defuse
from figcheck.report.drafts import page
from figcheck.report.drafts.rows import DraftReport
from figcheck.report.formats import Format, Target, formats, target
from figcheck.report.records import Record, records

COLUMNS = (
    "file", "line", "column", "end_column", "verdict", "severity", "status", "figure", "measure", "population", "place", "kind",
    "role", "event", "published", "against_id", "against_figure", "against_measure", "against_population", "against_origin",
    "against_as_of", "against_file", "against_line", "now_id", "now_figure", "now_as_of", "days", "instead", "message", "mend",
    "sentence", "fingerprint", "state",
)  # fmt: skip
"""Columns of the CSV."""
_OF_A_FINDING = ("severity", "status", "fingerprint", "state", "reason")
_OF_A_RUN = ("markdown", "sarif", "github", "gitlab", "junit")


def verdict_records(report: DraftReport) -> list[Record]:
    """One object a figure: what `extract` and the verdict say of it, and severity, status and fingerprint of its finding."""
    found = records(report.rows, _OF_A_FINDING)
    nothing = dict.fromkeys(_OF_A_FINDING)
    return [
        {**one.as_json(), **(found[report.labels[n]] if n in report.labels else nothing)}
        for n, one in enumerate(report.judged)
    ]


SCHEMA = "figcheck-draft/1"
"""Name of the JSON object. New fields may come; a field that is there keeps its name and meaning, or the number goes up."""


class _Json:
    NAME, SUFFIXES = "json", (".json",)
    BEGINS = re.compile(rb'\{"schema": "figcheck-draft/')

    @staticmethod
    def render(report: Any) -> str:
        drafts = dict.fromkeys(one.draft for one in report.judged)
        whole = {
            "schema": SCHEMA,
            "passed": report.summary.exit_status == 0,
            "exit_status": report.summary.exit_status,
            "errors": report.summary.broken,
            "drafts": [
                {
                    "file": d.file,
                    "published": d.printed.isoformat(),
                    "published_by": d.printed_by,
                    "events": list(d.events),
                }
                for d in drafts
            ],
            "figures": verdict_records(report),
        }
        return json.dumps(whole, ensure_ascii=False) + "\n"


class _JsonLines:
    NAME, SUFFIXES = "jsonl", (".jsonl",)
    BEGINS = re.compile(rb'\{"file": ')

    @staticmethod
    def render(report: Any) -> str:
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in verdict_records(report))


class _Csv:
    NAME, SUFFIXES = "csv", (".csv",)
    BEGINS = re.compile(b"file,line,column,end_column,verdict,")

    @staticmethod
    def render(report: Any) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for record in verdict_records(report):
            cells = (record[column] for column in COLUMNS)
            writer.writerow(["" if cell is None else defuse(cell) if isinstance(cell, str) else cell for cell in cells])
        return out.getvalue().encode("utf-8", "backslashreplace")


class _Html:
    NAME, SUFFIXES = "html", (".html", ".htm")
    BEGINS = page.BEGINS
    render = staticmethod(page.render)


class Formats:
    """The formats by their names."""

    @staticmethod
    def all() -> dict[str, Format]:
        """Every format of a report of drafts."""
        own = {
            kind.NAME: Format(Plugin(kind.NAME, kind.SUFFIXES, kind, None)) for kind in (_Json, _JsonLines, _Csv, _Html)
        }
        return own | {name: format_ for name, format_ in formats().items() if name in _OF_A_RUN}


def draft_target(name: str) -> Target:
    """What `--report NAME` asks for. Raises SettingsError for a format that a draft is not written in.

    >>> draft_target("story.html").format.name, draft_target("sarif:out/today").format.name
    ('html', 'sarif')
    """
    known = Formats.all()
    wanted = target(name)
    if wanted.format.name not in known:
        raise SettingsError(
            f'a draft is not written in the format "{wanted.format.name}"',
            where=name,
            mend=f"write FORMAT:FILE with one of {', '.join(known)}",
        )
    return Target(known[wanted.format.name], wanted.path)
