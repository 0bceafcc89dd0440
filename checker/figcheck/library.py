"""The functions that `import figcheck` gives. Nothing heavy is imported before one of them is called."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from figcheck.model.errors import FigcheckError, SettingsError
from figcheck.model.figure import Figure, Phrasing
from figcheck.model.settings import FAIL_ON, Settings

if TYPE_CHECKING:
    import pandas as pd

    from figcheck.pipeline import Run
    from figcheck.prose import ProseFigure

AnyPath: TypeAlias = "str | os.PathLike[str]"


def parse_figure(text: str, lang: str | None = None) -> Figure:
    """What the words of a figure say: a qualifier, a range, and the range that a reader takes from them.

    `lang` is the language of the words ("en", "tr"); without it, script and words decide. The function never raises for a
    text: a figure that cannot be read has an `error` that says why, and null bounds.

    >>> figure = parse_figure("nearly 1,200")
    >>> figure.qualifier, figure.low, figure.high
    ('nearly', 1000, 1199)
    """
    from figcheck.parse.figure import parse_figure as parse

    return parse(text, lang)


def faithful_phrases(number: int, lang: str = "en") -> list[Phrasing]:
    """Faithful ways to print a number of people, each with the range that it means; the closest of each qualifier first.

    Raises FigcheckError for a language that figcheck does not read, and for a number below 0.

    >>> [phrasing.text for phrasing in faithful_phrases(27_238)][:3]
    ['27,238', 'more than 27,000', 'more than 20,000']
    """
    from figcheck.parse.say import faithful_phrases as propose

    if number < 0:
        raise FigcheckError(f"{number:,} is not a number of people", mend="give a whole number, 0 or more")
    return propose(number, lang)


def extract(text: str, lang: str = "en") -> list[ProseFigure]:
    """The figures of people in a text, in its order, as `figcheck extract` finds them.

    `start` and `end` of each are characters of the text, `figure` is what `parse_figure` gives for its words, and `measure` is
    what is counted. Raises FigcheckError for a language in which figcheck reads no texts.

    >>> [(found.words, found.measure) for found in extract("The flood killed at least 12 people.")]
    [('at least 12', 'killed')]
    """
    from figcheck.prose import figures_in

    return figures_in(text, lang)


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A figure of a draft, and what the ledger says of it.

    `start` and `end` are characters of the file, `line` and `column` count from 1; in a Word document the line is the paragraph.
    `verdict` is one of agrees, older, hedge, category, superseded, contradicts and unknown. `severity` and `status` (new, waived,
    accepted) are None for `agrees`. `against_id` is the claim that decided, and `instead` the newest figure with the hedge of the
    draft, each None where there is none.
    """

    file: str
    start: int
    end: int
    line: int
    column: int
    figure: str
    measure: str
    verdict: str
    severity: str | None
    status: str | None
    against_id: str | None
    instead: str | None
    message: str
    mend: str


@dataclass(frozen=True, eq=False)
class DraftResult:
    """What `draft` found: every figure of people in the order of the drafts, the exit status of `figcheck draft`, and what could
    not be read.
    """

    figures: tuple[DraftFigure, ...]
    exit_status: int
    errors: tuple[FigcheckError, ...]
    _run: Run = field(repr=False)

    @property
    def passed(self) -> bool:
        """Whether all was read and no new finding is at or above `fail_on`."""
        return self.exit_status == 0

    def write(self, path: AnyPath) -> None:
        """Writes the report to a file, at once or not at all. The suffix tells the format, or "FORMAT:FILE" does.

        Raises FigcheckError for a format that a draft is not written in, for a file that cannot be written, and for one that was
        read.
        """
        from figcheck.report.drafts import draft_target

        wanted = draft_target(os.fspath(path))
        wanted.refuse(self._run.inputs, self._run.report)
        wanted.write(self._run.report)


