"""Waivers and the findings of one cause: who waives the finding that she sees has decided on what it lists, and on no more."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from gate_folder import TODAY
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from figcheck.commands.decisions.waive_and_baseline import list_waivers, waive, write_baseline
from figcheck.gate import NewWaiver
from figcheck.gate.waiver_file import put_waiver
from figcheck.model.tables import WaiverFile
from figcheck.pipeline import run
from figcheck.read.settings_toml import find_settings
from figcheck.read.waivers_csv import read_waivers

pytestmark = pytest.mark.usefixtures("compared_once")

HEAD = "claim_id,event,measure,place,figure,source,origin,as_of,published,via\n"
SLIP = """a,quake,killed,,4645,wire,army,2024-01-12,2024-01-12,
b,quake,killed,,4465,daily,army,2024-01-12,2024-01-13,a
"""
"""One copy with two digits swapped: a contradiction, a citation that drifted, and the digits."""
LATER = "c,quake,injured,,4465,daily,army,2024-01-12,2024-01-13,\n"
UNTIL = date(2024, 4, 1)
WAIVERS = Path("figures/waivers.csv")


@pytest.fixture
def ledger(write):
    return write("figures/claims.csv", HEAD + SLIP)


def settings(**values):
    return replace(find_settings([Path("figures")]), **{"ignore": ("FC708",), **values})


def rows(**values) -> pd.DataFrame:
    return run([Path("figures")], settings(**values), TODAY).report.rows


def new(found: pd.DataFrame) -> set[str]:
    return set(found.loc[found["status"] == "new", "fingerprint"])


def leaders(found: pd.DataFrame) -> list[str]:
    return found.loc[found["related"].notna() & found["status"].eq("new"), "fingerprint"].tolist()


def let_stand(fingerprint: str, **more):
    return waive(NewWaiver(fingerprint, "asked", UNTIL, "desk"), [Path("figures")], settings(), TODAY, **more)


@pytest.mark.slow
def test_the_findings_that_follow_are_waived_with_their_finding(ledger):
    before = rows()
    [leader] = leaders(before)
    assert let_stand(leader).covers == 2
    after = rows()
    assert not new(after)
    assert after["status"].tolist() == ["waived"] * 3
    assert after["follows_from"].dropna().tolist() == [leader] * 2
    assert (
        after["reason"].tolist()
        == ["asked (until 2024-04-01, desk)"] + [f"with {leader}: asked (until 2024-04-01, desk)"] * 2
    )
    assert run([Path("figures")], settings(fail_on="note"), TODAY).exit_status == 0


@pytest.mark.slow
def test_the_command_says_how_many_it_covers_and_the_list_which_changed(ledger, figcheck, write):
    [leader] = leaders(rows())
    done = figcheck("waive", leader, "figures", "--as-of", "2024-03-01", "--reason", "asked", "--until", "2024-04-01")
    assert "waived until 2024-04-01, with 2 of the same cause\n" in done.stdout
    [entry], _ = list_waivers([Path("figures")], settings(), TODAY)
    assert "covers 2 findings of the same cause" in entry.lines
    [line] = csv.DictReader(WAIVERS.read_text().splitlines())
    other = line["covers"].replace(line["covers"][17:33], "0" * 16)
    write(WAIVERS.as_posix(), WAIVERS.read_text().replace(line["covers"], f"{other}; {'1' * 16}/{'2' * 16}"))
    [entry], _ = list_waivers([Path("figures")], settings(), TODAY)
    assert "covers 3 findings of the same cause (1 with other numbers now, 1 gone)" in entry.lines


@pytest.mark.slow
def test_a_finding_with_other_numbers_than_were_waived_fails_by_itself(ledger, write):
    before = rows()
    [leader] = leaders(before)
    let_stand(leader)
    changed = before.loc[before["follows_from"].eq(leader), "fingerprint"].iloc[0]
    text = WAIVERS.read_text()
    state = before.set_index("fingerprint").at[changed, "state"]
    write(WAIVERS.as_posix(), text.replace(f"{changed}/{state}", f"{changed}/{'0' * 16}"))
    after = rows()
    assert new(after) == {changed}
    assert pd.isna(after.set_index("fingerprint").at[changed, "follows_from"])


@pytest.mark.slow
def test_a_finding_of_the_same_cause_that_comes_later_fails_by_itself(ledger, write):
    [leader] = leaders(rows())
    let_stand(leader)
    write("figures/more.csv", HEAD + LATER)
    after = rows()
    [later] = after[after["status"] == "new"].to_dict("records")
    assert (later["code"], later["claim_id"], pd.isna(later["follows_from"])) == ("FC601", "b", True)
    WAIVERS.unlink()
    assert rows().set_index("fingerprint").at[later["fingerprint"], "follows_from"] == leader


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["state", "until"])
def test_without_its_waiver_what_follows_is_back(ledger, write, cell):
    before = rows()
    let_stand(leaders(before)[0])
    [line] = csv.DictReader(WAIVERS.read_text().splitlines())
    other = {"state": "0" * 16, "until": "2024-02-01"}[cell]
    write(WAIVERS.as_posix(), WAIVERS.read_text().replace(f",{line[cell]},", f",{other},"))
    assert new(before) <= new(rows())


@pytest.mark.slow
def test_a_finding_that_a_setting_hides_is_not_covered(ledger):
    [leader] = leaders(rows(min_severity="error"))
    waive(NewWaiver(leader, "asked", UNTIL), [Path("figures")], settings(min_severity="error"), TODAY)
    shown = rows(min_severity="error")
    assert not new(shown)
    assert set(rows().loc[lambda all_: all_["severity"] != "error", "status"]) == {"new"}


@pytest.mark.slow
def test_a_waiver_from_a_report_covers_what_the_report_shows_with_it(ledger, figcheck):
    figcheck("run", "figures", "--as-of", "2024-03-01", "--ignore", "FC708", "--report", "r.csv")
    [leader] = leaders(rows())
    assert let_stand(leader, report=Path("r.csv")).covers == 2
    assert not new(rows())


@pytest.mark.slow
def test_a_baseline_accepts_each_finding_and_a_later_one_fails(ledger, write):
    write_baseline([Path("figures")], settings(), TODAY, prune=False)
    after = rows()
    assert after["status"].tolist() == ["accepted"] * 3
    assert after["follows_from"].notna().sum() == 2
    entries = Path("figcheck-baseline.csv").read_text().splitlines(keepends=True)
    Path("figcheck-baseline.csv").write_text("".join([entries[0], *entries[2:]]))
    assert len(new(rows())) == 1


DAYS = st.lists(
    st.tuples(st.sampled_from(["daily", "wire", "radio"]), st.integers(1, 4), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=5,
)
"""Copies of a counter's totals: who printed it, of which day, which slip was made, and whether the copy names its claim."""


