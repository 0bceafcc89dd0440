"""The shipped cards as they were read and checked beforehand: `compiled.json`, which `python docs/refresh.py` writes.

It has an entry for each card, with the hash of the page that it was made from. A page that has changed since is read and checked
as any other. Prose and query are not written twice: the entry says where in the page they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from figcheck.compare.cards.card import Parameter, Problem, RuleCard
from figcheck.read.utf8_text import UnreadableFileError, utf8_text

NAME = "compiled.json"
_AS_THEY_ARE = (
    "code",
    "name",
    "severity",
    "since",
    "message",
    "mend",
    "title",
    "about",
    "cause",
    "query_line",
    "message_line",
    "mend_line",
)


def compiled(cards: Iterable[RuleCard]) -> str:
    """The text of the file for these cards: a line a card, so that a change of one card changes one line."""
    lines = [f"{json.dumps(card.shown_as)}: {json.dumps(_entry(card), ensure_ascii=False)}" for card in cards]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entry(card: RuleCard) -> dict[str, Any]:
    from figcheck.compare.cards.sql.rests_on import rests_on

    return {
        "sha256": hash_of(card.text),
        **{name: getattr(card, name) for name in _AS_THEY_ARE},
        "prose": _place(card.text, card.prose.strip()),
        "query": None if card.query is None else _place(card.text, card.query),
        "parameters": [asdict(parameter) for parameter in card.parameters.values()],
        "problems": [asdict(problem) for problem in card.problems.values()],
        "rests_on": [[]] if card.query is None else rests_on(card.query),
    }


def read_compiled(folder: Path) -> Mapping[str, Any]:
    """The entries of the cards in a folder, by their path as messages show it. A file that cannot be read has none."""
    try:
        entries = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def compiled_card(entries: Mapping[str, Any], path: Path, shown_as: str) -> RuleCard | None:
    """The card of a page, or None where no entry was made from its present text."""
    if (entry := entries.get(shown_as)) is None:
        return None
    try:
        text = utf8_text(path)
    except UnreadableFileError:
        return None
    if entry["sha256"] != hash_of(text):
        return None
    return RuleCard(
        **{name: entry[name] for name in _AS_THEY_ARE},
        prose=text[slice(*entry["prose"])] + "\n",
        text=text,
        shown_as=shown_as,
        parameters={values["name"]: Parameter(**values) for values in entry["parameters"]},
        problems={values["check"]: Problem(**values) for values in entry["problems"]},
        query=entry["query"] and text[slice(*entry["query"])],
        shipped=True,
        rests_on=tuple(map(tuple, entry["rests_on"])),
    )


def hash_of(text: str) -> str:
    """What tells one text of a page from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def _place(page: str, part: str) -> tuple[int, int]:
    start = page.index(part)
    return start, start + len(part)
