"""Words that no lexicon knows: no cow is counted as a person, and the language of the words is named."""

import pytest

from figcheck.parse import parse_figure
from figcheck.parse.other_languages import seems_to_be

LANGUAGES = [
    ("300 kuollutta", "Finnish"), ("rundt 300 drept", "Norwegian"), ("300 mrtvých", "Czech"), ("legalább 300 halott", "Hungarian"),
    ("ít nhất 300 người chết", "Vietnamese"), ("watu 300 waliuawa", "Swahili"), ("minst 300 drepte", "Norwegian"),
    ("300 سے زائد افراد ہلاک", "Urdu"), ("३०० जना भन्दा बढी", "Nepali"), ("300 वर जखमी लोक", "Marathi"),
    ("τουλάχιστον 300 νεκροί", "Greek"), ("อย่างน้อย 300 คน", "Thai"), ("কমপক্ষে ৩০০", "Bengali"), ("кемінде 300 адам", "Kazakh"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "language"), LANGUAGES)
def test_a_language_that_is_not_read_yet_is_named_with_what_to_do(said, language):
    figure = parse_figure(said)
    assert figure.error is not None
    assert language in figure.error
    assert "digits" in figure.mend


@pytest.mark.parametrize(
    "said",
    [
        "12 dead cows", "12 cows dead", "dozens of dead birds", "300 injured horses",
        "12 tote Kühe", "12 vacas muertas", "12 vaches mortes",
        "12 dode koeien", "12 mucche morte", "12 мёртвых коров", "12 مرده گاو", "12 ölü inek",
    ],
)  # fmt: skip
def test_animals_are_no_people_also_beside_a_word_for_the_dead(said):
    assert "animals" in (parse_figure(said).error or "")


@pytest.mark.parametrize(
    "said",
    [
        "12 dead cow herders",
        "12 cow herders",
        "27 killed, dogs found them",
        "27 killed by elephants",
        "3 injured in dog attack",
    ],
)
def test_people_beside_animals_are_people(said):
    assert parse_figure(said).value in (3, 12, 27)


@pytest.mark.parametrize("said", ["12 cows", "12 papayas", "24 cholera", "20 to 30 papayas", "12 хризантем"])
def test_an_unknown_noun_is_not_taken_for_people(said):
    assert parse_figure(said).error is not None


@pytest.mark.parametrize(
    "said",
    [
        "12 anglers",
        "12 smokejumpers",
        "300 Rohingya",
        "12 Bedouin",
        "12 brave souls",
        "12 aboard",
        "300 yesterday",
        "7 covid-19 deaths",
    ],
)
def test_a_name_or_a_word_for_persons_is(said):
    assert parse_figure(said).value in (7, 12, 300)


@pytest.mark.parametrize(
    ("said", "lang"), [("12 Bergarbeiter", "de"), ("12 хризантем", "ru"), ("al menos 12 percebeiros", None)]
)
def test_a_language_that_is_named_or_shown_by_another_word_is_trusted_with_its_nouns(said, lang):
    assert parse_figure(said, lang).value == 12


def test_a_misspelt_noun_has_a_nearest_phrase():
    assert parse_figure("12 poeple").nearest == "12 people"


def test_advice_never_points_into_the_installed_package():
    for said in ("xyzzy 300", "300 xyzzy", "neraly 1,200", "yli 300"):
        figure = parse_figure(said)
        assert figure.mend is not None
        assert "checker/" not in figure.mend


def test_no_language_is_named_for_english():
    assert seems_to_be("more than 300 people were killed") is None
