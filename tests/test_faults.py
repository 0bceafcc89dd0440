"""What is put wrong into clean real series is found, and nothing right beside it is accused (docs/faults.md has the figures)."""

from __future__ import annotations

from fault_injection import FAULTS, findings, judged, ledger

FOUND = {"swapped digits": 0.9}
"""Least share that is found at all; of all other faults every one is."""
LOUD = {"swapped digits": 0.75}
"""Least share that is found as an error or a warning, else `USUAL`: the rest are hedged, and notes."""
USUAL = 0.7


def test_every_kind_of_fault_is_found_and_nothing_right_beside_it_is_accused(tmp_path):
    table, trials = ledger(seed=7, each=3)
    told = judged(trials, findings(table, trials, tmp_path))
    seen = told[~told["hidden"]]
    found = seen.assign(any=seen["found"] != "", loud=seen["found"].isin(["error", "warning"])).groupby("kind")
    count, shares = found.size(), found[["any", "loud"]].mean()
    assert (count[list(FAULTS)] > 15).all()
    missed = {kind: shares.at[kind, "any"] for kind in FAULTS if shares.at[kind, "any"] < FOUND.get(kind, 1.0)}
    assert missed == {}
    quiet = {kind: shares.at[kind, "loud"] for kind in FAULTS if shares.at[kind, "loud"] < LOUD.get(kind, USUAL)}
    assert quiet == {}
    assert told.loc[told["false_alarms"] > 0, ["kind", "event", "codes"]].to_dict("records") == []
    clean = told[told["kind"] == "none"]
    assert count["none"] >= 20
    assert clean["codes"].eq("").all()
    inside = seen[~seen["newest"] & (seen["kind"] != "none")]
    assert inside["accused"].mean() > 0.97
