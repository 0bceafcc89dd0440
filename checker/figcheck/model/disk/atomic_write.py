"""Files written at once or not at all: whoever is killed leaves the old file or the new one, and each of them whole."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from figcheck.model.errors import FigcheckError


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
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise FigcheckError(
            f"cannot write {what}",
            where=path.as_posix(),
            why=getattr(error, "strerror", None) or str(error),
            mend="close the file if it is open in another program, or name another file",
        ) from error


def write_new(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, where nothing lies yet, as `write_whole` does.

    Raises FileExistsError where something lies, and another OSError when the file cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.as_posix())
    _try_again(path, content, _name)


def _replace(path: Path, content: bytes) -> None:
    _try_again(path, content, Path.replace)


_Naming = Callable[[Path, Path], object]
"""What gives the part its name in the end."""


def _name(part: Path, path: Path) -> None:
    """Gives the part a name that nothing has, and fails if another file was given it in the meantime."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links, as of a camera
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.as_posix()) from None
        part.rename(path)
        return
    part.unlink()


def _try_again(path: Path, content: bytes, naming: _Naming) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_parts(path)
    for _ in range(_TRIES - 1):
        with contextlib.suppress(FileNotFoundError):
            _put(path, content, naming)
            return
    _put(path, content, naming)


_PART = ".part"
_TRIES = 5
"""A run that starts at the same time may take the part of this one for that of a run that was killed, and remove it."""


def _put(path: Path, content: bytes, naming: _Naming) -> None:
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_PART, dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            locked = _locked(file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            part.chmod(_mode(path))
            if locked:
                naming(part, path)
        if not locked:  # Windows gives no file another name while it is open
            naming(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _prefix(path: Path) -> str:
    return f".{path.name[:50]}."  # the whole name and more could be too long for the system


def _remove_parts(path: Path) -> None:
    """Removes what runs that were killed left of this file. The part of a run that still writes it is locked, and stays."""
    for part in path.parent.glob(f"{glob.escape(_prefix(path))}*{_PART}"):
        with contextlib.suppress(OSError), part.open("r+b") as file:
            if _locked(file.fileno()):
                part.unlink()


def _locked(handle: int) -> bool:
    """Whether this process has locked the file for itself, until it closes it. On Windows, where an open file stays, never."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; of a new one, what the user's umask leaves (a temporary file has fewer)."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
