"""Cells that fail: each is told once with what, where and how to mend it, and costs no more than it must."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from figcheck.compare.cards.problems import rows_of_checks
from figcheck.compare.cards.shipped import catalogue
from figcheck.model.notice import Notice
from figcheck.model.settings import Settings
from figcheck.model.vocabulary import Vocabulary
from figcheck.parse.claims import parse_claims
from figcheck.read.reading import read
from figcheck.report.assemble import assemble_report
from figcheck.report.card_text import card_text
from figcheck.validate.near_names import near_names
from figcheck.validate.validation import validate

COLUMNS = "claim_id,event,measure,figure,source,published,as_of,kind,basis,via,interval,period_start"
GOOD = "good,quake,killed,12,AFP,2024-02-01,2024-02-01,,,,,"
TODAY = date(2024, 3, 1)


TEXTS = {card.code: card_text(card) for card in catalogue([]).cards}


def check(write, *rows: str, vocabulary: str = "events: {quake: {start: 2024-01-01, end: 2024-01-01}}"):
    write("figures/a.csv", "\n".join([COLUMNS, GOOD, *rows]) + "\n")
    write("figures/vocabulary.yaml", vocabulary)
    reading = read([Path("figures")])
    return validate(parse_claims(reading.claims, reading.vocabulary), reading.vocabulary, TODAY)


def worded(found) -> list[dict]:
    """What the report says of the rows that failed."""
    parsed = parse_claims(read([Path("figures")]).claims, Vocabulary())
    return assemble_report(rows_of_checks(found.rows, catalogue([]).cards), parsed, TEXTS).to_dict("records")


BAD_ROWS = [
    ("b1,quake,killed,12,,2024-02-01,,,,,,", "FC101", "source is empty"),
    (",quake,killed,12,AFP,2024-02-01,,,,,,", "FC101", "claim_id is empty"),
    ("b2,quaek,killed,12,AFP,2024-02-01,,,,,,", "FC102", "“quaek”"),
    ("b3,quake,killed,12,AFP,2024-02-31,,,,,,", "FC106", "“2024-02-31”"),
    ("b4,quake,killed,12,AFP,2024-02-01,3 Feb,,,,,", "FC106", "“3 Feb”, a date without a year"),
    ("b5,quake,killed,12,AFP,2024-02-01,2024-02-09,,,,,", "FC103", "but it was published on 2024-02-01"),
    ("b6,quake,killed,12,AFP,2025-02-01,2024-02-01,,,,,", "FC103", "after today"),
    ("b7,quake,killed,12,AFP,2023-02-01,,,,,,", "FC104", "but the event began on 2024-01-01"),
    ("b8,quake,killed,12,AFP,2024-02-01,,sum,,,,", "FC106", "“sum”"),
    ("b9,quake,killed,12,AFP,2024-02-01,,,guess,,,", "FC106", "“guess”"),
    ("b10,quake,killed,neraly 12,AFP,2024-02-01,,,,,,", "FC201", "neraly 12"),
    ("b11,quake,killed", "FC106", "3 cells under 12 columns"),
    ("good,quake,killed,14,AFP,2024-02-02,,,,,,", "FC105", "used before"),
]


def test_each_bad_row_costs_only_itself_and_is_named(write):
    found = check(write, *(row for row, _, _ in BAD_ROWS))
    findings = {finding["line"]: finding for finding in worded(found)}
    assert sorted(findings) == list(range(3, 3 + len(BAD_ROWS)))
    for line, (_, code, words) in enumerate(BAD_ROWS, 3):
        assert findings[line]["code"] == code
        assert words in findings[line]["message"]
        assert findings[line]["mend"]
    assert list(found.figures["claim_id"]) == ["good"]


@pytest.mark.parametrize(
    "row",
    ["b,quake,killed,14,AFP,2024-02-02,2024-02-02,,,nope,,", "b,quake,killed,14,AFP,2024-02-02,2024-02-02,,,,lots,"],
)
def test_a_bad_reference_or_interval_costs_its_cell_and_not_its_row(write, row):
    found = check(write, row)
    assert len(found.rows) == 1
    assert list(found.figures["claim_id"]) == ["good", "b"]
    assert found.figures[["via", "interval"]].isna().all(axis=None)


def test_validation_cannot_be_switched_off_from_the_environment(write, monkeypatch):
    monkeypatch.setenv("PANDERA_VALIDATION_ENABLED", "False")
    assert len(check(write, "b,quake,killed,12,,2024-02-01,,,,,,").rows) == 1


def test_an_event_that_nobody_declared_is_told_once_with_how_many_claims_have_it(write):
    found = check(write, *(f"b{n},quaek,killed,{n},AFP,2024-02-01,,,,,," for n in range(1, 6)))
    [finding] = worded(found)
    assert finding["message"].startswith("b1 and 4 more: ")
    assert list(found.figures["claim_id"]) == ["good"]


def test_the_nearest_name_is_offered(write):
    [finding] = worded(check(write, "b,quaek,killed,12,AFP,2024-02-01,,,,,,"))
    assert "did you mean “quake”?" in finding["mend"]


@pytest.mark.slow
def test_which_of_two_claims_with_one_id_goes_on_does_not_depend_on_their_order(write):
    late = "good,quake,killed,14,AFP,2024-02-09,2024-02-01,,,,,"
    early = "good,quake,killed,15,AFP,2024-01-09,2024-01-09,,,,,"
    one = check(write, late, early).figures["figure"].tolist()
    other = check(write, early, late).figures["figure"].tolist()
    assert one == other == ["15"]


@pytest.mark.slow
def test_events_need_no_declaration_while_none_is_declared(write):
    assert len(check(write, "b,flood,killed,12,AFP,2024-02-01,,,,,,", vocabulary="").rows) == 0


def test_spelling_in_capitals_and_spaces_makes_no_other_name(write):
    rows = ["b,Quake ,Killed,14,AFP,2024-02-02,2024-02-02,Cumulative,COUNT,,,"]
    found = check(write, *rows)
    assert len(found.rows) == 0
    assert found.figures["measure"].nunique() == 1
    assert found.figures["event"].nunique() == 1


@pytest.mark.parametrize(
    ("names", "declared", "expected"),
    [
        (["Mariupil"], ["Mariupol"], {"Mariupil": "Mariupol"}),
        (["phase 1", "phase 2"], [], {}),
        (["Iran", "Iraq"], ["Iran"], {}),
        (["Gambia"], [], {}),
        (["Palestinian", *["Palestinians"] * 10], [], {"Palestinian": "Palestinians"}),
        (["Gambia", "Zambia", "Zambia"], [], {}),
        (["Kyvi Oblast"], ["Kyiv Oblast"], {"Kyvi Oblast": "Kyiv Oblast"}),
        (["Valenca", "Valença"], [], {"Valenca": "Valença"}),
        (["València", "Valencia", "Valencia"], [], {"València": "Valencia"}),
        (["Nia-Nia", "Nia Nia", "Nia Nia"], [], {"Nia-Nia": "Nia Nia"}),
        (["Nia", "Niamey", "Niamey"], [], {}),
        (["Loire", "Loiret"], [], {}),
        (["Rimba", "Rimba", "Rumba"], [], {"Rumba": "Rimba"}),
        (["Иваново", "Йваново"], [], {}),
    ],
)
def test_near_names(names, declared, expected):
    names = pd.Series(names, dtype="str")
    assert near_names(names, declared, within=names.map(lambda _: "flood")) == expected


def test_names_are_compared_within_an_event():
    names, events = pd.Series(["Rimba", "Rimba", "Rumba"]), pd.Series(["flood", "flood", "fire"])
    assert near_names(names, [], within=events) == {}


def test_an_event_that_is_almost_another_is_named_while_none_is_declared(write):
    rows = ["b,quakke,killed,14,AFP,2024-02-02,,,,,,", "c,quake,killed,14,Reuters,2024-02-02,,,,,,"]
    found = worded(check(write, *rows, vocabulary=""))
    assert any("the event “quakke” is almost “quake”" in finding["message"] for finding in found)


cell = st.one_of(
    st.sampled_from(["", "12", "more than 5", "2024-02-01", "good", "quake", "killed", "point", "-1", '"', "a;b/1"]),
    st.text(max_size=6),
)


@pytest.mark.fuzz
@hypothesis_settings(max_examples=30)  # an example costs as much as a small ledger: few of them, of many records
@given(st.lists(st.lists(cell, min_size=12, max_size=12), max_size=25))
def test_every_record_goes_on_or_is_told_and_nothing_crashes(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("fuzz") / "a.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(","))
        writer.writerows([[c.replace("\0", "").encode("utf-8", "replace").decode() for c in row] for row in rows])
    reading = read([path])
    found = validate(parse_claims(reading.claims, reading.vocabulary), reading.vocabulary, TODAY)
    told = set(found.rows["row"]) | set(found.figures.index)
    assert told == set(reading.claims.index)


def test_merged_cells_are_one_row_of_a_file_that_offers_to_fill_down(write):
    found = check(write, "b,,killed,13,,,,,,,,", "c,,,14,,2024-02-02,,,,,,", "d,quake,killed,15,AFP,2024-02-02,,,,,,")
    [row] = [row for row in worded(found) if row["code"] == "FC101"]
    assert "b and 1 more: cells are empty below filled ones (event, measure, source, published)" in row["message"]
    assert 'set fill_down = ["event", "measure", "source", "published"]' in row["mend"]
    assert set(found.figures["claim_id"]) == {"good", "d"}


def test_one_empty_cell_is_named_by_itself(write):
    [row] = worded(check(write, "b,quake,killed,13,,2024-02-01,2024-02-01,,,,,"))
    assert "source is empty" in row["message"]


def test_cells_are_filled_down_where_the_settings_say_so(write):
    check(write, "b,,,13,,,,,,,,", "c,quake,injured,1 of 2,,2024-02-02,a,b,c", "d,,,14,DPA,2024-02-03,,,,,,")
    reading = read([Path("figures")], Settings(fill_down=("event", "measure", "source")))
    claims = reading.claims.set_index("claim_id")
    assert claims.loc[["b", "d"], "measure"].tolist() == ["killed", "killed"]  # and not that of the malformed row
    assert claims.loc["d", "source"] == "DPA"
    assert reading.notices == [Notice("figures/a.csv", 3, "event, measure, source filled down in 2 rows")]


def test_a_fault_of_many_rows_is_one_row_with_their_number(write):
    rows = [f"c{n:03},quake,killed,12,AFP,2024-13-{n:02},2024-02-01,,,,," for n in range(50)]
    short = [f"d{n:03},quake" for n in range(50)]
    found = check(write, *rows, *short, *(f"e{n:03},quake,killed,neraly,AFP,2024-02-0{n + 1},,,,,," for n in range(3)))
    by_code = [(row["code"], row["message"]) for row in worded(found)]
    assert [code for code, _ in by_code] == ["FC106", "FC106", "FC201", "FC201", "FC201"]
    assert "c000 and 49 more of this file (c001, c002, c003, …): published is “2024-13-00”" in by_code[0][1]
    assert "d000 and 49 more of this file" in by_code[1][1]
    assert list(found.figures["claim_id"]) == ["good"]


TWO_EVENTS = "events: {quake: {start: 2024-01-01, end: null}, flood: {start: 2024-01-01, end: null}}"


def test_a_report_with_a_mistyped_year_is_one_row_whatever_it_counts(write):
    both, one = worded(
        check(
            write,
            "a,quake,killed,12,AFP,2023-02-03,2023-02-02,,,,,",
            "b,quake,injured,40,AFP,2023-02-03,2023-02-02,,,,,2024-01-01",
            "c,quake,killed,12,AFP,2024-02-03,2023-02-02,,,,,",
            vocabulary=TWO_EVENTS,
        )
    )
    assert both["message"] == (
        "a and 1 more: as_of is 2023-02-02 and published is 2023-02-03, but the event began on 2024-01-01."
        " The same day in 2024 would fit."
    )
    assert one["message"].startswith("c: as_of is 2023-02-02, but the event began on")


def early(event: str, reports: range) -> list[str]:
    return [f"{event}-{n:02},{event},killed,12,AFP,2024-02-03,2023-02-{n:02},,,,," for n in reports]


@pytest.mark.slow
def test_the_dates_of_two_events_are_two_mistakes_and_a_habit_is_one(write):
    good = [f"ok{n:02},flood,killed,{100 + n},AFP,2024-02-03,2024-02-02,,,,," for n in range(30)]
    few = [*early("quake", range(1, 15)), *early("flood", range(1, 15))]
    assert len(worded(check(write, *few, *good, vocabulary=TWO_EVENTS))) == 28
    [of_event, *others] = worded(
        check(write, *early("flood", range(1, 3)), *early("quake", range(1, 25)), *good, vocabulary=TWO_EVENTS)
    )[::-1]
    assert "quake-01 and 23 more of this event (quake-02, quake-03, quake-04, …)" in of_event["message"]
    assert len(others) == 2
    [of_file] = worded(check(write, *few, vocabulary=TWO_EVENTS))
    assert "flood-01 and 27 more of this file" in of_file["message"]
