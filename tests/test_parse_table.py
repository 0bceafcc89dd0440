"""A column of figures: one row each, same index, typed columns, every distinct figure read once."""

import sys
from subprocess import run

import pandas as pd
import pytest

from figcheck.model.tables import FigureRange
from figcheck.parse import parse_figures, parse_interval
from figcheck.parse.columns import figures as column


def test_a_column_gives_the_parsed_columns_on_its_own_index():
    figures = pd.Series(["more than 27,000", "38%", "one in five", "700 people a week", "12 families", "neraly 30", None],
                        index=[7, 3, 5, 1, 9, 11, 2], dtype="str")  # fmt: skip
    parsed = parse_figures(figures)
    assert list(parsed.columns) == FigureRange.names()
    assert list(parsed.index) == [7, 3, 5, 1, 9, 11, 2]
    assert parsed.loc[7, "low"] == 27_001
    assert parsed.loc[7, "high"] is pd.NA
    assert list(parsed.loc[[3, 5, 1], "ratio_low"]) == pytest.approx([0.38, 0.15, 650 / 7])
    assert parsed.loc[[3, 5, 1], "low"].isna().all()
    assert parsed.loc[9, "unit"] == "households"
    assert "neraly" in parsed.loc[11, "figure_error"]
    assert "nearly 30" in parsed.loc[11, "figure_mend"]
    assert parsed.loc[2, "figure_error"] == "the figure is empty"
    assert parsed.loc[[7, 3, 5, 1, 9], "figure_error"].isna().all()
    assert parsed["interval_low"].isna().all()


def test_columns_are_nullable_and_typed():
    dtypes = parse_figures(pd.Series(["12", "dozens", "x"])).dtypes.astype(str).to_dict()
    for name in ("low", "high", "implied_low", "implied_high", "digits", "interval_low", "interval_high"):
        assert dtypes[name] == "Int64"
    for name in ("low_hard", "high_hard", "is_increment"):
        assert dtypes[name] == "boolean"
    for name in ("value", "ratio_low", "ratio_high"):
        assert dtypes[name] == "Float64"
    for name in ("qualifier", "unit", "figure_error", "figure_mend", "interval_error"):
        assert dtypes[name] == "str"


def test_each_distinct_figure_language_and_rounding_is_read_once(monkeypatch):
    calls = []
    monkeypatch.setattr(column, "parse_figure", lambda *seen: calls.append(seen) or table_parse(*seen))
    figures = pd.Series(["27,000", "dozens", "27,000", "27,000"] * 1000)
    rounds = pd.Series([True, True, False, pd.NA] * 1000, dtype="boolean")
    lang = pd.Series(["en", None, "en", "en"] * 1000)
    parsed = parse_figures(figures, lang, rounds)
    assert sorted(calls, key=str) == [("27,000", "en", False), ("27,000", "en", True), ("dozens", None, True)]
    assert list(parsed["low"][:4]) == [26_500, 24, 27_000, 26_500]


table_parse = column.parse_figure


def test_no_rows_give_no_rows():
    assert list(parse_figures(pd.Series([], dtype="str")).columns) == FigureRange.names()


def test_rows_of_nothing_but_empty_cells_say_so():
    parsed = parse_figures(pd.Series([None, None], dtype="str"), pd.Series([None, None]), None)
    assert list(parsed["figure_error"]) == ["the figure is empty"] * 2


def test_intervals_stand_beside_their_figures():
    parsed = parse_figures(pd.Series(["4,645", "12", "13"]), interval=pd.Series(["793-8,498", None, "wide"]))
    assert list(parsed["interval_low"].fillna(-1)) == [793, -1, -1]
    assert list(parsed["interval_high"].fillna(-1)) == [8_498, -1, -1]
    assert parsed["interval_error"].isna().tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("793-8,498", 793, 8_498), ("2,658 to 3,290", 2_658, 3_290), ("[793, 8498]", 793, 8_498), ("(793; 8498)", 793, 8_498),
     ("95% CI 793–8,498", 793, 8_498), ("793–8,498 (95% CI)", 793, 8_498), ("95% CI: 793 to 8498", 793, 8_498),
     ("between 793 and 8,498", 793, 8_498), ("8,000–94,000", 8_000, 94_000), ("at least 793", 793, None),
     ("1,200 ± 100", 1_100, 1_300)],
)  # fmt: skip
def test_an_interval_is_read_in_any_writing(text, low, high):
    assert parse_interval(text) == (low, high, None)


@pytest.mark.parametrize("text", ["", "793", "wide", "12% to 15%", "8,498-793", "dozens"])
def test_what_is_no_interval_says_why(text):
    assert parse_interval(text).error


def test_reading_one_figure_loads_neither_pandas_nor_pint():
    code = "import sys, figcheck.parse as p; p.parse_figure('nearly 40'); sys.exit(bool({'pandas', 'pint'} & set(sys.modules)))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
