"""The checks of single rows: their names, what a failure costs, and which facts they give to the cards that word them."""

from __future__ import annotations

from dataclasses import dataclass

DROP, BLANK, KEEP = "drop", "blank", "keep"
COSTS = {
    DROP: "The row is left out of all comparisons.",
    BLANK: "The cell counts as empty.",
    KEEP: "The claim is compared all the same.",
}
"""What a failure costs."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a failing cell costs, and the `facts` that a message may use besides COMMON_FACTS."""

    cost: str
    facts: tuple[str, ...] = ()


COMMON_FACTS = ("column", "value", "claim", "others")
"""Facts of every failure: the ledger's column; its cell as printed; the claim's id, else its line; and how many more claims
fail alike (null for none)."""

CHECKS = {
    "noticed": Check(KEEP, ("why",)),
    "malformed": Check(DROP, ("why", "remedy")),
    "blank-below": Check(DROP, ("columns", "setting")),
    "missing": Check(DROP),
    "unprinted": Check(KEEP),
    "undated": Check(KEEP),
    "no-such-claim": Check(BLANK, ("near",)),
    "no-such-event": Check(DROP, ("near",)),
    "near-miss": Check(KEEP, ("near",)),
    "no-date": Check(DROP),
    "no-order": Check(DROP, ("readings",)),
    "no-year": Check(DROP),
    "no-day": Check(BLANK),
    "other-calendar": Check(DROP),
    "no-kind": Check(DROP, ("words",)),
    "no-basis": Check(DROP, ("words",)),
    "no-status": Check(DROP, ("words",)),
    "no-reliability": Check(BLANK, ("words",)),
    "no-credibility": Check(BLANK, ("words",)),
    "typed-confirmed": Check(BLANK),
    "no-interval": Check(BLANK, ("why",)),
    "period-after-as-of": Check(DROP),
    "as-of-after-published": Check(DROP),
    "published-in-future": Check(DROP, ("today",)),
    "before-event": Check(DROP, ("event_start", "also", "year")),
    "same-id": Check(DROP, ("first",)),
    "same-claim": Check(KEEP),
    "impossible": Check(DROP, ("why", "remedy")),
    "below-zero": Check(DROP),
    "fall-as-total": Check(DROP),
    "more-than-all": Check(KEEP),
    "above-all": Check(KEEP, ("people",)),
    "counted-otherwise": Check(KEEP, ("people",)),
    "perhaps-above-all": Check(KEEP, ("people",)),
    "two-numbers": Check(DROP, ("reading",)),
    "no-figure": Check(DROP, ("source", "why")),
    "perhaps-no-figure": Check(KEEP, ("source",)),
    "unparsed": Check(DROP, ("why", "remedy")),
    "stray-bracket": Check(KEEP),
    "no-lexicon": Check(DROP, ("why", "remedy")),
    "two-readings": Check(KEEP, ("reading",)),
    "vague": Check(KEEP),
    "bounds-out-of-order": Check(DROP),
    "no-number": Check(BLANK),
    "stated-backwards": Check(KEEP, ("high_bound",)),
    "stated-otherwise": Check(KEEP, ("bound",)),
    "stated-in-addition": Check(KEEP, ("bound",)),
    "not-in-quote": Check(KEEP),
    "quoted-otherwise-error": Check(KEEP, ("quoted",)),
    "quoted-otherwise-warning": Check(KEEP, ("quoted",)),
    "quoted-otherwise-note": Check(KEEP, ("quoted",)),
}
"""By name. Where a cell fails several, the first in this order speaks for it."""

_DATES = "with dates that cannot all be right"
_UNKNOWN_WORD = "with a kind, basis or status that figcheck does not know"
_UNREAD_DATE = "with a date that was not read"
LEFT_OUT = {
    "malformed": "in rows that cannot be read",
    "blank-below": "with an empty cell that every claim needs",
    "missing": "with an empty cell that every claim needs",
    "no-such-event": "of an event that no vocabulary declares",
    "no-date": _UNREAD_DATE,
    "no-order": _UNREAD_DATE,
    "no-year": _UNREAD_DATE,
    "other-calendar": _UNREAD_DATE,
    "no-kind": _UNKNOWN_WORD,
    "no-basis": _UNKNOWN_WORD,
    "no-status": _UNKNOWN_WORD,
    "period-after-as-of": _DATES,
    "as-of-after-published": _DATES,
    "published-in-future": _DATES,
    "before-event": _DATES,
    "same-id": "with the id of another claim",
    "impossible": "with a figure that is impossible",
    "below-zero": "with a figure that is impossible",
    "fall-as-total": "with a fall under the kind of a total",
    "two-numbers": "with two numbers in one figure",
    "no-figure": "without a figure",
    "unparsed": "with a figure that was not read",
    "no-lexicon": "with words of a language that figcheck does not read",
    "bounds-out-of-order": "with stated bounds that are out of order",
}
"""What is said of the claims that a check leaves out of all comparisons."""
