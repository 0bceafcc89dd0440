"""Cards are found, checked, chosen and given their parameters; a broken one stops no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from figcheck.compare.cards import shipped
from figcheck.compare.cards.catalogue import Catalogue, load_cards, shipped_folder
from figcheck.compare.cards.page import read_card
from figcheck.compare.cards.templates import check_template
from figcheck.model.errors import SettingsError

CARDS = Path(__file__).parent / "data" / "cards"
_ANY = ((),)
TABLES = {"figures": ["claim_id", "cell", "as_of", "low", "high"]}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_cards([CARDS / "good"], TABLES)


def test_cards_come_by_code(catalogue):
    assert [card.code for card in catalogue.cards] == ["FC101", "FC401"]
    assert catalogue.errors == ()


def test_a_broken_card_stops_no_other():
    catalogue = load_cards([CARDS / "broken", CARDS / "good"], TABLES)
    assert [card.code for card in catalogue.cards] == ["FC101", "FC401"]
    assert len(catalogue.errors) > 5
    assert catalogue.broken == {"FC402", "many-faults"}


def test_two_cards_of_one_code_are_an_error_that_names_both(tmp_path):
    twin = tmp_path / "FC401-falling-total.md"
    twin.write_bytes((CARDS / "good" / "time" / "FC401-falling-total.md").read_bytes())
    catalogue = load_cards([CARDS / "good", tmp_path], TABLES)
    assert [card.code for card in catalogue.cards] == ["FC101", "FC401"]
    assert [error.what for error in catalogue.errors] == [
        'the code "FC401" is taken',
        'the name "falling-total" is taken',
    ]
    assert "tests/data/cards/good/time/FC401-falling-total.md" in (catalogue.errors[0].why or "")
    assert "FC401-falling-total.md" in (catalogue.errors[0].where or "")


def test_the_shipped_cards_are_whole_and_a_run_reads_the_same_without_their_examples():
    whole, run = shipped.catalogue([], examples=True), shipped.catalogue([])
    assert whole.errors == run.errors == ()
    assert all(card.examples for card in whole.cards)
    assert [replace(card, examples=()) for card in whole.cards] == [replace(card, rests_on=_ANY) for card in run.cards]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    assert load_cards([tmp_path / "none"]).errors[0].what == "there is no folder of rule cards here"


def test_other_markdown_is_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("# Our rules\n", encoding="utf-8")
    assert load_cards([tmp_path]) == Catalogue(())


def test_a_misnamed_card_is_not_left_alone(tmp_path):
    (tmp_path / "FC4x1.md").write_text("# Our rules\n", encoding="utf-8")
    assert load_cards([tmp_path]).errors


def test_a_query_outside_the_subset_is_told_at_its_line(tmp_path):
    text = (CARDS / "good" / "time" / "FC401-falling-total.md").read_text(encoding="utf-8")
    path = tmp_path / "FC401-falling-total.md"
    path.write_text(text.replace("where b.high < a.low", "where not (b.high >= a.low)"), encoding="utf-8")
    (error,) = load_cards([tmp_path], TABLES).errors
    assert (error.where or "").endswith(":21")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{gap} fewer", "{gpa} fewer", "nothing fills {gpa}"),
        ("Ask {origin}", "Ask {orgin}", "nothing fills {orgin}"),
        ("+ $settle_days", "", 'nothing uses the parameter "settle_days"'),
    ],
)
def test_templates_and_parameters_are_checked_against_the_query(tmp_path, old, new, what):
    text = (CARDS / "good" / "time" / "FC401-falling-total.md").read_text(encoding="utf-8")
    path = tmp_path / "FC401-falling-total.md"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [error.what for error in load_cards([tmp_path], TABLES).errors] == [what]


def test_a_template_may_hold_braces():
    assert check_template("{{not a field}} {figure}", "c.md:3", {"figure"}) == []


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ([], [], ["FC101", "FC401"]),
        (["FC401"], [], ["FC401"]),
        (["fc4"], [], ["FC401"]),
        (["FC"], ["FC1"], ["FC401"]),
        (["falling-total", "missing-cell"], [], ["FC101", "FC401"]),
        ([], ["missing-cell"], ["FC401"]),
        (["FC401"], ["FC4"], []),
    ],
)
def test_cards_are_chosen_by_code_family_or_name(catalogue, select, ignore, codes):
    assert [card.code for card in catalogue.choose(select, ignore)] == codes


@pytest.mark.parametrize(
    ("selector", "mend"),
    [
        ("FC410", 'did you mean "FC401"?'),
        ("faling-total", 'did you mean "falling-total"?'),
        ("FC7", None),
        ("", None),
        ("zzz", None),
    ],
)
def test_an_unknown_selector_is_refused_with_the_nearest(catalogue, selector, mend):
    with pytest.raises(SettingsError) as caught:
        catalogue.choose([selector])
    assert mend is None or caught.value.mend == mend


def test_a_broken_card_can_still_be_named():
    catalogue = load_cards([CARDS / "broken", CARDS / "good"])
    assert [card.code for card in catalogue.choose([], ["FC402"])] == ["FC101", "FC401"]


def test_parameters_are_the_defaults_and_what_is_given(catalogue):
    assert catalogue.parameters({}) == {"FC101": {}, "FC401": {"settle_days": 0}}
    assert catalogue.parameters({"falling-total": {"settle_days": 3}})["FC401"] == {"settle_days": 3}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"FC401": {"setle_days": 3}}, 'did you mean "settle_days"?'),
        ({"FC401": {"settle_days": "3"}}, "like its default: 0"),
        ({"FC401": {"settle_days": True}}, "like its default: 0"),
        ({"FC400": {}}, 'did you mean "FC401"?'),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_refused(catalogue, given, says):
    with pytest.raises(SettingsError, match=None) as caught:
        catalogue.parameters(given)
    assert says in str(caught.value)


def test_the_shipped_folder_is_that_of_the_checkout_or_the_package():
    assert shipped_folder().name == "rules"
    assert shipped_folder().is_dir()


def test_a_shipped_card_means_the_same_to_libyaml_as_to_the_reader_of_strangers_cards():
    paths = sorted(shipped_folder().rglob("FC*.md"))
    assert len(paths) > 50
    for path in paths:
        ours = read_card(path, path.name, shipped=True, examples=False)
        assert replace(ours, shipped=False) == read_card(path, path.name, examples=False)
