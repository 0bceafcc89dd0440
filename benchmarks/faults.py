"""How many faults a run finds that were put into clean real series, and how often it accuses what is right.

usage: python benchmarks/faults.py [--each N] [--seed S] [--write docs/faults.md]

The series and the faults are those of tests/fault_injection.py; --each is how many trials there are for every kind of fault,
series and place in it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fault_injection import DAYS, FAULTS, TRUE_OF_ALL, WITNESSES, findings, judged, ledger

HEAD = """# Planted errors: how many figcheck finds

`python benchmarks/faults.py --write docs/faults.md` writes this page. Do not edit it by hand. {date}, seed {seed}:
{trials:,} planted errors and {controls:,} controls, {claims:,} claims in one run.

A trial is {days} days of a real series (tests/data/faults/README.md), as an event of its own, with one error planted in
it. The error is inside the series, or on its newest day, which nothing follows yet. A control has no error.

| column | counts the trials in which |
|---|---|
| error or warning, note, explained, nothing | the report says this of the false claim, in either of its two places |
| named as what it is | a rule says which error it is, and not only that something does not fit |
| claim to fix | the report names the false claim as the one to fix |
| false alarms | an error or a warning does not name the false claim; in a control, any error or warning |
| other notes | a note does not name the false claim: all are of {notes} |

| error | trials | error or warning | note | explained | nothing | named as what it is | claim to fix | false alarms | other notes |
|---|---|---|---|---|---|---|---|---|---|
"""
MIDDLE = """
The next table splits the same trials by what else the series says of the day. In *totals alone*, an error is hidden if
the false number lies between the totals of the days before and after. {hidden:,} of the planted errors were hidden like
that, and figcheck found {hidden_found:,} of them.

| series | place | trials | found | error or warning | false alarms |
|---|---|---|---|---|---|
"""
TAIL = """
- Two swapped digits at the end change a total by less than a day's rise. figcheck finds the swap if there are daily
  numbers or a second copy. In totals alone it looks like any other day.
- figcheck names a slip of digits only where the number without the slip is printed elsewhere, or is the only number
  that fits. Otherwise the finding says that the number does not fit, and the editor looks.
- On the newest day, nobody can know yet which of two copies is false, or whether the total or the daily number is. The
  finding names both. That is why the false claim is the one to fix less often there.
- `about 360010` is soft on both sides. A number that misses it by less than readers allow gives a note.
- figcheck follows hedges along `via`. A copy that does not say from whom it was taken cannot have lost a hedge.
"""


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--each", type=int, default=25)
    cli.add_argument("--seed", type=int, default=2026)
    cli.add_argument("--write", type=Path)
    asked = cli.parse_args()
    table, trials = ledger(asked.seed, asked.each)
    with tempfile.TemporaryDirectory() as folder:
        found = judged(trials, findings(table, trials, Path(folder)))
    faults = found[found["kind"] != "none"]
    head = HEAD.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}", seed=asked.seed, trials=len(faults), controls=len(found) - len(faults),
        claims=len(table), days=DAYS, notes=_notes(found),
    )  # fmt: skip
    hidden = faults[faults["hidden"]]
    middle = MIDDLE.format(hidden=len(hidden), hidden_found=int((hidden["found"] != "").sum()))
    text = head + "".join(_by_kind(found)) + middle + "".join(_by_series(faults)) + TAIL
    print(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")


def _by_kind(found: pd.DataFrame) -> list[str]:
    lines = []
    for kind in [*FAULTS, "none"]:
        one = found[found["kind"] == kind]
        n = len(one)
        loud = one["found"].isin(["error", "warning"]).sum()
        told = [loud, (one["found"] == "note").sum(), (one["found"] == "explained").sum(), (one["found"] == "").sum()]
        shares = [f"{100 * part / n:.0f} %" for part in [*told, one["named"].sum(), one["accused"].sum()]]
        if kind == "none":  # without a fault there is nothing to name or to mend
            shares[-2:] = ["", ""]
        name = "none (control)" if kind == "none" else kind
        lines.append(
            f"| {name} | {n:,} | {' | '.join(shares)} | {one['false_alarms'].sum():,} | {(one['beside'] != '').sum():,} |\n"
        )
    return lines


def _notes(found: pd.DataFrame) -> str:
    """Which notes stand beside, in words."""
    codes = {code for codes in found["beside"] for code in codes.split()}
    others = sorted(codes - TRUE_OF_ALL)
    true = "FC303, which says that all copies of a number depend on one counter, as they do"
    return f"{true}, and {', '.join(others)}" if others else true


def _by_series(faults: pd.DataFrame) -> list[str]:
    lines = []
    for witness in dict.fromkeys(WITNESSES.values()):
        for newest in (False, True):
            one = faults[(faults["series"].map(WITNESSES) == witness) & (faults["newest"] == newest)]
            found, loud = (one["found"] != "").mean(), one["found"].isin(["error", "warning"]).mean()
            place = "newest day" if newest else "inside"
            shares = f"{100 * found:.1f} % | {100 * loud:.1f} %"
            lines.append(f"| {witness} | {place} | {len(one):,} | {shares} | {one['false_alarms'].sum():,} |\n")
    return lines


if __name__ == "__main__":
    main()
