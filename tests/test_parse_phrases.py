"""Figures as newsrooms print them, one row each, and those that must not be read."""

import csv
from pathlib import Path

import pytest

from figcheck.parse import parse_figure

DATA = Path(__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


READ = rows("phrases_en.csv")
REFUSED = rows("phrases_en_refused.csv")


def number(text):
    return None if text == "" else pytest.approx(float(text), abs=1e-6)


QUALIFIERS = (
    "exact", "more_than", "at_least", "fewer_than", "at_most", "up_to", "about", "nearly", "just_over", "between", "vague",
)  # fmt: skip


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_a_printed_figure_means_what_the_fixture_says(qualifier):
    printed = [row for row in READ if row["qualifier"] == qualifier]
    assert printed
    for row in printed:
        assert_means(parse_figure(row["phrase"]), row)


def assert_means(figure, row):
    """The figure is what a row of phrases_*.csv says that it is."""
    said = row["phrase"]
    assert figure.error is None, said
    assert (figure.qualifier, figure.unit) == (row["qualifier"], row["unit"]), said
    numbers = number(row["value"]), number(row["low"]), number(row["high"])
    assert (figure.value, figure.low, figure.high) == numbers, said
    hard = row["hard"] in ("both", "low"), row["hard"] in ("both", "high")
    assert (figure.low_hard, figure.high_hard) == hard, said
    assert figure.increment == (row["increment"] == "yes"), said


@pytest.mark.parametrize("because", sorted({row["because"] for row in REFUSED}))
def test_what_is_no_figure_is_refused_with_a_reason_and_a_way_to_mend_it(because):
    for row in (row for row in REFUSED if row["because"] == because):
        figure, said = parse_figure(row["phrase"]), row["phrase"]
        assert figure.error is not None, said
        assert because in figure.error, said
        assert row["mend"] in figure.mend, said
        assert (figure.low, figure.qualifier) == (None, None), said


def test_there_are_enough_phrases_to_mean_something():
    assert len(READ) >= 250
    assert {row["qualifier"] for row in READ} == set(QUALIFIERS)


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [("no fewer than 12", "fewer_than"), ("no more than 12", "more_than"), ("not more than 12", "more_than"),
     ("as many as 12", "exact"), ("100+", "exact")],
)  # fmt: skip
def test_the_longer_phrase_wins(phrase, wrong):
    assert parse_figure(phrase).qualifier != wrong


def test_only_words_of_no_consequence_are_ignored_and_they_are_named():
    figure = parse_figure("at least 27 Palestinian children killed in Gaza")
    assert {part.role for part in figure.parts} == {"qualifier", "number", "ignored"}
    assert [figure.figure[p.start : p.end] for p in figure.parts if p.role == "ignored"] == [
        "Palestinian", "children", "killed", "in", "Gaza",
    ]  # fmt: skip


def test_parts_lie_in_the_figure_in_order():
    for row in READ:
        figure = parse_figure(row["phrase"])
        ends = [0, *(edge for part in figure.parts for edge in (part.start, part.end)), len(row["phrase"])]
        assert ends == sorted(ends), row["phrase"]


def test_an_origin_that_never_rounds_makes_a_round_number_a_count():
    figure = parse_figure("27,000", rounds=False)
    assert (figure.low, figure.high, figure.low_hard, figure.high_hard) == (27_000, 27_000, True, True)
    assert parse_figure("about 27,000", rounds=False) == parse_figure("about 27,000")
    words = parse_figure("27,000 people killed", rounds=False)
    assert (words.low, words.high, words.low_hard) == (27_000, 27_000, True)


def test_a_language_without_a_lexicon_reads_digits_and_says_so_for_words():
    assert parse_figure("1.234", lang="de").value == 1234
    assert parse_figure("12-15", lang="xx").qualifier == "between"
    refused = parse_figure("mehr als 12", lang="xx-YY")
    assert '"xx-YY"' in refused.error
    assert "en" in refused.error


def test_a_regional_english_is_english():
    assert parse_figure("nearly 500", lang="en-GB") == parse_figure("nearly 500")


def test_a_page_is_no_figure():
    assert "characters long" in parse_figure("27 " * 400).error
    assert parse_figure(None).error is not None
