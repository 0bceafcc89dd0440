"""Cells that give no figure: said in many ways, never 0 and never compared."""

import pytest

import figcheck
from figcheck.parse import parse_figure

HEADER = "claim_id,event,measure,figure,source,published,as_of\n"

NO_FIGURE = [
    ("empty", "|  "),
    (
        "not given",
        r"null|NULL|None|NaN|nan|ND|N/D|n.d.|—|–|-|..|…|:|[x]|n.a.|N/A|(NA)|?|\N|not available|Not reported|unknown|no data",
    ),
    (
        "not given",
        "keine Angabe|k. A.|sin datos|non disponible|s/d|veri yok|нет данных|н/д|немає даних|غير متوفر|אין נתונים",
    ),
    ("suppressed", "Suppressed|*|[c]|(D)|x|withheld|confidential"),
    ("not applicable", "Not Applicable|[z]|entfällt|sans objet|no aplica|не применимо"),
    ("still to come", "TBC|TBD|to be confirmed|pending|por confirmar|уточняется"),
    ("a spreadsheet error", "#N/A|#REF!|#VALUE!|#DIV/0!|#NAME?|#NV|#BEZUG!|####"),
]


@pytest.mark.parametrize(("kind", "cells"), NO_FIGURE)
def test_what_says_that_no_figure_is_given_is_no_number_and_keeps_its_kind(kind, cells):
    for said in cells.split("|"):
        figure = parse_figure(said)
        assert (figure.no_figure, figure.value, figure.low, figure.high) == (kind, None, None, None), said
        assert figure.error, said
        assert figure.mend, said


@pytest.mark.parametrize(
    "said", ["unknown number of people", "an undisclosed number", "eine unbekannte Zahl von Toten"]
)
def test_words_around_no_number_say_that_none_is_given(said):
    assert parse_figure(said).no_figure == "not given"


def test_a_number_beside_such_a_word_is_not_lost_without_an_error():
    figure = parse_figure("unknown, at least 12")
    assert (figure.no_figure, figure.error is None) == (None, False)


@pytest.mark.parametrize("said", ["0", "nil", "zero", "no deaths", "nobody"])
def test_a_person_who_says_nobody_means_0(said):
    figure = parse_figure(said)
    assert (figure.value, figure.no_figure, figure.low_hard) == (0, None, True)


def test_null_is_0_only_where_the_ledger_says_german():
    assert parse_figure("null", "de").value == 0
    assert parse_figure("null Tote").value == 0
    assert [parse_figure("null", lang).no_figure for lang in (None, "en", "fr")] == ["not given"] * 3


def test_none_in_small_letters_is_0_and_asserts_nothing():
    figure = parse_figure("none")
    assert (figure.value, figure.low_hard, figure.high_hard, figure.no_figure) == (0, False, False, "perhaps")
    assert "software" in figure.doubt


@pytest.mark.parametrize(
    ("said", "low", "high"), [("<5", 0, 4), ("1-9", 1, 9), ("n<10", 0, 9), ("n=12", 12, 12), ("suppressed (<5)", 0, 4)]
)
def test_a_suppressed_count_may_state_its_range(said, low, high):
    figure = parse_figure(said)
    assert (figure.error, figure.low, figure.high) == (None, low, high)


def found_in(tmp_path, *rows):
    ledger = tmp_path / "claims.csv"
    ledger.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return figcheck.check(ledger, as_of="2024-03-01", ignore="FC701").findings


@pytest.mark.slow
def test_no_figure_is_noted_once_a_source_and_compared_with_nothing(tmp_path):
    found = found_in(
        tmp_path,
        "a,quake,killed,7,office,2024-02-01,2024-02-01",
        "b,quake,killed,None,office,2024-02-02,2024-02-02",
        "c,quake,killed,null,office,2024-02-03,2024-02-03",
        "d,quake,killed,,office,2024-02-04,2024-02-04",
        "e,quake,killed,8,office,2024-02-05,2024-02-05",
    )
    assert list(zip(found["code"], found["severity"], found["claim_id"], strict=True)) == [("FC201", "note", "b")]
    assert "and 2 more of office" in found["message"][0]


@pytest.mark.slow
def test_a_suppressed_count_may_state_its_range_in_the_columns_low_and_high(tmp_path):
    ledger = tmp_path / "claims.csv"
    ledger.write_text(
        HEADER.replace("figure", "figure,low,high,parse_override")
        + "a,quake,killed,Suppressed,1,4,the office suppresses counts below 5,office,2024-02-01,2024-02-01\n"
        + "b,quake,killed,9,,,,office,2024-02-02,2024-02-02\n"
        + "c,quake,killed,3,,,,office,2024-02-03,2024-02-03\n",
        encoding="utf-8",
    )
    found = figcheck.check(ledger, as_of="2024-03-01", ignore="FC701").findings
    assert list(found["code"]) == ["FC401"]


@pytest.mark.slow
def test_none_in_small_letters_accuses_no_fall_by_its_words(tmp_path):
    found = found_in(
        tmp_path,
        "a,quake,killed,7,office,2024-02-01,2024-02-01",
        "b,quake,killed,none,office,2024-02-02,2024-02-02",
    )
    assert set(found["code"]) == {"FC401", "FC201"}
    assert "error" not in set(found["severity"])
