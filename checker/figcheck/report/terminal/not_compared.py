"""The claims that were compared with nothing, by reason: what `figcheck run --verbose` lists below the discrepancies."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from figcheck.report.not_compared import by_reason
from figcheck.report.records import Record
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line
from figcheck.report.terminal.layout import Lines, amount, laid_out

MOST_NAMED = 20
"""Claims that are named for one reason."""


def not_compared_lines(report: Report, console: Console) -> Lines:
    """A line for each claim below its reason; of many claims with one reason the first, and how many more there are."""
    if not len(report.not_compared):
        return []
    lines = [Text(f"Compared with nothing: {amount(len(report.not_compared), 'claim')}", style="bold")]
    folded = False
    for why, count, claims in by_reason(report.not_compared, MOST_NAMED):
        lines += laid_out(console, Text(f"{count:,} {one_line(why)}"), indent=2, hang=2)
        for claim in claims:
            lines += laid_out(console, _in_a_line(claim), indent=4, hang=2)
        if count > len(claims):
            folded = True
            lines += laid_out(console, Text(f"… and {count - len(claims):,} more", style="dim"), indent=4)
    if folded:
        lines += laid_out(
            console, Text("The JSON report lists all of them (--report discrepancies.json).", style="dim")
        )
    return [*lines, Text()]


def _in_a_line(claim: Record) -> Text:
    what = ", ".join(one_line(claim[name]) for name in ("event", "measure", "place") if claim[name])
    figure = f"  “{one_line(claim['figure'])}”" if claim["figure"] else ""
    name = one_line(claim["claim_id"] or "(no id)")
    text = Text(f"{name}{figure}{f'  {what}' if what else ''}  ")
    return text.append(f"{one_line(claim['file'])}:{claim['line']}", style="underline")
