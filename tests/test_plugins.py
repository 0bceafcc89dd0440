"""What an installed package adds: a report format, an input format, an export; and what is said when it is broken."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from command_line import process

from figcheck import FigcheckError
from figcheck.model import plugins
from figcheck.provenance.formats import rendered
from figcheck.read.reader import PORT as READERS
from figcheck.read.reading import read
from figcheck.report.formats import format_of

pytestmark = pytest.mark.usefixtures("compared_once")

LEDGER = """claim_id,event,measure,figure,source,published,origin,as_of
a,quake,killed,no more than 150,ministry,2024-01-12,ministry,2024-01-12
b,quake,killed,"over 2,000",wire,2024-01-12,ministry,2024-01-12
"""

REPORT = """
    NAME = "tally"
    SUFFIXES = (".tally",)

    def render(report):
        return f"{len(report.rows)} findings\\n".encode("latin-1")

    def left_out(report):
        return "a tally has no words"
"""

READER = """
    import pandas as pd
    from figcheck.model.errors import LedgerError
    from figcheck.read.reader import Table, TableRows

    NAME = "sheets"
    SUFFIXES = (".sheets",)

    def tables(source):
        if not source.start(8).startswith(b"sheets\\n"):
            return
        for block in source.contents().decode("utf-8").split("\\n== ")[1:]:
            name, *lines = block.splitlines()
            yield Table(lines[0].split("|"), lambda lines=lines: rows(lines), sheet=name)

    def rows(lines):
        columns = lines[0].split("|")
        claims = pd.DataFrame([line.split("|") for line in lines[1:]], columns=columns, dtype="str")
        claims = claims.mask(claims.eq(""))
        return TableRows(columns, claims.assign(line=range(2, 2 + len(claims))))
"""

SHEETS = """sheets
== toll
claim_id|event|measure|figure|source|published|origin|as_of|desk
a|quake|killed|no more than 150|ministry|2024-01-12|ministry|2024-01-12|x
== later
claim_id|event|measure|figure|source|published|origin|as_of|desk
b|quake|killed|over 2,000|wire|2024-01-12|ministry|2024-01-12|
== notes
who|what
me|nothing
"""

EXPORT = """
    NAME = "count"

    def render(trail):
        return f"{len(trail.claims)} claims\\n"
