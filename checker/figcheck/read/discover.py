"""What lies in the folders that a run was given: ledgers, vocabularies, waivers, earlier reports, and the rest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from figcheck.model.errors import FigcheckError, LedgerError
from figcheck.model.tables import REQUIRED_COLUMNS
from figcheck.read.ledger_csv import decode, header_of

_TABLES = (".csv", ".tsv")
_LATER = {
    ".xlsx": "a workbook is not read yet: save the sheet as CSV UTF-8",
    ".xls": "a workbook is not read: save the sheet as CSV UTF-8",
    ".ods": "a workbook is not read: save the sheet as CSV UTF-8",
    ".json": "JSON is not read yet: only CSV ledgers are",
    ".jsonl": "JSON Lines is not read yet: only CSV ledgers are",
    ".parquet": "Parquet is not read yet: only CSV ledgers are",
}
_HEAD = 65_536
_WAITS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""Kinds of files that are opened by nobody but whoever made them."""
COPIES = "evidence"
"""The folder beside a ledger in which archived copies lie."""


@dataclass
class Found:
    """Files by what they are. Paths are in the order of their shown names, each once."""

    ledgers: list[Path] = field(default_factory=list)
    vocabularies: list[Path] = field(default_factory=list)
    waivers: list[Path] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    errors: list[FigcheckError] = field(default_factory=list)


def shown(path: Path) -> str:
    """How a file is named in reports: relative to where the run started, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def discover(paths: Iterable[Path]) -> Found:
    """Everything below the given files and folders, sorted into what it is.

    Hidden files and folders are not looked at. A file that is neither ledger nor vocabulary is passed over, and an error
    if it was named itself; so is a path that does not exist, and a table that was meant as a ledger but cannot be one.
    """
    found = Found()
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            found.errors.append(FigcheckError("no such file or folder", where=shown(given), mend="check the path"))
            continue
        for path in _files(given, found):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                _sort_one(path, found, named=not given.is_dir())
    for group in (found.ledgers, found.vocabularies, found.waivers):
        group.sort(key=shown)
    found.passed_over.sort()
    return found


def _files(given: Path, found: Found) -> Iterator[Path]:
    """The files below a path; a folder that cannot be looked into is an error, since ledgers may lie there.

    A folder called `evidence` holds archived copies, which may be tables too: it is passed over as one.
    """

    def closed(error: OSError) -> None:
        where, why = shown(Path(error.filename)), error.strerror or str(error)
        found.errors.append(FigcheckError("cannot look into the folder", where=where, why=why, mend="make it readable"))

    if not given.is_dir():
        yield given
        return
    for folder, folders, files in os.walk(given, onerror=closed):
        if COPIES in folders:
            found.passed_over.append((f"{shown(Path(folder))}/{COPIES}/", "archived copies"))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != COPIES)
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name


def _sort_one(path: Path, found: Found, *, named: bool) -> None:
    name = path.name.lower()
    if named or name.endswith((*_TABLES, ".yaml", ".yml")):
        try:
            what = _WAITS.get(stat.S_IFMT(path.stat().st_mode))
        except OSError as error:
            found.errors.append(_unreadable(path, error))
            return
        if what is not None:
            found.errors.append(
                LedgerError(
                    f"{what} is not read",
                    where=shown(path),
                    why="reading it could wait for ever, and a second run could not read the same again",
                    mend="save what it gives as a file",
                )
            )
            return
    if name.endswith((".yaml", ".yml")):
        stem = name.rsplit(".", 1)[0]
        if stem == "vocabulary" or stem.endswith(".vocabulary") or named:
            found.vocabularies.append(path)
        else:
            found.passed_over.append(
                (shown(path), "no vocabulary: those are called vocabulary.yaml or NAME.vocabulary.yaml")
            )
        return
    why: str | None = _LATER.get(path.suffix.lower(), "no ledger")
    if path.suffix.lower() in _TABLES:
        try:
            why = _sort_table(path, found)
        except (FigcheckError, OSError) as error:
            found.errors.append(_unreadable(path, error))
            return
    if why is None:
        return
    found.passed_over.append((shown(path), why))
    if named:
        found.errors.append(
            FigcheckError(
                "not a ledger",
                where=shown(path),
                why=why,
                mend="a ledger is a CSV file with at least the columns claim_id and figure",
            )
        )


def _sort_table(path: Path, found: Found) -> str | None:
    """Puts a table where it belongs; gives the reason when it is passed over."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    head = head[: head.rfind(b"\n")] if len(head) == _HEAD and b"\n" in head else head
    try:
        text, _ = decode(head, shown(path))
    except LedgerError as error:
        found.errors.append(error)
        return None
    columns, _ = header_of(text)
    has = set(columns)
    if "fingerprint" in has and {"reason", "until"} & has:
        found.waivers.append(path)
    elif "fingerprint" in has:  # before ledgers: a report has their columns too
        return "a report of figcheck"
    elif {"claim_id", "figure"} <= has:
        found.ledgers.append(path)
    elif len(has & set(REQUIRED_COLUMNS)) >= 4:
        missing = [c for c in REQUIRED_COLUMNS if c not in has]
        found.errors.append(
            LedgerError(
                f"a broken ledger: it has no column {' and no column '.join(missing)}",
                where=f"{shown(path)}:1",
                why=f"its columns are {', '.join(columns)}",
                mend="add the column, or move the file elsewhere if it is no ledger",
            )
        )
    elif not has:
        return "an empty file"
    else:
        return "no ledger: it has no columns claim_id and figure"
    return None


def _unreadable(path: Path, error: Exception) -> FigcheckError:
    if isinstance(error, FigcheckError):
        return error
    return LedgerError("cannot open the file", where=shown(path), why=getattr(error, "strerror", None) or str(error))
