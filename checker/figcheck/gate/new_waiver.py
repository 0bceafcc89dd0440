"""A waiver that an editor asks for: whether it may be, what stands in its row, and in which file it goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

import pandas as pd

from figcheck.gate.scope import days_after
from figcheck.model.errors import FigcheckError, SettingsError


class FindingRow(TypedDict):
    """The cells of one finding of the report that a waiver needs, or that its command prints; null where empty."""

    fingerprint: str
    state: str
    code: str
    rule: str
    severity: str
    status: str
    claim_id: str | None
    against_id: str | None
    message: str
    mend: str
    file: str


@dataclass(frozen=True)
class NewWaiver:
    """What an editor decided: the beginning of a finding's fingerprint, why it may stand, until which day, and who says so."""

    fingerprint: str
    reason: str
    until: date
    by: str = ""

    def refuse_empty(self, today: date, longest: int) -> None:
        """Raises SettingsError for an empty reason, and for a day that would silence nothing. `longest` is the days that a
        waiver may reach ahead.
        """
        if not self.reason.strip():
            raise SettingsError("the reason is empty", mend="say why the finding may stand")
        last = days_after(today, longest)
        if not today <= self.until <= last:
            past = f"that day is past: today is {today}"
            raise SettingsError(
                f"a waiver until {self.until} would silence nothing",
                why=past if self.until < today else f"{longest} days ahead is the most",
                mend=f"choose a day from {today} to {last}. The setting longest_waiver says how far a waiver may reach",
            )

    def row(self, finding: FindingRow, followers: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
        """The waiver's cells by column, for the numbers that the finding has now.

        `followers` has the fingerprint and state of each finding that follows from it, which the waiver then covers.
        """
        return {
            "fingerprint": finding["fingerprint"],
            "state": finding["state"],
            "rule": finding["rule"],
            "claim_id": _text(finding["claim_id"]),
            "against_id": _text(finding["against_id"]),
            "reason": " ".join(self.reason.split()),
            "until": self.until.isoformat(),
            "by": " ".join(self.by.split()),
            "covers": "; ".join(f"{name}/{state}" for name, state in followers),
        }


def _text(cell: str | None) -> str:
    return "" if pd.isna(cell) else str(cell)


def refuse_needless(finding: FindingRow, about_waivers: Collection[str]) -> None:
    """Raises FigcheckError for a finding that needs no waiver, or is about one. `about_waivers` are the codes of such rules."""
    if finding["status"] == "explained":
        raise FigcheckError("the data explain this finding, so it fails nothing and needs no waiver")
    if finding["code"] in about_waivers:
        raise FigcheckError(
            "you cannot waive a finding about a waiver", mend=str(finding["mend"]), where=str(finding["file"])
        )


def waivers_file(ledger: Path, paths: Sequence[Path]) -> Path:
    """The nearest waivers.csv from the ledger's folder up to the folder that was checked, else one to be made there."""
    roots = [path if path.is_dir() else path.parent for path in paths]
    above = ledger.resolve().parents
    root = next((root for root in roots if root.resolve() in above), ledger.parent)
    for folder in above:
        if (folder / "waivers.csv").is_file():
            depth = len(above[0].parts) - len(folder.parts)
            return ledger.parent.joinpath(*[".."] * depth, "waivers.csv") if depth else ledger.parent / "waivers.csv"
        if folder == root.resolve():
            break
    return root / "waivers.csv"
