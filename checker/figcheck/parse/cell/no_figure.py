"""What stands in a cell where no figure is given: a mark of an office, a word of software or of a person, an empty cell.

It is never 0 and never compared. The marks and words are `lexicons/no_figure.yaml`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from figcheck.parse.unreadable import NOT_GIVEN, Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon

_FILE = Path(__file__).parents[2] / "lexicons" / "no_figure.yaml"
_AROUND = " \t\"'“”„«»()[]{}<>.,;"
_LONGEST = 60
"""Characters of the longest such cell."""

EMPTY, PERHAPS = "empty", "perhaps"
DOUBT = "read as 0; some software writes the same word where no figure is given"


@cache
def _data() -> dict[str, Any]:
    return yaml.load(_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 # both are safe


@cache
def _kinds() -> dict[str, str]:
    """Every mark and word, in lower case and also without what stands around it -> its kind."""
    lists = [_data()["marks"], *_data()["words"].values()]
    found = {str(said).casefold(): kind for one in lists for kind, phrases in one.items() for said in phrases}
    bare = {said.strip(_AROUND): kind for said, kind in found.items()}
    return {**{said: kind for said, kind in bare.items() if said}, **found}


def kind_of_no_figure(text: str, lex: Lexicon | None = None) -> str | None:
    """Which kind of "no figure" a cell says (a key of `kinds` in the file), or None where it says anything else.

    `lex` is the lexicon of the language that the ledger names. A word that is a number there is one: "null" in German.

    >>> kind_of_no_figure("#REF!"), kind_of_no_figure("[n.a.]"), kind_of_no_figure("None"), kind_of_no_figure("none")
    ('a spreadsheet error', 'not given', 'not given', None)
    """
    said = " ".join(text.split())
    if len(said) > _LONGEST:
        return None
    if not said:
        return EMPTY
    software: str | None = _data()["software"].get(said)
    if software is not None:
        return software
    if lex is not None and lex.letters.fold(said) in lex.cardinals:
        return None
    folded = said.casefold()
    return _kinds().get(folded) or _kinds().get(folded.strip(_AROUND))


def is_perhaps_no_figure(text: str) -> bool:
    """Whether a cell holds a word that a person writes for nobody and software for no figure."""
    return text.strip() in _data()["perhaps"]


def no_figure(text: str, kind: str = NOT_GIVEN) -> Unreadable:
    """Why a cell that gives no figure cannot be read, and what to do."""
    said = _data()["kinds"][kind]
    why = said["why"] if kind == EMPTY else f"{quoted(text)} {said['why']}"
    return Unreadable(why, said["mend"], no_figure=kind)
