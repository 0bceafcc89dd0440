"""Only what changed: findings of claims that differ from a revision are reported and fail; the others are counted."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
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
    row_of,
    settings,
    statuses,
)
from other_formats import FORMATS

from figcheck.gate.changed_since import Since
from figcheck.model.errors import FigcheckError
from figcheck.pipeline import run

pytestmark = pytest.mark.usefixtures("compared_once")

HEAD = Since("HEAD")
SUMS = """claim_id,event,measure,figure,source,origin,as_of,published,sums_to,note
t,flood,injured,100,wire,police,2024-02-05,2024-02-05,,
p1,flood,injured,60,wire,police,2024-02-05,2024-02-05,t/x,
p2,flood,injured,30,wire,police,2024-02-05,2024-02-05,t/x,
p3,flood,injured,10,wire,police,2024-02-05,2024-02-05,t/x,
"""


@pytest.fixture
def ledger(folder):
    found = lay(folder)
    git("init", "-q", "-b", "main")
    commit("first")
    return found


def commit(message):
    git("add", "-A")
    git("commit", "-qm", message)


def shown(since=HEAD, **values):
    return set(statuses(checked(since=since, **values)))


def note(done):
    return dict(done.report.summary.gate)["Changed"]


@pytest.mark.slow
def test_where_nothing_changed_the_findings_are_counted_and_fail_no_run(ledger):
    done = checked(since=HEAD)
    assert (done.exit_status, len(done.report.rows)) == (0, 0)
    assert note(done) == "0 of 6 claims since HEAD; 4 other findings not shown (4 new)"


@pytest.mark.slow
def test_a_changed_number_brings_its_own_finding_and_that_of_which_it_is_a_witness(ledger):
    change(ledger, "flood-3,flood,missing,312", "flood-3,flood,missing,321")
    done = checked(since=HEAD)
    assert set(statuses(done)) == {NO_ORIGIN}
    assert done.exit_status == 0
    change(ledger, '"1,251"', '"1,252"')
    done = checked(since=HEAD)
    assert set(statuses(done)) == {NO_ORIGIN, FALL}  # accused is flood-2; its witness changed
    assert done.exit_status == 1
    assert note(done) == "2 of 6 claims since HEAD; 2 other findings not shown (2 new)"


@pytest.mark.slow
def test_moved_rows_renamed_files_and_columns_in_another_order_change_nothing(ledger):
    lines = ledger.read_text(encoding="utf-8").splitlines()
    Path("figures/more").mkdir()
    Path("figures/more/a.csv").write_text("\n".join([lines[0], *lines[:3:-1]]) + "\n", encoding="utf-8", newline="\r\n")
    head = "event," + lines[0].replace("event,", "")
    rows = ["flood," + line.replace("flood,", "", 1) for line in lines[1:4]]
    ledger.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert shown() == set()


@pytest.mark.slow
def test_a_second_row_like_the_first_is_a_change(ledger):
    lines = ledger.read_text(encoding="utf-8").splitlines()
    ledger.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert ("FC105", "flood-1") in shown()


@pytest.mark.slow
def test_a_ledger_that_git_does_not_know_is_all_new(ledger):
    Path(".gitignore").write_text("secret.csv\n", encoding="utf-8")
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text("\n".join(text.splitlines()[:4]) + "\n", encoding="utf-8")
    commit("the rest is kept apart")
    head = text.splitlines()[0]
    Path("figures/secret.csv").write_text("\n".join([head, *text.splitlines()[4:]]) + "\n", encoding="utf-8")
    assert shown() == {CONTRADICTION, VAGUE}


@pytest.mark.slow
def test_a_part_that_changed_brings_its_sum_though_the_row_names_other_parts(ledger, write):
    sums = write("figures/sums.csv", SUMS)
    commit("sums")
    change(sums, "p3,flood,injured,10,", "p3,flood,injured,15,")
    found = shown(select=("FC501",))
    assert found == {("FC501", "t")}
    row = row_of(checked(select=("FC501",)), "FC501")
    assert "p3" not in (row["claim_id"], row["against_id"])


@pytest.mark.slow
def test_a_claim_that_names_one_that_was_removed_is_a_finding_of_the_change(ledger, write):
    write("figures/sums.csv", SUMS)
    commit("sums")
    write("figures/sums.csv", SUMS.replace("t,flood,injured,100,wire,police,2024-02-05,2024-02-05,,\n", ""))
    assert shown(select=("FC102",)) == {("FC102", "p1"), ("FC102", "p2"), ("FC102", "p3")}


@pytest.mark.slow
def test_a_changed_declaration_changes_the_claims_of_its_name(ledger, write):
    write(
        "figures/vocabulary.yaml",
        "events:\n  flood: {start: 2023-02-02, end: 2023-02-02}\n",
    )
    assert {code for code, _ in shown(Since("HEAD"))} >= {"FC301"}
    write(
        "figures/vocabulary.yaml",
        "events:\n  flood: {start: 2024-01-30, end: 2024-02-01}\nsources:\n  The Bridge: {aliases: [Bridge]}\n",
    )
    assert shown() == {CONTRADICTION, VAGUE}


@pytest.mark.slow
def test_a_changed_waiver_is_told_and_others_are_not(ledger, write):
    head = "fingerprint,state,rule,claim_id,against_id,reason,until,by\n"
    old = "0123456789abcdef,fedcba9876543210,,,,known,2024-01-01,\n"
    write("figures/waivers.csv", head + old)
    commit("waivers")
    assert shown() == set()
    write("figures/waivers.csv", head + old + "*,*,,,,known,2024-04-01,\n")
    assert {code for code, _ in shown()} == {"FC107"}


@pytest.mark.slow
def test_named_files_count_as_changed_whole(ledger, write):
    write("figures/sums.csv", SUMS.replace(",30,", ",35,"))
    assert shown(Since(files=(Path("figures/sums.csv"),)), select=("FC501",)) == {("FC501", "t")}
    assert shown(Since(files=(Path("README.md"),))) == set()
    everything = shown(Since(files=(Path("figures/vocabulary.yaml"),)))
    assert everything >= {FALL, CONTRADICTION, NO_ORIGIN, VAGUE}


@pytest.mark.slow
def test_three_dots_compare_with_where_the_branch_began(ledger):
    git("switch", "-qc", "desk")
    change(ledger, "flood-3,flood,missing,312", "flood-3,flood,missing,321")
    commit("desk")
    git("switch", "-q", "main")
    change(ledger, '"1,251"', '"1,252"')
    commit("main goes on")
    git("switch", "-q", "desk")
    assert shown(Since("main")) == {NO_ORIGIN, FALL}
    assert shown(Since("main...")) == {NO_ORIGIN}


@pytest.mark.slow
def test_a_shallow_clone_works_with_what_it_has_and_says_what_it_needs(ledger, folder, monkeypatch):
    change(ledger, "flood-3,flood,missing,312", "flood-3,flood,missing,321")
    commit("second")
    git("clone", "-q", "--depth=2", f"file://{folder}", "shallow")
    monkeypatch.chdir(folder / "shallow")
    assert shown(Since("HEAD~1")) == {NO_ORIGIN}
    with pytest.raises(FigcheckError, match='cannot compare with "HEAD~2"') as caught:
        shown(Since("HEAD~2"))
    assert "which is shallow" in str(caught.value)
    assert "fetch-depth: 0" in str(caught.value)


@pytest.mark.slow
def test_what_git_cannot_tell_is_an_error_that_says_what_to_do(ledger, folder, figcheck, monkeypatch):
    for arguments, says in [
        (("--changed-since", "nope"), 'cannot compare with "nope"'),
        (("--changed-since", "--help"), 'cannot compare with "--help"'),
        (("--changed-since", "HEAD", "--changed-files", "a"), "not both"),
    ]:
        done = figcheck("run", "--select", "FC701", *arguments)
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
    none = figcheck("run", "--select", "FC701", "--changed-since", "HEAD", PATH=str(folder))
    assert "git is not installed" in none.stderr
    assert "--changed-files" in none.stderr
    subprocess.run(["rm", "-rf", ".git"], check=True)
    done = figcheck(
        "run", "--select", "FC701", "--changed-since", "HEAD", GIT_CEILING_DIRECTORIES=os.fspath(folder.parent)
    )
    assert (done.returncode, "not in a git repository" in done.stderr) == (2, True)


@pytest.mark.slow
def test_a_run_that_is_not_whole_still_ends_with_2(ledger, write):
    write("figures/broken.csv", "claim_id,figure,figure\n")
    assert checked(since=HEAD, fail_on="never").exit_status == 2


@pytest.mark.slow
def test_ledgers_below_a_hidden_folder_and_with_odd_names_are_compared(folder, monkeypatch):
    (folder / ".data" / "a b*é").mkdir(parents=True)
    monkeypatch.chdir(folder / ".data" / "a b*é")
    ledger = lay(Path())
    git("init", "-q", str(folder))
    commit("first")
    assert shown() == set()
    change(ledger, "flood-3,flood,missing,312", "flood-3,flood,missing,321")
    assert shown() == {NO_ORIGIN}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["XLSX", "JSON", "Parquet", "SQLite"])
def test_a_ledger_of_any_format_is_compared_with_its_older_revision(folder, name):
    suffix, write_rows = FORMATS[name]
    path = folder / f"figures/tolls{suffix}"
    rows = [row.split(",") for row in SUMS.splitlines()]
    path.parent.mkdir()
    write_rows(path, rows)
    git("init", "-q", "-b", "main")
    commit("first")
    path.unlink()
    write_rows(path, rows)
    assert len(checked(since=HEAD, select=("FC501",)).report.rows) == 0
    path.unlink()
    rows[2][3] = "70"
    write_rows(path, rows)
    assert {code for code, *_ in shown(select=("FC501",))} == {"FC501"}


@pytest.mark.slow
def test_a_description_that_is_named_alone_is_compared_through_what_it_reads(folder, write):
    write("figures/raw/tolls.csv", SUMS)
    write("figures/tolls.ledger.sql", "-- file: raw/*.csv\nselect * from raw")
    git("init", "-q", "-b", "main")
    commit("first")
    write("figures/raw/tolls.csv", SUMS.replace(",60,", ",70,"))
    done = run([Path("figures/tolls.ledger.sql")], settings(), TODAY, since=HEAD)
    assert note(done).startswith("1 of 4 claims since HEAD")
