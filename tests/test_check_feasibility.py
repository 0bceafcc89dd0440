"""The test behind contradictions and falls: one truth or none, and whom to accuse."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.compare.conflicts.feasibility import infeasible

claim = st.tuples(
    st.integers(0, 5),  # day
    st.integers(0, 30),  # low
    st.one_of(st.none(), st.integers(0, 5)),  # width; None is open-ended
    st.booleans(),  # an estimate
)

near = st.tuples(st.integers(0, 5), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 5)), st.booleans())
"""Claims of which none is ten times another: that would be a miss of hard bounds."""


def table(claims):
    """Claims as (day, low, width or None, estimate)."""
    frame = pd.DataFrame(claims, columns=["day", "low", "width", "is_estimate"])
    frame["as_of"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(frame["day"], "D")
    frame["low"] = frame["low"].astype("Int64")
    frame["high"] = frame["low"] + frame["width"].astype("Float64").astype("Int64")
    frame["low_hard"] = frame["high_hard"] = True
    frame["has_via"] = False
    frame["published"] = frame["moment"] = frame["as_of"]
    frame["claim_id"] = [f"c{n:05d}" for n in range(len(frame))]
    return frame


def conflict(one, other):
    """Whether two claims cannot both be true: the earlier low above the later high; up to ten times for estimates."""
    found = False
    for first, then in ((one, other), (other, one)):
        high = None if then[2] is None else then[1] + then[2]
        if first[0] <= then[0] and high is not None and first[1] > high:
            # an estimate goes with a count that is lower, until it is ten times as high
            found |= not (first[3] and not then[3]) or first[1] >= 10 * max(high, 1)
    return found


def mend(frame, group=None):
    return infeasible(frame, pd.Series(0, index=frame.index) if group is None else group)


@given(st.lists(claim, min_size=1, max_size=9))
def test_something_is_accused_exactly_when_two_claims_conflict(claims):
    found = mend(table(claims))
    assert (len(found) > 0) == any(conflict(a, b) for a, b in combinations(claims, 2))


@given(st.lists(claim, min_size=1, max_size=9))
def test_without_the_accused_all_can_be_true_and_each_conflicts_with_its_witness(claims):
    frame = table(claims)
    found = mend(frame)
    rest = [claims[i] for i in frame.index.difference(found["accused"])]
    assert not any(conflict(a, b) for a, b in combinations(rest, 2))
    for row in found.itertuples():
        assert conflict(claims[row.accused], claims[row.against])
        assert row.gap > 0


counted = st.tuples(st.integers(0, 5), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 5)), st.just(False))


@given(st.lists(counted, min_size=1, max_size=8))
@pytest.mark.slow
def test_of_counts_no_fewer_could_be_accused(claims):
    found = mend(table(claims))
    kept = len(claims) - len(found)
    for size in range(len(claims), kept, -1):
        for some in combinations(claims, size):
            assert any(conflict(a, b) for a, b in combinations(some, 2))


held = st.tuples(near, st.booleans(), st.booleans())


@given(st.lists(held, min_size=1, max_size=9))
def test_a_miss_of_hard_bounds_is_found_whatever_soft_claims_stand_beside_it(claims):
    frame = table([c for c, _, _ in claims])
    frame["low_hard"], frame["high_hard"] = [low for _, low, _ in claims], [high for _, _, high in claims]
    asserted = [
        (
            day,
            low if low_hard else -1,
            None if width is None or not high_hard else low + width - (low if low_hard else -1),
            of,
        )
        for (day, low, width, of), low_hard, high_hard in claims
    ]
    found = mend(frame)
    assert found["hard"].any() == any(conflict(a, b) for a, b in combinations(asserted, 2))


@given(st.lists(claim, min_size=1, max_size=8), st.randoms())
@pytest.mark.slow
def test_the_order_of_rows_changes_nothing(claims, random):
    frame = table(claims)
    shuffled = frame.sample(frac=1, random_state=random.randint(0, 1000))
    assert by_id(frame, mend(frame)) == by_id(shuffled, mend(shuffled))


def by_id(frame, found):
    ids = frame["claim_id"]
    return sorted(zip(ids[found["accused"]], ids[found["against"]], found["gap"], found["stretch"], strict=True))


@given(st.lists(claim, min_size=1, max_size=6), st.lists(claim, min_size=1, max_size=6))
@pytest.mark.slow
def test_groups_are_judged_apart(one, other):
    both = table(one + other)
    group = pd.Series([0] * len(one) + [1] * len(other))
    apart = len(mend(table(one))) + len(mend(table(other)))
    assert len(mend(both, group)) == apart


def test_the_claim_that_fits_neither_neighbour_is_accused():
    frame = table([(0, 110, 0, False), (1, 1120, 0, False), (2, 113, 0, False), (3, 115, 0, False)])
    assert list(mend(frame)["accused"]) == [1]


def test_on_a_tie_the_later_published_and_before_it_the_copy_is_accused():
    frame = table([(0, 12, 0, False), (0, 30, 0, False)])
    frame["published"] = pd.to_datetime(["2024-01-03", "2024-01-02"])
    assert list(mend(frame)["accused"]) == [0]
    frame["has_via"] = [False, True]
    assert list(mend(frame)["accused"]) == [1]


def test_a_miss_of_hard_bounds_is_preferred_to_a_wider_soft_one():
    frame = table([(0, 500, None, False), (0, 120, None, False), (1, 100, 0, False)])
    frame["low_hard"] = [False, True, True]
    [row] = list(mend(frame).itertuples())
    assert (row.accused, row.against, row.gap, row.hard) == (2, 1, 20, True)


@pytest.mark.slow
@pytest.mark.parametrize("size", [20_000])
def test_one_cell_of_many_claims_takes_no_pairs(size):
    frame = table([(0, 5, 0, False)] * size)
    frame["as_of"] = pd.Timestamp("2000-01-01") + pd.to_timedelta(range(size), "h")
    frame["low"] = frame["high"] = pd.array([(n * 7919) % 1000 + n for n in range(size)], dtype="Int64")
    assert 0 < len(mend(frame)) < size
