"""What figcheck finds and what it accuses wrongly, beside a comparison of the same ledgers in pairs, for docs/trust.md.

usage: python benchmarks/trust.py [--each N] [--events N] [--seed S] [--cases DIR] [--casebook DIR] [--write docs/trust.md]

--each is how many trials there are for every kind of fault, series and place in it; --events how many events the catalogue has.
--cases is a folder of ledgers with an `expected.csv` (`case, must, must_not`), --casebook one of ledgers with a `case.yaml`
(`expected`, `clean`): only counts of these are written, never what is in them.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from case_folders import digest, gating, report_rows, score_casebook, score_cases
from entry_mistakes import LOOK_ALIKES, MISTAKES
from fault_injection import DAYS, FAULTS, SERIES, findings, judged, ledger
from naive import Pair, pairs
from undated_catalogue import DISAGREEING, catalogue

ROOT = Path(__file__).resolve().parent.parent
EXPECTED_FIGURES = ROOT / "tests" / "data" / "trust" / "gaza-moh-expected.csv"

HEAD = """# Trust: what figcheck finds, and what it accuses wrongly

`python benchmarks/trust.py --write docs/trust.md` writes this page. Do not edit it by hand. {date}, seed {seed}: figcheck
{figcheck}, Python {python}, pandas {pandas}, DuckDB {duckdb}.

| word | meaning |
|---|---|
| found | a finding names the false claim, in either of its two places |
| gating | the finding is a new error or a new warning: only these can fail a gate |
| false alarm | a gating finding names no false claim |
| pairs | a comparison of the same ledgers in pairs, as a spreadsheet can do it |

The comparison in pairs flags any two claims of the same event, measure, population, place, kind and day whose printed
numbers differ. It names two claims and accuses neither. A flagged pair without a false claim is its false alarm.
"""
ERRORS_HEAD = """
## Planted errors

A trial is {days} days of one of four real series (tests/data/faults/README.md, digest {digest}), as an event of its own. It
has one planted error, or one look-alike (next table). One run checks all {trials:,} trials with {claims:,} claims.
[Planted errors](faults.md) says more of the first ten kinds. In a *hidden* trial the false total fits between its
neighbours and nothing else speaks of that day, so that nobody can find it.

| error | trials | hidden | gating | note | explained | nothing | false alarms | pairs: found | pairs: false alarms |
|---|---|---|---|---|---|---|---|---|---|
"""
LOOK_ALIKES_HEAD = """
## Look-alikes

Nothing is wrong in these trials. Every gating finding is a false alarm.

| look-alike | trials | with a false alarm | false alarms | rules | pairs: with a false alarm |
|---|---|---|---|---|---|
"""
CATALOGUE_HEAD = """
## A catalogue without days

The seed makes a catalogue (tests/undated_catalogue.py) of {events:,} events that ended, with {claims:,} claims of two to four
sources an event, and no days. In about {share} of its cells (event and measure) one source has another number.

| | cells that disagree | found | gating | cells that agree | with a false alarm |
|---|---|---|---|---|---|
"""
FIGURES_HEAD = """
## The real figures of this repository

The editors of the data in `figures/gaza-moh` (digest {digest}) list {days} days themselves on which the number of the day is
not the change of the total (tests/data/trust/README.md). *Beyond* counts gating findings of other days. They may be
true: nobody has judged them.

| | listed | found | gating | explained | beyond |
|---|---|---|---|---|---|
"""
FOLDERS_HEAD = """
## Cases of other people

These folders are not in the repository, since their texts are not ours to give. A case is a small ledger. What figcheck
must find in it, and what it must not accuse, was written down before the first run. A case is *right* if figcheck finds
all of it and accuses nothing else. Pairs need only name the claim, and accuse wrongly if both claims are right.

| folder | digest | | cases | right | asked for | found | wrong accusations |
|---|---|---|---|---|---|---|---|
"""
TAIL = """
## What this does not show

