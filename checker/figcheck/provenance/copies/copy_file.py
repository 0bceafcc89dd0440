"""A copy next to its ledger: it is opened only in the ledger's own folder, and read only up to a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

MOST_BYTES = 64 * 1024 * 1024
"""Size of the largest copy that is read: a page or a report has less, and a run must end."""


class MissingCopyError(Exception):
    """There is no file where the copy should lie."""


class RefusedCopyError(Exception):
    """The copy is not opened, or not read to its end; the words say why, as the end of "refused: ..."."""


def is_address(cell: str) -> bool:
    """Whether an `archive` cell is an address in an archive rather than a file next to the ledger."""
    return cell.casefold().startswith(("http://", "https://"))


def place_beside(folder: Path, cell: str) -> Path:
    """The path that an `archive` cell names, below `folder`. Raises RefusedCopyError for one that leads elsewhere.

    Both slashes part folders, so that a ledger means the same on every system.
    """
    windows = PureWindowsPath(cell)
    if windows.drive or windows.root or PurePosixPath(cell).is_absolute():
        raise RefusedCopyError("its path is absolute, and a copy must be in or below the folder of its ledger")
    if any(ord(letter) < 32 for letter in cell):
        raise RefusedCopyError("its path has a control character")
    if ".." in windows.parts:
        raise RefusedCopyError('its path leaves the folder of its ledger with ".."')
    if any(":" in part for part in windows.parts):
        raise RefusedCopyError('its path has a ":", which names a drive or a stream on Windows')
    return folder.joinpath(*windows.parts)


def read_beside(folder: Path, cell: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of the copy that an `archive` cell names, from a file in or below `folder`.

    Raises MissingCopyError, or RefusedCopyError for a path or a link that leads out of the folder, for anything but an ordinary
    file (a pipe, a device), and for more than `most` bytes. Nothing is waited for.
    """
    path = place_beside(folder, cell)
    try:
        real = path.resolve(strict=True)
        home = folder.resolve(strict=True)
    except FileNotFoundError as error:
        raise MissingCopyError from error
    except (OSError, RuntimeError, ValueError) as error:  # a ring of links, a name too long
        raise RefusedCopyError(f"it cannot be found ({getattr(error, 'strerror', None) or error})") from error
    if not real.is_relative_to(home):
        raise RefusedCopyError("a link leads out of the folder of its ledger")
    return read_file(real, most)


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of an ordinary file. Raises MissingCopyError, or RefusedCopyError for any other thing and for a larger file."""
    # a pipe would be waited for, and a link may have been put there since
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise RefusedCopyError(f"it is not an ordinary file but {_kind(path)}")
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise MissingCopyError from error
    except OSError as error:
        raise RefusedCopyError(f"it cannot be opened ({error.strerror or error})") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise RefusedCopyError("it is not an ordinary file")
        data = file.read(most + 1) if status.st_size <= most else b""
    if status.st_size > most or len(data) > most:
        raise RefusedCopyError(f"it is larger than {most // 1024**2} MB")
    return data


def _kind(path: Path) -> str:
    kinds = ((path.is_dir, "a folder"), (path.is_fifo, "a pipe"), (path.is_socket, "a socket"))
    return next((name for is_kind, name in kinds if is_kind()), "a device")
