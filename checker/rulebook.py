"""The rules of a run: the shipped cards and a newsroom's own, those that the settings choose, and what they say of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from checker import gate
from checker.cards.card import RuleCard
from checker.cards.catalogue import Catalogue, load_cards, shipped_folder
from checker.check import TABLES
from checker.settings import DEFAULT_REPORT, Settings, json_schema
from checker.settings.shown import shown_settings


def catalogue(folders: Iterable[Path], *, examples: bool = False) -> Catalogue:
    """The shipped cards and those of a newsroom's own folders, which are checked.

    Without `examples` the shipped ones have none and their queries are not checked again: that is done where they are made,
    and takes longer than a small ledger does.
    """
    shipped = shipped_folder().resolve()
    return load_cards([f for f in folders if f.resolve() != shipped], TABLES, after=_shipped(examples))


@cache
def _shipped(examples: bool) -> Catalogue:
    """The shipped cards, read once a process."""
    return load_cards([shipped_folder()], TABLES if examples else None, examples=examples)


def choose(cards: Catalogue, settings: Settings) -> tuple[list[RuleCard], gate.RuleSettings]:
    """The cards that settings choose, and what they say of single rules.

    Raises SettingsError, naming the nearest, for a rule or parameter that there is not.
    """
    with gate.located(settings.where("select")):
        cards.choose(settings.select)
    with gate.located(settings.where("ignore")):
        chosen = cards.choose(settings.select, settings.ignore)
    return chosen, gate.rule_settings(cards, settings)


def effective_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, value, where it came from) of every setting. Raises SettingsError for what a run would refuse."""
    choose(catalogue(settings.rules), settings)
    report = settings.report or (DEFAULT_REPORT,)
    return list(shown_settings(replace(settings, report=report)))


def settings_schema() -> str:
    """The JSON Schema of figcheck.toml, with the rules that ship."""
    rules = [
        (card.code, card.name, [(p.name, p.default, f"{p.why} ({p.unit})") for p in card.parameters.values()])
        for card in catalogue([]).cards
    ]
    return json_schema.settings_schema(rules)


def card_page(rule: str, folders: Iterable[Path]) -> str:
    """The Markdown of one card, by code or name."""
    return catalogue(folders).card(rule).text
