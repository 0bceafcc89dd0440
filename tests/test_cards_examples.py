"""An example becomes a ledger as `read` would give it, and says what it has against the rows found in it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from figcheck.compare.cards.card import Example, Expectation
from figcheck.compare.cards.examples import compare, example_ledger
from figcheck.compare.cards.page import read_card
from figcheck.model.tables import Claims

GOOD = Path(__file__).parent / "data" / "cards" / "good"


def example(*expected: Expectation, rows=None) -> Example:
    rows = rows or tuple({"figure": "12"} for _ in expected)
    return Example(
        "FC401", "A title", "flagged", "c.md", 7, tuple(rows[0]), rows, expected, tuple(range(10, 10 + len(rows)))
    )


def found(*rows: tuple, column: str = "claim_id") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", column, "severity", "status"])


def test_columns_that_an_example_leaves_out_are_filled():
    claims, vocabulary = example_ledger(read_card(GOOD / "time" / "FC401-falling-total.md", "c.md").examples[1])
    assert list(claims.columns) == Claims.names()
    first = claims.iloc[0]
    assert (first["claim_id"], first["event"], first["measure"], first["source"]) == ("a", "quake", "killed", "wire")
    assert (first["published"], first["file"]) == ("2024-02-01", "c.md")
    assert claims["published"].tolist() == claims["as_of"].tolist()
    assert claims["line"].dtype.kind == "i"
    assert claims["origin"].isna().all()
    assert claims["malformed"].isna().all()
    assert list(vocabulary) == ["events"]


def test_an_empty_cell_of_a_given_column_stays_empty():
    claims, _ = example_ledger(read_card(GOOD / "FC101-missing-cell.md", "c.md").examples[0])
    assert claims["source"].isna().all()
    assert claims["published"].tolist() == ["2024-02-01"]


def test_columns_that_no_ledger_has_come_last():
    claims, _ = example_ledger(example(Expectation(False), rows=({"figure": "12", "desk": "night"},)))
    assert list(claims.columns) == [*Claims.names(), "desk"]


def test_claim_ids_go_on_after_z():
    claims, _ = example_ledger(example(*[Expectation(False)] * 28))
    assert claims["claim_id"].tolist()[-3:] == ["z", "aa", "ab"]


def test_rows_as_expected_give_no_complaint():
    wanted = example(Expectation(True), Expectation(True, "note"), Expectation(True, None, True), Expectation(False))
    rows = found(
        ("FC401", "a", "error", "new"),
        ("FC401", "b", "note", "new"),
        ("FC401", "c", "note", "explained"),
        ("FC301", "d", "error", "new"),
    )
    assert compare(wanted, rows) == []


def test_each_difference_is_told_at_its_line():
    wanted = example(Expectation(True), Expectation(False), Expectation(True, "note"), Expectation(True))
    rows = found(("FC401", "b", "error", "new"), ("FC401", "c", "warning", "new"), ("FC401", "d", "error", "explained"))
    assert compare(wanted, rows) == [
        "c.md:10: A title: FC401 does not flag this row",
        "c.md:11: A title: FC401 flags this row, as error (new)",
        "c.md:12: A title: FC401 flags this row as warning (new), not as note (new)",
        "c.md:13: A title: FC401 flags this row as error (explained), not as any severity (new)",
    ]


def test_rows_may_name_the_place_of_a_claim_instead_of_its_id():
    rows = found(("FC401", 1, "error", "new"), column="row")
    assert compare(example(Expectation(False), Expectation(True)), rows) == []
