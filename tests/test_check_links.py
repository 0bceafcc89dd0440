"""Where figures come from: circles, drift, disowned numbers; and the slips of the hand between two numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from cost import assert_no_pairs
from hypothesis import given, settings
from hypothesis import strategies as st

from figcheck.compare.derived.digit_edits import slip_of
from figcheck.compare.findings.slip_notes import with_slips_named
from figcheck.compare.tables import Tables
from figcheck.model.tables import Claims
from figcheck.parse.claims import parse_claims
from figcheck.read.vocabulary_yaml import common_vocabulary, merge, read_vocabulary
from figcheck.report.wording import slip_words
from figcheck.validate.validation import validate


def tables(rows: list[dict[str, str]], names: str = "") -> dict[str, pd.DataFrame]:
    """The helper tables of a ledger whose rows say no more than they need, with a vocabulary of these `names`."""
    defaults = {"event": "quake", "measure": "killed", "source": "wire", "published": "2024-02-01", "line": 1}
    claims = pd.DataFrame([{**defaults, **row} for row in rows], columns=Claims.names())
    texts = [c for c in claims.columns if c != "line"]
    claims[texts] = claims[texts].astype("str")
    vocabulary = merge({"": common_vocabulary(), "names": read_vocabulary(names, "names")})
    figures = validate(parse_claims(claims, vocabulary), vocabulary, pd.Timestamp("2024-03-01").date()).figures
    return Tables(figures, vocabulary)


@pytest.mark.slow
def test_a_ring_is_one_row_however_many_hang_on_it():
    ring = [{"claim_id": f"r{i}", "figure": "12", "via": f"r{(i + 1) % 5}"} for i in range(5)]
    tail = [{"claim_id": f"t{i}", "figure": "12", "via": f"r{i % 5}" if i < 5 else f"t{i - 5}"} for i in range(40)]
    (circle,) = tables(ring + tail)["circles"].to_dict("records")
    assert circle == {"claim_id": "r0", "against_id": "r1", "claim_count": 5, "path": "r0 ← r1 ← r2 ← r3 ← r4 ← r0"}


@pytest.mark.slow
def test_two_rings_and_a_claim_that_names_itself_are_three():
    rows = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("f", "f"), ("g", None)]
    circles = tables([{"claim_id": claim, "figure": "12", "via": via} for claim, via in rows])["circles"]
    assert circles["claim_id"].tolist() == ["a", "c", "f"]
    assert circles["against_id"].isna().tolist() == [False, False, True]


def test_what_was_denied_is_followed_only_as_far_as_its_number_went():
    found = tables(
        [
            {"claim_id": "a", "figure": "11,300", "origin": "society", "status": "denied"},
            {"claim_id": "b", "figure": "at least 11,300", "origin": "society", "via": "a"},
            {"claim_id": "c", "figure": "more than 11,000", "origin": "society", "via": "b"},
            {"claim_id": "d", "figure": "170", "origin": "society", "via": "b"},
            {"claim_id": "e", "figure": "170", "origin": "society", "via": "d"},
            {"claim_id": "f", "figure": "11300", "origin": "society"},
        ]
    )["denied"]
    assert dict(zip(found["claim_id"], found["linked_by"], strict=True)) == {"b": "via", "c": "via", "f": "origin"}


def test_a_copy_of_an_update_that_was_filed_under_the_old_claim_is_known():
    rows = [
        {"claim_id": "a", "figure": "412", "origin": "army", "as_of": "2024-01-12", "published": "2024-01-12"},
        {"claim_id": "b", "figure": "433", "origin": "army", "as_of": "2024-01-14", "published": "2024-01-14"},
        {"claim_id": "early", "figure": "433", "origin": "army", "published": "2024-01-13", "via": "a"},
        {"claim_id": "late", "figure": "433", "origin": "army", "published": "2024-01-15", "via": "a"},
    ]
    links = tables(rows)["links"].set_index("claim_id")
    assert links["matches_update"].to_dict() == {"early": False, "late": True}


DIGITS = st.integers(1000, 10**9)


@given(DIGITS, st.data())
def test_a_slip_is_seen_from_both_sides(n, data):
    text = str(n)
    at = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    digit = data.draw(st.sampled_from("0123456789"))
    slips = {
        "swapped": swapped,
        "added_or_dropped": text[: at + 1] + digit + text[at + 1 :],
        "changed": text[:at] + digit + text[at + 1 :],
    }
    for kind, slipped in slips.items():
        if slipped == text or slipped[0] == "0":
            continue
        a, b = np.array([n]), np.array([int(slipped)])
        assert slip_of(a, b).tolist() == slip_of(b, a).tolist()
        told = slip_of(a, b)[0]
        if len(text.rstrip("0")) >= 3 and len(slipped.rstrip("0")) >= 3:
            assert told == kind or (kind != "swapped" and told is not None)


@given(DIGITS, DIGITS)
def test_two_numbers_that_differ_in_more_than_two_digits_are_no_slip(a, b):
    if sum(x != y for x, y in zip(str(a), str(b), strict=False)) > 2 and len(str(a)) == len(str(b)):
        assert slip_of(np.array([a]), np.array([b])).tolist() == [None]


@pytest.mark.slow
def test_a_figure_carried_over_from_another_day_is_no_slip():
    days = [("1", "20,540"), ("2", "20,890"), ("3", "21,310"), ("4", "21,800")]
    rows = [
        {"claim_id": f"{who}{day}", "figure": figure, "origin": "army", "source": who, "as_of": f"2024-01-0{day}"}
        for who, shown in (("one", days), ("two", [days[0], ("2", "20,980"), ("3", "20,890"), days[3]]))
        for day, figure in shown
    ]
    slips = tables(rows)["digit_slips"]
    assert slips[["claim_id", "slip", "reading"]].to_dict("records") == [
        {"claim_id": "two2", "slip": "swapped", "reading": 20890}
    ]


@pytest.mark.slow
def test_a_crowded_day_is_looked_through_without_pairs():
    def slips(claims):
        numbers = np.random.default_rng(3).permutation(np.arange(100_000, 100_000 + claims))
        rows = [
            {"claim_id": f"c{i}", "figure": str(n), "origin": "army", "source": f"s{i}", "as_of": "2024-01-05"}
            for i, n in enumerate(numbers)
        ]
        made = tables(rows)

        def anew():
            made.pop("digit_slips", None)
            return made["digit_slips"]

        return anew

    assert len(slips(2_000)()) > 5
    assert_no_pairs(slips, 500)


@pytest.mark.parametrize(("pair", "named"), [(("b", "a"), True), (("a", "b"), True), (("c", "a"), False)])
def test_the_row_of_the_conflict_names_the_slip_and_keeps_its_severity(pair, named):
    found = pd.DataFrame(
        [
            ("FC301", *pair, "error", "new", None, 9, {}),
            ("FC501", "b", "a", "error", "new", None, 9, {}),
            ("FC708", "b", None, "note", "new", None, None, {}),
            ("FC801", "b", "a", "warning", "new", None, None, {"reading": 4645}),
        ],
        columns=["code", "claim_id", "against_id", "severity", "status", "explanation", "gap", "fields"],
    )
    after = with_slips_named(found)
    slips = [fields.get("slip") for fields in after["fields"]]
    expected = {"code": "FC801", "claim_id": "b", "reading": 4645}
    assert slips == [expected if named else None, None, None, None]
    assert after["severity"].tolist() == ["error", "error", "note", "warning"]
    assert slip_words("FC801", "4,465", 4645) == "Should “4,465” read 4,645 (FC801)?"


totals = st.lists(
    st.tuples(
        st.sampled_from(["town", "region"]),
        st.sampled_from(["army", "mayor", "council"]),
        st.integers(1, 5),  # day
        st.integers(101, 139).filter(lambda number: number % 10),  # a round number is soft
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda total: total[:3],
)


@pytest.mark.slow
@settings(max_examples=25)
@given(totals)
def test_every_origin_whose_part_or_whole_misses_is_in_a_row_and_none_besides(totals):
    rows = [
        {
            "claim_id": f"c{n}",
            "place": place,
            "origin": origin,
            "source": origin,
            "as_of": f"2024-01-0{day}",
            "figure": str(number),
        }
        for n, (place, origin, day, number) in enumerate(totals)
    ]
    made = tables(rows, "places: {region: {contains: [town]}}")
    fallen, conflicting = (set(made[name].loc[made[name]["hard"], "claim_id"]) for name in ("falls", "conflicts"))
    figures = made["figures"]
    current = set(figures.loc[figures["is_current"], "claim_id"]) - conflicting
    claims = [(row["claim_id"], *total) for row, total in zip(rows, totals, strict=True) if row["claim_id"] in current]
    misses = {
        (part, whole): (origin, other, number - least)
        for part, place, origin, day, number in claims
        for whole, where, other, later, least in claims
        if place == "town" and where == "region" and day <= later and number > least and whole not in fallen
    }
    found = made["excesses"]
    pairs = dict(zip(zip(found["claim_id"], found["against_id"], strict=True), found["gap"], strict=True))
    assert {pair: misses[pair][2] for pair in pairs} == pairs
    assert {misses[pair][0] for pair in pairs} == {origin for origin, _, _ in misses.values()}
    assert {misses[pair][1] for pair in pairs} == {other for _, other, _ in misses.values()}
    assert max(pairs.values(), default=0) == max((gap for _, _, gap in misses.values()), default=0)
