"""How many independent origins stand behind a printed number: a graph fact, not a count of outlets."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from figcheck.compare.comparable.citations import at_places
from figcheck.compare.comparable.repeated_numbers import counters
from figcheck.model.tables import Citations, Figures, Independence


def independence(figures: Figures, graph: Citations) -> Independence:
    """Whose voice each claim is, and whether another one says the same.

    Two claims of one cell share a voice exactly when they are not independent: they have one counter, or one root in the
    chain of `via`, also through others. A claim is upheld when an independent claim of the same cell and day is current
    and gives one number inside its range, or the very same range.
    """
    counter = counters(figures, graph)
    voice = _voices(figures, graph, counter)
    upheld = _upheld(figures, voice)
    return Independence.of(figures[["claim_id"]].assign(counter=counter, voice=voice, upheld=upheld))


def _voices(figures: Figures, graph: Citations, counter: pd.Series) -> pd.Series:
    known = counter.notna() & figures["cell"].notna()
    root_counter = at_places(counter, graph["root"].to_numpy()).set_axis(figures.index)
    rests_on = root_counter.fillna(counter)[known]
    name = pd.factorize(pd.concat([counter[known], rests_on]))[0].astype(np.int64)
    cell = figures.loc[known, "cell"].to_numpy(dtype="int64")
    codes = pd.factorize(np.concatenate([cell, cell]) * (name.max(initial=0) + 1) + name)[0]
    mine, theirs = codes[: len(cell)], codes[len(cell) :]
    # only a counter that names one origin and rests on another joins two of them: few
    joined = _joined(np.unique(np.column_stack([mine, theirs])[mine != theirs], axis=0))
    voice = pd.Series(mine).map(lambda code: joined.get(code, code)) if joined else pd.Series(mine)
    return pd.Series(voice.array, index=figures.index[known], dtype="Int64").reindex(figures.index)


def _joined(pairs: np.ndarray) -> Mapping[Hashable, int]:
    """For each code of the pairs, the least code that it is joined with, directly or through others."""
    up: dict[int, int] = {}

    def top(code: int) -> int:
        while up.setdefault(code, code) != code:
            up[code] = code = up[up[code]]
        return code

    for one, other in pairs.tolist():
        first, second = sorted((top(one), top(other)))
        up[second] = first
    return {code: top(code) for code in list(up)}


def _upheld(figures: Figures, voice: pd.Series) -> pd.Series:
    """Whether a voice other than its own supports each claim, by sorting; see `independence`."""
    heard = figures["is_current"] & voice.notna() & figures["low"].notna() & figures["track"].notna()
    day = figures.groupby(["track", "as_of"], dropna=False).ngroup()
    table = pd.DataFrame({
        "group": day.where(figures["track"].notna(), -1).fillna(-1).astype("int64"),
        "low": figures["low"], "high": figures["high"], "voice": voice.fillna(-1).astype("int64"),
    })  # fmt: skip
    same = table[heard].groupby(["group", "low", "high"], dropna=False)["voice"]
    out = pd.Series(False, index=figures.index)
    out.loc[heard[heard].index] = (same.transform("min") != same.transform("max")).astype(bool).array
    counts = table[heard & (figures["low"] == figures["high"]).fillna(False)]
    if counts.empty:
        return out
    asked = table[(table["group"] >= 0) & table["low"].notna()]
    numbers = np.unique(counts["low"].to_numpy(dtype="int64"))
    width = len(numbers) + 1
    at = counts["group"].to_numpy() * width + np.searchsorted(numbers, counts["low"].to_numpy(dtype="int64"))
    order = np.argsort(at, kind="stable")
    at, said = at[order], counts["voice"].to_numpy()[order]
    changes = np.concatenate([[0], np.cumsum(said[1:] != said[:-1])])
    low = np.searchsorted(numbers, asked["low"].to_numpy(dtype="int64"))
    bounded = asked["high"].notna().to_numpy()
    high = np.searchsorted(numbers, asked["high"].fillna(0).to_numpy(dtype="int64"), side="right")
    group = asked["group"].to_numpy() * width
    first = np.searchsorted(at, group + low)
    last = np.searchsorted(at, group + np.where(bounded, high, width - 1)) - 1
    some = last >= first
    first, last = np.where(some, first, 0), np.where(some, last, 0)
    several = changes[last] > changes[first]
    own = asked["voice"].to_numpy()
    another = (own >= 0) & (said[first] != own)
    out.loc[asked.index] |= some & (several | another)
    return out


def voices_behind(figures: Figures, independent: Independence, claim_id: str) -> list[list[str]]:
    """The independent origins behind one claim's printed value: a list of counters for each voice, its own first.

    A voice may have several counters, which rest on one another. Empty when nobody is named and nobody supports the claim.
    """
    claim = figures["claim_id"].eq(claim_id).to_numpy()
    one = figures[claim].iloc[0]
    names = independent[["voice", "counter"]].set_axis(figures.index)
    voice = names["voice"]
    chosen = pd.Series(claim, index=figures.index) & names["counter"].notna()
    if pd.notna(one["track"]) and pd.notna(one["low"]):
        near = figures["track"].eq(one["track"]) & figures["is_current"] & voice.notna()
        near &= figures["as_of"].eq(one["as_of"]) if pd.notna(one["as_of"]) else figures["as_of"].isna()
        number = (figures["low"] == figures["high"]) & (figures["low"] >= one["low"])
        inside = number & (True if pd.isna(one["high"]) else figures["high"] <= one["high"])
        highs = figures["high"].isna() if pd.isna(one["high"]) else figures["high"].eq(one["high"])
        chosen |= near.fillna(False) & (inside | (figures["low"].eq(one["low"]) & highs)).fillna(False)
    found = names[chosen.astype(bool)].fillna({"voice": -1}).drop_duplicates()
    own = voice[claim].fillna(-1).iloc[0]
    found = found.assign(other=found["voice"] != own).sort_values(["other", "counter"])
    return [sorted(group["counter"]) for _, group in found.groupby("voice", sort=False)]


def resting_on_one(figures: Figures, independent: Independence) -> tuple[int, int]:
    """(cells whose claims all rest on one origin, cells in which somebody is named who counted)."""
    per_cell = origins_in(figures, independent)
    return int((per_cell == 1).sum()), len(per_cell)


def origins_in(figures: Figures, independent: Independence) -> pd.Series:
    """How many independent origins the current claims of each cell have, by the cell's number; a cell without one is left out."""
    voices = independent["voice"].set_axis(figures.index)[figures["is_current"]]
    return voices.dropna().groupby(figures["cell"]).nunique()
