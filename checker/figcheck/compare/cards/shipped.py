"""The rules of a run: the shipped cards and a newsroom's own, those that the settings choose, and what they say of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from figcheck.compare.cards.catalogue import Catalogue, load_cards, shipped_folder
from figcheck.compare.cards.how_found import how_found
from figcheck.model.disk.paths import real_path
from figcheck.model.tables import TABLES


def catalogue(folders: Iterable[Path], *, examples: bool = False) -> Catalogue:
    """The shipped cards and those of a newsroom's own folders, which are checked.

    Without `examples` the shipped ones have none and their queries are not checked again: that is done where they are made,
    and takes longer than a small ledger does.
    """
    shipped = real_path(shipped_folder())
    return load_cards([f for f in folders if real_path(f) != shipped], TABLES, after=_shipped(examples))


@cache
def _shipped(examples: bool) -> Catalogue:
    """The shipped cards, read once a process."""
    return load_cards([shipped_folder()], TABLES if examples else None, examples=examples)


def card_page(rule: str, folders: Iterable[Path]) -> str:
    """The Markdown of one card, by code or name, and after it how its findings come about."""
    card = catalogue(folders).card(rule)
    return f"{card.text.rstrip()}\n\n{how_found(card)}"
