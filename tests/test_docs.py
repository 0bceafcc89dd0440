"""What the README and the pages of docs/ show is what a reader gets; docs/refresh.py writes it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
import refresh
from command_line import command
from conftest import REPO

import figcheck
from figcheck.commands.cli import main
from figcheck.model.tables import Report

pytestmark = pytest.mark.usefixtures("compared_once", "in_this_process")

README = (REPO / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def in_this_process(monkeypatch):
    """The commands of the pages run in this process: there are many of them."""

    def run(arguments, folder):
        with monkeypatch.context() as there:
            there.chdir(folder)
            return command(*arguments, COLUMNS=str(refresh.COLUMNS))

    monkeypatch.setattr(refresh, "run", run)


def page(name: str) -> str:
    return (REPO / "docs" / f"{name}.md").read_text(encoding="utf-8")


QUICK = [path for path in refresh.PAGES if refresh.BAD_INPUTS not in path.read_text(encoding="utf-8")]
"""The pages but for the one that test_bad_inputs.py looks after."""


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.slow) if path.stem in ("README", "provenance") else path for path in QUICK],
    ids=lambda path: path.stem,
)
def test_a_page_shows_what_the_commands_print_and_the_files_hold(path):
    text = path.read_text(encoding="utf-8")
    assert refresh.refreshed(text) == text, "run: python docs/refresh.py"


def test_a_shortened_block_has_the_lines_of_the_output_in_their_order():
    assert refresh.shows("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not refresh.shows("d\n...\na\n", "a\nb\nc\nd\n")
    assert not refresh.shows("a\nd\n", "a\nb\nc\nd\n")


def test_a_shortened_block_that_is_out_of_date_stops_the_refresh():
    with pytest.raises(ValueError, match="no longer prints"):
        refresh.refreshed("<!-- shown: figcheck --version -->\n```\n...\nanother program\n```\n")


@pytest.mark.slow
def test_the_picture_is_the_one_of_the_report():
    assert refresh.PICTURE.read_text(encoding="utf-8") == refresh.picture(), "run: python docs/refresh.py"


def test_the_picture_is_an_svg_that_loads_nothing():
    root = ElementTree.parse(refresh.PICTURE).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    names = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert names <= {
        "svg", "title", "style", "defs", "linearGradient", "stop", "mask", "rect", "path", "circle", "line", "g", "use", "text",
    }  # fmt: skip
    links = [value for node in root.iter() for key, value in node.attrib.items() if "href" in key]
    assert links
    assert all(link.startswith("#") for link in links)


@pytest.mark.slow
def test_the_readme_says_how_much_is_found():
    found = figcheck.check(REPO / "figures").findings
    new = found[found["status"] == "new"]
    errors, warnings, notes = ((new["severity"] == how_bad).sum() for how_bad in ("error", "warning", "note"))
    assert f"{errors} errors, {warnings} warnings and {notes} notes" in README
    assert f"{(new['code'] == 'FC505').sum()} times, a daily number" in README
    assert f"{len(refresh.printed('figcheck rules list').splitlines())} pages" in README


def test_the_readme_fits_an_editor_and_a_terminal():
    assert len(README.encode()) < 6_600
    blocks = re.findall(r"<!-- shown: .+? -->\n```\w*\n(.*?)```", README, re.S)
    assert max(len(line) for block in blocks for line in block.splitlines()) <= refresh.COLUMNS


def test_the_reference_has_the_help_of_every_command():
    shown = set(re.findall(r"<!-- shown: figcheck (.+?) --help -->", page("command-line")))
    assert shown == set(commands(main))


def commands(group: click.Group, before: str = "") -> list[str]:
    """Every command below a group that is not itself a group."""
    found: list[str] = []
    for name, each in group.commands.items():
        path = f"{before}{name}"
        found += commands(each, f"{path} ") if isinstance(each, click.Group) else [path]
    return found


def test_the_page_on_reports_explains_every_column_of_the_csv():
    table = page("reports").split("## The columns of discrepancies.csv")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|")))
    assert sorted(named) == sorted(Report.names())


def test_links_between_the_pages_lead_somewhere():
    for source in [
        *REPO.glob("*.md"),
        *REPO.glob("docs/*.md"),
        *REPO.glob("figures/*.md"),
        *REPO.glob("findings/*.md"),
    ]:
        for target, part in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", source.read_text(encoding="utf-8")):
            goal = source.parent / target if target else source
            assert goal.exists(), f"{source.name} links to {target}"
            assert not part or part in anchors(goal), f"{source.name} links to {target}#{part}"


def anchors(source: Path) -> set[str]:
    """The names that a page of Markdown gives to its headings."""
    headings = re.findall(r"^#+ (.+)$", source.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_leads_to_every_page():
    linked = set(re.findall(r"\]\(([\w-]+\.md)", page("index")))
    assert linked == {path.name for path in (REPO / "docs").glob("*.md")} - {"index.md"}
