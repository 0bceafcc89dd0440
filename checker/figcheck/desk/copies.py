"""The archived copy of a claim's page as the desk shows it: whether it is the one that was saved, and the quote in it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from figcheck.desk.checked import time_of
from figcheck.model.extras import how_to_install
from figcheck.provenance.copies.copy_file import is_address
from figcheck.provenance.copies.copy_text import TextReader
from figcheck.provenance.copies.table import Copy, read_copy
from figcheck.report.records import Record

_STATES = {
    "ok": "The copy is as it was saved.",
    "unrecorded": "The copy has no record, so nobody can say whether it was changed.",
    "changed": "The copy is not the one that was saved",
    "missing": "The copy is not there.",
    "refused": "The copy was not opened",
    "unreadable": "The copy could not be read",
    "unread": "The copy was not read",
}


@dataclass(frozen=True)
class ShownCopy:
    """What a page says of a copy: its cell, a sentence on its state, and one on the quote. `good` says whether both are well.

    `around` is what the copy says before the quote, or the passage most like it, at it, and behind it.
    """

    cell: str
    state: str
    quote: str
    good: bool
    around: Sequence[str] | None = None


class Copies:
    """Opens copies in a process of its own, and remembers what it found in each until the file changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[object, ...], ShownCopy] = {}

    def of(self, claim: Record) -> ShownCopy | None:
        """The copy beside the ledger that a claim names; None where it names none there."""
        cell, file = claim["archive"], claim["file"]
        if not cell or not file or is_address(cell):
            return None
        folder = Path(file).parent
        key = (str(folder), cell, claim["quote"], time_of(folder / cell))
        with self._lock:
            if key not in self._known:
                with TextReader() as reader:
                    copy = read_copy(folder, cell, reader, [claim["quote"]] if claim["quote"] else [])
                self._known[key] = _shown(cell, claim["quote"], copy)
            return self._known[key]


def _shown(cell: str, quote: str | None, copy: Copy) -> ShownCopy:
    state = _STATES[copy.state]
    if copy.why and not state.endswith("."):
        state = f"{state}: {copy.why}."
    if copy.state == "unread":
        state += f" To read it: {how_to_install('evidence')}"
    found = copy.found.get(quote) if quote else None
    if not quote:
        said = "The claim has no quote to look for."
    elif found is None:
        said = ""
    elif found.stands:
        said = "The quote is in it."
    elif found.struck:
        said = "The quote is in it, struck out."
    elif found.passage:
        said = f"The quote is not in it. This passage is the most like it ({found.alike} percent):"
    else:
        said = "The quote is not in it, and nothing in it is similar."
    good = copy.state in ("ok", "unrecorded") and (found is None or found.stands)
    return ShownCopy(cell, state, said, good, found.around if found else None)
