"""What a comparison of figures in pairs would say: the measure that figcheck must beat."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple

import pandas as pd

SAME = ("event", "measure", "population", "place", "kind")
_DEFAULTS = {"population": "all", "kind": "cumulative"}
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*")


class Pair(NamedTuple):
    """Two claims that a comparison in pairs flags."""

    one: str
    other: str


def pairs(claims: pd.DataFrame) -> list[Pair]:
    """Any two claims of the same people, kind and day whose printed numbers differ; cells are text, "" or null where empty.

    A claim without a day is compared with others without one. A figure without digits is compared with nothing.
    """
    table = claims.reindex(columns=["claim_id", "figure", "as_of", *SAME], fill_value="").fillna("")
    for column, default in _DEFAULTS.items():
        table[column] = table[column].replace("", default)
    table["day"] = table["as_of"].str.slice(0, 10)
    table["number"] = table["figure"].map(printed_number)
    table = table[table["number"].ne("")].sort_values("claim_id")
    found = []
    for _, group in table.groupby([*SAME, "day"]):
        rows = group[["claim_id", "number"]].itertuples(index=False, name=None)
        found += [Pair(a, b) for (a, n), (b, m) in combinations(rows, 2) if n != m]
    return found


def printed_number(figure: str) -> str:
    """The digits of the first number in a figure, "" where it has none.

    >>> printed_number("more than 27,000"), printed_number("dozens")
    ('27000', '')
    """
    first = _NUMBER.search(figure)
    return re.sub(r"\D", "", first[0]) if first else ""
