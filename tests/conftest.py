"""What several tests share: ledgers as text, and a command line as a user has it."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import settings

from checker import report as report_stage
from checker.model import ROW_COLUMNS

# a busy machine is no fault of the code under test
settings.register_profile("figcheck", deadline=None)
settings.load_profile("figcheck")

REPO = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes a file below the folder: write("figures/a.csv", "..."); bytes are written as they are."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write_file


@pytest.fixture
def figcheck(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command as a user would: figcheck("run", "figures")."""

    def call(*arguments: str, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "checker", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, encoding="utf-8",
            check=False, cwd=folder, env={**os.environ, "COLUMNS": "120", **env}, timeout=120,
        )  # fmt: skip

    return call


@pytest.fixture
def sample() -> report_stage.Report:
    """The shared sample of findings, the same for every report format: tests/data/report/."""
    return report_of(DATA / "report")


def report_of(where: Path, **summary: object) -> report_stage.Report:
    """A report from a folder that has claims.csv, findings.yaml and cards.yaml; `summary` replaces facts of the run."""
    claims = read_claims(where / "claims.csv")
    found = pd.DataFrame(yaml.safe_load((where / "findings.yaml").read_text("utf-8"))).reindex(
        columns=list(ROW_COLUMNS)
    )
    found = found.astype({"row": "Int64", "against_row": "Int64", "gap": "Int64"})
    texts = [report_stage.CardText(**card) for card in yaml.safe_load((where / "cards.yaml").read_text("utf-8"))]
    cards = {card.code: card for card in texts}
    rows = report_stage.assemble(found, claims, cards)
    facts = dataclasses.replace(SUMMARY, **summary)  # type: ignore[arg-type]
    return report_stage.Report(rows, facts, cards, report_stage.claims_concerned(rows, claims))


def read_claims(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table = table.where(table != "")
    whole = dict.fromkeys(("low", "high", "implied_low", "implied_high", "line", "cell"), "Int64")
    truth = {
        column: table[column].map({"True": True, "False": False}).astype("boolean")
        for column in ("low_hard", "high_hard")
    }
    return table.astype(whole).assign(**truth)


SUMMARY = report_stage.RunSummary(
    ledgers=[("figures/quake.csv", 13), ("figures/old notes, 2031.csv", 2)],
    passed_over=[("figures/README.md", "no ledger")],
    unknown_columns=[("desk", ["figures/quake.csv"])],
    vocabularies=["figures/vocabulary.yaml"],
    claims_read=15,
    claims_parsed=13,
    claims_valid=13,
    claims_compared=12,
    not_compared=[("nothing to compare with", 1)],
    cells=4,
    cards_run=6,
    report_path="discrepancies.csv",
    fail_on="error",
    as_of=date(2031, 3, 10),
    exit_status=1,
    confirmed=[("sums add up to their wholes", 3)],
)
