"""One part of a packed workbook, read as XML in a single pass; only what is asked for is kept."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from figcheck.read.locked.marks import BrokenPartError

_PIECE = 1 << 16


class EnoughError(Exception):
    """What was looked for has been seen; the rest of the part need not be read."""


class Part:
    """Reads a part: for each element `start` and `end` are called with its name without prefix, and between them `text`.

    `text` collects letters only while `self.keeping`; take them with `taken`.
    """

    def __init__(self) -> None:
        self.keeping = False
        self._letters: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def keep(self) -> None:
        """Collect letters from here on."""
        self.keeping = True
        self._letters.clear()

    def taken(self) -> str:
        """The letters that were collected."""
        self.keeping = False
        text = "".join(self._letters)
        self._letters.clear()
        return text

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        """Goes through a part of the archive. Raises BrokenPartError when it is not XML, or declares entities."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def start(name: str, attributes: dict[str, str]) -> None:
            self.start(name.rpartition(":")[2], attributes)

        def text(letters: str) -> None:
            if self.keeping:
                self._letters.append(letters)

        def doctype(*_: Any) -> None:
            raise BrokenPartError("it declares a document type, as no workbook does")

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = doctype
        try:
            with archive.open(name) as file:
                while piece := file.read(_PIECE):
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
        except EnoughError:
            return
        except expat.ExpatError as error:
            raise BrokenPartError(f"its part {name} is not whole: {error}") from error


def local(attributes: Mapping[str, str], name: str) -> str | None:
    """The attribute of this name, whatever its prefix."""
    found = attributes.get(name)
    if found is None:
        found = next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)
    return found
