"""One lexicon file put in force and tried: all that fails, with its line, and all that is missing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from figcheck.model.errors import SettingsError
from figcheck.parse.check_lexicon.figures import fails_in_figures
from figcheck.parse.check_lexicon.lexicon_file import Complaint, opened
from figcheck.parse.check_lexicon.missing import missing_beside_english
from figcheck.parse.check_lexicon.notes import fails_in_notes
from figcheck.parse.own_lexicons import only_with
from figcheck.parse.words.load_lexicon import lexicon


class Checked(NamedTuple):
    """What came of one file: its language, whether it is a language of its own, what fails, and what is missing.

    `language` is empty where the file does not have the shape of a lexicon. `missing` are sentences, and no faults.
    """

    path: Path
    language: str
    whole: bool
    complaints: list[Complaint]
    missing: list[str]


def check_lexicon(path: Path) -> Checked:
    """Tries a file as it would be used. Raises SettingsError where it cannot be read at all.

    A file that has all that a language needs is tried alone; any other adds to the language of its code. The lexicons that are in
    force before are in force again at the end.
    """
    file, wrong = opened(path)
    if file is None:
        return Checked(path, "", False, wrong, [])
    with only_with(file.own()):
        try:
            lex = lexicon(file.code)
        except SettingsError as error:
            why = f"figcheck cannot work with it: {error.why}"
            return Checked(path, "", file.whole, [Complaint(1, why)], [])
        assert lex is not None
        complaints = sorted({*fails_in_figures(file), *fails_in_notes(file)})
    return Checked(path, lex.language, file.whole, complaints, [*missing_beside_english(file)])
