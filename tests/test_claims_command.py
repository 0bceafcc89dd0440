"""`figcheck claims`: every claim as figcheck reads it, in a form that it reads again as the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from other_formats import Rows, write_xlsx

from figcheck.model.tables import LEDGER_COLUMNS
from figcheck.read.reading import read

DAY = date(2024, 2, 3)
ROWS: Rows = [
    ("claim_id", "event", "measure", "figure", "source", "published", "low", "note", "desk"),
    ["a", "quake", "killed", 1262, "AFP", DAY, "1200", "first\nsecond", "x"],
    ["b", "quake", "killed", "-201", "ТАСС", DAY, None, None, None],
]


@pytest.fixture
def book(folder: Path) -> Path:
    (folder / "figures").mkdir()
    write_xlsx(folder / "figures" / "toll.xlsx", ROWS)
    return folder


def test_csv_shows_each_cell_and_its_place(book, figcheck):
    done = figcheck("claims")
    assert done.returncode == 0, done.stderr
    first, second = csv.DictReader(io.StringIO(done.stdout))
    assert first == {
        "file": "figures/toll.xlsx:Tolls", "line": "2", "claim_id": "a", "event": "quake", "measure": "killed", "figure": "1262",
        "source": "AFP", "published": "2024-02-03", "low": "1200", "note": "first\nsecond",
    }  # fmt: skip
    assert (second["figure"], second["line"], second["note"]) == ("-201", "3", "")


def test_json_leaves_empty_cells_out(book, figcheck):
    first, second = json.loads(figcheck("claims", "figures/toll.xlsx", "--format", "json").stdout)
    assert (first["line"], first["low"]) == (2, "1200")
    assert "note" not in second


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.parquet"])
def test_what_is_written_is_a_ledger_with_the_same_claims(book, figcheck, name):
    done = figcheck("claims", "--output", name)
    assert done.stdout == f"wrote {name} (2 claims)\n"
    before, after = (read([Path(path)]).claims[list(LEDGER_COLUMNS)] for path in ("figures", name))
    assert after.equals(before)
    again = figcheck("claims", "--output", name)
    assert (again.returncode, again.stderr) == (
        2,
        f"{name}: the file exists\n  fix:  name another file with --output\n",
    )


def test_nothing_runs_in_a_spreadsheet_and_what_cannot_be_read_is_said(write, figcheck):
    write("figures/a.csv", "claim_id,figure,note\na,12,=1+1\nb,13\n")
    write("figures/b.xlsx", b"PK\x03\x04")
    done = figcheck("claims")
    assert done.returncode == 2
    assert "figures/b.xlsx: cannot read the file" in done.stderr
    first, second = csv.DictReader(io.StringIO(done.stdout))
    assert first["note"] == "'=1+1"
    assert (second["malformed"], second["record"], second["figure"]) == ("2 cells under 3 columns", "b,13", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "parquet"], "give --output FILE"),
        (["--output", "a.pdf"], '"pdf" is not a format'),
        (["nowhere"], "no such file or folder"),
        (["--output", "figures/toll.xlsx/a.csv"], "cannot write the claims"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(book, figcheck, arguments, words):
    done = figcheck("claims", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_several_errors_and_files_are_said_one_below_the_other(figcheck, write):
    write("figures/a.txt", "no table\n")
    write("figures/b.txt", "no table either\n")
    skipped = figcheck("claims").stderr.splitlines()
    assert [line.strip().partition(":")[0] for line in skipped if ".txt: " in line] == [
        "figures/a.txt",
        "figures/b.txt",
    ]
    gone = figcheck("claims", "here.csv", "there.csv").stderr.splitlines()
    assert [line for line in gone if "no such file" in line] == [
        "here.csv: no such file or folder", "there.csv: no such file or folder",
    ]  # fmt: skip
