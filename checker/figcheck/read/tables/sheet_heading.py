"""The heading of a sheet: the row that names its columns, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.model.errors import LedgerError
from figcheck.read.tables.column_names import KEY_COLUMNS, column_of, columns_of, is_ledger
from figcheck.read.tables.heading import Heading

_ROWS = 30
"""Rows with cells that are looked at for a heading. Further below, only one that has the names of a ledger is."""

Row = Sequence[str | None]


def heading_in(rows: Sequence[Row]) -> Heading:
    """The row that is the heading of a ledger; without one, the row most like it, or else the first with a cell.

    Its cells are trimmed, and empty ones at its end are left out.
    """
    filled = [(number, _cells(row)) for number, row in enumerate(rows) if any(cell and cell.strip() for cell in row)]
    if not filled:
        return Heading((), ",")
    best = max(filled[:_ROWS], key=lambda found: len(columns_of(found[1])))
    found = next(((number, cells) for number, cells in filled if is_ledger(cells)), best)
    if not is_ledger(found[1]) and is_ledger(first := _cells([row[0] for row in rows if row])):
        return Heading(
            first, ",", problem="the names of the columns stand below one another: rows and columns are exchanged"
        )
    if not columns_of(found[1]):
        found = filled[0]
    number, cells = found
    above = tuple((n + 1, " ".join(filter(None, other))) for n, other in filled if n < number)
    return Heading(cells, ",", number + 1, number + 1, above)


def require_readable(heading: Heading, rows: Sequence[Row], where: str) -> None:
    """Raises LedgerError for the heading of a ledger below which no rows can be read."""
    if heading.problem:
        raise LedgerError(
            "the heading cannot be read",
            where=where,
            why=heading.problem,
            mend="write the names of the columns in one row, and each claim in a row below",
        )
    places = {column: n for n, cell in enumerate(heading.cells) if (column := column_of(cell)) in KEY_COLUMNS}
    for number, row in enumerate(rows[: heading.line - 1]):
        cells = [(row[places[column]] or "") if places[column] < len(row) else "" for column in KEY_COLUMNS]
        if (
            all(cells)
            and any(map(str.isdigit, cells[1]))
            and len(list(filter(None, row))) >= len(columns_of(heading.cells))
        ):
            raise LedgerError(
                "this row looks like the heading, but claims stand above it",
                where=where,
                why=f"row {number + 1} is laid out like a claim: the heading was probably sorted among the rows",
                mend="move the heading to the first row",
            )


def _cells(row: Row) -> tuple[str, ...]:
    cells = [(cell or "").strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
