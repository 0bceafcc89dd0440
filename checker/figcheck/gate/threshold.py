"""Which findings are reported, and which of them fail a run, by their severity."""

from __future__ import annotations

import pandas as pd

from figcheck.model.words import SEVERITIES


def at_least(report: pd.DataFrame, min_severity: str) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The rows of a report that are at least as bad as `min_severity`, and a line for the summary on the others."""
    milder = SEVERITIES[SEVERITIES.index(min_severity) + 1 :]
    counts = [(int((report["severity"] == severity).sum()), severity) for severity in milder]
    words = [f"{n:,} {severity}{'' if n == 1 else 's'}" for n, severity in counts if n]
    if not words:
        return report, []
    kept = report[~report["severity"].isin(milder)].reset_index(drop=True)
    return kept, [("Left out", f"{' and '.join(words)}, milder than min_severity = {min_severity}")]


def fails(report: pd.DataFrame, fail_on: str) -> bool:
    """Whether a new finding is at least as bad as `fail_on` (a severity, or "never")."""
    if fail_on == "never":
        return False
    gating = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return bool((report["severity"].isin(gating) & report["status"].eq("new")).any())
