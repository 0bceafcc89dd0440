"""The units of figures, carried by pint so that unlike things are never compared and a rate times a period is a count.

People and households are dimensions of their own: no conversion leads from one to the other. Percent and fractions are
parts of one. A rate is people per day.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from figcheck.model.errors import FigcheckError

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_DEFINITIONS = """
person = [people] = _ = people
household = [households] = _ = households
fraction = []
percent = 0.01 * fraction
day = [time] = _ = days = daily
second = day / 86400 = _ = seconds
minute = 60 * second = _ = minutes
hour = 60 * minute = _ = hours = hourly
week = 7 * day = _ = weeks = weekly
fortnight = 14 * day = _ = fortnights
year = 365.25 * day = _ = years = annum = yearly
month = year / 12 = _ = months = monthly
decade = 10 * year = _ = decades
"""
"""pint's own definition file is not loaded: it takes longer than all other work of `figcheck parse`."""

_EXPRESSIONS = {
    "people": "person",
    "households": "household",
    "percent": "percent",
    "fraction": "fraction",
    "rate": "person / day",
}
"""Unit of a figure (`model.words.UNITS`) -> what pint knows it as."""


@cache
def registry() -> Any:
    """The one pint registry: person, household, fraction, percent, and periods from the second to the decade.

    A month is a twelfth of a year of 365.25 days. pint is imported on first use.
    """
    import pint

    ureg = pint.UnitRegistry(None)  # None: no definitions
    ureg.load_definitions(_DEFINITIONS.strip().splitlines())
    return ureg


@lru_cache(maxsize=256)
def _quantity(unit: str) -> Any:
    try:
        return registry().Quantity(1, _EXPRESSIONS.get(unit, unit))
    except Exception as cause:  # pint raises its own, and Python's, for an unknown unit
        raise FigcheckError(
            f'"{unit}" is not a unit that figcheck knows',
            why="a figure counts one of " + ", ".join(_EXPRESSIONS),
            mend="use one of these units",
        ) from cause


def dimension(unit: str) -> str:
    """The dimension of a unit, as pint writes it; unknown units raise FigcheckError.

    >>> dimension("people"), dimension("rate"), dimension("percent")
    ('[people]', '[people] / [time]', 'dimensionless')
    """
    return str(_quantity(unit).dimensionality)


def comparable(unit_a: str, unit_b: str) -> bool:
    """Whether figures in these two units may be compared at all: their dimensions are one.

    >>> comparable("percent", "fraction"), comparable("people", "households"), comparable("people", "rate")
    (True, False, False)
    """
    return _quantity(unit_a).dimensionality == _quantity(unit_b).dimensionality


def convert(value: float, unit: str, to: str) -> float:
    """A value in another unit of the same dimension; FigcheckError for unlike units.

    >>> convert(90, "percent", "fraction")
    0.9
    """
    import pint

    try:
        return float((value * _quantity(unit)).to(_quantity(to).units).magnitude)
    except pint.DimensionalityError as cause:
        raise FigcheckError(
            f"{unit} cannot be turned into {to}",
            why=f"{dimension(unit)} and {dimension(to)} are different things",
            mend="compare figures of one unit only",
        ) from cause


@lru_cache(maxsize=256)
def _days(period: str) -> float:
    quantity = _quantity(period.strip().lower())
    if str(quantity.dimensionality) != "[time]":
        raise FigcheckError(
            f'"{period}" is not a period',
            why=f"it is {quantity.dimensionality}",
            mend="name a period: day, week, month",
        )
    return float(quantity.to("day").magnitude)


def people_per_day(value: float, period_words: str) -> float:
    """People per day, from people per period ("week", "month", "year"); FigcheckError where it is not a period.

    >>> people_per_day(700, "week")
    100.0
    """
    per_period = value * registry().person / (_days(period_words) * registry().day)
    return float(per_period.to("person / day").magnitude)


def counts_over(
    rate_low: NDArray[float64], rate_high: NDArray[float64], days: NDArray[float64]
) -> tuple[NDArray[float64], NDArray[float64]]:
    """(low, high) people that rates in people per day come to in this number of days each, rounded outward to whole people.

    Arrays of one length; an unbounded high is NaN, and stays it. FigcheckError for a period that is negative.

    >>> import numpy as np
    >>> counts_over(np.array([100 / 7]), np.array([30.0]), np.array([7.0]))
    (array([100.]), array([210.]))
    """
    import numpy as np

    if (days < 0).any():
        raise FigcheckError(
            f"a period of {days.min():g} days has no count", why="it ends before it starts", mend="check the dates"
        )
    period = registry().Quantity(days, "day")
    low, high = (
        (registry().Quantity(r, "person / day") * period).to("person").magnitude for r in (rate_low, rate_high)
    )
    # A rate of 100 a week is 14.2857... a day: seven of these are 100 people, not 99 or 101.
    return np.floor(np.round(low, 6)), np.ceil(np.round(high, 6))
