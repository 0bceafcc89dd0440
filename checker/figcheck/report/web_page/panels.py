"""Claims on one scale: where each stands, from where to where the scale goes, and what is drawn between them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from figcheck.model.figure import Bounds
from figcheck.report.cells import KIND_WORDS
from figcheck.report.safe_text import one_line
from figcheck.report.web_page.shapes import STYLES, DrawnClaim, Panel, TotalChange

_LONG = 2
"""Days above which the claims of one source are a series, and a line."""

_MOST_DRAWN = 60
"""Claims drawn as marks; of a longer series the line is drawn, and every nth claim."""


def panel_of(
    kind: str,
    claims: pd.DataFrame,
    marked: pd.DataFrame,
    origins: list[str],
    total_changes: list[TotalChange],
) -> Panel:
    """The claims of one kind on their scale. `marked` are the findings to mark."""
    marks = _marks(marked)
    claims = claims.sort_values(["day", "whose", "low", "claim_id"], na_position="first", kind="stable")
    shown = {
        label: _drawn_claim(row, marks.get(label, (0, False)), origins)
        for label, row in zip(claims.index, claims.to_dict("records"), strict=True)
    }
    witnesses = [claim for claim in shown.values() if claim.number]
    bottom, top = _scale(witnesses or list(shown.values()), list(shown.values()), total_changes)
    inside = {label: claim for label, claim in shown.items() if claim.number or bottom <= claim.value <= top}
    step = max(1, -(-len(inside) // _MOST_DRAWN))
    lines = _lines(claims, inside)
    drawn = [c for n, c in enumerate(inside.values()) if c.number or n % step == 0]
    return Panel(
        title=KIND_WORDS.get(kind, kind),
        claims=list(dict.fromkeys(drawn)),
        bottom=bottom,
        top=top,
        band=_band(witnesses),
        total_changes=total_changes,
        lines=lines,
        outside=len(shown) - len(inside),
    )


def _marks(marked: pd.DataFrame) -> dict[int, tuple[int, bool]]:
    """Label of a claim -> (number of the worst discrepancy that it is a witness of, whether it is the claim to fix)."""
    marks: dict[int, tuple[int, bool]] = {}
    for number, (row, against) in enumerate(zip(marked["row"], marked["against_row"], strict=True), start=1):
        for label, accused in ((row, True), (against, False)):
            if not pd.isna(label):
                marks.setdefault(int(label), (number, accused))
    return marks


def _drawn_claim(row: dict[str, object], mark: tuple[int, bool], origins: list[str]) -> DrawnClaim:
    def whole(name: str) -> int | None:
        return None if pd.isna(row[name]) else int(row[name])  # type: ignore[call-overload]

    low, high = whole("low") or 0, whole("high")
    low_hard, high_hard = (not pd.isna(row[c]) and bool(row[c]) for c in ("low_hard", "high_hard"))
    implied_low = whole("implied_low")
    implied = (low if implied_low is None else implied_low, whole("implied_high"))
    if low_hard != high_hard:
        value = low if low_hard else (high if high is not None else low)
    else:
        value = implied[0] if implied[1] is None else (implied[0] + implied[1]) // 2
    return DrawnClaim(
        day=whole("day"),
        bounds=Bounds(low, high, low_hard, high_hard, *implied),
        value=value,
        style=min(origins.index(str(row["whose"])), STYLES),
        figure=one_line(str(row["figure"])),
        number=mark[0],
        accused=mark[1],
    )


def _scale(
    witnesses: list[DrawnClaim], claims: list[DrawnClaim], total_changes: list[TotalChange]
) -> tuple[float, float]:
    """From where to where the scale goes: the witnesses, room around them, and the claims that lie near."""
    ends = [
        v
        for c in witnesses
        for v in (c.bounds.low or c.value, c.bounds.high, c.value, c.bounds.implied_high)
        if v is not None
    ]
    ends += [value for _, *both in total_changes for value in both]
    low, high = min(ends), max(ends)
    reach = max(high - low, high * (0.05 if len(witnesses) > 1 else 0.4), 4)
    near = [c.value for c in claims if low - 2 * reach <= c.value <= high + 2 * reach]
    low, high = min([low, *near]), max([high, *near])
    room = max((high - low) * 0.15, reach * 0.25)
    return max(0.0, low - room), high + room


def _band(witnesses: list[DrawnClaim]) -> tuple[int, int] | None:
    """What lies between the two witnesses of the first discrepancy, where their ranges share no value."""
    first = [claim for claim in witnesses if claim.number == 1]
    if len(first) != 2:
        return None
    below, above = sorted((claim.bounds for claim in first), key=lambda bounds: bounds.low)
    return (below.high, above.low) if below.high is not None and below.high < above.low else None


def changes_of_total(marked: pd.DataFrame, claims: pd.DataFrame) -> list[TotalChange]:
    """For a number of days that disagrees with a total: the day, and the change of that total since it last was given.

    Left out where the change does not miss the number by the gap that was reported (several days were added up).
    """
    total_changes: list[TotalChange] = []
    for row, against, gap in zip(marked["row"], marked["against_row"], marked["gap"], strict=True):
        pair = claims.loc[[label for label in (row, against) if not pd.isna(label) and label in claims.index]]
        by_kind = dict(zip(pair["kind"], pair.itertuples(), strict=True))
        if set(by_kind) != {"increment", "cumulative"} or pd.isna(gap):
            continue
        number, total = by_kind["increment"], by_kind["cumulative"]
        if pd.isna(number.day) or pd.isna(number.high) or pd.isna(total.high):
            continue
        earlier = (claims["cell"] == total.cell) & (claims["whose"] == total.whose) & (claims["day"] < number.day)
        before = claims[earlier.fillna(False)].sort_values(["day", "claim_id"]).tail(1)
        if not len(before) or before["high"].isna().any():
            continue
        low, high = int(total.low - before["high"].iloc[0]), int(total.high - before["low"].iloc[0])
        if max(low - number.high, number.low - high) == gap:
            total_changes.append(TotalChange(int(number.day), low, high))
    return total_changes


def _lines(claims: pd.DataFrame, inside: dict[int, DrawnClaim]) -> list[tuple[int, list[tuple[int, int]]]]:
    """The longer series: what one origin gives through one source, from day to day; their claims are noted in `inside`."""
    lines = []
    dated = claims[claims["day"].notna() & claims.index.isin(list(inside))]
    series = ["whose", "source"]
    long = dated.groupby(series, dropna=False)["day"].transform("nunique") > _LONG
    for _, part in dated[long].groupby(series, sort=True, dropna=False):
        points = [(int(inside[label].day or 0), inside[label].value) for label in part.index]
        lines.append((inside[part.index[0]].style, points))
        inside.update({label: replace(inside[label], in_line=True) for label in part.index})
    return lines
