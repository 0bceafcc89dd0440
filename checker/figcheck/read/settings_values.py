"""The table of a settings file -> Settings; whatever cannot be meant is refused at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from figcheck.model.errors import SettingsError
from figcheck.model.near import did_you_mean
from figcheck.model.settings import SETTINGS, Setting, Settings, as_toml
from figcheck.model.shown import shown_path
from figcheck.model.words import SEVERITIES

_FORMAT = re.compile(r"[A-Za-z][\w-]+:(?=.)")
"""The FORMAT: before a report's path. One letter is a drive of Windows."""


class Reader:
    """Reads the values of one settings file; `table` is the path of the table in it, `lines` the line of every key."""

    def __init__(self, path: Path, table: tuple[str, ...], lines: Mapping[tuple[str, ...], int]) -> None:
        self.path, self.table, self.lines = path, table, lines
        self.kinds: dict[str, Callable[[Setting, Any], Any]] = {
            "word": self._word,
            "day": self._day,
            "days": self._days,
            "file": lambda s, value: self._beside(s, self._text(s, value)),
            "words": self._texts,
            "columns": self._columns,
            "folders": lambda s, value: tuple(self._beside(s, folder) for folder in self._texts(s, value)),
            "reports": lambda s, value: tuple(self._report(s, name) for name in self._texts(s, value)),
            "rules": self._rules,
        }

    def settings(self, values: Mapping[str, Any]) -> Settings:
        """Settings of this table. Raises SettingsError for the first key or value that cannot be."""
        known = {setting.name: setting for setting in SETTINGS}
        found: dict[str, Any] = {}
        origins: dict[tuple[str, ...], str] = {}
        for key, value in values.items():
            name = key.replace("-", "_")
            if name not in known:
                name_of = f"[{'.'.join(self.table)}]" if self.table else self.path.name
                raise SettingsError(
                    f'{name_of} has no setting "{key}"', where=self.where(key), mend=_near_or_all(name, known)
                )
            if name in found:
                raise SettingsError(f'"{key}" is set twice', where=self.where(key), mend="keep one of the two lines")
            found[name] = self.kinds[known[name].kind](known[name], value)
            origins[name,] = self.where(key)
            if name == "rule":
                for rule, table in value.items():
                    origins[name, rule] = self.where(key, rule)
                    origins.update({(name, rule, k): self.where(key, rule, k) for k in table})
        found.setdefault("baseline", self._from_here(Settings.baseline))
        return Settings(**found, file=self.path, origins=origins)

    def where(self, *key: str) -> str:
        """The file, and the line on which a key stands."""
        for length in range(len(key), -1, -1):  # a key of an inline table stands on its table's line
            line = self.lines.get((*self.table, *key[:length]))
            if line:
                return f"{shown_path(self.path)}:{line}"
        return shown_path(self.path)

    def _refuse(self, setting: Setting, value: Any, mend: str) -> SettingsError:
        return SettingsError(f"{setting.name} is {in_words(value)}", where=self.where_named(setting.name), mend=mend)

    def where_named(self, name: str) -> str:
        """As `where`, for a key that may be written with a hyphen."""
        dashed = name.replace("_", "-")
        return self.where(dashed if (*self.table, dashed) in self.lines else name)

    def _text(self, setting: Setting, value: Any) -> str:
        if isinstance(value, str) and value.strip():
            return value
        raise self._refuse(setting, value, f"write {setting.example}")

    def _texts(self, setting: Setting, value: Any) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and all(isinstance(v, str) and v.strip() for v in values):
            return tuple(values)
        raise self._refuse(setting, value, f"write {setting.example}")

    def _columns(self, setting: Setting, value: Any) -> tuple[str, ...]:
        names = self._texts(setting, value)
        wrong = next((name for name in names if name not in setting.choices), None)
        if wrong is not None:
            raise self._refuse(setting, wrong, _near_or_all(wrong, setting.choices))
        return names

    def _word(self, setting: Setting, value: Any) -> str:
        if isinstance(value, str) and value in setting.choices:
            return value
        raise self._refuse(setting, value, _near_or_all(in_words(value), setting.choices))

    def _days(self, setting: Setting, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise self._refuse(setting, value, f"write a whole number of days, such as {setting.example}")

    def _day(self, setting: Setting, value: Any) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._refuse(setting, value, f"write {setting.example}") from None

    def _rules(self, setting: Setting, value: Any) -> dict[str, dict[str, Any]]:
        """The tables [rule.CODE]; whether there are such rules and parameters is known once the cards are read."""
        if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
            raise self._refuse(setting, value, f"write a table for each rule:\n{setting.example}")
        for rule, table in value.items():
            severity = table.get("severity", SEVERITIES[0])
            if not isinstance(severity, str) or severity not in SEVERITIES:
                raise SettingsError(
                    f"the severity of {rule} is {in_words(severity)}",
                    where=self.where("rule", rule, "severity"),
                    mend=f'{_near_or_all(in_words(severity), SEVERITIES)}; to leave the rule out: ignore = ["{rule}"]',
                )
        return value

    def _beside(self, setting: Setting, name: str) -> Path:
        """A path of this file, which is relative to it, as a path from here."""
        if "\0" in name:
            raise self._refuse(setting, name, "write the path without the NUL character, which no path can have")
        try:
            return self._from_here(Path(name).expanduser())
        except RuntimeError as error:
            raise self._refuse(
                setting, name, f"write the path in full: there is no user {name.split('/', maxsplit=1)[0]}"
            ) from error

    def _from_here(self, path: Path) -> Path:
        return Path(shown_path(self.path.parent / path))

    def _report(self, setting: Setting, name: str) -> str:
        form = _FORMAT.match(name)
        prefix = form.group() if form else ""
        rest = name.removeprefix(prefix)
        return name if rest == "-" else f"{prefix}{self._beside(setting, rest).as_posix()}"


_LONGEST_SHOWN = 80


def in_words(value: Any) -> str:
    """A value of a settings file as it stands there, shortened; what would be long in any case is named.

    >>> in_words("erorr"), in_words(["error"]), in_words({"a": 1})
    ('"erorr"', '["error"]', 'a table')
    """
    try:
        text = "a table" if isinstance(value, dict) else as_toml(value)
    except (TypeError, ValueError, RecursionError):  # a time of day, a table in a list, a number of thousands of digits
        return "a value that no setting can have"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 2]} …"


def _near_or_all(word: str, known: Collection[str]) -> str:
    """What to do about a word that is none of these: the nearest, or all of them."""
    return did_you_mean(word, known) or f"use one of {', '.join(known)}"
