"""The lexicon files of figcheck pass the check that anyone can run: examples, phrases, refusals of every section."""

import pytest
from conftest import FEW_LANGUAGES, each

from figcheck.model.words import QUALIFIERS
from figcheck.parse.check_lexicon import check_lexicon
from figcheck.parse.words.load_lexicon import LEXICONS, languages, lexicon

each_language = pytest.mark.parametrize("code", each(languages(), FEW_LANGUAGES))


@pytest.mark.parametrize("code", each(languages(), ("en",)))
def test_a_lexicon_passes_its_own_check_and_lacks_nothing(code):
    checked = check_lexicon(LEXICONS / f"{code}.yaml")
    assert (checked.complaints, checked.missing) == ([], [])
    assert checked.whole


@each_language
def test_a_lexicon_has_examples_and_refusals_to_check(code):
    source = lexicon(code).source
    assert sum(len(entry["examples"]) for entry in source["qualifiers"]) >= 30
    assert [said for entry in (*source["qualifiers"], source["decrease"]) for said in entry.get("refuse", ())]


@each_language
def test_a_lexicon_knows_every_qualifier_but_vague(code):
    assert [q["id"] for q in lexicon(code).source["qualifiers"]] == [name for name in QUALIFIERS if name != "vague"]


def test_there_is_no_lexicon_for_a_language_without_a_file():
    assert lexicon("xx") is None
    assert lexicon("en-GB") is lexicon("en_US") or lexicon("en-GB").code == "en"
