"""The files that a description names -> one raw table: every cell as text, and the file, sheet and line of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from figcheck.model.errors import LedgerError
from figcheck.model.near import did_you_mean
from figcheck.model.places import place
from figcheck.model.shown import first_few, shown_path
from figcheck.model.words import EVIDENCE_FOLDER
from figcheck.read.reader import Source
from figcheck.read.select.carried import OWN
from figcheck.read.select.description import Description
from figcheck.read.select.kept_tables import is_address, kept_table
from figcheck.read.select.one_file import FileTable, read_file
from figcheck.read.unpacked import is_packed, unpacked

if TYPE_CHECKING:
    import pyarrow as pa

MOST_FILES = 10_000
"""Files that one description may read."""


@dataclass(frozen=True)
class RawTable:
    """`cells` has every column as text, and those of `carried.OWN`.

    `places` are the files and sheets, `place` the number of the one of each row, `line` its line. `notices` are sentences on how
    they were read.
    """

    cells: pa.Table
    places: list[str]
    place: np.ndarray
    line: np.ndarray
    paths: list[Path]
    notices: list[str]


def raw_table(description: Description, source: Source) -> RawTable:
    """The raw table of a description. Raises LedgerError for a file that is missing or cannot be read."""
    import pyarrow as pa

    paths = _paths(description, source)
    tables = [_read(path, description) for path in paths]
    sizes = [len(table.lines) for table in tables]
    if not sum(sizes):
        raise LedgerError(
            "its files have no rows", where=source.shown, why=first_few([shown_path(p) for p in paths], 3)
        )
    shown = [shown_path(path) for path in paths]
    own: dict[str, pa.Array] = {
        "_file": _for_each_row(shown, sizes),
        "_sheet": _for_each_row([table.sheet for table in tables], sizes),
        "_line": pa.array(np.concatenate([table.lines for table in tables]), pa.int64()),
        "_row": pa.array(np.arange(sum(sizes)), pa.int64()),
    }
    columns = {
        name: _cleaned(column, description) for name, column in _beside_each_other(tables).items() if name not in OWN
    }
    places = [place(name, table.sheet) for name, table in zip(shown, tables, strict=True)]
    return RawTable(
        pa.table({**columns, **own}),
        places,
        np.repeat(np.arange(len(tables)), sizes),
        own["_line"].to_numpy(),
        paths,
        [f"{at}: {what}" for at, table in zip(places, tables, strict=True) for what in table.notices],
    )


def _read(path: Path, description: Description) -> FileTable:
    file = Source(path, shown_path(path))
    return read_file(unpacked(file) if is_packed(file.name) else file, description)


def _for_each_row(texts: Sequence[str | None], sizes: Sequence[int]) -> pa.Array:
    import pyarrow as pa

    return pa.array(texts, pa.large_string()).take(pa.array(np.repeat(np.arange(len(texts)), sizes)))


def _beside_each_other(tables: Sequence[FileTable]) -> dict[str, pa.ChunkedArray]:
    """The columns of all tables by name, null where a table has no such column."""
    import pyarrow as pa

    names: dict[str, str] = {}
    by_table = [{} for _ in tables]  # type: list[dict[str, pa.ChunkedArray]]
    for found, table in zip(by_table, tables, strict=True):
        for name, column in zip(table.names, table.cells, strict=True):
            names.setdefault(name.casefold(), name)
            found[name.casefold()] = column
    return {
        shown: pa.chunked_array(
            [
                part
                for found, table in zip(by_table, tables, strict=True)
                for part in (found[name].chunks if name in found else [pa.nulls(len(table.lines), pa.large_string())])
            ],
            pa.large_string(),
        )
        for name, shown in names.items()
    }


def _cleaned(column: pa.ChunkedArray, description: Description) -> pa.ChunkedArray:
    """The column with null for each cell that is empty, or holds a word that means so, and with a plain number for each that is
    written with the description's own marks.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    trimmed = pc.utf8_trim_whitespace(column)
    empty = pc.is_in(trimmed, pa.array(["", *sorted(description.missing)], pa.large_string()))
    column = pc.if_else(empty, pa.scalar(None, pa.large_string()), column)
    decimal, thousands = description.decimal, description.thousands
    if decimal == "." and not thousands:
        return column
    within = f"[{re.escape(thousands)}]"
    whole = rf"\d+|\d{{1,3}}({within}\d{{3}})+" if thousands else r"\d+"
    number = rf"^\s*[-+−]?({whole})({re.escape(decimal)}\d+)?\s*%?\s*$"
    plain = pc.replace_substring_regex(trimmed, within, "") if thousands else trimmed
    plain = pc.replace_substring(plain, decimal, ".")
    return pc.if_else(pc.fill_null(pc.match_substring_regex(column, number), False), plain, column)


def _paths(description: Description, source: Source) -> list[Path]:
    folder = source.path.parent
    found: dict[Path, None] = {}
    for name in description.files:
        if is_address(name):
            found[_kept(name, folder, source)] = None
            continue
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


def _kept(url: str, folder: Path, source: Source) -> Path:
    copy = kept_table(folder, url)
    if copy is None:
        raise LedgerError(
            "the table was not fetched yet",
            where=source.shown,
            why=f"no copy of {url} is kept in the folder {EVIDENCE_FOLDER} beside the description",
            mend="run `figcheck run --fetch`, which fetches what descriptions name, or save the table and name the file",
        )
    return copy


def columns_of(table: RawTable) -> Iterator[str]:
    """The names of the raw columns, without those of figcheck."""
    return (name for name in table.cells.column_names if name not in OWN)
