"""The tables of the database: findings, claims and what was worked out of them, each as it goes into SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from figcheck.model.tables import CARD_TABLE_BY_NAME, NotCompared
from figcheck.model.words import SEVERITIES
from figcheck.report.records import RECORD_COLUMNS
from figcheck.report.report import CLAIM_COLUMNS, Report
from figcheck.report.safe_text import plain
from figcheck.report.terminal.summary import about_run

MOST_ROWS = 250_000
"""Rows of a table: the whole database is made in memory."""

CLAIMS, FINDINGS, FIGURES = "claims", "findings", "figures"

_PLACE = ("file", "line", "claim_id")
_NOT_COMPARED = tuple(name for name in NotCompared.names() if name != "row")
_TYPES = {"i": "integer", "u": "integer", "b": "integer", "f": "real"}


@dataclass(frozen=True)
class DatabaseTable:
    """One table: its name, what one row of it is, and its cells. `key` is its primary key; `refers` says, by column, in which
    table and column the same value stands.
    """

    name: str
    says: str
    rows: pd.DataFrame
    key: str | None
    refers: Mapping[str, tuple[str, str]]
    left_out: int = 0


def database_tables(report: Report) -> list[DatabaseTable]:
    """Every table of the database, those that a person reads first."""
    worked_out = report.tables()
    claims = _claims(worked_out.get(CLAIMS, report.claims))
    figures = worked_out.get(FIGURES)
    ids = set() if figures is None else set(figures["claim_id"].head(MOST_ROWS).map(plain))
    is_unique = figures is not None and len(ids) == min(len(figures), MOST_ROWS)
    return [
        _table(FINDINGS, _SAYS[FINDINGS], _findings(report, claims), refers=_TO_CLAIMS),
        _table(CLAIMS, _SAYS[CLAIMS], claims, key="claim_row"),
        _table("not_compared", _SAYS["not_compared"], report.not_compared[list(_NOT_COMPARED)]),
        _table("rules", _SAYS["rules"], _rules(report), key="code"),
        _table("run", _SAYS["run"], _run(report)),
        *(
            _worked_out(name, table, ids if is_unique else set())
            for name, table in worked_out.items()
            if name in CARD_TABLE_BY_NAME
        ),
    ]


def _run(report: Report) -> pd.DataFrame:
    said = [(what, plain(words)) for what, words in about_run(report)]
    return pd.DataFrame(said, columns=["what", "said"], dtype="str")


_SAYS = {
    FINDINGS: "One row per finding, the worst first. It has the columns of discrepancies.csv and the reason why it is set aside.",
    CLAIMS: "One row per claim that was read, with its place in the ledger and the range that was compared.",
    "not_compared": "One row per claim that was compared with nothing, and the reason.",
    "rules": "One row per rule that could have found something.",
    "run": "What was read and compared, and what could not be done.",
}

_TO_CLAIMS = {
    "claim_row": (CLAIMS, "claim_row"),
    "against_row": (CLAIMS, "claim_row"),
    "code": ("rules", "code"),
}


def write_table(connection: sqlite3.Connection, table: DatabaseTable) -> None:
    """Makes the table and puts its rows into it."""
    columns = []
    for name in table.rows.columns:
        column = f"{quoted(name)} {_type(table.rows[name])}"
        if name == table.key:
            column += " primary key"
        if name in table.refers:
            other, at = table.refers[name]
            column += f" references {quoted(other)} ({quoted(at)})"
        columns.append(column)
    described = ",\n  ".join(columns)
    connection.execute(f"create table {quoted(table.name)} (\n  {described}\n)")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"insert into {quoted(table.name)} values ({marks})", _cells(table.rows))  # noqa: S608 - our own
    for name in table.refers:
        index = quoted(f"{table.name} by {name}")
        connection.execute(f"create index {index} on {quoted(table.name)} ({quoted(name)})")


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _table(
    name: str,
    says: str,
    rows: pd.DataFrame,
    key: str | None = None,
    refers: Mapping[str, tuple[str, str]] | None = None,
) -> DatabaseTable:
    return DatabaseTable(name, says, rows.head(MOST_ROWS), key, refers or {}, max(0, len(rows) - MOST_ROWS))


def _worked_out(name: str, rows: pd.DataFrame, ids: set[str]) -> DatabaseTable:
    """A table that cards read. `ids` are those of the figures; without any no column refers to them."""
    declared = CARD_TABLE_BY_NAME[name]
    says = f"One row per {declared.per}. {' '.join((declared.__doc__ or '').split())}"
    columns = [column for column in rows.columns if column.endswith("_id") and (name, column) != (FIGURES, "claim_id")]
    refers = {
        column: (FIGURES, "claim_id") for column in columns if ids and ids.issuperset(map(plain, rows[column].dropna()))
    }
    return _table(name, says, rows, "claim_id" if ids and name == FIGURES else None, refers)


def _claims(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims in the order of the ledgers, numbered from 1; their index stays. Lines of waivers and notices are left out."""
    claims = claims[list(CLAIM_COLUMNS)]
    claims = claims[claims[["event", "measure", "figure", "source"]].notna().any(axis=1)]
    claims = claims.sort_values(list(_PLACE), kind="stable", na_position="first")
    return claims.assign(claim_row=range(1, len(claims) + 1))[["claim_row", *CLAIM_COLUMNS]]


def _findings(report: Report, claims: pd.DataFrame) -> pd.DataFrame:
    """The findings, with the numbers of their two claims."""
    number = pd.Series(claims["claim_row"].array, index=claims.index, dtype="Int64").head(MOST_ROWS)
    rows = report.rows
    found = {
        label: number.reindex(rows[column].fillna(-1).astype("int64")).array
        for label, column in (("claim_row", "row"), ("against_row", "against_row"))
    }
    order = pd.Categorical(rows["severity"], categories=SEVERITIES).codes + 1
    return rows[list(RECORD_COLUMNS)].assign(**found, worst_first=order)


def _rules(report: Report) -> pd.DataFrame:
    columns = ("code", "rule", "severity", "title", "help")
    rows = [[getattr(card, name) for name in columns] for _, card in sorted(report.cards.items())]
    return pd.DataFrame(rows, columns=list(columns), dtype="str")


def _type(column: pd.Series) -> str:
    return _TYPES.get(getattr(column.dtype, "kind", "O"), "text")


def _cells(rows: pd.DataFrame) -> Iterator[Sequence[Any]]:
    """The rows as SQLite takes them: days as text, text without control characters."""
    columns = [_column(rows[name]) for name in rows.columns]
    return zip(*columns, strict=True)


def _column(column: pd.Series) -> list[Any]:
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    whole = column.dtype.kind in "iub"
    missing = column.isna().tolist()
    return [None if gone else _cell(cell, whole) for cell, gone in zip(column.tolist(), missing, strict=True)]


def _cell(cell: Any, whole: bool) -> Any:
    if whole:
        return int(cell)
    return cell if isinstance(cell, float) else plain(str(cell))
