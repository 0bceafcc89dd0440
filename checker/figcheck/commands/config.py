"""The command `config`: the settings of a run, and the schema of the settings file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.model.settings import DEFAULT_REPORT, SETTINGS, Setting, Settings, as_toml
from figcheck.model.words import SEVERITIES


@click.command()
@options.PATHS
@click.option("--report", metavar="FILE", multiple=True, help="As for `figcheck run`.")
@options.gate_flags
@options.scope_flags
@click.option("--schema", is_flag=True, help="Print the JSON Schema of figcheck.toml instead, for editors.")
def config(paths: tuple[Path, ...], report: tuple[str, ...], schema: bool, **flags: Any) -> None:
    """Show the settings of a run over PATHS with these flags, and where each came from."""
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
    from figcheck.compare.cards.rule_settings import chosen_rules
    from figcheck.compare.cards.shipped import catalogue

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


RuleKeys = tuple[str, str, list[tuple[str, Any, str]]]
"""Code, name, and (parameter, default, why and unit) of one rule."""

_TEXT = {"type": "string", "minLength": 1}
_LIST = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def settings_schema() -> str:
    """The JSON Schema of figcheck.toml, with the rules that ship."""
    from figcheck.compare.cards.shipped import catalogue

    rules = [
        (card.code, card.name, [(p.name, p.default, f"{p.why} ({p.unit})") for p in card.parameters.values()])
        for card in catalogue([]).cards
    ]
    return schema_of(rules)


def schema_of(rules: Iterable[RuleKeys]) -> str:
    """The schema as text, the same on every machine; `rules` are those that ship, whose parameters it knows.

    A rule of a newsroom's own may have any parameters; whether it has them is checked when the run starts.
    """
    defaults = {f.name: f.default for f in fields(Settings)}
    properties = {s.name: _property(s, defaults[s.name]) for s in SETTINGS if s.kind != "rules"}
    [table] = (s for s in SETTINGS if s.kind == "rules")
    shipped = {key: _rule(code, name, own) for code, name, own in rules for key in (code, name)}
    properties[table.name] = {
        "description": _sentence(table.help),
        "type": "object",
        "properties": shipped,
        "additionalProperties": {"type": "object", "properties": {"severity": _severity()}},
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of figcheck: figcheck.toml, or [tool.figcheck] of pyproject.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _property(setting: Setting, default: Any) -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "word": {"enum": list(setting.choices)},
        # editors hand over a TOML date as text
        "day": {"type": "string", "format": "date"},
        "days": {"type": "integer", "minimum": 0},
        "file": _TEXT,
        "columns": {"type": "array", "items": {"enum": list(setting.choices)}},
    }
    shape = shapes.get(setting.kind, _LIST)
    told = {"default": default} if isinstance(default, str | int) else {}
    return {"description": f"{_sentence(setting.help)} {setting.example}", **shape, **told}


def _rule(code: str, name: str, parameters: list[tuple[str, Any, str]]) -> dict[str, Any]:
    own = {
        key: {"description": _sentence(why), "type": _TYPES.get(type(default), "string"), "default": _plain(default)}
        for key, default, why in parameters
    }
    return {
        "description": f"{code} {name}",
        "type": "object",
        "properties": {"severity": _severity(), **own},
        "additionalProperties": False,
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool | int | float) else as_toml(value)


def _severity() -> dict[str, Any]:
    return {
        "description": "The severity of the rule's worst rows. It may be worse or milder than on the card. No row is worse.",
        "enum": list(SEVERITIES),
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
