"""One file that a description names -> its columns as text: each cell as it stands in the file, with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from figcheck.model.errors import LedgerError
from figcheck.model.places import place
from figcheck.model.shown import first_few
from figcheck.read.ledgers import arrow_file, database, json_file, workbook
from figcheck.read.ledgers.yaml_file import MOST_BYTES
from figcheck.read.locked import session
from figcheck.read.reader import Source
from figcheck.read.select.description import Description
from figcheck.read.select.yaml_records import MARKDOWN, YAML, front_matter, yaml_records
from figcheck.read.tables.encodings import Decoded, decode, whole_text
from figcheck.read.tables.heading import physical_lines
from figcheck.read.tables.json_values import JsonText, JsonTextError

if TYPE_CHECKING:
    import pyarrow as pa

    from figcheck.read.tables.records_table import Record

DELIMITERS = ",;\t|"

_PART = 50_000
"""Rows that are laid into columns at once."""

_OF_RECORDS = ("json", "yaml", "markdown")
"""Kinds of files in which every record names its own columns."""


@dataclass(frozen=True)
class FileTable:
    """One table of one file: the names of its columns, each column as text, and the line of each row.

    `sheet` is its name in a file of several. `notices` are sentences on how it was read. An empty cell is null or "".
    """

    names: list[str]
    cells: list[pa.ChunkedArray]
    lines: np.ndarray
    sheet: str | None = None
    notices: list[str] = field(default_factory=list)


def read_file(file: Source, description: Description) -> FileTable:
    """The table of a file that a description means. Raises LedgerError when there is none, or it cannot be read."""
    kind = _kind(file)
    if kind in _OF_RECORDS:
        return _records(file, description)
    return _text(file, description) if kind == "text" else _outside(kind, file, description)


def tables_in(file: Source) -> list[tuple[str | None, int]]:
    """The sheets, tables or lists of records of a file, each with how many rows it has. Of a sheet only the first rows count.

    Raises LedgerError for a file that cannot be read.
    """
    kind = _kind(file)
    if kind == "text":
        return [(None, 1)]
    if kind in _OF_RECORDS:
        return [(path or None, len(records)) for path, records in _lists(file)[0].items()]
    return [(table.name, len(table.head)) for table in session.look(kind, file.path, file.shown).tables if table.head]


def has_own_names(file: Source) -> bool:
    """Whether the columns of a file have names by its format, so that no row of it holds them."""
    return _kind(file) in (*_OF_RECORDS, "arrow", "database")


def _kind(file: Source) -> str:
    if file.name.endswith(json_file.SUFFIXES):
        return "json"
    if file.name.endswith(YAML):
        return "yaml"
    if file.name.endswith(MARKDOWN):
        return "markdown"
    if file.name.endswith(workbook.SUFFIXES) and file.start(4).startswith((b"PK", b"\xd0\xcf")):
        return "workbook"
    if file.name.endswith(arrow_file.SUFFIXES):
        return "arrow"
    return "database" if file.name.endswith(database.SUFFIXES) else "text"


def _text(file: Source, description: Description) -> FileTable:
    decoded = (
        decode(file.contents(), file.shown) if description.encoding is None else _decoded(file, description.encoding)
    )
    if decoded.errors:
        raise decoded.errors[0]
    lines = physical_lines(decoded.text)
    delimiter = description.delimiter or delimiter_of(lines, description)
    rows = _rows(csv.reader(lines, delimiter=delimiter), file.shown)
    if description.header is None:
        ahead = list(islice(rows, description.skip, None))
        rows = iter(ahead)
        names = [f"column_{n + 1}" for n in range(max((len(row) for _, row in ahead), default=1))]
    else:
        first, last = description.header
        names = _names([row for _, row in islice(rows, last)][first - 1 :], description)
        rows = islice(rows, description.skip, None)
    too_wide = None if description.header is None else _too_wide(names, file, delimiter)
    notices = [decoded.notice[1]] if decoded.notice else []
    columns, numbers = _columns(((n, row) for n, row in rows if any(row)), len(names), too_wide)
    return FileTable(names, columns, numbers, notices=notices)


def _decoded(file: Source, encoding: str) -> Decoded:
    data = file.contents()
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise LedgerError(
            f"the file is not in {encoding}",
            where=f"{file.shown}:{line}",
            why=f"byte {error.start + 1} is not a letter of that encoding",
            mend="correct `-- encoding:` in the head, or remove it",
        ) from error


def delimiter_of(lines: Sequence[str], description: Description) -> str:
    """The sign between the cells: the most frequent of those that may be, in the line of the names."""
    at = (description.header or (1, 1))[0] - 1
    return max(DELIMITERS, key=(lines[at] if at < len(lines) else "").count)


def _rows(reader: Any, shown: str) -> Iterator[tuple[int, list[str]]]:
    """The line of each row, and its cells."""
    before = 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        where, mend = f"{shown}:{before + 1}", "check how the file was exported"
        raise LedgerError("the table cannot be read", where=where, why=str(error), mend=mend) from error


def _too_wide(names: list[str], file: Source, delimiter: str) -> Callable[[int, int], LedgerError]:
    def error(line: int, width: int) -> LedgerError:
        return LedgerError(
            f"{width} cells under {len(names)} columns",
            where=f"{file.shown}:{line}",
            why=f'its cells are parted by "{delimiter}", and a cell that holds one needs quotes',
            mend="correct the row, or write `-- delimiter:` in the head",
        )

    return error


def _columns(
    rows: Iterable[tuple[int, Sequence[str]]], width: int, too_wide: Callable[[int, int], LedgerError] | None
) -> tuple[list[pa.ChunkedArray], np.ndarray]:
    """Rows -> columns of the same width, and the line of each row."""
    import pyarrow as pa

    rows = iter(rows)
    parts: list[list[pa.Array]] = [[] for _ in range(width)]
    numbers: list[np.ndarray] = []
    while some := list(islice(rows, _PART)):
        even: list[Sequence[str]] = []
        for line, row in some:
            if len(row) > width:
                if too_wide is not None:
                    raise too_wide(line, len(row))
                even.append(row[:width])
            else:
                even.append(row if len(row) == width else [*row, *[""] * (width - len(row))])
        for column, cells in zip(parts, zip(*even, strict=True), strict=True):
            column.append(text_array(cells))
        numbers.append(np.fromiter((line for line, _ in some), dtype="int64", count=len(some)))
    arrays = [pa.chunked_array(column, pa.large_string()) for column in parts]
    return arrays, np.concatenate(numbers) if numbers else np.empty(0, dtype="int64")


def text_array(cells: Iterable[str | None]) -> pa.Array:
    """Cells as a column of text; what no text can hold is shown as a question mark."""
    import pyarrow as pa

    cells = list(cells)
    try:
        return pa.array(cells, pa.large_string())
    except UnicodeEncodeError:
        clean = (None if cell is None else cell.encode("utf-8", "replace").decode("utf-8") for cell in cells)
        return pa.array(list(clean), pa.large_string())


def _names(rows: Sequence[Sequence[str | None]], description: Description) -> list[str]:
    """The names of the columns from the rows that hold them, each once."""
    if description.header is None:
        return []
    parts = [list(row) for row in rows]
    width = max(map(len, parts), default=0)
    for row in parts[:-1]:  # names of several columns stand in the first of them
        for n in range(1, len(row)):
            row[n] = row[n] or row[n - 1]
    joined = [" ".join(str(row[n]).strip() for row in parts if n < len(row) and row[n]) for n in range(width)]
    return each_once(joined)


def each_once(names: Sequence[str]) -> list[str]:
    """Names of which none is empty and no two are the same, for DuckDB, which takes capital and small letters for the same."""
    found: list[str] = []
    taken: set[str] = set()
    for n, printed in enumerate(names):
        name = "".join(sign if sign.isprintable() else " " for sign in printed)
        own = shown = " ".join(name.split()) or f"column_{n + 1}"
        times = 1
        while shown.casefold() in taken:
            times += 1
            shown = f"{own}_{times}"
        taken.add(shown.casefold())
        found.append(shown)
    return found


def _outside(kind: str, file: Source, description: Description) -> FileTable:
    table = _wanted(kind, file, description)
    head = 0 if kind != "workbook" or description.header is None else description.header[1]
    width = max(map(len, table.head))
    every = list(range(width))
    after = head + (description.skip if kind == "workbook" else 0)
    found = session.rows(kind, file.path, file.shown, table.name, after=after, columns=every, ours=every)
    if found.without_value:
        row, column = found.without_value[0]
        raise LedgerError(
            f"the formula in column {column + 1} has no value",
            where=f"{place(file.shown, table.name)}:{row + 1}",
            mend="open the workbook in Excel or LibreOffice, and save it",
        )
    cells, lines = [found.cells[str(n)] for n in every], found.cells["row"].to_numpy() + 1
    if kind == "workbook":
        kept = _filled(cells, len(lines))
        cells, lines = [column.filter(kept) for column in cells], lines[kept]
        names = [f"column_{n + 1}" for n in every]
        if description.header is not None:
            first, last = description.header
            names = _names(table.head[first - 1 : last], description)
            names += [f"column_{n + 1}" for n in range(len(names), width)]
    else:
        names = each_once([str(name or "") for name in table.head[0]])
        cells, lines = [column[description.skip :] for column in cells], lines[description.skip :]
    return FileTable(names, cells, lines, table.name, [note for _, note in found.notes])


def _wanted(kind: str, file: Source, description: Description) -> session.OutsideTable:
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
    return wanted[0]


def _filled(cells: list[pa.ChunkedArray], rows: int) -> np.ndarray:
    """Which rows have a cell."""
    import pyarrow.compute as pc

    found = np.zeros(rows, dtype=bool)
    for column in cells:
        found |= pc.fill_null(pc.greater(pc.utf8_length(column), 0), False).to_numpy()
    return found


def _lists(file: Source) -> tuple[dict[str, list[Record]], list[str]]:
    """The lists of records by the names that lead to them, and sentences on how the file was read."""
    kind = _kind(file)
    if kind == "json":
        decoded = json_file.json_text(file)
    else:
        decoded = whole_text(file, MOST_BYTES, "YAML", "save the table as CSV UTF-8")
        if decoded.errors:
            raise decoded.errors[0]
    notices = [decoded.notice[1]] if decoded.notice else []
    if kind == "markdown":
        found = front_matter(decoded.text, file.shown)
        return found, [*notices, *([] if found[""] else ["no names stand above the text, so that it gives no row"])]
    if kind == "yaml":
        return yaml_records(decoded.text, file.shown), notices
    text = JsonText(decoded.text)
    try:
        if file.name.endswith((".jsonl", ".ndjson")):
            return {"": list(text.lines())}, notices
        return {one.path: one.records for one in text.lists(flat=True)}, notices
    except JsonTextError as error:
        where = f"{file.shown}:{text.line(error.at)}"
        raise LedgerError("not JSON", where=where, why=error.why, mend="write the file again") from error


def _records(file: Source, description: Description) -> FileTable:
    found, notices = _lists(file)
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
    table = _from_records(found[path][description.skip :], file, description.skip, path)
    return replace(table, notices=[*notices, *table.notices])


def _from_records(records: list[Record], file: Source, skipped: int, path: str) -> FileTable:
    import pyarrow as pa

    if (bad := next((record for record in records if record.broken and not record.cells), None)) is not None:
        raise LedgerError(
            "a record cannot be read", where=f"{file.shown}:{bad.line}", why=str((bad.broken or ("",))[0])
        )
    printed = list(dict.fromkeys(name for record in records for name in record.cells))
    lines = np.fromiter((record.line for record in records), dtype="int64", count=len(records))
    notices = []
    if len(np.unique(lines)) < len(lines):
        notices.append("several records are in one line, so that places count the records and not the lines")
        lines = np.arange(len(records)) + skipped + 1
    cells = [pa.chunked_array([text_array(record.cells.get(name) for record in records)]) for name in printed]
    return FileTable(each_once(printed), cells, lines, path or None, notices)


def is_text(file: Source) -> bool:
    """Whether a file is a text with signs between its cells."""
    return _kind(file) == "text"
