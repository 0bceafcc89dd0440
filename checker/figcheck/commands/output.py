"""What a command prints: lines that text of strangers cannot use against a terminal, and the errors at its end."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from figcheck.model.errors import FigcheckError

if TYPE_CHECKING:
    from rich.console import Console


def print_line(line: str, *, err: bool = False) -> None:
    """Prints a line on standard output, or with `err` on standard error.

    Whatever could control a terminal is taken out of it; the spaces at its beginning stay.
    """
    from figcheck.report.safe_text import one_line

    indent = len(line) - len(line.lstrip(" "))
    click.echo(" " * indent + one_line(line), err=err)


def console(*, stderr: bool = False) -> Console:
    """Standard output, or standard error, for text with styles. A reader that left is a BrokenPipeError."""
    from rich.console import Console

    class Raising(Console):
        def on_broken_pipe(self) -> None:
            self.quiet = True
            raise BrokenPipeError

    return Raising(stderr=stderr, soft_wrap=False, highlight=False)


@contextlib.contextmanager
def reader_may_leave() -> Iterator[None]:
    """Goes around what a command prints after its work is done: a reader that left (`| head`) changes no exit status."""
    try:
        yield
    except BrokenPipeError:
        drop_output()


def write_new_file(path: Path, content: bytes, what: str, option: str, *, why_new: str | None = None) -> None:
    """Writes what was asked for by an option into a file of its name, which must not exist.

    `why_new` says why it must not. Raises FigcheckError for a file that exists or cannot be written.
    """
    from figcheck.model.disk.atomic_write import write_new
    from figcheck.model.disk.paths import is_there

    where, mend = path.as_posix(), f"name another file with {option}"
    try:
        write_new(path, content)
    except OSError as error:
        if isinstance(error, FileExistsError) and is_there(path):
            raise FigcheckError("the file exists", where=where, why=why_new, mend=mend) from error
        why = error.strerror or str(error)
        raise FigcheckError(f"cannot write {what}", where=where, why=why, mend=mend) from error


def drop_output() -> None:
    """Lets standard output go nowhere, with what waits to be written: nobody reads it, or there is no room for it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):  # not a file of the system
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def exit_with(errors: Iterable[FigcheckError], status: int = 0) -> NoReturn:
    """Prints the errors and ends the command: with status 2 when there are any, else with `status`."""
    errors = list(errors)
    for error in errors:
        click.echo(str(error), err=True)
    click.get_current_context().exit(2 if errors else status)
