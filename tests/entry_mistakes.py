"""Further faults for the trials of fault_injection.py: mistakes of entry, and look-alikes in which nothing is wrong."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from fault_injection import Fault, Injected, Row, number_of, on_day, same_bulletin, with_cells

Draw = random.Random


def days_exchanged(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """The numbers of two days in a row stand under each other's dates: the daily ones where there are any, else the totals."""
    pair = [_daily(rows, target), _daily(rows, on_day(rows, target, -1))]
    one, other = pair if all(pair) else (target, on_day(rows, target, -1))
    if one is None or other is None or one["figure"] == other["figure"]:
        return None
    changed, ids = with_cells(rows, one, figure=other["figure"])
    changed, more = with_cells(changed, other, figure=one["figure"])
    return changed, ids | more


def total_carried_over(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """The total of the day before stands once more."""
    before = on_day(rows, target, -1)
    if before is None or before["figure"] == target["figure"]:
        return None
    return with_cells(rows, target, figure=before["figure"])


def digit_of_a_round_number(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """A total that happens to end in two zeros has another digit; the series is raised as a whole to get there."""
    up = -number_of(target) % 100
    raised = _raised(rows, target, up)
    digits = list(str(number_of(target) + up))
    if len(digits) < 4:
        return None
    place = draw.randrange(1, len(digits) - 2)
    digits[place] = draw.choice([d for d in "0123456789" if d != digits[place]])
    return with_cells(raised, target, figure=_with_number(target, int("".join(digits))))


def copy_of_the_day_before(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """A second agency gives the total of the day before for today, and does not say where it is from."""
    before = on_day(rows, target, -1)
    if before is None or before["figure"] == target["figure"]:
        return None
    return [*rows, target | {"claim_id": "copy", "source": "second agency", "figure": before["figure"]}], {"copy"}


def wrong_day(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """All numbers of one bulletin are entered for a day two or three days off."""
    step = timedelta(days=draw.choice([-3, -2, 2, 3]))
    ids = {row["claim_id"] for row in rows if same_bulletin(row, target)}

    def moved(row: Row) -> Row:
        days = ["as_of", "period_start"] if row["kind"] == "increment" else ["as_of"]
        return row | {day: (date.fromisoformat(row[day]) + step).isoformat() for day in days}

    return [moved(row) if row["claim_id"] in ids else row for row in rows], ids


def sum_off_by_one(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """Two parts that are declared to make up a total come to one more or one less."""
    return _with_parts(rows, target, draw.choice([-1, 1]))


def sum_that_adds_up(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """Two parts make up a total."""
    found = _with_parts(rows, target, 0)
    return found and (found[0], set())


def bulletins_of_a_day(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """The counter gave two smaller totals earlier on the day, with their hours."""
    before = on_day(rows, target, -1)
    rise = 0 if before is None else number_of(target) - number_of(before)
    if before is None or rise < 3:
        return None
    day = target["as_of"]
    figures = [_with_number(target, number_of(before) + rise * n // 3) for n in (1, 2)]
    earlier = [
        target | {"claim_id": f"at-{hour}", "as_of": f"{day}T{hour}:00", "figure": figure}
        for hour, figure in zip(("09", "15"), figures, strict=True)
    ]
    return [*rows, *earlier], set()


def late_reports_with_a_note(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """A total takes in late reports, which the number of the day leaves out; its note says how many."""
    late = draw.randrange(20, 200)
    raised = _raised(rows, target, late, since=target["as_of"])
    return _noted(raised, target, f"{late} late reports were added"), set()


def total_revised_down(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """A total that lies below that of the day before revises it, and its note says by how many."""
    before = on_day(rows, target, -1)
    if before is None:
        return None
    off = number_of(target) - number_of(before) + draw.randrange(5, 50)
    lowered = _noted(_raised(rows, target, -off, since=target["as_of"]), target, f"{off} counted twice were removed")
    series = [row for row in lowered if _same_people(row, target) and row["as_of"] == target["as_of"]]
    for row in series:
        lowered, _ = with_cells(lowered, row, revises=(on_day(lowered, row, -1) or {}).get("claim_id", ""))
    return lowered, set()


def negative_day(rows: list[Row], target: Row, draw: Draw) -> Injected | None:
    """The number of the day is below zero, and the total falls by as many."""
    before, daily = on_day(rows, target, -1), _daily(rows, target)
    if before is None or daily is None:
        return None
    fewer = draw.randrange(2, 40)
    off = number_of(target) - number_of(before) + fewer
    lowered = _raised(rows, target, -off, since=target["as_of"])
    return with_cells(lowered, daily, figure=f"-{fewer}")[0], set()


def _daily(rows: list[Row], total: Row | None) -> Row | None:
    """The number of the day that stands beside a total."""
    if total is None:
        return None
    same = (row for row in rows if same_bulletin(row, total) and row["kind"] == "increment")
    return next((row for row in same if all(row[c] == total[c] for c in ("measure", "population"))), None)


def _same_people(row: Row, target: Row) -> bool:
    return all(row[c] == target[c] for c in ("measure", "population", "kind"))


def _raised(rows: list[Row], target: Row, by: int, since: str = "") -> list[Row]:
    """The rows with all totals of the target's people raised, from one day on or all."""
    return [
        row | {"figure": _with_number(row, number_of(row) + by)}
        if _same_people(row, target) and row["as_of"] >= since
        else row
        for row in rows
    ]


def _with_number(row: Row, number: int) -> str:
    """The row's figure with another number."""
    return re.sub(r"\d[\d,]*", str(number), row["figure"])


def _noted(rows: list[Row], target: Row, note: str) -> list[Row]:
    on = [row["claim_id"] for row in rows if _same_people(row, target) and row["as_of"] == target["as_of"]]
    return [row | {"note": note} if row["claim_id"] in on else row for row in rows]


def _with_parts(rows: list[Row], target: Row, off: int) -> Injected | None:
    number = number_of(target)
    if number < 10 or "about" in target["figure"]:
        return None
    parts = {"north": number // 3 + off, "south": number - number // 3}
    whole, place = f"{target['claim_id']}/sides", target["place"]
    added = [
        target | {"claim_id": side, "place": f"{place}, {side}", "figure": str(part), "sums_to": whole}
        for side, part in parts.items()
    ]
    return [*rows, *added], {target["claim_id"], *parts}


MISTAKES: dict[str, Fault] = {
    "two days exchanged": days_exchanged,
    "total carried over": total_carried_over,
    "digit of a round number": digit_of_a_round_number,
    "copy of the day before": copy_of_the_day_before,
    "wrong day typed": wrong_day,
    "sum off by one": sum_off_by_one,
}

LOOK_ALIKES: dict[str, Fault] = {
    "rising bulletins of one day": bulletins_of_a_day,
    "late reports with a note": late_reports_with_a_note,
    "total revised down": total_revised_down,
    "negative day": negative_day,
    "sum that adds up": sum_that_adds_up,
}
"""Nothing is wrong in these: every error or warning is a false alarm."""
