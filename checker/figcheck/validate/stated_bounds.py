"""The bounds that a ledger states beside the words (`low`, `high`), against what the words say."""

from __future__ import annotations

import pandas as pd

_ENDS = {"low": "ledger_low", "high": "ledger_high"}


def stated_bounds(parsed: pd.DataFrame) -> dict[tuple[str, str], pd.Series]:
    """Verdicts on the stated bounds, as (problem, column) -> True where they pass.

    A bound that the words assert must be the stated one ("more than 300" may be stated as 300 or 301); one that is only read
    into them may be stated as it pleases, as long as the number that they name lies inside. A bound where the words have
    none is an addition. A stated confidence interval may be repeated, and nothing is held against a claim with a
    `parse_override`.
    """
    written = {end: parsed[f"written_{end}"] for end in _ENDS}
    asked = parsed["parse_override"].isna() & parsed["figure_error"].isna() & parsed["low"].notna()
    passes = {("no-number", column): parsed[column].isna() | written[end].notna() for end, column in _ENDS.items()}
    backwards = (written["low"] > written["high"]).fillna(False)
    passes["stated-backwards", "ledger_low"] = ~backwards.astype(bool)
    for end, column in _ENDS.items():
        bound, mine, value = parsed[end].astype("Float64"), written[end].astype("Float64"), parsed["value"]
        is_interval = (mine == parsed[f"interval_{end}"].astype("Float64")).fillna(False)
        same = (mine == bound).fillna(False) | (mine == value).fillna(False) | is_interval
        # of a soft bound only the side matters on which the number lies; "up to" and vague words have no number of that side
        reach = (mine <= value.fillna(bound)) if end == "low" else (mine >= value.fillna(bound))
        soft = ~parsed[f"{end}_hard"].fillna(False).astype(bool)
        otherwise = asked & mine.notna() & bound.notna() & ~same & ~(soft & reach.fillna(True))
        passes["stated-otherwise", column] = ~otherwise.fillna(False).astype(bool)
        added = asked & mine.notna() & bound.isna() & ~is_interval
        passes["stated-in-addition", column] = ~added.fillna(False).astype(bool)
    return passes
