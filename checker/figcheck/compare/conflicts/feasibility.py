"""Whether one truth can explain a set of claims, and if not, which claims to mend.

A total does not fall. So claims of one track (claims of one cell over time, or of one day) can all be true exactly when
no later `high` lies under an earlier `low`: sort by `moment`, carry the highest low, and every claim under it is a
violation. At one moment the order is by falling `low`, which makes the same test symmetric (ranges of one moment have a
common value exactly when max(low) <= min(high), Helly's theorem in one dimension). No pairs are formed.

Where a track cannot be true, the claims to mend are those outside the largest set that can: of n reports of a series,
one that fits neither neighbour is accused, and not the many after it. On a tie `accused_first.rank_to_accuse` decides: a copy is
accused before the claim that it copies, and the later published before the earlier.

An estimate above a count is normal (a count is a floor of what is estimated), a count above an estimate is not: the
test is one-sided between the two, up to `TENFOLD`. An estimate of ten times the count and more disagrees with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from figcheck.compare.conflicts.accused_first import evidence, rank_to_accuse
from figcheck.compare.conflicts.versions import versions
from figcheck.model.tables import Infeasible

INFINITY = np.iinfo(np.int64).max
"""Stands for "no upper bound" in the arrays of this module."""
NO_FLOOR = -(10**16)
"""Stands for "no lower bound": below every number that a figure may have, a correction too, and far from an overflow."""

TENFOLD = 10
"""A miss by which one number is so many times the other is hard whatever the words: no hedge is read as that wide."""

CROWD = 500
"""In a stretch of more claims than this somebody is always accused: asking whether nothing decides would take too long."""


@dataclass(frozen=True)
class _Track:
    """Claims of one track in the order of the test; arrays are aligned.

    `day` is the moment as a number, `weight` how many claims each stands for, `rank` 0 for the one to accuse first, and `evidence`
    the number of a class of claims between which nothing decides.
    """

    day: np.ndarray
    low: np.ndarray
    high: np.ndarray
    low_hard: np.ndarray
    high_hard: np.ndarray
    estimate: np.ndarray
    rank: np.ndarray
    evidence: np.ndarray
    weight: np.ndarray

    def at(self, places: np.ndarray) -> _Track:
        """The track of the claims at these places, in this order."""
        return _Track(**{name: getattr(self, name)[places] for name in _Track.__dataclass_fields__})


def infeasible(claims: pd.DataFrame, group: pd.Series, weight: pd.Series | None = None) -> Infeasible:
    """The claims to correct in every group that cannot be true, each with the claim that it misses most.

    `claims` has moment, low, high, low_hard, high_hard, is_estimate, and what `accused_first.evidence` reads. Rows whose
    `group` is null take no part. All others have low and moment. `weight` is how many claims each counts for (1 without it).
    """
    asked = group.notna()
    if not asked.any():
        return Infeasible.no_rows()
    table = pd.DataFrame(
        {
            "group": group[asked].astype("int64"),
            "day": claims["moment"][asked].astype("datetime64[us]").astype("int64"),
            "low": claims["low"][asked].astype("int64"),
            "high": claims["high"][asked].fillna(INFINITY).astype("int64"),
            "low_hard": claims["low_hard"][asked].fillna(False).astype(bool),
            "high_hard": claims["high_hard"][asked].fillna(False).astype(bool),
            "estimate": claims["is_estimate"][asked].astype(bool),
        }
    )
    bad = _bad_groups(table)
    if len(bad) == 0:
        return Infeasible.no_rows()
    table = table[table["group"].isin(bad)]
    speaks = evidence(claims, table["group"])
    table["rank"] = rank_to_accuse(speaks)
    table["evidence"] = speaks.groupby(list(speaks.columns), sort=False).ngroup()
    table["weight"] = 1 if weight is None else weight.reindex(table.index).astype("int64")
    table = table.sort_values(["group", "day", "low", "rank"], ascending=[True, True, False, True])
    found = []
    for number, part in table.groupby("group", sort=True):
        arrays = {name: part[name].to_numpy() for name in _Track.__dataclass_fields__}
        for accused, against, gap, hard, stretch, count, ranges, undecided in _accuse_rest(_Track(**arrays)):
            claims_at = part.index[accused], part.index[against]
            found.append((*claims_at, gap, hard, stretch, number, count, ranges, undecided))
    return Infeasible.of(pd.DataFrame(found, columns=Infeasible.names()))


def _bad_groups(table: pd.DataFrame) -> np.ndarray:
    """Numbers of the groups in which some claim lies under an earlier low: one sort and two running maxima for all."""
    group, day, low, high, estimate = (table[c].to_numpy() for c in ("group", "day", "low", "high", "estimate"))
    order = np.lexsort((-low, day, group))
    group, low, high, estimate = group[order], low[order], high[order], estimate[order]
    floor = pd.Series(low).groupby(group).cummax().to_numpy()
    counted = pd.Series(np.where(estimate, NO_FLOOR, low)).groupby(group).cummax().to_numpy()
    far = (floor > 0) & (_lifted(high) < floor) & ~estimate
    return np.unique(group[(high < np.where(estimate, floor, counted)) | far])


def _lifted(high: np.ndarray) -> np.ndarray:
    """The highest estimate that a count with this `high` goes with: just under `TENFOLD` of it."""
    wide = high > INFINITY // (TENFOLD * 2)
    return np.where(wide, INFINITY, np.maximum(np.where(wide, 0, high), 1) * TENFOLD - 1)


Accusation = tuple[int, int, int, bool, int, int, str, bool]
"""(accused, witness, gap, hard, stretch, versions, their ranges, undecided); the claims as positions in their track."""


def _accuse_rest(track: _Track) -> Iterator[Accusation]:
    """The claims outside the largest set that can be true.

    What the words assert is settled first, so that no claim of soft bounds ever stands between two of hard ones that miss
    each other; of equally large sets, the one that fits the soft claims better is taken. Then soft bounds count too.
    """
    fits = _largest_true_set(track)
    if track.low_hard.all() and track.high_hard.all():
        yield from _accusations(track, np.flatnonzero(~fits), np.flatnonzero(fits))
        return
    keep = _largest_asserted_set(track, track.rank + len(track.rank) * fits)
    yield from _accusations(track, np.flatnonzero(~keep), np.flatnonzero(keep))
    rest = np.flatnonzero(keep)
    keep[rest] = _largest_true_set(track.at(rest))
    yield from _accusations(track, rest[~keep[rest]], np.flatnonzero(keep))


def _accusations(track: _Track, accused: np.ndarray, kept: np.ndarray) -> Iterator[Accusation]:
    """An Accusation for each accused claim that misses one of the kept ones."""
    stretches = _stretches(track)
    told: dict[tuple[int, int], tuple[int, str]] = {}
    for claim, (against, gap, hard) in zip(accused, _worst_witnesses(track, accused, kept), strict=True):
        if gap > 0:
            days = np.sort(track.day[np.array([claim, against])])
            window = (
                int(np.searchsorted(track.day, days[0], side="left")),
                int(np.searchsorted(track.day, days[1], side="right")),
            )
            if window not in told:
                told[window] = _versions(track, *window)
            below = min(int(track.high[claim]), int(track.high[against]))
            far = below + int(gap) >= TENFOLD * max(below, 1)
            undecided = _undecided(track, stretches, int(claim), int(against))
            yield int(claim), int(against), int(gap), bool(hard) or far, int(stretches[claim]), *told[window], undecided


def _undecided(track: _Track, stretches: np.ndarray, claim: int, against: int) -> bool:
    """Whether nothing speaks for one of two claims: the same evidence, and as many claims that each excludes."""
    if track.evidence[claim] != track.evidence[against]:
        return False
    first, last = (
        np.searchsorted(stretches, stretches[claim], side="left"),
        np.searchsorted(stretches, stretches[claim], side="right"),
    )
    if last - first > CROWD:
        return False
    return _excluded(track, claim, first, last) == _excluded(track, against, first, last)


def _excluded(track: _Track, claim: int, first: int, last: int) -> int:
    """The weight of the claims in these places that cannot be true together with one of them."""
    part = slice(first, last)
    day, low, high, estimate = track.day[part], track.low[part], track.high[part], track.estimate[part]
    before = (day <= track.day[claim]) & (low > track.high[claim]) & (track.estimate[claim] | ~estimate)
    after = (day >= track.day[claim]) & (high < track.low[claim]) & (estimate | ~track.estimate[claim])
    return int(track.weight[part][before | after].sum())


SPAN = 50
"""Claims between two days whose versions are told; on a single day there is no limit. Longer stretches have many truths."""


def _versions(track: _Track, first: int, last: int) -> tuple[int, str]:
    """Into how many versions the claims in these places fall, and what they say; (2, "") for a long stretch.

    What is estimated makes no version beside what is counted.
    """
    if last - first > SPAN and track.day[first] != track.day[last - 1]:
        return 2, ""
    part = np.arange(first, last)
    if not track.estimate[part].all():
        part = part[~track.estimate[part]]
    return versions(track.low[part].tolist(), track.high[part].tolist(), INFINITY)


def _largest_asserted_set(track: _Track, rank: np.ndarray) -> np.ndarray:
    """True for the claims of a largest set in which no asserted high lies under an earlier asserted low."""
    asserted = replace(
        track,
        low=np.where(track.low_hard, track.low, NO_FLOOR),
        high=np.where(track.high_hard, track.high, INFINITY),
        rank=rank,
    )
    order = np.lexsort((asserted.rank, -asserted.low, asserted.day))
    keep = np.empty(len(order), dtype=bool)
    keep[order] = _largest_true_set(asserted.at(order))
    return keep


def _largest_true_set(track: _Track) -> np.ndarray:
    """True for the claims of a largest set that one growing total explains.

    Counts are settled among themselves first. Estimates then must lie above the lows before them, counts' or not, while
    nothing that is estimated pushes a count up, short of ten times: with the counts' highs lifted, the same search settles
    both. A count that goes out for the sake of estimates may have kept others out, so these are settled anew without it.
    """
    counted, out = ~track.estimate, np.zeros(len(track.low), dtype=bool)
    while True:
        counts = np.flatnonzero(counted & ~out)
        keep = np.zeros(len(track.low), dtype=bool)
        keep[counts] = _largest_consistent_set(track.at(counts))
        some = np.flatnonzero(keep | track.estimate)
        both = track.at(some)
        high = np.where(both.estimate, both.high, _lifted(both.high))
        keep[some] = _largest_consistent_set(replace(both, high=high))
        dropped = some[~keep[some] & counted[some]]
        if len(dropped) == 0:
            return keep
        out[dropped] = True


def _largest_consistent_set(track: _Track) -> np.ndarray:
    """Largest subset by weight, in order, in which no high lies under an earlier low; ties go to the claims of higher rank.

    A claim that is in no one's way is kept without search. For the others: best[m] is the largest set so far whose
    highest low is m; a claim adds itself to every best[m] with low < m <= high, and starts a new maximum at its low from
    the best at or under it. A best[m] that is not above every one under it never becomes the largest again: whoever adds
    to it makes a set at a lower m that is as large. So only a staircase of rising values is kept, as the height of each step.
    """
    low, high, rank = track.low, track.high, track.rank
    keep = np.ones(len(low), dtype=bool)
    floor = np.maximum.accumulate(low)
    ceiling = np.minimum.accumulate(high[::-1])[::-1]
    entangled = np.flatnonzero((high < floor) | (low > ceiling))
    if len(entangled) == 0:
        return keep
    n = len(entangled)
    order = np.empty(n, dtype=np.int64)
    order[np.argsort(rank[entangled], kind="stable")] = np.arange(n)
    weight = (track.weight[entangled] * n * n + order).tolist()
    lows = np.unique(low[entangled])
    at = np.searchsorted(lows, low[entangled]).tolist()
    top = (np.searchsorted(lows, high[entangled], side="right") - 1).tolist()
    steps: list[int] = []  # every m of the staircase, rising
    heights: list[int] = []  # by how much best[m] is above the step before
    came_from = []
    for i in range(n):
        step = bisect_right(steps, at[i])
        under = steps[step - 1] if step else -1
        came_from.append(under)
        if under == at[i]:
            heights[step - 1] += weight[i]
        else:
            steps.insert(step, at[i])
            heights.insert(step, weight[i])
        beyond, fall = bisect_right(steps, top[i]), weight[i]
        while beyond < len(steps) and heights[beyond] <= fall:
            fall -= heights[beyond]
            del steps[beyond], heights[beyond]
        if beyond < len(steps):
            heights[beyond] -= fall
    m = steps[-1]
    chosen = np.zeros(n, dtype=bool)
    for i in range(n - 1, -1, -1):
        if at[i] <= m <= top[i]:
            chosen[i] = True
            if at[i] == m:
                m = came_from[i]
    keep[entangled] = chosen
    return keep


def _worst_witnesses(track: _Track, accused: np.ndarray, kept: np.ndarray) -> Iterator[tuple[int, int, bool]]:
    """(position, gap, hard) of the kept claim that each accused one misses most; a miss of hard bounds comes first.

    The highest low up to each day and the lowest high from it on are carried along once, for all accused claims.
    """
    days = track.day[kept]
    until = np.searchsorted(days, track.day[accused], side="right") - 1
    since = np.searchsorted(days, track.day[accused], side="left")
    of_estimate = track.estimate[accused]
    best_gap = np.zeros(len(accused), dtype=np.int64)
    best_at = np.zeros(len(accused), dtype=np.int64)
    best_hard = np.zeros(len(accused), dtype=bool)
    for hard in (True, False):
        for estimate in (True, False):
            mine = (of_estimate == estimate) & (best_gap <= 0)
            floors = ~track.estimate[kept] | estimate  # what is estimated is no floor for a count
            ceilings = track.estimate[kept] | (not estimate)  # and no count is a ceiling for an estimate
            if hard:
                floors, ceilings = floors & track.low_hard[kept], ceilings & track.high_hard[kept]
            at, value = _running_best(np.where(floors, track.low[kept], NO_FLOOR))
            found = mine & (until >= 0) & (track.high_hard[accused] | (not hard))
            found &= (value[until] > NO_FLOOR) & (track.high[accused] < INFINITY)
            gap = np.where(found, value[until] - track.high[accused], 0)
            better = found & (gap > best_gap)
            best_gap, best_at = np.where(better, gap, best_gap), np.where(better, at[until], best_at)
            best_hard = best_hard | (better & hard)
            at, value = _running_best(np.where(ceilings, -track.high[kept], -INFINITY)[::-1])
            at, value = len(kept) - 1 - at[::-1], -value[::-1]
            last = np.minimum(since, len(kept) - 1)
            found = mine & (since < len(kept)) & (track.low_hard[accused] | (not hard)) & (value[last] < INFINITY)
            gap = np.where(found, track.low[accused] - value[last], 0)
            better = found & (gap > best_gap)
            best_gap, best_at = np.where(better, gap, best_gap), np.where(better, at[last], best_at)
            best_hard = best_hard | (better & hard)
    if track.estimate.any():
        _against_estimates(track, accused, kept, until, since, best_gap, best_at)
    return zip(kept[best_at], best_gap, best_hard, strict=True)


def _against_estimates(
    track: _Track,
    accused: np.ndarray,
    kept: np.ndarray,
    until: np.ndarray,
    since: np.ndarray,
    best_gap: np.ndarray,
    best_at: np.ndarray,
) -> None:
    """Fills in the witness of counts that an estimate exceeds ten times, and of such estimates, where there is none yet."""
    estimate = track.estimate[accused]
    at, value = _running_best(np.where(track.estimate[kept], track.low[kept], NO_FLOOR))
    found = (best_gap <= 0) & ~estimate & (until >= 0)
    found &= value[until] > _lifted(track.high[accused])
    best_gap[found], best_at[found] = (value[until] - track.high[accused])[found], at[until][found]
    at, value = _running_best(np.where(track.estimate[kept], -INFINITY, -track.high[kept])[::-1])
    at, value = len(kept) - 1 - at[::-1], -value[::-1]
    last = np.minimum(since, len(kept) - 1)
    found = (best_gap <= 0) & estimate & (since < len(kept))
    found &= track.low[accused] > _lifted(value[last])
    best_gap[found], best_at[found] = (track.low[accused] - value[last])[found], at[last][found]


def _running_best(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(place, value) of the maximum of all values up to each one; of equals the nearest, so that a fall is named where it is."""
    value = np.maximum.accumulate(values)
    new = np.concatenate([[True], values[1:] >= value[:-1]])
    return np.maximum.accumulate(np.where(new, np.arange(len(values)), 0)), value


def _stretches(track: _Track) -> np.ndarray:
    """Number of the stretch of each claim: the track is cut wherever all before fits all after."""
    floor = np.maximum.accumulate(track.low)
    ceiling = np.minimum.accumulate(track.high[::-1])[::-1]
    new_day = track.day[1:] > track.day[:-1]
    cut = new_day & (floor[:-1] <= ceiling[1:])
    return np.concatenate([[0], np.cumsum(cut)])
