"""Editors' decisions against what was found: which waivers hold, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from figcheck.gate.scope import Scope, days_after
from figcheck.model.spreadsheets import restore
from figcheck.model.tables import Failures

HOLDS, UNJUDGED = "holds", "unjudged"
"""Verdicts that are not findings: the waiver silences its finding; its rule did not run, or not over everything."""

CHECKS = {
    "waiver-malformed": ("why", "remedy"),
    "waiver-hash-missing": ("cell",),
    "waiver-hash-mangled": ("cell", "text"),
    "waiver-hash-unknown": ("cell", "text"),
    "waiver-without-reason": (),
    "waiver-without-end": (),
    "waiver-end-unreadable": ("text",),
    "waiver-covers-unreadable": ("text",),
    "waiver-of-another-finding": ("cell", "text", "found"),
    "waiver-overlong": ("until", "longest", "last"),
    "waiver-expired": ("until",),
    "waiver-expired-unused": ("until",),
    "waiver-unused": (),
    "waiver-numbers-changed": ("state",),
}
"""All other verdicts, each a check that a rule card puts into words, with the facts that it gives besides COMMON_FACTS."""

COMMON_FACTS = ("column", "claim")
"""Facts of every waiver that silences nothing: its fingerprint, and the ids of the claims that it names, else its line."""

_HASH = re.compile(r"[0-9a-f]{16}")
_PAIR = re.compile(rf"\s*({_HASH.pattern})/({_HASH.pattern})\s*")
_NUMBER = re.compile(r"[\d.,]+(e\+?\d+)?")


@dataclass(frozen=True)
class Verdict:
    """What one waiver is worth: HOLDS, UNJUDGED or the name of a check, with its facts, and the finding that it names.

    `until` is the day, where it can be read; `finding` the label of the report's row, None where there is none.
    """

    word: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    until: date | None = None
    finding: int | None = None


def judge_waivers(waivers: pd.DataFrame, report: pd.DataFrame, scope: Scope, longest: int) -> list[Verdict]:
    """One verdict a waiver, in their order.

    `report` has the findings, before any of them is waived; `longest` is how many days ahead a waiver may reach.
    """
    place = dict(zip(report["fingerprint"], report.index, strict=True))
    return [_judge(waiver, report, place, scope, longest) for waiver in waivers.to_dict("records")]


def mark_waived(report: pd.DataFrame, waivers: pd.DataFrame, verdicts: list[Verdict]) -> pd.DataFrame:
    """The report with `status` waived, and the editor's reason, on the new rows for which a waiver holds.

    A waiver that holds also covers the new rows that it names as following from its finding, each with its own numbers.
    """
    place = dict(zip(report["fingerprint"], report.index, strict=True))
    out = report.copy(deep=False)
    status, reason = out["status"].astype("object"), out["reason"].astype("object")
    for waiver, verdict in zip(waivers.to_dict("records"), verdicts, strict=True):
        if verdict.word == HOLDS and report.at[verdict.finding, "status"] == "new":
            by = "" if pd.isna(waiver["by"]) else f", {restore(waiver['by'])}"
            said = f"{restore(waiver['reason'])} (until {verdict.until}{by})"
            status.at[verdict.finding], reason.at[verdict.finding] = "waived", said
            for covered in covers(waiver):
                label = place.get(covered[0])
                if label is None or report.at[label, "state"] != covered[1] or status.at[label] != "new":
                    continue
                status.at[label], reason.at[label] = "waived", f"with {waiver['fingerprint']}: {said}"
    out["status"], out["reason"] = status.astype("str"), reason.astype("str")
    return out


def covers(waiver: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Fingerprint and state of each finding that is waived with the waiver's own, as far as the cell can be read."""
    pairs = [_PAIR.fullmatch(pair) for pair in _covers(waiver)]
    return [(pair[1], pair[2]) for pair in pairs if pair]


