"""Waivers: bound to a finding and its numbers, for a reason and a time; whatever is wrong with one is said."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import command
from gate_folder import (
    CONTRADICTION,
    FALL,
    NO_ORIGIN,
    TODAY,
    change,
    checked,
    lay,
    lay_waivers,
    original,
    row_of,
    settings,
    statuses,
    waiver_line,
)
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from figcheck.commands.decisions.waive_and_baseline import list_waivers, waive
from figcheck.gate import NewWaiver
from figcheck.gate.waiver_file import put_waiver
from figcheck.model.errors import FigcheckError
from figcheck.model.tables import WaiverFile
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.encodings import decode

pytestmark = pytest.mark.usefixtures("compared_once")

WAIVERS = Path("figures/waivers.csv")
UNTIL = date(2024, 4, 1)
HEAD = ",".join(WaiverFile.names())


@pytest.fixture
def ledger(folder):
    return lay(folder)


def waive_fall(until=UNTIL, reason="the police count anew", by="", **more):
    fingerprint = original().set_index("code").at["FC401", "fingerprint"]
    return waive(NewWaiver(fingerprint, reason, until, by), [Path("figures")], settings(), TODAY, **more)


def found_by_waivers(done):
    rows = done.report.rows
    rows = rows[rows["code"].between("FC107", "FC110")]
    return {
        code: (severity, line) for code, severity, line in rows[["code", "severity", "line"]].itertuples(index=False)
    }


def test_a_waived_finding_stays_in_the_report_with_its_reason_and_does_not_fail(ledger):
    written = waive_fall(by="night desk")
    assert (written.file, written.line) == (WAIVERS, 2)
    done = checked(ignore=("FC301",))
    assert done.exit_status == 0
    row = row_of(done, "FC401")
    assert (row["status"], row["severity"]) == ("waived", "error")
    assert row["reason"] == "the police count anew (until 2024-04-01, night desk)"
    assert statuses(done)[NO_ORIGIN] == "new"
    assert ("Waivers", "1 of 1 hold") in done.report.summary.gate


def test_the_waived_row_is_as_before_but_for_its_status_and_reason(ledger):
    lay_waivers(waiver_line("FC401"))
    before, after = original(), checked().report.rows
    assert before.drop(columns=["status", "reason"]).equals(after.drop(columns=["status", "reason"]))
    assert (after["status"] != before["status"]).sum() == 1


@pytest.mark.slow
def test_new_numbers_bring_a_finding_back_and_the_waiver_says_why(ledger):
    lay_waivers(waiver_line("FC401"))
    change(ledger, '"1,243"', '"1,242"')
    done = checked(ignore=("FC301",))
    assert done.exit_status == 1
    assert statuses(done)[FALL] == "new"
    assert found_by_waivers(done) == {"FC109": ("warning", 2)}
    message = row_of(done, "FC109")["message"]
    assert message.startswith("The waiver for flood-2 and flood-1 silences nothing: it was given for other numbers")


@pytest.mark.slow
def test_moved_rows_and_renamed_ledgers_keep_their_waivers(ledger):
    lay_waivers(waiver_line("FC401"))
    lines = ledger.read_text(encoding="utf-8").splitlines()
    ledger.unlink()
    Path("figures/flood.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    done = checked()
    assert statuses(done)[FALL] == "waived"
    assert found_by_waivers(done) == {}


@pytest.mark.slow
def test_a_waiver_holds_on_its_last_day_and_not_on_the_next(ledger):
    lay_waivers(waiver_line("FC401"))
    assert statuses(checked(UNTIL))[FALL] == "waived"
    done = checked(UNTIL + timedelta(days=1))
    assert statuses(done)[FALL] == "new"
    assert found_by_waivers(done) == {"FC108": ("warning", 2)}


@pytest.mark.slow
def test_a_waiver_of_a_finding_that_is_gone_is_a_note(ledger):
    lay_waivers(waiver_line("FC401"))
    change(ledger, '"1,243"', '"1,253"')
    assert found_by_waivers(checked()) == {"FC109": ("note", 2)}


@pytest.mark.slow
def test_nobody_can_tell_a_waiver_unused_whose_rule_did_not_run_or_whose_ledger_was_not_read(ledger, write):
    lay_waivers(waiver_line("FC401"))
    assert found_by_waivers(checked(ignore=("FC401",))) == {}
    write("figures/more.csv", "claim_id,figure,figure\na,1,1\n")
    change(ledger, '"1,243"', '"1,253"')
    done = checked()
    assert done.exit_status == 2
    assert found_by_waivers(done) == {}


FAULTS = [
    ({"reason": ""}, "FC107", "reason is empty"),
    ({"until": ""}, "FC107", "until is empty"),
    ({"until": "01/04/2024"}, "FC107", "is not a date"),
    ({"state": ""}, "FC107", "state is empty"),
    ({"fingerprint": "*"}, "FC107", "is not the fingerprint of a finding"),
    ({"fingerprint": "8.78E+15"}, "FC107", "a spreadsheet made a number of it"),
    ({"state": "any"}, "FC107", "is not the state of a finding"),
    ({"claim_id": "flood-3"}, "FC107", "it says claim_id “flood-3”"),
    ({"rule": "missing-origin"}, "FC107", "it says rule “missing-origin”"),
    ({"by": "desk,and,more"}, "FC107", "10 cells under 9 columns"),
    ({"until": "2024-08-29"}, "FC110", "at most 180 days ahead"),
    ({"until": "2024-02-29"}, "FC108", "it ran out on 2024-02-29"),
]


@pytest.mark.slow
def test_a_waiver_that_is_none_silences_nothing_and_is_a_finding(ledger):
    lay_waivers(*(waiver_line("FC401", **cells) for cells, _, _ in FAULTS), waiver_line("FC301"))
    done = checked()
    assert statuses(done)[FALL] == "new"
    assert statuses(done)[CONTRADICTION] == "waived"
    rows = done.report.rows
    found = rows[rows["file"] == "figures/waivers.csv"].set_index("line")
    assert sorted(found.index) == list(range(2, 2 + len(FAULTS)))
    for line, (_, code, says) in enumerate(FAULTS, 2):
        row = found.loc[line]
        assert (row["code"], row["status"]) == (code, "new"), says
        assert says in row["message"]
        assert row["mend"]


@pytest.mark.slow
def test_how_far_a_waiver_may_reach_is_a_setting(ledger):
    lay_waivers(waiver_line("FC401", until="2024-04-01"))
    assert found_by_waivers(checked(longest_waiver=31)) == {}
    assert found_by_waivers(checked(longest_waiver=30)) == {"FC110": ("error", 2)}


@pytest.mark.slow
def test_what_is_wrong_with_a_waiver_cannot_be_waived(ledger):
    lay_waivers(waiver_line("FC401", reason=""))
    row = row_of(checked(), "FC107")
    with pytest.raises(FigcheckError, match="cannot waive"):
        waive(NewWaiver(row["fingerprint"], "no", UNTIL), [Path("figures")], settings(), TODAY)
    cells = [row["fingerprint"], row["state"], "malformed-waiver", "", "", "no", "2024-04-01", "", ""]
    with WAIVERS.open("a", encoding="utf-8") as file:
        file.write(",".join(cells) + "\n")
    done = checked()
    assert row_of(done, "FC107")["status"] == "new"
    assert done.exit_status == 1


def test_the_severity_of_rules_on_waivers_can_be_set_as_of_any(ledger, write):
    write("figcheck.toml", '[rule.malformed-waiver]\nseverity = "note"\n')
    lay_waivers(waiver_line("FC401", reason=""))
    assert found_by_waivers(checked()) == {"FC107": ("note", 2)}


@pytest.mark.slow
def test_a_prefix_names_a_finding_if_it_tells_it_from_all_others(ledger):
    fingerprint = original().set_index("code").at["FC401", "fingerprint"]
    arguments = ([Path("figures")], settings(), TODAY)
    written = waive(NewWaiver(fingerprint[:6].upper(), "known", UNTIL), *arguments)
    assert written.finding["fingerprint"] == fingerprint
    with pytest.raises(FigcheckError, match="give more letters of the fingerprint"):
        waive(NewWaiver(fingerprint[:3], "known", UNTIL), *arguments)
    with pytest.raises(FigcheckError, match='there is no finding "zzzz"'):
        waive(NewWaiver("zzzz", "known", UNTIL), *arguments)


@pytest.mark.parametrize(
    ("reason", "until", "says"),
    [
        (" ", UNTIL, "the reason is empty"),
        ("known", TODAY - timedelta(days=1), "that day is past"),
        ("known", TODAY + timedelta(days=181), "180 days ahead is the most"),
    ],
)
def test_a_waiver_that_would_silence_nothing_is_not_written(ledger, reason, until, says):
    with pytest.raises(FigcheckError, match=says):
        waive_fall(until, reason)
    assert not WAIVERS.exists()


@pytest.mark.slow
def test_a_waiver_can_be_taken_from_a_report(ledger):
    checked(report=("discrepancies.csv",))
    [_, row, *_] = csv.reader(Path("discrepancies.csv").read_text(encoding="utf-8").splitlines())
    arguments = ("--until", "2024-04-01", "--as-of", "2024-03-01", "--reason", "=known")
    done = command("waive", row[0][:8], "--report", "discrepancies.csv", *arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("figures/waivers.csv:2: waived until 2024-04-01\n")
    assert "'=known" in WAIVERS.read_text(encoding="utf-8")
    assert "=known (until" in "".join(checked().report.rows["reason"].dropna())
    bad = command("waive", row[0], "--report", "figures/claims.csv", *arguments)
    assert (bad.returncode, "cannot read the report" in bad.stderr) == (2, True)


@pytest.mark.slow
def test_the_nearest_waivers_file_above_the_ledger_is_written(ledger):
    Path("figures/flood").mkdir()
    ledger.rename("figures/flood/claims.csv")
    assert waive_fall().file == WAIVERS
    Path("figures/flood/waivers.csv").write_text(HEAD + "\n", encoding="utf-8")
    assert waive_fall().file == Path("figures/flood/waivers.csv")
    assert waive_fall(file=Path("figures/other.csv")).file == Path("figures/other.csv")


@pytest.mark.slow
def test_a_renewed_waiver_takes_the_place_of_the_old_one(ledger):
    waive_fall(reason="first")
    fingerprint = original().set_index("code").at["FC301", "fingerprint"]
    waive(NewWaiver(fingerprint, "second", UNTIL), [Path("figures")], settings(), TODAY)
    written = waive_fall(date(2024, 5, 1), "third")
    lines = WAIVERS.read_text(encoding="utf-8").splitlines()
    assert (written.line, len(lines)) == (2, 3)
    assert "third" in lines[1]
    assert "second" in lines[2]


@pytest.mark.slow
def test_the_files_own_delimiter_line_ends_and_columns_are_kept(ledger, write):
    other = "0123456789abcdef;fedcba9876543210;2024-04-01;old;kept"
    write("figures/waivers.csv", f"\ufefffingerprint;state;until;reason;desk\r\n{other}".encode())
    waive_fall()
    data = WAIVERS.read_bytes()
    assert data.startswith(f"\ufefffingerprint;state;until;reason;desk\r\n{other}\r\n".encode())
    assert data.endswith(b";2024-04-01;the police count anew;\r\n")
    assert statuses(checked())[FALL] == "waived"
    with pytest.raises(FigcheckError, match="no column by"):
        waive_fall(by="me")


READ_BY_A_RUN = {
    "a title above the heading": (f"Décisions de la rédaction\n\n{HEAD}\n", "utf-8"),
    "a title with commas": (f"Decisions, of the desk,,\n{HEAD}\n", "utf-8"),
    "sep=;": (f"sep=;\n{HEAD.replace(',', ';')}\n", "utf-8"),
    "upright strokes": (f"{HEAD.replace(',', '|')}\n", "utf-8"),
    "line ends of old Macs": (f"Title\r{HEAD}\r", "utf-8"),
    "UTF-16": (f"{HEAD}\n", "utf-16"),
    "UTF-8 with a mark": (f"{HEAD}\r\n", "utf-8-sig"),
    "Windows-1252": (f"Décisions de la rédaction\n{HEAD}\n", "cp1252"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "encoding"), READ_BY_A_RUN.values(), ids=READ_BY_A_RUN)
def test_a_waiver_can_be_written_into_every_file_that_a_run_reads(ledger, write, text, encoding):
    write(WAIVERS.as_posix(), text.encode(encoding))
    done = waive_fall(reason="the police count anew, in Köln")
    after = WAIVERS.read_bytes().decode(encoding)
    assert after.startswith(text)
    assert after.count("Köln") == 1
    assert done.line == len(after.splitlines())
    assert row_of(checked(), "FC401")["status"] == "waived"
    waive_fall(reason="again")
    assert WAIVERS.read_bytes().decode(encoding).splitlines()[:-1] == text.splitlines()


def test_a_reason_with_letters_that_the_file_cannot_have_is_not_written(ledger, write):
    before = f"Décisions\n{HEAD}\n".encode("cp1252")
    write(WAIVERS.as_posix(), before)
    with pytest.raises(FigcheckError, match="cannot have the letter “п”"):
        waive_fall(reason="полиция")
    assert WAIVERS.read_bytes() == before


def test_the_list_has_what_ends_soon_first_and_what_is_worth_nothing_next(ledger):
    soon = waiver_line("FC401", until="2024-03-10")
    lay_waivers(waiver_line("FC701", until="2024-04-20"), soon, waiver_line("FC301", reason=""))
    listed, errors = list_waivers([Path("figures")], settings(), TODAY)
    assert not errors
    assert [entry.where for entry in listed] == [
        "figures/waivers.csv:3",
        "figures/waivers.csv:4",
        "figures/waivers.csv:2",
    ]
    assert listed[0].verdict == "ends soon: holds until 2024-03-10, 9 days left"
    assert listed[1].verdict.endswith("silences nothing: reason is empty.")
    assert listed[2].verdict == "holds until 2024-04-20, 50 days left"
    assert listed[0].lines[0].startswith("FC401 falling-cumulative, error: ")


@pytest.mark.slow
def test_a_sequence_for_the_terminal_in_a_reason_is_not_run(ledger, write):
    lay_waivers(waiver_line("FC401", reason="a[2Jb"))
    done = command("waivers", "--as-of", "2024-03-01")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\x1f"), max_size=12).map(str.strip)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_is_read_back(folder, cells):
    file = folder / "waivers.csv"
    file.unlink(missing_ok=True)
    for n, (reason, by) in enumerate(cells):
        line = put_waiver(file, {"fingerprint": f"{n:016x}", "state": "0" * 16, "reason": reason, "by": by})
        assert line >= n + 2
    claims = read_table(decode(file.read_bytes(), "w"), "w").claims
    assert claims["malformed"].isna().all() if "malformed" in claims else True
    assert claims["fingerprint"].tolist() == [f"{n:016x}" for n in range(len(cells))]
