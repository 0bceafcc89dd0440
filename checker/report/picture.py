"""What a picture of one cell shows: which claims, over which days and numbers, and which of them are in conflict.

Only numbers and days; `svg.py` draws them. A cell may have thousands of claims: the picture shows the days around the worst
discrepancies, and says how many claims lie outside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pandas as pd

from checker.report.cells import KIND_WORDS, CellFindings, worst_first
from checker.report.report import at
from checker.report.safe_text import one_line

MOST_MARKED = 3
"""Discrepancies of one cell that are marked in its picture: the worst."""

_DAYS = 10
_CLAIM_DAYS = 5
"""How far a picture reaches beyond the days of its worst discrepancy: so many days, or so many days that have claims."""

_MOST_DRAWN = 60
"""Claims drawn as marks; of a longer series the line is drawn, and every nth claim."""

STYLES = 6
"""Origins with a colour and a shape of their own; further ones share the last."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One claim in a picture: its ranges in people (`high` None: open), its day (None: undated), whose and how marked.

    `value` is where its mark stands: the number that the words name. `style` counts origins from 0. `number` is that of
    the discrepancy whose witness it is (0: none), `accused` whether it is the claim to mend, `in_line` whether a line leads
    through it.
    """

    day: int | None
    low: int
    high: int | None
    low_hard: bool
    high_hard: bool
    implied_low: int
    implied_high: int | None
    value: int
    style: int
    figure: str
    number: int = 0
    accused: bool = False
    in_line: bool = False


@dataclass
class Panel:
    """Claims on one scale: `bottom` … `top` people; `band` is what no number of the first discrepancy can be in.

    `ghost` is the change of the total over the days of a number that disagrees with it: (day, low, high). `lines` has the
    points (day, value) of each longer series with its style. `outside` counts claims beyond the scale.
    """

    title: str
    claims: list[Shown]
    bottom: float
    top: float
    band: tuple[int, int] | None = None
    ghosts: list[tuple[int, int, int]] = field(default_factory=list)
    lines: list[tuple[int, list[tuple[int, int]]]] = field(default_factory=list)
    outside: int = 0


@dataclass
class Picture:
    """The panels of one cell, the days that they have in common, and the origins in the order of their styles.

    `marked` are the rows of the report that are marked, number 1 first; `left_out` counts claims of the cell that are not shown.
    """

    panels: list[Panel]
    first_day: int
    last_day: int
    undated: bool
    origins: list[str]
    marked: pd.DataFrame
    left_out: int


def drawable(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that can be drawn, with `day` and `since_day` (days since 1970-01-01) and `whose` (who counted, or printed)."""
    claims = claims[claims["low"].notna()].sort_index()
    for name, column in (("day", "as_of"), ("since_day", "period_start")):
        days = pd.to_datetime(claims[column], format="ISO8601", errors="coerce")
        claims[name] = ((days - pd.Timestamp(0)) // pd.Timedelta(days=1)).astype("Int64")
    names = claims["origin"].fillna(claims["source"])
    claims["whose"] = names.map(lambda name: one_line(str(name)), na_action="ignore").fillna("nobody named")
    return claims


def picture(every: pd.DataFrame, found: CellFindings) -> Picture | None:
    """The picture of a cell, None where there is nothing to draw (no claim of it can be read as a count).

    `every` is `Report.claims` as `drawable` gives it.
    """
    rows = worst_first(found.rows)
    claims = _concerned(every, rows, found)
    days = claims["day"]
    rows = rows[rows["row"].isin(claims.index) | rows["against_row"].isin(claims.index)]
    if not len(rows):
        return None
    window = _window(days, rows.iloc[0])
    inside = claims[days.isna() | days.between(*window)]
    marked = _marked(rows, days, window)
    keep = claims["cell"].isin(claims.loc[claims.index.isin(_witnesses(marked)), "cell"]) | claims.index.isin(
        found.claims.index
    )
    inside = inside[keep.loc[inside.index] | inside.index.isin(_witnesses(marked))]
    origins = _origins(inside, inside.loc[[label for label in _witnesses(marked) if label in inside.index]])
    ghosts = _ghosts(marked, claims)
    panels = [
        _panel(str(kind), part, marked, origins, ghosts if kind == "increment" else [])
        for kind, part in inside.groupby("kind", sort=True, dropna=False)
    ]
    dated = inside["day"].dropna()
    return Picture(
        panels=panels,
        first_day=int(dated.min()) if len(dated) else 0,
        last_day=int(dated.max()) if len(dated) else 0,
        undated=any(claim.day is None for panel in panels for claim in panel.claims),
        origins=origins,
        marked=marked,
        left_out=int(found.claims.index.isin(claims.index).sum() - inside.index.isin(found.claims.index).sum())
        + sum(panel.outside for panel in panels),
    )


def _witnesses(rows: pd.DataFrame) -> list[int]:
    return [int(label) for label in pd.concat([rows["row"], rows["against_row"]]).dropna().unique()]


def _marked(rows: pd.DataFrame, days: pd.Series, window: tuple[int, int]) -> pd.DataFrame:
    """The worst discrepancy and the next ones that can be marked beside it, in the same days."""
    mine, theirs = at(days, rows["row"]).array, at(days, rows["against_row"]).array
    visible = pd.Series(True, index=rows.index)
    for side in (mine, theirs):
        day = pd.Series(side, index=rows.index)
        visible &= (day.isna() | day.between(*window)).astype(bool)
    visible.iloc[0] = True
    return rows[visible].head(MOST_MARKED)


def _concerned(every: pd.DataFrame, rows: pd.DataFrame, found: CellFindings) -> pd.DataFrame:
    """The claims of the cell and the witnesses; for a number of days also the totals that it was compared with."""
    own = every.loc[every.index.intersection(found.claims.index)]
    named = every.loc[every.index.intersection(_witnesses(rows)).difference(own.index)]
    if not len(named):
        return own
    others = named.loc[~named["kind"].isin(own["kind"].dropna().unique()), "cell"].dropna()
    totals = every[every["cell"].isin(others)] if len(others) else named
    return pd.concat([own, named, totals.loc[totals.index.difference(named.index)]])


def _window(days: pd.Series, first: pd.Series) -> tuple[int, int]:
    """The days to show: those of the worst discrepancy, and before and after it `_DAYS`, or more where claims are rare."""
    own = days.reindex([label for label in (first["row"], first["against_row"]) if not pd.isna(label)]).dropna()
    if not len(own):
        return -(10**9), 10**9
    start, end = int(own.min()), int(own.max())
    known = sorted({int(day) for day in days.dropna()})
    before, after = (
        [day for day in known if day < start][-_CLAIM_DAYS:],
        [day for day in known if day > end][:_CLAIM_DAYS],
    )
    return min([start - _DAYS, *before]), max([end + _DAYS, *after])


def _origins(claims: pd.DataFrame, witnesses: pd.DataFrame) -> list[str]:
    """Origins by style: those of the witnesses first, then the most frequent."""
    counts = Counter(claims["whose"].tolist())
    first = list(dict.fromkeys(witnesses["whose"].tolist()))
    return first + [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if name not in first]


def _panel(
    kind: str, claims: pd.DataFrame, marked: pd.DataFrame, origins: list[str], ghosts: list[tuple[int, int, int]]
) -> Panel:
    marks = _marks(marked)
    claims = claims.sort_values(["day", "whose", "low", "claim_id"], na_position="first", kind="stable")
    shown = {
        label: _shown(row, marks.get(label, (0, False)), origins)
        for label, row in zip(claims.index, claims.to_dict("records"), strict=True)
    }
    witnesses = [claim for claim in shown.values() if claim.number]
    bottom, top = _scale(witnesses or list(shown.values()), list(shown.values()), ghosts)
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
        ghosts=ghosts,
        lines=lines,
        outside=len(shown) - len(inside),
    )


