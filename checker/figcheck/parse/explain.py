"""A figure shown to a person in plain lines, and to a program as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from figcheck.model.figure import Figure, Phrasing
from figcheck.parse.figure import parse_figure
from figcheck.parse.ranges.values import shown_number
from figcheck.parse.words.right_to_left import is_from_right, isolated, quotes_isolated

_JSON = (
    "figure", "qualifier", "value", "low", "high", "low_hard", "high_hard", "implied_low", "implied_high", "unit", "error",
    "mend", "increment", "correction", "digits", "lang", "doubt", "of", "no_figure", "mark",
)  # fmt: skip


def as_json(figure: Figure, lang: str | None = None) -> dict[str, Any]:
    """A figure's fields, then where in its words they stand.

    `number_span` and `qualifier_span` are [start, end) in characters, from the first to the last such word; `stopped_span` is
    where the reading of an unreadable figure stopped and `nearest` the nearest phrase that could be read; `parts` says of each
    stretch of words what it was read as. `lang` is the language that the figure was asked for in.
    """
    fields = {name: getattr(figure, name) for name in _JSON}
    fields["number_span"] = _reach(figure, "number")
    fields["qualifier_span"] = _reach(figure, "qualifier")
    fields["stopped_span"] = None if figure.stopped is None else list(figure.stopped)
    fields["nearest"] = nearest_readable(figure, lang)
    fields["parts"] = [{"start": p.start, "end": p.end, "role": p.role, "meaning": p.meaning} for p in figure.parts]
    return fields


def _reach(figure: Figure, role: str) -> list[int] | None:
    """[start, end) from the first to the last stretch of words with a role, or None."""
    ends = [(part.start, part.end) for part in figure.parts if part.role == role]
    return [min(start for start, _ in ends), max(end for _, end in ends)] if ends else None


def explain(figure: Figure, lang: str | None = None) -> str:
    """What figcheck reads in a figure, and why, in plain lines; for an unreadable one where it stopped and what to do.

    Words from right to left stand in isolates (invisible characters), so that a terminal leaves the rest of the line in order.
    """
    if figure.error is not None:
        return _unreadable(figure, lang)
    named = [part.meaning for part in figure.parts if part.role == "number"]
    number = shown_number(figure.value) if figure.value is not None else " and ".join(named)
    lines = [
        f"  qualifier:  {(figure.qualifier or '').replace('_', ' ')}{_in_words(figure, 'qualifier')}",
        f"  number:     {number} {_unit(figure)}".rstrip() + _in_words(figure, "number"),
        f"  range:      {_span(figure.low, figure.high)}  ({_hardness(figure)})",
        f"  taken as:   {_span(figure.implied_low, figure.implied_high)}",
    ]
    if figure.of:
        lines.append(f'  of:         "{figure.of}"')
    if figure.increment:
        lines.append(f"  addition:   yes, never compared with a total{_in_words(figure, 'increment')}")
    if figure.correction:
        words = _in_words(figure, "increment")
        lines.append(f"  correction: yes, only for the kinds increment and change{words}")
    if figure.lang not in (None, "en"):
        lines.append(f"  language:   {figure.lang}")
    lines += [f"  {'why:' if i == 0 else '    '}        {sentence}" for i, sentence in enumerate(figure.why)]
    if figure.doubt:
        lines.append(f"  doubt:      {figure.doubt}")
    ignored = [figure.figure[part.start : part.end] for part in figure.parts if part.role == "ignored"]
    if ignored:
        lines.append("  ignored:    " + ", ".join(f'"{words}"' for words in ignored))
    return _shown(figure, lines)


def _shown(figure: Figure, lines: list[str]) -> str:
    return "\n".join([f'"{isolated(figure.figure)}"', *map(quotes_isolated, lines)])


def phrase_line(phrasing: Phrasing) -> str:
    """A proposed phrase in one line, with its range and what a reader takes from it."""
    figure = phrasing.figure
    means, taken = _span(figure.low, figure.high), _span(figure.implied_low, figure.implied_high)
    gap = " " * max(36 - len(phrasing.text), 0)
    return f"{isolated(phrasing.text)}{gap} {means}" + ("" if means == taken else f", taken as {taken}")


def _unreadable(figure: Figure, lang: str | None) -> str:
    lines = []
    if figure.stopped is not None and "\n" not in figure.figure and not is_from_right(figure.figure):
        start, end = figure.stopped
        lines.append(" " * (start + 1) + "^" * max(end - start, 1))
    lines += ["  cannot be read", f"  why:        {figure.error}"]
    if figure.mend:
        lines.append(f"  fix:        {figure.mend}")
    near = nearest_readable(figure, lang)
    if near is not None:
        lines.append(f'  nearest:    "{near}" could be read')
    return _shown(figure, lines)


def _in_words(figure: Figure, role: str) -> str:
    said = [f'"{figure.figure[p.start : p.end]}"' for p in figure.parts if p.role == role]
    return f" ({', '.join(said)})" if said else ""


def _unit(figure: Figure) -> str:
    return {"rate": "people per day", "fraction": "of one"}.get(figure.unit or "", figure.unit or "")


def _span(low: float | None, high: float | None) -> str:
    if low == high:
        return shown_number(low)
    return f"{'(unbounded)' if low is None else shown_number(low)} … {'(unbounded)' if high is None else shown_number(high)}"


def _hardness(figure: Figure) -> str:
    if figure.low_hard and figure.high_hard:
        return "both bounds hard: the words assert them"
    if figure.low_hard:
        return "lower bound hard: the words assert it" + ("" if figure.high is None else "; upper bound soft")
    if figure.high_hard:
        return "upper bound hard: the words assert it; lower bound soft"
    return "soft: the bounds are read into the words"


def nearest_readable(figure: Figure, lang: str | None = None) -> str | None:
    """The words before or after those that stopped the reading, or without them, or with a misspelt one corrected; else None.

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
