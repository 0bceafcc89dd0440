"""The table `evidence`: what the copies next to the ledgers say of the claims that name them. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from figcheck.model.errors import FigcheckError
from figcheck.model.extras import how_to_install
from figcheck.model.tables import Evidence, ValidClaims
from figcheck.provenance.copies.copy_file import MissingCopyError, RefusedCopyError, is_address, read_beside
from figcheck.provenance.copies.copy_text import FoundQuote, MissingPackageError, NoTextError, TextReader, charset_of
from figcheck.provenance.copies.media_types import NoCopyError, media_type_of
from figcheck.provenance.copies.records import TEXT_SUFFIX, BrokenRecordError, Record, read_record, sha256

COPY_STATES = ("ok", "unrecorded", "changed", "missing", "refused", "unreadable", "unread")
"""What can be said of a copy: as recorded; there, but without a record; not what was recorded; not there; not opened
(its path leaves the folder, it is not a file or too large, or no copy is of its kind); opened, but without any text; not
looked into, since a package that its kind needs is not installed."""


@dataclass(frozen=True)
class Copy:
    """One copy as it was found: its state, why it is not ok, its record, and what was found of the quotes (of none, where no text
    could be had).
    """

    state: str
    why: str | None = None
    record: Record | None = None
    found: Mapping[str, FoundQuote] = field(default_factory=dict)


def evidence_table(
    figures: ValidClaims, folder: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> Evidence:
    """The claims that name a copy next to their ledger, in the order of claim ids.

    `figures` has claim_id, file, quote, url, archive, and the dates published and retrieved. A copy is looked for next to the
    ledger that `file` names, or in `folder` when that is given. Each copy is opened once.
    """
    named = figures[figures["archive"].notna()]
    named = named[~named["archive"].map(is_address).astype(bool)].sort_values("claim_id")
    rows: list[dict[str, Any]] = []
    if len(named):
        places = pd.DataFrame(
            {"folder": [folder or Path(f).parent for f in named["file"]], "cell": named["archive"].array}
        )
        with TextReader() as reader:
            for (where, cell), group in places.groupby(["folder", "cell"], sort=True):
                progress(f"reading {cell}")
                claims = named.iloc[group.index]
                copy = read_copy(Path(where), cell, reader, claims["quote"].dropna().unique().tolist())
                rows += _rows_of(copy, cell, claims)
    return _table(rows)


def not_read(evidence: pd.DataFrame) -> list[FigcheckError]:
    """An error for each package that copies of the table `evidence` need and that is not installed.

    What such a copy holds is not known, so a run that met one could not be done whole.
    """
    unread = evidence[evidence["copy_state"] == "unread"]
    errors = []
    for why, claims in unread.groupby("why")["claim_id"]:
        first, *more = claims.tolist()
        whose = f"{first} and {len(more):,} more" if more else first
        what = f"the cop{'ies' if more else 'y'} of {whose} could not be read"
        errors.append(FigcheckError(what, why=str(why), mend=how_to_install("evidence")))
    return errors


def read_copy(folder: Path, cell: str, reader: TextReader, quotes: Sequence[str]) -> Copy:
    """The copy that an `archive` cell names, below the folder of its ledger, with what it says of these quotes.

    A copy whose record cannot be read is not proved to be what was saved: it counts as changed.
    """
    try:
        data = read_beside(folder, cell)
        media_type = media_type_of(data, cell)
    except MissingCopyError:
        return Copy("missing")
    except (RefusedCopyError, NoCopyError) as error:
        return Copy("refused", str(error))
    record, broken = None, None
    try:
        record = read_record(folder, cell)
    except BrokenRecordError as error:
        broken = f"its record cannot be read, because {error}"
    if record is not None and record.sha256 != sha256(data):
        return Copy("changed", "its hash is not the recorded one", record)
    charset = charset_of(record.media_type) if record else None
    try:
        found = reader.look_for(quotes, data, media_type, charset)
        if found is None:
            found = _found_beside(folder, cell, record, reader, quotes)
    except MissingPackageError as error:
        return Copy("unread", str(error), record)
    except NoTextError as error:
        return Copy("unreadable", str(error), record)
    except _ChangedTextError:
        return Copy("changed", "the hash of the text beside it is not the recorded one", record)
    told = dict(zip(quotes, found, strict=True))
    if broken is not None:
        return Copy("changed", broken, None, told)
    return Copy("ok", None, record, told) if record else Copy("unrecorded", "it has no record beside it", None, told)


class _ChangedTextError(Exception):
    """The text next to an image is not the one that was recorded."""


def _found_beside(
    folder: Path, cell: str, record: Record | None, reader: TextReader, quotes: Sequence[str]
) -> list[FoundQuote]:
    """What the text that was typed from an image or a scan says of the quotes."""
    try:
        data = read_beside(folder, cell + TEXT_SUFFIX)
    except MissingCopyError as error:
        raise NoTextError(f"it has no text, and there is none beside it in {cell}{TEXT_SUFFIX}") from error
    except RefusedCopyError as error:
        raise NoTextError(f"the text beside it was refused: {error}") from error
    if record and record.text_sha256 and record.text_sha256 != sha256(data):
        raise _ChangedTextError
    found = reader.look_for(quotes, data, "text/plain")
    if found is None:
        raise NoTextError(f"it has no text, and the text beside it in {cell}{TEXT_SUFFIX} is empty")
    return found


def _rows_of(copy: Copy, cell: str, claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    recorded = copy.record
    for claim in claims[["claim_id", "quote", "url", "published", "retrieved"]].itertuples(index=False):
        saved = recorded.retrieved if recorded and recorded.retrieved else _day(claim.retrieved)
        printed = _day(claim.published)
        found = None if pd.isna(claim.quote) else copy.found.get(str(claim.quote))
        yield {
            "claim_id": claim.claim_id,
            "copy": cell,
            "copy_state": copy.state,
            "why": copy.why,
            "recorded_url": recorded.url if recorded else None,
            "saved": saved,
            "other_page": bool(recorded and recorded.url and not _same_page(recorded.url, claim.url)),
            "days_early": (printed - saved).days if saved and printed and saved < printed else None,
            "struck_out": found is not None and found.struck,
            **({} if found is None else _told(found)),
        }


def _told(found: FoundQuote) -> dict[str, Any]:
    if found.stands:
        return {"quote_in_copy": True}
    like = "nothing in it is similar" if found.passage is None else f"the nearest passage is “{found.passage}”"
    return {
        "quote_in_copy": False,
        "nearest_passage": found.passage,
        "instead": f"it stands there struck out; {like}" if found.struck else like,
        "alike": found.alike,
        "numbers_differ": found.numbers_differ,
    }


def _same_page(recorded: str, url: Any) -> bool:
    """Whether two addresses are one but for what never changes the page: http or https, www, a last slash, a #part."""
    return pd.isna(url) or _page(recorded) == _page(str(url))


def _page(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", url, ""
    return parts.netloc.casefold().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _table(rows: list[dict[str, Any]]) -> Evidence:
    table = pd.DataFrame(rows, columns=Evidence.names()).sort_values("claim_id")
    return Evidence.of(table.assign(saved=pd.to_datetime(table["saved"])))