- A program plants the errors, one in each trial. Real errors come together, and of kinds that nobody thought of.
- The four series count the dead and injured of wars. Nobody measured series of epidemics or floods here.
- The catalogue is made up. The sources of a real one copy each other, count other areas, and round.
- A finding that names the false claim may accuse the other of its two claims. [Planted errors](faults.md) says how often.
- These numbers do not say how many findings in a ledger of your own are true. That depends on the ledger.
"""


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--each", type=int, default=10)
    cli.add_argument("--events", type=int, default=300)
    cli.add_argument("--seed", type=int, default=2026)
    cli.add_argument("--cases", type=Path, action="append", default=[])
    cli.add_argument("--casebook", type=Path, action="append", default=[])
    cli.add_argument("--write", type=Path)
    asked = cli.parse_args()
    text = page(asked.seed, asked.each, asked.events, asked.cases, asked.casebook)
    print(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")


def page(seed: int, each: int, events: int, cases: Iterable[Path] = (), casebooks: Iterable[Path] = ()) -> str:
    """The whole of docs/trust.md."""
    head = HEAD.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}", seed=seed, figcheck=version("figcheck"), python=platform.python_version(),
        pandas=version("pandas"), duckdb=version("duckdb"),
    )  # fmt: skip
    folders = "".join([*map(score_cases, cases), *map(score_casebook, casebooks)])
    others = FOLDERS_HEAD + folders if folders else ""
    return head + _trials(seed, each) + _catalogue(seed, events) + _figures() + others + TAIL


def _trials(seed: int, each: int) -> str:
    """The sections on planted errors and on look-alikes, from one run."""
    claims, trials = ledger(seed, each, {**FAULTS, **MISTAKES, **LOOK_ALIKES})
    with tempfile.TemporaryDirectory() as folder:
        rows = findings(claims, trials, Path(folder))
    told = judged(trials, rows)
    by_event: dict[str, list[Pair]] = {}
    for pair in pairs(claims):
        by_event.setdefault(pair.one.partition("/")[0], []).append(pair)
    flagged = [by_event.get(trial.event, []) for trial in trials]
    names = [[bool({*pair} & trial.injected) for pair in some] for trial, some in zip(trials, flagged, strict=True)]
    told["pairs_found"], told["pairs_beside"] = [any(n) for n in names], [n.count(False) for n in names]
    text = ERRORS_HEAD.format(days=DAYS, digest=digest([SERIES]), trials=len(trials), claims=len(claims))
    text += "".join(_error(kind, told[told["kind"] == kind]) for kind in [*FAULTS, *MISTAKES])
    text += LOOK_ALIKES_HEAD
    return text + "".join(
        _look_alike(kind, told[told["kind"] == kind], gating(rows)) for kind in [*LOOK_ALIKES, "none"]
    )


def _error(kind: str, some: pd.DataFrame) -> str:
    said = [some["found"].isin(["error", "warning"]), *(some["found"] == word for word in ("note", "explained", ""))]
    shares = " | ".join(_percent(one.mean()) for one in said)
    return (
        f"| {kind} | {len(some):,} | {some['hidden'].sum():,} | {shares} | {some['false_alarms'].sum():,} "
        f"| {_percent(some['pairs_found'].mean())} | {some['pairs_beside'].sum():,} |\n"
    )


def _look_alike(kind: str, some: pd.DataFrame, alarms: pd.DataFrame) -> str:
    codes = alarms.loc[alarms["claim_id"].str.partition("/")[0].isin(some["event"]), "code"]
    name = "nothing put in (control)" if kind == "none" else kind
    accused, flagged = (some["false_alarms"] > 0).mean(), (some["pairs_beside"] > 0).mean()
    return (
        f"| {name} | {len(some):,} | {_percent(accused)} | {some['false_alarms'].sum():,} "
        f"| {', '.join(sorted(codes.unique()))} | {_percent(flagged)} |\n"
    )


def _catalogue(seed: int, events: int) -> str:
    made = catalogue(seed, events)
    with tempfile.TemporaryDirectory() as folder:
        made.claims.to_csv(Path(folder, "claims.csv"), index=False)
        Path(folder, "vocabulary.yaml").write_text(yaml.safe_dump(made.vocabulary), encoding="utf-8")
        rows = report_rows(Path(folder))
    cell_of = {row["claim_id"]: (row["event"], row["measure"]) for row in made.claims.to_dict("records")}
    two = rows[rows["against_id"].ne("")]
    flagged = {cell_of[pair.one] for pair in pairs(made.claims)}
    cells = {*cell_of.values()}
    text = CATALOGUE_HEAD.format(events=events, claims=len(made.claims), cells=len(cells), share=_percent(DISAGREEING))
    agreeing = cells - made.disagreeing
    for name, found, accused in (
        ("figcheck", {cell_of[c] for c in two["claim_id"]}, {cell_of[c] for c in gating(two)["claim_id"]}),
        ("pairs", flagged, flagged),
    ):
        counts = [len(found & made.disagreeing), len(accused & made.disagreeing)]
        shares = " | ".join(_percent(n / len(made.disagreeing)) for n in counts)
        alarms = _percent(len(accused & agreeing) / len(agreeing))
        text += f"| {name} | {len(made.disagreeing):,} | {shares} | {len(agreeing):,} | {alarms} |\n"
    return text


def _figures() -> str:
    """The section on figures/."""
    paths = sorted((ROOT / "figures" / "gaza-moh").glob("*.csv"))
    claims = pd.concat([pd.read_csv(path, dtype="str", keep_default_na=False) for path in paths])
    listed = [set(cell.split(";")) for cell in pd.read_csv(EXPECTED_FIGURES)["claims"]]
    rows = report_rows(ROOT / "figures")
    rows = rows[rows["claim_id"].isin(claims["claim_id"])]
    explained, flagged = rows[rows["status"] == "explained"], [set(pair) for pair in pairs(claims)]
    found, by_gate, innocent = (_named(some) for some in (rows, gating(rows), explained))
    text = FIGURES_HEAD.format(digest=digest(paths), days=len(listed))
    text += f"| figcheck | {len(listed)} | {' | '.join(str(_hits(listed, n)) for n in (found, by_gate, innocent))} "
    text += f"| {len(by_gate) - _hits(by_gate, listed)} |\n"
    text += f"| pairs | {len(listed)} | {_hits(listed, flagged)} | {_hits(listed, flagged)} |  "
    return text + f"| {len(flagged) - _hits(flagged, listed)} |\n"


def _named(rows: pd.DataFrame) -> list[set[str]]:
    """The claims that each row names."""
    return [{*pair} - {""} for pair in rows[["claim_id", "against_id"]].itertuples(index=False, name=None)]


def _hits(some: list[set[str]], others: list[set[str]]) -> int:
    """How many of some sets of claims share one with any of the others."""
    claims = set().union(*others)
    return sum(bool(one & claims) for one in some)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


if __name__ == "__main__":
    main()
