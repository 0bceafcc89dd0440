"""What a person sees in a sheet of an XLSX workbook, and the library does not say: ECMA-376, parts 18.3, 18.4 and 18.8."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping

from figcheck.read.locked.marks import Cell, Marks, Runs
from figcheck.read.locked.number_format import BUILT_IN, shown_number
from figcheck.read.locked.xml_part import EnoughError, Part

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ON = (None, "1", "true", "on")


class XlsxBook:
    """The parts of one workbook that concern all its sheets, read once. `parts` has the name of the part of each sheet."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        relations = _Relations()
        book = _Book()
        for part, name in ((relations, "xl/_rels/workbook.xml.rels"), (book, "xl/workbook.xml")):
            if name in self._names:
                part.read(archive, name)
        self.parts = {name: relations.targets.get(key, "") for name, key in book.sheets.items()}
        self._codes = _Styles()
        if "xl/styles.xml" in self._names:
            self._codes.read(archive, "xl/styles.xml")
        self._rich: dict[int, Runs] | None = None

    def marks(self, sheet: str, most_rows: int | None = None) -> Marks:
        """The marks of a sheet, or of its first rows. Raises BrokenPartError for one that is not whole."""
        name = self.parts.get(sheet, "")
        if name not in self._names:
            return Marks()
        if self._rich is None:
            strings = _SharedStrings()
            if "xl/sharedStrings.xml" in self._names:
                strings.read(self._archive, "xl/sharedStrings.xml")
            self._rich = strings.rich
        part = _Sheet(self._codes.formats, self._rich, most_rows)
        part.read(self._archive, name)
        return part.marks


class _Relations(Part):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.targets[attributes.get("Id", "")] = path


class _Book(Part):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            self.sheets[attributes.get("name", "")] = next(
                (value for key, value in attributes.items() if key.endswith(":id")), ""
            )


class _Styles(Part):
    """`formats`: the code of the number format of each style of cells, for those that are not dates."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self._codes = {str(n): code for n, code in BUILT_IN.items()}
        self._within = False
        self._style = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            code = self._codes.get(attributes.get("numFmtId", ""))
            if code and code.casefold() != "general":
                self.formats[str(self._style)] = code
            self._style += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False


class _Runs(Part):
    """A part with texts that may have stretches of their own kind."""

    def __init__(self) -> None:
        super().__init__()
        self.runs = Runs()
        self._phonetic = False

    def run_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "t":
            if not self._phonetic:
                self.keep()
        elif name == "r":
            self.runs.raised = self.runs.struck = False
        elif name == "vertAlign":
            self.runs.raised = attributes.get("val") == "superscript"
        elif name == "strike":
            self.runs.struck = attributes.get("val") in _ON
        elif name == "rPh":
            self._phonetic = True

    def run_end(self, name: str) -> None:
        if name == "t":
            self.runs.add(self.taken())
        elif name == "r":
            self.runs.raised = self.runs.struck = False
        elif name == "rPh":
            self._phonetic = False


class _SharedStrings(_Runs):
    """`rich`: the texts, by number, of which a stretch is raised or struck out."""

    def __init__(self) -> None:
        super().__init__()
        self.rich: dict[int, Runs] = {}
        self._number = 0
        self._has_runs = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self.runs, self._has_runs = Runs(), False
        elif name == "r":
            self._has_runs = True
        if self._has_runs:
            self.run_start(name, attributes)

    def end(self, name: str) -> None:
        if self._has_runs:
            self.run_end(name)
        if name == "si":
            if self._has_runs and any(self.runs.has()):
                self.rich[self._number] = self.runs
            self._number += 1


class _Sheet(_Runs):
    def __init__(self, formats: Mapping[str, str], rich: Mapping[int, Runs], most_rows: int | None) -> None:
        super().__init__()
        self.marks = Marks()
        self._formats, self._rich, self._most = formats, rich, most_rows
        self._row = self._column = -1
        self._kind: str | None = None
        self._format: str | None = None
        self._formula = False
        self._value = ""
        self._inline = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._place(attributes.get("r"))
            self._kind, self._formula, self._value = attributes.get("t"), False, ""
            self._format = self._formats.get(attributes.get("s", ""))
        elif name == "v":
            if self._is_wanted():
                self.keep()
        elif name == "f":
            self._formula = True
        elif name == "is":
            self.runs, self._inline = Runs(), True
        elif self._inline:
            self.run_start(name, attributes)
        elif name == "row":
            self._next_row(attributes)
        elif name == "col" and attributes.get("hidden") in _ON[1:]:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.marks.hidden_columns += range(first - 1, min(last, 16_384))

    def end(self, name: str) -> None:
        if name == "v" and self.keeping:
            self._value = self.taken()
        elif name == "c":
            self._cell()
        elif name == "is":
            self._inline = False
            self._rich_text((self._row, self._column), self.runs)
        elif self._inline:
            self.run_end(name)

    def _is_wanted(self) -> bool:
        """Whether the value of this cell may be shown otherwise, or may be missing."""
        if self._formula or self._kind == "e":
            return True
        if self._kind == "s":
            return bool(self._rich)
        return self._format is not None and self._kind in (None, "n")

    def _place(self, reference: str | None) -> None:
        self._column += 1
        found = _REFERENCE.fullmatch(reference or "")
        if found:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            self._row, self._column = int(found[2]) - 1, column - 1

    def _next_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        self._row, self._column = (int(number) - 1 if number.isdecimal() else self._row + 1), -1
        if self._most is not None and self._row >= self._most:
            raise EnoughError
        if attributes.get("hidden") in _ON[1:]:
            self.marks.hidden_rows.append(self._row)

    def _cell(self) -> None:
        cell: Cell = (self._row, self._column)
        if self._formula and not self._value and self._kind != "str":
            self.marks.without_value.append(cell)
        elif self._kind == "e":
            self.marks.shown[cell] = self._value
        elif self._kind == "s" and self._value.isdecimal():
            runs = self._rich.get(int(self._value))
            if runs is not None:
                self._rich_text(cell, runs)
        elif self._format is not None and self._value and self._kind in (None, "n"):
            text = shown_number(self._value, self._format)
            if text is not None:
                self.marks.shown[cell] = text

    def _rich_text(self, cell: Cell, runs: Runs) -> None:
        raised, struck = runs.has()
        if raised or struck:
            self.marks.shown[cell] = runs.text()
            if raised:
                self.marks.raised.append(cell)
            if struck:
                self.marks.struck.append(cell)
