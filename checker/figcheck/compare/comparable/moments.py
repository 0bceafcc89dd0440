"""When a total holds: its day, and within the day its place among the other totals of the day.

A toll grows within a day too. Several totals of one day are versions that exclude each other only where nothing orders
them: neither the hour, nor that one source printed them one after the other, nor that their origin's own totals grow by as
much in a day. The comparisons of a series go by the column `moment`: the day, and within it the number of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

import numpy as np
import pandas as pd

NEAR = pd.Timedelta(days=7)
"""How far from a day another total of the origin may lie and still show how fast its toll grows."""

FIRST_DAY = pd.Timedelta(days=1)
"""So long after an event began its toll is taken to have grown from nothing."""

FIRST_DAYS = pd.Timedelta(days=14)
"""So long after an event began two sources that cite one origin may have printed one of its totals after the other."""

_LEAST_DAYS = 3
"""A day, one before it and one after it."""

_UNBOUNDED = np.iinfo(np.int64).max


def moments(figures: pd.DataFrame) -> pd.Series:
    """The moment of every total (datetime64[us]): its day, plus as many microseconds as places of its day lie before it.

    Claims of other kinds have their day alone. A final toll (an undated total of an event that has ended, printed after the
    end or on no known day) stands after the last day of its cell. Null for what has no day.
    """
    moment = figures["as_of"].astype("datetime64[us]").copy()
    final = final_tolls(figures)
    if final.any():
        moment = moment.mask(final, _after_all(figures, final))
    total = figures["track"].notna() & figures["kind"].eq("cumulative") & figures["as_of"].notna()
    total &= figures["is_current"] & ~figures["is_faithful_copy"]
    several = total & figures[total].duplicated(["track", "as_of"], keep=False).reindex(figures.index, fill_value=False)
    if several.any():
        place = _places(figures, figures.index[several])
        moment = moment + pd.to_timedelta(place.reindex(figures.index, fill_value=0), unit="us")
    return moment.astype("datetime64[us]")


def final_tolls(figures: pd.DataFrame) -> pd.Series:
    """Undated totals of an event that has ended, printed after the end or on no known day.

    An event that nobody declared counts as ended for a cell without a single dated total: a catalogue of what is over gives
    no days.
    """
    undated = figures["kind"].eq("cumulative") & figures["track"].notna() & figures["as_of"].isna()
    ended = figures["event_end"].notna()
    late = figures["published"].isna() | (figures["published"] >= figures["event_end"])
    undeclared = figures["event_start"].isna() & ~figures["event_open"].astype(bool)
    dated = figures.loc[figures["as_of"].notna(), "cell"].dropna()
    return (undated & ((ended & late) | (undeclared & ~figures["cell"].isin(dated)))).fillna(False).astype(bool)


def _after_all(figures: pd.DataFrame, final: pd.Series) -> pd.Series:
    """The day after the last one of the cell, and after the event's end."""
    last = figures["as_of"].groupby(figures["cell"]).transform("max")
    after = pd.concat([last, figures["event_end"]], axis=1).max(axis=1)
    return (after.fillna(pd.Timestamp(1970, 1, 1)) + pd.Timedelta(days=1)).where(final).astype("datetime64[us]")


@dataclass
class _Place:
    """Claims of a day between which nothing decides which came first: labels, and the bounds of them all."""

    claims: list[int] = field(default_factory=list)
    low: int = 0
    high: int = _UNBOUNDED

    def add(self, label: int, low: int, high: int) -> None:
        """Takes one more claim."""
        self.low, self.high = (low, high) if not self.claims else (max(self.low, low), min(self.high, high))
        self.claims.append(label)


@dataclass(frozen=True)
class _Total:
    """A total of one day: `clock` is minutes after midnight (None: any time of the day), `printed` the day of printing.

    `calm`: its series is too calm for two totals a day to be updates. `day` is the number of its day and track.
    """

    label: int
    low: int
    high: int
    clock: int | None
    voice: tuple[object, object]
    printed: int
    calm: bool
    day: int


