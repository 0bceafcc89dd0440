"""The record next to a copy: `page.html.meta.yaml` says from which address it is, when it was saved, and its hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from figcheck.provenance.copies.copy_file import MissingCopyError, RefusedCopyError, read_beside
from figcheck.read.select.kept_tables import RECORD

SUFFIX = RECORD
TEXT_SUFFIX = ".txt"
"""What is added to the name of a copy without text of its own (an image, a scan) for the text that was typed from it."""

_HASH = re.compile(r"[0-9a-fA-F]{64}")
_MOST = 64 * 1024


class BrokenRecordError(Exception):
    """A record that cannot be read; the words say why."""


@dataclass(frozen=True)
class Record:
    """What is kept of a copy. `sha256` and `text_sha256` are of the bytes of the copy and of the text next to it, in hex.

    `media_type` is as a server would give it (`text/html; charset=windows-1252`); `retrieved` is the day it was saved.
    """

    sha256: str
    media_type: str
    retrieved: date | None = None
    url: str | None = None
    text_sha256: str | None = None

    def as_yaml(self) -> str:
        """The record as it is written: what is known, in this order."""
        known = {
            "url": self.url,
            "retrieved": self.retrieved,
            "sha256": self.sha256,
            "media_type": self.media_type,
            "text_sha256": self.text_sha256,
        }
        known = {name: value for name, value in known.items() if value is not None}
        return yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=1_000)


def sha256(data: bytes) -> str:
    """The hash of a copy, in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def read_record(folder: Path, cell: str) -> Record | None:
    """The record next to the copy that an `archive` cell names; None when there is none. Raises BrokenRecordError."""
    try:
        text = read_beside(folder, cell + SUFFIX, _MOST).decode("utf-8-sig")
        # every value is text, or a hash of digits alone would be read as a number
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and dicts
    except MissingCopyError:
        return None
    except RefusedCopyError as error:
        raise BrokenRecordError(str(error)) from error
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenRecordError("it is not valid YAML") from error
    if not isinstance(values, dict) or not isinstance(values.get("sha256"), str):
        raise BrokenRecordError("it has no line `sha256: ...`")
    if _HASH.fullmatch(values["sha256"].strip()) is None:
        raise BrokenRecordError("it has no hash in its line `sha256: ...`")
    texts = {name: value.strip() for name, value in values.items() if isinstance(value, str) and value.strip()}
    return Record(
        sha256=texts.get("sha256", "").lower(),
        media_type=texts.get("media_type", ""),
        retrieved=_day(texts.get("retrieved", "")),
        url=texts.get("url"),
        text_sha256=texts.get("text_sha256", "").lower() or None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
