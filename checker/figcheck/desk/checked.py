"""One check of the ledgers as the desk shows it: every finding and every claim, and the files as they were read."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pandas as pd

from figcheck import gate
from figcheck import report as report_stage
from figcheck.model.settings import Settings
from figcheck.pipeline import Examined, examine
from figcheck.report import Report
from figcheck.report.records import RECORD_COLUMNS, Record, records
from figcheck.report.report import CLAIM_COLUMNS, parents
from figcheck.report.web_page.picture import drawable

_TRIES = 3
"""Checks that are made when a file changes while it is read. The last one counts, and the next page says that a file changed."""

_OF_A_ROW = (*RECORD_COLUMNS, "row", "against_row")
_OF_A_CLAIM = (*CLAIM_COLUMNS, "basis", "lang", "phase")


@dataclass(frozen=True)
class Checked:
    """What a check found.

    `report` has every claim, and not only those that a finding concerns. `files` has the hash of each file that was read, by its
    shown path, and `times` its time and size.
    """

    found: Examined
    report: Report
    files: Mapping[str, str | None]
    times: Mapping[str, tuple[int, int] | None]

    @cached_property
    def findings(self) -> dict[str, Record]:
        """Every finding by its fingerprint, the worst first and each before those that follow from it.

        A record has the columns of the report, and `row` and `against_row`, which are labels of claims (None for none).
        """
        rows = self.report.rows
        wait = rows["status"].ne("new")
        ordered = records(pd.concat([rows[~wait], rows[wait]]), _OF_A_ROW)
        following: dict[str, list[Record]] = {}
        for record in ordered:
            following.setdefault(record["follows_from"] or "", []).append(record)
        known = {record["fingerprint"] for record in ordered}
        lost = [record for record in ordered if record["follows_from"] and record["follows_from"] not in known]
        first = [*following.get("", []), *lost]
        return {r["fingerprint"]: r for lead in first for r in (lead, *following.get(lead["fingerprint"], []))}

    def covers(self, fingerprint: str) -> str:
        """The findings that a waiver of this one covers, each with its numbers."""
        return "; ".join("/".join(pair) for pair in report_stage.followers(self.report.rows, fingerprint))

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """The claims that can be drawn (see `drawable`)."""
        return drawable(self.report.claims)

    @cached_property
    def parents(self) -> dict[int, int]:
        """The claim that each was taken from, by label."""
        return parents(self.report.claims)

    @cached_property
    def labels(self) -> dict[str, list[int]]:
        """The labels of the claims of each id."""
        ids = self.report.claims["claim_id"].dropna()
        found: dict[str, list[int]] = {}
        for label, claim_id in zip(ids.index.tolist(), ids.tolist(), strict=True):
            found.setdefault(str(claim_id), []).append(label)
        return found

    @cached_property
    def named_by(self) -> dict[int, list[str]]:
        """The fingerprints of the findings that name each claim, by label."""
        found: dict[int, list[str]] = {}
        for fingerprint, record in self.findings.items():
            for side in ("row", "against_row"):
                if record[side] is not None:
                    found.setdefault(int(record[side]), []).append(fingerprint)
        return found

    def claim(self, label: int) -> Record:
        """One claim: the columns of the report, with its label."""
        columns = [name for name in dict.fromkeys(_OF_A_CLAIM) if name in self.found.claims]
        [record] = records(self.found.claims.loc[[label]], tuple(columns))
        return {**record, "label": label}

    def cells_of(self, label: int) -> dict[str, str]:
        """The cells of a claim as they stand in its ledger, without the empty ones."""
        claims = self.found.reading.claims
        if label not in claims.index:
            return {}
        return {str(k): str(v) for k, v in claims.loc[label].items() if not pd.isna(v)}


def check(paths: Sequence[Path], settings: Settings, today: date) -> Checked:
    """Checks the ledgers below the paths, again when a file changes in the meantime. Raises FigcheckError as a run does."""
    for _ in range(_TRIES):
        begun = time.time_ns()
        found = examine(paths, settings, today)
        names = found.reading.inputs()
        times = {name: time_of(Path(name)) for name in names}
        files = {name: hash_of(Path(name)) for name in names}
        if all(at is None or at[0] < begun for at in times.values()):
            break
    rows, _ = gate.at_least(found.rows, settings.min_severity)
    rows = report_stage.with_causes(rows, found.texts, found.claims)
    report = Report(rows, found.summary, found.texts, found.claims[list(CLAIM_COLUMNS)], found.not_compared)
    return Checked(found, report, files, times)


def hash_of(file: Path) -> str | None:
    """The SHA-256 of a file; None where none can be read."""
    try:
        return sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    except OSError:
        return None


def time_of(file: Path) -> tuple[int, int] | None:
    """When a file was written, in nanoseconds, and its size; None where there is none."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