def draft(
    paths: AnyPath | Iterable[AnyPath],
    ledger: AnyPath | Iterable[AnyPath],
    *,
    as_of: date | str | None = None,
    event: str | Iterable[str] = (),
    lang: str | None = None,
    fail_on: str | None = None,
    baseline: AnyPath | None = None,
    settings: Settings | None = None,
) -> DraftResult:
    """Compares every figure of the drafts below the paths with a ledger, as `figcheck draft` does, and writes nothing.

    `as_of` is the day on which the drafts are printed, and `event` what they are about; without them, each draft says so. The
    other arguments are those of `check`.

    Raises FigcheckError when the ledger has no claim, and for a setting that cannot be. A draft that cannot be read is in `errors`
    of the result.
    """
    from figcheck.pipeline import check_drafts, known_claims
    from figcheck.read.settings_toml import find_settings, with_flags
    from figcheck.report.drafts import DraftReport, verdict_records

    ledgers = [Path(path) for path in _each(ledger)]
    chosen = with_flags(
        find_settings(ledgers) if settings is None else settings,
        fail_on=_severity(fail_on),
        baseline=None if baseline is None else Path(baseline),
    )
    chosen = replace(chosen, report=())
    today = chosen.today()
    known = known_claims(ledgers, chosen, today)
    done = check_drafts(
        [Path(path) for path in _each(paths)],
        known,
        chosen,
        today,
        as_of=_day(as_of),
        events=tuple(_each(event)),
        lang=lang,
    )
    assert isinstance(done.report, DraftReport)
    names = tuple(DraftFigure.__dataclass_fields__)
    figures = (DraftFigure(**{name: record[name] for name in names}) for record in verdict_records(done.report))
    return DraftResult(tuple(figures), done.exit_status, tuple(done.errors), done)


@dataclass(frozen=True, eq=False)
class CheckResult:
    """What `check` found.

    `findings` has one row a finding and exactly the columns of discrepancies.csv, worst first: `low`, `high` and `gap` are
    whole people (Int64), dates are text such as "2024-02-04", and a missing value is null. `exit_status` is that of
    `figcheck run`: 0 passed, 1 failed, 2 could not be done whole. `errors` says what could not be done; the rest was checked.
    """

    findings: pd.DataFrame = field(repr=False)
    exit_status: int
    errors: tuple[FigcheckError, ...]
    _run: Run = field(repr=False)

    @property
    def passed(self) -> bool:
        """Whether all was checked and no new finding is at or above `fail_on`."""
        return self.exit_status == 0

    def write(self, path: AnyPath) -> None:
        """Writes the report to a file, at once or not at all. The suffix tells the format, or "FORMAT:FILE" does.

        Raises FigcheckError for an unknown format, for a file that cannot be written, and for one that was checked.
        """
        from figcheck.pipeline import write_report

        write_report(self._run, os.fspath(path))


def check(
    paths: AnyPath | Iterable[AnyPath],
    *,
    as_of: date | str | None = None,
    rules: AnyPath | Iterable[AnyPath] = (),
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    fail_on: str | None = None,
    baseline: AnyPath | None = None,
    settings: Settings | None = None,
) -> CheckResult:
    """Checks every ledger below the paths, as `figcheck run` does, and writes nothing.

    `as_of` is the day that counts as today (without it, the clock's); `rules` are folders with rule cards of your own;
    `select` and `ignore` name rules by code ("FC301"), family ("FC3") or name; `fail_on` is the mildest severity that fails
    ("error", "warning", "note", "never"); `baseline` is a file of accepted findings. `settings` stands for the settings file;
    without it, the file is looked for from the paths upward. The other arguments win over both.

    Raises FigcheckError when nothing could be checked: no ledger, no claim, a setting that cannot be. Everything else that
    could not be done is in `errors` of the result.
    """
    from figcheck.model.tables import Report
    from figcheck.pipeline import run
    from figcheck.read.settings_toml import find_settings, with_flags

    inputs = [Path(path) for path in _each(paths)]
    chosen = with_flags(
        find_settings(inputs) if settings is None else settings,
        as_of=_day(as_of),
        rules=tuple(Path(folder) for folder in _each(rules)),
        select=tuple(_each(select)),
        ignore=tuple(_each(ignore)),
        fail_on=_severity(fail_on),
        baseline=None if baseline is None else Path(baseline),
    )
    chosen = replace(chosen, report=())
    done = run(inputs, chosen, chosen.today())
    findings = done.report.rows[Report.names()]
    return CheckResult(findings, done.exit_status, tuple(done.errors), done)


def _each(given: AnyPath | Iterable[AnyPath]) -> list[str]:
    """One text or path, or several, as several texts."""
    several = [given] if isinstance(given, (str, os.PathLike)) else given
    return [os.fspath(one) for one in several]


def _day(given: date | str | None) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingsError(f'as_of is "{given}"', mend="give a date, or write it as 2024-02-04") from error


def _severity(given: str | None) -> str | None:
    if given is not None and given not in FAIL_ON:
        raise SettingsError(f'fail_on is "{given}"', mend=f"use one of {', '.join(FAIL_ON)}")
    return given
