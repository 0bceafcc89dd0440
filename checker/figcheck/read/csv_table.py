"""CSV text -> its records as text, each with its first physical line; a record that goes wrong costs itself alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Generator, Iterator
from itertools import chain, islice

import pandas as pd
import pyarrow as pa

from figcheck.model.errors import LedgerError
from figcheck.read.reader import TableRows

CHUNK = 50_000
"""Records that are made columns of at once."""

BATCH = 2_000
"""Lines that are read at once, as long as each is a record."""

MOST_BROKEN_QUOTES = 100
"""A file in which quotes go wrong more often is not read further: each such place can cost a look at the rest of it."""
MOST_RECORD_SHOWN = 1_000

_STRAY_BYTE = re.compile("[\ud800-\udfff]")
"""What `decode` leaves of a byte that is not UTF-8."""


def decode(data: bytes, shown_as: str) -> tuple[str, list[LedgerError]]:
    """The text of a file in UTF-8, with or without a byte order mark.

    Bytes that are not UTF-8 are kept as lone surrogates, so that only their rows are lost; the error names the first by
    line and byte. Raises LedgerError when the whole file is in another encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LedgerError(
            "cannot read the file as UTF-8",
            where=shown_as,
            why="it is UTF-16: it starts with the byte order mark of UTF-16",
            mend='save it again as "CSV UTF-8"',
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problem = LedgerError(
            "not UTF-8",
            where=f"{shown_as}:{line}",
            why=f"byte {column} of this line (byte {error.start + 1} of the file) is 0x{data[error.start]:02x}, "
            "which is not valid UTF-8. The file was probably saved as Windows-1252 or Latin-1",
            mend='save it again as "CSV UTF-8". The other rows were read',
        )
        return data.decode("utf-8", errors="surrogateescape"), [problem]


def delimiter_of(header: str) -> str:
    """The character between cells: comma, semicolon or tab, whichever the header line uses most."""
    return max(",;\t", key=header.count)


def header_of(text: str) -> tuple[list[str], str]:
    """(column names, delimiter) of the first line that is not blank; ([], ",") for a file without one."""
    first = next((line for line in text[:100_000].split("\n")[:20] if line.strip()), "")
    delimiter = delimiter_of(first)
    cells = next(csv.reader([first], delimiter=delimiter), []) if first else []
    return [cell.strip() for cell in cells], delimiter


def read_table(text: str, shown_as: str) -> TableRows:
    """The records of a CSV file.

    A record with too few or too many cells, or with a quote that goes wrong, costs itself alone and comes back as
    `malformed`. Raises LedgerError when no record can be read: a column named twice or without a name.
    """
    _, delimiter = header_of(text)
    records = _Records(text, delimiter)
    batches = iter(records)
    empty: Batch = ([0], [[]], None)
    (header_at, *first_at), (header, *first), _ = next(batches, empty)
    columns = [cell.strip() for cell in header]
    _require_valid_header(columns, f"{shown_as}:{header_at}")
    width = len(columns)
    chunks: list[pd.DataFrame] = []
    malformed: list[tuple[int, list[str], str, str]] = []
    cells: list[list[str]] = [[] for _ in columns]  # by column: a list for each of a million records is dear to keep
    lines: list[int] = []
    stray_bytes = _has_stray_byte(text)

    def flush() -> None:
        if lines:
            chunks.append(_frame(columns, cells, lines))
            lines.clear()
            for column in cells:
                column.clear()

    for at, some, problem in chain([(first_at, first, None)], batches):
        if problem:
            malformed.append((at[0], some[0], problem, "close or remove the quote"))
            continue
        good_at, good = at, some
        if stray_bytes or {*map(len, some)} - {width}:
            wrong = [_wrong(record, width, delimiter, stray_bytes) for record in some]
            malformed += [(line, record, *w) for line, record, w in zip(at, some, wrong, strict=True) if w]
            good_at = [line for line, w in zip(at, wrong, strict=True) if not w]
            good = [record for record, w in zip(some, wrong, strict=True) if not w]
        lines += good_at
        for column, values in zip(cells, zip(*good, strict=True), strict=False):
            column.extend(values)
        if len(lines) >= CHUNK:
            flush()
    flush()
    if malformed:
        chunks.append(_malformed_frame(columns, malformed, delimiter))
    claims = pd.concat(chunks, ignore_index=True) if chunks else _frame(columns, cells, [])
    return TableRows(columns, claims, records.errors(shown_as))


def _require_valid_header(columns: list[str], where: str) -> None:
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        name = twice[0]
        what = f'the column "{name}" appears {columns.count(name)} times' if name else "two columns have no name"
        raise LedgerError(what, where=where, why="a cell must belong to one column", mend="rename or remove one")
    if "file" in columns or "line" in columns:
        name = "file" if "file" in columns else "line"
        raise LedgerError(
            f'a column cannot be called "{name}"',
            where=where,
            why="figcheck keeps each claim's file and line under that name",
            mend="rename it",
        )


def _wrong(record: list[str], width: int, delimiter: str, stray_bytes: bool) -> tuple[str, str] | None:
    """What is wrong with a record and how to fix it, or None."""
    if len(record) != width:
        return _wrong_width(len(record), width, delimiter)
    if stray_bytes and any(map(_has_stray_byte, record)):
        return "a cell is not UTF-8", 'save the ledger as "CSV UTF-8"'
    return None


def _wrong_width(cells: int, columns: int, delimiter: str) -> tuple[str, str]:
    problem = f"{cells} cells under {columns} columns"
    if cells > columns:
        return (
            problem,
            f'put quotes around a cell that has a "{delimiter}" in it (such as "66,452"), or remove the extra cells',
        )
    return problem, f'add the missing cells at the end ("{delimiter}" for an empty one)'


def _malformed_frame(
    columns: list[str], malformed: list[tuple[int, list[str], str, str]], delimiter: str
) -> pd.DataFrame:
    """Malformed records as rows: only their text, what is wrong, and the id when a cell stands in its place."""
    place = columns.index("claim_id") if "claim_id" in columns else len(columns)
    data: dict[str, list[str | None]] = {"claim_id": [], "malformed": [], "malformed_mend": [], "record": []}
    for _, cells, problem, mend in malformed:
        readable = [_STRAY_BYTE.sub("\ufffd", cell) for cell in cells]
        data["claim_id"].append((readable[place].strip() or None) if place < len(readable) else None)
        data["malformed"].append(problem)
        data["malformed_mend"].append(mend)
        data["record"].append(delimiter.join(readable)[:MOST_RECORD_SHOWN])
    frame = pd.DataFrame(data, dtype="str")
    frame["line"] = pd.Series([line for line, *_ in malformed], dtype="int64")
    return frame


def _frame(columns: list[str], cells: list[list[str]], lines: list[int]) -> pd.DataFrame:
    """Cells, column by column, as text, trimmed; an empty cell is null."""
    data = {}
    for name, column in zip(columns, cells, strict=True):
        trimmed = pd.Series(pa.array(column, pa.large_string()), dtype="str").str.strip()
        data[name] = trimmed.mask(trimmed.eq(""))
    frame = pd.DataFrame(data, columns=pd.Index(columns, dtype="str"))
    frame["line"] = pd.Series(lines, dtype="int64")
    return frame


Batch = tuple[list[int], list[list[str]], str | None]
"""The first physical line of each record, their cells, and what is wrong with them: then there is only one."""


class _Records:
    """The records of a CSV text, many at once; blank lines are passed over."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.lines = io.StringIO(
            text, newline=""
        ).readlines()  # not splitlines(): U+2028 in a quote ends no line of a file
        self.delimiter = delimiter
        self.broken = 0
        self.gave_up_at: int | None = None

    def __iter__(self) -> Iterator[Batch]:
        start = 0
        while start < len(self.lines) and self.gave_up_at is None:
            some = self.lines[start : start + BATCH]
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

    def _a_line_each(self, some: list[str]) -> list[list[str]] | None:
        """The records of these lines if each has one of its own; None if a record has several, or a quote goes wrong."""
        try:
            records = list(csv.reader(some, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        return records if len(records) == len(some) else None

    def _one_by_one(self, start: int, stop: int) -> Generator[Batch, None, int]:
        """The records that start in these lines; gives back where the next one starts."""
        while start < min(stop, len(self.lines)):
            reader = csv.reader(islice(self.lines, start, None), delimiter=self.delimiter, strict=True)
            first = start
            try:
                for cells in reader:
                    if cells:
                        yield [first + 1], [cells], None
                    first = start + reader.line_num
                    if first >= stop:
                        break
                return first
            except csv.Error as error:
                self.broken += 1
                cells = next(csv.reader([self.lines[first].rstrip("\r\n")], delimiter=self.delimiter), [])
                yield [first + 1], [cells], _why(error)
                start = first + 1
                if self.broken >= MOST_BROKEN_QUOTES:
                    self.gave_up_at = start + 1
                    return start
        return start

    def errors(self, shown_as: str) -> list[LedgerError]:
        """The error of a file that was not read to its end, or none."""
        if self.gave_up_at is None:
            return []
        return [
            LedgerError(
                "the rest of the ledger was not read",
                where=f"{shown_as}:{self.gave_up_at}",
                why=f"{MOST_BROKEN_QUOTES} records above have broken quotes",
                mend="check how the file was exported. Every quote inside a cell must be doubled",
            )
        ]


def _has_stray_byte(text: str) -> bool:
    return not text.isascii() and _STRAY_BYTE.search(text) is not None


def _why(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "a quote that opens in this record is never closed"
    if "expected after" in words:
        return "there is text after the closing quote of a cell"
    if "field limit" in words:
        return "a cell is longer than 131,072 characters: a quote that opens in this record is probably never closed"
    return f"not a CSV record: {words}"
