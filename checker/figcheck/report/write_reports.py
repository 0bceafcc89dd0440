"""The reports of a run written where they were asked for: each at once or not at all, and none for another's fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from figcheck.model.errors import FigcheckError
from figcheck.report.formats import Target
from figcheck.report.report import Report


def write_reports(
    targets: Iterable[Target], report: Report, inputs: Sequence[str], errors: Iterable[FigcheckError], *, failing: bool
) -> tuple[Report, list[Target], list[FigcheckError]]:
    """The report with the end of its summary, the targets to which it was written, and all errors of the run.

    `inputs` are the files that were read, `errors` what could not be done before. A report that may not, or cannot, be written
    is an error of its own, and the others are written. `failing` says whether a finding fails the run.
    """
    errors = list(errors)
    allowed, written = [], []
    for target in targets:
        try:
            target.refuse(inputs, report)
            allowed.append(target)
        except FigcheckError as error:
            errors.append(error)
    report = _ended(report, allowed, errors, failing)
    for target in allowed:
        try:
            target.write(report)
            written.append(target)
        except FigcheckError as error:
            errors.append(error)
    return _ended(report, written, errors, failing), written, errors


def _ended(report: Report, targets: Iterable[Target], errors: Sequence[FigcheckError], failing: bool) -> Report:
    """The report with what its summary says of the end of the run."""
    summary = replace(
        report.summary,
        broken=[str(error) for error in errors],
        report_path=", ".join(str(target.path) for target in targets),
        exit_status=2 if errors else int(failing),
    )
    return replace(report, summary=summary)
