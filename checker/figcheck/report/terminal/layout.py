"""Lines for a terminal: wrapped at its width, never in the middle of a word, so that file:line stays whole."""

from __future__ import annotations

import codecs
import contextlib
import io
import re

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
"""Colours of the severities; rich leaves them out when the output is no terminal or NO_COLOR is set."""

_NARROWEST = 40


Lines = list[Text]


def laid_out(console: Console, text: Text | str, *, indent: int = 0, hang: int = 0) -> Lines:
    """`text` as lines for this console, behind `indent` spaces; lines that follow are indented by `hang` more.

    Nothing in `text` is read as markup. No line has spaces at its end, so that piped output can be compared.
    """
    text = Text(text) if isinstance(text, str) else text
    width = max(console.width, _NARROWEST) - indent
    first, *rest = text.divide(_breaks(text.plain, width, width - hang)) or [Text()]
    return [_behind(indent, first), *(_behind(indent + hang, part) for part in rest)]


def _breaks(text: str, first: int, others: int) -> list[int]:
    """Where new lines begin, at words, in a text whose first line may have `first` columns and the others `others`.

    A word that is longer than a line stays whole: it may be a path to click on.
    """
    breaks: list[int] = []
    used, width = 0, first
    for word in re.finditer(r"\s*\S+\s*", text):
        needed = cell_len(word[0].rstrip())
        if used and used + needed > width:
            breaks.append(word.start())
            used, width = 0, others
        used += cell_len(word[0])
    return breaks


def _behind(indent: int, text: Text) -> Text:
    text.rstrip()
    return Text(" " * indent if text.plain else "").append_text(text)


def put(console: Console, lines: Lines) -> None:
    """Prints lines as they are laid out."""
    for text in lines:
        console.print(text, soft_wrap=True)


_LETTERS = str.maketrans({"“": '"', "”": '"', "’": "'", "·": "-", "…": "...", "–": "-", "→": "->"})


def never_fail_on_letters(console: Console) -> None:
    """Lets a terminal that lacks a letter show one that is like it, or "?", where Python would stop."""
    if isinstance(console.file, io.TextIOWrapper):
        with contextlib.suppress(ValueError, io.UnsupportedOperation):
            codecs.register_error("figcheck", _alike)
            console.file.reconfigure(errors="figcheck")


def _alike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end].translate(_LETTERS)
    return letters.encode("ascii", "replace").decode("ascii"), error.end


def amount(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> amount(1, "ledger"), amount(1200, "vocabulary", "vocabularies")
    ('1 ledger', '1,200 vocabularies')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
