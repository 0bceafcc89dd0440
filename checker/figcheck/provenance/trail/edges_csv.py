"""The links as a CSV table, for a spreadsheet or a drawing of the graph."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from figcheck.model.spreadsheets import defuse
from figcheck.provenance.trail.trail import Trail
from figcheck.report.safe_text import plain

COLUMNS = (
    "from", "to", "relation", "from_figure", "to_figure", "from_source", "to_source", "changed", "findings", "severity",
)  # fmt: skip
_WORST = ("error", "warning", "note")


def render(trail: Trail) -> str:
    """One row a link: `from` is the later claim, `to` the one it was taken from (`quoted`, `derived`) or replaces (`revises`).

    `changed` has what the two say differently, `findings` the rules that ask about the link and `severity` the worst of
    them. Sorted by ids; cells that a spreadsheet would run are defused.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(_rows(trail)):
        writer.writerow([defuse(plain(cell)) for cell in row])
    return out.getvalue()


def _rows(trail: Trail) -> Iterator[tuple[str, ...]]:
    for claim in trail.steps.index:
        step = trail.step(claim)
        changed = "; ".join(f"{what}: {before} → {after}" for what, before, after in trail.changes_of.get(claim, []))
        marks = trail.marks_at.get(claim, [])
        findings = "; ".join(dict.fromkeys(f"{code} {rule}" for code, rule, *_ in marks))
        worst = min((mark[2] for mark in marks), key=_WORST.index, default="")
        yield _row(trail, claim, step["parent_id"], "quoted" if step["quoted"] else "derived", changed, findings, worst)
    for claim, revised in trail.revisions.itertuples(index=False, name=None):
        yield _row(trail, claim, revised, "revises", "", "", "")


def _row(trail: Trail, claim: str, other: str, *rest: str) -> tuple[str, ...]:
    relation, *found = rest
    one, two = trail.claim(claim), trail.claim(other)
    ends = (one["figure"], two["figure"], one["source"] or "", two["source"] or "")
    return (claim, other, relation, *ends, *found)
