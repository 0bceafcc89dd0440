"""Tables fetched from the web, only when the command line asks for it: each is kept as a copy, with its hash and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from figcheck.model.errors import FigcheckError
from figcheck.model.shown import shown_path
from figcheck.provenance.copies.addresses import FetchError
from figcheck.provenance.copies.fetch import Fetcher, Page
from figcheck.provenance.copies.records import Record, sha256
from figcheck.provenance.copies.store import store
from figcheck.read.discover import files_below
from figcheck.read.reader import readers
from figcheck.read.select.description import read_description
from figcheck.read.select.kept_tables import is_address
from figcheck.read.tables.encodings import decode
from figcheck.read.unpacked import is_packed, suffix_of

MOST_BYTES = 256 * 1024**2
SECONDS = 300.0

_DESCRIPTION = ".ledger.sql"
_SUFFIX_OF = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/x-ndjson": ".ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.apache.parquet": ".parquet",
}


@dataclass
class Fetched:
    """`paths` are to be read: what was given, with the copy of each address in its place. `said` has a sentence for each copy."""

    paths: list[Path]
    said: list[str] = field(default_factory=list)
    errors: list[FigcheckError] = field(default_factory=list)


def table_fetcher() -> Fetcher:
    """What fetches tables: larger than pages, and of any type."""
    return Fetcher(SECONDS, MOST_BYTES, any_type=True)


def fetch_tables(given: Iterable[Path | str], fetcher: Fetcher, today: date, *, for_descriptions: bool) -> Fetched:
    """Fetches every address that was given, and with `for_descriptions` those that descriptions below the paths name.

    The copy of an address that was given is in the folder `evidence` of this folder, that of another beside its description.
    """
    done = Fetched([])
    for one in given:
        if isinstance(one, Path):
            done.paths.append(one)
        else:
            copy = _kept(one, Path(), fetcher, today, done)
            done.paths += [copy] if copy else []
    if for_descriptions:
        for description in _descriptions(done.paths):
            for url in _addresses(description):
                _kept(url, description.parent, fetcher, today, done)
    return done


def _kept(url: str, folder: Path, fetcher: Fetcher, today: date, done: Fetched) -> Path | None:
    """The copy of an address; None where there is none, which is an error of `done`."""
    try:
        if not url.lower().startswith("https://"):
            raise FetchError("a table is fetched by https only")
        page = fetcher.fetch(url)
        record = Record(sha256(page.data), page.media_type, today, url)
        copy = folder / store(folder, _name(url), page.data, record, suffix=_suffix(url, page))
    except FetchError as error:
        mend = "check the address, or save the table as a file and name that"
        done.errors.append(FigcheckError("the table was not fetched", where=url, why=str(error), mend=mend))
    except FigcheckError as error:
        done.errors.append(error)
    else:
        done.said.append(f"fetched {url} as {shown_path(copy)}")
        return copy
    return None


def _descriptions(paths: Iterable[Path]) -> Iterator[Path]:
    for given in paths:
        yield from (path for path in files_below(given) if path.name.lower().endswith(_DESCRIPTION))


def _addresses(description: Path) -> list[str]:
    """The addresses that a description names; none for one that cannot be read, of which the run says why."""
    try:
        text = decode(description.read_bytes(), shown_path(description)).text
        return [name for name in read_description(text, shown_path(description)).files if is_address(name)]
    except (OSError, FigcheckError):
        return []


def _name(url: str) -> str:
    """What the copy is called: the last part of the address, else its host."""
    parts = urlsplit(url)
    return PurePosixPath(parts.path).name.partition(".")[0] or parts.hostname or "table"


def _suffix(url: str, page: Page) -> str:
    """How the name of the copy ends, which says what reads it: as the address does, else as the server says, else by its bytes."""
    name = PurePosixPath(urlsplit(url).path).name.lower()
    packed = PurePosixPath(name).suffix if is_packed(name) else ""
    known = [suffix for reader in readers() for suffix in reader.suffixes if name.removesuffix(packed).endswith(suffix)]
    if known and known[0] != _DESCRIPTION:
        return f"{known[0]}{packed}"
    return _SUFFIX_OF.get(page.media_type.partition(";")[0].strip().lower()) or suffix_of(page.data[:4_096])
