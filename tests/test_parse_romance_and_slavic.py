"""French, Spanish, Russian and Ukrainian: printed figures, number words against another source, and which language it is."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from figcheck.parse import parse_figure

LANGUAGES = ("fr", "es", "ru", "uk")


def printed(lang):
    with (Path(__file__).parent / "data" / f"phrases_{lang}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return None if text == "" else pytest.approx(float(text), abs=1e-6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_figures_mean_what_the_fixture_says(lang):
    rows = printed(lang)
    assert len(rows) >= 120
    for row in rows:
        figure = parse_figure(row["phrase"], lang)
        assert figure.error is None, row["phrase"]
        assert (figure.qualifier, figure.unit) == (row["qualifier"], row["unit"]), row["phrase"]
        assert (figure.value, figure.low, figure.high) == tuple(map(number, (row["value"], row["low"], row["high"]))), (
            row
        )
        assert (figure.low_hard, figure.high_hard) == (row["hard"] in ("both", "low"), row["hard"] in ("both", "high"))
        assert figure.increment == (row["increment"] == "yes"), row["phrase"]


@pytest.mark.parametrize("lang", ["fr", "fr_BE", "fr_CH", "es", "ru", "uk"])
@given(n=st.one_of(st.integers(0, 2000), st.integers(0, 10**12)))
def test_number_words_are_the_number(lang, n):
    said = num2words(n, lang=lang)
    assert parse_figure(said, lang[:2]).value == n
    assert parse_figure(said.upper(), lang[:2]).value == n


@pytest.mark.parametrize(
    ("said", "lang"),
    [("plus de 40 morts", "fr"), ("más de 40 muertos", "es"), ("более 40 человек", "ru"), ("понад 40 осіб", "uk"),
     ("не менше ніж сто", "uk"), ("не менее ста", "ru"), ("40 мешканців Києва", "uk"), ("40 жителей Крыма", "ru"),
     ("une trentaine", "fr"), ("una treintena", "es"), ("more than 40 dead", "en")],
)  # fmt: skip
def test_words_and_letters_tell_the_language(said, lang):
    assert parse_figure(said).lang == lang


@pytest.mark.parametrize(
    "said",
    ["832 morts à Gaza et des centaines de blessés", "27 points de pourcentage", "de 12 à 15 ans", "12 a 15 años", "12-15 лет",
     "12 to 15 years", "до 43 зросла кількість поранених", "27-летняя женщина", "27-річний чоловік", "27 процентных пунктов",
     "12 muertos y 30 heridos", "на 27 больше, чем вчера", "2 mil, 300 heridos y 4 muertos"],
)  # fmt: skip
def test_what_one_language_refuses_no_other_reads(said):
    assert parse_figure(said).error is not None


def test_spanish_is_in_doubt_where_only_the_country_tells_the_decimal_mark():
    figure = parse_figure("1.234 millones", "es")
    assert (figure.value, "1,234,000" in figure.doubt) == (1_234_000_000, True)
    assert parse_figure("1.234 muertos", "es").doubt is None
    assert parse_figure("12.5 millones", "es").value == parse_figure("12,5 millones", "es").value == 12_500_000


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_a_ukrainian_apostrophe_has_three_signs(apostrophe):
    assert parse_figure(f"п{apostrophe}ятдесят п{apostrophe}ять", "uk").value == 55


@pytest.mark.parametrize(
    ("said", "low"), [("тысячи", 2000), ("более тысячи", 1001), ("сотни", 200), ("около сотни", 50)]
)
def test_a_russian_scale_alone_is_many_and_one_after_a_hedge(said, low):
    assert parse_figure(said, "ru").low == low
