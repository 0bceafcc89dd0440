"""The lexicon files: every example gives its range, every phrase is reached, what is to be refused is."""

import re

import pytest
from conftest import FEW_LANGUAGES, each

from figcheck.model.words import QUALIFIERS
from figcheck.parse import parse_figure
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.templates import expanded

PLACE = r"(?<![A-Za-z])N(?![A-Za-z])"
READ_WITH_A_NUMBER = [name for name in QUALIFIERS if name != "vague"]
each_qualifier = pytest.mark.parametrize("name", READ_WITH_A_NUMBER)
each_language = pytest.mark.parametrize("code", each(languages(), FEW_LANGUAGES))


def spoken(phrases):
    """All phrases that those with choices stand for."""
    return [phrase for said in phrases for phrase in expanded(said) if phrase]


def ends(span):
    low, _, high = str(span).partition("…")
    whole = [int(end.replace(",", "")) if end.strip() else None for end in (low, high)]
    return tuple(whole)


def qualifier_of(code, name):
    [found] = [entry for entry in lexicon(code).source["qualifiers"] if entry["id"] == name]
    return found


@each_qualifier
@each_language
def test_an_example_has_the_range_beside_it(code, name):
    for said, span in qualifier_of(code, name).get("examples", {}).items():
        figure = parse_figure(said, lang=code)
        assert (figure.error, figure.qualifier) == (None, name), said
        assert (figure.low, figure.high) == ends(span), said


@each_language
def test_a_correction_has_the_range_beside_it_below_zero(code):
    for said, span in lexicon(code).source["decrease"]["examples"].items():
        figure = parse_figure(said, lang=code)
        assert (figure.error, figure.correction, figure.increment) == (None, True, False), said
        assert (figure.low, figure.high) == ends(span), said


@each_qualifier
@each_language
def test_a_phrase_is_reached_with_a_number(code, name):
    between = name == "between"
    for one in (one for phrase in qualifier_of(code, name)["phrases"] for one in expanded(phrase)):
        said = re.sub(PLACE, "45", re.sub(PLACE, "40", one, count=1) if between else one)
        if between and len(re.findall(PLACE, one)) == 1:
            said = re.sub("40", f"40 {lexicon(code).source['joins']['range'][0]} 45", said)
        figure = parse_figure(said, lang=code)
        assert (figure.error, figure.qualifier) == (None, name), said
        assert figure.value == (None if between else 45), said


@each_language
def test_a_phrase_has_no_more_choices_than_a_person_can_check(code):
    source = lexicon(code).source
    for phrase in [*(p for q in source["qualifiers"] for p in q["phrases"]), *source["ignored"]["before"]]:
        assert len(expanded(phrase)) <= 200, phrase


@each_language
def test_what_a_lexicon_refuses_is_refused(code):
    source = lexicon(code).source
    refused = [said for entry in (*source["qualifiers"], source["decrease"]) for said in entry.get("refuse", ())]
    assert refused
    assert [said for said in refused if parse_figure(said, lang=code).error is None] == []


@each_language
def test_a_lexicon_knows_every_qualifier_but_vague(code):
    assert [q["id"] for q in lexicon(code).source["qualifiers"]] == READ_WITH_A_NUMBER


@each_language
def test_every_vague_word_is_vague_and_has_its_range(code):
    for entry in lexicon(code).source["vague"]:
        for word in spoken(entry["words"]):
            figure = parse_figure(word, lang=code)
            assert figure.qualifier == "vague", word
            assert (figure.low, figure.high) == (entry["low"], entry.get("high"))
            assert not figure.low_hard
            assert figure.value is None


@each_language
def test_the_words_around_a_number_are_reached(code):
    source = lexicon(code).source
    for phrase in spoken(source["increment"]["before"]):
        assert parse_figure(f"{phrase} 45", code).increment, phrase
    for phrase in spoken(source["increment"]["after"]):
        assert parse_figure(f"45 {phrase}", code).increment, phrase
    for phrase in spoken(source["decrease"]["before"]):
        assert parse_figure(f"{phrase} 45", code).value == -45, phrase
    for phrase in spoken(source["decrease"]["after"]):
        assert parse_figure(f"45 {phrase}", code).value == -45, phrase
    for period in source["periods"]:
        for phrase in spoken(period["words"]):
            assert parse_figure(f"45 {phrase}", code).unit == "rate", phrase
    for unit, words in source["units"].items():
        for phrase in spoken(words):
            assert parse_figure(f"45 {phrase}", code).unit == unit, phrase
    for phrase in spoken(source["none"]["phrases"]):
        assert parse_figure(phrase, code).value == 0, phrase
    for phrase in spoken(source["ignored"]["before"]):
        assert parse_figure(f"{phrase} 45", code).value == 45, phrase
    for phrase in spoken(
        [*source["ignored"].get("after", ()), *source["ignored"]["people"], *source["ignored"]["states"]]
    ):
        assert parse_figure(f"45 {phrase}", code).value == 45, phrase


@each_language
def test_refusals_say_why(code):
    refuse = lexicon(code).source["refuse"]
    beside_the_number = spoken(lexicon(code).source["decrease"]["after"])  # a correction there
    for place, said in (("before", "{} 45"), ("after", "45 {}"), ("counted", "45 {}")):
        for group in refuse[place]:
            for phrase in spoken(group["words"]):
                if place == "after" and phrase in beside_the_number:
                    continue
                assert group["why"] in (parse_figure(said.format(phrase), code).error or ""), phrase


@each_language
def test_the_words_of_a_figure_tell_its_language(code):
    english = lexicon("en")
    for qualifier in lexicon(code).source["qualifiers"]:
        for said in qualifier["examples"]:
            if all(token.kind != "word" or token.key in english.morphemes.whole for token in english.tokens(said)):
                continue  # "an die 600" is English for all that anyone can tell
            figure, named = parse_figure(said), parse_figure(said, code)
            assert figure.qualifier == named.qualifier, said
            assert (figure.low, figure.high) == (named.low, named.high) or figure.doubt, said


def test_there_is_no_lexicon_for_a_language_without_a_file():
    assert lexicon("xx") is None
    assert lexicon("en-GB") is lexicon("en_US") or lexicon("en-GB").code == "en"