def _places(figures: pd.DataFrame, labels: pd.Index) -> pd.Series:
    """The number of each claim's place within its day, 0 where all claims of the day are unordered."""
    table = figures.loc[labels, ["track", "cell", "as_of", "source", "origin"]].copy()
    table["clock"] = _clocks(figures.loc[labels])
    table["low"] = figures.loc[labels, "low"].fillna(0).astype("int64")
    table["high"] = figures.loc[labels, "high"].fillna(_UNBOUNDED).astype("int64")
    printed = figures.loc[labels, "published"].astype("datetime64[us]")
    table["printed"] = printed.astype("int64").where(printed.notna(), 0)
    key = ["track", "as_of", "origin"]
    grouped = table.groupby(key, dropna=False)
    spread = grouped["low"].transform("max") - grouped["high"].transform("min")
    table["calm"], table["one_voice"] = _calm(figures, table, spread)
    found: dict[int, int] = {}
    table["day"] = table.groupby(["track", "as_of"], sort=False).ngroup()
    for _, totals in groupby(_totals(table.sort_values("day", kind="stable")), key=attrgetter("day")):
        order = _in_order(list(totals))
        if order is not None:
            found.update({label: n for n, place in enumerate(order) for label in place.claims})
    return pd.Series(found, dtype="int64").reindex(labels, fill_value=0)


def _clocks(claims: pd.DataFrame) -> pd.Series:
    """Minutes by which the claims of a day are ordered: of `as_of`, else of printing on that very day; null without.

    Where all times of a day have zones they are compared as instants, else as written.
    """
    same_day = claims["published"] == claims["as_of"]
    minute = claims["as_of_minute"].fillna(claims["published_minute"].where(same_day))
    offset = claims["as_of_offset"].where(claims["as_of_minute"].notna(), claims["published_offset"].where(same_day))
    key = [claims["track"], claims["as_of"]]
    zoned = (offset.notna() | minute.isna()).groupby(key).transform("all")
    return (minute - offset.fillna(0).where(zoned, 0)).astype("Int64")


