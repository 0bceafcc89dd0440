"""Mistakes of entry that the data themselves show: a finding with its cause, never an explanation."""

from __future__ import annotations

import pandas as pd

from figcheck.compare.comparable.pairs import among

_DATE = r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?!\d)"

MISDATED = {"misdated_id": "str", "misdated_day": "datetime64[us]"}


def dates_in_addresses(figures: pd.DataFrame) -> pd.Series:
    """The day that the address or saved copy of each claim names (…/2023-10-07.md, …/2023/10/07/…), null without one."""
    found = pd.Series(pd.NaT, index=figures.index, dtype="datetime64[us]")
    for column in ("archive", "url"):
        words = figures[column].astype("str").str.extract(_DATE)
        day = words[0] + "-" + words[1] + "-" + words[2]
        found = found.fillna(pd.to_datetime(day, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]"))
    return found


def entered_under_another_date(found: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """`misdated_id` and `misdated_day`: which of the two claims of a row has an address that names another day than its `as_of`,
    on which it would not be in the way, and that day; null for none.

    The day of printing, and the day after the one that is counted, are no other day.
    """
    out = pd.DataFrame({"misdated_id": None, "misdated_day": pd.NaT}, index=found.index).astype(MISDATED)
    if found.empty:
        return out
    involved = among(figures["claim_id"], pd.concat([found["claim_id"], found["against_id"]]))
    some = figures[involved & (figures["url"].notna() | figures["archive"].notna())]
    if some.empty:
        return out
    some = some.assign(named=dates_in_addresses(some)).set_index("claim_id")
    days = figures.loc[involved].set_index("claim_id")[["as_of", "published"]]
    for mine, other in (("against_id", "claim_id"), ("claim_id", "against_id")):
        named = some["named"].reindex(found[mine]).array
        own = days.reindex(found[mine])
        theirs = days["as_of"].reindex(found[other]).array
        day, printed = own["as_of"].array, own["published"].array
        late = pd.Series(named - day).dt.days
        wrong = pd.Series((day > theirs) & (named < theirs)) | pd.Series((day < theirs) & (named > theirs))
        wrong &= pd.Series(named != printed) & late.ne(1).array
        is_wrong = wrong.fillna(False).to_numpy(dtype=bool)
        out.loc[is_wrong, "misdated_id"] = found[mine].array[is_wrong]
        out.loc[is_wrong, "misdated_day"] = named[is_wrong]
    return out
