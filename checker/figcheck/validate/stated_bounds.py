"""The bounds that a ledger states beside the words (`low`, `high`), next to what the words say."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from figcheck.model.tables import TypedClaims

_ENDS = {"low": "ledger_low", "high": "ledger_high"}


def bound_checks() -> list[tuple[str, str, Callable[[TypedClaims], pd.Series]]]:
    """(name, the column that is wrong, where it passes) of what is asked of the stated bounds.

    A bound that the words assert must be the stated one ("more than 300" may be stated as 300 or 301). One that is only read
    into them may be stated as it pleases, as long as the number that they name lies inside. A bound where the words have
    none is an addition. A stated confidence interval may be repeated. A claim with a `parse_override` is not asked.
    """
    found: list[tuple[str, str, Callable[[TypedClaims], pd.Series]]] = [
        ("stated-backwards", "ledger_low", lambda t: ~(t["written_low"] > t["written_high"]))
    ]
    for end, column in _ENDS.items():
        found += [
            ("no-number", column, _is_number(end, column)),
            ("stated-otherwise", column, _is_bound_of_words(end)),
            ("stated-in-addition", column, _words_have_bound(end)),
        ]
    return found


def _is_number(end: str, column: str) -> Callable[[TypedClaims], pd.Series]:
    return lambda t: t[column].isna() | t[f"written_{end}"].notna()


def _is_bound_of_words(end: str) -> Callable[[TypedClaims], pd.Series]:
    def passes(table: TypedClaims) -> pd.Series:
        stated, bound, value = table[f"written_{end}"].astype("Float64"), table[end].astype("Float64"), table["value"]
        same = (stated == bound).fillna(False) | (stated == value).fillna(False) | _is_interval(table, end)
        # of a soft bound only the side matters on which the number lies; "up to" and vague words have no number of that side
        reach = (stated <= value.fillna(bound)) if end == "low" else (stated >= value.fillna(bound))
        soft = ~table[f"{end}_hard"].fillna(False)
        return ~(_is_asked(table, end) & bound.notna() & ~same & ~(soft & reach.fillna(True)))

    return passes


def _words_have_bound(end: str) -> Callable[[TypedClaims], pd.Series]:
    return lambda t: ~(_is_asked(t, end) & t[end].isna() & ~_is_interval(t, end))


def _is_asked(table: TypedClaims, end: str) -> pd.Series:
    readable = table["figure_error"].isna() & table["low"].notna()
    return table["parse_override"].isna() & readable & table[f"written_{end}"].notna()


def _is_interval(table: TypedClaims, end: str) -> pd.Series:
    return (table[f"written_{end}"] == table[f"interval_{end}"]).fillna(False)
