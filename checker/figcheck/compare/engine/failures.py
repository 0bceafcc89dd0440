"""What to say of a card whose query DuckDB refused, or whose worker did not come back."""

from __future__ import annotations

import re

from figcheck.compare.cards.card import RuleCard
from figcheck.model.errors import CardError


def lost_worker(card: RuleCard, late: bool, why: str, deadline: float, memory_mb: int) -> CardError:
    """What to say of a card whose query did not end within its deadline, or ended the process that ran it."""
    where = card.where(card.query_line)
    if late:
        return CardError(
            f"{card.code} took longer than {deadline:g} s and was stopped",
            where=where,
            why="a query that joins claims across cells grows with the square of their number",
            mend="join on cell or another key, or allow more time",
        )
    mend = f"let the query hold less at once, or allow more memory than {memory_mb} MB"
    return CardError(f"{card.code} brought its worker down", where=where, why=why, mend=mend)


def failed_query(card: RuleCard, kind: str, message: str, memory_mb: int) -> CardError:
    """What to say of a query that the engine refused: the first line of its message, at the card's line."""
    at = re.search(r"^LINE (\d+):", message, re.MULTILINE)
    line = card.query_line + int(at[1]) - 1 if at else card.query_line
    mend = "correct the query"
    if kind in ("OutOfMemoryException", "MemoryError"):
        mend = f"let the query hold less at once, or allow more memory than {memory_mb} MB"
    elif kind == "TooMuchError":
        mend = "return one row a series, sum or cell, not one a pair"
    why = message.strip().split("\n", 1)[0]
    return CardError(f"{card.code} could not be run", where=card.where(line), why=why, mend=mend)
