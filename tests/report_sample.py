"""The sample of findings that all report formats share, and changes to it."""

from __future__ import annotations

import dataclasses
import io
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from figcheck import report as report_stage
from figcheck.model.tables import NotCompared, Rows


def report_of(where: Path, **summary: object) -> report_stage.Report:
    """A report from a folder that has claims.csv, findings.yaml and cards.yaml; `summary` replaces facts of the run."""
    claims = read_claims(where / "claims.csv")
    found = pd.DataFrame(yaml.safe_load((where / "findings.yaml").read_text("utf-8"))).reindex(columns=Rows.names())
    found = found.astype({"row": "Int64", "against_row": "Int64", "gap": "Int64"})
    texts = [report_stage.CardText(**card) for card in yaml.safe_load((where / "cards.yaml").read_text("utf-8"))]
    cards = {card.code: card for card in texts}
    rows = report_stage.assemble_report(found, claims, cards)
    facts = dataclasses.replace(SUMMARY, **summary)  # type: ignore[arg-type]
    return report_stage.Report(rows, facts, cards, report_stage.claims_concerned(rows, claims), not_compared(claims))


def not_compared(claims: pd.DataFrame) -> NotCompared:
    """The last claims of the sample, as if they had been compared with nothing."""
    some = claims.tail(len(SUMMARY.not_compared))
    return NotCompared.of(some.assign(row=some.index, why=[why for why, _ in SUMMARY.not_compared]))


def read_claims(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table = table.where(table != "")
    whole = dict.fromkeys(("low", "high", "implied_low", "implied_high", "line", "cell", "origins"), "Int64")
    truth = {
        column: table[column].map({"True": True, "False": False}).astype("boolean")
        for column in ("low_hard", "high_hard")
    }
    return table.astype(whole).assign(**truth)


SUMMARY = report_stage.RunSummary(
    ledgers=[("figures/quake.csv", 13), ("figures/old notes, 2031.csv", 2)],
    passed_over=[("figures/README.md", "not a ledger")],
    unknown_columns=[("desk", ["figures/quake.csv"])],
    vocabularies=["figures/vocabulary.yaml"],
    claims_read=15,
    claims_parsed=13,
    claims_valid=13,
    claims_compared=12,
    not_compared=[
        ("without another claim of the same place", 1),
        ("without a figure", 1),
        ("with a figure that was not read", 1),
    ],
    sums_not_tested=[("declared sums with fewer than two parts that can be added", 1)],
    cells=4,
    cards_run=6,
    report_path="discrepancies.csv",
    fail_on="error",
    as_of=date(2031, 3, 10),
    exit_status=1,
    confirmed=[("sums add up to their wholes", 3)],
)


def many(report, count):
    """The report with its rows repeated to `count`, each with a fingerprint of its own."""
    rows = pd.concat([report.rows] * (count // len(report.rows) + 1), ignore_index=True).head(count)
    rows["fingerprint"] = [f"{n:016x}" for n in range(count)]
    return dataclasses.replace(report, rows=rows)


def with_text(report, text):
    """The report with `text` wherever a stranger's words can stand."""
    rows, claims, cell = (
        report.rows.copy(),
        report.claims.copy(),
        text.replace("\ud800", ""),
    )  # no table holds half a letter
    for column in (
        "claim_id",
        "source",
        "origin",
        "figure",
        "against_figure",
        "against_source",
        "message",
        "mend",
        "reason",
        "file",
    ):
        rows[column] = cell
    for column in ("figure", "source", "origin", "quote", "url", "archive", "file"):
        claims[column] = cell
    alone = report.not_compared.assign(**dict.fromkeys(("claim_id", "figure", "event", "place", "file"), cell))
    summary = dataclasses.replace(report.summary, broken=[text], ledgers=[(text, 3)], exit_status=2)
    return dataclasses.replace(report, rows=rows, claims=claims, summary=summary, not_compared=alone)


def as_text(content):
    """What a report says, as text: of a workbook each cell that is filled, with its link, and what is hidden or quoted; of a
    database the statements that make it and the rows of each table and view.
    """
    if isinstance(content, str):
        return content
    if content.startswith(b"SQLite"):
        return database_as_text(content)
    import openpyxl

    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        lines.append(
            f"# {sheet.title}, {sheet.dimensions}, fixed at {sheet.freeze_panes}, filter {sheet.auto_filter.ref}\n"
        )
        hidden = [letters for letters, column in sheet.column_dimensions.items() if column.hidden]
        lines.append(f"hidden: {' '.join(hidden)}\n")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            link = cell.hyperlink and (cell.hyperlink.target or "") + "#" + (cell.hyperlink.location or "")
            said = f"{cell.coordinate} {cell.data_type} {cell.value!s}{f' -> {link}' if link else ''}"
            lines.append(f"{said}{' (quoted)' if cell.quotePrefix else ''}\n")
    return "".join(lines)


def database_as_text(content):
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    lines = []
    for name, statement in database.execute("select name, sql from sqlite_schema where type in ('table', 'view')"):
        lines.append(f"{statement}\n")
        lines += [f"  {row!r}\n" for row in database.execute(f'select * from "{name}"')]
    database.close()
    return "".join(lines)
