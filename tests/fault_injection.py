"""Faults put into clean real series, one at a time, and what a run makes of them: for test_faults.py and benchmarks/faults.py.

A trial is two weeks of one series as an event of its own, with the copies that a newsroom would have of its figures, and one
fault in it (none in a control). All trials stand in one ledger, so that one run judges them all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from figcheck.model.settings import Settings
from figcheck.pipeline import run

SERIES = Path(__file__).resolve().parent / "data" / "faults" / "series.csv"
STARTS = {"gaza": "2023-10-07", "lebanon": "2026-03-02", "west-bank": "2023-10-07", "russian-losses": "2022-02-24"}
WITNESSES = {
    "gaza": "totals and daily numbers",
    "lebanon": "totals and daily numbers",
    "russian-losses": "two copies of one counter's totals",
    "west-bank": "totals alone",
}
"""What else speaks of a day's total in each series: whether a slip can be seen at all depends on it."""

DAYS = 14
"""Days of a series in a trial."""
AGO = 7
"""Days by which a stale number is too old."""

Row = dict[str, Any]
Injected = tuple[list[Row], set[str]]
Fault = Callable[[list[Row], Row, random.Random], Injected | None]
"""Puts a fault into the rows of a trial at its target, and names the claims that hold it; None where it cannot."""


@dataclass(frozen=True)
class Trial:
    """One fault (`kind` None: a control), where it stands, and the ids of the claims that hold it.

    `newest`: on the last day of its series, with nothing after it. `hidden`: the false total lies between those of the days
    before and after it and no other claim speaks of that day, so that nothing in the ledger tells it from a true one.
    """

    kind: str | None
    series: str
    newest: bool
    event: str
    injected: frozenset[str]
    hidden: bool = False


