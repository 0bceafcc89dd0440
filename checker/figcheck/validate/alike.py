"""What fails alike is told once: one name in many claims, merged cells, one fault in hundreds of rows."""

from __future__ import annotations

import pandas as pd

from figcheck.model.tables import TypedClaims

_RECORD = ["event", "source", "as_of", "published"]
"""What the claims of one report have in common: a wrong date in it is one mistake, however many numbers the report gives."""

_ONCE = {
    "near-miss": [],
    "no-order": ["file"],
    "no-year": ["file"],
    "no-day": ["file"],
    "other-calendar": ["file"],
    "no-such-event": [],
    "same-claim": ["event", "source"],
    "no-lexicon": ["lang"],
    "no-figure": ["source", "figure"],
    "perhaps-no-figure": ["source", "figure"],
    "as-of-after-published": _RECORD,
    "before-event": _RECORD,
    "period-after-as-of": [*_RECORD, "period_start"],
    "published-in-future": _RECORD,
}
"""Checks that fail alike for every claim that is alike in these columns (without any: in the one that fails). They have one row,
with the number of claims."""

_FEW_WORDS = 2
"""Ways of writing that no figure is given that one source may mean differently. Each has a row; more are a habit, in one row."""


MANY = 20
"""Claims of one file with the same fault above which they have one row."""

_IN_A_FILE = (
    "malformed", "missing", "unprinted", "undated", "no-date", "no-kind", "no-basis", "no-status", "no-reliability",
    "no-credibility", "typed-confirmed", "no-interval", "no-number", "no-such-claim", "published-in-future",
    "period-after-as-of", "before-event", "unparsed", "impossible", "stray-bracket",
)  # fmt: skip
"""Checks that have one row for many claims of a file."""

_OF_ONE_VALUE = ("unparsed", "impossible", "no-kind", "no-basis", "no-status")
"""Those of them of which only claims with the same words are alike."""

_OF_DATES = ("period-after-as-of", "before-event", "published-in-future")
"""Those of them that are mistakes of one event, unless `MOST` of the file has them."""

MOST = 0.5
"""The share of the claims of a file from which a fault is one of the file as a whole."""

_NAMED = 3
"""Further claims that such a row names."""

_MERGED = ("event", "measure", "source", "published")
"""Columns that every claim needs and in which an empty cell may mean what stands above it."""


