"""Laws that hold for every number in every language that has a lexicon."""

import pytest
from conftest import FEW_LANGUAGES, each
from cost import calls
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from figcheck.parse import parse_figure
from figcheck.parse.say import written
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.templates import expanded, place

LANGUAGES = each(languages(), FEW_LANGUAGES)
COUNTS = st.one_of(
    st.integers(0, 300),
    st.integers(0, 10**12 - 1),
    st.builds(lambda n, zeros: n * 10**zeros, st.integers(1, 999), st.integers(0, 9)),
)


def groups(n):
    """The groups of three digits above the last one, lowest first."""
    found = []
    while n := n // 1000:
        found.append(n % 1000)
    return found


ORACLE_IS_WRONG = {
    # "dokuzyüzseksenbinbir" for 981,001: it leaves out the one of a group that ends in one; and "birmilyarmilyonbir" for
    # 1,002,000,001: below a billion it leaves out how many millions where they are fewer than ten
    "tr": lambda n: (
        any(group % 10 == 1 and group > 1 for group in groups(n)) or (n >= 10**9 and 0 < n // 10**6 % 1000 < 10)
    ),
    # "تسعمائة و ألف ألف" for 901,000: the scale stands in for a one or a two after hundreds
    "ar": lambda n: any(group % 100 in (1, 2) and group > 2 for group in groups(n)),
    # "miljoen duizend" for a million and a thousand, which is said "miljoen en duizend"
    "nl": lambda n: n > 10**6 and n // 1000 % 1000 == 1,
    # a single "이" or "사" is as often a particle or a part of a name
    "ko": lambda n: 0 < n < 10,
    # "centodicotto" for 118
    "it": lambda n: any(group % 100 == 18 and group > 100 for group in groups(n)),
}
"""Numbers that num2words writes wrongly, by language."""


def in_chinese(n):
    """A number in Chinese characters, which num2words does not write: sections of four digits, 零 for the zeros inside."""
    if n == 0:
        return "零"
    said, zero = "", False
    for power in range(len(str(n)) - 1, -1, -1):
        digit = n // 10**power % 10
        if digit:
            said += ("零" if zero and said else "") + "零一二三四五六七八九"[digit] + ("", "十", "百", "千")[power % 4]
        zero = not digit
        if power % 4 == 0 and n // 10**power % 10**4:
            said += ("", "万", "亿", "兆")[power // 4]
    return said


def in_words(n, lang):
    return in_chinese(n) if lang == "zh" else num2words(n, lang=lang)


NO_ORACLE = {"hi"}
"""Languages that num2words 0.5 does not write and these tests do not either: their lexicons' examples hold the numbers."""

WRITTEN_IN_WORDS = each([lang for lang in languages() if lang not in NO_ORACLE], FEW_LANGUAGES)


@pytest.mark.parametrize("lang", sorted(NO_ORACLE))
def test_a_language_without_an_oracle_still_has_none(lang):
    with pytest.raises(NotImplementedError):
        num2words(10_002, lang=lang)


@pytest.mark.parametrize("lang", WRITTEN_IN_WORDS)
@example(n=10_002)
@given(n=COUNTS)
def test_words_and_digits_of_a_number_are_one(lang, n):
    if ORACLE_IS_WRONG.get(lang, lambda _: False)(n):
        return
    words = in_words(n, lang)
    figure, digits = parse_figure(words, lang), parse_figure(str(n), lang)
    assert figure.error is None, words
    for name in ("qualifier", "value", "low", "high", "implied_low", "implied_high", "low_hard", "unit"):
        assert getattr(figure, name) == getattr(digits, name), words
    assert parse_figure(words.upper(), lang).value == n


@pytest.mark.parametrize("lang", LANGUAGES)
@given(n=COUNTS)
def test_the_separators_of_a_language_change_nothing(lang, n):
    lex, expected = lexicon(lang), parse_figure(str(n), lang)
    for separator in {lex.thousands, " ", "\u202f", "\u00a0", "'", "’"}:
        figure = parse_figure(f"{n:,}".replace(",", separator), lang)
        assert (figure.error, figure.value, figure.low, figure.high) == (None, n, expected.low, expected.high)
    assert parse_figure(written(lex, n), lang).value == n


def phrases(lang, qualifier):
    """Every phrase of a qualifier, its words before and after the number."""
    found = next(q["phrases"] for q in lexicon(lang).source["qualifiers"] if q["id"] == qualifier)
    pieces = [place(phrase) for said in found for phrase in expanded(said)]
    return [f"{p[0]}{{}}{p[1]}" for p in pieces if len(p) == 2]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(n=st.integers(3, 10**9), pick=st.randoms(use_true_random=False))
def test_hedges_stand_in_their_order_around_every_number(lang, n, pick):
    def read(qualifier):
        said = pick.choice(phrases(lang, qualifier)).format(n)
        figure = parse_figure(said, lang)
        assert (figure.error, figure.qualifier, figure.value) == (None, qualifier, n), said
        return figure

    assert read("fewer_than").high == read("nearly").high == n - 1 == read("at_most").high - 1 == read("up_to").high - 1
    assert read("at_least").low == n == read("more_than").low - 1 == read("just_over").low - 1
    about, nearly, over = read("about"), read("nearly"), read("just_over")
    assert nearly.low <= nearly.implied_low <= nearly.high < n < over.low <= over.implied_high <= over.high
    assert about.low <= about.implied_low <= n <= about.implied_high <= about.high
    assert about.low <= n - (n - nearly.high)


SEEDS = [
    "5 to ",
    "or a ",
    "1 000 ",
    "1,",
    "half of a ",
    "and ",
    "and some ",
    "twenty ",
    "hundred and ",
    "bir",
    "ein",
    "und",
    "و",
    "kişiden ",
    "один ",
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_work_grows_no_faster_than_the_length_of_a_figure(lang, seed):
    def work(length):
        text = ("5 " + seed * length)[:length]
        parse_figure(text, lang)  # whatever is compiled or remembered once
        return calls(lambda: parse_figure(text.replace("5", "6", 1), lang))

    assert work(480) <= 10 * work(60) + 2_000
