"""Verdicts on figures of drafts as the rows of a report, so that whatever shows and gates findings takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from figcheck.model.tables import Findings
from figcheck.model.words import DRAFT_RULES
from figcheck.report.card_text import CardText
from figcheck.report.fingerprints import short_hash
from figcheck.report.report import CLAIM_COLUMNS, Report
from figcheck.report.summary import RunSummary

if TYPE_CHECKING:
    from figcheck.prose.draft import Judged
    from figcheck.prose.draft.known_claims import KnownClaim

_TITLES = {
    "contradicts": "The ledger leaves no room for the figure",
    "category": "The ledger has the number for another measure or population",
    "superseded": "The ledger's figure was withdrawn or revised",
    "hedge": "The hedge was dropped, strengthened or reversed",
    "older": "The figure is of an older day",
    "unknown": "Nobody in the ledger says this",
}
CARDS = {
    code: CardText(code=code, rule=name, message="", mend="", severity=severity, title=_TITLES[verdict])
    for verdict, (code, name, severity) in DRAFT_RULES.items()
}
"""What a report says of each verdict, by its code."""


@dataclass(frozen=True)
class DraftReport(Report):
    """A report of drafts: its rows have `column` and `end_column`, too. `judged` are all figures, and `labels` the row of each that
    is a finding, by its place in `judged`.
    """

    judged: Sequence[Judged] = ()
    labels: dict[int, int] = field(default_factory=dict)


def draft_rows(judged: Sequence[Judged]) -> tuple[pd.DataFrame, dict[int, int]]:
    """A row for each figure that does not agree, in the order of the drafts, all of them new; and the label of each figure's row.

    The fingerprint is that of the words, and the state of what the ledger has against them: a waiver holds for the words, in
    whatever draft and line, until the ledger says something else.
    """
    rows: list[dict[str, Any]] = []
    labels: dict[int, int] = {}
    seen: dict[str, int] = {}
    for n, one in enumerate(judged):
        if one.judgement.verdict in DRAFT_RULES:
            labels[n] = len(rows)
            rows.append(_row(one, labels[n], seen))
    if not rows:
        return Findings.no_rows().assign(column=0, end_column=0), labels
    made = pd.DataFrame(rows)
    places = made[["column", "end_column"]]
    return Findings.of(made).assign(column=places["column"], end_column=places["end_column"]), labels


def _row(one: Judged, label: int, seen: dict[str, int]) -> dict[str, Any]:
    found, place, judged = one.extracted.found, one.extracted.place, one.judgement
    code, rule, severity = DRAFT_RULES[judged.verdict]
    words, sentence = " ".join(found.words.split()), " ".join(found.sentence.split())
    fingerprint = short_hash("draft", words, found.measure, sentence)
    seen[fingerprint] = seen.get(fingerprint, 0) + 1
    if seen[fingerprint] > 1:
        fingerprint = short_hash(fingerprint, str(seen[fingerprint]))
    against = judged.against
    is_word = one.extracted.file.lower().endswith(".docx")
    paragraph = f" It is in paragraph {place.line}." if is_word else ""
    return {
        "fingerprint": fingerprint,
        "state": short_hash(judged.verdict, *((against.claim_id, against.figure) if against else ())),
        "code": code,
        "rule": rule,
        "severity": severity,
        "status": "new",
        "event": against.event if against else None,
        "measure": found.measure,
        "population": found.population,
        "place": found.said.place,
        "claim_id": None,
        "source": None,
        "origin": found.said.source_words,
        "figure": words,
        "low": _whole(found.figure.low),
        "high": _whole(found.figure.high),
        "as_of": None,
        "published": one.draft.printed.isoformat(),
        **_against(against),
        "gap": None,
        "gap_percent": None,
        "message": one.message + paragraph,
        "mend": one.mend,
        "file": one.extracted.file,
        "line": place.line,
        "follows_from": None,
        "related": None,
        "reason": None,
        "row": None,
        "against_row": None if against is None else label,
        "column": place.column,
        "end_column": place.end_column,
    }


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)


def _against(claim: KnownClaim | None) -> dict[str, Any]:
    names = ("id", "source", "origin", "figure", "low", "high", "as_of")
    if claim is None:
        return {f"against_{name}": None for name in names}
    day = claim.day.isoformat() if claim.day else None
    cells = (claim.claim_id, claim.source, claim.origin, claim.figure, claim.low, claim.high, day)
    return {f"against_{name}": cell for name, cell in zip(names, cells, strict=True)}


def draft_report(
    judged: Sequence[Judged], rows: pd.DataFrame, labels: dict[int, int], summary: RunSummary, said: str
) -> DraftReport:
    """The report of some drafts, of the rows that `draft_rows` gave and the gate went over."""
    against = [
        {"claim_id": claim.claim_id, "file": claim.file, "line": claim.line}
        for n in labels
        if (claim := judged[n].judgement.against) is not None
    ]
    index = [label for n, label in labels.items() if judged[n].judgement.against is not None]
    claims = pd.DataFrame(against, index=index, columns=list(CLAIM_COLUMNS))
    return DraftReport(rows, summary, CARDS, claims, said=said, judged=judged, labels=labels)
