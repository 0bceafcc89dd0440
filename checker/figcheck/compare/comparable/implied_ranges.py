"""What a reader takes from claims, in place of what their words allow."""

from __future__ import annotations

import pandas as pd


def as_implied(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with what a reader takes from them as their range; a bound stays hard where the words assert just it.

    Within one origin's own series a round total counts as the number that it names.
    """
    table = claims.copy(deep=False)
    for bound in ("low", "high"):
        implied = table[f"implied_{bound}"]
        same = (implied == table[bound]).fillna(False).astype(bool)
        table[f"{bound}_hard"] = table[f"{bound}_hard"].fillna(False).astype(bool) & same
        table[bound] = implied
    return table
