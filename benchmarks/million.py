"""A million claims through all cards, beside what DuckDB needs to read them: processor seconds of one run, and their ratios.

usage: python benchmarks/million.py [--claims N] [--write docs/speed.md]

The ledger is made: 1,000 events, each followed for weeks by four sources of two counters, with totals, daily numbers, copies
(`via`), hedges, children as a part, and one wrong digit in a thousand; and one cell of a tenth of all claims.
"""

from __future__ import annotations

import argparse
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import pandas as pd

from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.engine import CardSession, end_idle
from figcheck.compare.tables import Tables, for_cards
from figcheck.model.settings import Settings
from figcheck.model.vocabulary import Vocabulary
from figcheck.parse.claims import parse_claims
from figcheck.pipeline import run
from figcheck.provenance.copies import evidence_table
from figcheck.read.reading import read
from figcheck.validate.validation import Validation, validate

TODAY = date(2026, 1, 1)
TYPED = "columns = {{'claim_id': 'VARCHAR', 'event': 'VARCHAR', 'measure': 'VARCHAR', 'population': 'VARCHAR', 'place': 'VARCHAR', 'figure': 'VARCHAR', 'kind': 'VARCHAR', 'period_start': 'DATE', 'as_of': 'DATE', 'published': 'DATE', 'source': 'VARCHAR', 'origin': 'VARCHAR', 'via': 'VARCHAR'}}"  # noqa: E501
Result = TypeVar("Result")


