"""For a figure that cannot be read, the nearest stretch of its words that could be."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.model.figure import Figure
from figcheck.parse.figure import parse_figure


def nearest_readable(figure: Figure, lang: str | None = None) -> str | None:
    """The words before or after those that stopped the reading, or without them, or with a misspelt one mended; else None.

    >>> nearest_readable(parse_figure("27 dead, 40 injured"))
    '27 dead'
    """
    if figure.error is None or figure.nearest is not None or figure.stopped is None:
        return figure.nearest
    for words in _without(figure.figure, *figure.stopped):
        if words and parse_figure(words, lang).error is None:
            return words
    return None


def _without(text: str, start: int, end: int) -> Iterator[str]:
    head, tail = text[:start], text[end:]
    for words in (head, tail, f"{head.rstrip()} {tail.lstrip()}"):
        yield words.strip(" ,;:-–—()[]")
