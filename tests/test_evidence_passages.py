"""A quote stands in a text whatever typesetting did to both, and not when a word or a number is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.provenance.copies.passages import fold, nearest, stands_in

PAGE = fold(
    "The ministry said that more than 27,\n000 Palesti-\nnians were kil\u00adled and 66\u202f452 injured. In 2023,\n500 others – "
    "“ﬁghters”, it said – died; 11,200 in all, between 1,139–1,200 of them Israelis, 5\u00a0% of 1.5 million. "
    "عدد القتلى ٢٧٬٢٣٨ شخصا. 死者は２万7千人を超えた。"
)


@pytest.mark.parametrize(
    "quote",
    [
        "more than 27,000 Palestinians were killed",
        "MORE THAN 27 000 PALESTINIANS",
        "66,452 injured",
        '"fighters", it said - died',
        "said … 66 452 injured",
        "said [...] injured",
        "The ministry (...) said that [at least] more than 27,000",
        "between 1139-1200 of them",
        "5% of 1.5 million",
        "In 2023, 500 others",
        "القتلى 27238",
        "2万7千人",
    ],
)
def test_typesetting_makes_no_difference(quote):
    assert stands_in(quote, PAGE)


@pytest.mark.parametrize(
    "quote",
    [
        "1,200 in all",  # 11,200 are
        "more than 27",
        "27,00",
        "more than 26,000 Palestinians",
        "5 % of 15 million",
        "between 1,139 1,200 of them",
        "kill",
        "nians were killed",
        "66,452 injured … more than 27,000",  # the other way round
        "…",
        "“”",
    ],
)
def test_another_word_or_number_is_another_quote(quote):
    assert not stands_in(quote, PAGE)


def test_an_ellipsis_does_not_join_the_ends_of_a_long_page():
    page = fold("At least 40 died. " + "It rained. " * 400 + "The dam holds.")
    assert not stands_in("At least 40 died … the dam holds", page)
    assert stands_in("It rained. … the dam holds", page)


def test_the_nearest_passage_is_shown_in_whole_words():
    near = nearest("more than 28,000 Palestinians were killed", PAGE)
    assert near is not None
    assert near.passage == "more than 27,000 Palesti- nians were killed"
    assert near.numbers_differ
    assert near.alike >= 80


def test_a_word_that_differs_is_no_number_that_differs():
    near = nearest("more than 27,000 Palestinians were wounded", PAGE)
    assert near is not None
    assert not near.numbers_differ


def test_nothing_is_shown_where_nothing_is_like_it():
    assert nearest("The prime minister resigned over the budget", fold("Rain fell. " * 50)) is None
    assert nearest("", PAGE) is None
    assert nearest("x", fold("")) is None


@given(st.text(min_size=1, max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_a_quote_stands_in_its_own_text_whatever_it_is(quote, before, after):
    whole = fold(f"{before}\n{quote}\n{after}")
    alone = fold(quote)
    assert len(whole.folded) == len(whole.at)
    if alone.folded and not set(quote) & set("[]().…\u2026\u2025") and quote == quote.strip():
        edges = quote[0].isdigit() or quote[-1].isdigit()
        assert edges or stands_in(quote, whole) or not quote.isascii()
    nearest(quote, whole)
