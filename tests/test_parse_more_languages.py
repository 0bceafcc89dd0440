"""Italian, Portuguese and further languages: printed figures, with and without their language named."""

import csv
from pathlib import Path

import pytest

from figcheck.parse import parse_figure

with (Path(__file__).parent / "data" / "phrases_more_languages.csv").open(encoding="utf-8", newline="") as file:
    PRINTED = list(csv.DictReader(file))
LANGUAGES = sorted({row["lang"] for row in PRINTED})


def number(text):
    return None if text == "" else pytest.approx(float(text), abs=1e-6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_figures_mean_what_the_fixture_says_with_and_without_their_language(lang):
    rows = [row for row in PRINTED if row["lang"] == lang]
    assert len(rows) >= 18
    for row in rows:
        for named in (None, lang):
            figure = parse_figure(row["phrase"], named)
            assert (figure.error, figure.qualifier) == (None, row["qualifier"]), row["phrase"]
            numbers = tuple(map(number, (row["value"], row["low"], row["high"])))
            assert (figure.value, figure.low, figure.high) == numbers, row
            hard = (row["hard"] in ("both", "low"), row["hard"] in ("both", "high"))
            assert (figure.low_hard, figure.high_hard) == hard, row


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("万万人", "units"), ("3万2万人", "units"), ("十百人", "units"), ("2千3千人", "units"),
        ("億億", "units"), ("만만 명", "units"),
        ("3만2만 명", "units"), ("십백 명", "units"), ("二三十人", "two numbers"), ("十二三人",
        "two numbers"), ("三四百人死亡", "two numbers"),
    ],
)  # fmt: skip
def test_numerals_out_of_order_are_refused_with_the_reason(phrase, reason):
    figure = parse_figure(phrase)
    assert reason in (figure.error or "")
    assert "digits" in figure.mend


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("3万亿", 3 * 10**12), ("2亿3千万人", 230_000_000), ("一万二千三百四十五人", 12_345), ("二〇二四人",
        2024), ("三十二人", 32),
        ("만 이백 명", 10_200), ("1億2,345万人", 123_450_000), ("1.2万3千人", 15_000),
    ],
)  # fmt: skip
def test_numerals_whose_units_fall_are_read(phrase, value):
    assert parse_figure(phrase).value == value


@pytest.mark.parametrize(
    ("phrase", "lang", "value"),
    [
        ("27 de mii", "ro", 27_000), ("două sute de mii", "ro", 200_000), ("1,2 mil. de persoane", "ro", 1_200_000),
        ("o sută douăzeci și trei de mii", "ro", 123_000),
        ("۲/۵ میلیون نفر", "fa", 2_500_000), ("۲/۵ درصد", "fa", 2.5), ("۳/۴", "fa", 0.75), ("دو و نیم میلیون", "fa", 2_500_000),
        ("هزار و ۲۰۰ نفر", "fa", 1200), ("۲۷٬۳۰۵", "fa", 27_305), ("كشته شدن ۲۷ نفر", "fa", 27),
        ("साढ़े ३ लाख", "hi", 350_000), ("सवा दो करोड़ लोग", "hi", 22_500_000),
        ("पौने दो सौ", "hi", 175), ("1,25,000 लोग", "hi", 125_000),
        ("एक लाख तेईस हजार चार सौ छप्पन", "hi", 123_456), ("२७ हज़ार लोग", "hi", 27_000), ("27 हज\u200dार लोग", "hi", 27_000),
    ],
)  # fmt: skip
def test_numerals_of_the_place_are_read(phrase, lang, value):
    assert parse_figure(phrase, lang).value == value


@pytest.mark.parametrize(
    "phrase", ["12 बजे", "۲۰ تن مواد منفجره", "۱۲ بهمن", "27 de puncte procentuale", "45 la 100.000 de locuitori"]
)
def test_what_counts_nobody_is_refused_in_the_new_languages(phrase):
    assert parse_figure(phrase).error is not None
