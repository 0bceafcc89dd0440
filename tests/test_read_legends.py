"""What a ledger's own lines say of its marks is said where a figure with such a mark is found; without them nothing is assumed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from figcheck.parse.claims import parse_claims
from figcheck.read.reading import read

HEADING = "claim_id,event,measure,figure,source,published,as_of,origin\n"
ROWS = (
    "a,flood,killed,14,Valley Radio,2024-02-03,2024-02-02,ministry\n"
    "b,flood,killed,{},Valley Radio,2024-02-04,2024-02-03,ministry\n"
)
LEGENDS = {
    "a title": ("Deaths in the flood\np = provisional; r = revised\n" + HEADING, "", "10p", "provisional"),
    "a line at the end": (HEADING, "p: provisional\n", "10 (p)", "provisional"),
    "brackets": (HEADING, "(r) revised since\n", "10 (r)", "revised since"),
    "two cells": (HEADING, "p = provisional,r = revised\n", "10 r", "revised"),
    "a word before": (HEADING, "Legend: (p) provisional; (r) revised\n", "10r", "revised"),
    "a sign": (HEADING, "* without the missing\n", "10*", "without the missing"),
    "a raised digit": (HEADING, "¹ from hospitals alone\n", "11¹", "from hospitals alone"),
    "no blank": (HEADING, "p:provisional\n", "10p", "provisional"),
}


def meaning_of(write, above: str, figure: str, below: str) -> str | None:
    write("figures/a.csv", above + ROWS.format(figure) + below)
    reading = read([Path("figures")])
    parsed = parse_claims(reading.claims, reading.vocabulary)
    assert parsed["claim_id"].tolist() == ["a", "b"]
    found = parsed["mark_meaning"].tolist()[1]
    return None if pd.isna(found) else found


@pytest.mark.parametrize(("above", "below", "figure", "meaning"), LEGENDS.values(), ids=LEGENDS)
def test_a_mark_means_what_the_lines_around_the_table_say(write, above, below, figure, meaning):
    assert meaning_of(write, above, figure, below) == meaning


@pytest.mark.parametrize("below", ["", "r: revised\n", "Source: AFP\n", "p. 12 of the bulletin\n"])
def test_without_a_legend_of_the_mark_nothing_is_assumed(write, below):
    assert meaning_of(write, HEADING, "10p", below) is None


@pytest.mark.slow
@pytest.mark.usefixtures("compared_once")
def test_the_meaning_stands_in_the_finding(figcheck, write):
    write("figures/a.csv", HEADING + ROWS.format("10p") + "p: provisional\n")
    done = figcheck("run", "figures", "--as-of", "2024-06-01", "--format", "jsonl", "--select", "FC401")
    [finding] = map(json.loads, done.stdout.splitlines())
    assert finding["message"].endswith(" The ledger says that the mark of “10p” stands for “provisional”.")