def swapped_digits(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """Two neighbouring digits of a total change places."""
    text = target["figure"]
    places = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    places = [i for i in places if not (text[i + 1] == "0" and (i == 0 or not text[i - 1].isdigit()))]
    if not places:
        return None
    i = draw.choice(places)
    return with_cells(rows, target, figure=text[:i] + text[i + 1] + text[i] + text[i + 2 :])


def digit_lost(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """A zero of a total is lost, or its last digit where it has none."""
    text = target["figure"]
    zeros = [i for i, c in enumerate(text) if c == "0"] or [len(text) - 1]
    i = draw.choice(zeros)
    return with_cells(rows, target, figure=text[:i] + text[i + 1 :])


def zero_added(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """A zero is typed too many, at the end of a total or beside one of its zeros."""
    text = target["figure"]
    i = draw.choice([i for i, c in enumerate(text) if c == "0"] + [len(text)])
    return with_cells(rows, target, figure=text[:i] + "0" + text[i:])


def stale_copy(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """An agency gives the total of a week before for today."""
    old = on_day(rows, target, -AGO)
    if old is None or old["figure"] == target["figure"]:
        return None
    return with_cells(rows, copy_of(rows, target, "agency"), figure=old["figure"])


def printed_late(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """An agency prints the total of a week before, with its date, when newer ones are out."""
    old = on_day(rows, target, -AGO)
    if old is None or old["figure"] == target["figure"]:
        return None
    agency = copy_of(rows, target, "agency")
    return with_cells(rows, agency, figure=old["figure"], as_of=old["as_of"], via=old["claim_id"])


def hedge_dropped(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """A paper prints the "more than 27,000" of a wire as 27,000."""
    copy = copy_of(rows, target, "paper")
    return with_cells(rows, copy, figure=copy["figure"].removeprefix("more than "))


def hedge_reversed(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """A paper prints the "more than 27,000" of a wire as "up to 27,000" or "nearly 27,000"."""
    copy = copy_of(rows, target, "paper")
    other = draw.choice(["up to", "nearly", "fewer than"])
    return with_cells(rows, copy, figure=copy["figure"].replace("more than", other))


def daily_for_total(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """The number of the day stands where the total should."""
    before = on_day(rows, target, -1)
    if before is None:
        return None
    daily = number_of(target) - number_of(before)
    return with_cells(rows, target, figure=str(daily)) if daily > 0 else None


def wrong_date(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """All numbers of one bulletin are entered for another day: day and month change places, or the year or day is mistyped."""
    day = date.fromisoformat(target["as_of"])
    wrong = [day - timedelta(days=365), day + timedelta(days=365), day - timedelta(days=10), day + timedelta(days=10)]
    if day.day <= 12 and day.day != day.month:
        wrong.append(day.replace(month=day.day, day=day.month))
    other = draw.choice(wrong).isoformat()
    ids = {row["claim_id"] for row in rows if same_bulletin(row, target)}
    moved = [row | {"as_of": other} if row["claim_id"] in ids else row for row in rows]
    for row in moved:
        if row["claim_id"] in ids and row["kind"] == "increment":
            row["period_start"] = (date.fromisoformat(other) - timedelta(days=1)).isoformat()
    return moved, ids


def swapped_measures(rows: list[Row], target: Row, draw: random.Random) -> Injected | None:
    """The total of the injured stands where that of the killed should, and the other way round."""
    others = [
        row
        for row in rows
        if same_bulletin(row, target)
        and row["kind"] == target["kind"]
        and row["population"] == target["population"]
        and row["measure"] != target["measure"]
    ]
    if not others or others[0]["figure"] == target["figure"]:
        return None
    other = others[0]
    changed, ids = with_cells(rows, target, figure=other["figure"])
    changed, more = with_cells(changed, other, figure=target["figure"])
    return changed, ids | more


FAULTS: dict[str, Fault] = {
    "swapped digits": swapped_digits,
    "digit lost": digit_lost,
    "zero added": zero_added,
    "daily number for the total": daily_for_total,
    "measures swapped": swapped_measures,
    "wrong date": wrong_date,
    "stale number under a new date": stale_copy,
    "old figure printed late": printed_late,
    "hedge dropped": hedge_dropped,
    "hedge reversed": hedge_reversed,
}

OWN_RULES = {
    "swapped digits": {"FC801"},
    "digit lost": {"FC802"},
    "zero added": {"FC802"},
    "daily number for the total": {"FC401", "FC505", "FC604"},
    "measures swapped": {"FC601"},
    "wrong date": {"FC103", "FC104"},
    "stale number under a new date": {"FC301", "FC302"},
    "old figure printed late": {"FC404", "FC405"},
    "hedge dropped": {"FC703"},
    "hedge reversed": {"FC705"},
}
"""The rules that say what the fault is, and not only that something does not fit."""

TRUE_OF_ALL = {"FC303"}
"""Notes that are true of a trial without a fault: its wire, paper and agency all rest on one counter."""


_COPIES = {"wire", "paper", "agency"}
_NEEDED = {
    "stale number under a new date": {"agency"},
    "old figure printed late": {"agency"},
    "hedge dropped": {"wire", "paper"},
    "hedge reversed": {"wire", "paper"},
}


def ledger(seed: int, each: int, faults: Mapping[str, Fault] = FAULTS) -> tuple[pd.DataFrame, list[Trial]]:
    """A ledger of `each` trials for every kind of fault, series and place in it (inside, newest), and as many controls."""
    draw = random.Random(seed)
    series = pd.read_csv(SERIES, dtype="str", keep_default_na=False)
    rows: list[Row] = []
    trials: list[Trial] = []
    for name, table in series.groupby("series"):
        for newest in (False, True):
            for kind, fault in [*faults.items(), (None, None)]:
                for _ in range(each):
                    found = _trial(name, table, kind, fault, newest, draw, f"{name}-{len(trials)}")
                    if found is not None:
                        rows += found[0]
                        trials.append(found[1])
    return pd.DataFrame(rows).drop(columns="series"), trials


def _trial(
    name: str, table: pd.DataFrame, kind: str | None, fault: Fault | None, newest: bool, draw: random.Random, event: str
) -> tuple[list[Row], Trial] | None:
    days = sorted(table["as_of"].unique())
    first = draw.randrange(len(days) - DAYS)
    window = table[table["as_of"].isin(days[first : first + DAYS])]
    last = days[first + DAYS - 1 - (0 if newest else DAYS // 2 - 1)]
    totals = window[(window["kind"] == "cumulative") & (window["as_of"] == last) & (window["population"] == "all")]
    totals = window[(window["kind"] == "cumulative") & (window["as_of"] == last)] if totals.empty else totals
    rows = [row | {"event": event, "via": ""} for row in window.to_dict("records")]
    chosen = draw.choice(list(totals["claim_id"]))
    target = next(row for row in rows if row["claim_id"] == chosen)
    rows += _copies(target)
    faulty = (rows, set[str]()) if fault is None else fault(rows, target, draw)
    if faulty is None:
        return None
    hidden = name == "west-bank" and faulty[1] == {chosen} and _lies_between(*faulty, target)
    named = [row | _of_trial(row, event) for row in faulty[0]]
    if kind is not None:  # a copy in which the fault is not would be a witness of it
        named = [row for row in named if row["source"] not in _COPIES - _NEEDED.get(kind, set())]
    return named, Trial(kind, name, newest, event, frozenset(f"{event}/{i}" for i in faulty[1]), hidden)


def _of_trial(row: Row, event: str) -> Row:
    """The cells of a row that name a claim, with the event before the id."""
    return {c: f"{event}/{row[c]}" if row.get(c) else "" for c in ("claim_id", "via", "revises", "sums_to")}


def _copies(target: Row) -> list[Row]:
    """What others make of a total: a wire rounds it down with a hedge, a paper copies the wire, an agency copies the total."""
    number = number_of(target)
    grain = 10 ** max(len(str(number)) - 2, 0)
    floor = (number - 1) // grain * grain
    day = date.fromisoformat(target["published"])
    common = target | {"period_start": target["period_start"]}
    return [
        common | {"claim_id": "wire", "source": "wire", "figure": f"more than {floor:,}", "via": target["claim_id"]},
        common | {
            "claim_id": "paper", "source": "paper", "figure": f"more than {floor:,}", "via": "wire",
            "published": (day + timedelta(days=1)).isoformat(),
        },
        common | {"claim_id": "agency", "source": "agency", "figure": f"{number:,}"},
    ]  # fmt: skip


def _lies_between(rows: list[Row], injected: set[str], target: Row) -> bool:
    false = next(row for row in rows if row["claim_id"] in injected)
    before, after = on_day(rows, target, -1), on_day(rows, target, 1)
    value = number_of(false)
    if before is not None and value == number_of(before):
        return True
    return (before is None or value >= number_of(before)) and (after is not None and value <= number_of(after))


def with_cells(rows: list[Row], target: Row, **cells: str) -> Injected:
    name = target["claim_id"]
    return [row | cells if row["claim_id"] == name else row for row in rows], {name}


def copy_of(rows: list[Row], target: Row, name: str) -> Row:
    """What the wire, the paper or the agency made of the target."""
    return next(row for row in rows if row["claim_id"] == name)


def on_day(rows: list[Row], target: Row, days: int) -> Row | None:
    """The total of the target's series so many days later."""
    day = (date.fromisoformat(target["as_of"]) + timedelta(days=days)).isoformat()
    same = ("measure", "population", "kind", "source")
    return next((row for row in rows if row["as_of"] == day and all(row[c] == target[c] for c in same)), None)


def same_bulletin(row: Row, target: Row) -> bool:
    """Whether one source printed both on one day for one day."""
    return all(row[c] == target[c] for c in ("source", "as_of", "published"))


def number_of(row: Row) -> int:
    """The number that a row's figure names."""
    return int("".join(c for c in row["figure"] if c.isdigit()))


def findings(table: pd.DataFrame, trials: Iterable[Trial], folder: Path) -> pd.DataFrame:
    """The rows of the report of one run over all trials."""
    figures = folder / "figures"
    figures.mkdir()
    table.to_csv(figures / "claims.csv", index=False)
    events = "\n".join(f"  {t.event}: {{start: {STARTS[t.series]}, end: null}}" for t in trials)
    (figures / "vocabulary.yaml").write_text(
        f"events:\n{events}\npopulations:\n  all: {{contains: [children]}}\n", encoding="utf-8"
    )
    settings = Settings(report=(str(folder / "discrepancies.csv"),))
    return run([figures], settings, date(2026, 11, 1)).report.rows


SEVERITIES = ("error", "warning", "note")


def judged(trials: list[Trial], rows: pd.DataFrame) -> pd.DataFrame:
    """One row a trial: `kind`, `series`, `newest`, `hidden`, `event` and
    `found`: the worst severity of a finding that names the false claim, "explained" where an innocent cause is told, "" if
    none does; in a control, the same of all findings but those that are `TRUE_OF_ALL`,
    `accused`: whether such a finding asks to mend the false claim,
    `named`: whether one is of the fault's `OWN_RULES`,
    `false_alarms`: errors and warnings that do not name it, and
    `beside`: the codes of all new findings that do not, notes included.
    """
    by_event = dict(list(rows.groupby(rows["claim_id"].str.partition("/")[0])))
    return pd.DataFrame([_judgement(trial, by_event.get(trial.event, rows.iloc[:0])) for trial in trials])


def _judgement(trial: Trial, found: pd.DataFrame) -> Row:
    accused = found["claim_id"].isin(trial.injected)
    concerned = accused | found["against_id"].isin(trial.injected)
    new = found["status"] == "new"
    told = concerned if trial.kind else new & ~found["code"].isin(TRUE_OF_ALL)
    worst = next((s for s in SEVERITIES if (told & new & (found["severity"] == s)).any()), "")
    loud = found["severity"].isin(["error", "warning"])
    return {
        "kind": trial.kind or "none", "series": trial.series, "newest": trial.newest, "hidden": trial.hidden,
        "event": trial.event, "found": worst or ("explained" if told.any() else ""), "accused": bool((accused & new).any()),
        "named": bool(found.loc[concerned & new, "code"].isin(OWN_RULES.get(trial.kind or "", set())).any()),
        "false_alarms": int((new & ~concerned & loud).sum()),
        "beside": " ".join(sorted(set(found.loc[new & ~concerned, "code"]))),
    }  # fmt: skip
