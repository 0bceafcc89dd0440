"""JSON and JSON Lines: every list of records, also below other names, and each record with the line on which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from figcheck.model.errors import LedgerError
from figcheck.model.places import place
from figcheck.read.reader import Source, Table
from figcheck.read.tables.column_names import looks_like_ledger, squashed
from figcheck.read.tables.encodings import Decoded, decode, whole_text
from figcheck.read.tables.json_values import JsonText, JsonTextError, RecordList
from figcheck.read.tables.records_table import Record, record_table
from figcheck.read.tables.stray_bytes import stray_bytes

NAME = "json"
SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")

MOST_BYTES = 1024**3
"""Bytes of a JSON text. Larger tables are better kept as Parquet."""

_LINES = (".jsonl", ".ndjson")
_PART = 2_097_152
_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')


def tables(source: Source) -> Iterator[Table]:
    """The lists of records of a file. Raises LedgerError for a text that looks like a ledger and cannot be read as one."""
    start = source.start(_PART)
    if not start.strip():
        yield record_table([], source.shown, None)
        return
    keys = list(dict.fromkeys(_KEY.findall(decode(start, source.shown).text)))
    if "fingerprint" in map(squashed, keys) and {"state", "severity"} <= {*keys}:
        return  # a report of figcheck
    file = json_text(source)
    text, problems = file.text, [*file.errors, *stray_bytes(file.text, file.doubt, source.shown, [])]
    read_so = [file.notice] if file.notice else []
    values = JsonText(text)
    if source.name.endswith(_LINES) or _is_lines(text):
        records = list(values.lines())
        errors = [*problems, *_broken_lines(records, source)]
        if any(record.cells for record in records):
            yield record_table(records, source.shown, None, read_so, errors)
            return
        raise _no_records(source, "none of its lines is an object with names")
    try:
        lists = list(values.lists())
    except JsonTextError as error:
        if looks_like_ledger(keys):
            where = f"{source.shown}:{values.line(error.at)}"
            raise LedgerError(
                "not JSON", where=where, why=error.why, mend="write the file again with the program that made it"
            ) from error
        return
    if looks_like_ledger(keys) and not any(looks_like_ledger([*_names(found)]) for found in lists):
        raise _no_records(source, f"its names are {', '.join(keys[:8])}, and no list has them in each of its records")
    for found in lists:
        if looks_like_ledger([*_names(found)]) or len(lists) == 1:
            yield _table(found, source, read_so, problems)


def json_text(source: Source) -> Decoded:
    """The text of a file of JSON. Raises LedgerError for one that is too large."""
    return whole_text(source, MOST_BYTES, "JSON", "save the table as Parquet")


def _table(found: RecordList, source: Source, notices: list[tuple[int, str]], problems: list[LedgerError]) -> Table:
    records = found.records
    lines = [record.line for record in records]
    if len({*lines}) < len(lines):
        records = [replace(record, line=number) for number, record in enumerate(records, 1)]
        what = "several records are in one line, so that places count the records and not the lines"
        notices = [*notices, (1, what)]
    path = found.path or None
    return record_table(records, place(source.shown, path), path, notices, problems)


def _names(found: RecordList) -> dict[str, None]:
    return {name: None for record in found.records[:50] for name in record.cells}


def _is_lines(text: str) -> bool:
    """Whether a text holds a record in each line, whatever its name says."""
    first, _, rest = text.lstrip().partition("\n")
    return first.rstrip().startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _broken_lines(records: list[Record], source: Source) -> Iterator[LedgerError]:
    broken = [record for record in records if record.broken is not None and not record.cells]
    if broken and len(broken) < len(records):
        more = f" and {len(broken) - 1:,} more lines" if len(broken) > 1 else ""
        yield LedgerError(
            f"line {broken[0].line}{more} cannot be read",
            where=f"{source.shown}:{broken[0].line}",
            why=broken[0].broken[0] if broken[0].broken else None,
            mend="write each record as one object in one line. The other lines were read",
        )


def _no_records(source: Source, why: str) -> LedgerError:
    return LedgerError(
        "JSON of another shape than a ledger",
        where=source.shown,
        why=why,
        mend='write a list of records, such as [{"claim_id": "a", "figure": "12", …}, …], under any name',
    )
