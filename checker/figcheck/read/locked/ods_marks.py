"""What a person sees in a sheet of an OpenDocument workbook, and the library does not say: OpenDocument 1.3, part 3."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping

from figcheck.read.locked.marks import Cell, Marks, Runs
from figcheck.read.locked.xml_part import EnoughError, Part, local

_HIDDEN = ("collapse", "filter")
_DASHES = re.compile(r"[\s–—-]*")
_MOST_REPEATED = 1_000_000
_NOT_SHOWN = ("annotation", "shapes", "frame", "custom-shape", "tracked-changes", "forms", "event-listeners")
_MOST_MARKED = 100_000
"""Cells of one repeated stretch that are marked one by one."""


class OdsBook:
    """The one part that holds all sheets of a workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def marks(self, sheet: str, most_rows: int | None = None) -> Marks:
        """The marks of a sheet, or of its first rows. Raises BrokenPartError for a workbook that is not whole."""
        part = _Content(sheet, most_rows)
        part.read(self._archive, "content.xml")
        return part.marks


class _Content(Part):
    """Goes through the styles, which come first, and then to the sheet that is wanted."""

    def __init__(self, sheet: str, most_rows: int | None) -> None:
        super().__init__()
        self.marks = Marks()
        self._wanted, self._most = sheet, most_rows
        self._raised: set[str] = set()
        self._struck: set[str] = set()
        self._style = ""
        self._tables = self._unseen = 0
        self._here = False
        self._row = self._column = self._next = 0
        self._across = self._down = 1
        self._kind: str | None = None
        self._formula = False
        self._value: str | None = None
        self._runs = Runs()
        self._paragraphs = 0
        self._spans: list[tuple[bool, bool]] = []
        self._columns = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._here = local(attributes, "name") == self._wanted
                self._row = self._next = self._columns = 0
        elif name == "style":
            self._style = local(attributes, "name") or ""
        elif name == "text-properties":
            if (local(attributes, "text-position") or "").startswith("super"):
                self._raised.add(self._style)
            if (local(attributes, "text-line-through-style") or "none") != "none" or (
                local(attributes, "text-line-through-type") or "none"
            ) != "none":
                self._struck.add(self._style)
        if not self._here or self._tables != 1:
            return
        if name in _NOT_SHOWN:
            self._unseen += 1
        elif not self._unseen:
            self._start_here(name, attributes)

    def _start_here(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table-column":
            repeated = _count(local(attributes, "number-columns-repeated"))
            if local(attributes, "visibility") in _HIDDEN:
                self.marks.hidden_columns += range(self._columns, min(self._columns + repeated, 16_384))
            self._columns += repeated
        elif name == "table-row":
            self._row, self._column = self._next, 0
            self._down = _count(local(attributes, "number-rows-repeated"))
            self._next = self._row + self._down
            if self._most is not None and self._row >= self._most:
                raise EnoughError
            if local(attributes, "visibility") in _HIDDEN and self._down < _MOST_MARKED:
                self.marks.hidden_rows += range(self._row, self._next)
        elif name in ("table-cell", "covered-table-cell"):
            self._across = _count(local(attributes, "number-columns-repeated"))
            self._kind, self._value = local(attributes, "value-type"), local(attributes, "value")
            self._formula = local(attributes, "formula") is not None
            spans = [_count(local(attributes, f"number-{what}-spanned")) for what in ("rows", "columns")]
            if max(spans) > 1:
                last = (self._row + spans[0] - 1, self._column + spans[1] - 1)
                self.marks.merged.append(((self._row, self._column), last))
            self._runs, self._paragraphs = Runs(), 0
        elif name == "p":
            self._keep_run()
            if self._paragraphs:
                self._runs.add("\n")
            self._paragraphs += 1
            self.keep()
        elif name == "span":
            self._keep_run()
            style = local(attributes, "style-name") or ""
            self._spans.append((self._runs.raised, self._runs.struck))
            self._runs.raised |= style in self._raised
            self._runs.struck |= style in self._struck
            self.keep()
        elif name in ("s", "tab", "line-break") and self.keeping:
            self._keep_run()
            self._runs.add({"s": " " * _count(local(attributes, "c")), "tab": "\t"}.get(name, "\n"))
            self.keep()

    def end(self, name: str) -> None:
        if name == "table":
            self._tables -= 1
            if self._here and not self._tables:
                raise EnoughError
        if not self._here or self._tables != 1:
            return
        if name in _NOT_SHOWN:
            self._unseen -= 1
        elif self._unseen:
            return
        elif name == "p":
            self._keep_run()
        elif name == "span" and self._spans:
            self._keep_run()
            self._runs.raised, self._runs.struck = self._spans.pop()
            self.keep()
        elif name in ("table-cell", "covered-table-cell"):
            self._cell()
            self._column += self._across

    def _keep_run(self) -> None:
        if self.keeping:
            self._runs.add(self.taken())

    def _cell(self) -> None:
        text = self._shown()
        raised, struck = self._runs.has()
        no_value = self._formula and self._kind is None and not self._runs.parts
        if text is None and not no_value:
            return
        for cell in self._cells():
            if no_value:
                self.marks.without_value.append(cell)
                continue
            self.marks.shown[cell] = text or ""
            if raised:
                self.marks.raised.append(cell)
            if struck:
                self.marks.struck.append(cell)

    def _shown(self) -> str | None:
        """The text of the cell where it is another than its value."""
        if not self._runs.parts:
            return None
        if self._kind in (None, "string"):
            return self._runs.text() if any(self._runs.has()) or self._kind is None else None
        if self._kind in ("float", "percentage", "currency"):
            text = self._runs.text()
            if _DASHES.fullmatch(text) and not (self._value or "").strip("0."):
                return None  # a dash that stands for 0
            return None if _digits(text) == _digits(_plain(self._value or "")) and "%" not in text else text
        return None

    def _cells(self) -> list[Cell]:
        down, across = min(self._down, _MOST_MARKED), min(self._across, 16_384)
        if down * across > _MOST_MARKED:
            down, across = 1, min(across, _MOST_MARKED)
        return [(self._row + n, self._column + m) for n in range(down) for m in range(across)]


def _count(text: str | None) -> int:
    return min(int(text), _MOST_REPEATED) if text and text.isdecimal() else 1


def _plain(value: str) -> str:
    return value.removesuffix(".0")


def _digits(text: str) -> str:
    """What is left of a number without signs of grouping, money and the sign between its decimals."""
    return re.sub(r"[\s.,'’()$€£¥+]|[−–-](?=\d)", "", text)
