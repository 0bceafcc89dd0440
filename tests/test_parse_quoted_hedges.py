"""How a quote hedges the number of a figure: any text is read, and the figure's own words agree."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from figcheck.parse import other_hedge, other_hedges, quotes_have_figures

HEDGED = (
    "more than",
    "at least",
    "up to",
    "nearly",
    "about",
    "just over",
    "fewer than",
    "as many as",
    "no more than",
    "",
)


@given(st.sampled_from(HEDGED), st.integers(3, 2_000_000), st.text(max_size=30))
@example("about", 300, "١٢٠٠ ±")
def test_a_quote_with_the_figures_own_words_agrees(hedge, number, noise):
    figure = f"{hedge} {number:,}".strip()
    assert other_hedge(figure, f"The mayor said that {figure} people had died.") is None
    other_hedge(figure, noise + figure + noise)  # whatever stands around it


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([None, "en", "ar", "xx", ""]))
def test_any_text_is_read(figure, quote, lang):
    found = other_hedge(figure, quote, lang)
    assert found is None or found.severity in ("error", "warning", "note")


@pytest.mark.parametrize(
    ("figure", "quote", "severity"),
    [
        ("1,300", "The ministry said\nmore than 1,\n300 people had died", "warning"),
        ("1,300", "There were 1,300 people or more in the camp", "warning"),
        ("1\u202f300", "plus de 1\u202f300 personnes sont mortes", "warning"),
        ("at least 900", "up to nine hundred people", "error"),
        ("at most 1,200", "לפחות 1,200 בני אדם נהרגו", "error"),
        ("more than 640", "بلغ عدد القتلى ما لا يزيد عن ٦٤٠ شخصا", "error"),
        ("500", "at least 500 were hurt and 500 killed", None),
        ("about 100", "One hundred percent of some 200 people", None),
        ("oltre 1200", "oltre 1200 morti", None),
        ("500", "The toll rose from 412 to 500 on Sunday", None),
        ("412", "le bilan est passé de 412 à 500 morts", None),
        ("5", "5 of at least 12 bodies were identified", None),
        ("160", "entre 140 et 160 personnes", "warning"),
        ("160", "140–160 people were in the hall", "warning"),
        ("dozens", "dozens were killed", None),
        ("40 percent", "more than 40 percent", None),
    ],
)
def test_a_hedge_is_read_where_the_number_stands(figure, quote, severity):
    found = other_hedge(figure, quote)
    assert (found and found.severity) == severity


def test_a_column_is_read_each_distinct_pair_once_and_stays_in_its_rows():
    table = pd.DataFrame(
        {
            "figure": ["1,300", "1,300", "1,300", None, "1,300"],
            "quote": ["more than 1,300 died", "1,300 died", None, "about 3", "more than 1,300 died"],
            "lang": pd.array([None, "en", None, None, None], dtype="str"),
        },
        index=[7, 3, 9, 1, 5],
    )
    table["quote_has_figure"] = quotes_have_figures(table["figure"], table["quote"], table["lang"])
    found = other_hedges(table)
    assert found.index.tolist() == [7, 3, 9, 1, 5]
    assert found["quote_severity"].fillna("").tolist() == ["warning", "", "", "", "warning"]
    assert found.loc[5, "quote_says"] == "more than 1,300"
