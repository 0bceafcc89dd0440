"""What lies in the folders that a run was given: ledgers, vocabularies, waivers, earlier reports, and the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from figcheck.model.disk.paths import is_folder, is_there, real_path, waits_for_others
from figcheck.model.errors import FigcheckError, LedgerError
from figcheck.model.places import STDIN, file_of, place
from figcheck.model.plugins import Plugin
from figcheck.model.shown import first_few, shown_path
from figcheck.model.tables import REQUIRED_COLUMNS, WaiverFile
from figcheck.model.words import EVIDENCE_FOLDER, REPORT_METADATA
from figcheck.read.other_files import OtherFile, is_data_file, other_file
from figcheck.read.reader import Source, Table, broken_readers, readers, tables_of
from figcheck.read.tables.column_names import (
    are_those_of_a_claim,
    columns_of,
    instead_of_required,
    is_ledger,
    looks_like_ledger,
    measures_among,
    squashed,
)
from figcheck.read.unpacked import STDIN_SHOWN, is_packed, standard_input, unpacked

_YAML = (".yaml", ".yml")

_MOST_TABLES = 5
"""Tables of one file, beside its ledgers, that are named with a reason each."""

_LOCK = "~$"
"""How the name of the file begins that Excel keeps beside an open workbook."""


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
        if str(given) == STDIN:
            _sort_input(found)
            continue
        if not is_there(given):
            found.errors.append(FigcheckError("no such file or folder", where=shown_path(given), mend="check the path"))
            continue
        for path in _files(given, found):
            real = real_path(path)
            if real not in seen:
                seen.add(real)
                _sort_one(Source(path, shown_path(path)), found, named=not is_folder(given))
    _leave_out_what_is_read(found)
    found.ledgers.sort(key=lambda ledger: ledger.source.shown)
    for group in (found.vocabularies, found.waivers):
        group.sort(key=shown_path)
    found.passed_over.sort()
    return found


def _leave_out_what_is_read(found: Found) -> None:
    """Takes away what was said of files of which a ledger is made: they are read through it."""
    read = {shown_path(path) for ledger in found.ledgers for path in ledger.table.reads}
    read |= {path.as_posix() for ledger in found.ledgers for path in ledger.table.reads}
    if not read:
        return
    found.ledgers = [ledger for ledger in found.ledgers if ledger.source.shown not in read]
    found.passed_over = [(name, why) for name, why in found.passed_over if file_of(name) not in read]
    found.errors = [error for error in found.errors if _file_in(error) not in read]


def _file_in(error: FigcheckError) -> str:
    """The file of the place that an error names."""
    return file_of((error.where or "").rstrip("0123456789").rstrip(":")) if error.where else ""


def _sort_input(found: Found) -> None:
    """Standard input, once."""
    if any(ledger.source.shown == STDIN_SHOWN for ledger in found.ledgers):
        return
    try:
        source = standard_input()
    except LedgerError as error:
        found.errors.append(error)
    else:
        _sort_one(source, found, named=True)


def files_below(given: Path) -> Iterator[Path]:
    """The files that are looked at below a path."""
    return _files(given, Found()) if is_there(given) else iter(())


def _files(given: Path, found: Found) -> Iterator[Path]:
    """The files below a path; a folder that cannot be looked into is an error, since ledgers may lie there.

    A folder called `evidence` holds archived copies, which may be tables too: it is passed over as one.
    """

    def closed(error: OSError) -> None:
        where, why = shown_path(Path(error.filename)), error.strerror or str(error)
        found.errors.append(
            FigcheckError("cannot read the folder", where=where, why=why, mend="give yourself the right to read it")
        )

    if not is_folder(given):
        yield given
        return
    walked: set[str] = set()
    for folder, folders, files in os.walk(given, onerror=closed, followlinks=True):
        if (real := os.path.realpath(folder)) in walked:
            folders.clear()
            continue
        walked.add(real)
        if EVIDENCE_FOLDER in folders:
            found.passed_over.append((f"{shown_path(Path(folder))}/{EVIDENCE_FOLDER}/", "archived copies"))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != EVIDENCE_FOLDER)
        found.errors += [_folder_for_file(Path(folder) / name) for name in folders if _is_expected_file(name)]
        for name in sorted(files):
            if not name.startswith((".", _LOCK)):
                yield Path(folder) / name


def _is_expected_file(name: str) -> bool:
    """Whether something of this name should be a file of waivers or a vocabulary."""
    name = name.lower()
    return _is_waivers(name) or (name.endswith(_YAML) and _is_vocabulary(name))


def _is_waivers(name: str) -> bool:
    return name == "waivers.csv" or name.endswith((".waivers.csv", "-waivers.csv", "_waivers.csv"))


def _is_vocabulary(name: str) -> bool:
    stem = name.rpartition(".")[0]
    return stem == "vocabulary" or stem.endswith(".vocabulary")


def _folder_for_file(folder: Path) -> LedgerError:
    return LedgerError(
        "a folder stands where a file should",
        where=shown_path(folder),
        why="figcheck reads a file of this name, and cannot read a folder as one",
        mend="give the folder another name",
    )


_NO_TABLE = "not a ledger: it holds no table"


def _sort_one(source: Source, found: Found, *, named: bool) -> None:
    why: str | None = _NO_TABLE
    try:
        if named or _may_hold_table(source.name):
            _refuse_special(source)
        if is_packed(source.name) and (named or _may_hold_table(_inner(source.name))):
            source = unpacked(source)
        name = _with_suffix(source.name)
        asked = [reader for reader in readers() if name.endswith(reader.suffixes)]
        if name.endswith(_YAML):
            why = _sort_yaml(source, asked, found, named=named)
        elif name.endswith(".json") and _describes_report(source):
            why = _REPORT
        elif asked and source.path.is_file():
            why = _sort_tables(source, asked, found)
        elif other := other_file(source):
            why = f"{other.what}: {other.mend}"
            if other.like_ledger:
                raise _may_hold_ledger(source, other)
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
                why=why.removeprefix("not a ledger: "),
                mend="give a table with at least the columns claim_id and figure",
            )
        )


def _with_suffix(name: str) -> str:
    """A name without a suffix is that of a text."""
    return name if Path(name).suffix else f"{name}.txt"


def _inner(name: str) -> str:
    return name.rpartition(".")[0]


def _may_hold_table(name: str) -> bool:
    """Whether a file of this name is opened."""
    name = _inner(name) if is_packed(name) else name
    return Path(name).suffix != "" and (
        any(name.endswith(reader.suffixes) for reader in readers()) or is_data_file(name)
    )


def _may_hold_ledger(source: Source, other: OtherFile) -> LedgerError:
    return LedgerError(
        "not read, though a ledger seems to be in it",
        where=source.shown,
        why=f"it is {other.what}",
        mend=other.mend,
    )


def _refuse_special(source: Source) -> None:
    """Raises LedgerError for what is not an ordinary file, and for a file that is not there any more."""
    try:
        what = waits_for_others(source.path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise LedgerError("cannot open the file", where=source.shown, why=why) from error
    if what is not None:
        raise LedgerError(
            f"figcheck does not read {what}",
            where=source.shown,
            why="it may never end, and a second run could not read the same data",
            mend="save its data as a file",
        )


def _sort_yaml(source: Source, asked: Iterable[Plugin], found: Found, *, named: bool) -> str | None:
    """Puts a file of YAML where it belongs; gives the reason when it is passed over."""
    if not _is_vocabulary(source.name):
        tables = [(reader, table) for reader in asked for table in tables_of(reader, source)]
        if tables:
            return _sort_tables(source, asked, found)
    if named or _is_vocabulary(source.name):
        found.vocabularies.append(source.path)
        return None
    return "not a vocabulary: a vocabulary is called vocabulary.yaml or NAME.vocabulary.yaml"


def _sort_tables(source: Source, asked: Iterable[Plugin], found: Found) -> str | None:
    """Puts the tables of a file where they belong; gives the reason when the file is passed over."""
    for reader in asked:
        tables = tables_of(reader, source)
        if tables:
            break
    else:
        return _NO_TABLE
    if any(_is_report(table) for table in tables) and not _is_waivers(source.name):
        # it holds the claims of the ledgers once more; somebody may have added a sheet that is a ledger
        tables = [table for table in tables if is_ledger(list(table.columns)) and not _is_part_of_report(table)]
        if not tables:
            return _REPORT
    reasons = [(table, why) for table in tables if (why := _sort_table(source, table, reader, found))]
    if len(tables) == 1:
        return reasons[0][1] if reasons else None
    names = first_few([str(table.sheet) for table, _ in reasons], 5)
    if len(reasons) == len(tables):
        return f"none of its {len(tables):,} tables is a ledger: {names}"
    if len(reasons) > _MOST_TABLES:
        found.passed_over.append(
            (source.shown, f"{len(reasons):,} of its {len(tables):,} tables are not ledgers: {names}")
        )
    else:
        found.passed_over += [(place(source.shown, table.sheet), why) for table, why in reasons]
    return None


_REPORT = "a report of figcheck"


def _describes_report(source: Source) -> bool:
    """Whether figcheck wrote the file beside a database of findings."""
    return source.path.is_file() and source.start(len(REPORT_METADATA)) == REPORT_METADATA.encode()


def _is_report(table: Table) -> bool:
    """Whether the table has findings as figcheck writes them, in whatever order of its columns."""
    return {"fingerprint", "state", "rule", "mend", "against_figure"} <= set(table.columns)


def _is_part_of_report(table: Table) -> bool:
    """Whether the table has findings, or claims with what figcheck worked out of them, which no ledger has."""
    columns = set(table.columns)
    return _is_report(table) or {"implied_low", "implied_high", "cell"} <= columns or {"file", "line", "why"} <= columns


def _sort_table(source: Source, table: Table, reader: Plugin, found: Found) -> str | None:
    """Puts a table where it belongs; gives the reason when it is passed over."""
    columns = list(table.columns)
    has = set(columns)
    if "fingerprint" in has and (not is_ledger(columns) or columns[:2] == ["fingerprint", "state"]):
        if not {"reason", "until"} & has and not _is_waivers(source.name):
            return _REPORT
        if not {"reason", "until"} <= has:
            raise _broken_waivers(source, table)
        if reader.name != "csv":
            return "waivers are read from a CSV file only"
        found.waivers.append(source.path)
    elif any(columns) and not is_ledger(columns) and (_is_waivers(source.name) or _like_waivers(columns)):
        found.errors.append(_broken_waivers(source, table))
    elif is_ledger(columns):
        found.ledgers.append(Ledger(source, table, reader))
    elif are_those_of_a_claim(columns):
        found.errors.append(_no_heading(source, table))
    elif looks_like_ledger(columns):
        found.errors.append(_broken_ledger(source, table))
    elif not any(columns):
        return "an empty file"
    elif measures := measures_among(columns):
        return _wide(measures)
    else:
        return f"not a ledger: it has no columns claim_id and figure, only {first_few(list(filter(None, columns)), 5)}"
    return None


def _wide(measures: list[str]) -> str:
    """What to say of a table that has a column for each measure, and not a row for each figure."""
    if len(measures) == 1:
        what = f'its numbers are in the column "{measures[0]}". Call that column figure, and add a column measure with the word '
        return f'not a ledger: {what}"{measures[0]}" in every row'
    words = f'"{measures[0]}" or "{measures[1]}"'
    return (
        f"not a ledger: it has a column for each measure ({first_few(measures, 3)}). Give each number a row of its own, with the "
        f"number in the column figure and {words} in the column measure"
    )


def _like_waivers(columns: Iterable[str]) -> bool:
    """Whether columns are so nearly those of waivers that nothing else can be meant."""
    there = {squashed(column) for column in columns} & {squashed(column) for column in WaiverFile.names()}
    return len(there) > len(WaiverFile.names()) // 2 and squashed("until") in there


def _broken_waivers(source: Source, table: Table) -> LedgerError:
    missing = [name for name in ("fingerprint", "state", "reason", "until") if name not in table.columns]
    return LedgerError(
        f"the waivers have no column {' and no column '.join(missing)}",
        where=f"{place(source.shown, table.sheet)}:{table.line}",
        why=f"the first line is {first_few([column for column in table.columns if column], 10)}. No waiver was read",
        mend=f"let the file begin with the line {','.join(WaiverFile.names())}",
    )


def _no_heading(source: Source, table: Table) -> LedgerError:
    return LedgerError(
        "a ledger without a heading",
        where=f"{place(source.shown, table.sheet)}:{table.line}",
        why="its first line is laid out like a claim, and nothing says what its cells mean",
        mend="put a line with the names of the columns above it, such as claim_id,event,measure,figure,source,published",
    )


_FEW = 2
"""Columns that are each named in a clause of their own."""


def _broken_ledger(source: Source, table: Table) -> LedgerError:
    """What to say of a table that is almost a ledger."""
    columns = list(table.columns)
    there = columns_of(columns)
    missing = [column for column in REQUIRED_COLUMNS if column not in there]
    instead = instead_of_required(columns)
    renamed = [f'rename "{instead[column]}" to {column}' for column in missing if column in instead]
    added = [column for column in missing if column not in instead]
    todo = [*renamed, *([f"add {' and '.join(added)}"] if added else [])]
    return LedgerError(
        f"a broken ledger: it has no column {' and no column '.join(missing)}"
        if len(missing) <= _FEW
        else f"a broken ledger: it lacks the columns {', '.join(missing[:-1])} and {missing[-1]}",
        where=f"{place(source.shown, table.sheet)}:{table.line}",
        why=f"its columns are {first_few(list(filter(None, columns)), 30)}",
        mend=f"{', '.join(todo)}. If the file is not a ledger, move it out of the folder",
    )
