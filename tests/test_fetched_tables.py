"""Tables of the web: fetched only when the command line says so, guarded as pages are, and kept with hash and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import each
from test_evidence_fetch import HERE, at, site  # noqa: F401 - the pages of a server on this machine

from figcheck.provenance.copies import fetch_tables as module
from figcheck.provenance.copies.addresses import FetchError
from figcheck.provenance.copies.fetch import Fetcher, Page
from figcheck.read.reading import read

ADDRESS = "https://data.example.org/tolls/quake.csv?day=today"
LEDGER = (
    b"claim_id,event,measure,figure,source,published,as_of,origin\na,quake,killed,1262,ministry,2024-02-03,2024-02-03,ministry\n"
    b"b,quake,killed,more than 1300,dpa,2024-02-03,2024-02-03,ministry\n"
)
DESCRIPTION = (
    f"-- file: {ADDRESS}\nselect claim_id, event, measure, figure, source, published, as_of, origin from raw\n"
)


@pytest.fixture
def web(monkeypatch):
    """What addresses answer, and which were asked."""
    pages: dict[str, Page | FetchError] = {ADDRESS: Page(LEDGER, "text/csv; charset=utf-8", ADDRESS)}
    asked: list[str] = []

    def fetch(_: Fetcher, url: str) -> Page:
        asked.append(url)
        page = pages.get(url, FetchError("the host was not found"))
        if isinstance(page, FetchError):
            raise page
        return page

    monkeypatch.setattr(Fetcher, "fetch", fetch)
    return pages, asked


def test_an_address_on_the_command_line_is_fetched_and_kept(folder, figcheck, web):
    done = figcheck("run", ADDRESS, "--as-of", "2024-12-31")
    assert done.returncode == 1, done.stderr
    assert f"fetched {ADDRESS} as evidence/quake.csv" in done.stderr
    assert "evidence/quake.csv:" in done.stdout
    assert (folder / "evidence/quake.csv").read_bytes() == LEDGER
    record = (folder / "evidence/quake.csv.meta.yaml").read_text()
    assert f"url: {ADDRESS}\nretrieved: " in record
    assert "sha256: " in record
    figcheck("run", ADDRESS)
    assert sorted(path.name for path in (folder / "evidence").iterdir()) == ["quake.csv", "quake.csv.meta.yaml"]


@pytest.mark.slow
def test_a_description_that_names_an_address_is_read_from_the_copy_alone(write, figcheck, web):
    pages, asked = web
    write("figures/quake.ledger.sql", DESCRIPTION)
    done = figcheck("run")
    assert done.returncode == 2
    assert "the table was not fetched yet" in done.stderr
    assert "figcheck run --fetch" in done.stderr
    assert figcheck("run", "--fetch", "--as-of", "2024-12-31").returncode == 1
    assert asked == [ADDRESS]
    assert figcheck("run", "--as-of", "2024-12-31").returncode == 1
    assert asked == [ADDRESS]
    pages[ADDRESS] = Page(LEDGER.replace(b"more than 1300", b"1262"), "text/csv", ADDRESS)
    assert figcheck("run", "--fetch", "--as-of", "2024-12-31").returncode == 0
    assert set(read([Path("figures")]).claims["file"]) == {"figures/evidence/quake-2.csv"}
    pages[ADDRESS] = FetchError("the server answers with status 503")
    done = figcheck("run", "--fetch", "--as-of", "2024-12-31")
    assert done.returncode == 2
    assert "the server answers with status 503" in done.stderr
    assert "Read          2 claims" in done.stdout


def test_a_copy_that_was_changed_is_an_error(write, figcheck, web):
    write("figures/quake.ledger.sql", DESCRIPTION)
    figcheck("run", "--fetch")
    write("figures/evidence/quake.csv", LEDGER + b"c,quake,killed,1,AFP,2024-02-03,2024-02-03,ministry\n")
    [error] = read([Path("figures")]).errors
    assert "the copy is not what was fetched" in str(error)


@pytest.mark.parametrize(
    "address",
    each(
        ["http://data.example.org/quake.csv", "https://nobody.example.org/quake.csv"],
        quick=["http://data.example.org/quake.csv"],
    ),
)
def test_an_address_that_is_not_fetched_is_one_error_and_the_others_are_checked(write, figcheck, web, address):
    write("other.csv", LEDGER)
    done = figcheck("run", address, "other.csv")
    assert done.returncode == 2
    assert f"{address}: the table was not fetched" in done.stderr
    assert "Read          2 claims" in done.stdout
    done = figcheck("run", address)
    assert done.returncode == 2
    assert "the table was not fetched" in done.stderr


def test_no_other_command_takes_an_address(folder, figcheck, web):
    _, asked = web
    for command in ("claims", "waive", "desk"):
        assert figcheck(command, ADDRESS).returncode == 2
    assert asked == []


@pytest.mark.parametrize(
    ("url", "kind", "data", "name"),
    [
        ("https://a.example/x/export?format=csv", "text/csv", b"a,b", "export.csv"),
        ("https://a.example/tolls.CSV.gz", "application/gzip", b"\x1f\x8b", "tolls.csv.gz"),
        ("https://a.example/", "application/octet-stream", b"PK\x03\x04", "a-example.xlsx"),
        ("https://a.example/api/v1", "application/vnd.api+json", b'[{"a": 1}]', "v1.json"),
        ("https://a.example/x.ledger.sql", "text/plain", b"select", "x.csv"),
    ],
)
def test_the_name_of_a_copy_says_what_reads_it(folder, web, url, kind, data, name):
    pages, _ = web
    pages[url] = Page(data, kind, url)
    done = module.fetch_tables([url], Fetcher(), date(2024, 2, 3), for_descriptions=False)
    assert [path.as_posix() for path in done.paths] == [f"evidence/{name}"]


def test_a_table_may_be_of_any_type_and_no_larger_than_is_said(site):  # noqa: F811 - the fixture
    tables = Fetcher(5.0, 1_000, allowed=HERE, any_type=True)
    assert tables.fetch(at(site, "/program")).data == b"x"
    assert tables.fetch(at(site, "/json-api")).media_type == "application/vnd.api+json"
    for path in ("/empty", "/packed", "/ring", "/said-large", "/endless", "/to-file", "/to-metadata"):
        with pytest.raises(FetchError):
            tables.fetch(at(site, path))
    with pytest.raises(FetchError, match="not a public address"):
        module.table_fetcher().fetch(at(site, "/page"))
