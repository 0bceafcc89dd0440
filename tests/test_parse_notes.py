"""What a note says of people counted in or taken out: the words of each lexicon, one sentence at a time."""

import pytest
import yaml
from conftest import FEW_LANGUAGES, each
from hypothesis import given, settings
from hypothesis import strategies as st

from figcheck.parse.notes import corrections_said
from figcheck.parse.notes.correction_words import DENIED, KINDS
from figcheck.parse.words.load_lexicon import LEXICONS, languages, plain_loader
from figcheck.parse.words.templates import expanded, place


def section(code):
    """What a lexicon says of corrections, read without compiling the lexicon: every process that collects tests does this."""
    source = (LEXICONS / f"{code}.yaml").read_bytes()
    return yaml.load(source, Loader=plain_loader())["corrections"]


SECTIONS = {code: section(code) for code in languages()}
EXAMPLES = [(code, *example) for code, section in SECTIONS.items() for example in section["examples"].items()]
REFUSED = [(code, said) for code, section in SECTIONS.items() for said in section["refuse"]]
PHRASES = [
    (code, kind, phrase)
    for code, section in SECTIONS.items()
    for kind in KINDS
    for said in section[kind]
    for phrase in expanded(said)
]


def in_words(found):
    figure = found.figure
    return f"{found.kind} {figure.value if figure.value is not None else f'{figure.low}-{figure.high}'}"


def said(note, lang=None):
    return [in_words(found) for found in corrections_said(note, lang)]


@pytest.mark.parametrize(("code", "note", "expected"), EXAMPLES, ids=[f"{e[0]} {e[1]}" for e in EXAMPLES])
def test_an_example_says_what_stands_beside_it(code, note, expected):
    assert "; ".join(said(note, code)) == expected


@pytest.mark.parametrize(("code", "note"), REFUSED, ids=[f"{r[0]} {r[1]}" for r in REFUSED])
def test_what_a_lexicon_refuses_says_nothing(code, note):
    assert said(note, code) == []


@pytest.mark.parametrize("code", each(languages(), FEW_LANGUAGES))
def test_every_phrase_is_reached_with_a_number(code):
    noun = SECTIONS[code]["nouns"][0]
    for language, kind, phrase in PHRASES:
        if language == code:
            before, *after = place(phrase)
            note = f"{before} 47 {noun} {after[0]}" if after else f"47 {noun} {before}"
            assert f"{kind} 47" in said(note, code), note


@pytest.mark.parametrize("code", each(languages(), FEW_LANGUAGES))
def test_no_clause_that_denies_says_anything(code):
    noun, phrase = SECTIONS[code]["nouns"][0], expanded(SECTIONS[code]["added"][0])[0]
    for denied in (one for entry in SECTIONS[code][DENIED] for one in expanded(entry)):
        assert said(f"47 {noun} {denied} {phrase}", code) == [], denied


@pytest.mark.parametrize(
    ("note", "lang", "expected"),
    [
        ("Six martyrs have been added", "tr", ["added 6"]),
        ("Altı şehit eklendi", "tr", ["added 6"]),
        ("Altı şehit eklendi", None, ["added 6"]),
        ("أضيف ستة شهداء", None, ["added 6"]),
        ("4 Dubletten entfernt", None, ["removed 4"]),
        ("42 people were added", "xx", ["added 42"]),
        ("Altı şehit eklendi", "de", []),
    ],
)
def test_a_note_is_in_the_language_of_its_claim_or_in_english(note, lang, expected):
    assert said(note, lang) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Toll of 1,243 dead, 81 names removed", ["removed 81"]),
        ("Removed: 81 names", ["removed 81"]),
        ("Duplicates removed (81)", ["removed 81"]),
        ("42 people (mostly women) were added", ["added 42"]),
        ("The toll is 42. Duplicates were removed.", []),
        ("(1) removed the duplicates", []),
        ("See https://example.org/42/removed", []),
        ("n_sources=5; corrected", []),
        ("4 of them were removed and added", []),
        ("81 names were removed and added again", []),
        ("more than 40 names were removed", ["removed 40"]),
        ("$42 were added", []),
        ("7 October was corrected", []),
    ],
)
def test_a_number_is_the_one_that_its_own_clause_speaks_of(note, expected):
    assert said(note, "en") == expected


def test_a_correction_quotes_the_words_that_count():
    (found,) = corrections_said(
        "The list was checked in May: 81 names removed, found on two lists. 12 rows left.", "en"
    )
    assert (found.words, found.sentence) == (
        "81 names removed",
        "The list was checked in May: 81 names removed, found on two lists",
    )


WORDS = sorted({word for _, _, phrase in PHRASES for word in phrase.split()})
NUMBERS = [
    "0",
    "1",
    "1.",
    "2)",
    "42",
    "1,324",
    "2024",
    "95%",
    "three",
    "dozens",
    "1.5 million",
    "20-30",
    "٤٢",
    "½",
    "-7",
    "$5",
]
MARKS = [
    ".",
    ",",
    ";",
    ":",
    "?",
    "(",
    ")",
    "–",
    "-",
    "\n",
    "…",
    "not",
    "and",
    "from",
    "to",
    "or more",
    "people",
    "é",
    "\u200f",
]
SOUP = st.lists(st.sampled_from([*WORDS, *NUMBERS, *MARKS]), max_size=20).map(" ".join)
LANGUAGES = st.sampled_from([None, "xx", "en-GB", *languages()])


@given(st.one_of(st.text(max_size=120), SOUP), LANGUAGES)
@settings(max_examples=1000, deadline=None)
@pytest.mark.slow
def test_any_note_is_read(note, lang):
    for found in corrections_said(note, lang):
        assert found.kind in KINDS
        assert found.figure.error is None
        assert not found.figure.correction
        assert found.words
        assert "".join(found.words.split()) in "".join(found.sentence.split())
