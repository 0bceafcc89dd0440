"""The closed lists of words that ledgers, rules and reports use."""

from __future__ import annotations

QUALIFIERS = (
    "exact",
    "more_than",
    "at_least",
    "fewer_than",
    "at_most",
    "up_to",
    "about",
    "nearly",
    "just_over",
    "between",
    "vague",
)
"""How a number is held by the words around it."""


FLOORS = frozenset({"more_than", "at_least"})
"""Qualifiers that say how many there are at least; nothing bounds the number from above."""


CEILINGS = frozenset({"fewer_than", "at_most", "up_to"})
"""Qualifiers that say how many there are at most."""


UNITS = ("people", "households", "percent", "fraction", "rate")
"""What is counted: people; households (families, homes); percent; a fraction of one; people per day."""


COUNTED_UNITS = ("people", "households")
"""Units whose figures are whole numbers."""


KINDS = ("cumulative", "increment", "point", "rate", "change")


BASES = ("count", "claim", "fear", "estimate", "identified", "projection")


STATUSES = ("current", "superseded", "retracted", "denied")


RELIABILITIES = ("A", "B", "C", "D", "E", "F")


CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
"""Marks of the Admiralty code (NATO STANAG 2511): of a source, A reliable to F not to be judged; of what it says, 1 confirmed
by others to 6 not to be judged. CONFIRMED is worked out from who rests on whom, never typed in."""


CONFIRMED = CREDIBILITIES[0]


SEVERITIES = ("error", "warning", "note")
"""From worst to mildest. There are no other words."""


FAMILIES = {
    "1": "validity",
    "2": "figure",
    "3": "contradiction",
    "4": "time",
    "5": "arithmetic",
    "6": "category",
    "7": "provenance",
    "8": "typo",
}
"""First digit of a rule's code -> its family, in the order in which the cards run."""


EVIDENCE_FOLDER = "evidence"
"""The folder next to a ledger that holds its archived copies. No ledger is looked for in a folder of this name."""


ACCEPTED = "accepted"
"""Status of a row that the baseline holds. `new` rows gate; `explained`, `waived` and `accepted` ones never do."""


REPORT_METADATA = '{\n  "title": "figcheck: '
"""How the file begins in which figcheck describes a database of findings to Datasette."""


DRAFT_RULES = {
    "contradicts": ("FD001", "draft-contradicts", "error"),
    "category": ("FD002", "draft-category", "error"),
    "superseded": ("FD003", "draft-superseded", "error"),
    "hedge": ("FD004", "draft-hedge", "warning"),
    "older": ("FD005", "draft-older", "warning"),
    "unknown": ("FD006", "draft-unknown", "note"),
}
"""Verdict on a figure of a draft -> the code, name and severity of its finding. `agrees` is none."""
