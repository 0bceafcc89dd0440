"""The baseline: today's findings are accepted, so that only new and changed ones fail; nothing is hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import command
from gate_folder import (
    CONTRADICTION,
    FALL,
    NO_ORIGIN,
    TODAY,
    VAGUE,
    change,
    checked,
    git,
    lay,
    lay_waivers,
    original,
    row_of,
    settings,
    statuses,
    waiver_line,
)

from figcheck import gate
from figcheck.commands.decisions.waive_and_baseline import write_baseline
from figcheck.model.errors import FigcheckError

pytestmark = pytest.mark.usefixtures("compared_once")

FILE = Path("figcheck-baseline.csv")


@pytest.fixture
def ledger(folder):
    return lay(folder)


def accepted_before():
    """The baseline of the ledger as it is laid, as `figcheck baseline` writes it."""
    gate.write_baseline(original(), FILE)


def accept(prune=False, **values):
    return write_baseline([Path("figures")], settings(**values), TODAY, prune=prune)


def test_accepted_findings_stay_in_the_report_and_do_not_fail(ledger):
    assert checked().exit_status == 1
    assert accept().counts[0] == (4, "new")
    done = checked(fail_on="note")
    assert done.exit_status == 0
    assert statuses(done) == dict.fromkeys([FALL, CONTRADICTION, NO_ORIGIN, VAGUE], "accepted")
    assert row_of(done, "FC401")["reason"] == "in figcheck-baseline.csv"


@pytest.mark.slow
def test_only_the_findings_of_a_changed_number_come_back(ledger):
    accepted_before()
    change(ledger, '"1,243"', '"1,242"')
    done = checked()
    assert done.exit_status == 1
    assert {key for key, status in statuses(done).items() if status == "new"} == {FALL}
    assert ("Baseline", "figcheck-baseline.csv accepts 4; 1 came back with other numbers") in done.report.summary.gate
    assert (1, "with other numbers") in accept().counts
    assert checked().exit_status == 0


@pytest.mark.slow
def test_a_new_finding_fails(ledger):
    accepted_before()
    with ledger.open("a", encoding="utf-8") as file:
        file.write('flood-7,flood,killed,"1,100",Valley Radio,river police,2024-02-04,2024-02-04,\n')
    assert checked().exit_status == 1


@pytest.mark.slow
def test_fixed_findings_are_named_and_pruned_by_command(ledger):
    accepted_before()
    change(ledger, '"1,243"', '"1,253"')
    [(_, said)] = [note for note in checked().report.summary.gate if note[0] == "Baseline"]
    assert "1 fixed: FC401 flood-2 flood-1 (`figcheck baseline --prune` removes them)" in said
    assert accept(prune=True).counts == [(1, "fixed and taken out")]
    assert len(FILE.read_text(encoding="utf-8").splitlines()) == 4
    change(ledger, '"1,253"', '"1,243"')
    assert statuses(checked())[FALL] == "new"


@pytest.mark.slow
def test_pruning_accepts_nothing(ledger):
    accepted_before()
    change(ledger, "flood-6,flood,displaced,dozens", "flood-6,flood,displaced,hundreds")
    before = FILE.read_bytes()
    accept(prune=True)
    assert FILE.read_bytes() == before
    assert statuses(checked())[VAGUE] == "new"


@pytest.mark.slow
def test_rules_that_did_not_run_keep_their_entries(ledger):
    accepted_before()
    before = FILE.read_bytes()
    assert accept(select=("FC401",)).total == 4
    assert accept(select=("FC401",), prune=True).total == 4
    assert FILE.read_bytes() == before
    assert "fixed" not in str(checked(select=("FC401",)).report.summary.gate)


@pytest.mark.slow
def test_waived_findings_are_not_accepted_and_come_back_when_the_waiver_ends(ledger):
    lay_waivers(waiver_line("FC401"))
    assert accept().total == 3
    assert statuses(checked(date(2024, 4, 1)))[FALL] == "waived"
    assert statuses(checked(date(2024, 4, 2)))[FALL] == "new"


@pytest.mark.slow
def test_what_is_wrong_with_a_waiver_is_not_accepted(ledger, write):
    write("figures/waivers.csv", "fingerprint,state,reason,until\n*,*,all of it,2024-04-01\n")
    accept()
    done = checked()
    assert done.exit_status == 1
    assert row_of(done, "FC107")["status"] == "new"


@pytest.mark.slow
def test_the_file_is_sorted_has_a_line_a_finding_and_the_same_bytes(ledger):
    accepted_before()
    first = FILE.read_bytes()
    lines = ledger.read_text(encoding="utf-8").splitlines()
    ledger.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    accept()
    assert FILE.read_bytes() == first
    rows = first.decode().splitlines()
    assert rows[0] == "fingerprint,state,code,claim_id,against_id"
    assert [row.split(",")[2] for row in rows[1:]] == ["FC201", "FC301", "FC401", "FC701"]


@pytest.mark.slow
def test_two_branches_merge_without_a_conflict_by_the_union_of_lines(ledger, write):
    accepted_before()
    write(".gitattributes", "figcheck-baseline.csv merge=union\n")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "accept")
    more = 'flood-7,flood,killed,"1,100",Valley Radio,river police,2024-02-04,2024-02-04,\n'
    for branch, line in (("one", more), ("two", more.replace("flood-7", "flood-8").replace("killed", "buried"))):
        git("switch", "-qc", branch, "main")
        file = write(f"figures/{branch}.csv", ledger.read_text(encoding="utf-8").splitlines()[0] + "\n" + line)
        accept()
        git("add", str(file), str(FILE))
        git("commit", "-qm", branch)
    git("merge", "-q", "one", "-m", "merge")
    assert checked(fail_on="note").exit_status == 0


def test_an_unresolved_merge_is_told_at_its_line(ledger):
    accepted_before()
    FILE.write_text(FILE.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(FigcheckError, match="cannot read the baseline") as caught:
        checked()
    assert caught.value.where == "figcheck-baseline.csv:6"
    assert "unresolved merge conflict" in str(caught.value)


def test_a_file_that_is_no_baseline_is_refused(ledger, write):
    with pytest.raises(FigcheckError, match="not a baseline"):
        checked(baseline=ledger)
    write("empty.csv", "")
    with pytest.raises(FigcheckError, match="not a baseline"):
        checked(baseline=Path("empty.csv"))


@pytest.mark.slow
def test_a_baseline_that_was_asked_for_must_be_there(ledger):
    done = command("run", "--baseline", "accepted.csv")
    assert (done.returncode, "accepted.csv: cannot read the baseline" in done.stderr) == (2, True)
    asked = ("--baseline", "accepted.csv", "--select", "FC701", "--as-of", "2024-03-01")
    assert command("baseline", *asked).returncode == 0
    assert command("run", *asked).returncode == 0
    assert command("baseline", "--prune").returncode == 2


@pytest.mark.slow
def test_a_run_that_is_not_whole_accepts_nothing_and_still_ends_with_2(ledger, write):
    write("figures/broken.csv", "claim_id,figure,figure\n")
    assert accept().errors
    assert not FILE.exists()
    Path("figures/broken.csv").unlink()
    accepted_before()
    write("figures/broken.csv", "claim_id,figure,figure\n")
    assert checked(fail_on="never").exit_status == 2


@pytest.mark.slow
def test_the_baseline_lies_beside_the_settings(ledger, write, monkeypatch, folder):
    write("figcheck.toml", "")
    accept()
    monkeypatch.chdir(folder / "figures")
    assert FILE.exists() is False
    done = checked_here()
    assert set(statuses(done).values()) == {"accepted"}


def checked_here():
    from dataclasses import replace

    from gate_folder import RULES

    from figcheck.pipeline import run
    from figcheck.read.settings_toml import find_settings

    return run([Path()], replace(find_settings([Path()]), select=RULES), TODAY)
