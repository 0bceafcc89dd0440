"""A run from the command line on files that stand in its way."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from figcheck.commands.cli import main

LEDGER = (
    "claim_id,event,measure,figure,source,published,as_of,origin\na,flood,killed,12,AFP,2024-01-02,2024-01-02,police\n"
)


pytestmark = pytest.mark.usefixtures("compared_once")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.csv").write_text(LEDGER, encoding="utf-8")
    return tmp_path


def figcheck(*arguments: str):
    return CliRunner().invoke(main, [*arguments])


@pytest.mark.slow
def test_a_report_is_never_written_over_a_ledger(here):
    done = figcheck("run", "--report", "figures/../figures/a.csv")
    assert done.exit_code == 2
    assert "would overwrite a file that is checked" in done.stderr
    assert Path("figures/a.csv").read_text(encoding="utf-8") == LEDGER


@pytest.mark.slow
def test_rows_that_cannot_be_laid_out_are_not_counted_as_figures_read(here):
    Path("figures/a.csv").write_text(LEDGER + "b,flood,killed\nc,flood,killed,13,AFP,2024-01-03,2024-01-03,police\n")
    done = figcheck("run", "figures")
    assert "Parsed        2 of 3 figures" in done.stdout


def test_init_says_what_is_in_its_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("figures").write_text("no folder", encoding="utf-8")
    done = figcheck("init")
    assert done.exit_code == 2
    assert "cannot write the starter" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "rows",
    [
        "a,flood,killed,five-ish?,AFP,soon\n",
        *(pytest.param(rows, marks=pytest.mark.slow) for rows in ("a,,,twelve,,\n", ",,,?,,\n")),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_ledger_of_which_nothing_can_be_compared_is_told_and_reported(rows):
    Path("figures/a.csv").write_text("claim_id,event,measure,figure,source,published\n" + rows, encoding="utf-8")
    reports = [f"--report=r.{suffix}" for suffix in ("csv", "html", "md", "json", "sarif", "xml")]
    done = figcheck("run", "figures", *reports)
    assert done.exit_code == 1
    assert "Compared      0 claims" in done.stdout
    assert figcheck("trace", "--all", "figures").exit_code in (0, 1)
