"""A newsroom's folder for the tests of the gate, and a run over it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from figcheck.gate.changed_since import Since
from figcheck.model.settings import Settings
from figcheck.model.tables import WaiverFile
from figcheck.pipeline import Run, run
from figcheck.read.settings_toml import find_settings

GATE = Path(__file__).resolve().parent / "data" / "gate"
TODAY = date(2024, 3, 1)
RULES = ("FC1", "FC201", "FC301", "FC401", "FC701")
FALL, CONTRADICTION, NO_ORIGIN, VAGUE = (
    ("FC401", "flood-2"),
    ("FC301", "flood-5"),
    ("FC701", "flood-3"),
    ("FC201", "flood-6"),
)
"""What is found in the ledger, worst first."""


def lay(folder: Path) -> Path:
    """The ledger and vocabulary of tests/data/gate below a folder; gives the ledger."""
    shutil.copytree(GATE / "figures", folder / "figures", dirs_exist_ok=True)
    return folder / "figures" / "claims.csv"


def change(file: Path, old: str, new: str) -> None:
    """Replaces one place of a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def settings(**values: Any) -> Settings:
    """Settings of these rules alone, so that new rules change no test."""
    return replace(find_settings([Path("figures")]), **{"select": RULES, **values})


def checked(today: date = TODAY, since: Since | None = None, **values: Any) -> Run:
    """A run over figures/ here, with these settings."""
    return run([Path("figures")], settings(**values), today, since=since)


def git(*arguments: str) -> None:
    """One git command here, as somebody."""
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def statuses(done: Run) -> dict[tuple[str, str], str]:
    """(code, claim) -> status of every row."""
    rows = done.report.rows
    return {
        (code, claim): status for code, claim, status in rows[["code", "claim_id", "status"]].itertuples(index=False)
    }


def row_of(done: Run, code: str) -> pd.Series:
    """The one row of a rule."""
    [row] = [row for _, row in done.report.rows.iterrows() if row["code"] == code]
    return row


@cache
def original() -> pd.DataFrame:
    """The rows of the report on the ledger as it is laid, found once for all tests."""
    before = Path.cwd()
    with TemporaryDirectory() as name:
        lay(Path(name))
        os.chdir(name)
        try:
            return checked().report.rows
        finally:
            os.chdir(before)


def waiver_line(code: str, **cells: str) -> str:
    """A line of waivers.csv for what a rule finds in the ledger as it is laid, with some cells otherwise."""
    [row] = original()[original()["code"] == code].to_dict("records")
    told = {name: row[name] for name in ("fingerprint", "state", "rule", "claim_id", "against_id")}
    told |= {"reason": "known", "until": "2024-04-01", "by": "desk", "covers": ""} | cells
    return ",".join("" if pd.isna(told[c]) else told[c] for c in WaiverFile.names()) + "\n"


def lay_waivers(*lines: str) -> None:
    """figures/waivers.csv with these lines."""
    Path("figures/waivers.csv").write_text(",".join(WaiverFile.names()) + "\n" + "".join(lines), encoding="utf-8")
