"""A claim that an editor adds: the figures of a pasted text or a fetched page, and the record that one of them becomes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from figcheck.desk.checked import Checked
from figcheck.model.errors import FigcheckError
from figcheck.model.places import sheet_of
from figcheck.model.tables import REQUIRED_COLUMNS
from figcheck.model.vocabulary import DIMENSIONS
from figcheck.prose.extracted import Extracted, of_file
from figcheck.prose.ledger_rows import proposed_rows
from figcheck.prose.texts.files import text_of
from figcheck.provenance.copies.addresses import FetchError
from figcheck.provenance.copies.copy_text import charset_of
from figcheck.provenance.copies.edit_ledger import CannotEditError, ledger_text
from figcheck.provenance.copies.fetch import Fetcher, Page
from figcheck.provenance.copies.records import Record, sha256

USUAL = (*REQUIRED_COLUMNS, "as_of", "origin", "place", "population", "url", "quote")
FIELDS = (*USUAL, "kind", "basis", "via", "lang", "note")
"""Columns that the form has: the usual ones, which it always shows, and the others."""

SUGGESTED = ("event", *DIMENSIONS, "source", "origin")
"""Columns for which the form suggests the names that the vocabulary and the ledgers have."""

_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md"}
_LONGEST = 20_000
_MOST_SUGGESTED = 2_000
_SLUG = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"\w+")
_ARTICLES = {"the", "a", "an"}
_ADDRESS = re.compile(r"\s*(https?://\S+)\s*", re.I)
_PASTED = "the pasted text"


@dataclass(frozen=True)
class TextRead:
    """A text in which figures were looked for.

    `shown` says where it is from. `page` is what is kept as the copy of a claim from it. `figures` are those that may be claims,
    each with the cells that the text and the editor gave.
    """

    shown: str
    page: Page
    figures: list[tuple[Extracted, dict[str, str]]]


@dataclass(frozen=True)
class NewClaim:
    """A record that an editor adds to a ledger: its cells by column, without the empty ones."""

    file: str
    cells: Mapping[str, str]

    @property
    def claim_id(self) -> str:
        """The id of the new claim."""
        return self.cells.get("claim_id", "")

    def require_meaning(self, taken: Collection[str], ledgers: Collection[str]) -> None:
        """Raises FigcheckError for a file that is none of the `ledgers`, a needed cell that is empty, a column that the form does
        not have, and an id that is `taken`.
        """
        if self.file not in ledgers:
            raise FigcheckError(
                "the desk cannot add a row to this file", where=self.file, mend="choose a ledger of the list"
            )
        for column in REQUIRED_COLUMNS:
            if not self.cells.get(column):
                raise FigcheckError(f"the claim has no {column}", mend=f"fill in {column}")
        for column, value in self.cells.items():
            if column not in FIELDS:
                raise FigcheckError(f'the desk cannot fill in a column "{column}"', mend="choose a column of the form")
            if len(value) > _LONGEST:
                raise FigcheckError(f"the cell {column} is too long", why=f"it has more than {_LONGEST:,} characters")
        if self.claim_id in taken:
            raise FigcheckError(
                f'the id "{self.claim_id}" is taken',
                why="another claim has it",
                mend="give this claim an id of its own",
            )

    def written(self, data: bytes, copy: Mapping[str, str]) -> bytes:
        """The content of the ledger with this record, and the cells of its copy, behind the last one. Raises FigcheckError."""
        try:
            return ledger_text(data, PurePath(self.file).name).with_record({**self.cells, **copy})
        except CannotEditError as error:
            raise FigcheckError(
                "the desk cannot add a row to this file",
                where=self.file,
                why=str(error),
                mend="choose another ledger, or add the row yourself",
            ) from error


def ledgers_to_add_to(checked: Checked) -> list[str]:
    """The ledgers that the desk can add a row to: CSV files that are read as they are."""
    reading = checked.found.reading
    names = dict.fromkeys(name for name, _ in reading.ledgers)
    return [
        name
        for name in names
        if sheet_of(name) is None
        and PurePath(name).suffix.casefold() in (".csv", ".tsv")
        and name not in reading.read_through
        and Path(name).is_file()
    ]


def suggestions(checked: Checked) -> dict[str, list[str]]:
    """The names that the vocabulary and the claims have for each suggested column, in order."""
    vocabulary, claims = checked.found.reading.vocabulary, checked.found.reading.claims
    declared: dict[str, Collection[str]] = {
        "event": vocabulary.events,
        "source": vocabulary.sources,
        "origin": {**vocabulary.origins},
        **{dimension: vocabulary.names(dimension) for dimension in DIMENSIONS},
    }
    found = {}
    for column in SUGGESTED:
        names = {str(name) for name in claims[column].dropna().unique()} if column in claims else set()
        found[column] = sorted(names.union(str(name) for name in declared[column]))[:_MOST_SUGGESTED]
    return found


def read_text(text: str, known: Mapping[str, str], checked: Checked, fetcher: Fetcher) -> TextRead:
    """The figures of a pasted text, or, where only an address was given, of the page there.

    `known` has the cells that hold for all figures: event, source, published, url. Raises FigcheckError for a page that cannot be
    fetched or read.
    """
    if alone := _ADDRESS.fullmatch(text):
        text, known = "", {**known, "url": alone[1]}
    url = known.get("url", "")
    if text.strip():
        shown, page = _PASTED, Page(text.encode("utf-8", "replace"), "text/plain; charset=utf-8", url)
        read = text_of(page.data, shown, ".txt")
    elif url:
        shown, page = url, _fetched(url, fetcher)
        read = text_of(_in_utf8(page), url, _kind(page))
    else:
        raise FigcheckError("there is nothing to read", mend="paste a sentence, or give the address of a page")
    if isinstance(read, FigcheckError):
        raise read
    taken, names = set(checked.labels), suggestions(checked)
    known = _with_the_event(known, names)
    figures = []
    for found in of_file(read, None):
        for row in proposed_rows([found], known):
            row["origin"] = row["origin"] or _named_in(found.found.said.source_words, names["origin"])
            if row["place"] not in names["place"]:  # another place is another count: an editor must want that
                row["place"] = ""
            row["claim_id"] = _new_id(row, taken)
            figures.append((found, row))
    return TextRead(shown, page, figures)


def empty_claim(checked: Checked) -> dict[str, str]:
    """The cells of a claim that an editor types in."""
    return {**_with_the_event({}, suggestions(checked)), "claim_id": _new_id({}, set(checked.labels))}


def _with_the_event(known: Mapping[str, str], names: Mapping[str, list[str]]) -> dict[str, str]:
    """These cells, with the event where there is only one."""
    return {**({"event": names["event"][0]} if len(names["event"]) == 1 else {}), **known}


def copy_record(page: Page, today: date) -> Record:
    """What is recorded of the copy of a page that was read today."""
    return Record(sha256(page.data), page.media_type, today, page.url or None)


def _fetched(url: str, fetcher: Fetcher) -> Page:
    try:
        return fetcher.fetch(url)
    except FetchError as error:
        raise FigcheckError(
            "cannot fetch the page", where=url, why=str(error), mend="open it in your browser, and paste its words"
        ) from error


def _kind(page: Page) -> str:
    media_type = page.media_type.partition(";")[0].strip().lower()
    if media_type not in _SUFFIXES:
        raise FigcheckError(
            "the desk cannot read this page",
            where=page.url,
            why=f"it is of the type {media_type}",
            mend="paste its words",
        )
    return _SUFFIXES[media_type]


def _in_utf8(page: Page) -> bytes:
    charset = charset_of(page.media_type) or "utf-8"
    try:
        return page.data.decode(charset).encode("utf-8", "replace")
    except (LookupError, UnicodeDecodeError):
        return page.data


def _named_in(words: str | None, names: Collection[str]) -> str:
    """The one origin whose name these words have, or whose name has these words; "" for none.

    >>> _named_in("the ministry", ["Health Ministry", "UN"]), _named_in("officials of the UN", ["Health Ministry", "UN"])
    ('Health Ministry', 'UN')
    """
    said = set(_words(words or "")) - _ARTICLES
    whole = {name for name in names if said and said.issuperset(_words(name))}
    found = whole or {name for name in names if said and said.issubset(_words(name))}
    return found.pop() if len(found) == 1 else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _new_id(row: Mapping[str, str], taken: set[str]) -> str:
    """An id that no claim has, made of who printed what for which day."""
    parts = (row.get("source", ""), row.get("as_of") or row.get("published", ""), row.get("measure", ""))
    stem = "-".join(filter(None, (_SLUG.sub("-", part.casefold()).strip("-") for part in parts))) or "claim"
    name, n = stem, 1
    while name in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name)
    return name
