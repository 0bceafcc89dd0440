"""What a card's query returned -> rows that the later stages can rely on, or the reason why not."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pandas as pd
import pyarrow as pa

from figcheck.compare.cards.card import RuleCard
from figcheck.model.errors import CardError
from figcheck.model.tables import Found
from figcheck.model.words import SEVERITIES

STATUSES = ("new", "explained")

_TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
_WHOLE = (pa.types.is_integer, pa.types.is_null)
_PLAIN = (*_TEXT, *_WHOLE, pa.types.is_floating, pa.types.is_boolean, pa.types.is_date)
_WANTED = {
    "claim_id": (_TEXT, "text"),
    "against_id": (_TEXT, "text"),
    "severity": (_TEXT, "text"),
    "status": (_TEXT, "text"),
    "explanation": (_TEXT, "text"),
    "gap": (_WHOLE, "a whole number: cast it to bigint"),
}


def found_rows(card: RuleCard, returned: pa.Table, known: Collection[str] | None) -> list[dict[str, Any]]:
    """One dict a row, with the columns of the table `Found` as keys, sorted; rows alike in everything are one.

    `severity` is the card's where the query says none or worse, `status` is new where it says none; `fields` holds the
    other columns. Raises CardError when the rows cannot be used: no claim, a claim that is none of `known` (None: any),
    another word than the severities and statuses, a column of a type that no message can show.
    """
    _check_types(card, returned)
    rows = []
    for record in _records(card, returned):
        row = {name: record.pop(name, None) for name in _WANTED}
        _check_ids(card, row, known)
        row["severity"] = _severity(card, row["severity"])
        row["status"] = _word(card, "status", row["status"] or "new", STATUSES)
        rows.append({"code": card.code, **row, "fields": record})
    unique = {_key(row): row for row in rows}
    return [unique[key] for key in sorted(unique)]


def found_table(rows: list[dict[str, Any]]) -> Found:
    """Rows as a table, also when there are none."""
    return Found.of(pd.DataFrame(rows, columns=Found.names()))


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    rest = {name: row[name] for name in ("severity", "status", "explanation", "gap", "fields")}
    return row["claim_id"], row["against_id"] or "", json.dumps(rest, sort_keys=True, default=str)


def _records(card: RuleCard, returned: pa.Table) -> list[dict[str, Any]]:
    try:
        return returned.to_pylist()
    except (ValueError, OverflowError) as error:
        raise CardError(
            f"what {card.code} returns cannot be shown",
            where=card.where(card.query_line),
            why="a day is outside the years 1 to 9999",
            mend="return days of the calendar alone",
        ) from error


def _check_types(card: RuleCard, returned: pa.Table) -> None:
    if "claim_id" not in returned.column_names:
        raise CardError(
            "the query returns no claim_id",
            where=card.where(card.query_line),
            mend="return the claim to fix as claim_id",
        )
    for column in returned.schema:
        kinds, wanted = _WANTED.get(column.name, (_PLAIN, "text, a number, a day, true or false"))
        if not any(kind(column.type) for kind in kinds):
            raise CardError(
                f'the query returns {column.name} as "{column.type}"',
                where=card.where(card.query_line),
                why=f"it should be {wanted}",
            )


def _check_ids(card: RuleCard, row: dict[str, Any], known: Collection[str] | None) -> None:
    if row["claim_id"] is None:
        raise CardError(
            "the query returns a row without claim_id",
            where=card.where(card.query_line),
            why="each row is about one claim, and this row has null there",
            mend="join the claims so that claim_id is never null",
        )
    for name in ("claim_id", "against_id"):
        if known is not None and row[name] is not None and row[name] not in known:
            raise CardError(
                f'the query returns the {name} "{row[name]}", which is not a claim',
                where=card.where(card.query_line),
                why="the table figures has no such claim_id",
                mend=f"return as {name} a claim_id of figures",
            )


def _severity(card: RuleCard, said: str | None) -> str:
    if said is None:
        return card.severity
    word = _word(card, "severity", said, SEVERITIES)
    return max(word, card.severity, key=SEVERITIES.index)


def _word(card: RuleCard, column: str, word: str, allowed: tuple[str, ...]) -> str:
    if word not in allowed:
        raise CardError(
            f'the query returns the {column} "{word}"',
            where=card.where(card.query_line),
            mend=f"return one of {', '.join(allowed)}",
        )
    return word