def counted(copies) -> str:
    own = {day: 4100 + 321 * day for day in range(1, 5)}
    lines = [f"s{day},quake,killed,,{n},state,state,2024-01-0{day},2024-01-0{day},\n" for day, n in own.items()]
    for place, (source, day, slip, via) in enumerate(copies):
        digits = str(own[day])
        figure = (digits, digits[1] + digits[0] + digits[2:], digits[:-1], str(own[day] + 1))[slip]
        cited = f"s{day}" if via else ""
        lines.append(f"k{place},quake,killed,,{figure},{source},state,2024-01-0{day},2024-01-1{place},{cited}\n")
    return HEAD + "".join(lines)


@pytest.mark.slow
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=8)
@given(DAYS, st.randoms())
def test_a_waiver_takes_away_its_finding_with_what_follows_and_nothing_else(write, copies, random):
    write("figures/claims.csv", counted(copies))
    WAIVERS.unlink(missing_ok=True)
    found = rows()
    while pending := found[found["status"].eq("new") & found["follows_from"].isna()]["fingerprint"].tolist():
        chosen = random.choice(pending)
        let_stand(chosen)
        after = rows()
        follow = found.loc[found["follows_from"].eq(chosen).fillna(False).astype(bool), "fingerprint"]
        assert new(after) == new(found) - {chosen, *follow}
        assert set(after["fingerprint"]) == set(found["fingerprint"])
        found = after


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_without_the_column_gets_it_and_keeps_all_else(folder, end):
    file = folder / "waivers.csv"
    head = "fingerprint;state;rule;claim_id;against_id;reason;until;by"
    lines = ["Decisions", "", head, '0123456789abcdef;fedcba9876543210;;a;b;"two', 'lines; one cell";2024-04-01;desk']
    file.write_bytes(end.join(lines).encode())
    cells = {"fingerprint": "1" * 16, "state": "2" * 16, "reason": "asked", "until": "2024-04-01"}
    put_waiver(file, {**cells, "covers": f"{'3' * 16}/{'4' * 16}"})
    assert file.read_bytes().decode().split(end) == [
        *lines[:2],
        f"{head};covers",
        lines[3],
        f"{lines[4]};",
        f"{'1' * 16};{'2' * 16};;;;asked;2024-04-01;;{'3' * 16}/{'4' * 16}",
        "",
    ]
    read = read_waivers(file.read_bytes(), "waivers.csv")
    assert not read.errors
    assert read.waivers["malformed"].isna().all()
    assert read.waivers["covers"].fillna("").tolist() == ["", f"{'3' * 16}/{'4' * 16}"]
    put_waiver(file, cells)
    assert file.read_bytes().decode().split(end)[:5] == [*lines[:2], f"{head};covers", lines[3], f"{lines[4]};"]


def test_a_new_file_has_all_columns(folder):
    put_waiver(folder / "waivers.csv", {"fingerprint": "1" * 16, "covers": ""})
    assert (folder / "waivers.csv").read_text().splitlines()[0].split(",") == WaiverFile.names()
