"""What `figcheck evidence` does: keep a copy of a page for a claim, fetch one, and look over all that are there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.errors import FigcheckError
from figcheck.model.extras import how_to_install
from figcheck.model.near import no_such_claim
from figcheck.model.places import file_of, sheet_of
from figcheck.model.words import EVIDENCE_FOLDER
from figcheck.provenance.copies import evidence_table, not_read
from figcheck.provenance.copies.addresses import FetchError
from figcheck.provenance.copies.copy_file import MissingCopyError, RefusedCopyError, is_address, read_file
from figcheck.provenance.copies.copy_text import MissingPackageError, NoTextError, TextReader, charset_of
from figcheck.provenance.copies.edit_ledger import CannotEditError, ledger_text
from figcheck.provenance.copies.edit_workbook import workbook_sheet
from figcheck.provenance.copies.fetch import Fetcher, Page
from figcheck.provenance.copies.media_types import NoCopyError, media_type_of
from figcheck.provenance.copies.records import TEXT_SUFFIX, Record, sha256
from figcheck.provenance.copies.store import evidence_folder, store, write_record
from figcheck.read import reading as read_stage

FAULTS = ("missing", "changed", "refused", "unreadable", "unread")
"""States of a copy that let `figcheck evidence check` fail."""


@dataclass(frozen=True)
class Overview:
    """What `figcheck evidence check` found: lines for a person, and whether something is wrong."""

    lines: list[str]
    faulty: bool
    errors: list[FigcheckError]


def add_copy(
    paths: Iterable[Path],
    claim_id: str,
    file: Path,
    *,
    url: str | None,
    retrieved: date,
    text: Path | None = None,
    replace: bool = False,
) -> Iterator[str]:
    """Keeps a file as the copy of a claim's page, records it, and enters it in the ledger; says what was done.

    Raises FigcheckError when there is no such claim, or the file can be no copy.
    """
    claim = claim_of(paths, claim_id)
    folder = Path(file_of(claim["file"])).parent
    if not file.exists() and (folder / file).exists():
        file = folder / file  # as a finding names it
    data = _contents(file)
    typed = None if text is None else _contents(text)
    address = url or (None if pd.isna(claim["url"]) else str(claim["url"]))
    media_type = _media_type(file, data)
    record = Record(sha256(data), media_type, retrieved, address, None if typed is None else sha256(typed))
    yield from keep_copy(claim, data, record, typed, in_place=file, replace=replace)


def keep_copy(
    claim: pd.Series,
    data: bytes,
    record: Record,
    typed: bytes | None = None,
    *,
    in_place: Path | None = None,
    replace: bool = False,
) -> Iterator[str]:
    """Stores a copy and its record and enters it in the ledger of its claim; says what was done, line by line."""
    folder = Path(file_of(claim["file"])).parent
    home = evidence_folder(folder).resolve()
    if in_place is not None and in_place.resolve().is_relative_to(home):
        place = in_place.resolve()
        beside = place.with_name(place.name + TEXT_SUFFIX)
        if beside.is_file():
            record = dataclasses.replace(record, text_sha256=sha256(_contents(beside)))
        write_record(place, record, replace=replace)
        cell = f"{EVIDENCE_FOLDER}/{place.relative_to(home).as_posix()}"
    else:
        cell = store(folder, str(claim["claim_id"]), data, record, typed)
    yield f"copy: {(folder / cell).as_posix()}"
    yield f"sha256: {record.sha256}"
    yield _in_ledger(claim, cell, record)
    yield from _about_quote(claim, data, record, typed)


def claim_of(paths: Iterable[Path], claim_id: str) -> pd.Series:
    """The one record of this id in the ledgers below the paths; `is_read_through` says that a description reads its file.

    Raises FigcheckError.
    """
    reading = read_stage.read(paths)
    found = reading.claims[reading.claims["claim_id"] == claim_id]
    if len(found) == 1:
        claim = found.iloc[0].copy()
        claim["is_read_through"] = file_of(str(claim["file"])) in reading.read_through
        return claim
    if len(found):
        places = ", ".join(f"{f}:{n}" for f, n in zip(found["file"], found["line"], strict=True))
        raise FigcheckError(
            f'the claim "{claim_id}" appears {len(found)} times', where=places, mend="give each row its own id"
        )
    raise no_such_claim(
        claim_id,
        reading.claims["claim_id"].dropna().unique().tolist(),
        otherwise="check the id, or name the ledgers with --ledgers",
        where=", ".join(name for name, _ in reading.ledgers) or "no ledger was found",
    )


def look_over(paths: Iterable[Path]) -> Overview:
    """The state of all evidence in the ledgers below the paths."""
    reading = read_stage.read(paths)
    claims = reading.claims[reading.claims["claim_id"].notna()].drop_duplicates("claim_id")
    for column in ("published", "retrieved"):
        claims = claims.assign(**{column: pd.to_datetime(claims[column], format="%Y-%m-%d", errors="coerce")})
    table = evidence_table(claims)
    lines, faulty = [], False
    width = max((len(claim) for claim in table["claim_id"]), default=0)
    for row in table.itertuples(index=False):
        unquoted = not pd.isna(row.quote_in_copy) and not row.quote_in_copy
        faulty = faulty or unquoted or row.copy_state in FAULTS
        if row.copy_state in FAULTS:
            said = row.copy_state + ("" if pd.isna(row.why) else f": {row.why}")
        elif unquoted:
            said = f"the quote is not in it; {row.instead}"
        else:
            known = "without a record" if row.copy_state == "unrecorded" else "unchanged since it was saved"
            said = known + (", without a quote to look for" if pd.isna(row.quote_in_copy) else ", with the quote in it")
        lines.append(f"{row.claim_id:{width}}  {row.copy}: {said}")
    named = claims["archive"].notna()
    elsewhere = int(claims.loc[named, "archive"].map(is_address).astype(bool).sum())
    bare = int((claims["url"].notna() & ~named).sum())
    neither = int((claims["url"].isna() & ~named).sum())
    total = f"{len(table):,} claim{'' if len(table) == 1 else 's'} with a copy, {elsewhere:,} with a copy elsewhere, "
    lines += ["", total + f"{bare:,} with an address and no copy, {neither:,} with neither"]
    return Overview(lines if len(table) else lines[1:], faulty, [*reading.errors, *not_read(table)])


def _contents(file: Path) -> bytes:
    try:
        return read_file(file.resolve())
    except MissingCopyError as error:
        raise FigcheckError("no such file", where=file.as_posix(), mend="check the path") from error
    except RefusedCopyError as error:
        raise FigcheckError("this cannot be a copy", where=file.as_posix(), why=str(error)) from error


def _media_type(file: Path, data: bytes) -> str:
    try:
        return media_type_of(data, file.name)
    except NoCopyError as error:
        mend = "save the page as HTML, PDF, text or an image"
        raise FigcheckError("this cannot be a copy", where=file.as_posix(), why=str(error), mend=mend) from error


def _in_ledger(claim: pd.Series, cell: str, record: Record) -> str:
    """Enters the copy in the ledger; where that cannot be done with certainty, says what to enter."""
    cells = {"archive": cell}
    if record.retrieved is not None:
        cells["retrieved"] = record.retrieved.isoformat()
    if record.url and pd.isna(claim["url"]):
        cells["url"] = record.url
    place = str(claim["file"])
    where = f"{place}:{claim['line']}"
    shown = ", ".join(f"{column} = {value}" for column, value in cells.items())
    path = Path(file_of(place))
    try:
        if claim["is_read_through"]:
            raise CannotEditError("a ledger description reads this file")
        data = path.read_bytes()
        table = ledger_text(data, path.name) if sheet_of(place) is None else workbook_sheet(data, place)
        changed = table.with_cells(int(claim["line"]), cells)
        write_whole(path, changed, what="the ledger")
    except (CannotEditError, OSError) as error:
        return f"ledger: {where}: not edited ({error}). Enter this yourself: {shown}"
    return f"ledger: {where}: {shown}"


def _about_quote(claim: pd.Series, data: bytes, record: Record, typed: bytes | None) -> Iterator[str]:
    if pd.isna(claim["quote"]):
        yield "quote: none yet. Write the words around the figure into the column `quote`"
        return
    try:
        with TextReader() as reader:
            media_type = "text/plain" if typed else record.media_type
            quote = str(claim["quote"])
            found = reader.look_for([quote], typed or data, media_type, charset_of(record.media_type))
    except MissingPackageError as error:
        yield f"quote: not looked for: {error}: {how_to_install('evidence')}"
        return
    except NoTextError as error:
        yield f"quote: not checked, because the copy cannot be read: {error}"
        return
    if found is None:
        yield "quote: not checked, because the copy has no text"
        return
    if found[0].stands:
        yield "quote: found in the copy"
        return
    said = "quote: struck out in the copy" if found[0].struck else "quote: not in the copy"
    yield said + (f"; the nearest passage is “{found[0].passage}”" if found[0].passage else "")


def claims_without_copy(paths: Iterable[Path]) -> list[str]:
    """The ids of the claims that have an address and no copy, in order."""
    claims = read_stage.read(paths).claims
    bare = claims["url"].notna() & claims["archive"].isna() & claims["claim_id"].notna()
    return sorted(claims.loc[bare, "claim_id"].unique())


def fetch_copies(
    paths: Iterable[Path], claim_ids: Iterable[str], fetcher: Fetcher, today: date
) -> Iterator[tuple[str, bool]]:
    """Fetches the pages that claims name and keeps them: lines that say what was done, and whether each is a failure.

    An address that several claims name is fetched once. Raises FigcheckError for a claim that there is not.
    """
    paths = list(paths)
    pages: dict[str, Page | FetchError] = {}
    for claim_id in claim_ids:
        claim = claim_of(paths, claim_id)
        if pd.isna(claim["url"]):
            yield f"{claim_id}: not fetched, because it has no `url`", True
            continue
        url = str(claim["url"])
        if url not in pages:
            try:
                pages[url] = fetcher.fetch(url)
            except FetchError as error:
                pages[url] = error
        page = pages[url]
        if isinstance(page, FetchError):
            yield f"{claim_id}: not fetched: {page} ({url})", True
            continue
        yield f"{claim_id}: {page.url}", False
        record = Record(sha256(page.data), page.media_type, today, url)
        for line in keep_copy(claim, page.data, record):
            yield f"  {line}", False
