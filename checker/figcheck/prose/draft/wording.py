"""The verdict on a figure in plain words. A message says "inconsistent", never "wrong": the draft may be right."""

from __future__ import annotations

from figcheck.prose.draft.judge import (
    AGREES,
    CATEGORY,
    CONTRADICTS,
    HEDGE,
    OLDER,
    SUPERSEDED,
    UNKNOWN,
    Judgement,
)
from figcheck.prose.draft.known_claims import WHOLE, KnownClaim
from figcheck.prose.extraction import ProseFigure

_CHANGED = {
    "dropped": "The number is the same, and its hedge was dropped.",
    "strengthened": "The number is the same, and the draft rules out numbers that the ledger allows.",
    "reversed": "The hedge points the other way, so the ledger's number is outside what the draft says.",
}


def in_words(found: ProseFigure, judged: Judgement) -> str:
    """Why a figure has its verdict."""
    against, now = judged.against, judged.now
    figure = f"“{' '.join(found.words.split())}” {_measure(found.measure)}"
    if against is None or judged.verdict == UNKNOWN:
        last = f" The newest claim is {_claim(now)}." if now is not None else ""
        return f"The ledger does not say {figure}: {judged.detail}.{last}"
    if judged.verdict == AGREES:
        beside = f" ({judged.detail})" if judged.detail else ""
        newer = f" Since then: {_claim(now)}." if now is not None and judged.days else ""
        return f"{figure} agrees with the ledger: {_claim(against)}{beside}.{newer}"
    if judged.verdict == OLDER:
        newest = f" The newest is {_claim(now)}." if now is not None else ""
        ago = f"{judged.days:,} {_days(judged.days)} before the newest"
        return f"{figure} agrees with an older day: {_claim(against)}, {ago}.{newest}"
    if judged.verdict == HEDGE:
        return f"{figure} is inconsistent with {_claim(against)}. {_CHANGED[judged.detail or 'dropped']}"
    if judged.verdict == CATEGORY:
        own = f" For what the draft counts, it has {_claim(now)}." if now is not None else ""
        return f"{figure} is inconsistent with the ledger, where this is the number of {_what(against)}: {_claim(against)}.{own}"
    if judged.verdict == SUPERSEDED:
        newest = f" The newest is {_claim(now)}." if now is not None else ""
        return f"{figure} repeats a figure that was withdrawn or revised: {_claim(against)}.{newest}"
    assert judged.verdict == CONTRADICTS
    return f"{figure} is inconsistent with {_claim(against)}."


def instead_words(found: ProseFigure, judged: Judgement) -> str:
    """What a person can do about a verdict."""
    if judged.verdict == AGREES:
        return ""
    if judged.verdict == UNKNOWN:
        return "Ask who counts this. Add the claim to the ledger if it is one."
    date = "" if judged.verdict != OLDER or judged.against is None else f", or say that it is of {judged.against.day}"
    if judged.instead is None:
        return "Ask the origin which figure holds."
    return f"Check the draft against its source. The ledger's figure would be “{judged.instead}”{date}."


def _claim(claim: KnownClaim | None) -> str:
    if claim is None:
        return "nothing"
    day = f" for {claim.day}" if claim.day else ""
    return f"“{claim.figure}” ({claim.who}{day})"


def _measure(measure: str) -> str:
    return measure.replace("_", " ")


def _what(claim: KnownClaim) -> str:
    people = "" if claim.population == WHOLE else f"{claim.population} "
    return f"{people}{_measure(claim.measure)}"


def _days(count: int | None) -> str:
    return "day" if count == 1 else "days"
