"""The figures of files, each with its place in its file, as a program and a person are shown them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from figcheck.model.errors import FigcheckError
from figcheck.model.shown import range_words
from figcheck.prose.extraction import ProseFigure, figures_in
from figcheck.prose.texts.files import TextFile, text_files
from figcheck.prose.texts.source_text import Place

_ROLES = {
    "other_event": " of another event",
    "superseded": ", an older figure",
    "quoted": ", in quotation marks",
}


class Extracted(NamedTuple):
    """A figure, the file it stands in, where, and where the words stand that decided what it counts (None: not beside it)."""

    file: str
    found: ProseFigure
    place: Place
    because: Place | None

    def as_json(self) -> dict[str, Any]:
        """The figure's fields, for a program; docs/extract.md says what they mean."""
        found, place, said = self.found, self.place, self.found.said
        because, at = found.because, self.because
        return {
            "file": self.file,
            "start": place.start,
            "end": place.end,
            "figure": found.words,
            "measure": found.measure,
            "line": place.line,
            "column": place.column,
            "end_column": place.end_column,
            "sentence": " ".join(found.sentence.split()),
            "qualifier": found.figure.qualifier,
            "low": found.figure.low,
            "high": found.figure.high,
            "unit": found.unit,
            "population": found.population,
            "population_id": None,
            "place": said.place,
            "event": None,
            "kind": said.kind,
            "period": said.period,
            "basis": said.basis,
            "role": said.role,
            "source_words": said.source_words,
            "because": {"rule": because.rule, "words": because.words, "start": at and at.start, "end": at and at.end},
            "lang": found.lang,
        }

    def as_line(self) -> str:
        """The figure in one line, for a person."""
        found = self.found
        low, high = found.figure.low, found.figure.high
        means = range_words(None if low is None else int(low), None if high is None else int(high))
        because = f'{found.because.rule}: "{found.because.words}"' if found.because.words else found.because.rule
        role = _ROLES.get(found.said.role, "")
        who = f" {found.population}" if found.population else ""
        where = f"{self.file}:{self.place.line}:{self.place.column}"
        return f"{where}: {found.words}{who}\n    {found.measure}, {found.said.kind}{role}, {means} ({because})"


def extracted(
    paths: Iterable[Path], lang: str | None = None, kind: str | None = None
) -> Iterator[Extracted | FigcheckError]:
    """The figures of every text below the paths, file by file, in the order of each; an error for a file that cannot be read.

    `lang` is the language of all texts; without it, that which the file names, else English. `kind` is the suffix that a file
    without a known one is read as.
    """
    for file in text_files(paths, kind):
        if isinstance(file, FigcheckError):
            yield file
        else:
            yield from of_file(file, lang)


def of_file(file: TextFile, lang: str | None) -> Iterator[Extracted]:
    """The figures of one text."""
    for found in figures_in(file.text.text, lang or "en"):
        because = found.because
        at = None if because.start is None or because.end is None else file.text.place(because.start, because.end)
        yield Extracted(file.shown, found, file.text.place(found.start, found.end), at)
