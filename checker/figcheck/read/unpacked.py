"""Files that are packed, and standard input: each becomes an ordinary file for as long as it is read."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO, Any
from weakref import finalize

from figcheck.model.errors import LedgerError
from figcheck.read.reader import Source

MOST_BYTES = 4 * 1024**3
"""Bytes to which one file may unpack, and which may come from standard input."""

STDIN_SHOWN = "standard input"

_PIECE = 1 << 20
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


def _zstandard(path: Path) -> Any:
    from pyarrow import CompressedInputStream, OSFile

    return CompressedInputStream(OSFile(str(path)), "zstd")


_OPEN: dict[str, Callable[[Path], Any]] = {
    ".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open, ".zst": _zstandard, ".zstd": _zstandard,
}  # fmt: skip

_SIGNATURES = (
    (b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ", ".xz"), (b"\x28\xb5\x2f\xfd", ".zst"), (b"PAR1", ".parquet"),
    (b"ARROW1", ".arrow"), (b"SQLite format 3", ".sqlite"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"PK", ".xlsx"),
)  # fmt: skip


class _Folder:
    """A folder of its own, which is removed with this."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="figcheck-"))
        finalize(self, rmtree, self.path, ignore_errors=True)


def is_packed(name: str) -> bool:
    """Whether a file of this name, in lower case, is one packed file that may hold a table."""
    return any(name.endswith(suffix) for suffix in _OPEN)


def unpacked(source: Source) -> Source:
    """The file within, under its own name, for as long as this is kept. Raises LedgerError when it cannot be unpacked."""
    suffix = next(suffix for suffix in _OPEN if source.name.endswith(suffix))
    name = source.name.removesuffix(suffix)
    folder = _Folder()
    path = folder.path / f"unpacked{Path(name).suffix}"
    try:
        with _OPEN[suffix](source.path) as packed, path.open("wb") as target:
            _copied(packed, target, source.shown, "unpacks to")
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise LedgerError("cannot open the file", where=source.shown, why=error.strerror) from error
        why = f"it is packed, and not whole: {' '.join(str(error).split()) or type(error).__name__}"
        raise LedgerError("cannot unpack the file", where=source.shown, why=why, mend="pack it again") from error
    return Source(path, source.shown, name or "unpacked", folder)


def standard_input() -> Source:
    """What comes from standard input, as a file of the kind that its first bytes show. Raises LedgerError when it is too long."""
    folder = _Folder()
    path = folder.path / "input"
    with path.open("wb") as target:
        _copied(sys.stdin.buffer, target, STDIN_SHOWN, "is longer than")
    with path.open("rb") as file:
        start = file.read(4_096)
    source = Source(path, STDIN_SHOWN, f"input{suffix_of(start)}", folder)
    return unpacked_input(source) if is_packed(source.name) else source


def unpacked_input(source: Source) -> Source:
    """The same for input that is packed: what is within decides."""
    within = unpacked(source)
    return Source(within.path, within.shown, f"input{suffix_of(within.start(4_096))}", within.kept)


def suffix_of(start: bytes) -> str:
    """How the name of a file with these first bytes ends, as far as they show it; else that of a text."""
    found = next((suffix for signature, suffix in _SIGNATURES if start.startswith(signature)), None)
    if found == ".xlsx" and b"opendocument.spreadsheet" in start:
        return ".ods"
    if found is None and start[8:12] == b"DUCK":
        return ".duckdb"
    if found is None and start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return ".json"
    return found or ".csv"


def _copied(stream: IO[bytes], target: IO[bytes], shown: str, verb: str) -> None:
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise LedgerError(
                "cannot read the file",
                where=shown,
                why=f"it {verb} more than {MOST_BYTES / 1024**3:,.1f} GiB",
                mend="split it into several files",
            )
        target.write(piece)
