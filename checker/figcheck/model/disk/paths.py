"""Paths that people give: where one leads, and whether anything is there, also when it can lead nowhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_UNFIT = (OSError, RuntimeError, ValueError)
"""What the system says of a path that leads nowhere: a link to itself, a name that is too long, a NUL character."""

_WAITS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def real_path(path: Path) -> Path:
    """The path with every link followed; a path that leads nowhere, as it is from the root."""
    try:
        return path.resolve()
    except _UNFIT:
        return Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` keeps "..", and `resolve` failed


def is_there(path: Path) -> bool:
    """Whether anything is at the path, a link that leads nowhere included. Never raises."""
    try:
        return path.exists() or path.is_symlink()
    except _UNFIT:
        return False


def is_folder(path: Path) -> bool:
    """Whether the path leads to a folder. Never raises."""
    try:
        return path.is_dir()
    except _UNFIT:
        return False


def waits_for_others(path: Path) -> str | None:
    """What the path leads to, if only the program that made it can read it safely ("a named pipe"); else None.

    Such a file may never end, and whoever opens it may wait for ever. Raises OSError when nothing can be said of the path.
    """
    return _WAITS.get(stat.S_IFMT(path.stat().st_mode))
