"""The records of a CSV text, each with its first physical line; a quote that goes wrong costs its own record alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice

from figcheck.model.errors import LedgerError

BATCH = 2_000
"""Lines that are read at once, as long as each is a record."""

MOST_BROKEN_QUOTES = 100
"""A file in which quotes go wrong more often is not read further: each such place can cost a look at the rest of it."""

Batch = tuple[list[int], list[list[str]], str | None]
"""The first physical line of each record, their cells, and what is wrong with them: then there is only one."""


class Records:
    """The records below a heading, many at once; blank lines are passed over.

    `first` is the line of the file, counted from 0, on which they start. `is_claim` tells whether cells are laid out like a
    record of this table: a quoted cell that swallows such lines has a stray quote.
    """

    def __init__(
        self, lines: Sequence[str], delimiter: str, first: int, is_claim: Callable[[list[str]], bool] = lambda _: False
    ) -> None:
        self._lines, self._delimiter, self._first, self._is_claim = lines, delimiter, first, is_claim
        self._broken = 0
        self._gave_up_at: int | None = None

    def __iter__(self) -> Iterator[Batch]:
        start = self._first
        while start < len(self._lines) and self._gave_up_at is None:
            some = self._lines[start : start + BATCH]
            if (records := self._a_line_each(some)) is None:
                start = yield from self._one_by_one(start, start + len(some))
                continue
            if [] in records:
                kept = [(line, cells) for line, cells in enumerate(records, start + 1) if cells]
                if kept:
                    yield [line for line, _ in kept], [cells for _, cells in kept], None
            else:
                yield list(range(start + 1, start + 1 + len(some))), records, None
            start += len(some)

    def errors(self, shown_as: str) -> list[LedgerError]:
        """The error of a file that was not read to its end, or none."""
        if self._gave_up_at is None:
            return []
        return [
            LedgerError(
                "the rest of the ledger was not read",
                where=f"{shown_as}:{self._gave_up_at}",
                why=f"{MOST_BROKEN_QUOTES} records above have broken quotes",
                mend="check how the file was exported. Every quote inside a cell must be doubled",
            )
        ]

    def _a_line_each(self, some: Sequence[str]) -> list[list[str]] | None:
        """The records of these lines if each has one of its own; None if a record has several, or a quote goes wrong."""
        try:
            records = list(csv.reader(some, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        return records if len(records) == len(some) else None

    def _one_by_one(self, start: int, stop: int) -> Generator[Batch, None, int]:
        """The records that start in these lines; gives back where the next one starts."""
        while start < min(stop, len(self._lines)):
            reader = csv.reader(islice(self._lines, start, None), delimiter=self._delimiter, strict=True)
            origin = first = start
            problem = None
            try:
                for cells in reader:
                    after = origin + reader.line_num
                    swallowed = self._swallowed(first, after)
                    if swallowed:
                        problem = f"a quote that opens in this record swallows {swallowed}"
                        break
                    if cells:
                        yield [first + 1], [cells], None
                    first = after
                    if first >= stop:
                        break
            except csv.Error as error:
                problem = _why(error)
            if problem is None:
                return first
            self._broken += 1
            yield [first + 1], [self._without_quotes(first)], problem
            start = first + 1
            if self._broken >= MOST_BROKEN_QUOTES:
                self._gave_up_at = start + 1
                return start
        return start

    def _swallowed(self, first: int, after: int) -> str | None:
        """The lines within a record that look like records themselves, in words; None where there are none."""
        like = [at + 1 for at in range(first + 1, after) if self._is_claim(self._without_quotes(at))]
        if like == [after] and self._ends_early(after - 1):
            return None
        if not like:
            return None
        return (
            f"line {like[0]}"
            if len(like) == 1
            else f"{len(like):,} lines that look like claims, from line {like[0]} on"
        )

    def _ends_early(self, at: int) -> bool:
        """Whether a cell that opened above ends in the first half of this line: the cells after it are those of its own record."""
        line = self._lines[at]
        return line.partition('"')[0].count(self._delimiter) * 2 < line.count(self._delimiter)

    def _without_quotes(self, at: int) -> list[str]:
        """The cells of one line as they are, whatever its quotes."""
        try:
            return next(csv.reader([self._lines[at].rstrip("\r\n")], delimiter=self._delimiter), [])
        except csv.Error:  # a cell above the limit of its length
            return self._lines[at][:LONGEST_SHOWN].split(self._delimiter)


LONGEST_SHOWN = 1_000
"""Characters of a record that cannot be read which are kept to be shown."""


def _why(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "a quote that opens in this record is never closed"
    if "expected after" in words:
        return "there is text after the closing quote of a cell"
    if "field limit" in words:
        return "a cell is longer than 131,072 characters: a quote that opens in this record is probably never closed"
    return f"not a CSV record: {words}"
