"""What a record means beside the others of its ledger and in its vocabulary: the claims it repeats, its event, who was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from figcheck.model.tables import LEDGER_COLUMNS, Parsed, TypedClaims
from figcheck.model.vocabulary import Vocabulary
from figcheck.validate.typed_cells import by_value, distinct_pairs


def with_whole_ledger(table: pd.DataFrame, parsed: Parsed, vocabulary: Vocabulary) -> TypedClaims:
    """The typed cells, and what the whole ledger and the vocabulary say of each record."""
    same_id, same_claim = _same_id(parsed), _same_claim(parsed)
    start, end = (_event_dates(table["event"], vocabulary, which) for which in ("start", "end"))
    is_open = table["event"].isin(vocabulary.events.keys()) & end.isna()
    return table.assign(
        same_id_row=same_id, same_claim_row=same_claim, event_start=start, event_end=end, event_open=is_open,
        **_counted(table, vocabulary), **_most_people(table, vocabulary),
    )  # fmt: skip


def _most_people(table: pd.DataFrame, vocabulary: Vocabulary) -> dict[str, pd.Series]:
    """How many people there were where each claim counts, and who they were; null where no vocabulary says."""

    def most(event: str, place: str | None) -> tuple[int | None, str | None]:
        return vocabulary.most(event, None if pd.isna(place) else place) or (None, None)

    people, words = _of_pairs(table, "place", most)
    return {"most_people": people.astype("Int64"), "most_people_words": words.astype("str")}


def _counted(table: pd.DataFrame, vocabulary: Vocabulary) -> dict[str, pd.Series]:
    """Whom the measure of each claim counts, and whether its running total may count one person twice."""
    counts, twice = _of_pairs(table, "measure", vocabulary.counted)
    return {
        "counts": counts.astype("str"),
        "may_count_twice": twice.astype("boolean").fillna(False).astype(bool),
    }


def _of_pairs(
    table: pd.DataFrame, column: str, known: Callable[[str, Any], tuple[object, object]]
) -> tuple[pd.Series, pd.Series]:
    """The two things that are known of the event and the cell of `column` of each record, asked once a pair; null without an
    event.
    """
    first, which = distinct_pairs(table["event"], table[column])
    pairs = zip(table["event"].iloc[first], table[column].iloc[first], strict=True)
    found = [(None, None) if pd.isna(event) else known(event, cell) for event, cell in pairs]
    one, other = (pd.Series([pair[n] for pair in found], dtype="object") for n in (0, 1))
    return one.iloc[which].set_axis(table.index), other.iloc[which].set_axis(table.index)


def _event_dates(event: pd.Series, vocabulary: Vocabulary, which: str) -> pd.Series:
    dates = {name: pd.Timestamp(d) for name, e in vocabulary.events.items() if (d := getattr(e, which)) is not None}
    return by_value(event, lambda names: pd.to_datetime(names.map(dates)).astype("datetime64[us]"))


def _in_order(parsed: Parsed) -> Parsed:
    """Records in an order that neither files nor lines decide: by publication, then by all their cells."""
    return parsed.sort_values(["published", "claim_id", *LEDGER_COLUMNS], na_position="last", kind="stable")


def _same_id(parsed: Parsed) -> pd.Series:
    """For every claim whose id an earlier one has, the row of the first published (Int64, null for all others)."""
    repeated = parsed["claim_id"].notna() & parsed["claim_id"].duplicated(keep=False)
    if not repeated.any():
        return _like_none(parsed.index)
    return _first_like(_in_order(parsed[repeated]), ["claim_id"], parsed.index)


def _same_claim(parsed: Parsed) -> pd.Series:
    """For every claim that is like an earlier one in all but the id, the row of that one (Int64, null for all others)."""
    cells = [c for c in LEDGER_COLUMNS if c != "claim_id"]
    # most claims differ in a few cells, and need no look at the rest
    alike = parsed.duplicated(["event", "figure", "source", "published"], keep=False)
    if not alike.any():
        return _like_none(parsed.index)
    some = parsed[alike & parsed["malformed"].isna() & parsed["claim_id"].notna()]
    some = some[some.duplicated(cells, keep=False)]
    return _first_like(_in_order(some).drop_duplicates("claim_id"), cells, parsed.index)


def _like_none(index: pd.Index) -> pd.Series:
    return pd.Series(pd.NA, index=index, dtype="Int64")


def _first_like(ordered: Parsed, cells: list[str], index: pd.Index) -> pd.Series:
    """For every row that is alike in `cells` to one before it, that row's label; null for all others."""
    first = _like_none(index)
    if len(ordered):
        group = ordered.groupby(cells, dropna=False, sort=False).ngroup()
        label = pd.Series(ordered.index, index=ordered.index).groupby(group).transform("first")
        again = group.duplicated()
        first.loc[ordered.index[again]] = label[again].array
    return first
