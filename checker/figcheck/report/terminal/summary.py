"""The head of what a person sees: what was read, parsed and compared, and what not and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from figcheck.model.shown import first_few
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line
from figcheck.report.summary import RunSummary
from figcheck.report.terminal.layout import Lines, amount, laid_out
from figcheck.report.verdict import headline, pass_or_fail

_LABEL = 14
_ITEMS = 3
"""Items named in a line of the head before it says "and 12 more"."""


def summary_lines(summary: RunSummary, console: Console, *, verbose: bool) -> Lines:
    """The head: one label a line, empty ones left out; with `verbose` every file that was read or passed over."""
    most = None if verbose else _ITEMS
    lines = [Text(f"figcheck, as of {summary.as_of.isoformat()}", style="bold"), Text()]
    for label, text in facts(summary, most):
        lines += _fact(console, label, text)
    return lines + _broken(summary, console)


def brief_lines(summary: RunSummary, console: Console) -> Lines:
    """The head for a low screen: what was read and compared, what waits for somebody, and what could not be done."""
    compared = f"{summary.claims_compared:,} compared by {amount(summary.cards_run, 'rule')}"
    read = f"{amount(summary.claims_read, 'claim')} read, {compared}"
    lines = laid_out(
        console, Text("figcheck", style="bold").append(f" · {read} · --verbose says more", style="not bold"), hang=2
    )
    for label, text in summary.gate:
        lines += _fact(console, label, one_line(text))
    return lines + _broken(summary, console)


def about_run(report: Report) -> Iterator[tuple[str, str]]:
    """What the run was, as a label and a text each: the verdict, what was read and compared, what could not be done."""
    summary = report.summary
    yield "figcheck", headline(report)
    yield "As of", summary.as_of.isoformat()
    yield "Result", pass_or_fail(report)
    yield from facts(summary, None)
    for error in summary.broken:
        yield "Not done", error


def facts(summary: RunSummary, most: int | None) -> Iterator[tuple[str, str]]:
    """What was read and compared, and what not, as a label and a text each; a list names `most` items, None for all."""
    yield from _read(summary, most)
    yield from _facts(summary, most)


def _broken(summary: RunSummary, console: Console) -> Lines:
    lines: Lines = []
    for error in summary.broken:
        first = one_line(error.splitlines()[0]) if error.strip() else "an error without a message"
        lines += _fact(console, "Not done", Text(first, style="red"))
    return lines


def _read(summary: RunSummary, most: int | None) -> Iterator[tuple[str, str]]:
    ledgers = amount(len(summary.ledgers), "ledger")
    beside = amount(len(summary.vocabularies), "vocabulary", "vocabularies")
    yield "Read", f"{amount(summary.claims_read, 'claim')} in {ledgers}, with {beside}"
    yield "", first_few([f"{one_line(name)} ({n:,})" for name, n in summary.ledgers], most, "; ")


def _facts(summary: RunSummary, most: int | None) -> Iterator[tuple[str, str]]:
    if summary.passed_over:
        yield (
            "Skipped",
            first_few([f"{one_line(name)} ({one_line(why)})" for name, why in summary.passed_over], most, "; "),
        )
    if summary.notices:
        said = [f"{one_line(name)}: {one_line(notice)}" for name, notice in summary.notices]
        yield "Noticed", first_few(said, most, "; ")
    by_files: dict[str, list[str]] = {}
    for column, files in summary.unknown_columns:
        where = one_line(files[0]) if len(files) == 1 else amount(len(files), "ledger")
        by_files.setdefault(where, []).append(one_line(column))
    for where, columns in by_files.items():
        what = f"unknown column{'' if len(columns) == 1 else 's'} {first_few(columns, most)}"
        yield "Left alone", f"{what} ({where})"
    left = "" if summary.claims_valid == summary.claims_parsed else f", {summary.claims_valid:,} of them valid"
    yield "Parsed", f"{summary.claims_parsed:,} of {amount(summary.claims_read, 'figure')}{left}"
    how = f"in {amount(summary.cells, 'cell')} by {amount(summary.cards_run, 'rule')}"
    yield "Compared", f"{amount(summary.claims_compared, 'claim')} {how}"
    if summary.not_compared or summary.sums_not_tested:
        yield "Not compared", "; ".join(_reasons(summary, most))
    if summary.confirmed:
        yield "Confirmed", first_few([f"{n:,} {one_line(what)}" for what, n in summary.confirmed], None, "; ")
    alone, named = summary.on_one_origin
    if alone:
        yield "One origin", f"in {alone:,} of {amount(named, 'cell')} with a named counter"
    for label, text in summary.gate:
        yield label, one_line(text)


def _reasons(summary: RunSummary, most: int | None) -> Iterator[str]:
    """The most frequent reasons, each with the number of its claims, how many there are for others, and the sums."""
    reasons = summary.not_compared
    named = len(reasons) if most is None or len(reasons) <= most + 1 else most
    yield from (f"{n:,} {one_line(why)}" for why, n in reasons[:named])
    if named < len(reasons):
        yield f"{sum(n for _, n in reasons[named:]):,} for other reasons"
    yield from (f"{n:,} {one_line(why)}" for why, n in summary.sums_not_tested)


def _fact(console: Console, label: str, text: str | Text) -> Lines:
    return laid_out(console, Text(f"{label:{_LABEL}}", style="dim").append(text), hang=_LABEL)
