"""`NAME.ledger.sql` -> what its head says, and its SELECT."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from figcheck.model.errors import LedgerError
from figcheck.model.near import did_you_mean

WORDS = {
    "file": "a file beside this one, several (`losses/*.json`), or an https address",
    "sheet": "the sheet, or the table of a database",
    "header": "the row with the names of the columns: `1`; `1-2` for names in two rows, `none` for no names",
    "skip": "how many rows below the names are no data",
    "encoding": "the encoding of a text: `windows-1251`",
    "delimiter": "the sign between the cells of a text: `,`, `;`, `tab` or `|`",
    "path": "the names that lead to the records of a JSON file: `data.results`",
    "decimal": "the sign before the parts of a number: `,`",
    "thousands": "the sign between the thousands of a number: `.`, or `space`",
    "missing": "words that mean an empty cell, with commas between them: `NA, -99`",
    "events": "`from rows`: the rows themselves declare the events",
}
"""The words that a head may have, and what each says."""

OPEN = "'FILL IN'"
"""What stands in a SELECT where a person has to write something."""

_LINE = re.compile(r"--\s*(?P<word>[A-Za-z]+)\s*:\s*(?P<value>.*?)\s*")
_HEADER = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";"}
_SPACES = " \u00a0\u2009\u202f"
_NOT_FOR_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
"""Codecs of Python that no file is written in."""

_MOST_ROWS = 3
"""Rows that the names of the columns may take."""


@dataclass(frozen=True)
class Description:
    """What `NAME.ledger.sql` says. `header` is the first and the last row of the names, None for no names.

    `decimal` is the sign before the parts of a number, and `thousands` has those that may stand between its thousands.
    """

    files: tuple[str, ...]
    query: str
    query_line: int
    sheet: str | None = None
    header: tuple[int, int] | None = (1, 1)
    skip: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    path: str | None = None
    decimal: str = "."
    thousands: str = ""
    missing: frozenset[str] = frozenset()
    declares_events: bool = False


def read_description(text: str, shown: str) -> Description:
    """The description in a text. Raises LedgerError with the line of whatever cannot be meant."""
    said: dict[str, list[tuple[int, str]]] = {}
    lines = text.splitlines()
    start = 0
    for start, line in enumerate(lines):
        stripped = line.strip()
        if stripped and not stripped.startswith("--"):
            break
        found = _LINE.fullmatch(stripped)
        if found is None:
            continue
        word = found["word"].lower()
        if word in WORDS:
            said.setdefault(word, []).append((start + 1, found["value"]))
        elif (near := did_you_mean(word, WORDS)) is not None:
            raise LedgerError(f'the head has no word "{word}"', where=f"{shown}:{start + 1}", mend=near)
    query = "\n".join(lines[start:]).strip().rstrip(";").rstrip()
    if not query or query.startswith("--"):
        raise LedgerError("no SELECT stands below the head", where=shown, mend="write one SELECT over the table raw")
    if "file" not in said:
        raise LedgerError("the head names no file", where=shown, mend="write a first line such as: -- file: events.csv")
    for word, values in said.items():
        if word != "file" and len(values) > 1:
            raise LedgerError(f'the head says "{word}" twice', where=f"{shown}:{values[1][0]}", mend="keep one")
    return _description(said, query, start + 1, shown)


def _description(said: dict[str, list[tuple[int, str]]], query: str, query_line: int, shown: str) -> Description:
    def value(word: str) -> str | None:
        return said[word][0][1] if word in said else None

    def fail(word: str, mend: str) -> LedgerError:
        line, given = said[word][0]
        return LedgerError(f'"{given}" is not a value of "{word}"', where=f"{shown}:{line}", mend=mend)

    header: tuple[int, int] | None = (1, 1)
    if (given := value("header")) is not None:
        found = _HEADER.fullmatch(given)
        if given == "none":
            header = None
        elif found is None or not 0 < int(found[1]) <= int(found[2] or found[1]) < int(found[1]) + _MOST_ROWS:
            raise fail("header", "write the number of a row, two rows such as 1-2 (three at most), or none")
        else:
            header = int(found[1]), int(found[2] or found[1])
    skip = value("skip") or "0"
    if not skip.isdecimal() or len(skip) > 6:
        raise fail("skip", "write how many rows are to be skipped")
    delimiter = _DELIMITERS.get(value("delimiter") or "", value("delimiter"))
    if delimiter is not None and len(delimiter) != 1:
        raise fail("delimiter", "write one sign, or tab")
    encoding = value("encoding")
    if encoding is not None and not _is_encoding(encoding):
        raise fail("encoding", "write a name such as utf-8, windows-1251, iso-8859-9 or gb18030")
    decimal = value("decimal") or "."
    if decimal not in (".", ",", "٫"):
        raise fail("decimal", "write . or ,")
    thousands = value("thousands") or ""
    if thousands == "space":
        thousands = _SPACES
    elif thousands and (len(thousands) > 1 or thousands not in ".,'’٬_ "):
        raise fail("thousands", "write . or , or ' or space")
    if thousands == decimal:
        raise fail("thousands", f"the sign before the parts is {decimal} already: write `-- decimal:` as well")
    events = value("events")
    if events is not None and events.lower() != "from rows":
        raise fail("events", "write: from rows")
    return Description(
        files=tuple(name for _, name in said["file"]),
        query=query,
        query_line=query_line,
        sheet=value("sheet"),
        header=header,
        skip=int(skip),
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
        thousands=thousands,
        path=value("path"),
        missing=frozenset(word.strip().strip('"') for word in (value("missing") or "").split(",") if word.strip()),
        declares_events=events is not None,
    )


def _is_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return False
    return found._is_text_encoding and found.name not in _NOT_FOR_TEXT


def require_filled_in(description: Description, shown: str) -> None:
    """Raises LedgerError with the lines on which a person has yet to write something, and what."""
    lines = [
        (description.query_line + n, line)
        for n, line in enumerate(description.query.split("\n"))
        if OPEN in line.partition("--")[0]
    ]
    if not lines:
        return
    asked = [
        f"line {number}: {line.rpartition('--')[2].strip()}" if "--" in line else f"line {number}"
        for number, line in lines
    ]
    raise LedgerError(
        "the description is not filled in",
        where=f"{shown}:{lines[0][0]}",
        why="; ".join(asked),
        mend=f"write each answer in quotes in place of {OPEN}",
    )
