"""What may be written over: a file of the same kind that figcheck wrote before, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from figcheck.model.disk.paths import real_path
from figcheck.model.errors import SettingsError

_HEAD = 65_536
_UTF8_MARK = b"\xef\xbb\xbf"


def refuse_to_replace(
    path: Path, inputs: Iterable[str], *, what: str, flag: str, own: Iterable[re.Pattern[bytes]]
) -> None:
    """Raises SettingsError when writing `what` to `path`, which `flag` named, would destroy a file that figcheck did not write.

    `inputs` are the files that were read. `own` are the beginnings of files that may be replaced. A file that is not there, is
    empty, or is no ordinary file (/dev/stdout) is never refused.
    """
    name = f"name another file with {flag}"
    if real_path(path) in {real_path(Path(read)) for read in inputs}:
        raise SettingsError(f"{what} would overwrite a file that is checked", where=path.as_posix(), mend=name)
    head = _head(path)
    if head and not any(pattern.match(head) for pattern in own):
        raise SettingsError(
            f"{what} would overwrite a file that figcheck did not write",
            where=path.as_posix(),
            why="the file does not begin like one of figcheck's own",
            mend=f"{name}, or remove the file if nobody needs it",
        )


def first_line_of(content: bytes) -> re.Pattern[bytes]:
    """The beginning of files that have the same first line as this content."""
    return re.compile(re.escape(content.partition(b"\n")[0]) + rb"\r?(\n|$)")


def _head(path: Path) -> bytes:
    """How the file begins; empty where nothing can be lost. What cannot be read is refused when it is written."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD).removeprefix(_UTF8_MARK)
    except (OSError, ValueError):
        return b""
