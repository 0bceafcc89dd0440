"""The declared tables: what a run gives is what they say, docs/tables.md shows them, and mypy tells them apart."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from figcheck.compare.tables import Tables
from figcheck.model.tables import (
    CARD_TABLES,
    STAGE_TABLES,
    Claims,
    Discrepancies,
    Evidence,
    Independence,
    Parsed,
    Sums,
    ValidClaims,
)
from figcheck.model.tables.page import with_declared_tables
from figcheck.model.tables.table import UndeclaredError
from figcheck.parse.claims import parse_claims
from figcheck.provenance.copies import evidence_table
from figcheck.read.reading import read
from figcheck.validate.validation import validate

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests/data"
LEDGERS = [ROOT / "figures", DATA / "chains", DATA / "provenance"]
WORKED_OUT = (*(table for table in CARD_TABLES if table not in (Evidence, Discrepancies)), Independence)


@cache
def stages(ledger: Path) -> dict[type, pd.DataFrame]:
    reading = read([ledger])
    parsed = parse_claims(reading.claims, reading.vocabulary)
    validation = validate(parsed, reading.vocabulary, date(2024, 3, 1))
    tables = Tables(validation.figures, reading.vocabulary)
    return {
        Claims: reading.claims, Parsed: parsed, ValidClaims: validation.figures, Evidence: evidence_table(validation.figures),
        **{table: tables[table.table_name] for table in WORKED_OUT},
    }  # fmt: skip


@pytest.mark.parametrize(
    "ledger",
    [*LEDGERS[:1], *(pytest.param(ledger, marks=pytest.mark.slow) for ledger in LEDGERS[1:])],
    ids=lambda path: path.stem,
)
def test_every_table_of_a_run_is_as_declared(ledger):
    for table, frame in stages(ledger).items():
        table.checked(frame)


def test_a_table_without_rows_is_as_declared():
    for table in (*STAGE_TABLES, *CARD_TABLES):
        table.checked(table.no_rows())


@pytest.mark.parametrize(
    "broken",
    [
        lambda sums: sums.drop(columns="part_ids"),
        lambda sums: sums.astype({"part_ids": "object"}),
        lambda sums: sums.astype({"sum_low": "Float64"}),
        lambda sums: sums.assign(claim_id=pd.Series([None] * len(sums), dtype="str")),
    ],
    ids=["a column less", "another type of text", "another type of number", "a null that is not declared"],
)
def test_what_is_not_as_declared_is_refused(broken):
    sums = stages(LEDGERS[0])[Sums]
    assert len(sums)
    with pytest.raises(UndeclaredError):
        Sums.checked(broken(sums))


def test_the_docs_show_the_tables_as_they_are_declared():
    page = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    assert with_declared_tables(page) == page, "run: python docs/refresh.py"
    for table in (*STAGE_TABLES, *CARD_TABLES):
        assert f"### `{table.table_name}`" in page


def test_a_declaration_says_what_each_column_and_table_is():
    for table in (*STAGE_TABLES, *CARD_TABLES):
        assert table.per, table
        assert table.__doc__, table
        assert all(column.meaning for column in table.declared.values()), table


SNIPPET = """
from figcheck.model.tables import Figures, Sums{more}

def sums(figures: Figures) -> Sums:
    return Sums.of(figures[figures["low"].notna()])

def twice(figures: Figures, found: Sums) -> Sums:
    return {wrong}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "wrong", "error"),
    [
        ("", "sums(figures)", None),
        ("", "sums(found)", "incompatible type"),
        ("", "figures", "Incompatible return value"),
        (", Summs", "found", "has no attribute"),
    ],
    ids=["the right table", "another table as argument", "another table returned", "a table that is not declared"],
)
def test_mypy_tells_one_table_from_another(more, wrong, error, tmp_path):
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET.format(more=more, wrong=wrong), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(snippet)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (error is None and "Success" in done.stdout) or (error is not None and error in done.stdout), done.stdout
