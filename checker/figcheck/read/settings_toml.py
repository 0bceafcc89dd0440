"""`figcheck.toml`, or `[tool.figcheck]` of `pyproject.toml`: one file a run, found from the inputs upward; flags win."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from figcheck.model.disk.paths import is_folder, is_there, real_path
from figcheck.model.errors import SettingsError
from figcheck.model.settings import SETTINGS, Settings
from figcheck.model.shown import shown_path
from figcheck.model.words import SEVERITIES
from figcheck.read.settings_values import Reader, in_words
from figcheck.read.toml_lines import toml_lines
from figcheck.read.utf8_text import UnreadableFileError, utf8_text

OWN, SHARED, TABLE = "figcheck.toml", "pyproject.toml", ("tool", "figcheck")


def find_settings(paths: Iterable[Path]) -> Settings:
    """The settings that hold for these inputs: the first file found from the first input's folder upward.

    An input without any passes the question to the next. Raises SettingsError for a key or value that cannot be;
    without a file gives the defaults.
    """
    for start in [real_path(path) for path in paths] or [Path.cwd()]:
        for folder in [start, *start.parents] if is_folder(start) else start.parents:
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
    for name, table in ((OWN, ()), (SHARED, TABLE)):
        if is_there(folder / name):
            return _settings(folder / name, table)
    return None


def _settings(path: Path, table: tuple[str, ...]) -> Settings | None:
    """The settings of a file; None when it has no such table."""
    try:
        text = utf8_text(path)
        values: Any = tomllib.loads(text)
        lines = toml_lines(text)
    except UnreadableFileError as error:
        raise _unreadable(path, error.line, str(error), error.mend) from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise _unreadable(path, int(at[1]) if at else None, f"it is not valid TOML: {error}", _CORRECT) from error
    except ValueError as error:  # Python reads no number of so many digits
        raise _unreadable(path, None, "a number has thousands of digits", "write a smaller number") from error
    except RecursionError as error:
        raise _unreadable(path, None, "its lists and tables are nested hundreds of levels deep", _CORRECT) from error
    for name in table:
        values = values.get(name) if isinstance(values, dict) else None
    if values is None:
        return None
    reader = Reader(path, table, lines)
    if not isinstance(values, dict):
        mend = f"write [{'.'.join(table)}]"
        raise SettingsError(f"{'.'.join(table)} is {in_words(values)}", where=reader.where(), mend=mend)
    return reader.settings(values)


_CORRECT = "correct it: docs/settings.md shows every setting"


def _unreadable(path: Path, line: int | None, why: str, mend: str) -> SettingsError:
    where = f"{shown_path(path)}:{line}" if line else shown_path(path)
    return SettingsError("cannot read the settings", where=where, why=why, mend=mend)
