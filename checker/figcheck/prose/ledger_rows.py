"""Ledger rows that a text proposes: what it says is filled in, and what it does not say is left open and named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from figcheck.model.spreadsheets import defuse
from figcheck.prose.draft_words import draft_words, stems
from figcheck.prose.extracted import Extracted
from figcheck.prose.extraction import OTHER

COLUMNS = (
    "claim_id", "event", "measure", "population", "place", "figure", "kind", "basis", "as_of", "published", "source", "origin",
    "quote", "url", "status", "lang", "note", "open",
)  # fmt: skip
"""Columns of the proposed rows. `open` is none of the ledger: it names the cells that a person has to fill in."""

_NEEDED = ("event", "source", "published")
_WORTH_KNOWING = ("as_of", "origin")
_OF_A_LEDGER = ("count", "fear", "estimate")
"""What may be said of a figure that a ledger calls its basis."""

_SLUG = re.compile(r"[^a-z0-9]+")


def proposed_rows(found: Iterable[Extracted], known: Mapping[str, str]) -> list[dict[str, str]]:
    """One row a figure that may be a claim: not people to whom nothing happened, nor what is only imagined.

    `known` are cells that hold for all rows: event, source, published, url, as_of, origin.
    """
    rows: list[dict[str, str]] = []
    taken: set[str] = set()
    for one in found:
        said = one.found.said
        if one.found.measure == OTHER or said.basis == "hypothetical":
            continue
        row = {
            "claim_id": _claim_id(one, taken),
            "measure": one.found.measure,
            "figure": one.found.words,
            "population": _population(one),
            "place": said.place or "",
            "kind": said.kind,
            "basis": said.basis if said.basis in _OF_A_LEDGER else "",
            "origin": "",
            "quote": " ".join(one.found.sentence.split()),
            "status": "superseded" if said.role == "superseded" else "",
            "lang": one.found.lang,
            "note": _note(one),
            **known,
        }
        if said.role == "other_event":
            row["event"] = ""
        row["open"] = "; ".join(name for name in (*_NEEDED, *_WORTH_KNOWING) if not row.get(name))
        rows.append(row)
    return rows


def _population(one: Extracted) -> str:
    """Who is counted; "" for words that leave nobody out, since "12 people" are those whom a ledger calls all."""
    said = one.found.population or ""
    return "" if draft_words(one.found.lang).everyone.issuperset(stems(said)) else said


def _claim_id(one: Extracted, taken: set[str]) -> str:
    stem = one.file.rpartition("/")[2].rpartition(".")[0] or one.file
    base = f"{_SLUG.sub('-', stem.lower()).strip('-') or 'text'}:{one.place.line}:{one.found.measure}"
    name, n = base, 1
    while name in taken:
        n += 1
        name = f"{base}-{n}"
    taken.add(name)
    return name


def _note(one: Extracted) -> str:
    """What the text says beside the cells: whose words, of which time, and that it is another event's."""
    said = one.found.said
    parts = [
        f'said by "{said.source_words}"' if said.source_words else "",
        f'time: "{said.period}"' if said.period else "",
        "of another event" if said.role == "other_event" else "",
    ]
    return "; ".join(part for part in parts if part)


def as_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as a CSV file; cells that a spreadsheet would run are made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([defuse(row.get(column, "")) for column in COLUMNS])
    return out.getvalue().encode("utf-8", "backslashreplace")
