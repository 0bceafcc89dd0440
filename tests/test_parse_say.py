"""`figcheck say`: faithful ways to print a number, in every language that has a lexicon."""

import json

import pytest
from click.testing import CliRunner
from conftest import FEW_LANGUAGES, each
from hypothesis import given
from hypothesis import strategies as st

from figcheck.commands.cli import main
from figcheck.parse import faithful_phrases, parse_figure
from figcheck.parse.words.load_lexicon import languages

COUNTS = st.one_of(st.integers(0, 300), st.integers(0, 10**7), st.integers(0, 10**12))


@pytest.mark.parametrize("lang", each(languages(), FEW_LANGUAGES))
@given(n=COUNTS)
def test_what_is_proposed_holds_the_number_when_it_is_read_back(lang, n):
    phrasings = faithful_phrases(n, lang)
    assert phrasings[0].figure.qualifier == "exact"
    assert len({phrasing.text for phrasing in phrasings}) == len(phrasings)
    for text, figure in phrasings:
        again = parse_figure(text, lang)
        assert again == figure
        assert again.low <= again.implied_low <= n
        assert again.implied_high is None or n <= again.implied_high


@pytest.mark.parametrize("lang", each(languages(), FEW_LANGUAGES))
def test_every_language_has_a_phrase_for_every_qualifier(lang):
    proposed = {
        phrasing.figure.qualifier for n in (27_238, 27_800, 471, 1_139) for phrasing in faithful_phrases(n, lang)
    }
    assert proposed >= {"exact", "more_than", "at_least", "just_over", "about", "nearly", "fewer_than", "between"}


def test_the_command_shows_the_phrases_with_their_ranges():
    ran = CliRunner().invoke(main, ["say", "27238"])
    assert ran.exit_code == 0
    assert "more than 27,000" in ran.output
    assert "taken as 27,001 … 27,999" in ran.output
    rows = [
        json.loads(line)
        for line in CliRunner().invoke(main, ["say", "27.238", "--lang", "de", "--json"]).output.splitlines()
    ]
    assert "mehr als 27.000" in [row["figure"] for row in rows]


@pytest.mark.parametrize("wrong", [["dozens"], ["about 40"], ["12%"], ["27238", "--lang", "xx"]])
def test_what_is_no_count_or_no_language_is_a_usage_error(wrong):
    ran = CliRunner().invoke(main, ["say", *wrong])
    assert ran.exit_code == 2
    assert "Error" in ran.output
