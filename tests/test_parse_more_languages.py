"""Italian, Portuguese and further languages: printed figures, with and without their language named."""

import csv
from pathlib import Path

import pytest

from figcheck.parse import parse_figure

with (Path(__file__).parent / "data" / "phrases_more_languages.csv").open(encoding="utf-8", newline="") as file:
    PRINTED = list(csv.DictReader(file))
LANGUAGES = sorted({row["lang"] for row in PRINTED})


def number(text):
    return None if text == "" else pytest.approx(float(text), abs=1e-6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_figures_mean_what_the_fixture_says_with_and_without_their_language(lang):
    rows = [row for row in PRINTED if row["lang"] == lang]
    assert len(rows) >= 18
    for row in rows:
        for named in (None, lang):
            figure = parse_figure(row["phrase"], named)
            assert (figure.error, figure.qualifier) == (None, row["qualifier"]), row["phrase"]
            numbers = tuple(map(number, (row["value"], row["low"], row["high"])))
            assert (figure.value, figure.low, figure.high) == numbers, row
            hard = (row["hard"] in ("both", "low"), row["hard"] in ("both", "high"))
            assert (figure.low_hard, figure.high_hard) == hard, row
