"""The ranges of docs/lexicons.md: the table, its laws, and what was really counted."""

import pytest
from figure_laws import assert_lawful, assert_lawful_correction
from hypothesis import given
from hypothesis import strategies as st

from figcheck.parse import parse_figure
from figcheck.parse.ranges.ranges import bounds_of, next_point, previous_point
from figcheck.parse.ranges.widths import hedge_width

COUNTS = st.one_of(
    st.integers(0, 200),
    st.integers(0, 10**9),
    st.builds(lambda n, zeros: n * 10**zeros, st.integers(1, 999), st.integers(0, 7)),
)
QUALIFIED = {
    "exact": "{}", "more_than": "more than {}", "at_least": "at least {}", "fewer_than": "fewer than {}",
    "at_most": "at most {}", "up_to": "up to {}", "about": "about {}", "nearly": "nearly {}", "just_over": "just over {}",
}  # fmt: skip
CORNERS = (1, 2, 9, 10, 93, 100, 110, 253, 10**9)


@given(COUNTS, st.sampled_from(sorted(QUALIFIED)), st.booleans())
def test_a_correction_is_the_mirror_image_of_its_number(n, qualifier, rounds):
    said = QUALIFIED[qualifier].format(n)
    figure, back = parse_figure(said, rounds=rounds), parse_figure(f"fell by {said}", rounds=rounds)
    if figure.error is not None or n == 0:
        return
    mirrored = [None if number is None else -number for number in (figure.value, figure.high, figure.low)]
    assert [back.value, back.low, back.high] == mirrored, said
    assert (back.low_hard, back.high_hard) == (figure.high_hard, figure.low_hard)
    assert_lawful_correction(back)


@given(COUNTS, st.sampled_from(sorted(QUALIFIED)), st.booleans())
def test_every_range_is_in_order_and_holds_its_implied_range(n, qualifier, rounds):
    figure = parse_figure(QUALIFIED[qualifier].format(n), rounds=rounds)
    if n == 0 and qualifier in ("fewer_than", "nearly"):
        assert figure.error is not None
    else:
        assert figure.qualifier == qualifier
        assert figure.value == n
        assert_lawful(figure)


@pytest.mark.parametrize("qualifier", sorted(QUALIFIED))
@pytest.mark.parametrize("n", CORNERS)
def test_corner_values_obey_the_table(qualifier, n):
    figure = parse_figure(QUALIFIED[qualifier].format(n))
    assert_lawful(figure)
    stated = {
        "more_than": (n + 1, None, True, False), "at_least": (n, None, True, False), "fewer_than": (0, n - 1, False, True),
        "at_most": (0, n, False, True), "up_to": (0, n, False, False),
    }  # fmt: skip
    if qualifier in stated:
        assert (figure.low, figure.high, figure.low_hard, figure.high_hard) == stated[qualifier]
    if qualifier == "nearly":
        assert figure.high == n - 1
        assert (figure.low_hard, figure.high_hard) == (False, True)
        assert figure.low >= n - max(1, n / 2) - 1
    if qualifier == "just_over":
        assert figure.low == n + 1
        assert (figure.low_hard, figure.high_hard) == (True, False)
        assert figure.high <= n + max(1, n / 2) + 1
    if qualifier in ("about", "exact"):
        assert figure.low <= n <= figure.high
    if qualifier == "exact":
        assert figure.low_hard == (n % 100 != 0)


@pytest.mark.parametrize(("n", "point"), [(100, 150), (110, 120), (27_000, 28_000), (93, 100), (253, 300), (9, 20)])
def test_the_next_point_is_where_a_speaker_would_have_named_another_number(n, point):
    assert next_point(n) == point
    assert bounds_of("more_than", n).implied_high == point - 1


@pytest.mark.parametrize(("n", "point"), [(100, 50), (110, 100), (27_000, 26_000), (253, 200), (93, 90), (1, -1)])
def test_the_previous_point_mirrors_it(n, point):
    assert previous_point(n) == point


@given(st.integers(1, 10**9))
def test_points_lie_beyond_the_neighbours_of_the_number(n):
    assert next_point(n) > n + 1
    assert previous_point(n) < n or n == 0
    assert previous_point(n) <= n - 2 or n == 1


