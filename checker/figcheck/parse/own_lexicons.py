"""Words of a newsroom's own (the setting `lexicons`), in force from now on for all that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from figcheck.model.errors import SettingsError
from figcheck.parse.figure import forget_readings
from figcheck.parse.notes.correction_words import correction_words
from figcheck.parse.notes.corrections_said import corrections_said
from figcheck.parse.other_languages import forget_languages
from figcheck.parse.quotes.figure_in_quote import forget_quotes
from figcheck.parse.words.load_lexicon import own_files, set_own_files, use_own_lexicons
from figcheck.parse.words.own_files import OwnFile


def use_lexicons(folders: Iterable[Path]) -> list[SettingsError]:
    """Reads the lexicon files of these folders and puts them in force in place of those before; no folder, none.

    Files that cannot be read are left out, and the errors name each with its line.
    """
    changed, errors = use_own_lexicons(folders)
    if changed:
        _forget()
    return errors


@contextmanager
def only_with(file: OwnFile) -> Iterator[None]:
    """One file in force, and no other of a newsroom's own, for as long as it is tried."""
    before = own_files()
    set_own_files([file])
    _forget()
    try:
        yield
    finally:
        set_own_files(before)
        _forget()


def _forget() -> None:
    """Drops all that was read with other words."""
    forget_readings()
    forget_languages()
    forget_quotes()
    correction_words.cache_clear()
    corrections_said.cache_clear()
