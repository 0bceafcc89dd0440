"""What `figcheck parse` shows."""

import json

import pytest

from figcheck.parse import as_json, explain, parse_figure


def test_a_figure_is_explained_in_plain_lines():
    assert explain(parse_figure("more than 27,000 people")).splitlines() == [
        '"more than 27,000 people"',
        '  qualifier:  more than ("more than")',
        '  number:     27,000 people ("27,000")',
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
    assert "fix:" in text


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


def test_what_stopped_the_reading_is_pointed_at_and_the_nearest_phrase_is_named():
    lines = explain(parse_figure("27 dead, 40 injured")).splitlines()
    assert lines[1].index("^") == lines[0].index("40")
    assert '"27 dead" could be read' in lines[-1]
    fields = as_json(parse_figure("27 dead, 40 injured"))
    assert (fields["stopped_span"], fields["nearest"]) == ([9, 11], "27 dead")
    assert as_json(parse_figure("neraly 1,200"))["nearest"] == "nearly 1,200"


def test_spans_point_at_the_words_as_printed():
    said = "At least  27,000 children"
    fields = as_json(parse_figure(said))
    for name, words in (("qualifier_span", "At least"), ("number_span", "27,000")):
        start, end = fields[name]
        assert said[start:end] == words
    assert [said[part["start"] : part["end"]] for part in fields["parts"]] == ["At least", "27,000", "children"]
    solid = "über siebenundzwanzigtausend Tote"
    start, end = as_json(parse_figure(solid))["number_span"]
    assert solid[start:end] == "siebenundzwanzigtausend"


@pytest.mark.parametrize(
    ("said", "of"),
    [("70 percent of the dead, mostly children", "the dead"), ("14 out of 45 passengers", "45 passengers"), ("half", None),
     ("one in five children", "children"), ("about two-thirds of those killed", "those killed"), ("38%", None),
     ("ein Drittel der Menschen", "Menschen")],
)  # fmt: skip
def test_a_share_says_of_what_where_the_words_do(said, of):
    assert parse_figure(said).of == of


def test_three_zeros_after_a_point_have_two_readings_and_both_are_told():
    doubt = parse_figure("10.000").doubt
    assert "10,000" in doubt
    assert doubt.endswith("would be 10")
    assert doubt in explain(parse_figure("10.000"))
    assert parse_figure("10.000", "de").doubt is None
    assert parse_figure("10,000", "de").doubt is not None
    assert parse_figure("10,000").doubt is None
    assert parse_figure("2.000 million").value == 2_000_000
