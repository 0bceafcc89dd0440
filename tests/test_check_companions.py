"""What a finding stands on beside the two claims that it names."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.findings.claims_behind import claims_behind

FIGURES = pd.DataFrame({
    "claim_id": list("abcdefgh"),
    "row": range(10, 18),
    "origin": ["p", "p", "p", None, "q", "q", "q", "q"],
    "source": "s",
})  # fmt: skip


def stands_on(query: str, table: str, columns: dict, *rows: tuple) -> list[str]:
    """The letters of the claims that each row stands on."""
    found = [("FC1", row, against, fields) for row, against, fields in rows]
    frame = pd.DataFrame(found, columns=["code", "row", "against_row", "fields"])
    frame = frame.astype({"row": "Int64", "against_row": "Int64"})
    tables = {"figures": FIGURES, table: pd.DataFrame(columns)}
    letters = dict(zip(FIGURES["row"], FIGURES["claim_id"], strict=True))
    return ["".join(sorted(letters[r] for r in labels)) for labels in claims_behind(frame, tables, {"FC1": query})]


def test_the_claims_that_the_query_returns_count():
    fields = {"start_id": "c", "part_ids": "d; e; nobody", "figure": "f", "more_id": None}
    assert stands_on("select", "sums", {"claim_id": []}, (10, 11, fields), (10, None, None)) == ["abcde", "a"]


def test_the_parts_of_a_sum_count_where_the_card_reads_sums():
    sums = {"claim_id": ["a", "b"], "against_id": ["c", "c"], "part_ids": ["c; d", "c; e"]}
    assert stands_on("select * from sums as s", "sums", sums, (10, 12, {})) == ["acd"]
    assert stands_on("select * from sums_of_another", "sums", sums, (10, 12, {})) == ["ac"]


def test_a_row_that_stands_for_a_stretch_stands_on_all_of_it():
    falls = {
        "claim_id": ["a", "b", "c", "e"], "against_id": ["h", "h", "g", "f"],
        "series": [1, 1, 1, 1], "stretch": [1, 1, 2, 1],
    }  # fmt: skip
    assert stands_on("from falls", "falls", falls, (10, 17, {})) == ["abefh"]
    assert stands_on("from falls", "falls", falls, (12, 16, {})) == ["cg"]


def test_a_row_that_stands_for_a_dispute_stands_on_all_its_claims():
    conflicts = {"claim_id": ["a", "b", "e", "c"], "against_id": ["f", "g", "f", "h"], "dispute": [1, 1, 2, 3]}
    assert stands_on("from conflicts", "conflicts", conflicts, (10, 15, {})) == ["abfg"]


def test_rows_told_one_by_one_stand_on_their_own_claims():
    conflicts = {"claim_id": ["a", "b"], "against_id": ["f", "g"], "dispute": [1, 1]}
    assert stands_on("from conflicts", "conflicts", conflicts, (10, 15, {}), (11, 16, {})) == ["af", "bg"]


def test_a_row_without_a_claim_that_was_compared_stands_on_itself():
    frame = pd.DataFrame({"code": ["FC1"], "row": [3], "against_row": [pd.NA], "fields": [{"claim": "x"}]})
    assert claims_behind(frame, {"figures": FIGURES}, {}) == [frozenset({3})]
