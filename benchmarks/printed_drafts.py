"""How well `figcheck draft` judges the drafts of `printed_drafts.yaml`, which are printed right or have one fault each.

    python benchmarks/printed_drafts.py [--part first|after] [--ledger figures/gaza-moh --ledger figures/vocabulary.yaml]

Each draft is filled with the figures of a day of a ledger and given to the command as a draft of its own. A draft that asks for
figures that the ledger does not have is left out. `--show` shows what was judged wrong, and `--write` puts the table into
docs/draft.md.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import re
from collections import Counter
from pathlib import Path

import yaml
from drafts import ACCUSED, DRAFT, FAULTS, ROOT, verdicts

TEXTS = Path(__file__).with_name("printed_drafts.yaml")
BEGIN, END = "<!-- measured: python benchmarks/printed_drafts.py -->", "<!-- end of what was measured -->"
SLOT = re.compile(r"\{(?P<planted>\*?)(?P<name>[a-z_]+)(?:@-(?P<back>\d+))?(?: (?P<how>\w+))?\}")
GAZA, BANK, LEBANON = "gaza-war-2023", "west-bank-violence-2023", "israel-lebanon-war-moph-counting-phase-2"
SERIES = {
    "killed": (GAZA, "killed", "all", "cumulative"),
    "injured": (GAZA, "injured", "all", "cumulative"),
    "children": (GAZA, "killed", "children", "cumulative"),
    "women": (GAZA, "killed", "women", "cumulative"),
    "day_killed": (GAZA, "killed", "all", "increment"),
    "day_injured": (GAZA, "injured", "all", "increment"),
    "wb_killed": (BANK, "killed", "all", "cumulative"),
    "wb_injured": (BANK, "injured", "all", "cumulative"),
    "wb_children": (BANK, "killed", "children", "cumulative"),
    "lb_killed": (LEBANON, "killed", "all", "cumulative"),
    "lb_injured": (LEBANON, "injured", "all", "cumulative"),
}
COUNTERS = ("Gaza MoH Telegram", "UN OCHA flash update", "Lebanon MoPH")
DATES = {"weekday": "%A", "month": "%B", "year": "%Y", "date": "%-d %B", "mdate": "%B %-d", "apdate": "%b. %-d"}
FIRST = dt.date(2023, 11, 20)
"""From then on a total is so large that a thousand more is another one."""


def series(ledger: Path) -> dict[str, dict[dt.date, int]]:
    """The figures of the counters by name and day."""
    found: dict[str, dict[dt.date, int]] = {name: {} for name in SERIES}
    names = {key: name for name, key in SERIES.items()}
    with (ledger / "claims.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = names.get((row["event"], row["measure"], row["population"], row["kind"]))
            if name and row["source"] in COUNTERS:
                found[name][dt.date.fromisoformat(row["as_of"])] = int(row["figure"])
    return {name: days for name, days in found.items() if days}


def filled(
    text: str, day: dt.date, known: dict[str, dict[dt.date, int]], rng: random.Random, right: bool
) -> dict | None:
    """A text with the figures of a day: its slots and the planted one; None where the ledger lacks one or nothing is wrong."""
    slots, planted = [], []

    def said(match: re.Match) -> str:
        name, how, of = match["name"], match["how"], day - dt.timedelta(days=int(match["back"] or 0))
        if name in DATES:
            return of.strftime(DATES[name])
        n = known[name][of]
        base = 100 if how in ("f100", "r100") else 1000
        floor = (n - 1) // base * base
        if how == "ceil" and right and n < floor + 850:
            raise KeyError(name)
        if how == "round" and n < 10_000:
            raise KeyError(name)
        made = {None: n, "digit": 0, "ceil": floor + base, "round": round(n, -3), "r100": round(n, -2)}.get(how, floor)
        if how == "digit":
            made = slipped(n, rng)
        if not made or (match["planted"] and match["back"] and n == known[name].get(day)):
            raise KeyError(name)
        (planted if match["planted"] else slots).append(f"{made:,}")
        return f"{made:,}"

    try:
        return {"text": SLOT.sub(said, text), "slots": slots, "planted": planted}
    except KeyError:
        return None


def slipped(n: int, rng: random.Random) -> int:
    """A number with two neighbouring digits exchanged, or one digit changed."""
    digits = list(str(n))
    i = rng.randrange(len(digits) - 1)
    if rng.random() < 0.5 and digits[i] != digits[i + 1]:
        digits[i], digits[i + 1] = digits[i + 1], digits[i]
    else:
        digits[i] = rng.choice([d for d in "123456789" if d != digits[i]])
    return 0 if digits[0] == "0" else int("".join(digits))


def drafts(texts: dict, ledger: Path, seed: int) -> list[dict]:
    """The drafts that the ledger can fill, each on a day drawn by lot."""
    known, made = series(ledger), []
    for what, some in texts.items():
        for number, given in enumerate(some):
            entry = given if isinstance(given, dict) else {"text": given, "event": GAZA}
            rng = random.Random(f"{seed} {what} {number}")  # no secret
            days = sorted({day for of in known.values() for day in of if day >= FIRST})
            rng.shuffle(days)
            tried = (
                {"what": what, "day": day, "event": entry["event"], **one}
                for day in days
                if (one := filled(entry["text"], day, known, rng, right=what == "printed")) is not None
            )
            made += [one for one in [next(tried, None)] if one is not None]
    return made


def measured(made: list[dict], found: list[list[dict]], *, show: bool) -> Counter:
    """How many drafts there are of each kind, and how many of them were judged right."""
    tally: Counter = Counter()
    for draft, records in zip(made, found, strict=True):
        what = draft["what"]
        tally[what, "drafts"] += 1
        accused = [r for r in records if r["verdict"] in ACCUSED]
        planted = [r for r in accused if any(n in r["figure"] for n in draft["planted"])]
        wrongly = [r for r in accused if r not in planted]
        agrees = sum(r["verdict"] == "agrees" and any(n in r["figure"] for n in draft["slots"]) for r in records)
        tally[what, "accused"] += bool(wrongly)
        tally[what, "agrees"] += agrees >= len(draft["slots"])
        tally[what, "found"] += bool(planted)
        if show and (wrongly or (not planted if draft["planted"] else agrees < len(draft["slots"]))):
            print("ACCUSED" if wrongly else "", what, draft["day"], repr(draft["text"]), "*", *draft["planted"])
            for r in records:
                print(
                    "     ", r["figure"], "|", r["measure"], r["kind"], r["role"], "|", r["verdict"], "|", r["message"]
                )
    return tally


def table(tallies: dict[str, Counter]) -> str:
    """The table of docs/draft.md."""
    lines = [f"| | {' | '.join(f'part `{part}`' for part in tallies)} |", "|---|" + "---|" * len(tallies)]

    def line(name: str, found: str, *whats: str) -> None:
        cells = (
            f"{sum(tally[what, found] for what in whats)} of {sum(tally[what, 'drafts'] for what in whats)}"
            for tally in tallies.values()
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")

    line("printed drafts with a figure accused", "accused", "printed")
    line("printed drafts in which every figure of the ledger agrees", "agrees", "printed")
    line("drafts with a fault in which another figure was accused", "accused", *FAULTS)
    for fault in FAULTS:
        line(f"planted faults found: {fault}", "found", fault)
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=("first", "after"))
    options.add_argument("--ledger", type=Path, action="append")
    options.add_argument("--seed", type=int, default=18)
    options.add_argument("--show", action="store_true")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    ledgers = given.ledger or [ROOT / "figures" / "gaza-moh", ROOT / "figures" / "vocabulary.yaml"]
    tallies = {}
    for part, texts in yaml.safe_load(TEXTS.read_text("utf-8")).items():
        if given.part in (None, part):
            made = drafts(texts, ledgers[0], given.seed)
            tallies[part] = measured(made, verdicts(made, ledgers), show=given.show)
    shown = table(tallies)
    print(shown)
    if given.write:
        page = DRAFT.read_text("utf-8")
        first = page.index(BEGIN) + len(BEGIN)
        DRAFT.write_text(f"{page[:first]}\n{shown}\n{page[page.index(END, first) :]}", encoding="utf-8")


if __name__ == "__main__":
    main()
