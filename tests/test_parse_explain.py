"""What `figcheck parse` shows."""

import json

from checker.parse import as_json, explain, parse_figure


def test_a_figure_is_explained_in_plain_lines():
    assert explain(parse_figure("more than 27,000 people")).splitlines() == [
        '"more than 27,000 people"',
        '  qualifier:  more than ("more than")',
        "  number:     27,000 people",
        "  range:      27,001 … (unbounded)  (lower bound hard: the words assert it)",
        "  taken as:   27,001 … 27,999",
        "  why:        The words exclude the number itself and assert that there are more; above it they bound nothing.",
        "              A reader takes it to stay below the next number that would rather have been named.",
        '  ignored:    "people"',
    ]


def test_an_unreadable_figure_says_where_it_stopped_and_how_to_mend_it():
    text = explain(parse_figure("neraly 1,200"))
    assert '"neraly 1,200"' in text
    assert 'nearest: "nearly"' in text
    assert "mend:" in text


def test_additions_and_soft_bounds_are_told():
    assert "addition" in explain(parse_figure("another 40"))
    assert "soft" in explain(parse_figure("about 40"))
    assert "belongs into the column interval" in explain(parse_figure("4,645 (95% CI 793–8,498)"))


def test_json_has_the_documented_fields_and_whole_people():
    text = json.dumps(as_json(parse_figure("more than 27,000")))
    assert text.startswith(
        '{"figure": "more than 27,000", "qualifier": "more_than", "value": 27000, "low": 27001, "high": null, '
        '"low_hard": true, "high_hard": false, "implied_low": 27001, "implied_high": 27999, "unit": "people", "error": null'
    )
    assert as_json(parse_figure("dozens"))["value"] is None
    assert as_json(parse_figure("20 to 30"))["low"] == 20
    assert as_json(parse_figure("blorft"))["low"] is None
