"""The place of a table: its file, and the sheet or table of it where a file has several, as in `toll.xlsx:Sheet 2`."""

from __future__ import annotations

import re

_SHEET = re.compile(r"(?P<file>(?:.*/)?[^/:]*\.[A-Za-z0-9]+):(?P<sheet>[^/]+)", re.DOTALL)

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods")
"""How the names of workbooks end."""

STDIN = "-"
"""The path that means standard input, and how its place is shown."""


def place(file: str, sheet: str | None) -> str:
    """The place of a table, as the column `file` and messages show it.

    >>> place("figures/toll.xlsx", "Sheet 2"), place("a.csv", None), place("a.db", "x/y")
    ('figures/toll.xlsx:Sheet 2', 'a.csv', 'a.db:x∕y')
    """
    if sheet is None:
        return file
    name = " ".join(sheet.replace("/", "∕").split()) or "?"
    return f"{file}:{name}"


def file_of(place: str) -> str:
    """The file of a place.

    >>> file_of("figures/toll.xlsx:Sheet 2"), file_of("C:/figures/a.csv"), file_of("v1:x/a.csv")
    ('figures/toll.xlsx', 'C:/figures/a.csv', 'v1:x/a.csv')
    """
    found = _SHEET.fullmatch(place)
    return found["file"] if found else place


def row_of_sheet(place: str | None, line: int | None) -> str | None:
    """A row of a sheet as a spreadsheet names it, that of a table in a database by its number; None for a file that is one table.

    >>> row_of_sheet("figures/toll.xlsx:Sheet 2", 14), row_of_sheet("toll.xlsx:Tolls", 3), row_of_sheet("a.csv", 3)
    ("'Sheet 2'!14:14", 'Tolls!3:3', None)
    >>> row_of_sheet("desk.db:tolls", 14)
    'tolls:14'
    """
    sheet = sheet_of(place or "")
    if sheet is None or not line:
        return None
    if not is_workbook(file_of(place or "")):
        return f"{sheet}:{line}"
    name = sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{line}:{line}"


def is_workbook(file: str) -> bool:
    """Whether a file is a workbook, by its name."""
    return file.casefold().endswith(WORKBOOKS)


def sheet_of(place: str) -> str | None:
    """The sheet or table of a place, None for a file that is one table.

    >>> sheet_of("figures/toll.xlsx:Sheet 2"), sheet_of("a.csv")
    ('Sheet 2', None)
    """
    found = _SHEET.fullmatch(place)
    return found["sheet"] if found else None
