"""Where a finding stands in a file with sheets, what reaches standard input, and how much a file may unpack to."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from other_formats import FORMATS, Rows, ods, ods_row, write_xlsx

from figcheck.read import unpacked
from figcheck.read.ledgers import json_file, yaml_file
from figcheck.read.locked import session
from figcheck.read.reading import read

HEADING = ("claim_id", "event", "measure", "figure", "source", "published", "as_of", "origin")
DAY = date(2024, 2, 3)
ROWS: Rows = [
    HEADING,
    ["a", "quake", "killed", "no more than 150", "ministry", DAY, DAY, "ministry"],
    ["b", "quake", "killed", "over 2,000", "wire", DAY, DAY, "ministry"],
]
TEXT = "claim_id,figure,event\na,12,quake\n"


@pytest.fixture
def book(folder: Path) -> Path:
    (folder / "figures").mkdir()
    write_xlsx(folder / "figures" / "toll.xlsx", ROWS, "Gaza & West Bank")
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("compared_once")
def test_every_report_names_the_file_its_sheet_and_the_row(book, figcheck):
    reports = [part for name in ("csv", "sarif", "json", "xml") for part in ("--report", f"out.{name}")]
    done = figcheck("run", "--as-of", "2024-03-01", "--report", "gitlab:out.gl", *reports, "--format", "github")
    assert "figures/toll.xlsx:Gaza & West Bank:3" in done.stderr
    assert "file=figures/toll.xlsx,line=3" in done.stdout
    [result] = json.loads((book / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "figures/toll.xlsx"
    assert location["logicalLocations"] == [{"fullyQualifiedName": "'Gaza & West Bank'!3:3", "kind": "row"}]
    assert "The claim is in 'Gaza & West Bank'!3:3." in result["message"]["text"]
    [issue] = json.loads((book / "out.gl").read_text("utf-8"))
    assert issue["location"] == {"path": "figures/toll.xlsx", "lines": {"begin": 3}}
    [row] = json.loads((book / "out.json").read_text("utf-8"))["discrepancies"]
    assert (row["file"], row["line"]) == ("figures/toll.xlsx:Gaza & West Bank", 3)
    assert 'file="figures/toll.xlsx"' in (book / "out.xml").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("compared_once")
def test_a_workbook_is_named_as_changed_and_is_never_written_over(book, figcheck):
    assert figcheck("run", "--as-of", "2024-03-01", "--changed-files", "figures/toll.xlsx").returncode == 1
    assert figcheck("run", "--as-of", "2024-03-01", "--changed-files", "figures/a.csv").returncode == 0
    before = (book / "figures/toll.xlsx").read_bytes()
    figcheck("run", "--as-of", "2024-03-01", "--report", "csv:figures/toll.xlsx")
    assert (book / "figures/toll.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["CSV", "packed CSV", "XLSX", "ODS", "JSON", "JSON Lines", "Parquet", "Feather", "SQLite", "DuckDB"]
)
def test_standard_input_is_read_as_what_its_bytes_are(name, folder, monkeypatch):
    suffix, write = FORMATS[name]
    write(folder / f"a{suffix}", ROWS)
    data = (folder / f"a{suffix}").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    reading = read([Path("-")])
    assert reading.errors == []
    assert list(reading.claims["claim_id"]) == ["a", "b"]
    assert reading.claims["file"].str.partition(":")[0].unique().tolist() == ["standard input"]


def test_a_file_that_unpacks_to_too_much_is_one_error(folder, monkeypatch):
    monkeypatch.setattr(unpacked, "MOST_BYTES", 1_000_000)
    (folder / "bomb.csv.gz").write_bytes(gzip.compress(TEXT.encode() + bytes(2_000_000)))
    (folder / "good.csv").write_text(TEXT)
    reading = read([folder])
    [error] = reading.errors
    assert "unpacks to more than" in str(error)
    assert len(reading.claims) == 1


@pytest.mark.parametrize(("name", "module"), [("JSON", json_file), ("YAML", yaml_file)])
def test_a_text_that_is_too_large_is_one_error(name, module, folder, monkeypatch):
    suffix, write = FORMATS[name]
    write(folder / f"large{suffix}", ROWS)
    (folder / "good.csv").write_text(TEXT)
    assert len(read([folder]).claims) == 3
    monkeypatch.setattr(module, "MOST_BYTES", 40)
    reading = read([folder])
    [error] = reading.errors
    assert f"of {name} at most" in str(error)
    assert len(reading.claims) == 1


def test_a_workbook_that_unpacks_to_too_much_is_one_error(folder):
    write_xlsx(folder / "a.xlsx", ROWS)
    with (
        zipfile.ZipFile(folder / "a.xlsx") as old,
        zipfile.ZipFile(folder / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part))
    data = (folder / "b.xlsx").read_bytes()
    size = new.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    assert data.count(size) == 2
    (folder / "b.xlsx").write_bytes(data[: data.rfind(size)] + b"\xff" * 4 + data[data.rfind(size) + 4 :])
    reading = read([folder])
    [error] = reading.errors
    assert error.where == "b.xlsx"
    assert "unpacks to 4 GiB" in str(error) or "is not whole" in str(error)
    assert len(reading.claims) == 2


@pytest.mark.slow
def test_a_file_that_takes_too_much_memory_or_time_costs_itself_alone(folder, monkeypatch):
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    (folder / "bomb.ods").write_bytes(ods([ods_row(HEADING), row]))
    (folder / "good.csv").write_text(TEXT)
    monkeypatch.setattr(session, "MEMORY_MB", 1_500)
    session.end_idle()
    reading = read([folder])
    [error] = reading.errors
    assert error.where == "bomb.ods"
    assert error.mend
    assert len(reading.claims) == 1
    session.end_idle()
    monkeypatch.setattr(session, "DEADLINE", 0.001)
    [error] = read([folder]).errors
    assert "took longer" in str(error)
    session.end_idle()
