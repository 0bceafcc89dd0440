"""What is put wrong into clean real series is found, and nothing right beside it is accused (docs/faults.md has the figures)."""

from __future__ import annotations

import pandas as pd
import pytest
from fault_injection import FAULTS, TRUE_OF_ALL, findings, judged, ledger

FOUND = {"swapped digits": 0.9}
"""Least share that is found at all; of all other faults every one is."""
LOUD = {"swapped digits": 0.75}
"""Least share that is found as an error or a warning, else `USUAL`: the rest are hedged, and notes."""
USUAL = 0.7
NAMED = {
    "swapped digits": 0.2,
    "digit lost": 0.4,
    "zero added": 0.4,
    "wrong date": 0.6,
    "stale number under a new date": 0.9,
}
"""Least share of which a rule says what the fault is; of all other faults it is said of every one."""


@pytest.mark.slow
def test_every_kind_of_fault_is_found_and_nothing_right_beside_it_is_accused(tmp_path):
    table, trials = ledger(seed=7, each=3)
    told = judged(trials, findings(table, trials, tmp_path))
    seen = told[~told["hidden"]]
    found = seen.assign(any=seen["found"] != "", loud=seen["found"].isin(["error", "warning"])).groupby("kind")
    count, shares = found.size(), found[["any", "loud", "named"]].mean()
    assert (count[list(FAULTS)] > 15).all()
    assert _below(shares["any"], FOUND, 1.0) == {}
    assert _below(shares["loud"], LOUD, USUAL) == {}
    assert _below(shares["named"], NAMED, 1.0) == {}
    assert told.loc[told["false_alarms"] > 0, ["kind", "event", "beside"]].to_dict("records") == []
    assert {code for codes in told["beside"] for code in codes.split()} <= TRUE_OF_ALL
    clean = told[told["kind"] == "none"]
    assert len(clean) >= 20
    assert set(clean["found"]) == {""}
    inside = seen[~seen["newest"] & (seen["kind"] != "none")]
    assert inside["accused"].mean() > 0.97


def _below(shares: pd.Series, floors: dict[str, float], usual: float) -> dict[str, float]:
    """The kinds of fault whose share lies below their floor."""
    return {kind: shares[kind] for kind in FAULTS if shares[kind] < floors.get(kind, usual)}
