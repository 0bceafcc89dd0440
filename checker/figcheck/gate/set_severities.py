"""The severities that settings give to single rules, in the rows of findings."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from figcheck.model.words import SEVERITIES


def with_set_severities(rows: pd.DataFrame, severities: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The rows of findings with the severities that were set.

    A rule's rows that are as bad as its card allows get the severity that was set, be it worse or milder; its milder rows
    keep their own, unless that would be worse than what was set. So soft bounds stay milder than hard ones.
    """
    if not severities:
        return rows
    rank = {word: n for n, word in enumerate(SEVERITIES)}
    out = rows["severity"].astype("object")
    for code, (own, wanted) in severities.items():
        mine = rows["code"] == code
        at_worst = mine & (rows["severity"].map(rank) <= rank[own])
        too_bad = mine & (rows["severity"].map(rank) < rank[wanted])
        out = out.mask(at_worst | too_bad, wanted)
    return rows.assign(severity=out.astype("str"))