def _marks(marked: pd.DataFrame) -> dict[int, tuple[int, bool]]:
    """Label of a claim -> (number of the worst discrepancy that it is a witness of, whether it is the claim to mend)."""
    marks: dict[int, tuple[int, bool]] = {}
    for number, (row, against) in enumerate(zip(marked["row"], marked["against_row"], strict=True), start=1):
        for label, accused in ((row, True), (against, False)):
            if not pd.isna(label):
                marks.setdefault(int(label), (number, accused))
    return marks


def _shown(row: dict[str, object], mark: tuple[int, bool], origins: list[str]) -> Shown:
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
    return Shown(
        day=whole("day"),
        low=low,
        high=high,
        low_hard=low_hard,
        high_hard=high_hard,
        implied_low=implied[0],
        implied_high=implied[1],
        value=value,
        style=min(origins.index(str(row["whose"])), STYLES),
        figure=one_line(str(row["figure"])),
        number=mark[0],
        accused=mark[1],
    )


def _scale(witnesses: list[Shown], claims: list[Shown], ghosts: list[tuple[int, int, int]]) -> tuple[float, float]:
    """From where to where the scale goes: the witnesses, room around them, and the claims that lie near."""
    ends = [v for c in witnesses for v in (c.low or c.value, c.high, c.value, c.implied_high) if v is not None]
    ends += [value for _, *both in ghosts for value in both]
    low, high = min(ends), max(ends)
    reach = max(high - low, high * (0.05 if len(witnesses) > 1 else 0.4), 4)
    near = [c.value for c in claims if low - 2 * reach <= c.value <= high + 2 * reach]
    low, high = min([low, *near]), max([high, *near])
    room = max((high - low) * 0.15, reach * 0.25)
    return max(0.0, low - room), high + room


def _band(witnesses: list[Shown]) -> tuple[int, int] | None:
    """What lies between the two witnesses of the first discrepancy, where their ranges share no value."""
    first = [claim for claim in witnesses if claim.number == 1]
    if len(first) != 2:
        return None
    below, above = sorted(first, key=lambda c: c.low)
    return (below.high, above.low) if below.high is not None and below.high < above.low else None


def _ghosts(marked: pd.DataFrame, claims: pd.DataFrame) -> list[tuple[int, int, int]]:
    """For a number of days that disagrees with a total: the day, and the change of that total since it last was given.

    Left out where the change does not miss the number by the gap that was reported (several days were added up).
    """
    ghosts = []
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
            ghosts.append((int(number.day), low, high))
    return ghosts


def _lines(claims: pd.DataFrame, inside: dict[int, Shown]) -> list[tuple[int, list[tuple[int, int]]]]:
    """The longer series: what one origin gives through one source, from day to day; their claims are noted in `inside`."""
    lines = []
    dated = claims[claims["day"].notna() & claims.index.isin(list(inside))]
    for _, part in dated.groupby(["whose", "source"], sort=True, dropna=False):
        points = [(int(inside[label].day or 0), inside[label].value) for label in part.index]
        if len({day for day, _ in points}) > 2:
            lines.append((inside[part.index[0]].style, points))
            inside.update({label: replace(inside[label], in_line=True) for label in part.index})
    return lines
