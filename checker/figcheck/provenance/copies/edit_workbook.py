"""Cells of one row of an XLSX ledger written in place: formats, formulas, and other cells and sheets stay."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath

from figcheck.model.errors import LedgerError
from figcheck.model.places import place, sheet_of
from figcheck.provenance.copies.edit_ledger import CannotEditError
from figcheck.provenance.copies.sheet_xml import SheetXml
from figcheck.read.locked import session
from figcheck.read.locked.marks import BrokenPartError
from figcheck.read.locked.xlsx_marks import XlsxBook
from figcheck.read.tables.column_names import column_of
from figcheck.read.tables.heading import Heading
from figcheck.read.tables.sheet_heading import heading_in

SUFFIXES = (".xlsx", ".xlsm")

_MOST_UNPACKED = 256 * 1024**2
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_NUMBER = re.compile(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,4}")
_DAY_0 = date(1899, 12, 30)
"""The day from which workbooks count days. In a workbook that counts from 1904 no such number is read back as its day."""

_Rows = dict[int, list[str | None]]


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook. `shown` is its place, as `claims` show it."""

    data: bytes
    shown: str

    def record(self, line: int) -> dict[str, str]:
        """The cells of a row by column. Raises CannotEditError if it is no record."""
        heading, rows = self._read
        if line <= heading.end or line not in rows:
            raise CannotEditError("figcheck did not find the row again")
        return dict(zip(self._names, ((cell or "").strip() for cell in rows[line]), strict=False))

    def with_cells(self, line: int, cells: Mapping[str, str]) -> bytes:
        """The workbook with these cells (by column) in a row; columns that it lacks come last. Raises CannotEditError."""
        self.record(line)
        try:
            return self._with_cells(line, cells)
        except _BROKEN as error:
            raise CannotEditError("it is not a whole XLSX workbook") from error

    def _with_cells(self, line: int, cells: Mapping[str, str]) -> bytes:
        heading, _ = self._read
        names = [*self._names, *(name for name in cells if name not in self._names)]
        headings = {name: names.index(name) for name in names[len(self._names) :]}
        values = {names.index(name): value for name, value in cells.items()}
        part = self._part
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            xml = SheetXml(archive.read(part), {heading.line, line})
        for column in values:
            xml.require_free(line, column)
        for ways in self._ways(xml, line, values):
            written: dict[tuple[int, int], str | int] = {(line, column): value for column, value in ways.items()}
            written |= {(heading.line, column): name for name, column in headings.items()}
            changed = self._packed(part, xml.with_cells(written))
            if self._is_only_changed(changed, line, values, headings):
                return changed
        raise CannotEditError("figcheck does not read the row back as it should be")

    def _ways(self, xml: SheetXml, line: int, values: Mapping[int, str]) -> Iterator[Mapping[int, str | int]]:
        """How the values can be written: as numbers where numbers stood, else as text."""
        as_numbers: dict[int, str | int] = {}
        for column, value in values.items():
            old = xml.cell(line, column)
            number = _number(value) if old is not None and old.kind == "n" and old.has_value else None
            as_numbers[column] = value if number is None else number
        if as_numbers != values:
            yield as_numbers
        yield values

    def _is_only_changed(
        self, changed: bytes, line: int, values: Mapping[int, str], headings: Mapping[str, int]
    ) -> bool:
        """Whether nothing else is read otherwise in the changed workbook."""
        heading, rows = WorkbookSheet(changed, self.shown)._read
        before, wide = self._read[1], max(map(len, [*rows.values(), [], heading.cells]))
        wanted = {number: _padded(row, wide) for number, row in before.items()}
        read = {number: _padded(row, wide) for number, row in rows.items()}
        for column, value in values.items():
            now = read.get(line, [""] * wide)[column]
            if now != value and now.replace(",", "") != value.replace(",", ""):
                return False
            wanted[line][column] = now
        for name, column in headings.items():
            wanted[heading.line][column] = name
        return read == wanted

    @cached_property
    def _read(self) -> tuple[Heading, _Rows]:
        """The heading, and the text of every row by its number."""
        file = PurePath(self.shown.removesuffix(f":{sheet_of(self.shown)}"))
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / f"copy{file.suffix}"
            copy.write_bytes(self.data)
            try:
                table = self._table(session.look("workbook", copy, self.shown).tables)
                columns = list(range(max(map(len, table.head), default=0)))
                found = session.rows(
                    "workbook", copy, self.shown, table.name, after=0, columns=columns, ours=columns
                ).cells
            except LedgerError as error:
                raise CannotEditError(error.why or error.what) from error
        cells = [found[str(column)].to_pylist() for column in columns]
        numbers = found["row"].to_pylist()
        rows = {number + 1: list(row) for number, row in zip(numbers, zip(*cells, strict=True), strict=True)}
        return heading_in(table.head), rows

    def _table(self, tables: list[session.OutsideTable]) -> session.OutsideTable:
        fitting = [table for table in tables if place("", table.name) == f":{sheet_of(self.shown)}"]
        if len(fitting) != 1:
            raise CannotEditError("figcheck did not find its sheet again")
        return fitting[0]

    @cached_property
    def _names(self) -> list[str]:
        return [column_of(name) or name for name in self._read[0].cells]

    @cached_property
    def _part(self) -> str:
        """The part of the package that has the sheet."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                infos = archive.infolist()
                if sum(info.file_size for info in infos) > _MOST_UNPACKED:
                    raise CannotEditError("it is too large")
                names = [info.filename for info in infos]
                if len(set(names)) < len(names):
                    raise CannotEditError("it has a part twice")
                if any(name.startswith("_xmlsignatures/") for name in names):
                    raise CannotEditError("it is signed, and a change would break the signature")
                parts = XlsxBook(archive).parts
        except (BrokenPartError, *_BROKEN) as error:
            raise CannotEditError("it is not a whole XLSX workbook") from error
        found = [part for name, part in parts.items() if place("", name) == f":{sheet_of(self.shown)}"]
        if len(found) != 1 or found[0] not in names:
            raise CannotEditError("figcheck did not find its sheet again")
        return found[0]

    def _packed(self, part: str, content: bytes) -> bytes:
        """The workbook with this content of one part, and the others as they were."""
        changed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.data)) as archive,
            zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for info in archive.infolist():
                new.writestr(info, content if info.filename == part else archive.read(info))
            new.comment = archive.comment
        return changed.getvalue()


def workbook_sheet(data: bytes, shown: str) -> WorkbookSheet:
    """The sheet of a workbook at this place. Raises CannotEditError for a file that cannot be written again safely."""
    file = PurePath(shown.removesuffix(f":{sheet_of(shown)}"))
    if file.suffix.casefold() not in SUFFIXES or not data.startswith(b"PK"):
        raise CannotEditError("it is a database, or not an XLSX workbook")
    return WorkbookSheet(data, shown)


def _padded(row: list[str | None], wide: int) -> list[str]:
    return [*((cell or "").strip() for cell in row), *[""] * (wide - len(row))]


def _number(value: str) -> int | None:
    """What a spreadsheet holds for a number or a day."""
    if _NUMBER.fullmatch(value):
        return int(value.replace(",", ""))
    try:
        return (date.fromisoformat(value) - _DAY_0).days if len(value) == 10 else None
    except ValueError:
        return None
