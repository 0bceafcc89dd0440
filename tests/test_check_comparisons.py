"""What is found in small ledgers, each named after the one thing that it shows; `flagged` says what must be found.

A vocabulary that stands beside a ledger under its name belongs to it.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from figcheck.model.settings import Settings
from figcheck.pipeline import run

LEDGERS = sorted((Path(__file__).parent / "data" / "comparisons").glob("*.csv"))
OWN = ("claim_id", "via", "event", "source", "origin")
"""Columns whose names belong to one ledger alone."""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[tuple[str, str], str]:
    """(ledger, claim_id) -> the findings of the claim.

    The names of the ledgers are kept apart, so that one run can have all ledgers without a vocabulary, and another the rest.
    """
    without, declared = tmp_path_factory.mktemp("figures"), tmp_path_factory.mktemp("figures")
    for ledger in LEDGERS:
        table = pd.read_csv(ledger, dtype="str", keep_default_na=False)
        for column in table.columns.intersection(OWN):
            table[column] = table[column].mask(table[column] != "", f"{ledger.stem}: " + table[column])
        vocabulary = ledger.with_suffix(".vocabulary.yaml")
        folder = declared if vocabulary.exists() else without
        table.to_csv(folder / ledger.name, index=False)
        if vocabulary.exists():
            events = yaml.load(vocabulary.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["events"]
            own = {f"{ledger.stem}: {event}": dates for event, dates in events.items()}
            (folder / vocabulary.name).write_text(yaml.safe_dump({"events": own}), encoding="utf-8")
    findings: dict[tuple[str, str], list[str]] = {}
    for folder in (without, declared):
        rows = run([folder], Settings(ignore=("FC7", "FC2", "FC1")), date(2024, 3, 1)).report.rows
        for claim, code, severity in rows[["claim_id", "code", "severity"]].itertuples(index=False):
            findings.setdefault(tuple(claim.split(": ", 1)), []).append(f"{code} {severity}")
    return {claim: "; ".join(codes) for claim, codes in findings.items()}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda path: path.stem)
def test_a_ledger_gives_the_rows_that_it_flags(ledger, found):
    with ledger.open(encoding="utf-8", newline="") as file:
        wanted = {row["claim_id"]: row["flagged"] for row in csv.DictReader(file) if row["flagged"]}
    assert {claim: codes for (name, claim), codes in found.items() if name == ledger.stem} == wanted
