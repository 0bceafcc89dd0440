"""A workbook for editors who work in a spreadsheet: findings, the claims behind them, what was not compared, and the run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import pandas as pd

from figcheck.model.places import file_of, is_workbook, row_of_sheet
from figcheck.model.spreadsheets import defuse
from figcheck.model.words import SEVERITIES
from figcheck.report.not_compared import unmatched
from figcheck.report.records import RECORD_COLUMNS, Record, records
from figcheck.report.report import CLAIM_COLUMNS, Report
from figcheck.report.safe_text import plain
from figcheck.report.terminal.summary import about_run

NAME = "xlsx"
SUFFIXES = (".xlsx",)
BEGINS = re.compile(rb"PK\x03\x04.{26}docProps/core\.xml.{,600}<dc:title>figcheck: ", re.DOTALL)

FINDINGS, CLAIMS, NOT_COMPARED, RUN = "Findings", "Claims", "Not compared", "Run"

_TITLE_PART = "docProps/core.xml"
"""Stands first and unpacked, so that the first bytes of the file say that figcheck wrote it."""

_MOST_ROWS = 100_000
"""Rows of a sheet. A spreadsheet holds ten times as many, and few computers open them."""

_MOST_LETTERS = 32_767
"""Letters of a cell, which is Excel's own limit."""

_MOST_LINKS = 65_000
"""Links of a sheet, of Excel's 65,530. The longest address of one has 2,079 letters."""
_LONGEST_LINK = 2_000

_FIRST = (
    "severity", "code", "rule", "message", "mend", "status", "event", "measure", "population", "place", "as_of", "figure",
    "source", "origin", "against_figure", "against_source", "against_origin", "against_as_of", "gap", "gap_percent",
    "claim_id", "against_id", "file", "line",
)  # fmt: skip
"""Columns of the findings that a person reads, in this order; all others follow."""

_WIDTH = {
    "message": 60, "mend": 50, "quote": 40, "why": 50, "reason": 30, "note": 30, "rule": 22, "claim_id": 24, "against_id": 24,
    "figure": 18, "against_figure": 18, "source": 22, "against_source": 22, "origin": 22, "against_origin": 22, "event": 20,
    "file": 28, "url": 30, "severity": 10, "code": 8, "line": 7,
}  # fmt: skip
_USUAL_WIDTH = 13
_WRAPPED = {"message", "mend", "quote", "why", "reason", "note"}
_FILL = {"error": "#F8D7DA", "warning": "#FFF3CD", "note": "#E2E8F0"}

_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
_PATH = re.compile(r"[^\W_][\w .,()+=@-]*(/[\w .,()+=@-]+)*")
"""A path from the folder of the run down, with nothing in it that a link gives a meaning of its own."""


def render(report: Report) -> bytes:
    """The report as a workbook of four sheets: each with a fixed heading and a filter in every column.

    Every text is kept as text, so that nothing in it is run; one that would be a formula if somebody typed it is marked as
    quoted. The claim of a finding is a link to its row among the claims, and the place of a claim in a workbook is a link to
    that row. The same report gives the same bytes.
    """
    from xlsxwriter import Workbook

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(written, options) as book:
        book.set_properties({"title": "figcheck: findings", "created": datetime.combine(report.summary.as_of, time())})
        sheets = _Sheets(book)
        claims = report.claims.sort_values(["file", "line", "claim_id"], kind="stable", na_position="first")
        claims = claims.head(_MOST_ROWS)
        place_of = {label: n for n, label in enumerate(claims.index.tolist())}
        found = report.rows.head(_MOST_ROWS)
        columns = (*_FIRST, *(name for name in RECORD_COLUMNS if name not in _FIRST))
        links = {
            "claim_id": _to_claims(found["row"], place_of),
            "against_id": _to_claims(found["against_row"], place_of),
        }
        sheets.add(_Content(FINDINGS, columns, records(found, columns), links))
        rows = records(claims, CLAIM_COLUMNS)
        web = [_address(row["url"]) for row in rows]
        sheets.add(_Content(CLAIMS, CLAIM_COLUMNS, rows, {"file": list(map(_to_ledger, rows)), "url": web}))
        alone = unmatched(report.not_compared.head(_MOST_ROWS))
        names = tuple(alone[0]) if alone else ("claim_id", "why")
        sheets.add(_Content(NOT_COMPARED, names, alone, {"file": list(map(_to_ledger, alone))}))
        said = [{"what": label, "said": text} for label, text in about_run(report)]
        sheets.add(_Content(RUN, ("what", "said"), said, widths={"what": 16, "said": 120}))
    return _told_by_its_first_part(written)


