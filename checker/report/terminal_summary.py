"""The head of what a person sees: what was read, parsed and compared, and what not and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from checker.report.safe_text import one_line
from checker.report.summary import RunSummary
from checker.report.terminal_text import amount, line

_LABEL = 14
_FILES = 6
"""Files named in a line of the head before it says "and 12 more"."""


def show_summary(summary: RunSummary, console: Console, *, verbose: bool) -> None:
    """Prints the head: one label a line, empty ones left out."""
    line(console, Text(f"figcheck, as of {summary.as_of.isoformat()}", style="bold"))
    line(console)
    most = None if verbose else _FILES
    _ledgers(summary, console, most)
    for label, text in _facts(summary, most):
        _fact(console, label, text)
    for error in summary.broken:
        first = one_line(error.splitlines()[0]) if error.strip() else "an error without a text"
        _fact(console, "Not done", Text(first, style="red"))


def _ledgers(summary: RunSummary, console: Console, most: int | None) -> None:
    ledgers = amount(len(summary.ledgers), "ledger")
    beside = amount(len(summary.vocabularies), "vocabulary", "vocabularies")
    _fact(console, "Read", f"{amount(summary.claims_read, 'claim')} in {ledgers}, with {beside}")
    shown = summary.ledgers[:most]
    names = [one_line(name) for name, _ in shown]
    name_width = max(map(len, names), default=0)
    count_width = max((len(f"{n:,}") for _, n in shown), default=0)
    for name, (_, n) in zip(names, shown, strict=True):
        line(console, f"{name:{name_width}}  {n:>{count_width},}", indent=_LABEL + 2)
    if len(summary.ledgers) > len(shown):
        others = summary.ledgers[len(shown) :]
        line(console, f"and {len(others):,} more, with {sum(n for _, n in others):,}", indent=_LABEL + 2)


def _facts(summary: RunSummary, most: int | None) -> Iterator[tuple[str, str]]:
    if summary.passed_over:
        yield "Passed over", _listed([f"{one_line(name)} ({one_line(why)})" for name, why in summary.passed_over], most)
    for column, files in summary.unknown_columns[:most]:
        where = one_line(files[0]) if len(files) == 1 else amount(len(files), "ledger")
        yield "Kept as it is", f"column {one_line(column)}, which figcheck does not know ({where})"
    left = "" if summary.claims_valid == summary.claims_parsed else f", {summary.claims_valid:,} of them valid"
    yield "Parsed", f"{summary.claims_parsed:,} of {amount(summary.claims_read, 'figure')}{left}"
    how = f"in {amount(summary.cells, 'cell')} by {amount(summary.cards_run, 'rule')}"
    yield "Compared", f"{amount(summary.claims_compared, 'claim')} {how}"
    if summary.not_compared:
        yield "Not compared", _listed([f"{n:,} {one_line(why)}" for why, n in summary.not_compared], None)
    if summary.confirmed:
        yield "Held", _listed([f"{n:,} {one_line(what)}" for what, n in summary.confirmed], None)
    for label, text in summary.gate:
        yield label, one_line(text)


def _listed(items: list[str], most: int | None) -> str:
    shown = items if most is None else items[:most]
    more = len(items) - len(shown)
    return "; ".join([*shown, f"and {more:,} more"] if more else shown)


def _fact(console: Console, label: str, text: str | Text) -> None:
    line(console, Text(f"{label:{_LABEL}}", style="dim").append(text), hang=_LABEL)
