"""CSV text -> its records as text, each with its first physical line; a record that goes wrong costs itself alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pandas as pd
import pyarrow as pa

from figcheck.read.reader import TableRows
from figcheck.read.tables.column_names import INTERNAL_COLUMNS
from figcheck.read.tables.csv_records import LONGEST_SHOWN, Batch, Records
from figcheck.read.tables.encodings import Decoded
from figcheck.read.tables.heading import Heading, first_heading, physical_lines, require_each_once
from figcheck.read.tables.legend import legend_of
from figcheck.read.tables.other_rows import OtherRows
from figcheck.read.tables.row_separator import SIGN_NAMES, other_separator, separator_of_rows
from figcheck.read.tables.stray_bytes import has_stray_byte, readable, stray_bytes

CHUNK = 50_000
"""Records that are made columns of at once."""

Malformed = tuple[int, list[str], str, str]
"""A record that does not fit the heading: its line, its cells, what is wrong, and what to do about it."""


def any_column(name: str) -> str | None:
    """The column of a table that keeps every column under its own name, except those that `read` has itself."""
    return None if not name or name in INTERNAL_COLUMNS else name


def read_table(
    file: Decoded,
    shown_as: str,
    find: Callable[[Sequence[str]], Heading] = first_heading,
    column: Callable[[str], str | None] = any_column,
) -> TableRows:
    """The records of a CSV file below its heading, which `find` takes from its lines.

    `column` says under which name the column of a heading is kept, None for not at all. A record with too few or too many
    cells, or with a quote that goes wrong, costs itself alone and comes back as `malformed`; one with a byte that cannot be read
    is left out, and counted in the error of the file. Raises LedgerError when no record can be read: two columns have one meaning.
    """
    lines = physical_lines(file.text)
    heading = find(lines)
    separator = separator_of_rows(lines, heading)
    names = [column(cell) for cell in heading.cells]
    require_each_once(heading.cells, names, f"{shown_as}:{heading.line}")
    table = _Table(heading, names, separator, stray_bytes=has_stray_byte(file.text))
    records = Records(lines, separator, heading.end if heading.cells else len(lines), table.is_like_claim)
    for batch in records:
        table.add(batch)
    columns = [cell for cell in heading.cells if cell]
    errors = [*file.errors, *stray_bytes(file.text, file.doubt, shown_as, table.unread), *records.errors(shown_as)]
    encoding = [file.notice] if file.notice else []
    read_so = [*encoding, *_above(heading), *_separators(heading, separator)]
    return TableRows(columns, table.claims(), errors, [*read_so, *table.notices()])


def _above(heading: Heading) -> Iterator[tuple[int, str]]:
    """A sentence on the lines above the heading, which were not read, with the first in its words."""
    if heading.above:
        first, more = heading.above[0][1].strip('",;|\t ')[:60], len(heading.above) - 1
        others = f" and {more} more line{'' if more == 1 else 's'}" if more else ""
        yield heading.line, f"the heading is in line {heading.line}, below “{first}”{others}"


def _separators(heading: Heading, separator: str) -> Iterator[tuple[int, str]]:
    """A sentence on rows whose cells are parted otherwise than the names of the heading."""
    if separator != heading.delimiter:
        names, cells = SIGN_NAMES[heading.delimiter], SIGN_NAMES[separator]
        yield heading.line, f"{names} stand between the names of the columns, and {cells} between the cells of the rows"


class _Table:
    """The records of a table, sorted into claims, rows that are not claims, and malformed ones, and made columns of.

    `unread` are the lines of records with a byte that cannot be read.
    """

    def __init__(self, heading: Heading, names: Sequence[str | None], separator: str, *, stray_bytes: bool) -> None:
        self._width, self._delimiter, self._stray_bytes = len(heading.cells), separator, stray_bytes
        self._kept = {name: n for n, name in enumerate(names) if name is not None}
        self._unnamed = [n for n, cell in enumerate(heading.cells) if not cell]
        self._others = OtherRows(heading.cells, self._kept)
        self._above = heading.above
        self._cells: list[list[str]] = [[] for _ in self._kept]  # by column: a list for each record is dear to keep
        self.unread: list[int] = []
        self._lines: list[int] = []
        self._chunks: list[pd.DataFrame] = []
        self._malformed: list[Malformed] = []
        self._shifted: list[Malformed] = []

    def is_like_claim(self, cells: Sequence[str]) -> bool:
        """Whether a line by itself is laid out like a claim of this table: as many cells, an id, a digit in its figure."""
        if len(cells) != self._width or "figure" not in self._kept or "claim_id" not in self._kept:
            return False
        claim, figure = cells[self._kept["claim_id"]].strip(), cells[self._kept["figure"]]
        return bool(claim) and " " not in claim and any(map(str.isdigit, figure))

    def add(self, batch: Batch) -> None:
        """Sorts some records."""
        at, some, problem = batch
        if problem:
            self._malformed.append((at[0], some[0], problem, "close or remove the quote"))
            return
        if not self._are_plain(some):
            kept = [
                (line, fitted)
                for line, cells in zip(at, some, strict=True)
                if (fitted := self._fitted(cells, line)) is not None
            ]
            at, some = [line for line, _ in kept], [cells for _, cells in kept]
        if not some:
            return
        self._lines += at
        columns = list(zip(*some, strict=True))
        for place, values in zip(self._kept.values(), self._cells, strict=True):
            values.extend(columns[place])
        for line, cells in zip(at, some, strict=True) if self._unnamed else ():
            if any(cells[n].strip() for n in self._unnamed):
                self._shifted.append((line, cells, *UNDER_NO_NAME))
        if len(self._lines) >= CHUNK:
            self._flush()

    def _are_plain(self, some: list[list[str]]) -> bool:
        return not self._stray_bytes and {*map(len, some)} == {self._width} and all(map(self._others.is_ordinary, some))

    def _fitted(self, cells: list[str], line: int) -> list[str] | None:
        """The record as long as the heading; None for one that is not a claim, or is malformed."""
        if not (len(cells) == self._width and self._others.is_ordinary(cells)):
            if self._others.takes(cells, line):
                return None
            while len(cells) > self._width and not cells[-1].strip():
                cells = cells[:-1]
        if self._stray_bytes and any(map(has_stray_byte, cells)):
            self.unread.append(line)
            return None
        if len(cells) != self._width:
            self._malformed.append((line, cells, *self._wrong_width(cells)))
            return None
        return cells

    def _wrong_width(self, cells: list[str]) -> tuple[str, str]:
        problem, sign = (
            f"{len(cells)} cell{'' if len(cells) == 1 else 's'} under {self._width} columns",
            self._delimiter,
        )
        if other := other_separator(sign.join(cells), self._width, sign):
            problem = f"{SIGN_NAMES[other]} stand between its cells, and {SIGN_NAMES[sign]} between those of other rows"
            return problem, f"put {SIGN_NAMES[sign]} between the cells"
        if len(cells) > self._width:
            return (
                problem,
                f'put quotes around a cell that has a "{sign}" in it (such as "66,452"), or remove the extra cells',
            )
        return problem, f'add the missing cells at the end ("{sign}" for an empty one)'

    def _flush(self) -> None:
        if self._lines:
            self._chunks.append(self._frame())
            self._lines.clear()
            for column in self._cells:
                column.clear()

    def _frame(self) -> pd.DataFrame:
        """Cells, column by column, as text, trimmed; an empty cell is null."""
        data = {}
        for name, column in zip(self._kept, self._cells, strict=True):
            trimmed = pd.Series(pa.array(column, pa.large_string()), dtype="str").str.strip()
            data[name] = trimmed.mask(trimmed.eq(""))
        frame = pd.DataFrame(data, columns=pd.Index(list(self._kept), dtype="str"))
        frame["line"] = pd.Series(self._lines, dtype="int64")
        return frame

    def claims(self) -> pd.DataFrame:
        """All records as the table of claims that `TableRows` describes."""
        self._flush()
        chunks = self._chunks or [self._frame()]
        if self._shifted:
            chunks = [self._without_shifted(pd.concat(chunks, ignore_index=True))]
        if self._malformed:
            chunks = [*chunks, self._malformed_frame()]
        claims = pd.concat(chunks, ignore_index=True)
        legend = legend_of([*(text for _, text in self._above), *self._others.remarks])
        return claims if legend is None else claims.assign(legend=pd.Series(legend, index=claims.index, dtype="str"))

    def _without_shifted(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame without the records that have something under a column without a name: their cells have moved there.
        Where most records have, it is a column of the user's own.
        """
        if len(self._shifted) * 2 > len(frame):
            return frame
        self._malformed += self._shifted
        return frame[~frame["line"].isin([line for line, *_ in self._shifted])]

    def _malformed_frame(self) -> pd.DataFrame:
        """Malformed records as rows: only their text, what is wrong, and the id when a cell stands in its place."""
        place = self._kept.get("claim_id", self._width)
        data: dict[str, list[str | None]] = {"claim_id": [], "malformed": [], "malformed_mend": [], "record": []}
        for _, cells, problem, mend in self._malformed:
            shown = [readable(cell[:LONGEST_SHOWN]) for cell in cells]
            data["claim_id"].append((shown[place].strip() or None) if place < len(shown) else None)
            data["malformed"].append(problem)
            data["malformed_mend"].append(mend)
            data["record"].append(self._delimiter.join(shown)[:LONGEST_SHOWN])
        frame = pd.DataFrame(data, dtype="str")
        frame["line"] = pd.Series([line for line, *_ in self._malformed], dtype="int64")
        return frame

    def notices(self) -> Iterator[tuple[int, str]]:
        """What was seen beside the claims, a line and a sentence each."""
        yield from self._others.notices()


UNDER_NO_NAME = (
    "a cell stands under a column without a name",
    "put quotes around a cell that has the separator in it, or give the column a name",
)
