"""How well `figcheck draft` judges printed sentences, sentences with a planted fault, and sentences that say nothing of the toll.

    python benchmarks/drafts.py [--half open|held] [--ledger figures/gaza-moh] [--write]

Every sentence of `draft_sentences.yaml` is filled with the figures of a day of a ledger, as that day's count or rounded with a
hedge, and given to the command as a draft of its own. `--write` puts the table into docs/draft.md.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
DRAFT = ROOT / "docs" / "draft.md"
BEGIN, END = "<!-- measured: python benchmarks/drafts.py -->", "<!-- end of what was measured -->"
EVENT = "gaza-war-2023"
ACCUSED = ("contradicts", "category", "superseded", "hedge", "older")
FAULTS = ("category", "stale", "digit", "hedge")


def counts(ledger: Path) -> dict[str, dict[dt.date, int]]:
    """The ministry's running totals of everybody by measure and day."""
    found: dict[str, dict[dt.date, int]] = {"killed": {}, "injured": {}}
    with next(iter(sorted(ledger.glob("*claims.csv")))).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            everybody = (row.get("population") or "all") == "all" and row["event"] == EVENT
            counted = row["kind"] == "cumulative" and row["origin"] == "Gaza Ministry of Health"
            if everybody and counted and row["measure"] in found:
                found[row["measure"]][dt.date.fromisoformat(row["as_of"])] = int(row["figure"])
    return found


def said(n: int, style: str) -> str:
    """A count as papers print it."""
    floor = (n - 1) // 1000 * 1000
    styles = {
        "exact": f"{n:,}",
        "more than": f"more than {floor:,}",
        "at least": f"at least {n:,}",
        "nearly": f"nearly {floor + 1000:,}" if n > floor + 850 else f"{n:,}",
        "about": f"about {round(n, -3):,}",
    }
    return styles[style]


def faulty(fault: str, measure: str, day: dt.date, known: dict[str, dict[dt.date, int]], style: str, rng) -> str | None:
    """The figure of a measure with a fault; None where this fault cannot be planted in this figure."""
    n = known[measure][day]
    if fault == "category":
        other = known["injured" if measure == "killed" else "killed"].get(day)
        return None if other is None else said(other, style)
    if fault == "stale":
        old = known[measure].get(day - dt.timedelta(days=rng.choice((7, 10, 14, 21))))
        return None if old is None or said(old, style) == said(n, style) else said(old, style)
    if fault == "hedge":
        floor = n // 1000 * 1000
        return rng.choice((f"fewer than {floor:,}", f"more than {floor + 1000:,}", f"nearly {n:,}"))
    digits = list(str(n))
    i = rng.randrange(len(digits) - 1)
    if digits[i] == digits[i + 1]:
        return None
    digits[i], digits[i + 1] = digits[i + 1], digits[i]
    return None if digits[0] == "0" else f"{int(''.join(digits)):,}"


def drafts(half: dict, known: dict[str, dict[dt.date, int]], rng) -> list[dict]:
    """The sentences with their figures: what each is, its day, and its text."""
    days = sorted(set(known["killed"]) & set(known["injured"]))[45:]
    made = []

    def fill(text: str, day: dt.date, **figures: str) -> str:
        words = {"day": f"{day.day} {day:%B}", "weekday": f"{day:%A}", **figures}
        return text.format(**words)[:1].upper() + text.format(**words)[1:]

    for text in half["printed"]:
        measure = "killed" if "{killed}" in text else "injured"
        styles = rng.sample(("exact", "more than", "at least", "nearly", "about"), 4)
        for style in styles:
            day = rng.choice(days)
            right = {m: said(known[m][day], style) for m in known}
            made.append({"what": "printed", "day": day, "text": fill(text, day, **right)})
        for fault in FAULTS:
            for style in (styles[0], "exact"):
                day = rng.choice(days)
                right = {m: said(known[m][day], style) for m in known}
                wrong = faulty(fault, measure, day, known, style, rng)
                if wrong is not None:
                    text_ = fill(text, day, **{**right, measure: wrong})
                    made.append({"what": fault, "day": day, "text": text_, "planted": wrong})
    for text in half["never"]:
        for _ in range(4):
            day = rng.choice(days)
            total = known["killed"][day]
            figures = {
                "small": f"{rng.randrange(6, 90)}",
                "small2": f"{rng.randrange(120, 2400):,}",
                "large": f"{rng.randrange(60, 1900) * 1000:,}",
                "larger": f"{total + rng.randrange(800, 9000):,}",
            }
            made.append({"what": "never", "day": day, "text": fill(text, day, **figures)})
    return made


