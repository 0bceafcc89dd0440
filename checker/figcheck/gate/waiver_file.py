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

_BOM = "\ufeff"


def put_waiver(file: Path, waiver: dict[str, str]) -> int:
    """Writes a waiver (cells by column) into a file, which is made if it is missing; gives its line.

    A waiver that the file has for the same finding is replaced where it stands. The file's own columns, delimiter and
    line ends are kept. Raises FigcheckError when the file has no column for a cell, or is not a CSV file.
    """
    shown = file.as_posix()
    text = ""
    if file.exists():
        try:
            what = waits_for_others(file)
            text = "" if what else file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise FigcheckError("cannot read the waivers", where=shown, why=why, mend=_SAVE) from error
        if what:
            why = f"it is {what}, which may never end"
            raise FigcheckError("cannot read the waivers", where=shown, why=why, mend="name a file with --file")
    lines = io.StringIO(text.removeprefix(_BOM), newline="").readlines()
    if not any(line.strip() for line in lines):
        lines = [",".join(WaiverFile.names()) + "\n"]
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    records = _records(lines, delimiter, shown)
    columns = [cell.strip() for cell in records[0][2]]
    missing = [
        name for name in ("fingerprint", "state", "reason", "until", "by") if waiver.get(name) and name not in columns
    ]
    if missing:
        raise FigcheckError(
            f"the waivers have no column {' and no column '.join(missing)}",
            where=f"{shown}:{records[0][0] + 1}",
            mend=f"add the column. A waiver file has {', '.join(WaiverFile.names())}",
        )
    place = columns.index("fingerprint")
    same = [r for r in records[1:] if len(r[2]) > place and r[2][place].strip() == waiver["fingerprint"]]
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator=end)
    writer.writerow(defuse(waiver.get(name, "")) for name in columns)
    if not lines[-1].endswith("\n"):
        lines[-1] += end
    at = same[0][0] if same else len(lines)
    for start, stop, _ in reversed(same):
        del lines[start:stop]
    lines.insert(at, line.getvalue())
    bom = _BOM if text.startswith(_BOM) else ""
    write_whole(file, (bom + "".join(lines)).encode("utf-8"), what="the waivers")
    return at + 1


_SAVE = 'save it as "CSV UTF-8"'


def _records(lines: list[str], delimiter: str, shown: str) -> list[tuple[int, int, list[str]]]:
    """(first line, line behind the last, cells) of every record, blank lines passed over; lines are counted from 0."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records, start = [], 0
    try:
        for cells in reader:
            if cells:
                records.append((start, reader.line_num, cells))
            start = reader.line_num
    except csv.Error as error:
        raise FigcheckError("cannot read the waivers", where=f"{shown}:{start + 1}", why=str(error)) from error
    return records
