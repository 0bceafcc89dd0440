"""Lines for a terminal: wrapped at its width, never in the middle of a word, so that file:line stays whole."""

from __future__ import annotations

import contextlib
import io

from rich.console import Console
from rich.text import Text

STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
"""Colours of the severities; rich leaves them out when the output is no terminal or NO_COLOR is set."""

_NARROWEST = 40


def line(console: Console, text: Text | str = "", *, indent: int = 0, hang: int = 0) -> None:
    """Prints `text` behind `indent` spaces; lines that follow are indented by `hang` more.

    Nothing in `text` is read as markup. No line has spaces at its end, so that piped output can be compared.
    """
    text = Text(text) if isinstance(text, str) else text
    width = max(console.width, _NARROWEST)
    first, *rest = text.wrap(console, width - indent, overflow="ignore") or [Text()]
    _put(console, indent, first)
    if rest:
        left = text[len(first.plain) :]
        skip = len(left.plain) - len(left.plain.lstrip())
        for part in left[skip:].wrap(console, width - indent - hang, overflow="ignore"):
            _put(console, indent + hang, part)


def _put(console: Console, indent: int, text: Text) -> None:
    text.rstrip()
    console.print(Text(" " * indent if text.plain else "").append_text(text), soft_wrap=True)


def never_fail_on_letters(console: Console) -> None:
    """Lets a terminal that lacks a letter show "?" in its place, where Python would stop."""
    if isinstance(console.file, io.TextIOWrapper):
        with contextlib.suppress(ValueError, io.UnsupportedOperation):
            console.file.reconfigure(errors="replace")


def amount(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> amount(1, "ledger"), amount(1200, "vocabulary", "vocabularies")
    ('1 ledger', '1,200 vocabularies')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
