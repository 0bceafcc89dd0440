"""The examples of the cards on waivers: their tables hold waivers, not claims, and in `found` the state that was found."""

from __future__ import annotations

from datetime import date

import pandas as pd

from figcheck.compare.cards.card import Example
from figcheck.gate.scope import Scope
from figcheck.gate.waivers import judge_waivers, waiver_rows
from figcheck.model.tables import Failures, Findings, WaiverFile


def judged_example(example: Example, today: date, longest: int) -> Failures:
    """What is wrong with the waivers of an example (`row` is the place of one in its table).

    A row with a cell in the column `found` has a finding of its fingerprint, with that state and its rule and claims.
    """
    columns = [*WaiverFile.names(), "found"]
    rows = pd.DataFrame([dict(row) for row in example.rows]).reindex(columns=columns).replace("", None)
    report = rows[rows["found"].notna()].assign(state=rows["found"], code=rows["rule"]).reset_index(drop=True)
    waivers = rows.drop(columns="found").assign(file=example.file, line=list(example.lines), malformed=None)
    verdicts = judge_waivers(waivers, report.reindex(columns=Findings.names()), Scope(today), longest)
    return waiver_rows(waivers, verdicts)
