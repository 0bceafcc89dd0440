"""Origins whose other figures show that they count: their round numbers are counts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figcheck.model.vocabulary import Vocabulary, same_name
from figcheck.parse.ranges.ranges import is_round

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 12
"""Different numbers of three digits and more that an origin must have given before they say how it counts."""

MOST_IN_TEN = 2
"""Of ten such numbers of a counter, one ends in zero by chance. An origin that rounds has more than this."""

_SIGNIFICANT = 1_000
"""A number with fewer than three digits before its zeros (42,000) is a rounding with any origin, unless it is declared."""


def declared_counts(claims: pd.DataFrame, vocabulary: Vocabulary) -> pd.Series:
    """Whether the vocabulary says how the claim's source or origin rounds: true for `never`, false for `sometimes`, else null."""
    import pandas as pd

    says = pd.Series(pd.NA, index=claims.index, dtype="boolean")
    for column in ("source", "origin"):
        known = {
            spelling: party.rounds for spelling, party in vocabulary.parties(column).items() if party.rounds is not None
        }
        names = {name: known[same_name(name)] for name in claims[column].dropna().unique() if same_name(name) in known}
        for name, rounds in names.items():
            says[claims[column].eq(name).fillna(False)] = not rounds
    return says


def learnt_counts(claims: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Whether a bare round number is a count, as the other figures of its source and origin for the same measure show.

    They show it if there are at least `FEWEST` different ones and at most `MOST_IN_TEN` in ten end in zero.
    """
    import pandas as pd

    out = pd.Series(False, index=claims.index)
    value = figures["value"]
    bare = figures["qualifier"].eq("exact") & figures["unit"].eq("people") & value.ge(100)
    bare = bare.fillna(False).astype(bool)
    whole = value[bare].astype("int64")
    candidates = whole[whole.map(is_round) & (_without_zeros(whole) * 10 >= _SIGNIFICANT)]
    if candidates.empty:
        return out
    key = ["event", "measure", "source", "origin"]
    numbers = claims.loc[bare, key].assign(number=whole).drop_duplicates()
    numbers["round"] = numbers["number"] % 10 == 0
    seen = numbers.groupby(key, dropna=False)["round"].agg(["size", "sum"]).reset_index()
    counts = seen[(seen["size"] >= FEWEST) & (10 * seen["sum"] <= MOST_IN_TEN * seen["size"])]
    asked = claims.loc[candidates.index, key].reset_index(names="at").merge(counts[key], on=key)
    out.loc[asked["at"]] = True
    return out


def _without_zeros(numbers: pd.Series) -> pd.Series:
    """The numbers without the zeros at their end."""
    out = numbers.copy()
    while (zero := out % 10 == 0).any():
        out = out.where(~zero, out // 10)
    return out
