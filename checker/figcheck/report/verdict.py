"""The verdict of a run in a few words, the same in every format."""

from __future__ import annotations

from figcheck.report.report import Report


def headline(report: Report) -> str:
    """How many new discrepancies of each severity, or that there are none; says so when the run was not done whole.

    Those that follow from another are counted apart. What fails the run is a setting, not a verdict: see `pass_or_fail`.
    """
    counts = [f"{n:,} {severity}{'' if n == 1 else 's'}" for severity, n in report.leading_counts().items() if n]
    found = f"{', '.join(counts)}{follow_words(report)}" or "no discrepancies"
    return f"{found}; not completed" if report.summary.exit_status == 2 else found


def follow_words(report: Report) -> str:
    """How many new discrepancies follow from those that are counted; "" where none does."""
    following = report.following()
    others = "it" if len(report.leading()) == 1 else "them"
    return f", and {following:,} that follow{'s' if following == 1 else ''} from {others}" if following else ""


def pass_or_fail(report: Report) -> str:
    """Whether the run passes, and at which severity it would not, as a sentence."""
    summary = report.summary
    if summary.exit_status == 2:
        return "The run could not be completed."
    if summary.fail_on == "never":
        return "Nothing fails this run."
    worst = "an error" if summary.fail_on == "error" else f"a {summary.fail_on} or worse"
    return f"The run {'fails' if summary.exit_status else 'passes'}: {worst} fails it."