@pytest.mark.parametrize(
    ("phrase", "counted"),
    [("nearly 1,200", 1_139), ("around 1,200", 1_139), ("nearly 500", 471), ("more than 27,000", 27_238),
     ("nearly 4,000", 3_778), ("27,000", 27_238)],
)  # fmt: skip
def test_what_was_really_counted_lies_in_the_range(phrase, counted):
    figure = parse_figure(phrase)
    assert figure.low <= counted
    assert figure.high is None or counted <= figure.high


def test_the_widths_are_those_of_the_study():
    # Widths that half of all readers stay within, by the regression of Ferson et al. 2015.
    for n, about, around, nearly, over in [(100, 19, 23, 14, 21), (500, 51, 60, 32, 54), (1_200, 58, 66, 40, 65)]:
        assert round(hedge_width(n, "about")[0]) == about
        assert round(hedge_width(n, "about", "around")[0]) == around
        assert round(hedge_width(n, "nearly")[0]) == nearly
        assert round(hedge_width(n, "just_over")[0]) == over


@given(st.integers(1, 10**12), st.sampled_from(["about", "nearly", "just_over", "exact"]))
def test_widths_keep_their_caps(n, qualifier):
    w50, w90 = hedge_width(n, qualifier)
    assert 0 < w50 <= w90 <= n
    if qualifier in ("nearly", "just_over"):
        assert w90 <= max(1, n / 2)
    if n % 10 == 0:
        grain = 10 ** (len(str(n)) - len(str(n).rstrip("0")))
        assert w90 <= 2 * grain


def test_beyond_the_fitted_million_widths_grow_by_tens():
    assert hedge_width(71_000_000, "about") == pytest.approx(
        [100 * width for width in hedge_width(710_000, "about")], rel=1e-9
    )


@given(COUNTS.filter(lambda n: n > 0), st.sampled_from(sorted(QUALIFIED)))
def test_separators_and_capitals_change_nothing(n, qualifier):
    said = QUALIFIED[qualifier]
    expected = parse_figure(said.format(n))
    for written in (f"{n:,}", f"{n:,}".replace(",", "."), f"{n:,}".replace(",", " "), f"{n:,}".replace(",", "\u202f"),
                    f"{n:,}".replace(",", "\u00a0"), f"{n:,}".replace(",", "'"), f"{n:,}".replace(",", "’")):  # fmt: skip
        for text in (said.format(written), said.format(written).upper(), f"  {said.format(written)} people"):
            figure = parse_figure(text)
            assert same(figure, expected), text


def same(a, b):
    fields = (
        "qualifier",
        "value",
        "low",
        "high",
        "low_hard",
        "high_hard",
        "implied_low",
        "implied_high",
        "unit",
        "digits",
    )
    return all(getattr(a, name) == getattr(b, name) for name in fields) and a.error is None


ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n, joiner):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            link = joiner if 0 < rest < 100 else " "
            return in_words(n // scale, joiner) + " " + name + (link + in_words(rest, joiner) if rest else "")
    raise AssertionError


@given(st.integers(0, 10**12 - 1), st.sampled_from([" ", " and "]), st.sampled_from(["{}", "about {}", "more than {}"]))
def test_words_say_the_same_as_digits(n, joiner, said):
    assert same(parse_figure(said.format(in_words(n, joiner))), parse_figure(said.format(n)))


@given(COUNTS)
def test_a_plain_number_that_is_not_round_is_itself(n):
    figure = parse_figure(str(n), rounds=False)
    assert figure.value == figure.low == figure.high == n
    assert figure.low_hard
    assert figure.high_hard


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_range_has_the_ends_it_states(low, more):
    high = low + more
    for text in (f"between {low:,} and {high:,}", f"{low:,} to {high:,}", f"{low:,}–{high:,}", f"{low:,} or {high:,}"):
        figure = parse_figure(text)
        if figure.error is not None:  # "20-30,000" could be 20,000-30,000
            assert "could be" in figure.error
            assert low < 1000 <= high
            continue
        assert (figure.low, figure.high, figure.value) == (low, high, None)
        assert figure.low_hard
        assert figure.high_hard


@given(st.integers(1, 1000))
def test_percent_is_closed_at_its_number(n):
    for said, low, high in (("more than {}%", n, None), ("fewer than {} percent", 0, n), ("{} per cent", n, n)):
        figure = parse_figure(said.format(n))
        assert (figure.unit, figure.low, figure.high) == ("percent", low, high)
        assert_lawful(figure)
