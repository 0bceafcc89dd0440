"""docs/trust.md says of every kind of mistake and look-alike what was measured; how fresh its numbers are is not tested."""

from __future__ import annotations

import re
import subprocess
import sys

import pandas as pd
import pytest
from conftest import REPO
from entry_mistakes import LOOK_ALIKES, MISTAKES
from fault_injection import FAULTS
from undated_catalogue import catalogue

sys.path.insert(0, str(REPO / "benchmarks"))

from naive import pairs

SECTIONS = {
    "Planted errors": [*FAULTS, *MISTAKES],
    "Look-alikes": [*LOOK_ALIKES, "nothing put in (control)"],
    "A catalogue without days": ["figcheck", "pairs"],
    "The real figures of this repository": ["figcheck", "pairs"],
}
"""The tables that the page must have, and the first cell of every row."""


def tables(page: str) -> dict[str, list[list[str]]]:
    """The table of each section, without its head."""
    found = {}
    for section in page.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
        ]
        assert len({len(row) for row in rows}) <= 1, f"{title}: rows of different length"
        if rows:
            found[title] = rows[2:]
    return found


def assert_whole(page: str) -> None:
    """The page has every table, every row, and shares between 0 and 100 percent; it says seed, versions and limits."""
    found = tables(page)
    assert {title: [row[0] for row in found[title]] for title in SECTIONS} == SECTIONS
    shares = [int(share) for share in re.findall(r"(-?\d+) %", page)]
    assert shares
    assert all(0 <= share <= 100 for share in shares)
    assert re.search(r"\d{4}-\d\d-\d\d, seed \d+: figcheck\n\S+, Python \S+, pandas \S+, DuckDB \S+\.\n", page)
    assert "\n## What this does not show\n" in page
    assert "nan" not in page


def test_the_page_is_whole():
    page = (REPO / "docs" / "trust.md").read_text(encoding="utf-8")
    assert_whole(page)
    folders = tables(page)["Cases of other people"]
    assert {row[2] for row in folders} == {"figcheck", "pairs"}


@pytest.mark.slow
def test_the_page_can_be_written_anew(tmp_path):
    written = tmp_path / "trust.md"
    command = [sys.executable, "benchmarks/trust.py", "--each", "1", "--events", "20", "--write", str(written)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)
    assert_whole(written.read_text(encoding="utf-8"))


def claims(*rows: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["claim_id", "figure", "as_of", "place"])
    return table.assign(event="quake", measure="killed")


def test_pairs_flag_other_numbers_of_the_same_people_and_day():
    told = pairs(
        claims(
            ("a", "more than 27,000", "2024-02-03", "Gaza"), ("b", "27,238", "2024-02-03T18:00", "Gaza"),
            ("c", "27000", "2024-02-03", "Gaza"), ("d", "26,900", "2024-02-02", "Gaza"), ("e", "9", "2024-02-03", "Rafah"),
            ("f", "dozens", "2024-02-03", "Gaza"),
        )
    )  # fmt: skip
    assert told == [("a", "b"), ("b", "c")]


def test_pairs_take_an_empty_day_population_and_kind_for_the_usual_ones():
    table = claims(("a", "38", "", ""), ("b", "380", "", "")).assign(population=["", "all"], kind=["cumulative", ""])
    assert pairs(table) == [("a", "b")]


def test_sources_of_the_made_catalogue_agree_but_where_it_says_so():
    made = catalogue(seed=3, events=200)
    first = made.claims.drop_duplicates(["event", "measure"]).set_index(["event", "measure"])["figure"]
    last = made.claims.drop_duplicates(["event", "measure"], keep="last").set_index(["event", "measure"])["figure"]
    disagreeing = {cell for cell in first.index if first[cell] != last[cell] and last[cell].replace(",", "").isdigit()}
    assert disagreeing == made.disagreeing
    assert 0.2 < len(disagreeing) / len(first) < 0.4
