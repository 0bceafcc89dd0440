"""Why a figure has the range it has, in sentences for a person."""

from __future__ import annotations

from figcheck.model.figure import Bounds

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


def story(
    qualifier: str,
    value: int | float | None,
    bounds: Bounds,
    unit: str,
    *,
    softened: bool = False,
    cancelled: bool = False,
    rounds: bool = True,
    exactly: bool = False,
    interval_beside: bool = False,
    increment: bool = False,
    confidence: bool = False,
) -> tuple[str, ...]:
    """Sentences that explain the range of one figure; nothing in them depends on the wording of the figure."""
    told = [_READ[qualifier]]
    if qualifier == "exact":
        if exactly and unit in ("people", "households", "rate"):
            told = ["The words hold the number to be exact."]
        elif not bounds.low_hard and not softened:
            told = [
                "A bare number with two or more trailing zeros is read as rounded: by half its grain at most, and no wider "
                'than "about" is read.',
                "A reader takes the number itself from it.",
            ]
        elif isinstance(value, int) and value and value % 100 == 0 and unit in ("people", "households") and not rounds:
            told = ["Its origin is declared never to round, so the round number is a count."]
    if qualifier == "between" and not (bounds.low_hard and bounds.high_hard):
        told.append(
            "Another hedge leaves an end open." if not confidence else "A statistical interval asserts no bound."
        )
    if qualifier in _TAKEN:
        told.append(_TAKEN[qualifier])
    if softened:
        told.append("A second hedge beside the bound makes it soft.")
    if cancelled:
        told.append('"Or more" cancels the ceiling: nothing bounds the number from above.')
    if interval_beside:
        told.append("The interval beside the number was not read: it belongs into the column interval.")
    if unit not in ("people", "households"):
        told.append("It is no count of people, so its bounds are closed at the number as stated.")
    if increment:
        told.append("It is an addition and is never compared with a total.")
    return tuple(told)
