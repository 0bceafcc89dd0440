"""An order of claims that depends on what they say and never on how their ids are spelt."""

from __future__ import annotations

import numpy as np
import pandas as pd

NAMES = ("event", "measure", "population", "place", "kind", "phase", "origin", "source")
DAYS = ("as_of", "period_start", "published")
WORDS = ("figure", "basis", "status", "quote", "url", "note")
"""What a claim says. Claims that are alike in all of it are one claim, twice: then the id decides."""


def in_order(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures in the order of what they say: by cell and day, then by number, then by who says so."""
    names = {name: pd.factorize(figures[name], sort=True, use_na_sentinel=False)[0] for name in NAMES}
    days = {day: figures[day].to_numpy().astype("int64") for day in DAYS}
    numbers = {n: figures[n].to_numpy(dtype="float64", na_value=np.inf) for n in ("as_of_minute", "low", "high")}
    keys = [names[n] for n in NAMES[:6]] + [days["as_of"], numbers["as_of_minute"], days["period_start"]]
    keys += [numbers["low"], numbers["high"], days["published"], names["origin"], names["source"]]
    order = np.lexsort(keys[::-1])
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        same &= key[order][1:] == key[order][:-1]
    if not same.any():
        return figures.iloc[order]
    group = np.concatenate([[0], np.cumsum(~same)])
    tied = np.concatenate([same, [False]]) | np.concatenate([[False], same])
    rest = figures.iloc[order[tied]][[*WORDS, "claim_id"]].reset_index(drop=True)
    rest["group"] = group[tied]
    settled = rest.sort_values(["group", *WORDS, "claim_id"], na_position="last", kind="stable").index
    order[tied] = order[tied][settled]
    return figures.iloc[order]
