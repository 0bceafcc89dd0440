"""Files that figcheck does not read: what they are, and whether a ledger seems to lie in them."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from figcheck.model.errors import LedgerError
from figcheck.model.shown import first_few
from figcheck.read.reader import Source
from figcheck.read.tables.column_names import is_ledger, looks_like_ledger, squashed
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import find_heading, physical_lines

_PART = 2_097_152
"""Bytes of a file, or of a part of it, that are looked at."""

_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"|<table:table\b[^>]*?table:name="([^"]*)"')
_CELL = re.compile(r"<(?:\w+:)?(?:t|p)\b[^>]*>([^<]{1,80})</")
_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
_WORDS = re.compile(r"claim[ _-]?id.*?figure|figure.*?claim[ _-]?id", re.I | re.S)

_SAVE_SHEETS = "save each sheet that holds claims as CSV UTF-8, and move the workbook out of the folder"
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
    kind = _kind(source.path.name.lower())
    return None if kind is None else kind(source)


def is_data_file(name: str) -> bool:
    """Whether a file of this name, in lower case, is of a kind that may hold a ledger and is not read."""
    return _kind(name) is not None


def _kind(name: str) -> Callable[[Source], OtherFile | None] | None:
    return next((look for ends, look in _KINDS if name.endswith(ends)), None)


def _xlsx(source: Source) -> OtherFile:
    try:
        with zipfile.ZipFile(source.path) as archive:
            sheets = _sheets(_part(archive, "xl/workbook.xml") + _part(archive, "content.xml"))
            parts = [
                n for n in archive.namelist() if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/sheet")
            ]
            text = "".join(_part(archive, part) for part in ["content.xml", *parts[:20]])
    except _BROKEN_ARCHIVE:
        return OtherFile("a workbook that cannot be opened", True, _SAVE_SHEETS)
    words = [unescape(word).strip() for word in _CELL.findall(text)]
    like = is_ledger(words) or looks_like_ledger(list(dict.fromkeys(words))[:200])
    shown = first_few([f"“{sheet}”" for sheet in sheets], 5)
    return OtherFile(f"a workbook with the sheet{'' if len(sheets) == 1 else 's'} {shown}", like, _SAVE_SHEETS)


def _sheets(text: str) -> list[str]:
    return [unescape(one or other) for one, other in _SHEET.findall(text)]


def _part(archive: zipfile.ZipFile, name: str) -> str:
    if name not in archive.NameToInfo:
        return ""
    with archive.open(name) as part:
        return part.read(_PART).decode("utf-8", "replace")


def _closed_workbook(source: Source) -> OtherFile:
    return OtherFile("a workbook that figcheck cannot look into", True, _SAVE_SHEETS)


def _old_xls(source: Source) -> OtherFile:
    return OtherFile("an old Excel workbook", _holds_key_words(source.start(_PART)), _SAVE_SHEETS)


def _json(source: Source) -> OtherFile:
    keys = list(dict.fromkeys(_KEY.findall(source.start(_PART).decode("utf-8", "replace"))))
    report = "fingerprint" in map(squashed, keys)
    return OtherFile("JSON, which figcheck does not read yet", not report and looks_like_ledger(keys), _SAVE_TABLE)


def _binary_table(source: Source) -> OtherFile:
    data = source.contents() if source.path.stat().st_size <= 2 * _PART else source.start(_PART)
    return OtherFile("a data file that figcheck does not read", _holds_key_words(data), _SAVE_TABLE)


def _holds_key_words(data: bytes) -> bool:
    """Whether the two columns of every ledger are named somewhere in the bytes, in letters of one or of two bytes."""
    return any(_WORDS.search(text) for text in (data.decode("latin-1"), data.replace(b"\0", b"").decode("latin-1")))


def _gzip(source: Source) -> OtherFile | None:
    try:
        with gzip.open(source.path) as file:
            data = file.read(_PART)
    except (OSError, EOFError, zlib.error):
        data = None
    return OtherFile("a compressed file", data is None or _is_ledger_text(data, source), "unpack it")


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
    ((".xlsx", ".xlsm", ".xltx", ".ods"), _xlsx),
    ((".xls",), _old_xls),
    ((".xlsb", ".numbers", ".gsheet", ".fods"), _closed_workbook),
    ((".json", ".jsonl", ".ndjson", ".geojson"), _json),
    ((".parquet", ".feather", ".arrow", ".avro", ".sqlite", ".sqlite3", ".db", ".dta", ".sav", ".rds"), _binary_table),
    ((".csv.gz", ".tsv.gz", ".txt.gz"), _gzip),
    ((".csv.bz2", ".csv.xz", ".csv.zst", ".csv.7z"), lambda _: OtherFile("a compressed file", True, "unpack it")),
    ((".zip",), _zip),
)
