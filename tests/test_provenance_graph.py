"""Rules over the graph of `via`: a finding stands at its link, and its size does not matter."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from conftest import DATA
from cost import assert_no_pairs
from rich.console import Console

from figcheck.commands.rule_examples import EXAMPLE_TODAY
from figcheck.commands.trace_claim import trace
from figcheck.model.settings import Settings
from figcheck.provenance.trail.terminal import show_all, show_chain

RULES = ("FC603", "FC604", "FC605", "FC702", "FC703", "FC704", "FC705", "FC706")


@pytest.mark.slow
def test_a_rule_names_the_link_at_which_it_happened_and_no_later_copy():
    ledger = pd.read_csv(DATA / "provenance_links.csv", dtype="str")
    expected = {row.claim_id: row.why for row in ledger.dropna(subset="why").itertuples()}
    trail = trace([DATA / "provenance_links.csv"], Settings(select=RULES), EXAMPLE_TODAY).trail
    found = trail.marks.set_index("claim_id")["code"]
    assert found.to_dict() == expected
    assert len(found) == len(expected)


def laid(folder: Path, shape: str, size: int) -> list[Path]:
    """A ledger of so many claims of one figure, of which each takes it from another in this shape; c0 is the one to look at."""
    if shape == "wide":
        rows = [("c0", ""), *((f"c{i}", "c0") for i in range(1, size))]
    else:
        rows = [*((f"c{i}", f"c{i + 1}") for i in range(size - 1)), (f"c{size - 1}", "c0" if shape == "ring" else "")]
    table = pd.DataFrame(rows, columns=["claim_id", "via"])
    table = table.assign(event="fire", measure="killed", figure="at least 253", published="2024-01-12", origin="army")
    table["source"] = [f"paper {i}" for i in range(size)]
    table.to_csv(folder / "claims.csv", index=False)
    return [folder / "claims.csv"]


def shown(paths: list[Path]) -> str:
    """The chain of c0 as a person sees it; all chains are shown too."""
    trail = trace(paths, Settings(select=RULES), EXAMPLE_TODAY).trail
    out = io.StringIO()
    show_chain(trail, "c0", Console(file=out, width=100))
    show_all(trail, Console(file=io.StringIO(), width=100))
    return out.getvalue()


SHAPES = {
    "deep": "… 1,498 copies without a change",
    "wide": "Taken from it  1,499 claims",
    "ring": "taken from c0 again: a circle",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_deep_a_wide_and_a_round_graph_fit_on_a_page(shape, tmp_path):
    text = shown(laid(tmp_path, shape, 1_500))  # deeper than Python lets a function call itself
    assert len(text.splitlines()) < 40
    assert SHAPES[shape] in text


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_deep_a_wide_and_a_round_graph_cost_what_their_claims_do(shape, tmp_path):
    assert_no_pairs(lambda size: partial(shown, laid(tmp_path, shape, size)), 500)
