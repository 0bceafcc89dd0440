"""`figcheck.toml`, or `[tool.figcheck]` of `pyproject.toml`: one file a run, found from the inputs upward; flags win."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from figcheck.model.errors import SettingsError
from figcheck.model.settings import SETTINGS, Settings
from figcheck.model.shown import shown_path
from figcheck.model.words import SEVERITIES
from figcheck.read.settings_values import Reader
from figcheck.read.toml_lines import toml_lines

OWN, SHARED, TABLE = "figcheck.toml", "pyproject.toml", ("tool", "figcheck")


def find_settings(paths: Iterable[Path]) -> Settings:
    """The settings that hold for these inputs: the first file found from the first input's folder upward.

    An input without any passes the question to the next. Raises SettingsError for a key or value that cannot be;
    without a file gives the defaults.
    """
    for start in [path.resolve() for path in paths] or [Path.cwd()]:
        for folder in [start, *start.parents] if start.is_dir() else start.parents:
            found = _settings_in(folder)
            if found is not None:
                return found
    return Settings()


def with_flags(settings: Settings, **flags: Any) -> Settings:
    """`settings` with the flags that were given on the command line; None or empty means not given."""
    given = {name: value for name, value in flags.items() if value not in (None, (), [])}
    flag_of = {setting.name: setting.flag for setting in SETTINGS}
    origins: dict[tuple[str, ...], str] = dict(settings.origins)
    origins.update({(name,): flag_of[name] for name in given})
    merged = replace(settings, origins=origins, **given)
    _check_together(merged)
    return merged


def _check_together(settings: Settings) -> None:
    """Refuses a threshold that would fail a run on findings that are not reported."""
    rank = SEVERITIES.index
    if settings.fail_on in SEVERITIES and rank(settings.fail_on) > rank(settings.min_severity):
        raise SettingsError(
            f"a run cannot fail on {settings.fail_on} and report nothing milder than {settings.min_severity}",
            where=settings.where("min_severity") or settings.where("fail_on"),
            why="the run would fail without showing why",
            mend="set fail_on and min_severity to the same word, or min_severity to a milder one",
        )


def _settings_in(folder: Path) -> Settings | None:
    own = folder / OWN
    if own.is_file():
        return _settings(own, ())
    shared = folder / SHARED
    if not shared.is_file():
        return None
    return _settings(shared, TABLE)


def _settings(path: Path, table: tuple[str, ...]) -> Settings | None:
    """The settings of a file; None when it has no such table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        values: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        at = re.search(r"at line (\d+)", str(error))
        where = f"{shown_path(path)}:{at[1]}" if at else shown_path(path)
        raise SettingsError("cannot read the settings", where=where, why=str(error)) from error
    for name in table:
        values = values.get(name) if isinstance(values, dict) else None
    if values is None:
        return None
    reader = Reader(path, table, toml_lines(text))
    if not isinstance(values, dict):
        raise SettingsError(f"{'.'.join(table)} is {values!r}", where=reader.where(), mend=f"write [{'.'.join(table)}]")
    return reader.settings(values)
