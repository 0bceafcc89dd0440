"""The file of accepted findings: one line each, sorted, so that only new and changed findings fail and merges are easy."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from figcheck.gate.scope import Scope
from figcheck.model import tables
from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.disk.paths import waits_for_others
from figcheck.model.errors import FigcheckError
from figcheck.model.spreadsheets import defuse, restore
from figcheck.model.words import ACCEPTED


@dataclass(frozen=True)
class Baseline:
    """Accepted findings: `entries` has the columns of the file as text, null where empty; `file` is where they stand.

    `exists` tells an empty file from none.
    """

    file: Path
    entries: tables.Baseline = field(default_factory=tables.Baseline.no_rows)
    exists: bool = False


@dataclass(frozen=True)
class BaselineComparison:
    """The entries of a baseline against a report, as masks over the entries.

    `fixed`: the finding is gone; `changed`: it is there with other numbers; all others hold, or could not be judged.
    """

    fixed: pd.Series
    changed: pd.Series


def read_baseline(file: Path, *, required: bool) -> Baseline:
    """The baseline that stands in a file; an empty one when there is no such file and none is `required`.

    The order of columns and lines, and lines that stand twice, do not matter, as a merge may leave them.
    Raises FigcheckError for a file that is not a baseline: it has all columns of one, each once, and no others.
    """
    shown = file.as_posix()
    try:
        what = waits_for_others(file)
        text = "" if what else file.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except FileNotFoundError as error:
        if not required:
            return Baseline(file)
        why, mend = "there is no such file", "write one: `figcheck baseline`"
        raise FigcheckError("cannot read the baseline", where=shown, why=why, mend=mend) from error
    except (OSError, ValueError, csv.Error) as error:
        raise FigcheckError("cannot read the baseline", where=shown, why=_why(error), mend=_AGAIN) from error
    if what:
        why = f"it is {what}, which may never end"
        raise FigcheckError("cannot read the baseline", where=shown, why=why, mend="name a file with --baseline")
    header = rows[0] if rows else []
    if sorted(header) != sorted(tables.Baseline.names()):
        raise FigcheckError("not a baseline", where=f"{shown}:1", why=f"its columns are not {_HEAD}", mend=_AGAIN)
    for number, row in enumerate(rows[1:], 2):
        if row and row != header and len(row) != len(header):
            conflict = row[0].startswith(("<<<<<<<", "=======", ">>>>>>>"))
            why = "it has an unresolved merge conflict" if conflict else f"{len(row)} cells under {len(header)} columns"
            raise FigcheckError("cannot read the baseline", where=f"{shown}:{number}", why=why, mend=_AGAIN)
    entries = pd.DataFrame([row for row in rows[1:] if row and row != header], columns=header, dtype="str")
    entries = entries[tables.Baseline.names()].fillna("").map(restore).replace("", None)
    return Baseline(file, entries.drop_duplicates(["fingerprint", "state"], ignore_index=True), exists=True)


_HEAD = ", ".join(tables.Baseline.names())
_AGAIN = "write a new one with `figcheck baseline`, or take one side of the merge"


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, csv.Error):
        return f"it is not CSV as figcheck writes it: {error}"
    return getattr(error, "strerror", None) or str(error)


def mark_accepted(report: pd.DataFrame, baseline: Baseline) -> pd.DataFrame:
    """The report with `status` accepted on the new rows that the baseline holds with the same numbers."""
    keys = pd.MultiIndex.from_frame(baseline.entries[["fingerprint", "state"]])
    held = pd.MultiIndex.from_frame(report[["fingerprint", "state"]]).isin(keys) & report["status"].eq("new")
    status = report["status"].mask(held, ACCEPTED)
    return report.assign(status=status, reason=report["reason"].mask(held, f"in {baseline.file.as_posix()}"))


def compare_with_baseline(report: pd.DataFrame, baseline: Baseline, scope: Scope) -> BaselineComparison:
    """Which entries of the baseline are fixed, and which came back with other numbers."""
    entries = baseline.entries
    there = entries["fingerprint"].isin(report["fingerprint"])
    states = report.set_index("fingerprint")["state"]
    same = entries["state"].eq(states.reindex(entries["fingerprint"]).set_axis(entries.index))
    covered = entries["code"].map(scope.covers).astype(bool)
    return BaselineComparison(fixed=~there & covered, changed=there & ~same)


def accepted_entries(report: pd.DataFrame, baseline: Baseline, scope: Scope) -> pd.DataFrame:
    """The entries of a baseline of today's findings: every row that would gate, and what this run could not judge.

    `report` has the statuses; waived and explained rows are decided otherwise and are not accepted.
    """
    today = report[report["status"].isin(["new", ACCEPTED])]
    elsewhere = ~baseline.entries["code"].map(scope.covers).astype(bool)
    elsewhere &= ~baseline.entries["fingerprint"].isin(report["fingerprint"])
    return pd.concat([today[tables.Baseline.names()], baseline.entries[elsewhere]], ignore_index=True)


def write_baseline(entries: pd.DataFrame, file: Path) -> None:
    """Writes the entries, sorted by rule and claims: the same entries give the same bytes."""
    ordered = entries[tables.Baseline.names()].fillna("")
    ordered = ordered.sort_values(["code", "claim_id", "against_id", "fingerprint", "state"])
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(tables.Baseline.names())
    writer.writerows([defuse(cell) for cell in row] for row in ordered.itertuples(index=False))
    write_whole(file, lines.getvalue().encode("utf-8"), what="the baseline")
