"""What a command prints: lines that text of strangers cannot use against a terminal, and the errors at its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import click

from figcheck.model.errors import FigcheckError


def print_line(line: str, *, err: bool = False) -> None:
    """Prints a line on standard output, or with `err` on standard error.

    Whatever could control a terminal is taken out of it; the spaces at its beginning stay.
    """
    from figcheck.report.safe_text import one_line

    indent = len(line) - len(line.lstrip(" "))
    click.echo(" " * indent + one_line(line), err=err)


def exit_with(errors: Iterable[FigcheckError], status: int = 0) -> NoReturn:
    """Prints the errors and ends the command: with status 2 when there are any, else with `status`."""
    errors = list(errors)
    for error in errors:
        click.echo(str(error), err=True)
    click.get_current_context().exit(2 if errors else status)
