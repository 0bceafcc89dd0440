"""A figure shown to a person in plain lines, and to a program as JSON."""

from __future__ import annotations

from typing import Any

from checker.model import Figure
from checker.parse.values import shown

_JSON = (
    "figure", "qualifier", "value", "low", "high", "low_hard", "high_hard", "implied_low", "implied_high", "unit", "error",
    "mend", "increment", "digits", "lang", "doubt",
)  # fmt: skip


def as_json(figure: Figure) -> dict[str, Any]:
    """The documented fields in their order, then mend, increment, digits, lang and doubt."""
    return {name: getattr(figure, name) for name in _JSON}


def explain(figure: Figure) -> str:
    """What figcheck reads in a figure, and why, in plain lines; for an unreadable one where it stopped and what to do."""
    if figure.error is not None:
        lines = [f'"{figure.figure}"', "  cannot be read", f"  why:        {figure.error}"]
        return "\n".join([*lines, f"  mend:       {figure.mend}"] if figure.mend else lines)
    lines = [
        f'"{figure.figure}"',
        f"  qualifier:  {(figure.qualifier or '').replace('_', ' ')}{_in_words(figure)}",
        f"  number:     {shown(figure.value) if figure.value is not None else 'none named'} {_unit(figure)}".rstrip(),
        f"  range:      {_span(figure.low, figure.high)}  ({_hardness(figure)})",
        f"  taken as:   {_span(figure.implied_low, figure.implied_high)}",
    ]
    if figure.increment:
        lines.append("  addition:   yes, never compared with a total")
    lines += [f"  {'why:' if i == 0 else '    '}        {sentence}" for i, sentence in enumerate(figure.why)]
    if figure.doubt:
        lines.append(f"  doubt:      {figure.doubt}")
    ignored = [figure.figure[part.start : part.end] for part in figure.parts if part.role == "ignored"]
    if ignored:
        lines.append("  ignored:    " + ", ".join(f'"{words}"' for words in ignored))
    return "\n".join(lines)


def _in_words(figure: Figure) -> str:
    said = [f'"{figure.figure[p.start : p.end]}"' for p in figure.parts if p.role == "qualifier"]
    return f" ({', '.join(said)})" if said else ""


def _unit(figure: Figure) -> str:
    return {"rate": "people per day", "fraction": "of one"}.get(figure.unit or "", figure.unit or "")


def _span(low: float | None, high: float | None) -> str:
    if low == high:
        return shown(low)
    return f"{shown(low)} … {shown(high)}" if high is not None else f"{shown(low)} … (unbounded)"


def _hardness(figure: Figure) -> str:
    if figure.low_hard and figure.high_hard:
        return "both bounds hard: the words assert them"
    if figure.low_hard:
        return "lower bound hard: the words assert it" + ("" if figure.high is None else "; upper bound soft")
    if figure.high_hard:
        return "upper bound hard: the words assert it; lower bound soft"
    return "soft: the bounds are read into the words"
