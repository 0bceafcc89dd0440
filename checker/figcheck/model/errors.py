"""What figcheck says when it cannot go on: what, where, why, and how to fix it."""

from __future__ import annotations

from typing import Generic, TypeVar


class FigcheckError(Exception):
    """A run, or a part of one, could not be done because of something the user can fix (exit status 2).

    `what` is one sentence; `where` a file, `file:line` or `file:line: column name`; `why` the cause;
    `mend` what to do about it. Quote the user's words as they stand in the file: a line break in `what` is shown as a blank.

    >>> print(FigcheckError("cannot read the ledger", where="figures/a.csv:3", why="a quote is never closed", mend='close the "'))
    figures/a.csv:3: cannot read the ledger
      why:  a quote is never closed
      fix:  close the "
    """

    def __init__(self, what: str, *, where: str | None = None, why: str | None = None, mend: str | None = None) -> None:
        super().__init__(what)
        self.what, self.where, self.why, self.mend = " ".join(what.splitlines()), where, why, mend

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.why:
            lines.append(f"  why:  {self.why}")
        if self.mend:
            lines.append(f"  fix:  {self.mend}")
        return "\n".join(lines)


Kind = TypeVar("Kind", bound=FigcheckError)


class SeveralErrors(FigcheckError, Generic[Kind]):  # noqa: N818 - it holds errors
    """Several errors as one: `errors` has each, and the text of this one is theirs, one below the other."""

    def __init__(self, errors: list[Kind]) -> None:
        super().__init__(errors[0].what, where=errors[0].where, why=errors[0].why, mend=errors[0].mend)
        self.errors = errors

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class LedgerError(FigcheckError):
    """A ledger or vocabulary cannot be read whole; the others are still checked."""


class CardError(FigcheckError):
    """A rule card is broken: its page, its query, or what the query did when it ran."""


class SettingsError(FigcheckError):
    """A setting or a flag is unknown or has a value that it cannot have."""
