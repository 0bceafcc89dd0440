"""Vocabularies: what they declare, how they are merged, and what they cannot say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from figcheck.model.errors import LedgerError
from figcheck.read.reading import read
from figcheck.read.vocabulary_yaml import merge, read_vocabulary

TREE = """
events:
  war: {start: 2023-10-07, end: null, populations: {all: {aliases: [Gazans]}}}
places:
  country: {contains: [region]}
  region: {contains: [town, No]}
"""


def test_containment_reaches_through_several_levels():
    wholes = read_vocabulary(TREE, "v.yaml").wholes("place", None)
    assert wholes["town"] == {"region", "country"}
    assert wholes["No"] == {"region", "country"}


def test_an_alias_of_an_event_holds_for_it_alone():
    resolve = read_vocabulary(TREE, "v.yaml").resolver("population")
    assert resolve("war", "gazans") == "all"
    assert resolve("quake", "Gazans") == "Gazans"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("events:\n  war: {start: soon}\n", 2, '"soon" is not a date'),
        ("events:\n  war: {strat: 2023-10-07}\n", 2, 'did you mean "start"?'),
        ("evnets: {}\n", 1, 'did you mean "events"?'),
        ("places:\n  a: {}\n  a: {}\n", 3, '"a" appears twice'),
        ("places: [a\n", 2, "not valid YAML"),
        ("origins:\n  MoH: {rounds: often}\n", 2, "rounds: often"),
        ("events:\n  war: {start: 2023-10-07, end: 2023-10-01}\n", 2, "ends before it starts"),
        ("measures:\n  wounded: {counts: hurt}\n", 2, 'cannot read "counts: hurt"'),
        ("measures:\n  wounded: {may_count_twice: often}\n", 2, 'cannot read "may_count_twice: often"'),
        ("places:\n  a: {counts: dead}\n", 2, 'has no key "counts"'),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line(text, line, words):
    with pytest.raises(LedgerError) as caught:
        read_vocabulary(text, "v.yaml")
    assert words in str(caught.value)
    assert caught.value.where == f"v.yaml:{line}"


def test_two_vocabularies_must_agree_on_an_event():
    one = read_vocabulary("events: {war: {start: 2023-10-07}}", "a")
    other = read_vocabulary("events: {war: {start: 2023-10-08}}", "b")
    assert merge({"a": one, "b": one}).events["war"].start == date(2023, 10, 7)
    with pytest.raises(LedgerError, match="declared with other dates in a"):
        merge({"a": one, "b": other})


def test_a_broken_vocabulary_is_named_and_accuses_no_event(write):
    write("figures/a.csv", "claim_id,event,figure\na,war,12\n")
    write("figures/vocabulary.yaml", "events: [\n")
    write("figures/more.vocabulary.yaml", "events: {quake: {start: 2024-01-01}}\n")
    reading = read([Path("figures")])
    assert len(reading.errors) == 1
    assert not reading.vocabulary.complete
    assert reading.vocabularies == ["figures/more.vocabulary.yaml"]


def test_what_a_measure_counts_is_declared_for_all_events_or_for_one():
    shipped = read([]).vocabulary
    own = "measures: {martyrs: {counts: dead}}\nevents: {war: {measures: {martyrs: {counts: missing}}}}"
    both = merge({"": shipped, "own": read_vocabulary(own, "own")})
    assert both.counted("quake", "martyrs") == ("dead", False)
    assert both.counted("war", "martyrs") == ("missing", False)
    assert both.counted(None, "injured") == ("injured", True)
    assert both.counted(None, "orphans") == (None, False)


def test_the_shipped_measures_know_that_casualties_are_killed_and_injured():
    vocabulary = read([]).vocabulary
    assert vocabulary.resolver("measure")(None, "Wounded") == "injured"
    assert vocabulary.wholes("measure", None)["injured"] == {"casualties"}
