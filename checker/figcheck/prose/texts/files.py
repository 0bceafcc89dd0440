"""The files of texts below some paths, each read by its kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from figcheck.model.disk.paths import is_folder, is_there, real_path, waits_for_others
from figcheck.model.errors import FigcheckError
from figcheck.model.shown import shown_path
from figcheck.prose.texts.mail import mail_text
from figcheck.prose.texts.markdown import markdown_text
from figcheck.prose.texts.source_text import SourceText, line_starts
from figcheck.prose.texts.web_page import web_page_text
from figcheck.prose.texts.word_document import BrokenDocumentError, word_text

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of the largest file; a book has a hundredth of it."""
STDIN, STDIN_SHOWN = "-", "standard input"


def plain_text(source: str) -> SourceText:
    """A text as it stands."""
    return SourceText(source, line_starts(source))


KINDS: dict[str, Callable[[str], SourceText]] = {
    ".txt": plain_text, ".text": plain_text, ".md": markdown_text, ".markdown": markdown_text, ".html": web_page_text,
    ".htm": web_page_text, ".xhtml": web_page_text,
}  # fmt: skip
"""Suffix -> what reads a file in UTF-8."""
PACKED: dict[str, Callable[[bytes], SourceText]] = {".docx": word_text, ".eml": mail_text}
"""Suffix -> what reads a file that holds its text in another form."""
SUFFIXES = (*KINDS, *PACKED)


class TextFile(NamedTuple):
    """A file as messages show it, its text, and the day on which it was last saved (None: it is no file)."""

    shown: str
    text: SourceText
    saved: date | None = None


def text_files(paths: Iterable[Path], kind: str | None = None) -> Iterator[TextFile | FigcheckError]:
    """Every text below the paths in the order of their names, each once; an error for one that cannot be read.

    In a folder, files of other kinds and hidden ones are passed over. `kind` is the suffix that standard input, and a file
    without a suffix that is known, are read as.
    """
    seen: set[Path] = set()
    for given in paths:
        if str(given) == STDIN:
            yield text_of(sys.stdin.buffer.read(MOST_BYTES + 1), STDIN_SHOWN, kind or ".txt")
        elif not is_there(given):
            yield FigcheckError("no such file or folder", where=shown_path(given), mend="check the path")
        else:
            for path in _below(given):
                real = real_path(path)
                if real not in seen:
                    seen.add(real)
                    yield _opened(path, kind)


def _below(given: Path) -> Iterator[Path]:
    if not is_folder(given):
        yield given
        return
    for path in sorted(given.rglob("*")):
        parts = path.relative_to(given).parts
        if (
            path.suffix.lower() in SUFFIXES
            and not any(part.startswith((".", "~$")) for part in parts)
            and path.is_file()
        ):
            yield path


def _opened(path: Path, kind: str | None) -> TextFile | FigcheckError:
    shown = shown_path(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and kind is None:
        return FigcheckError(
            "cannot read the file as a text",
            where=shown,
            why=f'figcheck does not know files that end in "{suffix}"' if suffix else "its name has no ending",
            mend=f"save it as one of {', '.join(SUFFIXES)}, or name its kind with --kind",
        )
    try:
        if (what := waits_for_others(path)) is not None:
            return FigcheckError(
                "cannot read the text", where=shown, why=f"it is {what}", mend="save its text as a file"
            )
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            saved = date.fromtimestamp(os.fstat(file.fileno()).st_mtime)
    except (OSError, ValueError, OverflowError) as error:
        return FigcheckError("cannot read the text", where=shown, why=getattr(error, "strerror", None) or str(error))
    read = text_of(data, shown, suffix if suffix in SUFFIXES else kind or ".txt")
    return read if isinstance(read, FigcheckError) else read._replace(saved=saved)


def text_of(data: bytes, shown: str, kind: str) -> TextFile | FigcheckError:
    """The text of a file's bytes, read as its suffix says; an error for what cannot be read. `shown` is its name in messages."""
    if len(data) > MOST_BYTES:
        why = f"it is larger than {MOST_BYTES // 1024**2} MB"
        return FigcheckError("cannot read the text", where=shown, why=why, mend="cut it into several files")
    try:
        if kind in PACKED:
            return TextFile(shown, PACKED[kind](data))
        return TextFile(shown, KINDS[kind](_decoded(data)))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        why = f"byte {error.start + 1} is 0x{data[error.start]:02x}, which is not {error.encoding.upper()}"
        return FigcheckError("cannot read the text", where=f"{shown}:{line}", why=why, mend="save it as UTF-8")
    except BrokenDocumentError as error:
        return FigcheckError("cannot read the document", where=shown, why=str(error), mend="save it again, as .docx")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")
