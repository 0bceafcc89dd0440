"""What a run could find, and what it could not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from figcheck.model.words import DRAFT_RULES


@dataclass(frozen=True)
class Scope:
    """What a run could find: the day, and what it left out.

    `not_run` has the codes and names of the rules that did not run; `partial` says that something could not be read or
    run. Of what lies outside nobody can tell whether it is gone.
    """

    today: date
    not_run: Collection[str] = ()
    partial: bool = False

    def covers(self, rule: str | None) -> bool:
        """Whether a finding of this rule (None: of any) would have been found. Nobody knows all drafts that there are."""
        if any(rule in names for *names, _ in DRAFT_RULES.values()):
            return False
        return not self.partial and (not self.not_run if rule is None else rule not in self.not_run)


def days_after(day: date, days: int) -> date:
    """The day so many days (0 or more) later; the last day of the calendar if that is nearer.

    >>> days_after(date(2024, 2, 4), 180), days_after(date(2024, 2, 4), 10**9)
    (datetime.date(2024, 8, 2), datetime.date(9999, 12, 31))
    """
    return day + timedelta(days=min(days, (date.max - day).days))