def left_out(report: Report) -> str:
    """How many rows did not fit, in a sentence; "" when all did."""
    tables = ((FINDINGS, report.rows), (CLAIMS, report.claims), (NOT_COMPARED, report.not_compared))
    over = [f"{len(table) - _MOST_ROWS:,} rows of {name}" for name, table in tables if len(table) > _MOST_ROWS]
    return f"a sheet has at most {_MOST_ROWS:,} rows, and {' and '.join(over)} are left out" if over else ""


def _to_claims(labels: pd.Series, place_of: dict[int, int]) -> list[str | None]:
    """For each label of a claim the address of its row in the sheet of claims."""
    rows = [place_of.get(-1 if pd.isna(label) else int(label)) for label in labels.tolist()]
    return [None if row is None else f"internal:'{CLAIMS}'!A{row + 2}" for row in rows]


def _to_ledger(claim: Record) -> str | None:
    """The address of the claim's row in its own workbook, seen from the folder in which figcheck ran."""
    place, line = claim["file"], claim["line"]
    row = row_of_sheet(place, line)
    if row is None or not is_workbook(file_of(place)) or not _PATH.fullmatch(file_of(place)):
        return None
    return f"external:{file_of(place)}#{row.rpartition('!')[0]}!A{line}"


def _address(url: str | None) -> str | None:
    return url if url and _WEB.fullmatch(url) else None


@dataclass(frozen=True)
class _Content:
    """What stands in one sheet: a row for each record, and links by column, one for each record."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Record]
    links: dict[str, list[str | None]] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=lambda: _WIDTH)


class _Sheets:
    """The sheets of one workbook, all laid out alike."""

    def __init__(self, book: Any) -> None:
        self._book = book
        top = {"valign": "top"}
        self._head = book.add_format({"bold": True, "bottom": 1, **top})
        self._formats: dict[frozenset[tuple[str, Any]], Any] = {}
        self._top = top

    def add(self, content: _Content) -> None:
        """Writes one sheet."""
        sheet = self._book.add_worksheet(content.name)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(content.rows) + 1}"})
        links = 0
        for number, column in enumerate(content.columns):
            cells = [row[column] for row in content.rows]
            sheet.write_string(0, number, column, self._head)
            is_empty = bool(cells) and all(cell is None for cell in cells)
            width = content.widths.get(column, _USUAL_WIDTH)
            sheet.set_column(number, number, width, None, {"hidden": is_empty})
            targets = content.links.get(column) or [None] * len(cells)
            for row, (cell, target) in enumerate(zip(cells, targets, strict=True), 1):
                is_link = target is not None and len(target) <= _LONGEST_LINK and links < _MOST_LINKS
                links += is_link
                self._write(sheet, row, number, column, cell, target if is_link else None)
        sheet.autofilter(0, 0, len(content.rows), len(content.columns) - 1)

    def _write(self, sheet: Any, row: int, number: int, column: str, cell: Any, target: str | None) -> None:
        looks: dict[str, Any] = {"text_wrap": True} if column in _WRAPPED or column == "said" else {}
        if isinstance(cell, bool):
            sheet.write_boolean(row, number, cell, self._format(looks))
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, number, cell, self._format(looks))
        elif cell is not None or target is not None:
            text = _cut(plain(str(cell)) if cell is not None else "(no id)")
            if column == "severity" and cell in SEVERITIES:
                looks["bg_color"] = _FILL[cell]
            if defuse(text) != text:
                looks["quote_prefix"] = True
            write: Callable[..., int] = sheet.write_string
            if target is not None:
                looks |= {"font_color": "#0563C1", "underline": 1}
                sheet.write_url(row, number, target, self._format(looks), string=text)
            else:
                write(row, number, text, self._format(looks))

    def _format(self, looks: dict[str, Any]) -> Any:
        """One format for all cells that look alike."""
        key = frozenset(looks.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**self._top, **looks})
        return self._formats[key]


def _cut(text: str) -> str:
    """The text as Excel can hold it, which counts letters beyond U+FFFF twice."""
    if len(text) * 2 <= _MOST_LETTERS or len(text.encode("utf-16-le")) // 2 <= _MOST_LETTERS:
        return text
    cut = text.encode("utf-16-le")[: (_MOST_LETTERS - 1) * 2]
    return cut.decode("utf-16-le", "ignore") + "…"


def _told_by_its_first_part(written: io.BytesIO) -> bytes:
    """The workbook with its title first and unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _TITLE_PART, name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name)  # of 1980, the first day that an archive knows
            part.compress_type = zipfile.ZIP_STORED if name == _TITLE_PART else zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3  # the same on every system
            new.writestr(part, old.read(name))
    return packed.getvalue()
