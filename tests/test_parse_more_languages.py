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
        ("3만2만 명", "units"), ("십백 명", "units"),
    ],
)  # fmt: skip
def test_numerals_out_of_order_are_refused_with_the_reason(phrase, reason):
    figure = parse_figure(phrase)
    assert reason in (figure.error or "")
    assert "digits" in figure.mend


@pytest.mark.parametrize(
    ("phrase", "lang", "low", "high"),
    [
        ("二三十人", None, 20, 30), ("十二三人", None, 12, 13), ("三四百人死亡", None, 300, 400), ("十五六万人", "zh", 150_000,
        160_000),
        ("一千二三百人", None, 1200, 1300), ("七八人", "zh", 7, 8), ("二、三十人", "ja", 20, 30), ("20、30人", "ja", 20, 30),
        ("3、4人", "ja", 3, 4), ("两三万人", "zh", 20_000, 30_000),
    ],
)  # fmt: skip
def test_two_numerals_that_follow_each_other_are_a_range(phrase, lang, low, high):
    figure = parse_figure(phrase, lang)
    assert (figure.qualifier, figure.low, figure.high) == ("between", low, high)


@pytest.mark.parametrize("phrase", ["七八人", "3、7人", "12、13人"])
def test_numerals_that_may_be_a_list_or_one_number_are_refused_in_japanese(phrase):
    assert parse_figure("3、4人", "ja").error is None  # a reading that is kept must not serve other digits
    assert "two" in parse_figure(phrase, "ja").error


@pytest.mark.parametrize(
    ("phrase", "lang", "value"),
    [
        ("三万五", "zh", 35_000), ("两千三", "zh", 2300), ("一百二", "zh", 120), ("三万零五", "zh", 30_005), ("3万5", "zh", 35_000),
        ("三万五千人", "zh", 35_000), ("三十五人", "zh", 35), ("一百零二人", "zh", 102), ("两亿三", "zh", 230_000_000),
        ("三万五", "ja", 30_005), ("二万七千三百五", "ja", 27_305), ("만 이", "ko", 10_002),
    ],
)  # fmt: skip
def test_only_chinese_leaves_the_last_unit_out(phrase, lang, value):
    assert parse_figure(phrase, lang).value == value


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


@pytest.mark.parametrize(
    ("phrase", "qualifier", "value"),
    [
        ("Korban Tewas Akibat Gempa Bertambah Jadi Dua Orang", "exact", 2), ("사망자 2만8000 넘어", "more_than", 28_000),
        ("1만8천명을 넘은", "more_than", 18_000), ("避難20万人", "exact", 200_000), ("身元不明者15人", "exact", 15),
        ("nie żyje 25 osób", "exact", 25), ("superata quota 27mila morti", "more_than", 27_000),
        ("紧急转移安置22.67万人", "exact", 226_700), ("upp emot 500 döda", "up_to", 500),
    ],
)  # fmt: skip
def test_words_before_the_number_say_what_it_counts(phrase, qualifier, value):
    figure = parse_figure(phrase)
    assert (figure.qualifier, figure.value) == (qualifier, value), figure.error


def test_a_word_of_a_named_language_is_not_called_another_language():
    """Indonesian and Malay share most of their words."""
    assert '"mengusangkan" is in no Indonesian lexicon' in parse_figure("mengusangkan lebih dari 200 orang", "id").error
    assert "Finnish" in parse_figure("300 kuollutta").error


@pytest.mark.parametrize(
    ("phrase", "lang", "value", "spoken"),
    [("2만5", "ko", 20_005, "25,000"), ("사망자 3만2명", None, 30_002, "32,000")],
)
def test_a_number_that_may_have_lost_its_last_unit_is_doubted(phrase, lang, value, spoken):
    figure = parse_figure(phrase, lang)
    assert figure.value == value
    assert spoken in figure.doubt
    assert parse_figure("사망자 3만2천명").doubt is None


@pytest.mark.parametrize(
    ("phrase", "lang"),
    [("27명에서 30명으로 늘었다", "ko"), ("20人から30人に増えた", "ja"), ("मृतकों की संख्या 27 से बढ़कर 30 हुई", "hi")],
)
def test_a_change_from_one_total_to_another_is_not_read_as_a_range(phrase, lang):
    assert "tells a change" in parse_figure(phrase, lang).error


@pytest.mark.parametrize(
    ("phrase", "lang", "value"),
    [("94명으로 늘었다", "ko", 94), ("30人に増えた", "ja", 30), ("मृतकों की संख्या बढ़कर 30 हो गई", "hi", 30)],
)
def test_what_a_total_has_become_is_a_total(phrase, lang, value):
    figure = parse_figure(phrase, lang)
    assert (figure.value, figure.increment) == (value, False)


@pytest.mark.parametrize(
    "phrase", ["۴۰ کشته در سال ۱۳۹۶", "۴۰ کشته در سال 2017", "40 de morți în anul 2017", "40 morti nell'anno 2017"]
)
def test_a_year_after_the_word_for_it_is_not_a_second_figure(phrase):
    figure = parse_figure(phrase)
    assert (figure.value, figure.unit, figure.error) == (40, "people", None)


def test_a_number_after_a_counted_time_is_a_second_figure():
    assert "two figures" in parse_figure("12 dead in 3 hours 1400 hurt").error


@pytest.mark.parametrize("phrase", ["کشتهها به ۴۰ نفر رسید", "تعداد کشتهشدگان به ۴۰ نفر رسید", "۴۰ نفر کشتهشدهاند"])
def test_persian_words_without_their_joiner_are_read(phrase):
    assert parse_figure(phrase).value == 40


@pytest.mark.parametrize(
    ("phrase", "value", "increment"),
    [
        ("به ۲۰ کشته افزایش یافت", 20, False), ("۲۰ نفر افزایش یافت", 20, True),
        ("به ۲۰ نفر کاهش یافت", 20, False), ("۲۰ نفر کاهش یافت", -20, False),
    ],
)  # fmt: skip
def test_persian_tells_a_rise_to_a_number_from_a_rise_by_it(phrase, value, increment):
    figure = parse_figure(phrase, "fa")
    assert (figure.value, figure.increment) == (value, increment)
