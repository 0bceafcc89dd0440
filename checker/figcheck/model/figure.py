"""What the words of a figure say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Part(NamedTuple):
    """One stretch of a figure's words and what it was read as.

    `start` and `end` are offsets into the figure as printed; `role` is qualifier, number, unit, increment, confidence or
    ignored; `meaning` is plain English for a person ("more than", "27,000").
    """

    start: int
    end: int
    role: str
    meaning: str


class Bounds(NamedTuple):
    """A range in whole people (`high` None: open), which of its ends are asserted, and the range that a reader takes from it."""

    low: int
    high: int | None
    low_hard: bool
    high_hard: bool
    implied_low: int
    implied_high: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure's words say: a qualifier and a closed range, or the reason why it cannot be read.

    `value` is the number the words name (None for between and vague; 90 for "90 percent", 0.75 for "three-quarters",
    people per day for a rate). `low`..`high` is what the words allow, `implied_low`..`implied_high` what a reader takes
    from them, always inside it. A bound is hard when the words assert it. For people and households all bounds are int;
    for percent, fraction and rate they may be float. `increment` is true for "another 40", "a further 7,017".
    A correction takes back what was counted before ("-201", "fell by 201", "halved"): its numbers lie below zero, from -201
    to -201, and `low` is None where the words leave open how many ("fell by more than 200" is -201 or fewer).
    `error` is None exactly when the figure could be read; then `low` or `high` is not None. `why` explains the range to a person,
    sentence by sentence; `parts` says which words gave what. `lang` is the language it was read in (None where digits alone
    were read), and `doubt` says where it could also be read otherwise. `of` is what a percentage or a fraction is a part of, where
    the words say so. `stopped` is the stretch of an unreadable figure at which the reading stopped, where it is one,
    and `nearest` the figure with a misspelt word corrected. `impossible` goes with an `error`: the
    words are clear, and no count of people can be what they say. `no_figure` goes with an `error` too: the words say that no
    figure is given, and this is how ("suppressed", "not applicable"). With a figure it is "perhaps": "none" is read as 0, and
    some software means no figure by it. `mark` are the marks printed beside the number ("[1]", "p").
    """

    figure: str
    qualifier: str | None = None
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    low_hard: bool = False
    high_hard: bool = False
    implied_low: int | float | None = None
    implied_high: int | float | None = None
    unit: str | None = None
    increment: bool = False
    error: str | None = None
    mend: str | None = None
    digits: int | None = None
    why: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=())
    lang: str | None = None
    doubt: str | None = None
    of: str | None = None
    stopped: tuple[int, int] | None = None
    nearest: str | None = None
    impossible: bool = False
    no_figure: str | None = None
    mark: str | None = None

    @property
    def correction(self) -> bool:
        """Whether the figure takes back what was counted before; never true of a total."""
        if self.error is not None:
            return False
        return self.low is None or self.low < 0 or (self.value is not None and self.value < 0)


class Phrasing(NamedTuple):
    """One way to print a number, and what it means when it is read."""

    text: str
    figure: Figure
