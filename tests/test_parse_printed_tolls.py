"""Tolls as agencies of twelve languages print them: labelled first, and half of them unread until the words were written.

`source` is the page that printed the phrase, and empty where a fluent writer wrote it down as agencies print it. `printed` is
the day or month of the page, where known. `half` is "read" for the phrases that rules were written from, "unread" for the half
that was measured once, before its misses were added too, and "later" for pages found after that. The pages found last are
"fresh" and "fresh unread" in the same way. For a word of no number, `low` is the least that it says.
"""

import csv
from pathlib import Path

import pytest

from figcheck.parse import parse_figure

with (Path(__file__).parent / "data" / "printed_tolls.csv").open(encoding="utf-8", newline="") as file:
    PRINTED = list(csv.DictReader(file))
LANGUAGES = sorted({row["lang"] for row in PRINTED})
LEAST = 95


def bounds(row):
    """(low, high) where the words alone set them; None where the width of a hedge does, or nothing."""
    value = int(row["value"] or 0)
    return {
        "more_than": (value + 1, None), "at_least": (value, None), "just_over": (value + 1, None), "nearly": (None, value - 1),
        "fewer_than": (0, value - 1), "at_most": (0, value), "up_to": (0, value),
    }.get(row["qualifier"], ((row["low"] and int(row["low"])) or None, (row["high"] and int(row["high"])) or None))  # fmt: skip


def is_right(row, figure):
    said = figure.qualifier, figure.unit, figure.increment
    if figure.error is not None or said != (row["qualifier"], row["unit"], row["increment"] == "yes"):
        return False
    if (figure.value is None) != (row["value"] == "") or (row["value"] and figure.value != int(row["value"])):
        return False
    ends = zip((figure.low, figure.high), bounds(row), strict=True)
    return all(wanted is None or got == wanted for got, wanted in ends)


def misses(lang, named):
    rows = [row for row in PRINTED if row["lang"] == lang]
    return len(rows), [row["phrase"] for row in rows if not is_right(row, parse_figure(row["phrase"], named))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_tolls_are_read_in_their_language(lang):
    of, wrong = misses(lang, lang)
    assert 100 * (of - len(wrong)) >= LEAST * of, wrong


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_tolls_are_read_without_their_language(lang):
    of, wrong = misses(lang, None)
    assert 100 * (of - len(wrong)) >= LEAST * of, wrong


def test_there_are_enough_printed_tolls_of_each_language():
    assert len(LANGUAGES) == 12
    for lang in LANGUAGES:
        rows = [row for row in PRINTED if row["lang"] == lang]
        assert len(rows) >= 100
        assert sum(row["half"] in ("unread", "fresh unread") for row in rows) >= 40
        assert len({row["qualifier"] for row in rows}) >= 7


@pytest.mark.slow
def test_no_printed_toll_is_read_as_something_else():
    """What cannot be read is refused. A wrong number or hedge would accuse somebody."""
    wrong = [
        (row["lang"], row["phrase"])
        for row in PRINTED
        if (figure := parse_figure(row["phrase"], row["lang"])).error is None and not is_right(row, figure)
    ]
    assert wrong == []