def verdicts(made: list[dict], ledgers: list[Path]) -> list[list[dict]]:
    """What the command says of each draft; one run for all."""
    with tempfile.TemporaryDirectory() as folder:
        for number, draft in enumerate(made):
            head = f"---\npublished: {draft['day']}\nevent: {json.dumps(draft.get('event', EVENT))}\n---\n"
            (Path(folder) / f"{number:04}.md").write_text(head + draft["text"] + "\n", encoding="utf-8")
        given = [word for ledger in ledgers for word in ("--ledger", str(ledger))]
        command = [sys.executable, "-m", "figcheck", "draft", folder, "--format", "jsonl", *given]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)
    found: list[list[dict]] = [[] for _ in made]
    for line in ran.stdout.splitlines():
        record = json.loads(line)
        found[int(Path(record["file"]).stem)].append(record)
    return found


def measured(made: list[dict], found: list[list[dict]], *, show: bool) -> Counter:
    """How many drafts there are of each kind, and how many of them were judged right."""
    tally: Counter = Counter()
    for draft, records in zip(made, found, strict=True):
        what = draft["what"]
        said_of = [record["verdict"] for record in records]
        tally[what, "drafts"] += 1
        if what in ("printed", "never"):
            accused = any(verdict in ACCUSED for verdict in said_of)
            agrees = bool(said_of) and all(verdict == "agrees" for verdict in said_of)
            tally[what, "accused"] += accused
            tally[what, "agrees"] += agrees
            wrong = accused or (what == "printed" and not agrees)
        else:
            planted = [r["verdict"] for r in records if draft["planted"].casefold() in r["figure"].casefold()]
            tally[what, "found"] += any(verdict in ACCUSED for verdict in planted)
            wrong = not any(verdict in ACCUSED for verdict in planted)
        if wrong and show:
            print(what, draft["day"], draft["text"], [(r["figure"], r["verdict"], r["message"]) for r in records])
    return tally


def table(tallies: dict[str, Counter]) -> str:
    """The table of docs/draft.md."""
    lines = ["| | " + " | ".join(f"{half} half" for half in tallies) + " |", "|---|" + "---|" * len(tallies)]

    def line(name: str, cell) -> None:
        lines.append(f"| {name} | " + " | ".join(cell(tally) for tally in tallies.values()) + " |")

    line("printed sentences that were accused", lambda t: f"{t['printed', 'accused']} of {t['printed', 'drafts']}")
    line("printed sentences in which all agrees", lambda t: f"{t['printed', 'agrees']} of {t['printed', 'drafts']}")
    line("sentences of other figures that were accused", lambda t: f"{t['never', 'accused']} of {t['never', 'drafts']}")
    for fault in FAULTS:
        line(f"planted faults found: {fault}", lambda t, f=fault: f"{t[f, 'found']} of {t[f, 'drafts']}")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("open", "held"))
    options.add_argument("--ledger", type=Path, default=ROOT / "figures" / "gaza-moh")
    options.add_argument("--vocabulary", type=Path, default=ROOT / "figures" / "vocabulary.yaml")
    options.add_argument("--seed", type=int, default=18)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    halves = yaml.safe_load((HERE / "draft_sentences.yaml").read_text("utf-8"))
    known = counts(given.ledger)
    tallies = {}
    for half in (given.half,) if given.half else ("open", "held"):
        made = drafts(halves[half], known, random.Random(given.seed))  # no secret
        found = verdicts(made, [given.ledger, given.vocabulary])
        tallies[half] = measured(made, found, show=given.half is not None)
    made_table = table(tallies)
    print(made_table)
    if given.write:
        page = DRAFT.read_text("utf-8")
        first = page.index(BEGIN) + len(BEGIN)
        end = page.index(END, first)
        DRAFT.write_text(f"{page[:first]}\n{made_table}\n{page[end:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
