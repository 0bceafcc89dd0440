"""Marks beside a number, and slips of spreadsheets and of typing that hide one."""

import pytest

from figcheck.parse import parse_figure

MARKED = [
    ("12[1]", "[1]"), ("12 [a]", "[a]"), ("12 [1]", "[1]"), ("12¹", "¹"), ("12†", "†"), ("12*", "*"), ("12 *", "*"), ("12**", "**"),
    ("12#", "#"), ("12r", "r"), ("12p", "p"), ("12 r", "r"), ("12 (p)", "(p)"), ("12 (r)", "(r)"), ("12[1][2]", "[1][2]"),
    ("12 people[3]", "[3]"), ("12* people†", "* †"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "mark"), MARKED)
def test_a_mark_is_kept_and_is_not_part_of_the_number(said, mark):
    figure = parse_figure(said)
    assert (figure.error, figure.value, figure.mark, figure.figure) == (None, 12, mark, said)


@pytest.mark.parametrize(("said", "meaning"), [("12p", "provisional"), ("12 (r)", "revised"), ("12[1]", "footnote")])
def test_a_part_says_what_the_mark_stands_for(said, meaning):
    [mark] = [part for part in parse_figure(said).parts if part.role == "ignored"]
    assert meaning in mark.meaning


@pytest.mark.parametrize("said", ["12", "12 people", "12 (8-20)", "1 in 5", "12)"])
def test_what_is_not_a_mark_is_none(said):
    assert parse_figure(said).mark is None


@pytest.mark.parametrize("said", ["10³", "12 * 3", "12 (3)", "12 [14]", "43ᵗʰ"])
def test_what_may_be_a_number_is_not_taken_for_a_mark(said):
    assert parse_figure(said).error is not None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12.0", 12), ("1 234", 1234), ("1\u00a0234", 1234), ("1\u2009234", 1234), ("1\u202f234", 1234), ("3.00E+06", 3_000_000),
        ("4,00E+03", 4000),
    ],
)  # fmt: skip
def test_numbers_are_read_as_spreadsheets_print_them(said, value):
    assert parse_figure(said).value == value


def test_half_a_person_of_a_spreadsheet_is_refused():
    assert parse_figure("1.5E+00").impossible


@pytest.mark.parametrize(
    ("said", "printed"), [("9-May", "5-9"), ("Jan-04", "1-4"), ("4-Jan", "1-4"), ("09.Mai", "5-9"), ("12-янв", "1-12")]
)
def test_a_range_that_a_spreadsheet_turned_into_a_day_is_named(said, printed):
    figure = parse_figure(said)
    assert f"the range {printed}" in figure.error
    assert printed in figure.mend


@pytest.mark.parametrize("said", ["2024-09-05", "2024-09-05 00:00:00", "12/5/2023", "12.05.2023"])
def test_a_date_is_not_a_figure(said):
    assert "is a date" in parse_figure(said).error


@pytest.mark.parametrize(
    ("said", "meant"), [("O43", "043"), ("l2", "12"), ("1O", "10"), ("I2", "12"), ("1,O00", "1,000"), ("О43", "043")]
)
def test_a_letter_in_place_of_a_digit_is_refused_with_that_cause(said, meant):
    figure = parse_figure(said)
    assert "a letter in place of a digit" in figure.error
    assert f"`{meant}`" in figure.mend
