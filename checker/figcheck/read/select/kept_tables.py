"""Tables of the web: the copy of each that was kept beside its description, as it was fetched."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import yaml

from figcheck.model.errors import LedgerError
from figcheck.model.shown import shown_path
from figcheck.model.words import EVIDENCE_FOLDER

RECORD = ".meta.yaml"
"""How the name of the record ends that says from where a copy is."""

_ADDRESS = re.compile(r"https?://", re.I)
_NUMBER = re.compile(r"-(\d+)(?=\.)")
_MOST = 64 * 1024


def is_address(name: str) -> bool:
    """Whether a name is an address of the web, and not that of a file."""
    return _ADDRESS.match(name) is not None


def kept_table(folder: Path, url: str) -> Path | None:
    """The newest copy of an address in the folder of copies below `folder`, None for none.

    Raises LedgerError for a copy that was changed since it was fetched.
    """
    found = []
    for path in (folder / EVIDENCE_FOLDER).glob(f"*{RECORD}"):
        copy, record = path.with_name(path.name.removesuffix(RECORD)), _record(path)
        if record.get("url") == url and copy.is_file() and not copy.is_symlink():
            number = _NUMBER.search(copy.name)
            found.append((record.get("retrieved", ""), int(number[1]) if number else 1, copy, record.get("sha256")))
    if not found:
        return None
    *_, copy, expected = max(found)
    if hashlib.sha256(copy.read_bytes()).hexdigest() != str(expected).lower():
        raise LedgerError(
            "the copy is not what was fetched",
            where=shown_path(copy),
            why=f"it has another hash than its record, {copy.name}{RECORD}",
            mend="put the old file back, or remove copy and record and run `figcheck run --fetch`",
        )
    return copy


def _record(path: Path) -> dict[str, str]:
    """What a record says, as text; nothing for a file that is not one."""
    try:
        with path.open("rb") as file:
            values = yaml.load(file.read(_MOST), Loader=yaml.BaseLoader)  # noqa: S506 - all values are text
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)} if isinstance(values, dict) else {}
