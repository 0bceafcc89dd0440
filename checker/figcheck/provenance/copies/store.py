"""A copy put into the folder `evidence` next to its ledger, with its record. Nothing that lies there is overwritten."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from figcheck.model.disk.atomic_write import write_new, write_whole
from figcheck.model.errors import FigcheckError
from figcheck.model.words import EVIDENCE_FOLDER
from figcheck.provenance.copies.media_types import SUFFIX_OF
from figcheck.provenance.copies.records import SUFFIX, TEXT_SUFFIX, BrokenRecordError, Record, read_record

_MOST_NAMES = 1_000


def store(
    ledger_folder: Path,
    claim_id: str,
    data: bytes,
    record: Record,
    text: bytes | None = None,
    *,
    suffix: str | None = None,
) -> str:
    """Keeps a copy of a claim's page and gives the `archive` cell that names it, seen from the ledger's folder.

    The same bytes of the same address are kept once, whichever claim they are for. `suffix` is how its name ends, else the media
    type decides. Raises FigcheckError.
    """
    folder = evidence_folder(ledger_folder)
    kept = _kept_before(ledger_folder, folder, record)
    if kept is not None:
        return kept
    suffix = suffix or SUFFIX_OF.get(record.media_type.partition(";")[0].strip(), ".txt")
    for number in range(1, _MOST_NAMES):
        name = f"{_slug(claim_id)}{f'-{number}' if number > 1 else ''}{suffix}"
        if not _is_there(folder / (name + SUFFIX)) and all(
            _is_free(folder / n, wanted) for n, wanted in ((name, data), (name + TEXT_SUFFIX, text))
        ):
            break
    else:
        raise FigcheckError("there are too many copies of this claim", where=folder.as_posix())
    for n, content in ((name, data), (name + TEXT_SUFFIX, text)):
        if content is not None and not _is_there(folder / n):
            _write_new(folder / n, content)
    _write_new(folder / (name + SUFFIX), record.as_yaml().encode("utf-8"))
    return f"{EVIDENCE_FOLDER}/{name}"


def write_record(copy: Path, record: Record, *, replace: bool) -> None:
    """The record of a copy that lies in its place already. Raises FigcheckError when there is another and not `replace`."""
    path, content = copy.with_name(copy.name + SUFFIX), record.as_yaml().encode("utf-8")
    if replace and path.is_file() and not path.is_symlink():
        write_whole(path, content, what="the record of the copy")
    else:
        _write_new(path, content)


def evidence_folder(ledger_folder: Path) -> Path:
    """The folder of copies next to a ledger, made if it is missing. Raises FigcheckError for one that is a link elsewhere."""
    folder = ledger_folder / EVIDENCE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        inside = folder.resolve(strict=True).is_relative_to(ledger_folder.resolve(strict=True))
    except OSError as error:
        raise FigcheckError("cannot make the folder of copies", where=folder.as_posix(), why=error.strerror) from error
    if not inside:
        raise FigcheckError(
            "the folder of copies is elsewhere",
            where=folder.as_posix(),
            why="it is a link that leads out of the ledger's folder",
            mend="replace the link with a folder",
        )
    return folder


def _kept_before(ledger_folder: Path, folder: Path, record: Record) -> str | None:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        name = f"{EVIDENCE_FOLDER}/{path.name.removesuffix(SUFFIX)}"
        try:
            known = read_record(ledger_folder, name)
        except BrokenRecordError:
            continue
        same = known is not None and (known.sha256, known.url) == (record.sha256, record.url)
        if same and (ledger_folder / name).is_file():
            return name
    return None


def _slug(claim_id: str) -> str:
    """A claim's id as a file name that every system can have.

    >>> _slug("gaza:2024-02-03:killed"), _slug("../../x")
    ('gaza-2024-02-03-killed', 'x')
    """
    plain = unicodedata.normalize("NFKD", claim_id).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "copy"
    return f"copy-{slug}" if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", slug) else slug


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _is_free(path: Path, wanted: bytes | None) -> bool:
    """Whether nothing is there, or only what a kill left before the record was written: the very same bytes."""
    if not _is_there(path):
        return True
    return wanted is not None and path.is_file() and not path.is_symlink() and path.read_bytes() == wanted


def _write_new(path: Path, content: bytes) -> None:
    try:
        write_new(path, content)
    except FileExistsError as error:
        raise FigcheckError(
            "the file exists already, and figcheck overwrites nothing",
            where=path.as_posix(),
            mend="use --replace if you saved the copy again, or remove the file",
        ) from error
    except OSError as error:
        raise FigcheckError("cannot write the copy", where=path.as_posix(), why=error.strerror or str(error)) from error
