"""A card's examples as ledgers, and what they say against the rows that were found in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase
from typing import Any

import pandas as pd

from figcheck.compare.cards.card import Example, Expectation
from figcheck.model.tables import LEDGER_COLUMNS, Claims, ledger_column

DEFAULTS = {"event": "quake", "measure": "killed", "source": "wire"}
"""What a column holds that an example leaves out."""

PUBLISHED = "2024-02-01"
"""The day of publication of a claim whose example gives neither that nor `as_of`."""


def example_ledger(example: Example) -> tuple[pd.DataFrame, dict[str, Any]]:
    """(claims, vocabulary) of an example: claims as `read` gives them, one a row of its table.

    A column that the example leaves out has DEFAULTS, claim ids a, b, c …, for `source` the origin, and for `published` the
    day of `as_of`; a cell that is empty in a column that it gives stays empty. `file` and `line` point into the card.
    """
    records = []
    for cells, line, letter in zip(example.rows, example.lines, _letters(), strict=False):
        row = {ledger_column(name): cell for name, cell in cells.items()}
        as_of = row.get("as_of", "")
        published = as_of if as_of[:1].isdigit() else PUBLISHED  # not where it says `unknown`
        source = row.get("origin") or DEFAULTS["source"]
        absent = {**DEFAULTS, "claim_id": letter, "published": published, "source": source}
        record = {name: row[name] if name in row else absent.get(name, "") for name in LEDGER_COLUMNS}
        extra = {name: cell for name, cell in row.items() if name not in record}
        records.append({**record, "file": example.file, "line": line, **extra})
    columns = [*Claims.names(), *(name for name in map(ledger_column, example.columns) if name not in Claims.declared)]
    claims = pd.DataFrame(records, columns=columns)
    texts = [name for name in columns if name != "line"]
    claims[texts] = claims[texts].astype("str").replace("", None)
    return claims, dict(example.vocabulary)


def compare(example: Example, rows: pd.DataFrame) -> list[str]:
    """What the example has against the rows that were found in it, a sentence each with file and line; [] if all is well.

    `rows` has the columns code, severity, status, and `row` (the place of the accused claim in the example) or else
    `claim_id`; rows of other codes do not matter.
    """
    mine = rows[rows["code"] == example.code]
    accused: dict[int, list[tuple[str, str]]] = {}
    if "row" in mine.columns:
        places = [int(place) for place in mine["row"]]
    else:
        ids = example_ledger(example)[0]["claim_id"].tolist()
        places = [ids.index(claim) for claim in mine["claim_id"]]
    for place, severity, status in zip(places, mine["severity"], mine["status"], strict=True):
        accused.setdefault(place, []).append((severity, status))
    complaints = []
    for place, (wanted, line) in enumerate(zip(example.expectations, example.lines, strict=True)):
        problem = _problem(example.code, wanted, accused.get(place, []))
        if problem:
            complaints.append(f"{example.file}:{line}: {example.title}: {problem}")
    return complaints


def _problem(code: str, wanted: Expectation, found: list[tuple[str, str]]) -> str | None:
    said = " and ".join(f"{severity} ({status})" for severity, status in sorted(set(found)))
    if wanted.flagged and not found:
        return f"{code} does not flag this row"
    if found and not wanted.flagged:
        return f"{code} flags this row, as {said}"
    status = "explained" if wanted.explained else "new"
    if any(s != status or (wanted.severity and severity != wanted.severity) for severity, s in found):
        return f"{code} flags this row as {said}, not as {wanted.severity or 'any severity'} ({status})"
    return None


def _letters() -> Iterator[str]:
    """a, b, … z, aa, ab, …"""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