def _covers(waiver: Mapping[str, Any]) -> list[str]:
    cell = waiver["covers"]
    return [] if pd.isna(cell) else [pair for pair in cell.split(";") if pair.strip()]


def waiver_rows(waivers: pd.DataFrame, verdicts: list[Verdict]) -> Failures:
    """What is wrong with waivers; `row` is a label of `waivers`."""
    rows: list[tuple[Any, ...]] = []
    for label, waiver, verdict in zip(waivers.index, waivers.to_dict("records"), verdicts, strict=True):
        if verdict.word not in CHECKS:
            continue
        names = [restore(waiver[c]) for c in ("claim_id", "against_id") if not pd.isna(waiver[c])]
        facts = {
            "column": "" if pd.isna(waiver["fingerprint"]) else waiver["fingerprint"],
            "claim": " and ".join(names) or f"line {waiver['line']}",
            **verdict.facts,
        }
        rows.append((verdict.word, label, None, facts))
    return Failures.of(pd.DataFrame(rows, columns=Failures.names()))


def _judge(waiver: dict[str, Any], report: pd.DataFrame, place: dict[str, int], scope: Scope, longest: int) -> Verdict:
    fault = _fault(waiver)
    if fault:
        return fault
    until = date.fromisoformat(waiver["until"])
    last = days_after(scope.today, longest)
    finding = place.get(waiver["fingerprint"])
    if until > last:
        return Verdict("waiver-overlong", {"until": until, "longest": longest, "last": last}, until, finding)
    if until < scope.today:
        word = "waiver-expired-unused" if finding is None else "waiver-expired"
        return Verdict(word, {"until": until}, until, finding)
    if finding is None:
        judged = scope.covers(None if pd.isna(waiver["rule"]) else restore(waiver["rule"]))
        return Verdict("waiver-unused" if judged else UNJUDGED, until=until)
    found = report.loc[finding]
    other = _other_finding(waiver, found)
    if other:
        return Verdict("waiver-of-another-finding", other, until, finding)
    if found["state"] != waiver["state"]:
        return Verdict("waiver-numbers-changed", {"state": found["state"]}, until, finding)
    return Verdict(HOLDS, until=until, finding=finding)


def _fault(waiver: dict[str, Any]) -> Verdict | None:
    """What is wrong with a line that cannot be a waiver, whatever was found."""
    if not pd.isna(waiver["malformed"]):
        remedy = str(waiver["malformed_mend"])
        return Verdict("waiver-malformed", {"why": waiver["malformed"], "remedy": f"{remedy[:1].upper()}{remedy[1:]}."})
    for column in ("fingerprint", "state"):
        cell = waiver[column]
        if pd.isna(cell):
            return Verdict("waiver-hash-missing", {"cell": column})
        if not _HASH.fullmatch(cell):
            mangled = _NUMBER.fullmatch(cell.lower())
            return Verdict(f"waiver-hash-{'mangled' if mangled else 'unknown'}", {"cell": column, "text": cell})
    if pd.isna(waiver["reason"]):
        return Verdict("waiver-without-reason")
    if pd.isna(waiver["until"]):
        return Verdict("waiver-without-end")
    try:
        date.fromisoformat(waiver["until"])
    except ValueError:
        return Verdict("waiver-end-unreadable", {"text": waiver["until"]})
    unread = next((pair for pair in _covers(waiver) if not _PAIR.fullmatch(pair)), None)
    if unread is not None:
        return Verdict("waiver-covers-unreadable", {"text": unread.strip()})
    return None


def _other_finding(waiver: dict[str, Any], found: pd.Series) -> dict[str, Any] | None:
    """What a waiver says of its finding that is not so: a reader of the file would take it for another."""
    for column in ("rule", "claim_id", "against_id"):
        said = waiver[column]
        known = [found[c] for c in (("rule", "code") if column == "rule" else (column,))]
        if not pd.isna(said) and restore(said) not in known:
            return {"cell": column, "text": restore(said), "found": None if pd.isna(known[0]) else known[0]}
    return None
