"""The one shape that every report format gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from figcheck.compare.comparable.citations import NOWHERE, sources
from figcheck.model.tables import NotCompared
from figcheck.model.words import SEVERITIES
from figcheck.report.card_text import CardText
from figcheck.report.summary import RunSummary

CLAIM_COLUMNS = (
    "claim_id", "event", "measure", "population", "place", "kind", "phase", "basis", "figure", "qualifier", "unit",
    "low", "high", "low_hard", "high_hard", "implied_low", "implied_high", "interval", "period_start", "as_of", "published",
    "source", "origin", "via", "revises", "status", "quote", "url", "archive", "note", "file", "line", "cell", "origins",
)  # fmt: skip
"""Columns of `Report.claims`: the ledger's own, the range that was compared, the cell (null: compared with nothing), and how many
independent origins the claims of that cell have."""


@dataclass(frozen=True)
class Report:
    """What a run found and what it takes to show it.

    `rows`: one row a discrepancy, worded and sorted. `summary`: what was read and compared.
    `cards`: every rule that could have given a row, by code. `claims`: `CLAIM_COLUMNS`, one row a claim, for all claims of
    each cell in which there is a finding, for those that a finding names though they are in no cell, and for those from
    which one that a finding names was taken, directly or through others; its index is what `row` and `against_row` of
    `rows` point at. `not_compared`: every claim that was compared with nothing, and why. `tables` gives those that the rules
    read, by name, and as `claims` all that were read: a copy, made when it is asked for.
    `said` is what was read and compared as one sentence, where that was no run over ledgers, else "".
    """

    rows: pd.DataFrame
    summary: RunSummary
    cards: Mapping[str, CardText]
    claims: pd.DataFrame
    not_compared: NotCompared = field(default_factory=NotCompared.no_rows)
    tables: Callable[[], Mapping[str, pd.DataFrame]] = dict
    said: str = ""

    def counts(self) -> dict[str, int]:
        """How many new rows there are of each severity, worst first, and 0 where there are none."""
        new = self.rows.loc[self.rows["status"] == "new", "severity"]
        return {severity: int((new == severity).sum()) for severity in SEVERITIES}

    def leading(self) -> pd.DataFrame:
        """The new rows that follow from no other: what a person has to read and decide."""
        return self.rows[self.rows["status"].eq("new") & self.rows["follows_from"].isna()]

    def leading_counts(self) -> dict[str, int]:
        """How many leading rows there are of each severity, worst first, and 0 where there are none."""
        severity = self.leading()["severity"]
        return {word: int((severity == word).sum()) for word in SEVERITIES}

    def following(self) -> int:
        """How many new rows follow from another."""
        return sum(self.counts().values()) - len(self.leading())

    def followers(self) -> dict[str, pd.DataFrame]:
        """The rows that follow from another, in their order, by the fingerprint of that one."""
        follow = self.rows[self.rows["follows_from"].notna()]
        return {str(name): rows for name, rows in follow.groupby("follows_from", sort=False)}


def claims_concerned(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that `Report.claims` holds, of a table that has all of them (and `CLAIM_COLUMNS`)."""
    named = claims.index.isin(rows["row"].dropna()) | claims.index.isin(rows["against_row"].dropna())
    cells = claims.loc[named, "cell"].dropna().unique()
    sources = claims.index.isin(_sources_of(claims.index[named], parents(claims)))
    return claims.loc[named | sources | claims["cell"].isin(cells), list(CLAIM_COLUMNS)]


def parents(claims: pd.DataFrame) -> dict[int, int]:
    """The label of the claim from which each was taken, by its own label, where both are in the table."""
    source = sources(claims["claim_id"], claims["via"])
    copies = source != NOWHERE
    return dict(zip(claims.index[copies].tolist(), claims.index[source[copies]].tolist(), strict=True))


def _sources_of(named: pd.Index, parent: Mapping[int, int]) -> set[int]:
    """The claims up the chains of those named; each link is followed once."""
    seen: set[int] = set()
    for label in named.tolist():
        source = parent.get(label)
        while source is not None and source not in seen:
            seen.add(source)
            source = parent.get(source)
    return seen


Table = TypeVar("Table", pd.DataFrame, pd.Series)


def at_labels(table: Table, labels: pd.Series) -> Table:
    """What a table of claims has for each of `labels` (of a column `row` or `against_row`): null where there is none."""
    # a null label fails in some kinds of index (pandas 3.0: a RangeIndex); no claim has the label -1
    return table.reindex(labels.fillna(-1).astype("int64"))
