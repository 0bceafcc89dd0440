"""The bytes of a text file -> its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from figcheck.model.errors import LedgerError
from figcheck.read.reader import Source
from figcheck.read.tables.stray_bytes import ZERO, readable
from figcheck.read.tables.windows_1252 import WINDOWS_1252, in_windows_1252

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LOOKED_AT = 4_096
"""Bytes that show whether a file without a mark is UTF-16, or no text at all."""

_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
"""Bytes that hardly any text holds. One in fifty may be there by accident."""

_END_OF_FILE = b"\x1a"
"""What DOS wrote at the end of a text."""

_SIGNATURES = (
    (b"PK\x03\x04", "a workbook or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
)


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and the `encoding` and byte order `mark` with which it is written again.

    Where the encoding is UTF-8, bytes that are not are kept as stray bytes, so that only their rows are lost; `doubt` then says
    why the file was not read in another encoding. `errors` are those of the file. `notice` has a line and a sentence on an
    encoding that a person should look at.
    """

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    errors: tuple[LedgerError, ...] = ()
    notice: tuple[int, str] | None = None
    doubt: str = ""

    def encoded(self, text: str) -> bytes:
        """Another text as the bytes of such a file. Raises UnicodeEncodeError when its encoding lacks a letter of the text."""
        return self.mark + text.encode(self.encoding)


def whole_text(source: Source, most_bytes: int, kind: str, mend: str) -> Decoded:
    """The text of a file of a kind (JSON, YAML), of which so many bytes are read at most.

    Raises LedgerError for a larger file, for one that cannot be opened, and for one that holds no text.
    """
    if (size := source.size()) > most_bytes:
        why = f"it has {size / 1024**2:,.0f} MB, and figcheck reads {most_bytes / 1024**2:,.0f} MB of {kind} at most"
        raise LedgerError("cannot read the file", where=source.shown, why=why, mend=mend)
    return decode(source.contents(), source.shown)


def decode(data: bytes, shown_as: str) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark, or in Windows-1252.

    A file is read as Windows-1252 if every word of it that is not ASCII is one that a western language can have. Raises
    LedgerError for a file that holds no text.
    """
    wide = _wide_encoding(data)
    if wide:
        return _decode_wide(data, wide, shown_as)
    data = data.rstrip(_END_OF_FILE)
    _refuse_binary(data, shown_as)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    data = data.removeprefix(mark)
    try:
        text, doubt = data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="surrogateescape")
        other = _in_other_encoding(data, text, error.start)
        if isinstance(other, Decoded):
            return other
        doubt = other
    return Decoded(text.replace("\0", ZERO), mark=mark, doubt=doubt)


def _in_other_encoding(data: bytes, text: str, first: int) -> Decoded | str:
    """The text in Windows-1252, or why it is not read so. `text` has the bytes that are not UTF-8 as stray bytes."""
    if not readable(text, "").isascii():
        return "other letters of the file are UTF-8"
    read = in_windows_1252(data)
    if read.doubtful is not None:
        return f"as Windows-1252, the file would have “{read.doubtful}”, which no western language writes"
    shown = ", ".join(f"“{word}”" for word in read.words)
    line = len(re.findall(rb"\r\n|\r|\n", data[:first])) + 1
    return Decoded(read.text, WINDOWS_1252, notice=(line, f"read as Windows-1252, because it is not UTF-8: {shown}"))


def _decode_wide(data: bytes, encoding: str, shown_as: str) -> Decoded:
    mark = next((mark for mark, name in _MARKS if name == encoding and data.startswith(mark)), b"")
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding, mark)
    except UnicodeDecodeError as error:
        problem = LedgerError(
            f"not {encoding[:6].upper()}",
            where=shown_as,
            why=f"the file begins as that encoding, and byte {error.start + 1} does not belong to it",
            mend='save it again as "CSV UTF-8". The other rows were read',
        )
        return Decoded(data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding, mark, (problem,))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by the zeros that it has around each Latin letter."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:_LOOKED_AT]
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if half >= 4 and odd > half // 2 and even <= half // 20:
        return "utf-16-le"
    if half >= 4 and even > half // 2 and odd <= half // 20:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, shown_as: str) -> None:
    kinds: Iterator[str] = (what for signature, what in _SIGNATURES if data.startswith(signature))
    start = data[:_LOOKED_AT]
    control = len(start) - len(start.translate(None, _CONTROL))
    what = next(kinds, "a file of another kind" if control > max(3, len(start) // 50) else None)
    if what is not None:
        raise LedgerError(
            "not a text file",
            where=shown_as,
            why=f"its bytes are those of {what}, whatever its name says",
            mend='open it in the program that made it and save the table as "CSV UTF-8"',
        )
