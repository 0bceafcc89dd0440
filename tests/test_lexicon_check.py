"""`figcheck lexicon check FILE`: a native speaker learns in plain words what fails in a file, where, and what is missing."""

import pytest
import yaml
from conftest import each
from hypothesis import given
from hypothesis import strategies as st

from figcheck.parse import parse_figure
from figcheck.parse.check_lexicon import check_lexicon
from figcheck.parse.words.load_lexicon import LEXICONS, plain_loader

WELSH = """language: Welsh
code: cy
qualifiers:
  - id: at_least
    means: at least
    phrases: [o leiaf N]
    examples: {"o leiaf 300 o bobl": "300 …"}
    refuse: [o leiaf]
  - {id: more_than, means: more than, phrases: [mwy na N]}
numbers: {words: {1: [un], 2: [dau, dwy]}}
vague: [{words: [dwsinau], low: 24}]
units: {percent: [y cant]}
ignored: {before: [tua], people: [pobl, o bobl]}
"""


def test_a_file_that_passes_says_so_and_what_is_missing(figcheck, write):
    write("cy.yaml", WELSH)
    done = figcheck("lexicon", "check", "cy.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert said[-1].startswith("cy.yaml: Welsh, a whole language: nothing fails, ")
    assert 'cy.yaml: the qualifier `nearly` has no phrase (in English: "nearly N")' in said
    assert 'cy.yaml: `vague` has no word for 200 …  (in English: "hundreds")' in said or any(
        "200 …" in line for line in said
    )
    assert any("`corrections` is missing" in line for line in said)
    assert any("no word for 3, 4," in line for line in said)


FAULTS = [
    ('"300 …"}', '"301 …"}', 7, '"o leiaf 300 o bobl" must be at least, 301 …, but it is read as at least, 300 …'),
    ('"300 …"}', '"300 -"}', 7, 'the range of "o leiaf 300 o bobl" is "300 -"'),
    ("refuse: [o leiaf]", "refuse: [o leiaf 3]", 8, '"o leiaf 3" must not be read, but it is read as at least, 3 …'),
    (
        "phrases: [mwy na N]",
        "phrases: [o leiaf N]",
        9,
        '"o leiaf 45" must be more than, but it is read as at least, 45 …',
    ),
    ("people: [pobl, o bobl]", "people: [pobl, mwy]", 7, '"o leiaf 300 o bobl"'),
    ("low: 24", "low: twelve", 11, '"twelve" in "low" is not a number'),
    ("  - {id: more_than", "  - {id: more", 9, 'there is no qualifier "more"'),
    ("[tua]", "[tua, mwy na]", 13, '"mwy na 45" must be 45 (`ignored.before`)'),
    ("means: more than,", "means: more than, as_wide_as: {mwy: some},", 1, "as_wide_as names some"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "what"), each(FAULTS[:4] + FAULTS[5:7] + FAULTS[8:], quick=()))
def test_what_fails_is_named_with_its_line(figcheck, write, right, wrong, line, what):
    assert right in WELSH
    write("cy.yaml", WELSH.replace(right, wrong))
    done = figcheck("lexicon", "check", "cy.yaml")
    assert done.returncode == 1
    assert any(said.startswith(f"cy.yaml:{line}: ") and what in said for said in done.stdout.splitlines()), done.stdout


def test_a_file_that_adds_words_is_checked_with_those_of_figcheck(figcheck, write):
    write("ours.yaml", "code: en\nqualifiers:\n  - id: about\n    phrases: [in the ballpark of N]\n")
    done = figcheck("lexicon", "check", "ours.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ours.yaml: English, words that are added to those of figcheck: nothing fails\n"


@pytest.mark.slow
def test_files_that_cannot_be_read_do_not_hide_the_others(figcheck, write):
    write("broken.yaml", "code: [en\n")
    write("cy.yaml", WELSH)
    done = figcheck("lexicon", "check", "broken.yaml", "nowhere.yaml", "cy.yaml")
    assert done.returncode == 2
    assert "Welsh" in done.stdout
    assert "broken.yaml" in done.stderr
    assert "nowhere.yaml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_file_that_was_tried_is_not_in_force_afterwards(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("code: en\nqualifiers:\n  - id: about\n    phrases: [in the ballpark of N]\n", encoding="utf-8")
    assert check_lexicon(path).complaints == []
    assert parse_figure("in the ballpark of 300").error is not None


ENGLISH = yaml.load((LEXICONS / "en.yaml").read_bytes(), Loader=plain_loader())
SECTIONS = sorted(set(ENGLISH) - {"code", "language"})


@pytest.mark.slow
@given(st.sets(st.sampled_from(SECTIONS), min_size=1, max_size=4))
def test_any_section_that_is_taken_away_is_named_or_not_needed(tmp_path_factory, gone):
    path = tmp_path_factory.mktemp("lexicon") / "xx.yaml"
    source = {key: value for key, value in ENGLISH.items() if key not in gone}
    path.write_text(yaml.safe_dump({**source, "code": "xx"}, allow_unicode=True), encoding="utf-8")
    checked = check_lexicon(path)
    said = " ".join([*checked.missing, *(complaint.what for complaint in checked.complaints)])
    for section in gone & {"qualifiers", "numbers", "vague", "units", "ignored"}:
        assert section in said
    for section in gone & {"corrections", "refuse", "none", "context", "joins", "periods"} if checked.whole else ():
        assert section in said or section == "refuse"
