"""What a person should know of how a ledger was read, though nothing in it is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that was decided or left out, with the line of the ledger that shows it; a note of the report."""

    file: str
    line: int
    what: str
