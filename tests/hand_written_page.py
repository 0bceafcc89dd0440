"""What is said of vocabularies, settings, waivers, baselines and cards that cannot be meant: tables of docs/bad-inputs.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hand_written import (
    BAD_BASELINES,
    BAD_CARDS,
    BAD_SETTINGS,
    BAD_VOCABULARIES,
    BAD_WAIVERS,
    BASELINE,
    CARD,
    LEDGER,
    SETTINGS,
    VOCABULARY,
    WAIVERS,
)

from figcheck.compare.cards.rule_settings import chosen_rules
from figcheck.compare.cards.shipped import catalogue
from figcheck.gate.baseline import read_baseline
from figcheck.model.errors import FigcheckError
from figcheck.pipeline import examine
from figcheck.read.reading import read
from figcheck.read.settings_toml import find_settings

GROUPS = {
    "Vocabularies": (VOCABULARY, BAD_VOCABULARIES),
    "Settings": (SETTINGS, BAD_SETTINGS),
    "Waivers": (WAIVERS, BAD_WAIVERS),
    "Baselines": (BASELINE, BAD_BASELINES),
    "Rule cards of one's own": (CARD, BAD_CARDS),
}


def errors_of(file: str, content: str | bytes, today: object) -> list[FigcheckError]:
    """The errors of a run in this empty folder, with such a file beside a ledger that can be read."""
    for name, text in (("figures/claims.csv", LEDGER), (file, content)):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    try:
        if file == SETTINGS:
            settings = find_settings([Path("figures")])
            chosen_rules(catalogue(settings.rules), settings)
        elif file == BASELINE:
            read_baseline(Path(file), required=True)
        elif file == CARD:
            cards = catalogue([Path("rules")])
            return list(cards.errors) or _of_the_run(today)
        return list(read([Path("figures")]).errors)
    except FigcheckError as error:
        return [error]


def _of_the_run(today: object) -> list[FigcheckError]:
    from dataclasses import replace

    settings = replace(find_settings([Path("figures")]), rules=(Path("rules"),), select=("FC390",))
    return list(examine([Path("figures")], settings, today).errors)


def rows() -> Iterator[tuple[str, str, str, str | bytes]]:
    """(heading of the table, what is wrong, file, content)."""
    for title, (file, inputs) in GROUPS.items():
        for name, (content, _) in inputs.items():
            yield title, name, file, content
