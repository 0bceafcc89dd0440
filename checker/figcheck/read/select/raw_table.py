"""The files that a description names -> one raw table: every cell as text, and the file, sheet and line of each row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from figcheck.model.errors import LedgerError
from figcheck.model.near import did_you_mean
from figcheck.model.places import place
from figcheck.model.shown import first_few, shown_path
from figcheck.read.ledgers import arrow_file, database, json_file, workbook
from figcheck.read.locked import session
from figcheck.read.reader import Source
from figcheck.read.select.carried import OWN
from figcheck.read.select.description import Description
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import physical_lines
from figcheck.read.tables.json_values import JsonText, JsonTextError
from figcheck.read.unpacked import is_packed, unpacked

if TYPE_CHECKING:
    import pyarrow as pa

MOST_FILES = 10_000
"""Files that one description may read."""


@dataclass(frozen=True)
class RawTable:
    """`cells` has every column as text, and those of `carried.OWN`.

    `places` are the files and sheets, `place` the number of the one of each row, `line` its line.
    """

    cells: pa.Table
    places: list[str]
    place: list[int]
    line: list[int]
    paths: list[Path]


@dataclass
class _Piece:
    """One table of one file: the names of its columns, its rows, and the line of each."""

    names: list[str]
    rows: Sequence[Sequence[str | None]]
    lines: list[int]
    sheet: str | None = None


def raw_table(description: Description, source: Source) -> RawTable:
    """The raw table of a description. Raises LedgerError for a file that is missing or cannot be read."""
    import pyarrow as pa

    columns: dict[str, list[str | None]] = {}
    places: list[str] = []
    of_row: list[int] = []
    lines: list[int] = []
    paths = _paths(description, source)
    for path in paths:
        file = Source(path, shown_path(path))
        piece = _read(unpacked(file) if is_packed(file.name) else file, description)
        shown = place(file.shown, piece.sheet)
        before = len(lines)
        for name, cells in zip(piece.names, zip(*piece.rows, strict=True) if piece.rows else (), strict=False):
            column = columns.setdefault(name, [])
            column += [None] * (before - len(column))
            column += [None if cell is None or cell.strip() in description.missing else cell for cell in cells]
        places.append(shown)
        of_row += [len(places) - 1] * len(piece.rows)
        lines += piece.lines
    for column in columns.values():
        column.extend([None] * (len(lines) - len(column)))
    if not lines:
        raise LedgerError(
            "its files have no rows", where=source.shown, why=first_few([shown_path(p) for p in paths], 3)
        )
    own = {
        "_file": pa.array([shown_path(paths[n]) for n in of_row], pa.large_string()),
        "_sheet": pa.array([_sheet(places[n], paths[n]) for n in of_row], pa.large_string()),
        "_line": pa.array(lines, pa.int64()),
        "_row": pa.array(range(len(lines)), pa.int64()),
    }
    texts = {
        name: pa.array(map(_clean, cells), pa.large_string()) for name, cells in columns.items() if name not in OWN
    }
    return RawTable(pa.table({**texts, **own}), places, of_row, lines, paths)


def _sheet(shown: str, path: Path) -> str | None:
    return shown[len(shown_path(path)) + 1 :] or None


def _clean(cell: str | None) -> str | None:
    """The cell as text that can be written; an empty one is null."""
    return cell.encode("utf-8", "replace").decode("utf-8") if cell else None


def _paths(description: Description, source: Source) -> list[Path]:
    folder = source.path.parent
    found: dict[Path, None] = {}
    for name in description.files:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise LedgerError(
                f'"{name}" is not below the folder of the description',
                where=source.shown,
                why="a description reads files of its own folder and nothing else",
                mend="put the description beside its files",
            )
        some = sorted(path for path in folder.glob(name) if path.is_file()) if name else []
        if not some:
            near = did_you_mean(name, [path.name for path in folder.iterdir()])
            raise LedgerError(f'no file is called "{name}"', where=source.shown, mend=near or "check the name")
        found.update(dict.fromkeys(some))
    if len(found) > MOST_FILES:
        raise LedgerError(f"it names {len(found):,} files", where=source.shown, mend=f"name {MOST_FILES:,} at most")
    real = source.path.parent.resolve()
    for path in found:
        if not path.resolve().is_relative_to(real):
            raise LedgerError(
                f'"{shown_path(path)}" leads elsewhere', where=source.shown, mend="name a file and no link"
            )
    return list(found)


def _read(file: Source, description: Description) -> _Piece:
    if file.name.endswith(json_file.SUFFIXES):
        return _json(file, description)
    if file.name.endswith(workbook.SUFFIXES) and file.start(4).startswith((b"PK", b"\xd0\xcf")):
        return _outside("workbook", file, description)
    if file.name.endswith(arrow_file.SUFFIXES):
        return _outside("arrow", file, description)
    if file.name.endswith(database.SUFFIXES):
        return _outside("database", file, description)
    return _text(file, description)


def _text(file: Source, description: Description) -> _Piece:
    decoded = decode(file.contents(), file.shown)
    if decoded.errors:
        raise decoded.errors[0]
    lines = physical_lines(decoded.text)
    delimiter = description.delimiter or max(",;\t|", key=(lines[0] if lines else "").count)
    rows: list[Sequence[str | None]] = []
    numbers: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            rows.append(cells)
            numbers.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        where, mend = f"{file.shown}:{before + 1}", "check how the file was exported"
        raise LedgerError("the table cannot be read", where=where, why=str(error), mend=mend) from error
    piece = _headed(rows, numbers, description)
    if (wrong := next((n for n, row in enumerate(piece.rows) if len(row) > len(piece.names)), None)) is not None:
        raise LedgerError(
            f"{len(piece.rows[wrong])} cells under {len(piece.names)} columns",
            where=f"{file.shown}:{piece.lines[wrong]}",
            why=f'its cells are parted by "{delimiter}", and a cell that holds one needs quotes',
            mend="correct the row, or write `-- delimiter:` in the head",
        )
    return _even(piece)


def _headed(rows: Sequence[Sequence[str | None]], numbers: Sequence[int], description: Description) -> _Piece:
    """The rows below their names. Rows without any cell are left out."""
    if description.header is None:
        width = max(map(len, rows), default=0)
        names, start = [f"column_{n + 1}" for n in range(width)], description.skip
    else:
        first, last = description.header
        parts = [list(row) for row in rows[first - 1 : last]]
        width = max(map(len, parts), default=0)
        for row in parts[:-1]:  # names of several columns stand in the first of them
            for n in range(1, len(row)):
                row[n] = row[n] or row[n - 1]
        joined = [" ".join(str(row[n]).strip() for row in parts if n < len(row) and row[n]) for n in range(width)]
        names, start = _each_once(joined), last + description.skip
    kept = [n for n in range(start, len(rows)) if any(rows[n])]
    return _Piece(names, [rows[n] for n in kept], [numbers[n] for n in kept])


def _each_once(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for n, name in enumerate(names):
        own = " ".join(name.split()) or f"column_{n + 1}"
        times = sum(
            other == own or (other.startswith(f"{own}_") and other[len(own) + 1 :].isdecimal()) for other in found
        )
        found.append(f"{own}_{times + 1}" if own in found else own)
    return found


def _even(piece: _Piece) -> _Piece:
    width = len(piece.names)
    rows: list[Sequence[str | None]] = [[*row, *[None] * (width - len(row))] for row in piece.rows]
    return _Piece(piece.names, rows, piece.lines, piece.sheet)


def _outside(kind: str, file: Source, description: Description) -> _Piece:
    tables = [table for table in session.look(kind, file.path, file.shown).tables if table.head]
    names = [str(table.name) for table in tables]
    wanted = [table for table in tables if description.sheet in (None, table.name)]
    if not wanted or (len(wanted) > 1 and kind == "database"):
        why = f"it has {first_few(names, 8)}" if names else "it has none"
        raise LedgerError(
            f'no sheet or table is called "{description.sheet}"' if not wanted else "it has several tables",
            where=file.shown,
            why=why,
            mend="write `-- sheet: NAME` in the head",
        )
    table = wanted[0]
    width = max(map(len, table.head))
    found = session.rows(
        kind, file.path, file.shown, table.name, after=0, columns=list(range(width)), ours=list(range(width))
    )
    rows = list(zip(*(found.cells[str(n)].to_pylist() for n in range(width)), strict=True))
    numbers = [number + 1 for number in found.cells["row"].to_pylist()]
    if kind == "workbook":
        if found.without_value:
            row, column = found.without_value[0]
            where = f"{place(file.shown, table.name)}:{row + 1}"
            raise LedgerError(
                f"the formula in column {column + 1} has no value",
                where=where,
                mend="open the workbook in Excel or LibreOffice, and save it",
            )
        piece = _even(_headed(rows, numbers, description))
    else:
        piece = _Piece(
            _each_once([str(name) for name in table.head[0]]), rows[description.skip :], numbers[description.skip :]
        )
    return _Piece(piece.names, piece.rows, piece.lines, table.name)


def _json(file: Source, description: Description) -> _Piece:
    decoded = json_file.json_text(file)
    text = JsonText(decoded.text)
    try:
        if file.name.endswith((".jsonl", ".ndjson")):
            found = {"": list(text.lines())}
        else:
            found = {one.path: one.records for one in text.lists(flat=True)}
    except JsonTextError as error:
        where = f"{file.shown}:{text.line(error.at)}"
        raise LedgerError("not JSON", where=where, why=error.why, mend="write the file again") from error
    path = description.path or ""
    if path not in found and description.path is None and len(found) == 1:
        path = next(iter(found))
    if path not in found:
        some = first_few([name or "the whole file" for name in found], 8)
        why = f"there are records at {some}" if found else "no list in it holds records"
        raise LedgerError(
            f'no records stand at "{path}"' if path else "the file is not one list of records",
            where=file.shown,
            why=why,
            mend="write `-- path: NAMES` in the head",
        )
    records = found[path][description.skip :]
    if (bad := next((record for record in records if record.broken and not record.cells), None)) is not None:
        raise LedgerError(
            "a record cannot be read", where=f"{file.shown}:{bad.line}", why=str((bad.broken or ("",))[0])
        )
    names = list(dict.fromkeys(name for record in records for name in record.cells))
    lines = [record.line for record in records]
    if len({*lines}) < len(lines):
        lines = [number + description.skip for number in range(1, len(records) + 1)]
    return _Piece(names, [[record.cells.get(name) for name in names] for record in records], lines, path or None)


def columns_of(table: RawTable) -> Iterator[str]:
    """The names of the raw columns, without those of figcheck."""
    return (name for name in table.cells.column_names if name not in OWN)
