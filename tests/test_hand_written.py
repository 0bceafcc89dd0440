"""What people write by hand is input too: no traceback, nothing passed over, and the run says what, where and how to fix it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hand_written import (
    BAD_INPUTS,
    BASELINE,
    BASELINE_LINE,
    CARD,
    LEDGER,
    OWN_CARD,
    SETTINGS,
    VOCABULARY,
    WAIVER_LINE,
    WAIVERS,
)

from figcheck.model.errors import LedgerError, SettingsError
from figcheck.model.vocabulary import Vocabulary
from figcheck.read.vocabulary_yaml import merge, read_vocabulary

pytestmark = [pytest.mark.usefixtures("compared_once"), pytest.mark.slow]

HAND_WRITTEN = (VOCABULARY, SETTINGS, WAIVERS, BASELINE, CARD)
WAIVER = f"{'a' * 16},{'b' * 16},falling-cumulative,b,a,known,2024-04-01,desk\n"


def run(figcheck, *arguments):
    return figcheck("run", "figures", "--rules", "rules", *arguments)


@pytest.fixture
def desk(folder, write):
    """A folder with a ledger, and an empty folder of rules."""
    write("figures/claims.csv", LEDGER)
    (folder / "rules").mkdir()
    return folder


@pytest.mark.parametrize(("file", "content", "said"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_what_cannot_be_meant_is_said_and_fails_the_run(figcheck, desk, write, file, content, said):
    write(file, content)
    done = run(figcheck)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert said in done.stderr
    assert done.stderr.startswith(file)
    assert not {"Node(", "Error(", "datetime.", "CSV UTF-8"} & {*done.stderr.split()}


@pytest.mark.parametrize("file", HAND_WRITTEN)
def test_a_pipe_is_not_waited_for(figcheck, desk, write, file):
    write(file, "").unlink()
    os.mkfifo(file)
    done = run(figcheck)
    assert (done.returncode, "a named pipe" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("file", [*HAND_WRITTEN, "figures/other.csv"])
def test_a_link_to_itself_is_named(figcheck, desk, write, file):
    write(file, "").unlink()
    Path(file).symlink_to(Path(file).name)
    done = run(figcheck)
    assert (done.returncode, file in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr


@pytest.mark.parametrize("file", HAND_WRITTEN)
def test_a_folder_in_place_of_a_file_is_named(figcheck, desk, file):
    (desk / file).mkdir()
    done = run(figcheck)
    assert (done.returncode, done.stderr.startswith(file)) == (2, True), done.stderr


@pytest.mark.parametrize("name", ["own.md", "fc390-own.md", "FC390-own.MD", "notes.markdown"])
def test_a_card_under_another_file_name_is_named(figcheck, desk, write, name):
    write(f"rules/{name}", OWN_CARD)
    done = run(figcheck)
    assert (done.returncode, 'call it "FC390-own.md"' in done.stderr) == (2, True), done.stderr


def test_markdown_that_is_not_a_card_is_left_alone(figcheck, desk, write):
    write("rules/README.md", "---\ntitle: Our rules\n---\nSee code: FC390.\n")
    assert run(figcheck).returncode == 1


@pytest.mark.parametrize("day", ["0001-01-01", "0999-06-01", "1677-01-01", "2263-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_today(figcheck, desk, write, day):
    write(WAIVERS, WAIVER_LINE + WAIVER)
    done = run(figcheck, "--as-of", day, "--report", "r.html", "--report", "r.csv")
    assert (done.returncode, done.stderr) == (1, ""), done.stderr


@pytest.mark.parametrize("day", ["0001-01-01", "1500-05-05", "1677-01-01", "2262-12-31", "9999-12-31"])
def test_claims_of_any_day_of_the_calendar_are_reported_in_every_format(figcheck, desk, write, day):
    old = f"c,flood,killed,12,Valley Radio,{day},ministry,{day}\nd,flood,killed,10,The Bridge,{day},ministry,{day}\n"
    write("figures/claims.csv", LEDGER + old)
    reports = [part for name in ("html", "json", "md", "sarif", "xml") for part in ("--report", f"r.{name}")]
    done = run(figcheck, "--as-of", "9999-12-31", *reports)
    assert done.stderr == ""
    assert f">{day}<" in (desk / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("digits", ["12", "١٢", "۱۲", "१२", "１２"])
def test_stated_bounds_are_read_in_the_digits_of_any_script(figcheck, desk, write, digits):
    heading, *rows = LEDGER.splitlines()
    write("figures/claims.csv", "\n".join([f"{heading},low,high", *(f"{row},{digits},{digits}" for row in rows)]))
    done = run(figcheck, "--select", "FC205")
    assert ("a: the ledger states" in done.stdout, "b: the ledger states" in done.stdout) == (False, True), done.stdout


@pytest.mark.parametrize("setting", ["longest_waiver", "waiver_notice"])
@pytest.mark.parametrize("days", [3_000_000, 10**12, 10**25])
def test_a_waiver_may_be_given_more_days_than_the_calendar_has(figcheck, desk, write, setting, days):
    write(SETTINGS, f"{setting} = {days}\n")
    write(WAIVERS, WAIVER_LINE + WAIVER)
    done = run(figcheck)
    assert (done.returncode, done.stderr) == (1, ""), done.stderr


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
def test_line_ends_of_any_kind_are_read(figcheck, desk, write, ends):
    write(WAIVERS, (WAIVER_LINE + WAIVER).replace("\n", ends))
    write(BASELINE, (BASELINE_LINE + "a,b,FC301,x,y\n").replace("\n", ends))
    write(SETTINGS, 'fail_on = "never"\nselect = ["FC4", "FC1"]\n'.replace("\n", ends))
    write(VOCABULARY, "events:\n  flood:\n    start: 2024-01-30\n".replace("\n", ends))
    done = run(figcheck)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 of 1 hold" in done.stdout
    assert "accepts 1" in done.stdout


def test_waivers_below_a_title_are_read(figcheck, desk, write):
    write(WAIVERS, "Decisions of the desk\n" + WAIVER_LINE + WAIVER)
    assert "figures/waivers.csv:3: " in figcheck("waivers", "figures").stdout


def test_a_long_text_in_the_settings_costs_little_and_keeps_its_lines(desk, write):
    from figcheck.read.settings_toml import find_settings

    write(SETTINGS, 'x = """\n' + "[line]\n" * 20_000 + '"""\n')
    with pytest.raises(SettingsError, match='no setting "x"'):
        find_settings([desk])


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "~nobody/here", "a\udcff"])
def test_a_path_that_can_lead_nowhere_is_not_there(desk, path):
    from figcheck import FigcheckError, check

    with pytest.raises(FigcheckError, match="no such file or folder"):
        check(path)


def test_a_circle_through_two_vocabularies_names_both():
    one = read_vocabulary("places:\n  a: {contains: [b]}\n", "one")
    other = read_vocabulary("places:\n  b: {contains: [a]}\n", "other")
    with pytest.raises(LedgerError, match='"a" contains "b" contains "a", together with one') as caught:
        merge({"one": one, "other": other})
    assert caught.value.where == "other"


def test_an_event_is_spelled_in_one_way_in_all_vocabularies():
    one, other = (read_vocabulary(f"events:\n  {name}: {{}}\n", name) for name in ("flood", "Flood"))
    with pytest.raises(LedgerError, match='"Flood" is called "flood" in flood'):
        merge({"flood": one, "Flood": other})


def test_a_long_chain_of_places_is_no_circle():
    places = "".join(f"  p{n}: {{contains: [p{n + 1}]}}\n" for n in range(5_000))
    found = read_vocabulary(f"places:\n{places}", "v")
    assert isinstance(found, Vocabulary)
    assert found.circle() is None


@pytest.mark.parametrize("cut", [b"", b"a,b\n1,2\n", bytes(range(256)), 300])
def test_a_report_that_is_not_whole_gives_no_waiver(figcheck, desk, write, cut):
    figcheck("run", "figures", "--report", "r.csv")
    whole = (desk / "r.csv").read_bytes()
    fingerprint = whole.splitlines()[1].split(b",")[0].decode()
    write("r.csv", whole[:cut] if isinstance(cut, int) else cut)
    asked = ("figures", "--reason", "x", "--until", "2024-05-01", "--as-of", "2024-03-01", "--report", "r.csv")
    done = figcheck("waive", fingerprint, *asked)
    assert (done.returncode, "r.csv: cannot read the report" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("file", ["figures/waivers.csv", "r.csv"])
def test_a_waiver_is_not_taken_from_a_pipe_nor_written_to_one(figcheck, desk, write, file):
    figcheck("run", "figures", "--report", "r.csv")
    fingerprint = (desk / "r.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    write(file, "").unlink()
    os.mkfifo(file)
    asked = ("figures", "--reason", "x", "--until", "2024-05-01", "--as-of", "2024-03-01", "--report", "r.csv")
    done = figcheck("waive", fingerprint, *asked)
    assert (done.returncode, "a named pipe" in done.stderr) == (2, True), done.stderr
