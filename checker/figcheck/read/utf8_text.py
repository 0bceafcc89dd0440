"""The text of a file that is written by hand: settings and vocabularies."""

from __future__ import annotations

from pathlib import Path

from figcheck.model.disk.paths import waits_for_others

MOST_BYTES = 16 * 1024 * 1024
"""A file written by hand has a thousandth of it."""


class UnreadableFileError(Exception):
    """A file has no text that can be read; the words say why, `line` where (None: nowhere in it), `mend` what to do."""

    def __init__(self, why: str, line: int | None = None, mend: str = "save it as UTF-8") -> None:
        super().__init__(why)
        self.line, self.mend = line, mend


def utf8_text(path: Path) -> str:
    """The text of a file in UTF-8, every line end as a newline, without a byte order mark.

    Raises UnreadableFileError. Nothing is waited for.
    """
    try:
        if (what := waits_for_others(path)) is not None:
            raise UnreadableFileError(f"it is {what}, which may never end", mend="save its text as a file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(getattr(error, "strerror", None) or str(error), mend="check the file") from error
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(f"it is larger than {MOST_BYTES // 1024**2} MB", mend="make it smaller")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError("it is UTF-16")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        why = f"byte {column} of the line is 0x{data[error.start]:02x}, which is not UTF-8"
        raise UnreadableFileError(why, line) from error
