"""What is found in small ledgers, each named after the one thing that it shows; `flagged` says what must be found."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from figcheck.model.settings import Settings
from figcheck.pipeline import run

LEDGERS = sorted((Path(__file__).parent / "data" / "comparisons").glob("*.csv"))


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda path: path.stem)
def test_a_ledger_gives_the_rows_that_it_flags(ledger, tmp_path):
    with ledger.open(encoding="utf-8", newline="") as file:
        wanted = {row["claim_id"]: row["flagged"] for row in csv.DictReader(file) if row["flagged"]}
    rows = run(
        [ledger], Settings(report=(str(tmp_path / "r.csv"),), ignore=("FC7", "FC2", "FC1")), date(2024, 3, 1)
    ).report.rows
    found: dict[str, str] = {}
    for claim, code, severity in zip(rows["claim_id"], rows["code"], rows["severity"], strict=True):
        found[claim] = f"{found[claim]}; {code} {severity}" if claim in found else f"{code} {severity}"
    assert found == wanted
