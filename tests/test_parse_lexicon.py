"""The lexicon files: every example gives its range, every phrase is reached, what is to be refused is."""

import re

import pytest

from checker.model import QUALIFIERS
from checker.parse import parse_figure
from checker.parse.lexicon import languages, lexicon

LEXICONS = {code: lexicon(code) for code in languages()}
ALL = [(code, qualifier) for code, lex in LEXICONS.items() for qualifier in lex.source["qualifiers"]]
EXAMPLES = [(code, q["id"], said, span) for code, q in ALL for said, span in q.get("examples", {}).items()]
PHRASES = [(code, q["id"], phrase) for code, q in ALL for phrase in q["phrases"]]
REFUSED = [(code, said) for code, q in ALL for said in q.get("refuse", ())]


def ends(span):
    low, _, high = str(span).partition("…")
    whole = [int(end.replace(",", "")) if end.strip() else None for end in (low, high)]
    return tuple(whole)


@pytest.mark.parametrize(("code", "qualifier", "said", "span"), EXAMPLES, ids=[e[2] for e in EXAMPLES])
def test_an_example_has_the_range_beside_it(code, qualifier, said, span):
    figure = parse_figure(said, lang=code)
    assert (figure.error, figure.qualifier) == (None, qualifier)
    assert (figure.low, figure.high) == ends(span)


@pytest.mark.parametrize(("code", "qualifier", "phrase"), PHRASES, ids=[p[2] for p in PHRASES])
def test_a_phrase_is_reached_with_a_number(code, qualifier, phrase):
    said = re.sub(r"\bN\b", "40 to 45" if qualifier == "between" else "45", phrase)
    figure = parse_figure(said, lang=code)
    assert (figure.error, figure.qualifier) == (None, qualifier)
    assert figure.value == (None if qualifier == "between" else 45)


@pytest.mark.parametrize(("code", "said"), REFUSED, ids=[r[1] for r in REFUSED])
def test_what_a_lexicon_refuses_is_refused(code, said):
    assert parse_figure(said, lang=code).error is not None


@pytest.mark.parametrize("code", languages())
def test_a_lexicon_knows_every_qualifier_but_vague(code):
    assert [q["id"] for q in LEXICONS[code].source["qualifiers"]] == [q for q in QUALIFIERS if q != "vague"]


@pytest.mark.parametrize("code", languages())
def test_every_vague_word_is_vague_and_has_its_range(code):
    for entry in LEXICONS[code].source["vague"]:
        for word in entry["words"]:
            figure = parse_figure(word, lang=code)
            assert figure.qualifier == "vague", word
            assert (figure.low, figure.high) == (entry["low"], entry.get("high"))
            assert not figure.low_hard
            assert figure.value is None


def test_english_words_around_a_number_are_reached():
    source = LEXICONS["en"].source
    for phrase in source["increment"]["before"]:
        assert parse_figure(f"{phrase} 45").increment, phrase
    for phrase in source["increment"]["after"]:
        assert parse_figure(f"45 {phrase}").increment, phrase
    for period in source["periods"]:
        for phrase in period["words"]:
            assert parse_figure(f"45 {phrase}").unit == "rate", phrase
    for unit, words in source["units"].items():
        for phrase in words:
            assert parse_figure(f"45 {phrase}").unit == unit, phrase
    for phrase in source["none"]["phrases"]:
        assert parse_figure(phrase).value == 0, phrase
    for phrase in source["ignored"]["before"]:
        assert parse_figure(f"{phrase} 45").value == 45, phrase
    for phrase in [*source["ignored"]["after"], *source["ignored"]["people"], *source["ignored"]["states"]]:
        assert parse_figure(f"45 {phrase}").value == 45, phrase


def test_english_refusals_say_why():
    refuse = LEXICONS["en"].source["refuse"]
    for place, said in (("before", "{} 45"), ("after", "45 {}"), ("counted", "45 {}")):
        for group in refuse[place]:
            for phrase in group["words"]:
                assert group["why"] in (parse_figure(said.format(phrase)).error or ""), phrase


def test_there_is_no_lexicon_for_a_language_without_a_file():
    assert lexicon("xx") is None
    assert lexicon("en-GB") is lexicon("en_US") or lexicon("en-GB").code == "en"