def _growth(figures: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """By how many people a day the toll of each claim's origin grows around its day, its own day apart; null where unknown.

    Float, aligned with `table`. The steps that count are that from the day before to the day after, and the nearest steps on
    either side of these, within `NEAR`.
    """
    cells = figures["cell"].isin(table["cell"]) & figures["origin"].notna() & figures["as_of"].notna()
    cells &= figures["kind"].eq("cumulative") & figures["low"].notna() & figures["is_current"]
    if figures.loc[cells, "as_of"].nunique() < _LEAST_DAYS:
        return pd.Series(np.nan, index=table.index)
    days = (
        figures[cells].groupby(["cell", "origin", "as_of"])["low"].agg(["min", "max"]).astype("float64").reset_index()
    )
    grouped = days.groupby(["cell", "origin"])
    at = {n: grouped[["as_of", "min", "max"]].shift(-n) for n in (-2, -1, 1, 2)}
    steps = []
    for earlier, later in ((-1, 1), (-2, -1), (1, 2)):
        long = at[later]["as_of"] - at[earlier]["as_of"]
        near = (
            pd.concat([(days["as_of"] - at[n]["as_of"]).abs() for n in (earlier, later)], axis=1).max(axis=1)
            <= 2 * NEAR
        )
        steps.append(((at[later]["min"] - at[earlier]["max"]) / long.dt.days).where(near))
    days["growth"] = pd.concat(steps, axis=1).max(axis=1).clip(lower=0)
    keyed = days.set_index(["cell", "origin", "as_of"])["growth"]
    return pd.Series(
        keyed.reindex(pd.MultiIndex.from_frame(table[["cell", "origin", "as_of"]])).to_numpy(), index=table.index
    )


def _calm(figures: pd.DataFrame, table: pd.DataFrame, spread: pd.Series) -> tuple[pd.Series, pd.Series]:
    """For each total of a day: whether its own source's series is too calm for an update, and whether the origin's is not.

    `spread` is by how many people the totals of its origin differ on that day. A source prints updates unless its other days show
    a calmer series: each has one total, and a day beside this one is missing (the day of one of the two is wrong), or it grows by
    less than the spread. Several sources of one origin are one voice only in the first days of an event that is declared, and
    only where the origin's toll grows by as much.
    """
    growth = _growth(figures, table)
    begun = table["as_of"] - figures.loc[table.index, "event_start"]
    from_nothing = (begun <= FIRST_DAY).fillna(False)
    grows = (spread <= growth).fillna(False) | from_nothing
    one_voice = (begun <= FIRST_DAYS).fillna(False) & grows & table["origin"].notna()
    calm = (growth.notna() & ~grows) | (_one_a_day_with_a_hole(figures, table) & ~from_nothing)
    return calm, one_voice


def _one_a_day_with_a_hole(figures: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Whether the source gives one total on each other day near, and none on the day before or after between two such days."""
    key = ["cell", "source", "origin"]
    some = figures["cell"].isin(table["cell"]) & figures["as_of"].notna() & figures["kind"].eq("cumulative")
    some &= figures["is_current"]
    if figures.loc[some, "as_of"].nunique() < _LEAST_DAYS:
        return pd.Series(False, index=table.index)
    days = figures[some].groupby([*key, "as_of"], dropna=False).size().rename("totals").reset_index()
    grouped = days.groupby(key, dropna=False)
    single = days["totals"].eq(1)
    one_day = pd.Timedelta(days=1)
    beside = []
    for step in (1, -1):
        near, next_near = grouped["as_of"].shift(step), grouped["as_of"].shift(2 * step)
        lonely = single.groupby([days[c] for c in key], dropna=False).shift(step).eq(True)
        gap = (days["as_of"] - near).abs()
        beside.append(pd.DataFrame({"single": lonely & (gap <= NEAR), "gap": gap, "next": (near - next_near).abs()}))
    before, after = beside
    hole = (before["gap"] == 2 * one_day) & (after["gap"] == one_day) | (before["gap"] == one_day) & (
        after["gap"] == 2 * one_day
    )
    found = days[[*key, "as_of"]].assign(hole=hole & before["single"] & after["single"])
    joined = table[[*key, "as_of"]].merge(found, on=[*key, "as_of"], how="left")
    return pd.Series(joined["hole"].eq(True).to_numpy(), index=table.index)


def _totals(table: pd.DataFrame) -> Iterator[_Total]:
    """The totals in the order of the table. A claim at a time in plain Python: a table for each day takes far longer."""
    names = ("low", "high", "clock", "source", "origin", "printed", "calm", "one_voice", "day")
    columns = [table[name].astype("object").where(table[name].notna(), None).tolist() for name in names]
    for label, low, high, clock, source, origin, printed, calm, one, day in zip(table.index, *columns, strict=True):
        voice = (None if one else source, origin)
        yield _Total(int(label), low, high, clock, voice, 0 if one else printed, calm, day)


def _in_order(totals: Sequence[_Total]) -> list[_Place] | None:
    """The places of a day, the earliest first; None where nothing orders its totals.

    Totals with an hour come first to their places. Totals of one voice that can be laid in a rising order, which the days of
    printing do not contradict, are put where they fit. A single total without an hour above those that its voice gives with
    their hours is the one of the whole day. Any other total takes a place that it fits, and where it fits none, that of the
    first or last: there it is compared.
    """
    timed = [t for t in totals if t.clock is not None]
    rising = _rising([t for t in totals if t.clock is None], timed)
    if len({t.clock for t in timed}) + len(rising) < 2:
        return None
    places: list[_Place] = []
    for clock in sorted({t.clock for t in timed if t.clock is not None}):
        place = _Place()
        for total in timed:
            if total.clock == clock:
                place.add(total.label, total.low, total.high)
        places.append(place)
    for total in rising:
        _insert(places, total)
    ordered = {label for place in places for label in place.claims}
    first, last = min(p.low for p in places), max(p.high for p in places)
    for total in sorted((t for t in totals if t.label not in ordered), key=lambda t: (t.low, t.high)):
        if total.low > last:
            places[-1].add(total.label, total.low, total.high)
        elif total.high < first:
            places[0].add(total.label, total.low, total.high)
        else:
            _insert(places, total)
    return places


def _insert(places: list[_Place], total: _Total) -> None:
    """A place of its own, after all whose floor the total reaches."""
    at = sum(1 for place in places if place.low <= total.high)
    place = _Place()
    place.add(total.label, total.low, total.high)
    places.insert(at, place)


def _rising(loose: Iterable[_Total], timed: Iterable[_Total]) -> list[_Total]:
    """The totals without an hour whose voice gives several that rise, the lowest first."""
    voices: dict[tuple[object, object], list[_Total]] = {}
    for total in loose:
        voices.setdefault(total.voice, []).append(total)
    by_the_hour: dict[tuple[object, object], int] = {}
    for total in timed:
        by_the_hour[total.voice] = max(by_the_hour.get(total.voice, 0), total.low)
    found = []
    for voice, own in voices.items():
        own.sort(key=lambda t: (t.printed, t.low, t.high))
        floor, rises = 0, True
        for total in own:
            rises &= total.high >= floor
            floor = max(floor, total.low)
        updated = min(total.high for total in own) < floor  # the same number twice is not an update
        of_the_day = len(own) == 1 and own[0].high >= by_the_hour.get(voice, _UNBOUNDED)
        if rises and (of_the_day or not any(total.calm for total in own)) and (updated or voice in by_the_hour):
            found += own
    return sorted(found, key=lambda t: (t.low, t.high))