"""


@pytest.fixture
def install(tmp_path, monkeypatch) -> Iterator[Callable[..., Path]]:
    """Installs a package `desk-tools` with one module a port, and gives its folder: install(reports=("tally", CODE))."""

    def package(**ports: tuple[str, str]) -> Path:
        site = tmp_path / "site"
        info = site / "desk_tools-1.2.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: desk-tools\nVersion: 1.2\n")
        groups = ""
        for port, (name, code) in ports.items():
            (site / f"desk_{port}.py").write_text(dedent(code), encoding="utf-8")
            groups += f"[figcheck.{port}]\n{name} = desk_{port}\n"
            monkeypatch.delitem(sys.modules, f"desk_{port}", raising=False)
        (info / "entry_points.txt").write_text(groups)
        monkeypatch.syspath_prepend(site)
        plugins.found_once.cache_clear()
        return site

    yield package
    plugins.found_once.cache_clear()


def run(figcheck, *arguments):
    return figcheck("run", "--as-of", "2024-02-01", *arguments)


@pytest.mark.slow
def test_a_report_format_of_a_package_is_asked_for_by_suffix_and_by_name(install, figcheck, write, folder):
    write("figures/a.csv", LEDGER)
    install(reports=("tally", REPORT))
    done = run(figcheck, "--report", "out.tally", "--report", "tally:other.txt")
    assert done.returncode == 1, done.stderr
    text = (folder / "out.tally").read_bytes()
    assert text.endswith(b" findings\n")
    assert (folder / "other.txt").read_bytes() == text
    assert "out.tally: a tally has no words" in done.stderr
    assert "tally" in run(figcheck, "--format", "pdf").stderr
    assert run(figcheck, "--format", "tally").stdout.encode() == text


@pytest.mark.slow
def test_what_a_package_brings_is_there_in_a_process_of_its_own(install, write):
    write("figures/a.csv", LEDGER)
    site = install(reports=("tally", REPORT))
    done = process("run", "--as-of", "2024-02-01", "--format", "tally", PYTHONPATH=str(site))
    assert done.stdout.endswith(" findings\n")


@pytest.mark.slow
def test_an_input_format_of_a_package_is_read_sheet_by_sheet_with_its_lines(install, figcheck, write, folder):
    write("figures/toll.sheets", SHEETS)
    write("figures/other.sheets", "another kind of file\n")
    install(readers=("sheets", READER))
    done = run(figcheck, "--report", "out.json")
    assert done.returncode == 1, done.stderr
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    [found] = [row for row in report["discrepancies"] if row["code"] == "FC301"]
    assert (found["file"], found["line"]) == ("figures/toll.sheets:later", 2)
    assert {found["claim_id"], found["against_id"]} == {"a", "b"}
    summary = report["summary"]
    assert summary["ledgers"] == [["figures/toll.sheets:toll", 1], ["figures/toll.sheets:later", 1]]
    assert summary["unknown_columns"] == [["desk", ["figures/toll.sheets:toll", "figures/toll.sheets:later"]]]
    assert summary["passed_over"] == [
        ["figures/other.sheets", "not a ledger: it holds no table"],
        ["figures/toll.sheets:notes", "not a ledger: it has no columns claim_id and figure, only who, what"],
    ]


@pytest.mark.slow
def test_an_export_of_a_package_is_asked_for_by_name(install, figcheck, write):
    write("figures/a.csv", LEDGER)
    install(exports=("count", EXPORT))
    assert figcheck("trace", "--format", "count").stdout == "2 claims\n"
    assert "count" in figcheck("trace", "--help").stdout


BROKEN = [
    ("import no_such_module", "No module named 'no_such_module'"),
    ("raise SystemExit('stop')", "SystemExit: stop"),
    ("SUFFIXES = ()\ndef render(report): ...\ntables = render", "its NAME is None"),
    ("NAME = 'other'\nSUFFIXES = ()", 'its NAME is "other", and its entry point is called "mine"'),
    ("NAME = 'mine'\nSUFFIXES = ['.x']", "its SUFFIXES are ['.x']"),
    ("NAME = 'mine'\nSUFFIXES = ('.x',)", "it has no function"),
]


@pytest.mark.parametrize(("code", "why"), BROKEN)
def test_whatever_is_wrong_with_a_module_is_one_error_that_names_its_package(code, why, install):
    install(readers=("mine", code))
    found = READERS.plugins()
    assert "mine" not in found.by_name
    error = found.broken["mine"]
    assert str(error.what) == 'the reader "mine" of the package desk-tools 1.2 cannot be used'
    assert why in str(error.why)
    assert "pip uninstall desk-tools" in str(error.mend)


@pytest.mark.slow
def test_a_broken_reader_is_one_error_and_the_ledgers_are_checked(install, figcheck, write):
    write("figures/a.csv", LEDGER)
    install(readers=("mine", "import no_such_module"))
    done = run(figcheck)
    assert done.returncode == 2
    assert "FC301" in done.stdout
    assert done.stderr.startswith('the reader "mine" of the package desk-tools 1.2 cannot be used\n')
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_broken_report_format_is_one_error_when_it_is_asked_for(install, figcheck, write):
    write("figures/a.csv", LEDGER)
    install(reports=("mine", "import no_such_module"))
    for asked in (["--report", "mine:out.txt"], ["--report", "out.x"], ["--format", "mine"]):
        done = run(figcheck, *asked)
        assert done.returncode == 2
        assert done.stderr.startswith('the report format "mine" of the package desk-tools 1.2 cannot be used\n')
        assert "Traceback" not in done.stderr
    assert run(figcheck).returncode == 1  # a run that does not need it goes on


def test_a_broken_export_is_one_error_when_it_is_asked_for(install, figcheck, write):
    write("figures/a.csv", LEDGER)
    install(exports=("mine", "import no_such_module"))
    done = figcheck("trace", "--format", "mine")
    assert done.returncode == 2
    assert done.stderr.startswith('the export "mine" of the package desk-tools 1.2 cannot be used\n')


@pytest.mark.slow
def test_a_package_cannot_take_the_name_of_what_ships(install, figcheck, write):
    write("figures/a.csv", LEDGER)
    taken = dedent(READER).replace('"sheets"', '"csv"')
    install(readers=("csv", taken))
    done = run(figcheck)
    assert done.returncode == 2
    assert "there is another reader of that name" in done.stderr


@pytest.mark.parametrize(
    ("render", "why"),
    [
        ("raise KeyError('toll')", "KeyError: 'toll'"),
        ("raise OSError('no disk')", "OSError: no disk"),
        ("return None", "render gave NoneType, and should give text"),
    ],
)
def test_a_format_or_export_that_fails_is_one_error(render, why, install, sample):
    code = f"NAME = 'mine'\nSUFFIXES = ('.mine',)\ndef render(report):\n    {render}\n"
    install(reports=("mine", code), exports=("mine", code))
    for work in (lambda: format_of("mine").encoded(sample), lambda: rendered(None, "mine")):
        with pytest.raises(FigcheckError, match='"mine" of the package desk-tools') as failed:
            work()
        assert why in str(failed.value)


@pytest.mark.slow
def test_a_run_whose_format_fails_writes_nothing(install, figcheck, write, folder):
    write("figures/a.csv", LEDGER)
    code = "NAME = 'mine'\nSUFFIXES = ('.mine',)\ndef render(report):\n    raise KeyError\n"
    install(reports=("mine", code))
    done = run(figcheck, "--report", "out.mine")
    assert done.returncode == 2
    assert done.stderr.startswith('"mine" of the package desk-tools 1.2 failed\n')
    assert "Traceback" not in done.stderr
    assert not (folder / "out.mine").exists()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("yield Table(", "raise KeyError(name); yield Table(", "KeyError: 'toll'"),
        (
            "columns = lines[0]",
            "raise LedgerError('it is locked', where='there')\n    columns = lines[0]",
            "it is locked",
        ),
        (".assign(line=range(2, 2 + len(claims)))", "", "no column `line`"),
        (".assign(line=", ".assign(file='x', line=", 'is called "file"'),
        ("return TableRows(columns, ", "return (columns, ", "AttributeError"),
    ],
)
def test_a_reader_that_fails_costs_its_file_alone(before, after, why, install, write):
    write("figures/a.csv", LEDGER)
    write("figures/toll.sheets", SHEETS)
    assert before in READER
    install(readers=("sheets", dedent(READER).replace(before, after)))
    reading = read([Path("figures")])
    assert reading.ledgers == [("figures/a.csv", 2)]
    assert reading.errors
    assert all(why in str(error) for error in reading.errors)


@pytest.mark.slow
def test_a_report_is_never_written_over_a_ledger_that_a_package_reads(install, figcheck, write):
    path = write("figures/toll.sheets", SHEETS)
    install(readers=("sheets", READER))
    done = run(figcheck, "--report", "csv:figures/toll.sheets")
    assert done.returncode == 2
    assert "would overwrite a file that is checked" in done.stderr
    assert path.read_text(encoding="utf-8") == SHEETS
