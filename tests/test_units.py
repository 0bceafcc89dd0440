"""Units are pint's: unlike things never meet, and a rate times a period is a count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.model.errors import FigcheckError
from figcheck.model.units import comparable, convert, counts_over, dimension, people_per_day, registry
from figcheck.model.words import UNITS


def test_every_unit_of_the_model_has_a_dimension():
    assert {unit: dimension(unit) for unit in UNITS} == {
        "people": "[people]",
        "households": "[households]",
        "percent": "dimensionless",
        "fraction": "dimensionless",
        "rate": "[people] / [time]",
    }


def test_like_compares_with_like_only():
    assert comparable("percent", "fraction")
    for a in UNITS:
        for b in UNITS:
            assert comparable(a, b) == (dimension(a) == dimension(b))
    assert not comparable("people", "households")


def test_households_never_become_people():
    with pytest.raises(FigcheckError, match="cannot be turned into"):
        convert(12, "households", "people")


def test_percent_is_a_part_of_one():
    assert convert(90, "percent", "fraction") == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("value", "period", "per_day"),
    [(700, "week", 100), (100, "day", 100), (30, "hour", 720), (365.25, "year", 1), (365.25, "month", 12)],
)
def test_a_rate_is_people_per_day(value, period, per_day):
    assert people_per_day(value, period) == pytest.approx(per_day)


def test_what_is_no_period_or_unit_is_refused():
    for period in ("people", "parsec", ""):
        with pytest.raises(FigcheckError):
            people_per_day(1, period)
    with pytest.raises(FigcheckError, match="not a unit"):
        dimension("goats")


@given(st.integers(1, 10**6), st.integers(1, 3650))
def test_a_rate_over_a_period_is_the_count_it_came_from(count, days):
    rate = np.array([count / days])
    assert counts_over(rate, rate, np.array([float(days)])) == (np.array([count]), np.array([count]))


def test_bounds_of_a_count_are_rounded_outward_and_may_be_open():
    low, high = counts_over(np.array([1.5, 2.0]), np.array([2.5, np.nan]), np.array([1.0, 7.0]))
    assert low.tolist() == [1, 14]
    assert high[0] == 3
    assert np.isnan(high[1])
    with pytest.raises(FigcheckError, match="ends before it starts"):
        counts_over(low, high, np.array([1.0, -1.0]))


def test_the_registry_is_one():
    assert registry() is registry()
