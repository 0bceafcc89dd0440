"""Sheets of a workbook -> their cells as a person sees them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine as calamine

from figcheck.read.locked.cell_text import cell_text
from figcheck.read.locked.marks import BrokenPartError, Marks, a1, column_letters
from figcheck.read.locked.ods_marks import OdsBook
from figcheck.read.locked.refusals import RefusedError
from figcheck.read.locked.xlsx_marks import XlsxBook

HEAD = 60
"""Rows in which a heading is looked for."""

MOST_UNPACKED = 4 * 1024**3
"""Bytes to which the parts of a workbook may unpack. A million rows of twenty columns have a tenth of it."""

_OLE = b"\xd0\xcf\x11\xe0"
_RESAVE = "open it in the program that made it, and save it again"
_BROKEN_ARCHIVE = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)
_ONLY_VALUES = (
    "figcheck reads the values of this kind of workbook, and not how they are shown: a percentage is read as a fraction, and a "
    "raised footnote as part of its number. An XLSX workbook has neither problem"
)


class Workbook:
    """One open workbook. Raises RefusedError for a file that is none, or cannot be read."""

    def __init__(self, path: Path) -> None:
        self._marked: XlsxBook | OdsBook | None = None
        self._last_name: str | None = None
        self._last: Any = None
        start = _start(path)
        if start == _OLE and path.suffix.lower() not in (".xls", ".xlt"):
            raise RefusedError(
                "it has a password, or is an old workbook under a new name", "save it without a password"
            )
        if start.startswith(b"PK"):
            self._marked = _marked(path)
        try:
            self._book = calamine.CalamineWorkbook.from_path(path)
        except calamine.PasswordError as error:
            raise RefusedError("it has a password", "save it without one") from error
        except calamine.CalamineError as error:
            raise RefusedError(f"it is not whole, or not a workbook: {_words(error)}", _RESAVE) from error

    def sheets(self) -> Iterator[tuple[str, bool]]:
        """The name of each sheet that has cells, and whether a person sees it."""
        for sheet in self._book.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                yield sheet.name, sheet.visible == calamine.SheetVisibleEnum.Visible

    def head(self, name: str) -> list[list[str | None]]:
        """The first rows of a sheet, from the first cell on."""
        sheet = Sheet(self._sheet(name), self._marks(name, HEAD))
        return [row for row, _ in zip(sheet.rows(), range(HEAD), strict=False)]

    def sheet(self, name: str) -> Sheet:
        """A sheet as a whole."""
        return Sheet(self._sheet(name), self._marks(name, None))

    def notes(self) -> list[str]:
        """What a person should know of how any sheet of this workbook is read."""
        return [] if self._marked is not None else [_ONLY_VALUES]

    def _sheet(self, name: str) -> Any:
        """The cells of a sheet; those of the last are kept, since each sheet that is a ledger is asked for twice."""
        try:
            if name != self._last_name:
                self._last_name, self._last = None, None
                self._last = self._book.get_sheet_by_name(name)
                self._last_name = name
            return self._last
        except calamine.CalamineError as error:
            raise RefusedError(f'the sheet "{name}" cannot be read: {_words(error)}', _RESAVE) from error

    def _marks(self, name: str, most_rows: int | None) -> Marks:
        try:
            return Marks() if self._marked is None else self._marked.marks(name, most_rows)
        except (BrokenPartError, *_BROKEN_ARCHIVE) as error:
            raise RefusedError(f'the sheet "{name}" is not whole: {_words(error)}', _RESAVE) from error


class Sheet:
    """The cells of one sheet, and what a person should know of them."""

    def __init__(self, sheet: Any, marks: Marks) -> None:
        self._sheet, self._marks = sheet, marks
        start, end = sheet.start, sheet.end
        self._left = start[1] if start else 0
        self.width = end[1] + 1 if end else 0
        self.merged = sheet.merged_cell_ranges or marks.merged

    def rows(self) -> Iterator[list[str | None]]:
        """Each row from the first on, all as wide as the widest."""
        shown: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in self._marks.shown.items():
            if column < self.width:
                shown.setdefault(row, []).append((column, text))
        before: list[str | None] = [None] * self._left
        for number, values in enumerate(self._sheet.iter_rows()):
            cells = [*before, *map(cell_text, values)]
            for column, text in shown.get(number, ()):
                cells[column] = text
            yield cells

    def without_value(self, columns: Sequence[int], after: int) -> list[tuple[int, int]]:
        """Cells of these columns, below row `after`, that hold a formula without its value."""
        wanted = set(columns)
        return [(row, column) for row, column in self._marks.without_value if row >= after and column in wanted]

    def notes(self, columns: Sequence[int], after: int) -> Iterator[tuple[int, str]]:
        """What a person should know of how the rows from `after` on are read: a row and a sentence each."""
        marks, wanted = self._marks, set(columns)
        hidden = [row for row in marks.hidden_rows if row >= after]
        if hidden:
            yield hidden[0], f"{_many(len(hidden), 'hidden row')} read as well, the first is row {hidden[0] + 1}"
        columns_hidden = [column_letters(column) for column in marks.hidden_columns if column in wanted]
        if columns_hidden:
            yield after, f"the hidden column{'s' * (len(columns_hidden) > 1)} {', '.join(columns_hidden)} read as well"
        for cells, what in (
            (marks.raised, "raised text is read as a mark and not as part of the number"),
            (marks.struck, "struck-out text is left out"),
        ):
            some = [cell for cell in cells if cell[0] >= after and cell[1] in wanted]
            if some:
                more = f" and {len(some) - 1:,} more" if len(some) > 1 else ""
                yield some[0][0], f"{what}, in {a1(some[0])}{more}"
        merged = [(first, last) for first, last in self.merged if last[0] >= after and first[1] in wanted]
        if merged:
            first, last = merged[0]
            others = f" and {len(merged) - 1:,} more" if len(merged) > 1 else ""
            yield (
                first[0],
                f"cells are merged: {a1(first)}:{a1(last)}{others}. Their text is read in their first cell alone",
            )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{' is' if count == 1 else 's are'}"


def _marked(path: Path) -> XlsxBook | OdsBook | None:
    """What says how the cells of this workbook are shown; None for one whose parts are not XML."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            size = sum(part.file_size for part in archive.infolist())
            if size > MOST_UNPACKED:
                raise RefusedError(
                    f"it unpacks to {size / 1024**3:,.0f} GiB, and figcheck reads {MOST_UNPACKED / 1024**3:,.0f} GiB",
                    "keep one sheet in it, and remove what is not needed",
                )
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in archive.open(manifest).read(1 << 20):
                raise RefusedError("it has a password", "save it without one")
            if "content.xml" in names:
                return OdsBook(zipfile.ZipFile(path))
            if "xl/workbook.xml" in names:
                return XlsxBook(zipfile.ZipFile(path))
    except (BrokenPartError, *_BROKEN_ARCHIVE) as error:
        raise RefusedError(f"it is not whole, or not a workbook: {_words(error)}", _RESAVE) from error
    return None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _words(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200].rstrip(".")
