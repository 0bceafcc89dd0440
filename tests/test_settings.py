"""Settings: found from the inputs upward, refused at their line, shown with where each came from, described for editors."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from command_line import command
from hypothesis import given
from hypothesis import strategies as st

from figcheck.model.errors import SettingsError
from figcheck.model.settings import SETTINGS, Settings
from figcheck.read.settings_toml import find_settings, with_flags
from figcheck.read.toml_lines import toml_lines

pytestmark = pytest.mark.usefixtures("compared_once")

LEDGER = """claim_id,event,measure,figure,source,origin,as_of,published
a,quake,killed,"1,243",wire,police,2024-02-02,2024-02-02
b,quake,killed,"1,250",wire,police,2024-02-01,2024-02-01
c,quake,killed,dozens,wire,police,2024-02-01,2024-02-01
"""


def found(report: Path) -> set[tuple[str, str]]:
    rows = [line.split(",") for line in report.read_text(encoding="utf-8").splitlines()[1:]]
    return {(row[2], row[4]) for row in rows}


def test_the_nearest_file_upward_from_the_inputs_holds(write, folder):
    write("figcheck.toml", 'fail_on = "note"')
    write("desk/pyproject.toml", '[tool.figcheck]\nfail_on = "warning"')
    write("desk/figures/a.csv", LEDGER)
    write("other/pyproject.toml", "[tool.other]\n")
    assert find_settings([Path("desk/figures")]).fail_on == "warning"
    assert find_settings([Path("desk/figures/a.csv")]).fail_on == "warning"
    assert find_settings([Path("other")]).fail_on == "note"
    assert find_settings([Path("other"), Path("desk")]).file == folder / "figcheck.toml"


def test_paths_are_relative_to_the_file_that_names_them(write, folder, monkeypatch):
    write(
        "desk/figcheck.toml", 'report = ["out/today.csv", "csv:out/b"]\nrules = "our-rules"\nbaseline = "accepted.csv"'
    )
    settings = find_settings([Path("desk")])
    assert settings.report == ("desk/out/today.csv", "csv:desk/out/b")
    assert settings.rules == (Path("desk/our-rules"),)
    assert settings.baseline == Path("desk/accepted.csv")
    (folder / "desk" / "figures").mkdir()
    monkeypatch.chdir(folder / "desk" / "figures")
    assert find_settings([Path()]).report == ("../out/today.csv", "csv:../out/b")


def test_flags_win_and_what_is_not_given_stays(write):
    write("figcheck.toml", 'fail_on = "note"\nignore = ["FC7"]\n')
    settings = with_flags(find_settings([Path()]), fail_on="never", ignore=(), as_of=None)
    assert (settings.fail_on, settings.ignore) == ("never", ("FC7",))
    assert settings.origin("fail_on") == "--fail-on"
    assert settings.origin("ignore") == "figcheck.toml:2"
    assert settings.origin("as_of") == "default"


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ('\nfail_onn = "error"', "figcheck.toml:2", 'has no setting "fail_onn"\n  fix:  did you mean "fail_on"?'),
        ('fail_on = "eror"', "figcheck.toml:1", 'did you mean "error"?'),
        ('fail-on = "x"', "figcheck.toml:1", "use one of error, warning, note, never"),
        ('fail_on = "note"\nfail-on = "note"', "figcheck.toml:2", "set twice"),
        ("select = [3]", "figcheck.toml:1", "write select ="),
        ("ignore = ['']", "figcheck.toml:1", "write ignore ="),
        ("report = 3", "figcheck.toml:1", "write report ="),
        ("baseline = []", "figcheck.toml:1", "write baseline ="),
        ('\n\nas_of = "2024-02-30"', "figcheck.toml:3", "write as_of = 2024-02-04"),
        ("as_of = 2024-02-04T10:00:00", "figcheck.toml:1", "write as_of = 2024-02-04"),
        ("longest_waiver = -1", "figcheck.toml:1", "whole number of days"),
        ("longest_waiver = true", "figcheck.toml:1", "whole number of days"),
        ("rule = 3", "figcheck.toml:1", "[rule.FC405]"),
        ('[rule]\nFC405 = "off"', "figcheck.toml:1", "[rule.FC405]"),
        ('[rule.FC405]\nseverity = "off"', "figcheck.toml:2", 'to leave the rule out: ignore = ["FC405"]'),
        ("fail_on = error\n", "figcheck.toml:1", "cannot read the settings"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_line(write, text, where, says):
    write("figcheck.toml", text)
    with pytest.raises(SettingsError) as caught:
        find_settings([Path()])
    assert caught.value.where == where
    assert says in str(caught.value)


def test_the_table_of_pyproject_is_told_at_its_line(write):
    write("pyproject.toml", '[project]\nname = "x"\n\n[tool.figcheck]\nselect = ["FC3"]\nrulez = 1\n')
    with pytest.raises(SettingsError, match="did you mean") as caught:
        find_settings([Path()])
    assert caught.value.where == "pyproject.toml:6"


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ('ignore = ["FC302x"]', "figcheck.toml:1", 'there is no rule "FC302x"'),
        ('select = ["outdated-figur"]', "figcheck.toml:1", 'did you mean "outdated-figure"?'),
        ("[rule.FC40]", "figcheck.toml:1", 'there is no rule "FC40"'),
        ("[rule.FC405]\nfresh_day = 3", "figcheck.toml:2", 'did you mean "fresh_days"?'),
        ('[rule.FC405]\n\nfresh_days = "3"', "figcheck.toml:3", "write it like its default: 3"),
        ("[rule.FC405]\n[rule.outdated-figure]", "figcheck.toml:2", "is set twice"),
    ],
)
def test_a_rule_that_there_is_not_ends_the_run_before_it_starts(write, text, where, says):
    write("figcheck.toml", text)
    write("figures/a.csv", LEDGER)
    for name in ("run", "config"):
        done = command(name)
        assert done.returncode == 2
        assert done.stderr.startswith(f"{where}: ")
        assert says in done.stderr
    assert not Path("discrepancies.csv").exists()


@pytest.mark.slow
def test_a_severity_replaces_the_worst_of_a_card_and_bounds_the_rest(write, folder):
    write("figures/a.csv", LEDGER)
    own = {("FC201", "note"), ("FC401", "error")}
    command("run", "--as-of", "2024-03-01", "--select", "FC201,FC401")
    assert found(folder / "discrepancies.csv") == own
    for code, severity, status in [
        ("FC401", "note", 0),
        ("FC401", "warning", 0),
        ("FC201", "error", 1),  # "dozens" is a note, and the card's worst is a warning: it stays a note
    ]:
        write("figcheck.toml", f'[rule.{code}]\nseverity = "{severity}"\n')
        done = command("run", "--as-of", "2024-03-01", "--select", "FC201,FC401")
        changed = {("FC401", severity)} if code == "FC401" else {("FC401", "error")}
        assert found(folder / "discrepancies.csv") == {("FC201", "note")} | changed
        assert done.returncode == status


@pytest.mark.slow
def test_a_severity_can_raise_what_is_as_bad_as_its_card_allows(write, folder):
    write("figures/a.csv", LEDGER.replace("dozens", "some dead"))
    assert command("run", "--as-of", "2024-03-01", "--select", "FC201").returncode == 0
    assert found(folder / "discrepancies.csv") == {("FC201", "warning")}
    write("figcheck.toml", '[rule.unparsed-figure]\nseverity = "error"\n')
    assert command("run", "--as-of", "2024-03-01", "--select", "FC201").returncode == 1
    assert found(folder / "discrepancies.csv") == {("FC201", "error")}


@pytest.mark.slow
def test_a_parameter_reaches_the_query(write):
    write("figures/vocabulary.yaml", "events: {war: {start: 2023-10-07, end: null}}\n")
    write(
        "figures/a.csv",
        "claim_id,event,measure,figure,source,origin,as_of,published\n"
        'a,war,killed,"27,238",ministry,ministry,2024-02-03,2024-02-03\n'
        'b,war,killed,"26,905",wire,ministry,2024-01-30,2024-02-04\n',
    )
    arguments = ("run", "--as-of", "2024-03-01", "--select", "FC405", "--fail-on", "warning")
    assert command(*arguments).returncode == 1
    write("figcheck.toml", "[rule.FC405]\nfresh_days = 4\n")
    assert command(*arguments).returncode == 0


@pytest.mark.slow
def test_milder_findings_are_counted_and_not_reported(write, folder):
    write("figures/a.csv", LEDGER)
    done = command("run", "--as-of", "2024-03-01", "--select", "FC201,FC401", "--min-severity", "warning")
    assert "1 note, milder than min_severity = warning" in done.stdout
    assert found(folder / "discrepancies.csv") == {("FC401", "error")}


@pytest.mark.slow
def test_a_run_may_not_fail_on_what_it_does_not_report(write):
    write("figures/a.csv", LEDGER)
    write("figcheck.toml", 'min_severity = "error"\n')
    done = command("run", "--fail-on", "note")
    assert done.returncode == 2
    assert "the run would fail without showing why" in done.stderr
    write("figcheck.toml", 'min_severity = "error"\nfail_on = "note"\n')
    assert command("run").returncode == 2
    assert command("run", "--fail-on", "never").returncode == 0


def test_config_shows_every_value_and_where_it_came_from(write):
    write("figcheck.toml", '# ours\nfail_on = "warning"\n\n[rule.FC405]\nfresh_days = 5\n')
    done = command("config", "--ignore", "FC7,FC405")
    lines = [re.split(r"\s{2,}", line) for line in done.stdout.splitlines()]
    shown = {name: (value, origin) for name, value, origin in lines}
    assert shown["fail_on"] == ('"warning"', "figcheck.toml:2")
    assert shown["rule.FC405.fresh_days"] == ("5", "figcheck.toml:5")
    assert shown["ignore"] == ('["FC7", "FC405"]', "--ignore")
    assert shown["report"] == ('["discrepancies.csv"]', "default")
    assert {s.name for s in SETTINGS} - {"rule"} <= set(shown)


def test_the_starter_settings_are_the_defaults(folder):
    command("init")
    settings = find_settings([folder])
    for setting in SETTINGS:
        if setting.name not in ("report", "baseline"):
            assert getattr(settings, setting.name) == getattr(Settings(), setting.name)
    assert settings.report == ("discrepancies.csv",)


def test_every_example_of_a_setting_can_be_read(write):
    for setting in SETTINGS:
        write("figcheck.toml", setting.example)
        assert getattr(find_settings([Path()]), setting.name), setting.name


def test_the_schema_knows_every_setting_and_every_parameter():
    schema = json.loads(command("config", "--schema").stdout)
    assert list(schema["properties"]) == [setting.name for setting in SETTINGS]
    rules = schema["properties"]["rule"]["properties"]
    assert rules["FC405"] == rules["outdated-figure"] | {"description": rules["FC405"]["description"]}
    assert rules["FC405"]["properties"]["fresh_days"]["default"] == 3
    assert schema["properties"]["fail_on"]["enum"] == ["error", "warning", "note", "never"]


def test_the_schema_in_the_docs_is_of_these_rules():
    written = Path(__file__).resolve().parent.parent / "docs" / "figcheck.schema.json"
    now = command("config", "--schema").stdout
    assert written.read_text(encoding="utf-8") == now, "run: python docs/refresh.py"


def test_lines_of_keys_survive_what_toml_allows():
    text = (
        '# fail_on = "x"\nfail_on = "note"\nreport = [\n  "a.csv", # [rule.FC1]\n  """b\nselect = 3\n.csv""",\n]\n'
        'rule.FC405.fresh_days = 3\n[rule."missing-origin"]\nseverity = "note"\n[[other]]\nx = {y = 1}\n[[other]]\nx = 2\n'
    )
    lines = toml_lines(text)
    assert lines["fail_on",] == 2
    assert lines["report",] == 3
    assert lines["rule", "FC405", "fresh_days"] == 9
    assert lines["rule", "missing-origin", "severity"] == 11
    assert lines["other", "x", "y"] == 13
    assert ("select",) not in lines


TOML_KEYS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
TOML_VALUES = st.one_of(
    st.integers().map(str), st.just("[\n1,\n2]"), st.just('"""\na = 1\n[b]\n"""'), st.just("{q = 1}")
)


@given(st.dictionaries(TOML_KEYS, st.dictionaries(TOML_KEYS, TOML_VALUES, max_size=4), max_size=4))
def test_every_key_has_the_line_on_which_it_is_written(tables):
    text = "".join(
        f"\n[{name}] # {name}\n" + "".join(f"{key} = {value}\n" for key, value in table.items())
        for name, table in tables.items()
    )
    tomllib.loads(text)
    lines, where = text.split("\n"), toml_lines(text)
    for name, table in tables.items():
        assert lines[where[name,] - 1].startswith(f"[{name}]")
        for key in table:
            assert lines[where[name, key] - 1].startswith(f"{key} = ")


def test_a_date_is_read_as_it_is_written(write):
    write("figcheck.toml", "as_of = 2024-02-04")
    assert find_settings([Path()]).as_of == date(2024, 2, 4)
    write("figcheck.toml", 'as_of = "2024-02-04"')
    assert find_settings([Path()]).as_of == date(2024, 2, 4)


def test_the_page_on_settings_has_a_row_for_every_setting():
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)) >= {
        setting.name for setting in SETTINGS if setting.kind != "rules"
    }
