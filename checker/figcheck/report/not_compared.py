"""The claims that were compared with nothing, as records, for the reports that list them."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.model.tables import NotCompared
from figcheck.report.records import Record, records

_COLUMNS = tuple(name for name in NotCompared.names() if name != "row")


def unmatched(table: NotCompared) -> list[Record]:
    """Every claim with its cells, its place and the reason, in the order of the ledgers."""
    return records(table, _COLUMNS)


def by_reason(table: NotCompared, most: int) -> Iterator[tuple[str, int, list[Record]]]:
    """Each reason with the number of its claims and the first `most` of them; the most frequent reason first."""
    for why, count in table["why"].value_counts().items():
        yield str(why), int(count), unmatched(table[table["why"] == why].head(most))
