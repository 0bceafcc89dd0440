"""One more line in waivers.csv, or one renewed, with every other byte left as it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.disk.paths import waits_for_others
from figcheck.model.errors import FigcheckError
from figcheck.model.spreadsheets import defuse
from figcheck.model.tables import WaiverFile
from figcheck.read.tables.encodings import Decoded, decode
from figcheck.read.tables.heading import Heading, physical_lines
from figcheck.read.tables.row_separator import separator_of_rows
from figcheck.read.tables.stray_bytes import SAVE_AS_UTF8, stray_bytes
from figcheck.read.waivers_csv import waivers_heading


def put_waiver(file: Path, waiver: dict[str, str]) -> int:
    """Writes a waiver (cells by column) into a file, which is made if it is missing; gives its line.

    A waiver that the file has for the same finding is replaced where it stands. The file's own columns, delimiter, line ends
    and encoding are kept, and what stands above its heading. Only the column `covers` is added, at the end, when the waiver needs
    it. Raises FigcheckError when the file has no column for another cell, or is not a CSV file.
    """
    shown = file.as_posix()
    known = _contents(file, shown)
    lines = physical_lines(known.text)
    if not known.text.strip():
        lines = [",".join(WaiverFile.names()) + "\n"]
    heading = waivers_heading(lines)
    missing = [
        name
        for name in ("fingerprint", "state", "reason", "until", "by")
        if waiver.get(name) and name not in heading.cells
    ]
    if missing:
        raise FigcheckError(
            f"the waivers have no column {' and no column '.join(missing)}",
            where=f"{shown}:{heading.line}",
            mend=f"add the column. A waiver file has {', '.join(WaiverFile.names())}",
        )
    separator = separator_of_rows(lines, heading)
    if waiver.get("covers") and "covers" not in heading.cells:
        _add_column(lines, heading, separator, shown)
        heading = waivers_heading(lines)
    records = _records(lines, heading.end, separator, shown)
    place = heading.cells.index("fingerprint")
    same = [r for r in records if len(r[2]) > place and r[2][place].strip() == waiver["fingerprint"]]
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator, lineterminator=_line_end(lines[heading.end - 1]))
    writer.writerow(defuse(waiver.get(name, "")) for name in heading.cells)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += _line_end(lines[heading.end - 1])
    at = same[0][0] if same else len(lines)
    for start, stop, _ in reversed(same):
        del lines[start:stop]
    lines.insert(at, line.getvalue())
    write_whole(file, _encoded(known, "".join(lines), shown), what="the waivers")
    return at + 1


def _add_column(lines: list[str], heading: Heading, separator: str, shown: str) -> None:
    """Puts the column `covers` behind the others, with an empty cell in every record."""
    for _, stop, _ in _records(lines, heading.end, separator, shown):
        lines[stop - 1] = _longer(lines[stop - 1], separator)
    lines[heading.end - 1] = _longer(lines[heading.end - 1], f"{heading.delimiter}covers")


def _longer(line: str, more: str) -> str:
    text = line.rstrip("\r\n")
    return text + more + line[len(text) :]


def _contents(file: Path, shown: str) -> Decoded:
    """The text of the file as a run reads it. Raises FigcheckError for one that cannot be read whole."""
    if not file.exists():
        return Decoded("")
    try:
        what = waits_for_others(file)
        known = Decoded("") if what else decode(file.read_bytes(), shown)
    except OSError as error:
        raise FigcheckError("cannot read the waivers", where=shown, why=error.strerror, mend=SAVE_AS_UTF8) from error
    if what:
        why = f"it is {what}, which may never end"
        raise FigcheckError("cannot read the waivers", where=shown, why=why, mend="name a file with --file")
    unread = [*known.errors, *stray_bytes(known.text, known.doubt, shown, [])]
    if unread:
        raise unread[0]
    return known


def _encoded(known: Decoded, text: str, shown: str) -> bytes:
    try:
        return known.encoded(text)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise FigcheckError(
            f"the waivers cannot have the letter “{letter}”",
            where=shown,
            why=f"the file is in {known.encoding}, which lacks it",
            mend=SAVE_AS_UTF8,
        ) from error


def _line_end(line: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if line.endswith(end)), "\n")


def _records(lines: list[str], first: int, separator: str, shown: str) -> list[tuple[int, int, list[str]]]:
    """(first line, line behind the last, cells) of every record from a line on, blank lines passed over; counted from 0."""
    reader = csv.reader(lines[first:], delimiter=separator, strict=True)
    records, start = [], first
    try:
        for cells in reader:
            if cells:
                records.append((start, first + reader.line_num, cells))
            start = first + reader.line_num
    except csv.Error as error:
        raise FigcheckError("cannot read the waivers", where=f"{shown}:{start + 1}", why=str(error)) from error
    return records
