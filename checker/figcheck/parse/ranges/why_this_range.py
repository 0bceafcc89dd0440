"""Why a figure has the range it has, in sentences for a person."""

from __future__ import annotations

from figcheck.model.figure import Bounds
from figcheck.model.words import COUNTED_UNITS
from figcheck.parse.grammar.reading import Reading
from figcheck.parse.ranges.hedges import WinningQualifier

_READ = {
    "exact": "A bare number that is not round stands for itself.",
    "more_than": "The words exclude the number itself and assert that there are more; above it they bound nothing.",
    "at_least": "The words include the number and assert that there are no fewer; above it they bound nothing.",
    "fewer_than": "The words exclude the number itself and assert that there are fewer.",
    "at_most": "The words include the number and assert that there are no more.",
    "up_to": "The words name a ceiling that can be cancelled (\"up to 300, or even more\"), so no bound is hard.",
    "about": "Both ends are as far off as nine in ten readers allow for these words (Ferson et al. 2015).",
    "nearly": "The number is not reached; how far below, nine in ten readers allow for these words (Ferson et al. 2015).",
    "just_over": "The number is passed; how far, nine in ten readers allow for these words (Ferson et al. 2015).",
    "between": "Both ends are stated.",
    "vague": "A word of no number: the range starts at what its plural or its use asserts, and no bound is hard.",
}  # fmt: skip
_TAKEN = {
    "more_than": "A reader takes it to stay below the next number that would rather have been named.",
    "fewer_than": "A reader takes it to stay above the number before it that would rather have been named.",
    "about": "Half of all readers take it to lie in the implied range.",
    "nearly": "Half of all readers take it to lie in the implied range.",
    "just_over": "Half of all readers take it to lie in the implied range.",
    "vague": "A reader takes it to stay below the next larger word of its kind.",
}


def explain_range(
    qualifier: WinningQualifier, value: int | float | None, bounds: Bounds, reading: Reading, *, rounds: bool = True
) -> tuple[str, ...]:
    """Sentences that explain the range of one figure; nothing in them depends on the wording of the figure.

    `bounds` are those of the number alone, before a second hedge makes them soft; `value` and `rounds` as in `Figure` and
    `parse_figure`.
    """
    unit = reading.figure_unit
    reasons = [_READ[qualifier.name]]
    if qualifier.name == "exact":
        if reading.first.exactly and unit in (*COUNTED_UNITS, "rate"):
            reasons = ["The words hold the number to be exact."]
        elif unit == "fraction" and not bounds.low_hard:
            reasons = [
                "A simple fraction is read as rounded: by five points of a hundred at most, and no wider than "
                '"about" is read.'
            ]
        elif not bounds.low_hard and not qualifier.softened:
            reasons = [
                "A bare number with two or more trailing zeros is read as rounded: by half its grain at most, and no wider "
                'than "about" is read.',
                "A reader takes the number itself from it.",
            ]
        elif isinstance(value, int) and value and value % 100 == 0 and unit in COUNTED_UNITS and not rounds:
            reasons = ["Its origin is declared never to round, so the round number is a count."]
    if qualifier.name == "between" and not (bounds.low_hard and bounds.high_hard):
        statistical = reading.confidence or reading.margin is not None
        reasons.append(
            "A statistical interval asserts no bound." if statistical else "Another hedge leaves an end open."
        )
    if qualifier.name in _TAKEN:
        reasons.append(_TAKEN[qualifier.name])
    if qualifier.softened:
        reasons.append("The words leave the bound open, so it is soft.")
    if qualifier.cancelled:
        reasons.append('"Or more" cancels the ceiling: nothing bounds the number from above.')
    if reading.interval_beside:
        reasons.append("The interval beside the number was not read: it belongs into the column interval.")
    if unit not in COUNTED_UNITS:
        reasons.append("It does not count people, so its bounds are closed at the number as stated.")
    if reading.increment:
        reasons.append("It is an addition and is never compared with a total.")
    return tuple(reasons)
