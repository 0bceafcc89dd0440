"""Word: the text of a .docx file with tracked insertions and without deletions; its lines are the document's paragraphs."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from figcheck.prose.texts.source_text import SourceText

MOST_BYTES = 64 * 1024 * 1024
"""Bytes to which one part of a document may unpack."""
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText"})


class BrokenDocumentError(Exception):
    """The file is not a Word document that can be read; the words say why."""


def word_text(data: bytes) -> SourceText:
    """The text of a document; raises BrokenDocumentError."""
    paragraphs: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _PARTS[0] not in names:
                raise BrokenDocumentError("it is not a Word document: it lacks word/document.xml")
            for part in _PARTS:
                if part in names:
                    paragraphs += _paragraphs(archive, part)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BrokenDocumentError(f"it is not a whole .docx file: {error}") from error
    except expat.ExpatError as error:
        raise BrokenDocumentError(f"its text is not XML: {error}") from error
    starts, length = [0], 0
    for paragraph in paragraphs:
        length += len(paragraph) + 2
        starts.append(length)
    return SourceText("\n\n".join(paragraphs), tuple(starts[: max(len(paragraphs), 1)]))


def _paragraphs(archive: zipfile.ZipFile, part: str) -> list[str]:
    with archive.open(part) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BrokenDocumentError(f"{part} is larger than {MOST_BYTES // 1024**2} MB")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)
    return reader.paragraphs


def _refuse(*_: object) -> None:
    raise BrokenDocumentError("it declares a document type, as no Word document does")


class _Reader:
    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._skipped = 0
        self._keeps = False

    def start(self, name: str, _: object) -> None:
        name = name.rpartition(":")[2]
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name == "p":
            self._open.append([])
        elif name == "t":
            self._keeps = True
        elif name in ("tab", "br", "cr") and self._open:
            self._open[-1].append(" ")
        elif name == "noBreakHyphen" and self._open:
            self._open[-1].append("-")

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._keeps = False
        elif name == "p" and self._open:
            self.paragraphs.append("".join(self._open.pop()))

    def text(self, letters: str) -> None:
        if self._keeps and self._open and not self._skipped:
            self._open[-1].append(letters.replace("\n", " "))
