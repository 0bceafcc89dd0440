"""A lexicon file with the line of every entry, and how its words are put in force to be tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from figcheck.parse.words.lexicon_shape import NEEDED, faults
from figcheck.parse.words.load_lexicon import plain_loader, shipped_languages
from figcheck.parse.words.own_files import CODE, OwnFile, node_of
from figcheck.parse.words.templates import expanded

Path_ = tuple[str | int, ...]
"""Where an entry stands in the file: ("qualifiers", 2, "phrases", 0)."""


class Complaint(NamedTuple):
    """One thing that is wrong in a file: its line, and what is wrong in one sentence."""

    line: int
    what: str


class Entry(NamedTuple):
    """One text of a file and its line."""

    said: str
    line: int


class LexiconFile(NamedTuple):
    """A file that fits the shape of a lexicon: what it holds, and the line of everything in it.

    `whole`: it has all that a language needs, and is tried alone. Any other file adds to the language of its code.
    """

    path: Path
    code: str
    source: dict[str, Any]
    lines: dict[Path_, int]
    whole: bool

    def own(self) -> OwnFile:
        """The file as one that is put in force."""
        return OwnFile(self.path, self.code, self.source, alone=self.whole)

    def line(self, *where: str | int) -> int:
        """The line of an entry, or of the nearest part of the file that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def phrases(self, *where: str | int) -> Iterator[Entry]:
        """The entries of a list, each phrase with choices as all that it stands for; nothing where there is no such list."""
        for k, said in enumerate(self.at(*where) or ()):
            for phrase in expanded(said):
                if phrase:
                    yield Entry(phrase, self.line(*where, k))

    def at(self, *where: str | int) -> Any:
        """What stands at a place of the file; None where nothing does."""
        found: Any = self.source
        for key in where:
            if isinstance(found, dict):
                found = found.get(key)
            elif isinstance(found, list) and isinstance(key, int) and key < len(found):
                found = found[key]
            else:
                return None
        return found


def opened(path: Path) -> tuple[LexiconFile | None, list[Complaint]]:
    """The file, or what is wrong with its shape. Raises SettingsError where it cannot be read as YAML."""
    node = node_of(path, plain_loader())
    wrong = [Complaint(*fault) for fault in faults(node)]
    if wrong:
        return None, wrong
    source = plain_loader()("").construct_document(node)
    lines = dict(_lines(node, ()))
    code = str(source.get("code", path.stem)).lower()
    if not re.fullmatch(CODE, code):
        line = lines.get(("code",), 1)
        return None, [
            Complaint(line, f'the code of the language is "{code[:40]}": use two or three letters, such as en')
        ]
    missing = [section for section in NEEDED if section not in source]
    if missing and code not in shipped_languages():
        what = f'figcheck has no language "{code}" to add to, and a new one needs: {", ".join(missing)}'
        return None, [Complaint(lines.get(("code",), 1), what)]
    return LexiconFile(path, code, source, lines, whole=not missing), []


def _lines(node: yaml.Node, where: Path_) -> Iterator[tuple[Path_, int]]:
    yield where, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*where, key.value))
            yield (*where, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for k, item in enumerate(node.value):
            yield from _lines(item, (*where, k))
