"""The claims that a finding stands on beside the two that it names: the parts of a sum, the other falls of a stretch.

One row is told for a sum, an interval, a cell or a block of a series. Whether the finding is still the same, and whether it
has to do with a claim that changed, depends on all of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from figcheck.compare.comparable.pairs import among
from figcheck.model.tables import Rows

_NOT_ABOUT_CLAIMS = ("figures", "discrepancies")
_IDS = "; "
"""What stands between the ids of a column `…_ids`."""


def claims_behind(rows: Rows, tables: Mapping[str, pd.DataFrame], queries: Mapping[str, str]) -> list[frozenset[int]]:
    """For each row the rows of the claims table that it stands on, its own and its witness's too.

    `queries` has the query by code. A finding stands on: the claims that its query returned in columns `…_id` and `…_ids`;
    those that the helper tables which its query reads have beside its claim; and where such a table accuses several claims of
    one block of a series, of one dispute or of one series published anew, and one of them stands for all, on all of these and
    their witnesses.
    """
    figures = tables["figures"][["claim_id", "row", "origin", "source"]]
    told = figures["row"].isin(rows["row"].dropna())
    claims = rows["row"].map(figures[told].set_index("row")["claim_id"])
    beside: dict[tuple[str, str], frozenset[str]] = {}
    for code, mine in claims.groupby(rows["code"]):
        accused = frozenset(mine.dropna())
        for name, table in tables.items():
            read = name not in _NOT_ABOUT_CLAIMS and re.search(rf"\b{name}\b", queries.get(str(code), ""))
            for claim, others in _beside(table, accused) if read else ():
                key = (str(code), claim)
                beside[key] = beside.get(key, frozenset()) | others
    named = [
        beside.get((str(code), str(claim)), frozenset()).union(_named(fields) if isinstance(fields, Mapping) else ())
        for code, claim, fields in zip(rows["code"], claims, rows["fields"], strict=True)
    ]
    some = figures[among(figures["claim_id"], frozenset().union(*named))]
    row_of = dict(zip(some["claim_id"], some["row"].astype("int64"), strict=True))
    own = zip(rows["row"], rows["against_row"], strict=True)
    return [
        frozenset({int(r) for r in pair if not pd.isna(r)} | {row_of[name] for name in names if name in row_of})
        for pair, names in zip(own, named, strict=True)
    ]


def _named(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, str) and name.endswith("_id"):
            yield value
        elif isinstance(value, str) and name.endswith("_ids"):
            yield from value.split(_IDS)


def _beside(table: pd.DataFrame, accused: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """(claim, the claims that a helper table has beside it) for the accused; nothing for a table that is not about claims."""
    if "claim_id" not in table:
        return
    mine = table[among(table["claim_id"], accused)]
    pairs = [mine[["claim_id", c]].set_axis(["claim_id", "other"], axis=1) for c in mine if c.endswith("_id")]
    for column in (c for c in mine if c.endswith("_ids")):
        split = mine[column].astype("str").str.split(_IDS)
        pairs.append(pd.DataFrame({"claim_id": mine["claim_id"], "other": split}).explode("other"))
    if "against_id" in table and (group := _groups(table)) is not None:
        told = group[mine.index]
        told = told[~told.duplicated(keep=False)]  # a card that tells each claim by itself hides none behind another
        some = group.isin(told)
        for column in ("claim_id", "against_id"):
            members = pd.DataFrame({"group": group[some], "other": table.loc[some, column]})
            both = pd.DataFrame({"claim_id": mine.loc[told.index, "claim_id"], "group": told}).merge(
                members, on="group"
            )
            pairs.append(both[["claim_id", "other"]])
    joined = pd.concat(pairs).dropna().drop_duplicates()
    for claim, others in joined.groupby("claim_id")["other"]:
        yield str(claim), frozenset(others)


def _groups(table: pd.DataFrame) -> pd.Series | None:
    """What of a table of accused claims is told in one row: a block of a series, a dispute, or a series published anew."""
    if {"series", "stretch"} <= set(table.columns):
        return table.groupby(["series", "stretch"], dropna=False).ngroup()
    return table.get("dispute", table.get("reissue"))
