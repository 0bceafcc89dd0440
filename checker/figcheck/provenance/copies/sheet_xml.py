"""Cells of a sheet of an XLSX workbook (ECMA-376, part 18.3) replaced in its XML: every other byte of the part stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from figcheck.provenance.copies.edit_ledger import CannotEditError
from figcheck.read.locked.marks import column_letters

_TAG = re.compile(rb"""<(?P<name>[^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(?P<closed>/?)>""")
_END = re.compile(rb"</[^>]*>")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_KIND = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")


@dataclass
class XmlCell:
    """One cell of a row: where it stands in the part, what it holds ("n" for a number), and whether by a formula."""

    column: int
    start: int
    end: int
    kind: str
    style: str
    has_formula: bool = False
    has_value: bool = False


@dataclass
class XmlRow:
    """One row: where it stands in the part, and its cells. `is_counted` says that a cell does not name its own place."""

    number: int
    start: int
    end: int = 0
    cells: list[XmlCell] = field(default_factory=list)
    is_counted: bool = False


class SheetXml:
    """The XML of one sheet, of which some rows are looked at. Raises CannotEditError for one that cannot be edited safely."""

    def __init__(self, part: bytes, numbers: set[int]) -> None:
        self.part = part
        self.rows: dict[int, XmlRow] = {}
        self._wanted = numbers
        self._row: XmlRow | None = None
        self._cell: XmlCell | None = None
        self._number = 0
        self._column = -1
        self._areas: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
        self._read()

    def require_free(self, number: int, column: int) -> None:
        """Raises CannotEditError for a cell that has a formula or a link, or lies under a merged one."""
        found = self.cell(number, column)
        if found is not None and found.has_formula:
            raise CannotEditError("the cell has a formula")
        for what, first, last in self._areas:
            inside = first[0] <= number <= last[0] and first[1] <= column <= last[1]
            if inside and what == "hyperlink":
                raise CannotEditError("the cell has a link, which would lead to the old address")
            if inside and (number, column) != first:
                raise CannotEditError("the cell is merged with another")

    def cell(self, number: int, column: int) -> XmlCell | None:
        """The cell of a row (from 1) and column (from 0); None where the file has none."""
        row = self.rows.get(number)
        return next((cell for cell in row.cells if cell.column == column), None) if row is not None else None

    def with_cells(self, values: Mapping[tuple[int, int], str | int]) -> bytes:
        """The part with these values, each by its row (from 1) and column (from 0): a text, or a number as such."""
        edits = [self._edit(number, column, value) for (number, column), value in values.items()]
        changed = self.part
        for start, end, new in sorted(edits, reverse=True):
            changed = changed[:start] + new + changed[end:]
        return changed

    def _edit(self, number: int, column: int, value: str | int) -> tuple[int, int, bytes]:
        row = self.rows.get(number)
        if row is None or not row.cells:
            raise CannotEditError("figcheck did not find the row again")
        inside = _inside(value)
        old = self.cell(number, column)
        if old is not None:
            tag = _tag(self.part, old.start)
            head = _KIND.sub(b"", tag[0]).rstrip(b"/> \t\r\n")
            return old.start, old.end, _element(head, tag["name"], inside, isinstance(value, int))
        if row.is_counted:
            raise CannotEditError("its cells do not say where they stand")
        name = _tag(self.part, row.cells[0].start)["name"]
        before = next((cell for cell in row.cells if cell.column > column), None)
        at = before.start if before is not None else row.cells[-1].end
        head = b'<%s r="%s"' % (name, f"{column_letters(column)}{number}".encode())
        return at, at, _element(head, name, inside, isinstance(value, int))

    def _read(self) -> None:
        if re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", self.part, re.I):
            raise CannotEditError("its sheet is not in UTF-8")
        parser = expat.ParserCreate()

        def start(name: str, attributes: dict[str, str]) -> None:
            self._start(name.rpartition(":")[2], attributes, parser.CurrentByteIndex)

        def refuse(*_: Any) -> None:
            raise CannotEditError("its sheet declares a document type")

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: self._ended(name.rpartition(":")[2], parser.CurrentByteIndex)
        parser.StartDoctypeDeclHandler = refuse
        try:
            parser.Parse(self.part, True)
        except expat.ExpatError as error:
            raise CannotEditError("its sheet is not whole") from error

    def _start(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() else self._number + 1
            self._column = -1
            self._row = XmlRow(self._number, at) if self._number in self._wanted else None
            if self._row is not None:
                if self._number in self.rows:
                    raise CannotEditError(f"it has row {self._number} twice")
                self.rows[self._number] = self._row
        elif name == "c" and self._row is not None:
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._row.is_counted |= reference is None
            self._column = _column(reference[1]) if reference else self._column + 1
            kind, style = attributes.get("t", "n"), attributes.get("s", "")
            self._cell = XmlCell(self._column, at, 0, kind, style)
        elif name == "f" and self._cell is not None:
            self._cell.has_formula = True
        elif name == "v" and self._cell is not None:
            self._cell.has_value = True
        elif name in ("mergeCell", "hyperlink"):
            first, _, last = attributes.get("ref", "").partition(":")
            ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
            if ends[0] is None or ends[1] is None:
                raise CannotEditError("it says of unknown cells that they are merged or have a link")
            self._areas.append((name, *((int(end[2]), _column(end[1])) for end in ends if end)))  # type: ignore[arg-type]
        elif name == "sheetProtection" and attributes.get("sheet") in ("1", "true"):
            raise CannotEditError("its sheet is protected")

    def _ended(self, name: str, at: int) -> None:
        if name == "c" and self._row is not None and self._cell is not None:
            tag = _tag(self.part, self._cell.start)
            end = tag if tag["closed"] else _END.match(self.part, at)
            if end is None:
                raise CannotEditError("figcheck did not find the end of a cell")
            self._cell.end = end.end()
            self._row.cells.append(self._cell)
            self._cell = None
        elif name == "row":
            self._row = None


def _inside(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if _NO_XML.search(value) or _ESCAPE.search(value):
        raise CannotEditError("a workbook cannot hold one of its signs")
    return escape(value)


def _element(head: bytes, name: bytes, inside: str, is_number: bool) -> bytes:
    """A cell that begins with this tag, as yet without its kind and its end; its parts have the prefix of its name."""
    prefix = name[: name.rfind(b":") + 1]
    if is_number:
        return head + b"><%sv>%s</%sv></%s>" % (prefix, inside.encode(), prefix, name)
    if not inside:
        return head + b"/>"
    parts = (prefix, prefix, inside.encode(), prefix, prefix, name)
    return head + b' t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%s>' % parts


def _tag(part: bytes, at: int) -> re.Match[bytes]:
    found = _TAG.match(part, at)
    if found is None:
        raise CannotEditError("figcheck did not find a cell again")
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
