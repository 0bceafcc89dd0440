"""Lexicon files of a newsroom's own: they add to the words of figcheck, and a broken one is named and left out."""

import json

import pytest
import yaml
from command_line import command

import figcheck
from figcheck.parse import parse_figure, use_lexicons
from figcheck.parse.words.lexicon_shape import choices, faults
from figcheck.parse.words.load_lexicon import LEXICONS, languages, lexicon, plain_loader, shipped_languages
from figcheck.parse.words.templates import expanded

OURS = """code: en
qualifiers:
  - id: about
    phrases: [in the ballpark of N]
ignored:
  people: [smokejumpies]
"""
WELSH = """language: Welsh
code: cy
qualifiers:
  - {id: exact, means: exactly, phrases: [yn union N]}
  - {id: at_least, means: at least, phrases: [o leiaf N]}
  - {id: more_than, means: more than, phrases: [mwy na N]}
numbers: {words: {1: [un], 2: [dau, dwy]}}
vague: [{words: [dwsinau], low: 24}]
units: {percent: [y cant]}
ignored: {before: [tua], people: [pobl]}
"""


@pytest.fixture
def desk(tmp_path):
    """A folder for lexicons; whatever it puts in force is taken back at the end."""
    yield tmp_path
    use_lexicons([])


def put(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.slow
def test_phrases_are_added_to_a_language_and_taken_back_with_the_folder(desk):
    put(desk, "ours.yaml", OURS)
    assert parse_figure("in the ballpark of 300").error is not None
    assert use_lexicons([desk]) == []
    assert parse_figure("in the ballpark of 300 smokejumpies").qualifier == "about"
    assert parse_figure("more than 300").qualifier == "more_than"
    use_lexicons([])
    assert parse_figure("in the ballpark of 300").error is not None


@pytest.mark.slow
def test_a_language_of_its_own_is_read_and_detected(desk):
    put(desk, "cy.yaml", WELSH)
    assert use_lexicons([desk]) == []
    figure = parse_figure("o leiaf 300 pobl")
    assert (figure.qualifier, figure.low, figure.lang) == ("at_least", 300, "cy")
    assert parse_figure("mwy na 40", "cy").low == 41


BROKEN = [
    ("code: en\nqualifers: []\n", ":2", 'did you mean "qualifiers"?'),
    ("code: en\nqualifiers:\n  - id: abuot\n    phrases: [x N]\n", ":3", 'no qualifier "abuot"'),
    ("code: en\nqualifiers:\n  - id: about\n    phrases: [around]\n", ":4", "no N"),
    ("code: en\nignored:\n  people: anglers\n", ":3", "list of phrases"),
    ("code: en\nnumbers:\n  words: {many: [lots]}\n", ":3", "is not a number"),
    ("code: en\nnumbers:\n  scales: {1" + "0" * 400 + ": [zillion]}\n", ":3", "is not a number"),
    ("code: en\nignored: {people: [a, b]\n", ":3", ""),
    ("code: english\nignored: {people: [a]}\n", "", "two or three letters"),
    ("code: xx\nignored: {people: [a]}\n", "", "a new one needs: language"),
    ("", "", "empty"),
    ("- a list\n", ":1", "not a table"),
    ('code: en\nignored: {before: ["' + "(a|b)" * 20 + '"]}\n', ":2", "more than 1000 phrases"),
    ("code: en\nsay: &a [b]\nignored: {people: *a}\n", "", "alias"),
    ("code: en\nignored: " + "[" * 20_000 + "\n", "", ""),
    ("code: en\nnumbers: {and_between: [everything]}\n", "", "and_between"),
    (b"code: en\nignored: {people: [\xff\xfe]}\n", "", ""),
    ("!!python/object/apply:os.system [ls]\n", ":1", "not a table"),
]


@pytest.mark.parametrize(
    ("text", "line", "why"), [*BROKEN[:4], *(pytest.param(*one, marks=pytest.mark.slow) for one in BROKEN[4:])]
)
def test_a_broken_lexicon_is_named_with_its_line_and_the_others_are_used(desk, text, line, why):
    put(desk, "a-broken.yaml", text)
    put(desk, "ours.yaml", OURS)
    [error] = use_lexicons([desk])
    assert f"a-broken.yaml{line}" in error.where
    assert why in str(error)
    assert parse_figure("in the ballpark of 300").qualifier == "about"
    assert parse_figure("about 300").qualifier == "about"


def test_a_folder_that_is_missing_or_holds_no_lexicon_is_named(desk):
    errors = use_lexicons([desk / "nowhere", desk])
    assert [error.what for error in errors] == ["cannot read a folder of lexicons", "the folder has no lexicon"]


@pytest.mark.slow
def test_a_run_takes_the_setting_and_ends_with_2_for_a_broken_file(desk):
    header = "claim_id,event,measure,figure,source,published"
    put(desk, "claims.csv", f"{header}\na,quake,killed,in the ballpark of 300,AFP,2024-02-01\n")
    words = desk / "our-lexicons"
    words.mkdir()
    put(words, "en.yaml", OURS)
    put(desk, "figcheck.toml", 'lexicons = ["our-lexicons"]\n')
    assert "FC201" not in list(figcheck.check(desk / "claims.csv", as_of="2024-03-01").findings["code"])
    put(words, "broken.yaml", "code: en\nqualifers: []\n")
    result = figcheck.check(desk / "claims.csv", as_of="2024-03-01")
    assert (result.exit_status, len(result.errors)) == (2, 1)
    assert "FC201" not in list(result.findings["code"])


def test_the_command_parse_takes_the_setting(desk, monkeypatch):
    words = desk / "our-lexicons"
    words.mkdir()
    put(words, "en.yaml", OURS)
    put(desk, "figcheck.toml", 'lexicons = ["our-lexicons"]\n')
    monkeypatch.chdir(desk)
    ran = command("parse", "--json", "in the ballpark of 300")
    assert (ran.returncode, json.loads(ran.stdout)["qualifier"]) == (0, "about")


@pytest.mark.parametrize("code", shipped_languages())
def test_a_lexicon_of_figcheck_has_the_shape(code):
    node = yaml.compose((LEXICONS / f"{code}.yaml").read_text(encoding="utf-8"), Loader=plain_loader())
    assert list(faults(node)) == []


def test_choices_are_counted_without_writing_them_out():
    for phrase in ("N", "[well] (over|above) N", "(a|b) [c|d] (e|f) N"):
        assert choices(phrase) == len(expanded(phrase))


def test_languages_are_those_of_figcheck_without_a_folder():
    assert languages() == shipped_languages()
    assert lexicon("cy") is None
