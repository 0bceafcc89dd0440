"""By how much two figures miss each other, so that a person can work it out from what was printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed of one claim, its range, and the range that readers take from it."""

    figure: str | None
    qualifier: str | None
    value: float | None
    low: int | None
    high: int | None
    implied_low: int | None
    implied_high: int | None
    interval: str | None


def apart_words(gap: int | None, one: Printed, other: Printed) -> str | None:
    """ "by" and how far the printed numbers are apart, with what `gap` leaves out of that said apart; None without a gap.

    The gap lies between two ranges. Where these are wider than the printed numbers, the difference of the numbers comes first.
    A number that the words leave out ("more than 1,300") and words without a number ("dozens") are said as the bound that counts.

    >>> exact = Printed("1,262", "exact", 1262, 1262, 1262, 1262, 1262, None)
    >>> apart_words(39, Printed("more than 1,300", "more_than", 1300, 1301, None, 1301, 1399, None), exact)
    'by 39, since “more than 1,300” begins at 1,301'
    >>> apart_words(188, Printed("about 1,500", "about", 1500, 1450, 1550, 1470, 1530, None), exact)
    'by 238, or by 188 with 50 allowed for the leeway of “about 1,500”'
    >>> apart_words(1163, exact, Printed("dozens", "vague", None, 24, 99, 24, 99, None))
    'by 1,163, since “dozens” is read as at most 99'
    """
    if gap is None:
        return None
    for ends in (("low", "high"), ("implied_low", "implied_high")):
        for upper, lower in ((one, other), (other, one)):
            bottom, top = getattr(upper, ends[0]), getattr(lower, ends[1])
            if bottom is not None and top is not None and bottom - top == gap > 0:
                return _words(gap, (upper, bottom, 1), (lower, top, -1))
    return f"by {gap:,}"


def _words(gap: int, *ends: tuple[Printed, int, int]) -> str:
    """The words for two claims, each with its bound that counts and 1 where that is a low, -1 where it is a high."""
    printed = gap
    leeways: list[str] = []
    bounds: list[str] = []
    for claim, bound, sign in ends:
        if claim.qualifier == "between" and claim.interval is None:
            continue
        if claim.value is None or claim.qualifier == "vague":
            bounds.append(f"“{claim.figure}” is read as {'at least' if sign > 0 else 'at most'} {bound:,}")
            continue
        leeway = round(sign * (claim.value - bound))
        if leeway > 0:
            printed += leeway
            leeways.append(f"{leeway:,}{'' if leeways else ' allowed'} for the {_kind(claim)} of “{claim.figure}”")
        elif leeway < 0:
            bounds.append(f"“{claim.figure}” {'begins' if sign > 0 else 'ends'} at {bound:,}")
    words = f"by {printed:,}, or by {gap:,} with {' and '.join(leeways)}" if leeways else f"by {gap:,}"
    return words + (f", since {' and '.join(bounds)}" if bounds else "")


def _kind(claim: Printed) -> str:
    if claim.interval is not None:
        return "interval"
    return "rounding" if claim.qualifier == "exact" else "leeway"
