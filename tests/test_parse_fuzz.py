"""Whatever is in a cell, parsing gives a figure or a reason."""

import pytest
from figure_laws import assert_answer
from hypothesis import given, settings
from hypothesis import strategies as st

from figcheck.parse import as_json, explain, parse_figure, parse_interval
from figcheck.parse.words.load_lexicon import lexicon

LEXICON = lexicon("en")
WORDS = sorted(LEXICON.known | set(LEXICON.source["ignored"]["people"]) | set(LEXICON.cardinals) | set(LEXICON.scales))
SIGNS = ["-", "–", "—", "+", "%", "/", ">", "<", "≥", "≤", "~", "±", "½", ",", ".", "(", ")", "?", "$", "k", "m", "’"]
NUMBERS = ["0", "1", "2", "27", "100", "1,200", "26 271", "1.5", "99%", "3/4", "1,00,000", "27,00", "2024", "95% CI"]
SOUP = st.lists(st.sampled_from([*WORDS, *SIGNS, *NUMBERS]), max_size=14).map(" ".join)
GLUED = st.lists(st.sampled_from([*SIGNS, *NUMBERS, *WORDS[:40], " "]), max_size=10).map("".join)


def check(text):
    figure = parse_figure(text)
    assert_answer(text, figure)
    assert list(as_json(figure))[:11] == [
        "figure", "qualifier", "value", "low", "high", "low_hard", "high_hard", "implied_low", "implied_high", "unit", "error",
    ]  # fmt: skip
    assert text in explain(figure)
    assert (parse_interval(text).low is None) == (parse_interval(text).error is not None)


@given(st.text(max_size=80))
def test_any_text_gives_a_figure_or_a_reason(text):
    check(text)


@pytest.mark.fuzz
@given(SOUP)
@settings(max_examples=1500)
def test_any_soup_of_known_words_gives_a_figure_or_a_reason(text):
    check(text)


@pytest.mark.fuzz
@given(GLUED)
@settings(max_examples=600)
def test_any_glued_signs_and_numbers_give_a_figure_or_a_reason(text):
    check(text)
