"""Flags that several commands have, and the settings that they and a settings file come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from figcheck.model.settings import FAIL_ON, Settings
from figcheck.model.words import SEVERITIES
from figcheck.read.settings_toml import find_settings, with_flags

DEFAULT_PATHS = (Path("figures"),)
"""What is checked when no path is given."""


class Day(click.ParamType):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date of `2024-02-04`."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a date; write it as 2024-02-04', param, ctx)


class LedgerPath(click.Path):
    """A path on the command line, or an address of the web as it was written, where `addresses` may stand."""

    def __init__(self, *, addresses: bool = False) -> None:
        super().__init__(path_type=Path)
        self._addresses = addresses

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the address as text."""
        from figcheck.read.select.kept_tables import is_address

        if not isinstance(value, str) or not is_address(value):
            return super().convert(value, param, ctx)
        if not self._addresses:
            self.fail(
                f'"{value}" is an address: only `figcheck run` fetches a table. Name the copy that it keeps', param, ctx
            )
        return value


PATHS = click.argument("paths", nargs=-1, type=LedgerPath())

PATHS_AND_ADDRESSES = click.argument("paths", nargs=-1, type=LedgerPath(addresses=True))

RULES = click.option(
    "--rules",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of your own rule cards (repeatable).",
)

_SCOPE = (
    click.option(
        "--as-of", metavar="DATE", type=Day(), help="The day that counts as today: 2024-02-04. [default: today]"
    ),
    RULES,
    click.option(
        "--select", metavar="CODE", multiple=True, help="Run only these rules: FC301, FC3 or a name (repeatable)."
    ),
    click.option("--ignore", metavar="CODE", multiple=True, help="Leave these rules out (repeatable)."),
)

_GATE = (
    click.option("--fail-on", type=click.Choice(FAIL_ON), help="Mildest severity that fails the run. [default: error]"),
    click.option(
        "--min-severity",
        type=click.Choice(SEVERITIES),
        help="Mildest severity to report. Milder findings are only counted. [default: note]",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="File of accepted findings, which do not fail the run. [default: figcheck-baseline.csv, if it exists]",
    ),
)


def scope_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the flags that say what is checked: --as-of, --rules, --select, --ignore."""
    return _with(_SCOPE, command)


def gate_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the flags that say what of it is reported and fails: --fail-on, --min-severity, --baseline."""
    return _with(_GATE, command)


def _with(options: Iterable[Callable[..., Any]], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(list(options)):
        command = option(command)
    return command


def settings_for(paths: Iterable[Path], **flags: Any) -> Settings:
    """The settings that hold for these inputs, with the flags that were given in their place."""
    for name in ("select", "ignore"):
        flags[name] = tuple(part.strip() for value in flags.get(name, ()) for part in value.split(",") if part.strip())
    return with_flags(find_settings(paths), **flags)
