"""How a run and a comparison in pairs do on folders of small ledgers for which it is written down what is right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml
from naive import Pair, pairs

from figcheck.model.errors import FigcheckError
from figcheck.model.settings import Settings
from figcheck.pipeline import examine

TODAY = date(2026, 11, 28)
FAMILIES = {"falling-cumulative": "contradiction", "revised-down": "contradiction"}
"""Rules that say one thing in several ways."""


class Score(NamedTuple):
    """What was asked for in a case, how much of it was found, and how often something right was accused."""

    asked: int
    found: int
    wrong: int


def report_rows(folder: Path) -> pd.DataFrame:
    """The rows of a run over a folder, text, "" where empty; none where it cannot be read at all."""
    try:
        rows = examine([folder], Settings(), TODAY).rows
    except FigcheckError:
        return pd.DataFrame(columns=["code", "rule", "severity", "status", "claim_id", "against_id"], dtype="str")
    return rows.astype("object").where(rows.notna(), "").astype("str")


def gating(rows: pd.DataFrame) -> pd.DataFrame:
    """The new errors and warnings: what can fail a gate."""
    return rows[rows["status"].eq("new") & rows["severity"].isin(["error", "warning"])]


def digest(paths: Iterable[Path]) -> str:
    """The first digits of a hash of some files, which tell their version."""
    whole = sha256()
    for path in sorted(path for path in paths if path.is_file()):
        whole.update(path.name.encode() + path.read_bytes())
    return f"`{whole.hexdigest()[:12]}`"


def score_cases(folder: Path) -> str:
    """The lines of a table for a folder of ledgers with `expected.csv`: `case`, and `must` and `must_not`, joined by "|".

    `must` has CODE@CLAIM, the beginning of the id of the claim to accuse, or CODE-STATUS@CLAIM; `must_not` the beginnings of
    ids that no gating finding may accuse.
    """
    expected = pd.read_csv(folder / "expected.csv", dtype="str", keep_default_na=False)
    by_run, by_pairs = [], []
    for case, must, must_not in expected[["case", "must", "must_not"]].itertuples(index=False, name=None):
        wanted = [item.partition("@")[::2] for item in must.split("|") if item.startswith("FC")]
        spared = tuple(prefix for prefix in must_not.split("|") if prefix)
        rows, flagged = report_rows(folder / case), _pairs_of(folder / case)
        found = sum(_has(rows, *one) for one in wanted)
        accused = sum(claim.startswith(spared) for claim in gating(rows)["claim_id"])
        by_run.append(Score(len(wanted), found, accused))
        named = [name for pair in flagged for name in pair]
        found = sum(any(name.startswith(claim) for name in named) for _, claim in wanted)
        accused = sum(pair.one.startswith(spared) and pair.other.startswith(spared) for pair in flagged)
        by_pairs.append(Score(len(wanted), found, accused))
    return _lines(folder, by_run, by_pairs)


def _has(rows: pd.DataFrame, code: str, claim: str) -> bool:
    code, _, status = code.partition("-")
    some = rows[rows["code"].eq(code) & rows["claim_id"].str.startswith(claim)]
    return bool((some["status"] == status).any() if status else len(some))


def score_casebook(folder: Path) -> str:
    """The lines of a table for a folder of ledgers with a `case.yaml` each.

    `expected` lists rules and claims, of which a finding must name one; `clean` the claims that no gating finding may accuse. In a
    case that expects nothing, none may be accused.
    """
    by_run, by_pairs = [], []
    for path in sorted(folder.glob("*/case.yaml")):
        truth = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows, flagged = report_rows(path.parent), _pairs_of(path.parent)
        expected = [(FAMILIES.get(item["rule"], item["rule"]), set(item["claims"])) for item in truth["expected"]]
        clean = set(truth["clean"]) if expected else {*rows["claim_id"], *(name for pair in flagged for name in pair)}
        families = rows["rule"].replace(FAMILIES)
        found = sum(
            bool((families.eq(rule) & (rows["claim_id"].isin(ids) | rows["against_id"].isin(ids))).any())
            for rule, ids in expected
        )
        by_run.append(Score(len(expected), found, int(gating(rows)["claim_id"].isin(clean).sum())))
        found = sum(any(ids & {*pair} for pair in flagged) for _, ids in expected)
        by_pairs.append(Score(len(expected), found, sum({*pair} <= clean for pair in flagged)))
    return _lines(folder, by_run, by_pairs)


def _lines(folder: Path, by_run: list[Score], by_pairs: list[Score]) -> str:
    lines = []
    for name, scores in (("figcheck", by_run), ("pairs", by_pairs)):
        asked, found, wrong = (sum(column) for column in zip(*scores, strict=True))
        right = sum(score.found == score.asked and not score.wrong for score in scores)
        where = f"{folder.name} | {digest(folder.rglob('*'))}"
        lines.append(f"| {where} | {name} | {len(scores)} | {right} | {asked} | {found} | {wrong} |\n")
    return "".join(lines)


def _pairs_of(folder: Path) -> list[Pair]:
    """What the comparison in pairs flags in a folder of ledgers; lines that are no rows of a table are left out."""
    tables = [
        pd.read_csv(path, dtype="str", keep_default_na=False, engine="python", on_bad_lines="skip")
        for path in sorted(folder.rglob("*.csv"))
    ]
    ledgers = [table for table in tables if {"claim_id", "figure"} <= {*table}]
    return pairs(pd.concat(ledgers)) if ledgers else []
