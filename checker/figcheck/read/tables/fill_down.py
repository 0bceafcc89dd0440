"""Empty cells that mean what stands above them, as a spreadsheet saves merged cells: filled where the settings say so."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def filled_down(claims: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """The claims of one table with the empty cells of these columns filled, and a sentence that says so with the first line.

    A malformed record neither gives nor takes a cell.
    """
    some = [column for column in columns if column in claims]
    if not some:
        return claims, []
    sound = claims["malformed"].isna() if "malformed" in claims else pd.Series(True, index=claims.index)
    ordered = claims.loc[sound, [*some, "line"]].sort_values("line", kind="stable")[some]
    filled = ordered.ffill()
    taken = (ordered.isna() & filled.notna()).any(axis=1)
    rows = int(taken.sum())
    if not rows:
        return claims, []
    first = int(claims.loc[taken.idxmax(), "line"])
    claims = claims.copy(deep=False)
    for column in some:
        claims[column] = claims[column].where(~sound, filled[column])
    return claims, [(first, f"{', '.join(some)} filled down in {rows:,} row{'' if rows == 1 else 's'}")]