def ledger(claims: int, events: int = 1000) -> pd.DataFrame:
    """The made ledger, about `claims` rows."""
    draw = np.random.default_rng(2026)
    large = claims // 10
    days = max((claims - large) // (events * 9), 2)
    event, day = (a.ravel() for a in np.meshgrid(np.arange(events), np.arange(days), indexing="ij"))
    rise = draw.integers(0, 60, (events, days))
    total = (np.cumsum(rise, axis=1) + draw.integers(20, 3000, (events, 1))).ravel()
    children = total // 3
    wrong = np.where(draw.random(len(total)) < 0.001, draw.integers(0, 9, len(total)) * 10, 0)
    blocks = [
        _block("a", event, day, total + wrong, source="ministry", origin="ministry"),
        _block("b", event, day, children, source="ministry", origin="ministry", population="children"),
        _block("c", event, day, rise.ravel(), source="ministry", origin="ministry", kind="increment"),
        _block("d", event, day, total, source="wire", origin="ministry", via="a", hedge="more than"),
        _block("e", event, day, total, source="paper", origin="ministry", via="d", hedge="more than"),
        _block("f", event, day, total, source="agency", origin="ministry", via="a"),
        _block("g", event, day, total + 5, source="red cross", origin="red cross", measure="injured"),
        _block("h", event, day, total, source="wire", origin="red cross", measure="injured", hedge="at least"),
        _block("i", event, day, total + 9, source="agency", origin="red cross", measure="missing", kind="point"),
    ]
    one = np.zeros(large, dtype=np.int64)
    names = np.char.add("source ", draw.integers(0, 50, large).astype(str))
    when = np.arange(large) // 150
    grown = 1000 + np.cumsum(draw.integers(0, 90, when.max() + 1))[when] + np.where(draw.random(large) < 0.001, 7, 0)
    blocks.append(_block("z", one, when, grown, source=names, origin="ministry", place="capital"))
    return pd.concat(blocks, ignore_index=True)


def _block(
    letter: str, event: np.ndarray, day: np.ndarray, number: np.ndarray, *, source: str | np.ndarray, origin: str,
    population: str = "all", place: str = "", kind: str = "cumulative", via: str = "", hedge: str = "", measure: str = "killed",
) -> pd.DataFrame:  # fmt: skip
    when = pd.Timestamp("2024-01-02") + pd.to_timedelta(day, unit="D")
    key = pd.Series(event).astype("str") + "-" + pd.Series(np.arange(len(day))).astype("str")
    if hedge:
        grain = 10 ** np.maximum(np.floor(np.log10(np.maximum(number, 1))).astype(np.int64) - 1, 0)
        number = np.maximum(number - 1, 0) // grain * grain
    figure = pd.Series(number).map("{:,}".format)
    table = pd.DataFrame({"claim_id": letter + key, "event": "event-" + pd.Series(event).astype("str")})
    table = table.assign(
        measure=measure, population=population, place=place, figure=f"{hedge} " + figure if hedge else figure
    )
    table = table.assign(
        kind=kind, period_start="", as_of=when.strftime("%Y-%m-%d"), published=when.strftime("%Y-%m-%d")
    )
    if kind == "increment":
        table["period_start"] = (when - pd.Timedelta(days=1)).strftime("%Y-%m-%d")
    return table.assign(source=source, origin=origin, via=via + key if via else "")


def worked_out(validation: Validation, vocabulary: Vocabulary, cards: tuple[RuleCard, ...]) -> dict[str, pd.DataFrame]:
    """All tables that the cards read."""
    tables = Tables(validation.figures, vocabulary)
    tables["evidence"] = evidence_table(validation.figures.iloc[:0], None, lambda _: None)
    return for_cards(tables, [card.query for card in cards if card.query is not None])


def timed(what: Callable[[], Result]) -> tuple[float, Result]:
    """Processor seconds of this process and of its ended children, and what it gave."""

    def spent() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(usage.ru_utime + usage.ru_stime for usage in both)

    began = spent()
    result = what()
    end_idle()  # what a worker has spent is known when it has ended
    return spent() - began, result


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--claims", type=int, default=1_000_000)
    cli.add_argument("--write", type=Path)
    asked = cli.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "figures"
        folder.mkdir()
        path = folder / "claims.csv"
        ledger(asked.claims).to_csv(path, index=False)
        starts = "".join(f"  event-{n}: {{start: 2024-01-01, end: null}}\n" for n in range(1000))
        (folder / "vocabulary.yaml").write_text(
            f"events:\n{starts}populations:\n  all: {{contains: [children]}}\n", encoding="utf-8"
        )
        steps: list[tuple[str, float]] = []

        def step(what: str, action: Callable[[], Result]) -> Result:
            began = time.perf_counter()
            seconds, result = timed(action)
            steps.append((what, seconds))
            print(f"{what}: {seconds:.1f} s of processor, {time.perf_counter() - began:.1f} s by the clock", flush=True)
            return result

        query = (
            f"create or replace table claims as select * from read_csv('{path}', header = true, nullstr = '', {TYPED})"
        )
        step(
            "DuckDB reads the file into a table",
            lambda: duckdb.connect().execute(query.replace("{{", "{").replace("}}", "}")),
        )
        reading = step("figcheck reads the file", lambda: read([folder]))
        parsed = step("parses every figure", lambda: parse_claims(reading.claims, reading.vocabulary))
        valid = step("validates every cell", lambda: validate(parsed, reading.vocabulary, TODAY))

        cards = catalogue([]).cards
        tables = step("works out the tables that cards share", lambda: worked_out(valid, reading.vocabulary, cards))

        def queried() -> int:
            with CardSession() as session:
                session.load(tables)
                return len(session.run(cards, today=TODAY).rows)

        rows = step("loads them into DuckDB and runs all cards", queried)
        claims = len(parsed)
        settings = Settings(report=(str(folder.parent / "discrepancies.csv"),))
        step("`figcheck run`, whole", lambda: run([folder], settings, TODAY))
        peaks = [
            resource.getrusage(who).ru_maxrss / 1024**2 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
    text = _page(steps, claims, rows, peaks)
    print(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")


def _page(steps: list[tuple[str, float]], claims: int, rows: int, peaks: list[float]) -> str:
    base = steps[0][1]
    lines = [f"| {what} | {seconds:.1f} | {seconds / base:.1f} |" for what, seconds in steps]
    return "\n".join([
        "# A million claims", "",
        "`python benchmarks/million.py --write docs/speed.md` writes this page. Do not edit it by hand. "
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, DuckDB {duckdb.__version__}, "
        f"pandas {pd.__version__}.", "",
        f"The ledger has {claims:,} generated claims in 1,000 events. One cell holds a tenth of them. figcheck found {rows:,} "
        f"rows. It used at most {peaks[0]:.1f} GB of memory, and {peaks[1]:.1f} GB in the worker that runs the cards. The first "
        "number includes the tables of the single steps, which stay in memory while the whole run is measured.", "",
        "| step | processor seconds | times DuckDB's reading |", "|---|---|---|", *lines, "",
    ])  # fmt: skip


if __name__ == "__main__":
    main()
