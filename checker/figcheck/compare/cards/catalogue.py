"""All rule cards of a run: where they lie, which are chosen, and with what parameters they run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figcheck.compare.cards.card import BrokenCardError, RuleCard
from figcheck.compare.cards.compiled import compiled_card, read_compiled
from figcheck.model.disk.paths import is_folder, real_path
from figcheck.model.errors import CardError, SettingsError
from figcheck.model.near import did_you_mean
from figcheck.model.shown import shown_path
from figcheck.read.utf8_text import UnreadableFileError, utf8_text

_FILE = re.compile(r"(FC\d{3})-(.+)\.md")
_SUFFIXES = (".md", ".markdown")
_HEAD_OF_CARD = re.compile(r"---[ \t]*\n(?:(?!---)[^\n]*\n){0,50}?code:[ \t]*[\"']?FC\d")
_PREFIX = re.compile(r"FC\d{0,2}", re.IGNORECASE)


@dataclass(frozen=True)
class Catalogue:
    """Cards by code, and what is wrong with those that could not be read.

    `broken` has the codes and names of the latter, as far as their file names tell.
    """

    cards: tuple[RuleCard, ...]
    errors: tuple[CardError, ...] = ()
    broken: frozenset[str] = field(default_factory=frozenset)

    def card(self, code: str) -> RuleCard:
        """The card of a code or name. Raises SettingsError for one that there is not."""
        for card in self.cards:
            if code.casefold() in (card.code.casefold(), card.name):
                return card
        raise self._unknown(code)

    def choose(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[RuleCard]:
        """The cards to run: all, or those selected, less those ignored.

        A selector is a code (FC301), the beginning of codes (FC3) or a name (contradiction). Raises SettingsError for one
        that fits no card.
        """
        chosen = self._fitting(select) if select else {card.code for card in self.cards}
        chosen -= self._fitting(ignore)
        return [card for card in self.cards if card.code in chosen]

    def parameters(self, given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Every card's parameters by code: its defaults, and in their place what is given by code or name.

        Raises SettingsError for a card or parameter that there is not, or for a value of another type than the default.
        """
        values = {card.code: {name: p.default for name, p in card.parameters.items()} for card in self.cards}
        for key, settings in given.items():
            if key in self.broken:
                continue
            card = self.card(key)
            for name, value in settings.items():
                if name not in card.parameters:
                    raise SettingsError(
                        f'{card.code} has no parameter "{name}"',
                        mend=did_you_mean(name, card.parameters) or "leave it out: this rule has no parameters",
                    )
                values[card.code][name] = _fitted(f"{card.code} {name}", value, card.parameters[name].default)
        return values

    def _fitting(self, selectors: Iterable[str]) -> set[str]:
        found = set()
        for selector in selectors:
            word = selector.strip().casefold()
            codes = {card.code for card in self.cards if word in (card.code.casefold(), card.name)}
            if _PREFIX.fullmatch(word):
                codes |= {card.code for card in self.cards if card.code.casefold().startswith(word)}
            if not codes and not any(b.casefold().startswith(word) for b in self.broken if word):
                raise self._unknown(selector)
            found |= codes
        return found

    def _unknown(self, selector: str) -> SettingsError:
        names = [name for card in self.cards for name in (card.code, card.name)]
        word = selector.upper() if selector[:2].casefold() == "fc" else selector.casefold()
        return SettingsError(
            f'there is no rule "{selector}"', mend=did_you_mean(word, names) or "list all rules: `figcheck rules list`"
        )


def load_cards(
    folders: Iterable[Path],
    tables: Mapping[str, Sequence[str]] | None = None,
    *,
    after: Catalogue | None = None,
    examples: bool = True,
) -> Catalogue:
    """All cards of the folders (Markdown files called by a code, or with a code at their head, at any depth), by code.

    With `tables` (columns by table) their queries are checked too. A broken card stops no other. Of two with one code or
    name, the one that comes first (by folder, then path) is kept; those of `after` come before all. A folder that does not
    exist is an error. Without `examples` no example is read, and shipped cards are as they were compiled.
    """
    before = after or Catalogue(())
    cards, errors, broken = list(before.cards), list(before.errors), set(before.broken)
    shipped = shipped_folder()
    for folder in dict.fromkeys(folders):
        if not is_folder(folder):
            errors.append(
                CardError("there is no folder of rule cards here", where=shown_path(folder), mend="correct the path")
            )
            continue
        is_shipped = real_path(folder) == real_path(shipped)
        known = read_compiled(folder) if is_shipped and tables is None and not examples else {}
        for path in sorted(path for path in folder.rglob("*") if path.suffix.casefold() in _SUFFIXES):
            name = _FILE.fullmatch(path.name)
            if not name and not path.name.startswith("FC") and not _is_card(path):
                continue
            shown_as = f"rules/{path.relative_to(folder).as_posix()}" if is_shipped else shown_path(path)
            try:
                card = compiled_card(known, path, shown_as) or _read(path, shown_as, is_shipped, examples)
                problems = _twins(card, cards) or (_checked(card, tables) if tables is not None else [])
                if problems:
                    raise BrokenCardError(problems)
                cards.append(card)
            except BrokenCardError as error:
                errors += error.errors
                broken.update(name.groups() if name else ())
    return Catalogue(tuple(sorted(cards, key=lambda c: c.code)), tuple(errors), frozenset(broken))


def shipped_folder() -> Path:
    """The folder of the cards that come with figcheck: in the installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def _is_card(path: Path) -> bool:
    """Whether a Markdown file under some other name has the head of a card, and so was meant as one."""
    try:
        return _HEAD_OF_CARD.match(utf8_text(path)) is not None
    except UnreadableFileError:
        return False


def _read(path: Path, shown_as: str, shipped: bool, examples: bool) -> RuleCard:
    from figcheck.compare.cards.page import read_card  # with the readers of YAML and Markdown

    return read_card(path, shown_as, shipped=shipped, examples=examples)


def _checked(card: RuleCard, tables: Mapping[str, Sequence[str]]) -> list[CardError]:
    from figcheck.compare.cards.check_card import check_card

    return check_card(card, tables)


def _twins(card: RuleCard, cards: Iterable[RuleCard]) -> list[CardError]:
    errors = []
    for other in cards:
        for what, mine, theirs in (("code", card.code, other.code), ("name", card.name, other.name)):
            if mine == theirs:
                errors.append(
                    CardError(
                        f'the {what} "{mine}" is taken',
                        where=f"{card.shown_as}:1",
                        why=f"{other.shown_as} uses it",
                        mend=f"give one of the two cards another {what}",
                    )
                )
    return errors


def _fitted(what: str, value: Any, default: Any) -> Any:
    same = type(value) is type(default) or (type(default) is float and type(value) is int)
    if not same:
        raise SettingsError(f'{what} cannot be "{value}"', mend=f"write it like its default: {default}")
    endless = isinstance(value, float) and not math.isfinite(value)
    if endless or (isinstance(value, int | float) and value < 0 <= default):
        raise SettingsError(f"{what} cannot be {value}", mend=f"write a number of 0 or more; its default is {default}")
    return float(value) if type(default) is float else value
