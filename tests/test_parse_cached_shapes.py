"""A reading that is kept for other digits gives what reading the figure in full gives."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_parse_fuzz import GLUED, SOUP
from test_parse_phrases import READ, REFUSED

from figcheck.parse import parse_figure
from figcheck.parse.figure import read_in_full
from figcheck.parse.words.load_lexicon import languages, lexicon

RUN = re.compile(r"[0-9][0-9,.]*")
PHRASES = [row["phrase"] for row in [*READ, *REFUSED] if RUN.search(row["phrase"])]


@cache
def examples():
    """(language, example) of every lexicon, of those with digits."""
    return [
        (code, said)
        for code in languages()
        for qualifier in lexicon(code).source["qualifiers"]
        for said in [*qualifier.get("examples", ()), *qualifier.get("refuse", ())]
        if RUN.search(said)
    ]


DIGITS = st.one_of(
    st.integers(0, 120).map(str),
    st.integers(0, 10**9).map(str),
    st.integers(1890, 2110).map(str),
    st.integers(0, 10**12).map("{:,}".format),
    st.integers(0, 10**5).map(lambda n: f"{n}000"),
    st.decimals(0, 9999, places=1).map(str),
    st.decimals(0, 999, places=3).map(str),
    st.sampled_from(["20", "1,000,000,000,000,000"]),
    st.sampled_from(["0", "1", "0.000", "0,123", "1234.567", "100", "00", "10.000", "1,00", "999999999999999"]),
)


def with_other_digits(data, phrase):
    return RUN.sub(lambda _: data.draw(DIGITS), phrase)


@given(st.data(), st.sampled_from(PHRASES), st.booleans())
def test_an_english_figure_means_the_same_whether_its_shape_was_met_or_not(data, phrase, rounds):
    for said in (phrase, with_other_digits(data, phrase), with_other_digits(data, phrase)):
        assert parse_figure(said, None, rounds) == read_in_full(said, None, rounds)


@given(st.data(), st.deferred(lambda: st.sampled_from(examples())))
def test_so_does_one_in_every_other_language(data, example):
    code, phrase = example
    for lang in (code, None):
        for said in (phrase, with_other_digits(data, phrase)):
            assert parse_figure(said, lang) == read_in_full(said, lang)


@pytest.mark.fuzz
@given(st.data(), st.one_of(SOUP, GLUED))
@settings(max_examples=500)
def test_so_does_any_soup_of_words_and_digits(data, soup):
    for said in (soup, with_other_digits(data, soup), with_other_digits(data, soup)):
        assert parse_figure(said) == read_in_full(said)


@pytest.mark.parametrize(
    "said", ["30 in 2015", "thirty (30)", "30 children under 5", "1900 to 2000", "40 of 50", "may 5", "100s"]
)
def test_where_the_digits_decide_nothing_is_kept_that_misleads(said):
    for digits in ("1", "5", "30", "31", "50", "1900", "2015", "100", "1,000"):
        other = re.sub(r"[0-9]+", digits, said)
        assert parse_figure(other) == read_in_full(other), other
