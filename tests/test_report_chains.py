"""The chains on the page for editors: from who counted to the copies, with the links at which something happened."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DATA

from figcheck.commands.cli import main

pytestmark = pytest.mark.usefixtures("compared_once")

COLUMNS = ("claim_id", "event", "measure", "figure", "source", "published", "origin", "via", "as_of", "basis")


@dataclass
class Dot:
    """One claim of a drawn chain: how deep it stands, its own words, and the words and look of the link before it."""

    depth: int
    link: str = ""
    look: set[str] = field(default_factory=set)
    words: str = ""
    dot: set[str] = field(default_factory=set)


class Chains(HTMLParser):
    """The chains of a page: for each its title and its claims in the order in which they are heard."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: dict[str, list[Dot]] = {}
        self._title, self._depth, self._into, self._tree = "", 0, "", False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        if tag == "h3":
            self._title, self._into = "", "title"
        elif tag == "ul" and "tree" in classes:
            self._tree, self._depth = True, 0
            self.found[self._title.strip()] = []
        if not self._tree:
            return
        self._depth += tag == "ul"
        if tag == "li":
            self.found[self._title.strip()].append(Dot(self._depth))
        elif tag == "div" and "link" in classes:
            self._into, self._last.look = "link", {*classes} - {"link"}
        elif tag == "div" and "node" in classes:
            self._into, self._last.dot = "words", {*classes} - {"node"}

    @property
    def _last(self) -> Dot:
        return self.found[self._title.strip()][-1]

    def handle_endtag(self, tag):
        if tag == "h3":
            self._into = ""
        elif tag == "ul" and self._tree:
            self._depth -= 1
            self._tree = self._depth > 0

    def handle_data(self, data):
        if self._into == "title":
            self._title += data
        elif self._tree and self._into:
            setattr(self._last, self._into, " ".join(f"{getattr(self._last, self._into)} {data}".split()))


def page(*arguments: str) -> str:
    """The page of a run over figures/, in this process."""
    done = CliRunner().invoke(
        main, ["run", "figures", "--as-of", "2031-04-15", "--report", "page.html", *arguments]
    )  # fmt: skip
    assert Path("page.html").exists(), done.output
    return Path("page.html").read_text(encoding="utf-8")


