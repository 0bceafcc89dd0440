"""What a run says to a person at a terminal or in a log."""

from __future__ import annotations

import pandas as pd
from rich.console import Console
from rich.text import Text

from figcheck.report.report import Report
from figcheck.report.safe_text import one_line
from figcheck.report.terminal.findings import by_rule, findings
from figcheck.report.terminal.layout import STYLES, Lines, amount, laid_out, never_fail_on_letters, put
from figcheck.report.terminal.not_compared import not_compared_lines
from figcheck.report.terminal.summary import brief_lines, summary_lines
from figcheck.report.verdict import follow_words

_SCREEN = 50
"""Lines of a screen where there is none: a log, a pipe."""

_LEAST = 8
"""Lines for discrepancies, however low the screen."""


_RULES = 6
"""Rules named below the discrepancies that are shown."""


def show(report: Report, console: Console, verbose: bool = False) -> None:
    """Prints what was checked, the worst discrepancies, and a verdict: about a screen of it, or with `verbose` everything.

    Explained, waived and accepted rows, and claims that were compared with nothing, are counted and, without `verbose`, not
    shown. Text from ledgers is shown as it is, never
    as markup; terminal sequences in it do nothing. Colours only where rich finds a terminal and no NO_COLOR.
    """
    never_fail_on_letters(console)
    rows = report.rows
    new, leading = rows[rows["status"] == "new"], report.leading()
    screen = console.size.height - 1 if console.is_terminal else _SCREEN
    head = [*summary_lines(report.summary, console, verbose=verbose), Text()]
    if not verbose and len(head) > screen // 3:
        head = [*brief_lines(report.summary, console), Text()]
    tail = _tail(report, console)
    if verbose:
        body, _ = findings(report, rows, console, None)
        body += not_compared_lines(report, console)
    else:
        not_shown = _not_shown(report, leading, len(leading), console)  # as long as it can get
        room = screen - len(head) - len(tail)
        body, told = findings(report, new, console, max(room, _LEAST))
        if told < len(leading):
            body, told = findings(report, new, console, max(room - len(not_shown), _LEAST))
            body += _not_shown(report, leading, told, console)
    put(console, [*head, *body, *tail])


def _not_shown(report: Report, leading: pd.DataFrame, told: int, console: Console) -> Lines:
    where = one_line(report.summary.report_path)
    rules = list(by_rule(leading))
    others = [f"and {amount(len(rules) - _RULES, 'rule')} more"] if len(rules) > _RULES else []
    rest = f"All are in {where}, or with --verbose" if where else "All with --verbose"
    return [
        *laid_out(console, f"Shown: {told:,} of {len(leading):,}. {rest}:", hang=2),
        *laid_out(console, "; ".join([*rules[:_RULES], *others]), indent=2),
        Text(),
    ]


def _tail(report: Report, console: Console) -> Lines:
    aside = report.rows[report.rows["status"] != "new"]
    lines = laid_out(console, _set_aside(aside), hang=2) if len(aside) else []
    return [*lines, *laid_out(console, _verdict(report), hang=2)]


def _set_aside(rows: pd.DataFrame) -> str:
    counts = "; ".join(
        f"{len(part):,} {one_line(str(status))} ({', '.join(by_rule(part))})"
        for status, part in rows.groupby("status", sort=True)
    )
    return f"Set aside, in the report only: {counts}"


def _verdict(report: Report) -> Text:
    """One line: how many of each severity, what fails a run, where the report is."""
    summary, verdict = report.summary, Text()
    for severity, n in report.leading_counts().items():
        if n:
            verdict.append(", " if verdict.plain else "").append(amount(n, severity), style=STYLES[severity])
    verdict.append(follow_words(report))
    if not verdict.plain:
        new = "new " if len(report.rows) or summary.gate else ""  # some may be set aside, or not shown
        verdict.append(f"No {new}discrepancies", style="bold green")
    if summary.exit_status == 2:
        verdict.append(" · not completed", style="bold red")
    fails = "never fails" if summary.fail_on == "never" else f"fails on {summary.fail_on}"
    where = f" · report: {one_line(summary.report_path)}" if summary.report_path else ""
    return verdict.append(f" · {fails}{where}")
