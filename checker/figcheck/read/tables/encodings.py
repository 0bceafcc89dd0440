"""The bytes of a text file -> its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from figcheck.model.errors import LedgerError

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

_STRAY_BYTE = re.compile("[\ud800-\udfff]")

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


def decode(data: bytes, shown_as: str) -> tuple[str, list[LedgerError]]:
    """The text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark.

    Bytes that are not UTF-8, and zeros, are kept as lone surrogates, so that only their rows are lost; the error names the first
    by line and byte. Raises LedgerError for a file that holds no text.
    """
    wide = _wide_encoding(data)
    data = data.rstrip(_END_OF_FILE) if wide is None else data
    if wide:
        return _decode_wide(data, wide, shown_as)
    _refuse_binary(data, shown_as)
    data = data.removeprefix(codecs.BOM_UTF8)
    at = data.find(0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="surrogateescape")
        at = error.start if at < 0 else min(at, error.start)
    if at < 0:
        return text, []
    return text.replace("\0", "\udc80"), [_wrong_byte(data, at, shown_as)]


def has_stray_byte(text: str) -> bool:
    """Whether a text holds what `decode` leaves of a byte that it cannot read."""
    return not text.isascii() and _STRAY_BYTE.search(text) is not None


def readable(text: str) -> str:
    """The text with a sign in place of every byte that could not be read."""
    return _STRAY_BYTE.sub("\ufffd", text)


def _wrong_byte(data: bytes, at: int, shown_as: str) -> LedgerError:
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    cause = "which is not valid UTF-8. The file was probably saved as Windows-1252 or Latin-1"
    if data[at] == 0:
        cause = "which no text holds. Something went wrong when the file was written"
    return LedgerError(
        "not UTF-8",
        where=f"{shown_as}:{line}",
        why=f"byte {column} of this line (byte {at + 1} of the file) is 0x{data[at]:02x}, {cause}",
        mend='save it again as "CSV UTF-8". The other rows were read',
    )


def _decode_wide(data: bytes, encoding: str, shown_as: str) -> tuple[str, list[LedgerError]]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        problem = LedgerError(
            f"not {encoding[:6].upper()}",
            where=shown_as,
            why=f"the file begins as that encoding, and byte {error.start + 1} does not belong to it",
            mend='save it again as "CSV UTF-8". The other rows were read',
        )
        return data.decode(encoding, errors="replace").removeprefix("\ufeff"), [problem]


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