@pytest.fixture
def flood(folder: Path) -> Path:
    """The ledger of tests/data/chains below figures/."""
    shutil.copytree(DATA / "chains", folder / "figures")
    return folder / "figures" / "claims.csv"


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> str:
    """The page of that ledger."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path_factory.mktemp("page"))
        shutil.copytree(DATA / "chains", "figures")
        return page()


@pytest.fixture(scope="module")
def chains(source: str) -> dict[str, list[Dot]]:
    """The chains of that page."""
    return Chains(source).found


@pytest.mark.slow
def test_a_chain_starts_at_whoever_counted_and_branches_where_copies_part(chains):
    dots = chains["Killed in Arn"]
    assert dots[0].link == "counted by Civil Defence"
    assert [(dot.depth, dot.words.split("”")[0].strip("“ ")) for dot in dots] == [
        (1, "about 1200"), (2, "around 1,200"), (3, "1,200"), (4, "nearly 1,200"), (4, "2,100"), (3, "at most 1,200"),
    ]  # fmt: skip


def test_the_link_at_which_it_happened_is_broken_and_no_other(chains):
    looks = {dot.words.split(" ”")[0]: (dot.look, dot.link) for dot in chains["Killed in Arn"]}
    assert looks["“ around 1,200"] == (set(), "")
    assert looks["“ nearly 1,200"][0] == {"cut"}
    assert looks["“ nearly 1,200"][1].startswith("Broken link: × error scope-mismatch")
    assert looks["“ 1,200"][0] == {"cut", "mild"}
    assert looks["“ 1,200"][1].startswith("Asked about: ? note hedge-dropped")


def test_a_claim_tells_whose_and_when_and_what_only_where_it_changed(chains):
    words = [dot.words for dot in chains["Killed in Arn"]]
    assert words[0] == "“ about 1200 ” killed in Arn State Radio, 2031-03-01"
    assert words[1] == "“ around 1,200 ” Northern Wire, 2031-03-01"
    assert "children killed in Arn" in words[3]


def test_a_denied_claim_says_so_and_every_link_that_hands_it_on_is_broken(chains):
    first, *copies = chains["Missing in Arn"]
    assert "denied by its origin" in first.words
    assert "at" in first.dot
    assert [("cut" in dot.look, "origin-denied" in dot.link) for dot in copies] == [(True, True)] * 2


def test_a_circle_shows_each_of_its_claims_and_where_it_closes(chains):
    dots = chains["Displaced in Arn"]
    assert [dot.words.split("” ")[1] for dot in dots] == [
        "displaced in Arn Alpha, 2031-03-03", "Beta, 2031-03-04", "Gamma, 2031-03-05",
    ]  # fmt: skip
    assert "A circle: taken from “c:c”" in dots[0].link
    assert "circular-citation" in dots[0].link
    assert "cut" in dots[0].look


def test_a_chain_of_nobody_starts_broken_and_names_the_copies_that_rest_on_it(chains):
    first, copy = chains["Injured in Arn"]
    assert "the counter is not named" in first.link
    assert "cut" in first.look
    assert "missing-origin" in first.words
    assert "Second Hand" in copy.words


def test_copies_in_the_same_words_at_which_nothing_was_found_are_one_step(chains):
    words = [dot.words for dot in chains["Affected in Arn"]]
    assert words[1] == "19 copies, nothing found"
    assert "“ up to 7,000 ” Source 20" in words[2]
    assert "“ at least 7,000 ” Source 29" in words[-1]


@pytest.mark.slow
def test_what_agrees_and_a_claim_alone_are_no_chain(flood):
    with flood.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["claim_id"] in ("w:root", "w:wire", "d:1")]
    with flood.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert Chains(page()).found == {}


def test_each_finding_in_a_chain_leads_to_its_row(source):
    assert 'role=region tabindex=0 aria-label="Where “about 1200” of w:root went: killed in Arn"' in source
    for link in ("scope-mismatch", "circular-citation"):
        href = source.split(f"</span> {link}</a>")[0].rsplit('href="#', 1)[1].split('"')[0]
        assert f'<tr id="{href}"' in source


def ledger_of(rows: list[dict[str, str]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)


def claim(name: str, figure: str, via: str = "", **more: str) -> dict[str, str]:
    return {
        "claim_id": name, "event": "flood", "measure": "killed", "figure": figure, "source": f"Source {name}",
        "published": "2031-03-02", "as_of": "2031-03-01", "via": via, **more,
    }  # fmt: skip


@pytest.mark.slow
def test_a_chain_of_hundreds_and_a_claim_with_hundreds_of_copies_are_drawn_small(folder):
    rows = [claim("0", "at most 700", origin="Mayor")]
    rows += [
        claim(str(n), "at least 700" if n % 2 else "at most 700", str(n - 1)) for n in range(1, 300)
    ]  # each link turned round
    rows += [claim("w", "about 200", origin="Police", measure="injured")]
    rows += [claim(f"w{n}", "at most 200", "w", measure="injured") for n in range(300)]
    ledger_of(rows, folder / "figures" / "claims.csv")
    source = page("--select", "FC7")
    deep, wide = Chains(source).found["Killed"], Chains(source).found["Injured"]
    assert len(deep) <= 6
    assert "and 1 more branch" in deep[-1].words
    assert len(wide) == 7
    assert "and 294 more branches" in wide[0].words
    chains_part = source[source.index("id=ways") : source.index("<section aria-labelledby=discrepancies>")]
    assert len(chains_part) < 20_000


@pytest.mark.slow
def test_words_of_strangers_in_a_chain_are_shown_and_never_markup(folder):
    evil = '<script>alert(1)</script> "x'
    rows = [
        claim("a", "at most 700", origin=evil, source=evil, event=evil),
        claim("b", "at least 700", "a", source=evil, event=evil),
    ]
    ledger_of(rows, folder / "figures" / "claims.csv")
    source = page("--select", "FC705")
    assert "<script>alert" not in source
    assert f"counted by {evil}" in Chains(source).found["Killed"][0].link
