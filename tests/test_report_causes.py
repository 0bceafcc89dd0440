"""One slip is one thing to read: findings of one cause name the one from which they follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import each

import figcheck

HEAD = "claim_id,event,measure,place,figure,source,origin,as_of,published,via\n"

SLIP = """a,quake,killed,,4645,wire,army,2024-01-12,2024-01-12,
b,quake,killed,,4465,daily,army,2024-01-12,2024-01-13,a
"""
"""One copy with two digits swapped: a contradiction, a citation that drifted, and the digits."""


def checked(folder: Path, rows: str) -> figcheck.CheckResult:
    (folder / "claims.csv").write_text(HEAD + rows)
    return figcheck.check([folder / "claims.csv"], as_of="2024-03-01")


def of_one_cause(done: figcheck.CheckResult) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(code, claim) of every finding from which others follow, and these."""
    rows = done.findings
    named = dict(zip(rows["fingerprint"], zip(rows["code"], rows["claim_id"], strict=True), strict=True))
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for fingerprint, leader in zip(rows["fingerprint"], rows["follows_from"], strict=True):
        if isinstance(leader, str):
            found.setdefault(named[leader], []).append(named[fingerprint])
    counted = rows.dropna(subset="related")
    assert {named[f]: n for f, n in zip(counted["fingerprint"], counted["related"], strict=True)} == {
        leader: len(others) for leader, others in found.items()
    }
    return found


def test_what_one_slip_brings_follows_from_its_worst_finding(tmp_path):
    assert of_one_cause(checked(tmp_path, SLIP)) == {("FC301", "b"): [("FC706", "b"), ("FC801", "b")]}


@pytest.mark.slow
def test_a_run_without_a_finding_of_a_known_cause_has_both_columns_empty(tmp_path):
    done = checked(tmp_path, "a,quake,killed,,12,wire,,2024-01-12,2024-01-12,\n")
    assert done.findings["code"].tolist() == ["FC701"]
    assert done.findings[["follows_from", "related"]].isna().all(axis=None)


def towns(fallen: int) -> str:
    """Four days of six towns; on the last day the report of so many of them has fewer than the day before."""
    rows = [
        f"{town}{day},quake,killed,{town},{number - 17 * (day == 4 and n < fallen)},state,state,2024-01-0{day},2024-01-0{day},"
        for n, town in enumerate("klmnop")
        for day, number in enumerate((311, 322, 334, 346), start=1)
    ]
    return "\n".join(rows) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize(("fallen", "related"), each([(1, 0), (2, 0), (3, 2), (6, 5)], quick=[(3, 2)]))
def test_one_report_that_is_wrong_in_many_places_is_one_cause(fallen, related, tmp_path):
    found = of_one_cause(checked(tmp_path, towns(fallen)))
    assert [len(others) for others in found.values()] == [related] * bool(related)


@pytest.mark.slow
def test_a_copy_that_is_off_by_one_number_for_days_is_one_cause(tmp_path):
    days = [(n, 1200 + 13 * n) for n in range(1, 6)]
    rows = [f"a{n},quake,killed,,{count},state,state,2024-01-0{n},2024-01-0{n},\n" for n, count in days]
    rows += [f"b{n},quake,killed,,{count + 1},daily,state,2024-01-0{n},2024-01-0{n},a{n}\n" for n, count in days]
    found = of_one_cause(checked(tmp_path, "".join(rows)))
    drifted = [leader for leader, others in found.items() if sum(code == "FC706" for code, _ in others) >= 3]
    assert len(drifted) == 1


@pytest.mark.slow
def test_formats_show_what_follows_under_its_finding(tmp_path):
    done = checked(tmp_path, SLIP)
    done.write(tmp_path / "r.md")
    assert "The same cause, 2 more:" in (tmp_path / "r.md").read_text()
    done.write(tmp_path / "r.json")
    rows = json.loads((tmp_path / "r.json").read_text())["discrepancies"]
    assert [(row["code"], row["related"], row["follows_from"] is None) for row in rows] == [
        ("FC301", 2, True),
        ("FC706", None, False),
        ("FC801", None, False),
    ]
    done.write(tmp_path / "r.html")
    assert f'href="#f-{rows[0]["fingerprint"]}">The same cause' in (tmp_path / "r.html").read_text()


@pytest.mark.slow
def test_what_a_person_counts_is_what_leads_and_what_follows_is_said_apart(tmp_path, figcheck):
    more = "c,flood,killed,,17,radio,police,2024-01-12,2024-01-12,\nd,flood,killed,,71,gazette,police,2024-01-12,2024-01-13,\n"
    (tmp_path / "claims.csv").write_text(HEAD + SLIP + more)
    flags = ("--as-of", "2024-03-01", "--select", "FC301,FC706,FC801")
    done = figcheck("run", str(tmp_path), *flags, "--report", "r.md", "--report", "r.html", "--report", "r.json")
    said = "2 errors, and 2 that follow from them"
    assert done.stdout.splitlines()[-1].startswith(f"{said} · ")
    markdown = Path("r.md").read_text()
    assert markdown.startswith(f"## figcheck: {said}\n")
    assert markdown.count("\n- **") == 2
    assert f"<h1>{said}</h1>" in Path("r.html").read_text()
    summary = json.loads(Path("r.json").read_text())["summary"]
    assert summary["leading"] == {"error": 2, "warning": 0, "note": 0}
    assert summary["new"] == {"error": 3, "warning": 1, "note": 0}
