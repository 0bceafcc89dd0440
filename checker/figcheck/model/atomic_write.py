"""Files written at once or not at all: a run that is killed leaves the old report whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from figcheck.model.errors import FigcheckError, SettingsError


def refuse_to_replace(path: Path, inputs: Iterable[str], *, what: str, flag: str) -> None:
    """Raises SettingsError when `path`, which `flag` named for the output `what`, is one of the files that were read."""
    if path.resolve() in {Path(name).resolve() for name in inputs}:
        raise SettingsError(
            f"{what} would overwrite a file that is checked",
            where=path.as_posix(),
            mend=f"name another file with {flag}",
        )


def write_whole(path: Path, content: bytes, *, what: str = "the report") -> None:
    """Puts `content` at `path` through a temporary file in the same folder, which is made if it is missing.

    A link is followed; anything but a regular file (/dev/stdout) is written directly. `what` is what an error calls the file.
    Raises FigcheckError when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
            return
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise FigcheckError(
            f"cannot write {what}",
            where=path.as_posix(),
            why=error.strerror or str(error),
            mend="close the file if it is open in another program, or name another file",
        ) from error


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode(path))
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; of a new one, what the user's umask leaves (a temporary file has fewer)."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
