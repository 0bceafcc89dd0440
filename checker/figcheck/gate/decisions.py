"""What editors decided, laid over what was found: statuses, and what is to be said of waivers and baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from figcheck.gate.baseline import Baseline, BaselineComparison, compare_with_baseline, mark_accepted
from figcheck.gate.scope import Scope, days_after
from figcheck.gate.waivers import HOLDS, UNJUDGED, Verdict, judge_waivers, mark_waived, waiver_rows
from figcheck.model.shown import first_few
from figcheck.model.tables import Failures

_NAMED = 5
"""Fixed findings, or waivers about to run out, that a summary names before it says "and 12 more"."""


@dataclass(frozen=True)
class Decisions:
    """`findings` with their statuses; a verdict for each waiver; `waiver_rows`, what is wrong with waivers
    (`row` is a label of the waivers); how the baseline compares; `notes` for the run's summary.
    """

    findings: pd.DataFrame
    verdicts: list[Verdict]
    waiver_rows: Failures
    compared: BaselineComparison
    notes: list[tuple[str, str]]


def apply_decisions(
    findings: pd.DataFrame, waivers: pd.DataFrame, baseline: Baseline, scope: Scope, *, longest: int, notice: int
) -> Decisions:
    """Waivers first, then the baseline, on the findings that nothing explains.

    What is wrong with a waiver is a finding of its own, which can be neither waived nor accepted. `longest` and `notice`
    are days: how far a waiver may reach, and how long before its end it is named.
    """
    verdicts = judge_waivers(waivers, findings, scope, longest)
    compared = compare_with_baseline(findings, baseline, scope)
    notes = [*_waiver_notes(waivers, verdicts, scope.today, notice), *_baseline_notes(findings, baseline, compared)]
    settled = mark_accepted(mark_waived(findings, waivers, verdicts), baseline)
    return Decisions(settled, verdicts, waiver_rows(waivers, verdicts), compared, notes)


def ends_soon(verdict: Verdict, today: date, notice: int) -> bool:
    """Whether a waiver holds, and ends within `notice` days."""
    return verdict.word == HOLDS and verdict.until is not None and verdict.until <= days_after(today, notice)


def _waiver_notes(
    waivers: pd.DataFrame, verdicts: list[Verdict], today: date, notice: int
) -> Iterator[tuple[str, str]]:
    if not verdicts:
        return
    holding = sum(verdict.word == HOLDS for verdict in verdicts)
    useless = sum(verdict.word not in (HOLDS, UNJUDGED) for verdict in verdicts)
    words = [f"{holding:,} of {len(verdicts):,} hold"]
    if useless:
        words.append(f"{useless:,} silence nothing and are findings themselves")
    ending = [
        f"{file}:{line} on {verdict.until}"
        for file, line, verdict in zip(waivers["file"], waivers["line"], verdicts, strict=True)
        if ends_soon(verdict, today, notice)
    ]
    if ending:
        words.append(f"ending soon: {first_few(ending, _NAMED)}")
    yield "Waivers", "; ".join(words)


def _baseline_notes(
    findings: pd.DataFrame, baseline: Baseline, compared: BaselineComparison
) -> Iterator[tuple[str, str]]:
    if not baseline.exists:
        return
    entries = baseline.entries
    words = [f"{baseline.file.as_posix()} accepts {len(entries):,}"]
    changed = int(compared.changed.sum())
    if changed:
        words.append(f"{changed:,} came back with other numbers")
    fixed = entries[compared.fixed]
    if len(fixed):
        names = [_named(entry) for entry in fixed[["code", "claim_id", "against_id"]].itertuples(index=False)]
        words.append(f"{len(fixed):,} fixed: {first_few(names, _NAMED)} (`figcheck baseline --prune` removes them)")
    yield "Baseline", "; ".join(words)


def _named(cells: tuple[str | None, ...]) -> str:
    return " ".join(cell for cell in cells if isinstance(cell, str))
