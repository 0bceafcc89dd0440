"""Files that figcheck does not read: what they are, and whether a ledger seems to lie in them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from figcheck.model.errors import LedgerError
from figcheck.read.reader import Source
from figcheck.read.tables.column_names import looks_like_ledger
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import find_heading, physical_lines

_PART = 2_097_152
"""Bytes of a file, or of a part of it, that are looked at."""

_WORDS = re.compile(r"claim[ _-]?id.*?figure|figure.*?claim[ _-]?id", re.I | re.S)

_SAVE_SHEETS = "save it as XLSX, and move this file out of the folder"
_SAVE_TABLE = "save the table as CSV UTF-8, and move this file out of the folder"

_BROKEN_ARCHIVE = (zipfile.BadZipFile, OSError, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)
"""What the library raises for an archive that is damaged, has a password, or is packed in a way that it does not know."""


@dataclass(frozen=True)
class OtherFile:
    """A file that is not read: what it is, whether a ledger seems to lie in it, and how figcheck can be given its claims."""

    what: str
    like_ledger: bool
    mend: str


def other_file(source: Source) -> OtherFile | None:
    """What a data file is that figcheck cannot read; None for a file of no such kind. Raises LedgerError when it cannot be opened.

    Of a kind that cannot be looked into, every file may be a ledger.
    """
    kind = _kind(source.name)
    return None if kind is None else kind(source)


def is_data_file(name: str) -> bool:
    """Whether a file of this name, in lower case, is of a kind that may hold a ledger and is not read."""
    return _kind(name) is not None


def _kind(name: str) -> Callable[[Source], OtherFile | None] | None:
    return next((look for ends, look in _KINDS if name.endswith(ends)), None)


def _closed_workbook(source: Source) -> OtherFile:
    return OtherFile("a workbook of a kind that figcheck does not read", True, _SAVE_SHEETS)


def _binary_table(source: Source) -> OtherFile:
    data = source.contents() if source.path.stat().st_size <= 2 * _PART else source.start(_PART)
    return OtherFile("a data file that figcheck does not read", _holds_key_words(data), _SAVE_TABLE)


def _holds_key_words(data: bytes) -> bool:
    """Whether the two columns of every ledger are named somewhere in the bytes, in letters of one or of two bytes."""
    return any(_WORDS.search(text) for text in (data.decode("latin-1"), data.replace(b"\0", b"").decode("latin-1")))


def _zip(source: Source) -> OtherFile:
    try:
        with zipfile.ZipFile(source.path) as archive:
            tables = [n for n in archive.namelist() if n.lower().endswith((".csv", ".tsv", ".txt"))]
            like = any(_is_ledger_text(archive.open(name).read(_PART), source) for name in tables[:20])
            like |= any(Path(n.lower()).suffix in (".xlsx", ".ods", ".xls") for n in archive.namelist())
    except _BROKEN_ARCHIVE:
        like = True
    return OtherFile("a zip archive", like, "unpack it")


def _is_ledger_text(data: bytes, source: Source) -> bool:
    try:
        return looks_like_ledger(find_heading(physical_lines(decode(data, source.shown).text)).cells)
    except LedgerError:
        return False


_KINDS: Sequence[tuple[tuple[str, ...], Callable[[Source], OtherFile | None]]] = (
    ((".numbers", ".gsheet", ".fods"), _closed_workbook),
    ((".avro", ".dta", ".sav", ".rds", ".mdb", ".accdb"), _binary_table),
    ((".csv.7z",), lambda _: OtherFile("a compressed file", True, "unpack it")),
    ((".zip",), _zip),
)
