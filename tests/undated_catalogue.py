"""A catalogue of events that ended, as disaster catalogues are: several sources, one number an event, no day. Made from a seed."""

from __future__ import annotations

import random
from typing import NamedTuple

import pandas as pd

SOURCES = (
    "Almanac of Disasters",
    "Seismological Bureau",
    "Reinsurance Register",
    "Relief Archive",
    "University Catalogue",
)
MEASURES = ("killed", "injured")
DISAGREEING = 0.3
"""Share of the cells in which one source has another number."""


class Catalogue(NamedTuple):
    """A ledger, its vocabulary, and the cells (event and measure) in which a source disagrees."""

    claims: pd.DataFrame
    vocabulary: dict[str, dict[str, dict[str, str]]]
    disagreeing: frozenset[tuple[str, str]]


def catalogue(seed: int, events: int) -> Catalogue:
    """A catalogue of so many events; sources that agree print the number, or what is true of it."""
    draw = random.Random(seed)
    rows, disagreeing, declared = [], set(), {}
    for n in range(events):
        year = draw.randrange(1950, 2015)
        event = f"earthquake-{year}-{n:04d}"
        day = f"{year}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
        declared[event] = {"start": day, "end": day}
        for measure in MEASURES:
            sources = draw.sample(SOURCES, draw.randrange(2, 5))
            number = round(10 ** draw.uniform(1.3, 4.5))
            figures = [f"{number:,}", *(_faithful(number, draw) for _ in sources[1:])]
            if draw.random() < DISAGREEING:
                figures[-1] = f"{_other(number, draw):,}"
                disagreeing.add((event, measure))
            rows += [
                {
                    "claim_id": f"{event}:{measure}:{source}", "event": event, "measure": measure, "figure": figure,
                    "source": source, "origin": source, "published": f"{2016 + SOURCES.index(source)}-03-01", "as_of": "",
                }
                for source, figure in zip(sources, figures, strict=True)
            ]  # fmt: skip
    return Catalogue(pd.DataFrame(rows), {"events": declared}, frozenset(disagreeing))


def _faithful(number: int, draw: random.Random) -> str:
    """The number as a source prints it that has the same: most often as it is, else a hedge that it bears out."""
    grain = 10 ** (len(str(number)) - 1)
    floor = number // grain * grain
    if draw.random() < 0.7 or floor == number:
        return f"{number:,}"
    return draw.choice([f"more than {floor:,}", f"at least {floor:,}", f"{floor:,} to {floor + grain:,}"])


def _other(number: int, draw: random.Random) -> int:
    """Another count, from a tenth more or less to a half; or the number with a slip of the hand."""
    digits = str(number)
    if draw.random() < 0.5 and len(set(digits[:2])) == 2 and digits[1] != "0":
        return int(digits[1] + digits[0] + digits[2:])
    return round(number * draw.choice([draw.uniform(0.5, 0.9), draw.uniform(1.1, 1.5)]))
