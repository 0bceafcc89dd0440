"""Settings of a run: `figcheck.toml`, or `[tool.figcheck]` of `pyproject.toml`; one file a run, flags win."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from checker.errors import SettingsError
from checker.model import SEVERITIES

FAIL_ON = (*SEVERITIES, "never")
"""The mildest severity that fails a run; `never` for none."""


@dataclass(frozen=True)
class Settings:
    """What a run does. Paths in a settings file are relative to that file.

    `report`: where to write, each a path or FORMAT:path; `fail_on`: see FAIL_ON; `as_of`: the date that counts as today
    (None: the clock's); `rules`: folders of a newsroom's own cards; `select`, `ignore`: codes, families (FC3) or names.
    """

    report: tuple[str, ...] = ()
    fail_on: str = "error"
    as_of: date | None = None
    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    file: Path | None = None


def find_settings(paths: Iterable[Path]) -> Settings:
    """The settings that hold for these inputs: the first file found from the first input's folder upward.

    Raises SettingsError for a key or value that cannot be; without a file gives the defaults.
    """
    first = next(iter(paths), Path())
    start = first.resolve()
    for folder in [start, *start.parents] if start.is_dir() else start.parents:
        own = folder / "figcheck.toml"
        if own.is_file():
            return _settings(_toml(own), own, "figcheck.toml")
        shared = folder / "pyproject.toml"
        if shared.is_file():
            table = _toml(shared).get("tool", {}).get("figcheck")
            if table is not None:
                return _settings(table, shared, "[tool.figcheck]")
    return Settings()


def with_flags(settings: Settings, **flags: Any) -> Settings:
    """`settings` with the flags that were given on the command line; None or empty means not given."""
    return replace(settings, **{name: value for name, value in flags.items() if value not in (None, (), [])})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("cannot read the settings", where=_shown(path), why=str(error)) from error


def _settings(table: dict[str, Any], path: Path, name: str) -> Settings:
    known = [f for f in Settings.__dataclass_fields__ if f != "file"]
    for key in table:
        if key.replace("-", "_") not in known:
            near = difflib.get_close_matches(key.replace("-", "_"), known, n=1)
            mend = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(known)}"
            raise SettingsError(f'{name} has no setting "{key}"', where=_shown(path), mend=mend)
    found: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
    values: dict[str, Any] = {"file": path}
    for key in ("report", "select", "ignore"):
        if key in found:
            values[key] = _strings(found[key], key, path)
    if "rules" in found:
        values["rules"] = tuple((path.parent / folder).resolve() for folder in _strings(found["rules"], "rules", path))
    if "fail_on" in found:
        if found["fail_on"] not in FAIL_ON:
            raise SettingsError(
                f'fail_on is "{found["fail_on"]}"', where=_shown(path), mend=f"use one of {', '.join(FAIL_ON)}"
            )
        values["fail_on"] = found["fail_on"]
    if "as_of" in found:
        values["as_of"] = _day(found["as_of"], path)
    return Settings(**values)


def _strings(value: Any, key: str, path: Path) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise SettingsError(f"{key} is {value!r}", where=_shown(path), mend=f'write {key} = ["one", "two"]')


def _day(value: Any, path: Path) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise SettingsError(f"as_of is {value!r}", where=_shown(path), mend="write as_of = 2024-02-04") from error


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
