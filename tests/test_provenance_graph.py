"""Rules over the graph of `via`: a finding stands at its link, and size is no matter."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pandas as pd
import pytest
from conftest import DATA
from rich.console import Console

from figcheck.commands.rule_examples import EXAMPLE_TODAY
from figcheck.commands.trace_claim import trace
from figcheck.model.settings import Settings
from figcheck.provenance.trail import show_all, show_chain

RULES = ("FC603", "FC604", "FC605", "FC702", "FC703", "FC704", "FC705", "FC706")


def test_a_rule_names_the_link_at_which_it_happened_and_no_later_copy():
    ledger = pd.read_csv(DATA / "provenance_links.csv", dtype="str")
    expected = {row.claim_id: row.why for row in ledger.dropna(subset="why").itertuples()}
    trail = trace([DATA / "provenance_links.csv"], Settings(select=RULES), EXAMPLE_TODAY).trail
    found = trail.marks.set_index("claim_id")["code"]
    assert found.to_dict() == expected
    assert len(found) == len(expected)


def laid(folder: Path, rows: list[tuple[str, str]]) -> list[Path]:
    """A ledger of claims (id, via) of one figure."""
    table = pd.DataFrame(rows, columns=["claim_id", "via"])
    table = table.assign(event="fire", measure="killed", figure="at least 253", published="2024-01-12", origin="army")
    table["source"] = table["claim_id"]
    table.to_csv(folder / "claims.csv", index=False)
    return [folder / "claims.csv"]


@pytest.mark.parametrize("shape", ["deep", "wide", "ring"])
def test_a_deep_a_wide_and_a_round_graph_stay_fast(shape, tmp_path):
    if shape == "wide":
        rows = [("c0", ""), *((f"c{i}", "c0") for i in range(1, 20_000))]
    else:
        rows = [(f"c{i}", f"c{i + 1}") for i in range(5_000)] + [("c5000", "c0" if shape == "ring" else "")]
    start = time.perf_counter()
    trail = trace(laid(tmp_path, rows), Settings(select=RULES), EXAMPLE_TODAY).trail
    out = io.StringIO()
    show_chain(trail, "c0", Console(file=out, width=100))
    show_all(trail, Console(file=io.StringIO(), width=100))
    assert time.perf_counter() - start < 40  # seconds, on a machine that is busy with others; 3 alone
    text = out.getvalue()
    assert len(text.splitlines()) < 40
    told = {
        "deep": "… 4,999 copies without a change",
        "wide": "Taken from it  19,999 claims",
        "ring": "taken from c0 again: a circle",
    }
    assert told[shape] in text
