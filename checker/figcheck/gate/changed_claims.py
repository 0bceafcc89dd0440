"""Which claims changed between two states of the ledgers, and which findings have to do with them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

import pandas as pd

from figcheck.model.tables import DEFAULTS, LEDGER_COLUMNS, REFERENCE_COLUMNS, sums_of
from figcheck.model.vocabulary import DIMENSIONS, Party, Term, Vocabulary, same_name

_Key = TypeVar("_Key")


def changed_rows(now: pd.DataFrame, before: pd.DataFrame, columns: Collection[str]) -> pd.Series:
    """Whether each row of `now` is new or has another cell than every row of `before`; the same index as `now`.

    Only the cells count: rows may move within a file and between files, and files be renamed. Of rows that are alike, as
    many are unchanged as there were.
    """
    keys = [_numbered(table, columns) for table in (now, before)]
    return ~pd.Series(keys[0].isin(keys[1]), index=now.index)


def _numbered(table: pd.DataFrame, columns: Collection[str]) -> pd.MultiIndex:
    """A hash of each row's cells, and how many rows like it stand before."""
    text = table.reindex(columns=list(columns)).astype("str").fillna("")
    for column in text:
        if text[column].str.contains("\r").any():  # git may have changed the line ends within a quote
            text[column] = text[column].str.replace("\r\n", "\n")
    key = pd.util.hash_pandas_object(text, index=False)
    return pd.MultiIndex.from_arrays([key, key.groupby(key).cumcount()])


def changed_claims(now: pd.DataFrame, before: pd.DataFrame, new: Vocabulary, old: Vocabulary) -> pd.Series:
    """Whether each claim of `now` says something else than before: its own cells, what the vocabulary makes of its
    names, or a claim that it refers to, which is gone.
    """
    changed = changed_rows(now, before, [*LEDGER_COLUMNS, "malformed", "record"])
    changed |= _renamed(now, new, old)
    gone = set(before["claim_id"].dropna()) - set(now["claim_id"].dropna())
    if gone:
        for column in REFERENCE_COLUMNS:
            changed |= now[column].isin(gone)
        sums = {cell for cell in now["sums_to"].dropna().unique() if any(i in gone for i, _ in sums_of(cell, gone))}
        changed |= now["sums_to"].isin(sums)
    return changed


def _renamed(claims: pd.DataFrame, new: Vocabulary, old: Vocabulary) -> pd.Series:
    """Claims whose event, measure, population, place, source or origin is declared otherwise than before."""
    if bool(new.events) != bool(old.events):  # without declared events, names are not compared with a vocabulary
        return pd.Series(True, index=claims.index)
    event = _names(claims["event"])
    events = {same_name(name) for name in _different(dict(new.events), dict(old.events))}
    found = event.isin(events)
    for column in ("source", "origin"):
        parties = _different(_parties(new, column), _parties(old, column))
        found |= _names(claims[column]).isin(parties)
    terms = _different(_terms(new), _terms(old))
    for dimension in DIMENSIONS:
        names = _names(claims[dimension].fillna(DEFAULTS.get(dimension, "")))
        everywhere = {name for kind, scope, name in terms if kind == dimension and scope is None}
        found |= names.isin(everywhere)
        for kind, scope, name in terms:
            if kind == dimension and scope is not None:
                found |= (names == name) & (event == same_name(scope))
    return found


def _names(column: pd.Series) -> pd.Series:
    return column.map({name: same_name(name) for name in column.dropna().unique()}).astype("object")


def _different(new: dict[_Key, object], old: dict[_Key, object]) -> set[_Key]:
    return {key for key in {*new, *old} if new.get(key) != old.get(key)}


def _parties(vocabulary: Vocabulary, column: str) -> dict[str, object]:
    found: dict[str, Party] = vocabulary.parties(column)
    return dict(found)


def _terms(vocabulary: Vocabulary) -> dict[tuple[str, str | None, str], object]:
    """Every spelling of a declared name, with all that is declared of it."""
    found: dict[tuple[str, str | None, str], list[Term]] = {}
    for term in vocabulary.terms:
        for spelling in (term.name, *term.aliases):
            found.setdefault((term.dimension, term.event, same_name(spelling)), []).append(term)
    return {key: frozenset(terms) for key, terms in found.items()}
