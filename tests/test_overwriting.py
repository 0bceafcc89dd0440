"""What an output may replace: an older one of figcheck's, an empty file, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from figcheck.model.tables import Baseline, WaiverFile

pytestmark = pytest.mark.usefixtures("compared_once")

FALLING = """claim_id,event,measure,figure,source,published,origin,as_of
a,flood,killed,12,Valley Radio,2024-02-03,ministry,2024-02-02
b,flood,killed,10,Valley Radio,2024-02-04,ministry,2024-02-03
"""
RISING = FALLING.replace(",10,", ",14,")
REPORTS = ("r.csv", "r.json", "r.jsonl", "r.sarif", "r.xml", "r.md", "r.html", "github:r.txt", "gitlab:r.gl")
EXPORTS = ("claimreview", "edges", "prov-json", "prov-jsonld", "prov-n")

PRECIOUS = {
    "figcheck.toml": 'fail_on = "never"\n',
    "pyproject.toml": "[tool.figcheck]\n",
    "figcheck-baseline.csv": ",".join(Baseline.names()) + "\n",
    "figures/waivers.csv": ",".join(WaiverFile.names()) + "\n",
    "figures/claims.csv": FALLING,
    "figures/vocabulary.yaml": "events:\n  flood: {start: 2024-01-30}\n",
    "figures/broken.vocabulary.yaml": "{{{\n",
    "figures/broken.csv": "claim_id,figure,claim_id\n1,2,3\n",
    "figures/other.csv": "name,age\nx,3\n",
    "rules/FC901-own.md": "no card yet\n",
    "notes.md": "# figcheck and I\n",
    "data.json": '{"figcheck": 1}\n',
    "page.html": "<!doctype html><title>Our page</title>\n",
}
"""Files that no output may replace: read, or broken so that they could not be read, or of no concern to figcheck."""


@pytest.mark.slow
def test_no_report_is_written_over_a_file_that_is_not_one(figcheck, write, folder):
    for other, text in PRECIOUS.items():
        write(other, text)
    reports = [f"--report=csv:{name}" for name in PRECIOUS]
    done = figcheck("run", "figures", *reports, "--report", "other-report.csv")
    assert done.returncode == 2
    for name, text in PRECIOUS.items():
        assert f"{name}: the report would overwrite a file" in done.stderr, done.stderr
        assert (folder / name).read_text(encoding="utf-8") == text
    assert (folder / "other-report.csv").exists()  # the others are written


@pytest.mark.slow
@pytest.mark.parametrize("name", ["figcheck.toml", "figures/other.csv", "figures/claims.csv"])
def test_no_export_is_written_over_a_file_that_is_not_one(figcheck, write, folder, name):
    for other in (name, "figures/claims.csv"):
        write(other, PRECIOUS[other])
    done = figcheck("trace", "figures", "--format", "edges", "--output", name)
    assert (done.returncode, f"{name}: the export would overwrite a file" in done.stderr) == (2, True), done.stderr
    assert (folder / name).read_text(encoding="utf-8") == PRECIOUS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("ledgers", [(FALLING, RISING), (RISING, FALLING)], ids=["fewer", "more"])
def test_a_report_replaces_the_one_of_the_run_before(figcheck, write, folder, name, ledgers):
    path, texts = folder / name.rpartition(":")[2], []
    for ledger in ledgers:
        write("figures/claims.csv", ledger)
        done = figcheck("run", "figures", "--report", name)
        assert done.returncode in (0, 1), done.stderr
        texts.append(path.read_bytes())
    assert texts[0] != texts[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_replaces_the_one_before(figcheck, write, name):
    for ledger in (FALLING, RISING, FALLING):
        write("figures/claims.csv", ledger)
        done = figcheck("trace", "figures", "--format", name, "--output", "export")
        assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_an_empty_file_and_a_device_may_be_written_to(figcheck, write, folder):
    write("figures/claims.csv", RISING)
    write("empty.csv", "")
    done = figcheck("run", "figures", "--report", "empty.csv", "--report", f"csv:{os.devnull}")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "empty.csv").read_text(encoding="utf-8").startswith("fingerprint,")
    assert not Path(os.devnull).is_file()


@pytest.mark.slow
def test_a_report_is_not_a_baseline(figcheck, write):
    write("figures/claims.csv", FALLING)
    assert figcheck("run", "figures", "--report", "figcheck-baseline.csv").returncode == 1
    done = figcheck("run", "figures")
    assert (done.returncode, "figcheck-baseline.csv:1: not a baseline" in done.stderr) == (2, True), done.stderr


@pytest.mark.slow
def test_one_report_that_fails_costs_neither_the_others_nor_the_summary(figcheck, write, folder):
    write("figures/claims.csv", FALLING)
    (folder / "taken.csv").mkdir()
    done = figcheck("run", "figures", "--report", "taken.csv", "--report", "kept.json", "--report", "kept.csv")
    assert (done.returncode, "taken.csv: cannot write the report" in done.stderr) == (2, True), done.stderr
    assert (folder / "kept.json").exists()
    assert (folder / "kept.csv").exists()
    assert "1 error · not completed" in done.stdout
    assert "report: kept.json, kept.csv" in done.stdout
