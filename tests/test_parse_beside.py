"""What is read beside a figure: its number in the stored quote, another reading of its separators, bounds stated in columns."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.parse import other_reading, parse_figures, quote_has_figure, quotes_have_figures, written_bounds
from figcheck.parse.claims import parse_claims
from figcheck.read.reading import claims_table
from figcheck.read.vocabulary_yaml import common_vocabulary

QUOTES = [
    # (figure, quote, language, whether the quote has it)
    ("27,238", "27.238 Tote", "de", True),
    ("27,238", "twenty-seven thousand two hundred and thirty-eight", "en", True),
    ("27,238", "27,238² dead", None, True),
    ("66,452", "a total of 66,\n452 wounded", None, True),
    ("66,452", "６６，４５２人", None, True),
    ("66,000", "6.6万人", "zh", True),
    ("between 140 and 160", "140-\n160 dead", None, True),
    ("3-4 million", "3-4 million fled", None, True),
    ("5,500", "at least 5.5k dead", None, True),
    ("7,000", "twenty-seven thousand", None, False),
    ("500", "five hundred and twelve", None, False),
    ("238", "27,238", None, False),
    ("more than 27,000", "27,238", None, False),
    ("412", "quatre cent douze", "fr", True),
    ("412", "fyrtio döda", "sv", False),
    ("4", "neljä kuollutta", "fi", None),
    ("0", "nobody died", None, None),
    ("90%", "nine in ten", None, None),
    ("neraly 1,200", "1,200", None, None),
    ("43", "39 residents and four visitors were injured", "en", None),
    ("43", "39 residents and five visitors were injured", "en", False),
]


@pytest.mark.parametrize(("figure", "quote", "lang", "has"), QUOTES)
def test_a_quote_has_a_figure_by_its_meaning(figure, quote, lang, has):
    assert quote_has_figure(figure, quote, lang) is has


@given(st.integers(100, 10**9), st.sampled_from(["{:,}", "{}", "{:_}"]), st.text(max_size=40))
def test_a_number_stands_in_a_quote_in_which_it_was_put_whatever_is_around_it(n, spelling, around):
    shown = spelling.format(n).replace("_", " ")
    assert quote_has_figure(str(n), f"{around} : {shown} . {around}") is True


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_text_stops_the_search(figure, quote):
    assert quote_has_figure(figure, quote) in (True, False, None)
    other_reading(figure)


def test_a_column_of_quotes_keeps_its_rows():
    index = pd.Index([7, 3, 5])
    figures = pd.Series(["12", "13", None], index=index, dtype="str")
    quotes = pd.Series(["a dozen", None, "12"], index=index, dtype="str")
    lang = pd.Series([None, "en", None], index=index, dtype="str")
    assert quotes_have_figures(figures, quotes, lang).fillna(False).to_dict() == {7: True, 3: False, 5: False}
    assert quotes_have_figures(figures, quotes, lang).isna().to_dict() == {7: False, 3: True, 5: True}


@pytest.mark.parametrize(
    "figure", ["4,700", "1.234.567", "2.384 million", "26 271", "1,50,000", "93.825%", "12.5 lakh"]
)
def test_what_has_one_reading_is_not_asked_about(figure):
    assert other_reading(figure) is None


def test_a_point_a_scale_too_many_and_two_numbers_are_asked_about():
    assert "read as 4,700" in other_reading("about 4.700")
    assert "digits alone say 27,000" in other_reading("27,000 thousand")
    assert "says 300,000 and, in brackets, 30,000" in other_reading("3 lakh (30,000)")
    assert other_reading("4.700", "xx") is None


def test_stated_bounds_are_whole_numbers_in_digits():
    column = pd.Series(["1,243", "12 500", "7", "many", "1.5", None], dtype="str")
    assert written_bounds(column).fillna(-1).tolist() == [1243, 12500, 7, -1, -1, -1]


def claims(**columns: list[str | None]) -> pd.DataFrame:
    """A claims table with one column or more, the rest empty."""
    return claims_table([pd.DataFrame(columns, dtype="str").assign(line=1)])


def test_a_reason_lets_the_stated_bounds_stand_for_the_words():
    table = parse_claims(
        claims(
            figure=["at least 300", "as good as forty", "at least 300", "about 90"],
            low=["350", "38", "350", None],
            high=["420", None, "420", "95"],
            parse_override=["the annex", "the desk", None, "the desk"],
        ),
        common_vocabulary(),
    )
    assert table["low"].tolist() == [350, 38, 300, 0]
    assert table["high"].fillna(-1).tolist() == [420, -1, -1, 95]
    assert table["qualifier"].tolist() == ["between", "at_least", "at_least", "at_most"]
    assert table["figure_error"].isna().all()


def test_what_no_count_can_be_is_told_from_what_cannot_be_read():
    table = parse_figures(pd.Series(["12.5", "about - 4", "neraly 12", "12"], dtype="str"))
    assert table["impossible"].tolist() == [True, True, False, False]


def test_what_is_taken_back_lies_below_zero():
    table = parse_figures(pd.Series(["-201", "fell by more than 20", "264% decrease", "201"], dtype="str"))
    assert table["is_correction"].tolist() == [True, True, True, False]
    assert table["low"].fillna(0).tolist() == [-201, 0, 0, 201]
    assert table["high"].fillna(0).tolist() == [-201, -21, 0, 201]
    assert table["ratio_high"].fillna(0).tolist() == [0, 0, -2.64, 0]
