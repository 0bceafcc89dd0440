"""What a rule card says, as data: the page itself is read by `page.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from figcheck.model.errors import CardError, SeveralErrors
from figcheck.model.words import FAMILIES

SECTIONS = {"flagged": "Must be flagged", "pass": "Must pass", "gap": "Known gaps"}
"""The sections of a card that hold examples, by the word used for them here, and their headings."""

ABOUT = {
    "link": "a link from a copy to its source, or a claim as one end of such a link",
    "copy": "an archived copy of a page",
    "sum": "a sum that its parts do not add up to",
    "waiver": "a line of waivers.csv",
}
"""What the program must know of some rules, because it shows or counts their findings in a way of its own."""

CAUSES = {
    "number": "a number that is not what was counted",
    "date": "a date that cannot be",
    "publication": "a publication that a later one replaces",
}
"""What is wrong when a rule accuses a claim. Rules of one cause that accuse one claim, or one report, found one slip."""


class BrokenCardError(SeveralErrors[CardError], CardError):
    """All that is wrong with one card; `errors` has one CardError for each fault, by line."""


def line_of(error: CardError) -> int:
    """The line that an error points at, for sorting; 0 where it points at a whole file."""
    line = (error.where or "").rpartition(":")[2]
    return int(line) if line.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or word that a newsroom may set; the query reads it as `$name`, the templates as `{name}`."""

    name: str
    default: Any
    unit: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What a card says where a check of figcheck fails: a severity, no worse than the card's, and two templates.

    `line` is the line of the card on which the name of the check stands.
    """

    check: str
    severity: str
    message: str
    mend: str
    line: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example expects of one row: whether its card accuses it, and if so how.

    `severity` None is satisfied by any; `explained` tells an innocent discrepancy from one that counts.
    """

    flagged: bool
    severity: str | None = None
    explained: bool = False


@dataclass(frozen=True)
class Example:
    """A small ledger with what its card must find in it.

    `section` is flagged, pass or gap. `rows` has one dict a claim by the names in `columns` ("" for an empty cell);
    `expectations` and `lines` (of the card) go with them. `vocabulary` is what the example declares, `vocabulary_text`
    the same as it was written, after as many empty lines as stand before it in the card. `today` is the day on which the
    example is checked, None if it does not matter. `files` are those that lie beside the ledger (archived copies and their
    records), by their names with forward slashes.
    """

    code: str
    title: str
    section: str
    file: str
    line: int
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    expectations: tuple[Expectation, ...]
    lines: tuple[int, ...]
    vocabulary: Mapping[str, Any] = field(default_factory=dict)
    vocabulary_text: str = ""
    today: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    def write_files(self, folder: Path) -> None:
        """Lay the files of the example into the folder that stands for the one of its ledger."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8"))


@dataclass(frozen=True)
class RuleCard:
    """One rule: its page, read.

    `severity` is the worst that a row of it can have. A card has a `query`, with one `message` and one `mend`, or it has
    `problems`, by the name of the check that finds each. `about` is a word of ABOUT, or "", and `cause` one of CAUSES, or "".
    `query_line` is the line of the card on which the query's first line stands. `shown_as` is the card's path as messages
    give it; `text` the whole page, `prose` what stands before the examples. A `shipped` card comes with figcheck.
    `rests_on` has groups of tables: the query gives no row unless every table of one group has a row.
    """

    code: str
    name: str
    severity: str
    since: str
    message: str
    mend: str
    title: str
    prose: str
    text: str
    shown_as: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    about: str = ""
    cause: str = ""
    query: str | None = None
    query_line: int = 1
    message_line: int = 1
    mend_line: int = 1
    examples: tuple[Example, ...] = ()
    shipped: bool = False
    rests_on: tuple[tuple[str, ...], ...] = ((),)

    @property
    def family(self) -> str:
        """The family that the first digit of the code stands for."""
        return FAMILIES[self.code[2]]

    def where(self, line: int) -> str:
        """A line of this card, as messages give it."""
        return f"{self.shown_as}:{line}"
