"""Bytes that a text cannot have: they are kept as signs of their own, and cost the rows in which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from figcheck.model.errors import LedgerError

SAVE_AS_UTF8 = (
    'save it again as UTF-8: in Excel with Save As and the type "CSV UTF-8", in LibreOffice with Save As, "Edit filter settings" '
    'and the character set "Unicode (UTF-8)"'
)

ZERO = "\udc00"
"""What stands for a zero; every other byte is what Python's `surrogateescape` makes of it."""

_STRAY_BYTE = re.compile("[\ud800-\udfff]")


def has_stray_byte(text: str) -> bool:
    """Whether a text holds a byte that cannot be read."""
    return not text.isascii() and _STRAY_BYTE.search(text) is not None


def readable(text: str, instead: str = "\ufffd") -> str:
    """The text with a sign in place of every byte that could not be read."""
    return _STRAY_BYTE.sub(instead, text)


def stray_bytes(text: str, doubt: str, shown_as: str, rows: Sequence[int]) -> list[LedgerError]:
    """The one error of a text with bytes that cannot be read, or none.

    `doubt` says why the file was not read in another encoding; `rows` are the lines of the records that were left out.
    """
    found = None if text.isascii() else _STRAY_BYTE.search(text)
    if found is None:
        return []
    start = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
    line = len(re.findall(r"\r\n|\r|\n", text[:start])) + 1
    before = text[start : found.start()].replace(ZERO, "\0").encode("utf-8", "surrogateescape")
    byte = 0 if found[0] == ZERO else ord(found[0]) - 0xDC00
    cause = "which no text holds. Something went wrong when the file was written" if not byte else "which is not UTF-8"
    why = (
        f"byte {len(before) + 1} of this line is 0x{byte:02x}, {cause}{f'; {doubt}' if doubt else ''}{_left_out(rows)}"
    )
    return [LedgerError("not UTF-8", where=f"{shown_as}:{line}", why=why, mend=SAVE_AS_UTF8)]


def _left_out(rows: Sequence[int]) -> str:
    if len(rows) > 1:
        return f". {len(rows):,} rows were not read, the first in line {rows[0]}"
    return f". The row in line {rows[0]} was not read" if rows else ""
