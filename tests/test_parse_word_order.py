"""A verb, a day or a noun before the number, and a hedge after its noun, as each language may order its words."""

import csv
from pathlib import Path

import pytest
from conftest import FEW_LANGUAGES, each

from figcheck.parse import parse_figure
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.templates import expanded, flattened

with (Path(__file__).parent / "data" / "word_order.csv").open(encoding="utf-8", newline="") as file:
    ORDERED = list(csv.DictReader(file))

each_language = pytest.mark.parametrize("code", each(sorted(languages()), quick=FEW_LANGUAGES))


def read(phrase, lang):
    figure = parse_figure(phrase, lang)
    number = f"{figure.low}-{figure.high}" if figure.qualifier == "between" else str(figure.value)
    return figure.error, figure.qualifier, number


@pytest.mark.parametrize("lang", sorted({row["lang"] for row in ORDERED}))
def test_words_are_read_in_the_order_of_their_language(lang):
    rows = [row for row in ORDERED if row["lang"] == lang]
    wrong = [
        (row["phrase"], found)
        for row in rows
        if (found := read(row["phrase"], lang)) != (None, row["qualifier"], row["number"])
    ]
    assert wrong == []


@each_language
def test_what_happened_may_stand_before_the_number_too(code):
    """Each word for it that no other list of the lexicon claims."""
    lex = lexicon(code)
    hedge = next(one for q in lex.source["qualifiers"] if q["id"] == "at_least" for one in q["phrases"])
    for said in lex.source["ignored"]["states"]:
        for state in expanded(said):
            tokens = lex.tokens(f"{state} 45")
            entry = lex.before.longest(tokens, 0)
            if entry is None or (entry[0].role, entry[1]) != ("ignored", len(tokens) - 1):
                continue
            phrase = f"{state} {expanded(hedge)[0].replace('N', '45')}"
            assert read(phrase, code) == (None, "at_least", "45"), phrase


@pytest.mark.parametrize(
    ("lang", "phrase"),
    [
        ("en", "children under 5"),
        ("en", "women over 60"),
        ("en", "killed children under 5"),
        ("it", "bambini sotto i 5 anni"),
        ("it", "bambini sotto i 5"),
        ("it", "bambini di meno di 5 anni"),
        ("es", "niños menores de 5 años"),
        ("pt", "crianças com menos de 5 anos"),
        ("pt", "crianças menores de 5"),
        ("pl", "dzieci poniżej 5 lat"),
        ("pl", "dzieci poniżej 5 roku życia"),
        ("nl", "kinderen onder de 5"),
        ("de", "Kinder unter 5 Jahren"),
        ("de", "Kinder unter 5"),
        ("fr", "enfants de moins de 5 ans"),
        ("sv", "barn under 5"),
        ("sv", "barn under 5 år"),
        ("ro", "copii sub 5 ani"),
        ("zh", "5岁以下儿童"),
        ("ja", "5歳未満の子ども"),
        ("ko", "5세 미만 아동"),
        ("id", "anak di bawah 5 tahun"),
        ("ru", "дети до 5 лет"),
        ("uk", "діти до 5 років"),
        ("ar", "أطفال دون 5"),
        ("he", "ילדים מתחת לגיל 5"),
        ("tr", "5 yaş altı çocuk"),
        ("fa", "کودکان زیر ۵ سال"),
        ("fa", "کودکان زیر ۵"),
        ("hi", "5 साल से कम उम्र के बच्चे"),
    ],
)
def test_the_age_of_people_is_no_count_of_them(lang, phrase):
    assert parse_figure(phrase, lang).error is not None


@pytest.mark.parametrize("digits", ["3", "34", "120"])
def test_an_age_after_a_comma_is_no_count_either(digits):
    assert "tells how old" in parse_figure(f"a woman, {digits}", "en").error
    assert parse_figure("women, 340", "en").value == 340
    assert "tells how old" in parse_figure(f"women, {digits}", "en").error  # whatever was read before


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("in 2017, 40 people died", 40),
        ("in 1995 deaths", 1995),
        ("in 2017 died 40", 40),
        ("on May 3, 2024 at least 12 people were killed", 12),
        ("in the last 24 hours 12 killed", 12),
        ("over the past 48 hours, 12 killed", 12),
    ],
)
def test_a_day_or_a_year_before_the_number_is_not_the_figure(phrase, value):
    figure = parse_figure(phrase, "en")
    assert (figure.error, figure.value) == (None, value)


@pytest.mark.parametrize(
    "phrase", ["on May 3", "in 2017 and 2018", "in 412 died 40", "in 2017 or 40", "on May 33 died 40"]
)
def test_a_day_alone_or_two_numbers_are_refused(phrase):
    assert parse_figure(phrase, "en").error is not None


def test_endings_in_braces_stand_for_all_forms_of_a_word():
    assert expanded("(mort{o|i}|ferit{o|i}) [in]") == [
        "morto", "morto in", "morti", "morti in", "ferito", "ferito in", "feriti", "feriti in",
    ]  # fmt: skip
    assert expanded("son{o} mort{e|i}") == ["sono morte", "sono morti"]
    assert flattened("(tué{|e|s})") == "(tué|tuée|tués)"


@pytest.mark.parametrize(
    ("lang", "phrase", "value"),
    [
        ("ja", "死者数は福島県で16人", 16),
        ("ja", "和歌山県で1人の死亡が確認され", 1),
        ("zh", "甘肃省58人受灾", 58),
        ("ko", "창원시 500명", 500),
        ("hi", "रूस के 3500 सैनिक मारे गए", 3500),
    ],
)
def test_the_name_of_a_place_may_stand_before_the_number_where_names_have_no_capital(lang, phrase, value):
    figure = parse_figure(phrase, lang)
    assert (figure.error, figure.qualifier, figure.value) == (None, "exact", value)


@pytest.mark.parametrize(
    ("lang", "phrase"), [("ko", "아무튼 시민 500명"), ("zh", "粗估市民500人"), ("ja", "推計県民16人")]
)
def test_an_unknown_word_before_people_is_no_name_of_a_place(lang, phrase):
    assert parse_figure(phrase, lang).error is not None


def test_a_verb_of_rising_behind_the_number_makes_no_ceiling_of_to():
    figure = parse_figure("Do 1644 wzrosła liczba ofiar", "pl")
    assert (figure.error, figure.qualifier, figure.value, figure.increment) == (None, "exact", 1644, False)


def test_a_ceiling_without_such_a_verb_stays_one():
    assert [parse_figure("do 30 osób", "pl").qualifier, parse_figure("до 30 человек", "ru").qualifier] == ["up_to"] * 2
