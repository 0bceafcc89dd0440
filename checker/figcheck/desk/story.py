"""A story: all claims of one event by cell, day by day, and who copied whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low
from typing import Any

import pandas as pd

from figcheck.desk.chain import Step, way_to
from figcheck.desk.checked import Checked
from figcheck.desk.filters import Filters
from figcheck.model.shown import range_words
from figcheck.report.cells import KIND_WORDS, CellFindings
from figcheck.report.records import Record, records
from figcheck.report.report import CLAIM_COLUMNS
from figcheck.report.web_page.page import drawn_timeline
from figcheck.report.wording import day_words, what_is_counted

MOST_ROWS = 40
"""Claims of a cell that a story shows; the page of the cell alone shows all."""

_MOST_CELLS = 60
_MOST_WAYS = 30
_LEAST_GAP = 3
"""Days without a claim that are a gap, if they are also this many times the usual step."""

_OF_A_CLAIM = (*CLAIM_COLUMNS, "label")
_CHOICES = ("measure", "place", "source", "origin")


@dataclass(frozen=True)
class Told:
    """One claim of a story: its range in words, the figures found about it, and the days without a claim before it (0: no gap)."""

    claim: Record
    day: str
    range: str
    findings: list[Record]
    gap: int


@dataclass(frozen=True)
class StoryCell:
    """The claims of one cell in the order of their days. `left_out` are those before them that are not shown."""

    number: int | None
    title: str
    about: str
    drawn: Mapping[str, Any] | None
    claims: list[Told]
    left_out: int
    settled: str


@dataclass(frozen=True)
class Story:
    """The cells of an event, those with the most findings first, and the ways of copied figures."""

    cells: list[StoryCell]
    ways: list[list[Step]]
    claims: int
    more_cells: int
    more_ways: int


def events(checked: Checked) -> list[tuple[str, int, int]]:
    """Each event with its claims and its findings that are open, those with the most findings first."""
    counts = checked.report.claims["event"].dropna().value_counts().to_dict()
    found: dict[str, int] = {}
    for finding in checked.findings.values():
        if finding["event"] and finding["status"] == "new":
            found[finding["event"]] = found.get(finding["event"], 0) + 1
    listed = [(str(event), int(count), found.get(str(event), 0)) for event, count in counts.items()]
    return sorted(listed, key=lambda one: (-one[2], -one[1], one[0]))


def choices_of(checked: Checked, event: str) -> dict[str, list[str]]:
    """What the claims and findings of an event can be chosen by."""
    claims = checked.report.claims
    mine = claims[claims["event"] == event]
    found = {name: sorted({str(value) for value in mine[name].dropna()}) for name in _CHOICES}
    findings = [f for f in checked.findings.values() if f["event"] == event]
    found["rule"] = sorted({f["code"] for f in findings})
    found["severity"] = sorted({f["severity"] for f in findings})
    return {name: values for name, values in found.items() if len(values) > 1}


def story(checked: Checked, filters: Filters, cell: int | None = None) -> Story:
    """The story of the event of the filters, or one cell of it. Raises KeyError where no claim has the event."""
    claims = checked.report.claims
    mine = claims[claims["event"] == filters.event]
    if not len(mine):
        raise KeyError(filters.event)
    by_label = _findings_by_label(checked, filters)
    mine = mine[_fitting(mine, filters, by_label)]
    if cell is not None:
        mine = mine[mine["cell"] == cell]
    outside = pd.Series("-", index=mine.index, dtype="str")
    for name in ("measure", "population", "place", "kind", "phase"):
        outside += "\x1f" + mine[name].fillna("").astype("str")
    keys = mine["cell"].astype("str").where(mine["cell"].notna(), outside)
    parts = [part for _, part in mine.groupby(keys, sort=False)]
    parts.sort(key=lambda part: (-sum(len(by_label.get(int(label), ())) for label in part.index), -len(part)))
    most = MOST_ROWS if cell is None else len(mine)
    cells = [_cell(checked, part, by_label, most) for part in parts[:_MOST_CELLS]]
    ways = list(_ways(checked, mine.index)) if cell is None else []
    return Story(cells, ways[:_MOST_WAYS], len(mine), len(parts) - len(cells), max(0, len(ways) - _MOST_WAYS))


def _findings_by_label(checked: Checked, filters: Filters) -> dict[int, list[Record]]:
    wanted = replace(filters, find="", measure="", place="", source="", origin="")
    found: dict[int, list[Record]] = {}
    for label, fingerprints in checked.named_by.items():
        if fitting := [f for f in map(checked.findings.__getitem__, fingerprints) if wanted.fits(f)]:
            found[label] = fitting
    return found


def _fitting(claims: pd.DataFrame, filters: Filters, by_label: Mapping[int, list[Record]]) -> pd.Series:
    fits = pd.Series(True, index=claims.index)
    for name in _CHOICES:
        if value := getattr(filters, name):
            fits &= claims[name].eq(value).fillna(False).astype(bool)
    if filters.rule or filters.severity or filters.status:
        fits &= claims.index.isin(list(by_label))
    for word in filters.find.casefold().split():
        columns = ("claim_id", "figure", "source", "origin", "place", "measure", "population", "as_of", "quote", "note")
        has = [claims[c].astype("str").str.casefold().str.contains(word, regex=False).fillna(False) for c in columns]
        fits &= pd.concat(has, axis=1).any(axis=1)
    return fits


def _cell(checked: Checked, part: pd.DataFrame, by_label: Mapping[int, list[Record]], most: int) -> StoryCell:
    ordered = part.assign(label=part.index).sort_values(
        ["as_of", "published", "claim_id"], na_position="first", kind="stable"
    )
    first = records(ordered.head(1), _OF_A_CLAIM)[0]
    title = what_is_counted(first["measure"], first["population"], first["place"])
    number = None if first["cell"] is None else int(first["cell"])
    found = CellFindings(number, title, "", checked.report.rows.head(0), part)
    shown = records(ordered.tail(most), _OF_A_CLAIM)
    steps = [gap for gap in _steps(shown) if gap > 0]
    usual = median_low(steps) if steps else 0
    told = [
        Told(
            claim,
            day_words(claim["as_of"]),
            _range(claim),
            by_label.get(int(claim["label"]), []),
            gap - 1 if gap > max(_LEAST_GAP * usual, _LEAST_GAP) else 0,
        )
        for claim, gap in zip(shown, _steps(shown), strict=True)
    ]
    about = " · ".join(filter(None, (KIND_WORDS.get(str(first["kind"]), first["kind"]), first["phase"])))
    drawn = drawn_timeline(checked.drawn, found)
    settled = _settled(records(ordered, _OF_A_CLAIM)) if first["kind"] == "cumulative" else ""
    return StoryCell(number, title[:1].upper() + title[1:], about, drawn, told, len(part) - len(shown), settled)


def _range(claim: Record) -> str:
    if claim["low"] is None and claim["high"] is None:
        return "not read as a number of people"
    return range_words(claim["low"], claim["high"])


def _steps(claims: Iterable[Record]) -> list[int]:
    """The days between each claim and the one before it; 0 where one has no day."""
    steps, before = [], None
    for claim in claims:
        day = _day(claim["as_of"])
        steps.append((day - before).days if day and before else 0)
        before = day or before
    return steps


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _settled(claims: list[Record]) -> str:
    """Since when all claims of a total allow the number that the last one allows, as a sentence; "" if none does."""
    dated = [claim for claim in claims if _day(claim["as_of"]) and claim["low"] is not None]
    if len({str(claim["as_of"])[:10] for claim in dated}) < 2:
        return ""
    last = dated[-1]
    low, high = last["low"], last["high"]
    unlike = [c for c in dated if (c["high"] is not None and c["high"] < low) or (high is not None and c["low"] > high)]
    broken = str(unlike[-1]["as_of"])[:10] if unlike else ""
    since = next((claim for claim in dated if str(claim["as_of"])[:10] > broken), last)
    if since["as_of"] == last["as_of"]:
        said = f"The last figure is “{last['figure']}”, for {last['as_of']}."
        return f"{said} Another figure of that day or of the day before does not fit it."
    return f"Each figure since {since['as_of']} fits the last one, “{last['figure']}” for {last['as_of']}."


def _ways(checked: Checked, labels: Iterable[int]) -> Iterator[list[Step]]:
    """The way of each figure to the last page that copied it, the longest first."""
    mine = [int(label) for label in labels]
    copied = {checked.parents[label] for label in mine if label in checked.parents}
    ways = [way_to(label, checked.parents) for label in mine if label in checked.parents and label not in copied]
    for labels_of_way in sorted(ways, key=len, reverse=True):
        yield [Step(checked.claim(label), "") for label in labels_of_way]
