"""Editors' decisions against what was found: which waivers hold, and what is wrong with the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from figcheck.gate.scope import Scope
from figcheck.model.spreadsheets import restore
from figcheck.model.tables import Rows

HOLDS, MALFORMED, EXPIRED, UNUSED, CHANGED, OVERLONG, UNJUDGED = (
    "holds",
    "malformed",
    "expired",
    "unused",
    "changed",
    "overlong",
    "unjudged",
)
_CODES = {
    MALFORMED: ("FC107", "error"),
    EXPIRED: ("FC108", "warning"),
    UNUSED: ("FC109", "note"),
    CHANGED: ("FC109", "warning"),
    OVERLONG: ("FC110", "error"),
}
"""Verdict -> code and severity of the finding that it is. HOLDS and UNJUDGED are none."""

_HASH = re.compile(r"[0-9a-f]{16}")
_NUMBER = re.compile(r"[\d.,]+(e\+?\d+)?")
REMOVE = "Remove the line"


@dataclass(frozen=True)
class Verdict:
    """What one waiver is worth: a word, why, what can be done, and the place of the finding that it names.

    `until` is the day, where it can be read; `finding` the label of the report's row, None where there is none.
    """

    word: str
    problem: str = ""
    remedy: str = ""
    until: date | None = None
    finding: int | None = None


def judge(waivers: pd.DataFrame, report: pd.DataFrame, scope: Scope, longest: int) -> list[Verdict]:
    """One verdict a waiver, in their order.

    `report` has the findings, before any of them is waived; `longest` is how many days ahead a waiver may reach.
    """
    place = dict(zip(report["fingerprint"], report.index, strict=True))
    return [_judge(waiver, report, place, scope, longest) for waiver in waivers.to_dict("records")]


def waived(report: pd.DataFrame, waivers: pd.DataFrame, verdicts: list[Verdict]) -> pd.DataFrame:
    """The report with `status` waived, and the editor's reason, on the new rows of which a waiver holds."""
    out = report.copy(deep=False)
    status, reason = out["status"].astype("object"), out["reason"].astype("object")
    for waiver, verdict in zip(waivers.to_dict("records"), verdicts, strict=True):
        if verdict.word == HOLDS and report.at[verdict.finding, "status"] == "new":
            status.at[verdict.finding] = "waived"
            by = "" if pd.isna(waiver["by"]) else f", {restore(waiver['by'])}"
            reason.at[verdict.finding] = f"{restore(waiver['reason'])} (until {verdict.until}{by})"
    out["status"], out["reason"] = status.astype("str"), reason.astype("str")
    return out


def waiver_rows(waivers: pd.DataFrame, verdicts: list[Verdict]) -> pd.DataFrame:
    """What is wrong with waivers as rows; `row` is a label of `waivers`."""
    rows: list[tuple[Any, ...]] = []
    for label, waiver, verdict in zip(waivers.index, waivers.to_dict("records"), verdicts, strict=True):
        if verdict.word not in _CODES:
            continue
        code, severity = _CODES[verdict.word]
        names = [restore(waiver[c]) for c in ("claim_id", "against_id") if not pd.isna(waiver[c])]
        fields = {
            "column": "" if pd.isna(waiver["fingerprint"]) else waiver["fingerprint"],
            "claim": " and ".join(names) or f"line {waiver['line']}",
            "problem": verdict.problem,
            "remedy": f"{verdict.remedy}.",
        }
        rows.append((code, label, None, severity, "new", None, None, fields))
    return Rows.of(pd.DataFrame(rows, columns=Rows.names()))


def _judge(waiver: dict[str, Any], report: pd.DataFrame, place: dict[str, int], scope: Scope, longest: int) -> Verdict:
    fault = _fault(waiver)
    if fault:
        return Verdict(MALFORMED, *fault)
    until = date.fromisoformat(waiver["until"])
    last = scope.today + timedelta(days=longest)
    finding = place.get(waiver["fingerprint"])
    if until > last:
        problem = f"it reaches to {until}, and {longest} days ahead are allowed"
        return Verdict(OVERLONG, problem, f"Choose a day not after {last}, and look at it again then", until, finding)
    if until < scope.today:
        remedy = "Renew it with a new reason, or mend the figure" if finding is not None else REMOVE
        return Verdict(EXPIRED, f"it ran out on {until}", remedy, until, finding)
    if finding is None:
        if not scope.covers(None if pd.isna(waiver["rule"]) else restore(waiver["rule"])):
            return Verdict(UNJUDGED, "its rule did not run, or not over everything", "", until)
        return Verdict(UNUSED, "it matches no finding", f"{REMOVE}: the finding is gone", until)
    found = report.loc[finding]
    other = _contradiction(waiver, found)
    if other:
        return Verdict(MALFORMED, *other, until, finding)
    if found["state"] != waiver["state"]:
        problem = "it was given for other numbers than are found now"
        return Verdict(CHANGED, problem, f"Look at the new numbers; its state is now {found['state']}", until, finding)
    return Verdict(HOLDS, until=until, finding=finding)


def _fault(waiver: dict[str, Any]) -> tuple[str, str] | None:
    """(problem, remedy) of a waiver that cannot be one, whatever was found."""
    if not pd.isna(waiver["malformed"]):
        return str(waiver["malformed"]), f"{waiver['malformed_mend']}".capitalize()
    for column in ("fingerprint", "state"):
        cell = waiver[column]
        if pd.isna(cell):
            return f"{column} is empty", f"Copy {column} from the report: a waiver is for one finding and its numbers"
        if not _HASH.fullmatch(cell):
            mangled = " (a spreadsheet made a number of it)" if _NUMBER.fullmatch(cell.lower()) else ""
            problem = f'{column} is "{cell}", which is no {column} of a finding{mangled}'
            return problem, f"Copy {column} from the report, as text; there are no waivers for several findings"
    if pd.isna(waiver["reason"]):
        return "reason is empty", "Say why the finding may stand"
    if pd.isna(waiver["until"]):
        return "until is empty", "Say until when, as year-month-day"
    try:
        date.fromisoformat(waiver["until"])
    except ValueError:
        return f'until is "{waiver["until"]}", which is not a date', "Write it as year-month-day: 2024-12-31"
    return None


def _contradiction(waiver: dict[str, Any], found: pd.Series) -> tuple[str, str] | None:
    """What a waiver says of its finding that is not so: a reader of the file would take it for another."""
    for column in ("rule", "claim_id", "against_id"):
        said = waiver[column]
        known = [found[c] for c in (("rule", "code") if column == "rule" else (column,))]
        if not pd.isna(said) and restore(said) not in known:
            is_so = "nothing" if pd.isna(known[0]) else f'"{known[0]}"'
            problem = f'it says {column} "{restore(said)}", and its fingerprint is of a finding with {is_so}'
            return problem, "Copy the whole line from the report, or use `figcheck waive`"
    return None
