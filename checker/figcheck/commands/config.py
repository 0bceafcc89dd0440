"""The command `config`: the settings of a run, and the schema of the settings file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.model.settings import DEFAULT_REPORT, SETTINGS, Settings


@click.command()
@options.PATHS
@click.option("--report", metavar="FILE", multiple=True, help="As for `figcheck run`.")
@options.gate_flags
@options.scope_flags
@click.option("--schema", is_flag=True, help="Print the JSON Schema of figcheck.toml, for editors, instead.")
def config(paths: tuple[Path, ...], report: tuple[str, ...], schema: bool, **flags: Any) -> None:
    """Show the settings of a run over PATHS with these flags, and where each came from."""
    from figcheck.commands.settings_schema import settings_schema

    if schema:
        click.echo(settings_schema(), nl=False)
        return
    settings = options.settings_for(paths or options.DEFAULT_PATHS, report=report, **flags)
    rows = effective_settings(settings)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, origin in rows:
        click.echo(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}".rstrip())


def effective_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, value, where it came from) of every setting. Raises SettingsError for what a run would refuse."""
    from figcheck.compare.cards.shipped import catalogue
    from figcheck.gate.rule_settings import chosen_rules

    chosen_rules(catalogue(settings.rules), settings)
    report = settings.report or (DEFAULT_REPORT,)
    return list(_shown_settings(replace(settings, report=report)))


def _shown_settings(settings: Settings) -> Iterator[tuple[str, str, str]]:
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
