"""What lies in the folders that a run was given: ledgers, vocabularies, waivers, earlier reports, and the rest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from figcheck.model.errors import FigcheckError, LedgerError
from figcheck.model.plugins import Plugin
from figcheck.model.shown import shown_path
from figcheck.model.tables import REQUIRED_COLUMNS
from figcheck.model.words import EVIDENCE_FOLDER
from figcheck.read.reader import Source, Table, broken_readers, readers, tables_of

_LATER = {
    ".xlsx": "figcheck cannot read workbooks yet: save the sheet as CSV UTF-8",
    ".xls": "figcheck cannot read this kind of workbook: save the sheet as CSV UTF-8",
    ".ods": "figcheck cannot read this kind of workbook: save the sheet as CSV UTF-8",
    ".json": "figcheck cannot read JSON yet, only CSV ledgers",
    ".jsonl": "figcheck cannot read JSON Lines yet, only CSV ledgers",
    ".parquet": "figcheck cannot read Parquet yet, only CSV ledgers",
}
_WAITS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""Kinds of files that only the program that made them can read safely."""


@dataclass(frozen=True)
class Ledger:
    """One table that is a ledger, the file in which it stands, and what reads it."""

    source: Source
    table: Table
    reader: Plugin


@dataclass
class Found:
    """Files by what they are, in the order of their shown names, each once; a file with several ledgers has several entries."""

    ledgers: list[Ledger] = field(default_factory=list)
    vocabularies: list[Path] = field(default_factory=list)
    waivers: list[Path] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    errors: list[FigcheckError] = field(default_factory=list)


def discover(paths: Iterable[Path]) -> Found:
    """Everything below the given files and folders, sorted into what it is.

    Hidden files and folders are not looked at. A file that is neither ledger nor vocabulary is passed over, and an error
    if it was named itself; so is a path that does not exist, and a table that was meant as a ledger but cannot be one.
    """
    found = Found(errors=broken_readers())
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            found.errors.append(FigcheckError("no such file or folder", where=shown_path(given), mend="check the path"))
            continue
        for path in _files(given, found):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                _sort_one(path, found, named=not given.is_dir())
    found.ledgers.sort(key=lambda ledger: ledger.source.shown)
    for group in (found.vocabularies, found.waivers):
        group.sort(key=shown_path)
    found.passed_over.sort()
    return found


def _files(given: Path, found: Found) -> Iterator[Path]:
    """The files below a path; a folder that cannot be looked into is an error, since ledgers may lie there.

    A folder called `evidence` holds archived copies, which may be tables too: it is passed over as one.
    """

    def closed(error: OSError) -> None:
        where, why = shown_path(Path(error.filename)), error.strerror or str(error)
        found.errors.append(
            FigcheckError("cannot read the folder", where=where, why=why, mend="give yourself the right to read it")
        )

    if not given.is_dir():
        yield given
        return
    for folder, folders, files in os.walk(given, onerror=closed):
        if EVIDENCE_FOLDER in folders:
            found.passed_over.append((f"{shown_path(Path(folder))}/{EVIDENCE_FOLDER}/", "archived copies"))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != EVIDENCE_FOLDER)
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name


def _sort_one(path: Path, found: Found, *, named: bool) -> None:
    source = Source(path, shown_path(path))
    name = path.name.lower()
    is_yaml = name.endswith((".yaml", ".yml"))
    asked = [reader for reader in readers() if name.endswith(reader.suffixes)]
    why: str | None = _LATER.get(path.suffix.lower(), "not a ledger")
    try:
        if named or asked or is_yaml:
            _refuse_special(source)
        if is_yaml:
            _sort_yaml(source, found, named=named)
            return
        if asked:
            why = _sort_tables(source, asked, found)
    except FigcheckError as error:
        found.errors.append(error)
        return
    if why is None:
        return
    found.passed_over.append((source.shown, why))
    if named:
        found.errors.append(
            FigcheckError(
                "not a ledger",
                where=source.shown,
                why=why,
                mend="give a CSV file with at least the columns claim_id and figure",
            )
        )


def _refuse_special(source: Source) -> None:
    """Raises LedgerError for what is not an ordinary file, and for a file that is not there any more."""
    try:
        what = _WAITS.get(stat.S_IFMT(source.path.stat().st_mode))
    except OSError as error:
        why = error.strerror or str(error)
        raise LedgerError("cannot open the file", where=source.shown, why=why) from error
    if what is not None:
        raise LedgerError(
            f"figcheck does not read {what}",
            where=source.shown,
            why="it may never end, and a second run could not read the same data",
            mend="save its data as a file",
        )


def _sort_yaml(source: Source, found: Found, *, named: bool) -> None:
    stem = source.path.name.lower().rpartition(".")[0]
    if named or stem == "vocabulary" or stem.endswith(".vocabulary"):
        found.vocabularies.append(source.path)
    else:
        why = "not a vocabulary: a vocabulary is called vocabulary.yaml or NAME.vocabulary.yaml"
        found.passed_over.append((source.shown, why))


def _sort_tables(source: Source, asked: Iterable[Plugin], found: Found) -> str | None:
    """Puts the tables of a file where they belong; gives the reason when the file is passed over."""
    for reader in asked:
        tables = tables_of(reader, source)
        if tables:
            break
    else:
        return "not a ledger"
    reasons = {table.sheet: why for table in tables if (why := _sort_table(source, table, reader, found))}
    if len(tables) == 1:
        return reasons.get(tables[0].sheet)
    found.passed_over += [(f"{source.shown}, sheet {sheet}", why) for sheet, why in reasons.items()]
    return "no ledger among its sheets" if len(reasons) == len(tables) else None


def _sort_table(source: Source, table: Table, reader: Plugin, found: Found) -> str | None:
    """Puts a table where it belongs; gives the reason when it is passed over."""
    columns = list(table.columns)
    has = set(columns)
    if "fingerprint" in has and {"reason", "until"} & has:
        if reader.name != "csv":
            return "waivers are read from a CSV file only"
        found.waivers.append(source.path)
    elif "fingerprint" in has:  # before ledgers: a report has their columns too
        return "a report of figcheck"
    elif {"claim_id", "figure"} <= has:
        found.ledgers.append(Ledger(source, table, reader))
    elif len(has & set(REQUIRED_COLUMNS)) >= 4:
        missing = [c for c in REQUIRED_COLUMNS if c not in has]
        found.errors.append(
            LedgerError(
                f"a broken ledger: it has no column {' and no column '.join(missing)}",
                where=f"{source.shown}:1",
                why=f"its columns are {', '.join(columns)}",
                mend="add the column, or move the file elsewhere if it is not a ledger",
            )
        )
    elif not has:
        return "an empty file"
    else:
        return "not a ledger: it has no columns claim_id and figure"
    return None
