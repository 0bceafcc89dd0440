"""Templates become words: optional stretches, words for one and for several, and who says so."""

from __future__ import annotations

import pytest

from figcheck.model.errors import CardError
from figcheck.model.message_template import read_template, template_fields
from figcheck.report.wording import Said, fill_template


def filled(template: str, **values: object) -> str:
    said = {name: Said(["" if v is None else str(v)], [v]) for name, v in values.items()}
    return fill_template(template, said, 1)[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"claims": 3, "day": "2024-01-02"}, "Both differ. It has 3 claims. The first is of 2024-01-02."),
        ({"claims": 1, "day": None}, "Both differ. It has 1 claim."),
        ({"claims": None, "day": None}, "Both differ."),
    ],
)
def test_a_stretch_is_left_out_where_one_of_its_fields_is_missing(values, words):
    template = "Both differ.[[ It has {claims} {claims:claim|claims}.]][[ The first is of {day}.]]"
    assert filled(template, **values) == words


@pytest.mark.parametrize(
    ("value", "word"),
    [(1, "one"), (True, "one"), (0, "other"), (2, "other"), (False, "other"), ("1", "other"), (None, "")],
)
def test_the_first_word_is_for_one_and_for_true(value, word):
    assert filled("{n:one|other}", n=value) == word


def test_braces_and_single_brackets_are_text():
    assert filled("{{a}} [1] {n}", n=2) == "{a} [1] 2"


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-01-02", "AP, citing the army (2024-01-02) says so."), (None, "AP, citing the army, says so.")],
)
def test_an_aside_is_closed_by_a_comma_where_the_sentence_goes_on(day, words):
    assert filled("{by}[[ ({day})]] says so.", by="AP, citing the army", day=day) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("the mayor, quoted by AP", "the mayor, quoted by AP, says so."),
        ("AP, Reuters and AFP", "AP, Reuters and AFP says so."),
        ("Ministry of Health, Gaza", "Ministry of Health, Gaza says so."),
    ],
)
def test_an_aside_in_the_name_of_a_source_is_closed_too(source, words):
    assert filled("{source} says so.", source=source) == words


def test_a_field_that_nobody_fills_is_an_error():
    with pytest.raises(CardError, match=r"nothing fills \{gap\}"):
        filled("{by} {gap}", by="AP")


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("[[{a}", "a [[ has no ]]"),
        ("{a}]]", "]]: no [[ stands before it"),
        ("[[{a} [[{b}]]]]", "[[: it stands within another [[ ]]"),
        ("a[[ and b]]", "[[ and b]] has no field, so it is always said"),
        ("{a", "a { stands alone"),
        ("a}", "a } stands alone"),
    ],
)
def test_brackets_that_do_not_go_in_pairs_are_refused_with_the_line(template, why):
    with pytest.raises(CardError) as caught:
        read_template(template, "card.md:8")
    assert (caught.value.where, caught.value.why) == ("card.md:8", why)


@pytest.mark.parametrize("field", ["{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a:x}", "{a:x|y|z}", "{}", "{A}", "{0}"])
def test_anything_but_a_plain_name_or_a_choice_of_two_is_refused(field):
    with pytest.raises(CardError, match="is not a field"):
        template_fields(field)
