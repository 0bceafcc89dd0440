"""Packages that are optional: a plain install checks what it can, and names what it lacks in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from command_line import process

from figcheck.model.extras import how_to_install

ROOT = Path(__file__).resolve().parent.parent
OPTIONAL = {
    "charset-normalizer": "charset_normalizer",
    "prov": "prov",
    "pypdfium2": "pypdfium2",
    "selectolax": "selectolax",
    "starlette": "starlette",
    "urllib3": "urllib3",
    "uvicorn": "uvicorn",
}
"""Each optional package, and the name that it is imported by."""

HEADER = "claim_id,event,measure,figure,source,published,origin,as_of,archive,quote\n"
ROW = "{0},quake,killed,300,wire,2024-01-12,army,2024-01-12,evidence/{1},{2}\n"


@pytest.fixture
def plain(tmp_path: Path, folder: Path) -> Callable[..., CompletedProcess[str]]:
    """Runs a command as an installation does that has none of the optional packages: plain("run", "figures")."""
    site = tmp_path / "site"
    site.mkdir()
    for module in OPTIONAL.values():
        (site / f"{module}.py").write_text('raise ImportError("not installed")\n')
    assert folder.is_dir()
    return partial(process, PYTHONPATH=str(site))


@pytest.fixture
def copies(write: Callable[..., Path]) -> None:
    """A ledger with copies of every kind; the quote of the text does not stand in it."""
    files = {
        "page.html": b"<p>300 people were killed</p>",
        "other.html": b"<p>300 people were killed</p>",
        "report.pdf": b"%PDF-1.7\n",
        "old.txt": "300 Menschen wurden getötet".encode("windows-1252"),
        "wire.txt": b"The army spoke of many dead.",
    }
    for name, data in files.items():
        write(f"figures/evidence/{name}", data)
    rows = (ROW.format(name.partition(".")[0], name, "300 people were killed") for name in files)
    write("figures/a.csv", HEADER + "".join(rows))


@pytest.mark.slow
def test_the_real_figures_are_checked_whole_by_a_plain_install(plain, figcheck, folder):
    (folder / "figures").symlink_to(ROOT / "figures")
    for report, run in (("all.csv", figcheck), ("plain.csv", plain)):
        done = run("run", "--as-of", "2026-11-28", "--report", report)
        assert done.returncode == 1, done.stderr
    assert (folder / "plain.csv").read_bytes() == (folder / "all.csv").read_bytes()


@pytest.mark.slow
def test_a_run_names_what_it_lacks_once_and_checks_the_rest(plain, copies, folder):
    done = plain("run", "--as-of", "2024-02-01", "--select", "FC709,FC712")
    assert done.returncode == 2
    assert done.stderr == (
        "the copy of report could not be read\n"
        "  why:  reading a PDF copy needs pypdfium2\n"
        "  fix:  pip install 'figcheck[evidence]'\n"
        "the copy of old could not be read\n"
        "  why:  reading a copy whose encoding is not known needs charset-normalizer\n"
        "  fix:  pip install 'figcheck[evidence]'\n"
        "the copies of other and 1 more could not be read\n"
        "  why:  reading an HTML copy needs selectolax\n"
        "  fix:  pip install 'figcheck[evidence]'\n"
    )
    report = (folder / "discrepancies.csv").read_text(encoding="utf-8")
    assert report.count("FC709") == 1  # the quote is not in wire.txt
    assert "FC712" not in report


@pytest.mark.slow
def test_copies_are_looked_over_as_far_as_that_goes(plain, copies):
    done = plain("evidence", "check")
    assert done.returncode == 2
    assert "page evidence/page.html: unread: reading an HTML copy needs selectolax" in done.stdout
    assert "wire evidence/wire.txt: the quote is not in it" in done.stdout
    assert how_to_install("evidence") in done.stderr


@pytest.mark.slow
def test_a_page_can_be_kept_that_cannot_be_read_yet(plain, write):
    write(
        "figures/a.csv", HEADER.replace(",archive", "") + ROW.format("a", "", '"300 killed"').replace("evidence/,", "")
    )
    write("saved.html", "<p>300 killed</p>")
    done = plain("evidence", "add", "a", "saved.html", "--url", "https://wire.test/1")
    assert done.returncode == 0, done.stderr
    assert (
        "quote: not looked for: reading an HTML copy needs selectolax: pip install 'figcheck[evidence]'" in done.stdout
    )


@pytest.mark.slow
def test_nothing_is_fetched_without_the_package_for_it(plain, write):
    write(
        "figures/a.csv",
        "claim_id,event,measure,figure,source,published,url\na,q,killed,3,w,2024-01-12,http://192.0.2.1/\n",
    )
    done = plain("evidence", "fetch", "a")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "fetching a page needs urllib3\n  fix:  pip install 'figcheck[evidence]'\n"


@pytest.mark.slow
def test_an_export_says_what_it_needs_and_the_others_work(plain, write):
    write(
        "figures/a.csv", HEADER.replace(",archive,quote", "") + "a,quake,killed,300,wire,2024-01-12,army,2024-01-12\n"
    )
    done = plain("trace", "--format", "prov-json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "an export as W3C PROV needs prov\n  fix:  pip install 'figcheck[prov]'\n"
    assert plain("trace", "--format", "edges").returncode == 0


@pytest.mark.slow
def test_an_example_of_a_card_says_what_it_needs(plain):
    done = plain("rules", "test", "FC712")
    assert done.returncode == 1
    assert "reading a PDF copy needs pypdfium2" in done.stderr


def test_what_is_optional_is_in_an_extra_and_all_of_it_in_all():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = {requirement.partition(">")[0] for extra in ("desk", "evidence", "prov") for requirement in extras[extra]}
    assert names == set(OPTIONAL)
    assert names.isdisjoint(requirement.partition(">")[0] for requirement in project["dependencies"])
    assert extras["all"] == ["figcheck[desk,evidence,prov]"]
    assert "figcheck[all]" in extras["test"]
