"""What a run says to a person at a terminal or in a log."""

from __future__ import annotations

import pandas as pd
from rich.console import Console
from rich.text import Text

from checker.model import SEVERITIES
from checker.report.report import Report
from checker.report.safe_text import one_line
from checker.report.summary import RunSummary
from checker.report.terminal_findings import by_rule, show_findings
from checker.report.terminal_summary import show_summary
from checker.report.terminal_text import STYLES, amount, line, never_fail_on_letters


def show(report: Report, console: Console, verbose: bool = False) -> None:
    """Prints what was checked, the worst discrepancies (verbose: all), and a verdict in one line.

    Explained and waived rows are counted and, without `verbose`, not shown. Text from ledgers is shown as it is, never
    as markup; terminal sequences in it do nothing. Colours only where rich finds a terminal and no NO_COLOR.
    """
    rows, summary = report.rows, report.summary
    never_fail_on_letters(console)
    show_summary(summary, console, verbose=verbose)
    line(console)
    new = rows[rows["status"] == "new"]
    shown = show_findings(rows if verbose else new, console, verbose=verbose)
    if not verbose and shown < len(new):
        rest = f"All are in {one_line(summary.report_path)}" if summary.report_path else "All"
        line(console, f"Shown: {shown:,} of {len(new):,}. {rest}:", hang=2)
        line(console, "; ".join(by_rule(new)), indent=2)
        line(console)
    set_aside = rows[rows["status"] != "new"]
    if len(set_aside):
        line(console, _set_aside(set_aside), hang=2)
    line(console, _verdict(new, summary), hang=2)


def _set_aside(rows: pd.DataFrame) -> str:
    counts = "; ".join(
        f"{len(part):,} {one_line(str(status))} ({', '.join(by_rule(part))})"
        for status, part in rows.groupby("status", sort=True)
    )
    return f"Set aside, in the report only: {counts}"


def _verdict(new: pd.DataFrame, summary: RunSummary) -> Text:
    """One line: how many of each severity, what fails a run, where the report is."""
    verdict = Text()
    for severity in SEVERITIES:
        n = int((new["severity"] == severity).sum())
        if n:
            verdict.append(", " if verdict.plain else "").append(amount(n, severity), style=STYLES[severity])
    if not verdict.plain:
        verdict.append("No discrepancies", style="bold green")
    if summary.exit_status == 2:
        verdict.append(" · not done whole", style="bold red")
    fails = "never fails" if summary.fail_on == "never" else f"fails on {summary.fail_on}"
    where = f" · report: {one_line(summary.report_path)}" if summary.report_path else ""
    return verdict.append(f" · {fails}{where}")
