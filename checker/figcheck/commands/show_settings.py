"""The settings of a run as a person reads them: name, value as it is written, and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from figcheck.compare.cards.shipped import catalogue
from figcheck.gate.rule_settings import choose
from figcheck.model.settings import DEFAULT_REPORT, SETTINGS, Settings


def effective_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, value, where it came from) of every setting. Raises SettingsError for what a run would refuse."""
    choose(catalogue(settings.rules), settings)
    report = settings.report or (DEFAULT_REPORT,)
    return list(shown_settings(replace(settings, report=report)))


def shown_settings(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """(name, value, origin) of every setting, and of every key of the tables `[rule.…]`, in the order of SETTINGS."""
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if setting.kind != "rules":
            yield setting.name, as_toml(value), settings.origin(setting.name)
            continue
        for rule, table in value.items():
            for key, own in table.items():
                yield f"{setting.name}.{rule}.{key}", as_toml(own), settings.origin(setting.name, rule, key)


def as_toml(value: Any) -> str:
    """A value as it stands in a settings file; what is not set is said in words.

    >>> as_toml(("FC7", "FC301")), as_toml(3), as_toml(date(2024, 2, 4)), as_toml(None)
    ('["FC7", "FC301"]', '3', '2024-02-04', '(not set)')
    """
    if value is None:
        return "(not set)"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        value = value.as_posix()
    return json.dumps(value, ensure_ascii=False)
