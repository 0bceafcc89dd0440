"""Which cards a run has, and what settings say of single rules: `[rule.FC405]` with a severity and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.catalogue import Catalogue
from figcheck.model.errors import SettingsError
from figcheck.model.settings import Settings


@dataclass(frozen=True)
class RuleSettings:
    """By code of the rule: `severities`, (the card's own, the one that was set); `parameters`, their values."""

    severities: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def chosen_rules(cards: Catalogue, settings: Settings) -> tuple[list[RuleCard], RuleSettings]:
    """The cards that settings choose, and what they say of single rules.

    Raises SettingsError, naming the nearest, for a rule or parameter that there is not, and when no rule is left.
    """
    with naming_place(settings.where("select")):
        cards.choose(settings.select)
    with naming_place(settings.where("ignore")):
        chosen = cards.choose(settings.select, settings.ignore)
    if not chosen and not cards.errors:  # a card that is broken fails the run by itself
        raise SettingsError(
            "no rule is left to run",
            where=settings.where("ignore") or settings.where("select"),
            why="a run without a rule finds nothing, whatever the ledgers say",
            mend="select more rules, or ignore fewer",
        )
    return chosen, rule_settings(cards, settings)


def rule_settings(cards: Catalogue, settings: Settings) -> RuleSettings:
    """The tables `[rule.…]` of the settings, with every card's parameters.

    Raises SettingsError, at its line, for a rule or parameter that there is not (naming the nearest), for a value of
    another type than the default, and for a rule that is named twice, by code and by name. A rule whose card is broken
    is passed over: the card is an error of its own.
    """
    severities: dict[str, tuple[str, str]] = {}
    given: dict[str, dict[str, Any]] = {}
    for rule, table in settings.rule.items():
        if rule in cards.broken:
            continue
        with naming_place(settings.where("rule", rule)):
            card = cards.card(rule)
            if card.code in given:
                raise SettingsError(f"{card.code} {card.name} is set twice", mend="keep one of the two tables")
        given[card.code] = {}
        for key, value in table.items():
            if key == "severity":
                severities[card.code] = (card.severity, value)
                continue
            with naming_place(settings.where("rule", rule, key)):
                cards.parameters({card.code: {key: value}})
            given[card.code][key] = value
    return RuleSettings(severities, cards.parameters(given))


@contextmanager
def naming_place(where: str | None) -> Iterator[None]:
    """Says where a setting stands that is refused within, if that is not said already."""
    try:
        yield
    except SettingsError as error:
        raise SettingsError(error.what, where=error.where or where, why=error.why, mend=error.mend) from error
