"""`import figcheck`: the names that it gives, what they cost, and the page that shows them."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from command_line import process

import figcheck as library
from figcheck.model.tables import Report

pytestmark = pytest.mark.usefixtures("compared_once")

PAGE = Path(__file__).resolve().parent.parent / "docs" / "python.md"
HEAVY = ("pandas", "numpy", "pyarrow", "pint", "pandera", "duckdb", "yaml", "rich", "click", "sqlglot", "jinja2")

LEDGER = """claim_id,event,measure,figure,source,published,origin,as_of
a,quake,killed,no more than 150,ministry,2024-01-12,ministry,2024-01-12
b,quake,killed,"over 2,000",agency,2024-01-12,ministry,2024-01-12
"""

SCRIPT = """from datetime import date

import figcheck


def worst(folder: str) -> list[str]:
    result = figcheck.check(folder, as_of=date(2024, 2, 4), select=["FC3"], settings=figcheck.Settings())
    if not result.passed:
        result.write("report.html")
    return [error.what for error in result.errors] + list(result.findings["message"])


low: int | float | None = figcheck.parse_figure("more than 27,000", lang="en").low
texts: list[str] = [phrasing.text for phrasing in figcheck.faithful_phrases(27_238)]
"""


def python(code: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **env}
    )


@pytest.fixture
def ledger(write):
    return write("figures/a.csv", LEDGER)


def test_the_first_line_of_the_readme_of_a_library_works():
    done = python("import figcheck; print(figcheck.parse_figure('more than 27,000').low)")
    assert (done.stdout, done.stderr) == ("27001\n", "")


def test_importing_figcheck_imports_nothing_heavy():
    done = python(f"import sys, figcheck; print([name for name in {HEAVY} if name in sys.modules])")
    assert done.stdout == "[]\n"


def test_a_small_command_imports_nothing_heavy(tmp_path):
    (tmp_path / "t.txt").write_text("The flood killed at least 12 people.\n", encoding="utf-8")
    script = f"""
import sys
from figcheck.commands.cli import main
heavy = {set(HEAVY) - {"yaml", "click"} | {"markdown_it", "figcheck.pipeline"}}
for line in ("rules list", "rules show FC301", "config", "say 27238", "parse 12", "extract t.txt", "run --help"):
    try:
        main(line.split())
    except SystemExit as end:
        assert end.code == 0, line
    assert heavy.isdisjoint(sys.modules), (line, heavy & sys.modules.keys())
"""
    done = python(script, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_public_name_is_there_and_documented():
    for name in set(library.__all__) - {"__version__"}:
        assert getattr(library, name).__doc__, name
    assert library.__version__


@pytest.mark.slow
def test_the_examples_of_the_page_run(folder, figcheck, monkeypatch):
    figcheck("init")
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert blocks
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append)
    assert not said, "".join(said)
    assert (folder / "report.html").read_bytes().startswith(b"<!doctype html>")


def test_check_gives_what_the_command_writes(ledger, figcheck, folder):
    result = library.check("figures", as_of=date(2024, 2, 1))
    assert list(result.findings.columns) == Report.names()
    done = figcheck("run", "--as-of", "2024-02-01")
    assert (result.exit_status, result.passed) == (done.returncode, False) == (1, False)
    written = (folder / "discrepancies.csv").read_bytes()
    result.write("again.csv")
    assert (folder / "again.csv").read_bytes() == written
    assert result.findings["claim_id"].tolist() == pd.read_csv(folder / "discrepancies.csv")["claim_id"].tolist()


def test_check_itself_writes_nothing_whatever_the_settings_say(ledger, write, folder):
    write("figcheck.toml", 'report = ["report.csv"]\nfail_on = "never"\n')
    result = library.check(ledger, as_of="2024-02-01")
    assert result.passed  # the file is found
    assert len(result.findings)
    assert not (folder / "report.csv").exists()


@pytest.mark.parametrize("paths", ["figures", (Path("figures/a.csv"),)])
def test_check_takes_a_path_or_several(ledger, paths):
    assert len(library.check(paths, as_of="2024-02-01", select="FC301").findings) == 1


DAYS = [datetime(2024, 2, 1, 23, 59), date(2024, 2, 1), pd.Timestamp("2024-02-01")]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.slow
def test_a_day_may_be_given_in_any_form(ledger, day):
    expected = library.check("figures", as_of="2024-02-01", select="FC3").findings
    assert len(expected)
    pd.testing.assert_frame_equal(library.check("figures", as_of=day, select="FC3").findings, expected)


@pytest.mark.slow
def test_arguments_win_over_settings(ledger):
    mild = library.Settings(fail_on="never", ignore=("FC301",), as_of=date(2024, 2, 1))
    assert library.check("figures", settings=mild).passed
    assert not library.check("figures", settings=mild, fail_on="error", ignore="FC7").passed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"fail_on": "fatal"}, 'fail_on is "fatal"'),
        ({"as_of": "4 Feb"}, 'as_of is "4 Feb"'),
        ({"select": "FC999"}, "FC999"),
        ({"baseline": "no-such.csv"}, "no-such.csv"),
    ],
)
def test_an_argument_that_cannot_be_is_an_error_that_names_it(ledger, arguments, said):
    with pytest.raises(library.FigcheckError, match=said):
        library.check("figures", **arguments)


def test_what_could_not_be_read_is_in_the_errors_and_the_rest_is_checked(ledger, write):
    write("figures/b.csv", "claim_id,figure,figure\n1,2,3\n")
    result = library.check("figures", as_of="2024-02-01")
    assert result.exit_status == 2
    assert not result.passed
    assert "figures/b.csv:1" in str(result.errors[0])
    assert "FC301" in set(result.findings["code"])


def test_a_report_is_never_written_over_a_ledger(ledger):
    result = library.check("figures", as_of="2024-02-01")
    with pytest.raises(library.FigcheckError, match="would overwrite a file that is checked"):
        result.write(ledger)
    with pytest.raises(library.FigcheckError, match="format"):
        result.write("report.docx")
    assert ledger.read_text(encoding="utf-8") == LEDGER


def test_phrases_are_for_languages_that_are_read_and_numbers_of_people():
    assert library.faithful_phrases(27_238, "de")[0].text == "27.238"
    with pytest.raises(library.FigcheckError, match='"xx"'):
        library.faithful_phrases(27_238, "xx")
    with pytest.raises(library.FigcheckError, match="-5"):
        library.faithful_phrases(-5)


@pytest.mark.slow
def test_a_desk_with_a_checker_of_its_own_is_not_in_the_way(ledger, write):
    write("checker.py", 'raise SystemExit("this is the desk\'s own file")\n')
    done = process("run", "figures/", "--as-of", "2024-02-01", PYTHONPATH=".")
    assert done.returncode == 1, done.stderr
    assert "FC301" in done.stdout


@pytest.mark.slow
def test_a_script_that_uses_the_library_is_clean_for_mypy(folder, write):
    script = write("script.py", SCRIPT)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