def told_once(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """`failed` (`row`, `column`, `check`) with one row for all that fail alike.

    Added are `others`, how many more claims a row stands for; `more`, the same in words where the message has none of its own,
    else ""; and `columns`, the columns of a row on merged cells.
    """
    failed = _one_date_each(failed, table).assign(others=0, more="", columns=None)
    return _many_as_one(_of_one_name(_merged_cells(failed, table), table), table)


def _one_date_each(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """`failed` without what only follows from a date before the event: that the other dates do not go with it.

    Where both dates of a claim lie before its event, `as_of` speaks for both. A period that begins before the event ends has
    a mistake of its own.
    """
    early = failed["check"].eq("before-event")
    as_of, printed = (failed.loc[early & failed["column"].eq(column), "row"] for column in ("as_of", "published"))
    from_event = failed["row"].map(table["period_start"] >= table["event_start"])
    follows = early & failed["column"].eq("published") & failed["row"].isin(as_of)
    follows |= failed["check"].eq("period-after-as-of") & failed["row"].isin(as_of) & from_event
    follows |= failed["check"].eq("as-of-after-published") & failed["row"].isin(printed)
    return failed[~follows]


def _of_one_name(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """One row for all that fails the checks `_ONCE` alike."""
    for (check, column), some in failed[failed["check"].isin(_ONCE)].groupby(["check", "column"]):
        names = _ONCE[str(check)] or [column]
        if "figure" in names:
            words = table.loc[some["row"], ["source", "figure"]].set_axis(some.index)
            ways = words.groupby("source", dropna=False)["figure"].transform(lambda word: word.nunique(dropna=False))
            failed = _one_row_each(failed, some[ways > _FEW_WORDS], table, ["source"])
            failed = _one_row_each(failed, some[ways <= _FEW_WORDS], table, names)
        else:
            failed = _one_row_each(failed, some, table, names)
    return failed


def _one_row_each(failed: pd.DataFrame, some: pd.DataFrame, table: TypedClaims, names: list[str]) -> pd.DataFrame:
    """`failed` with one row for all of `some` whose claims are alike in these columns."""
    if len(some):
        alike = table.loc[some["row"], [*names, "claim_id"]].set_axis(some.index).sort_values([*names, "claim_id"])
        others = alike.groupby(names, dropna=False)[names[0]].transform("size") - 1
        first = ~alike.duplicated(names)
        failed.loc[alike.index[first], "others"] = others[first]
        failed = failed.drop(index=alike.index[~first])
    return failed


def _merged_cells(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """One row a file for the empty cells that stand below filled ones, if there are several."""
    empty = failed[failed["check"].eq("missing") & failed["column"].isin(_MERGED)]
    files = table.loc[empty["row"].unique(), "file"].unique()
    for file in files:
        of_file = table[table["file"].eq(file) & table["malformed"].isna()].sort_values("line", kind="stable")
        below = {column: of_file.index[of_file[column].isna() & of_file[column].ffill().notna()] for column in _MERGED}
        mine = [row in below[column] for row, column in zip(empty["row"], empty["column"], strict=True)]
        some = empty[mine]
        if len(some) < 2:
            continue
        columns = [column for column in _MERGED if column in set(some["column"])]
        lines = table.loc[some["row"], "line"]
        first = some.index[lines.argmin()]
        failed.loc[first, ["check", "others"]] = ["blank-below", some["row"].nunique() - 1]
        failed.at[first, "columns"] = columns
        failed = failed.drop(index=some.index.drop(first))
    return failed


def _many_as_one(failed: pd.DataFrame, table: TypedClaims) -> pd.DataFrame:
    """One row for a fault that many claims of a file have, or many reports of an event."""
    some = failed[failed["check"].isin(_IN_A_FILE)]
    some = some[some["others"].eq(0) | some["check"].isin(_OF_DATES)]
    if len(some) <= MANY:
        return failed
    claims = table.loc[some["row"]]
    some = some.assign(file=claims["file"].array, line=claims["line"].array, claim=claims["claim_id"].array)
    some = some.assign(value=_alike(some, table)).sort_values(["claim", "line"], kind="stable")
    for (_, _, _, value), alike in some.groupby(["check", "column", "file", "value"], sort=False):
        if len(alike) > MANY:
            first, *others = alike.index
            claim = alike["claim"].fillna("line " + alike["line"].astype("str"))
            named = ", ".join(claim.iloc[1 : 1 + _NAMED])
            number = len(others) + alike["others"].sum()
            of = "event" if value and alike["check"].iloc[0] in _OF_DATES else "file"
            failed.loc[first, "more"] = f" and {number:,} more of this {of} ({named}, …)"
            failed.loc[first, "others"] = 0
            failed = failed.drop(index=others)
    return failed


def _alike(some: pd.DataFrame, table: TypedClaims) -> list[str]:
    """What the claims must have in common for whose fault one row is enough; "" where the file is enough."""
    claims_of_file = table["file"].value_counts()
    share = (some["others"] + 1).groupby([some["check"], some["column"], some["file"]]).transform("sum")
    most = share > MOST * some["file"].map(claims_of_file)
    names = zip(some["row"], some["column"], some["check"], most, strict=True)
    return [
        str(table.at[row, column])
        if check in _OF_ONE_VALUE
        else str(table.at[row, "event"])
        if check in _OF_DATES and not of_file
        else ""
        for row, column, check, of_file in names
    ]
