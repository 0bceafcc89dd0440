"""`figcheck init --from`: a first description of a table that nobody wrote for figcheck, which runs or says what to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import command
from hypothesis import given
from hypothesis import strategies as st
from other_formats import FORMATS, write_xlsx

from figcheck.read.reading import read

BY_DAY = """Province/State,Country/Region,Lat,Long,1/22/20,1/23/20,1/24/20,1/25/20
,Exampleland,33.9,67.7,0,0,1,1
North,Otherland,30.9,112.2,17,17,24,40
"""
BY_MEASURE = """Flood in the valley: numbers of the crisis cell

Date;District;Dead;Injured (women);Injured (men);Missing;Houses destroyed;Source
02.05.2024;North;12;3;4;7;120;Crisis Cell
23.05.2024;North;14;3;5;6;131;Crisis Cell
02.05.2024;South;n/a;1;0;2;20;Crisis Cell
23.05.2024;South;2;1;1;2;25;Crisis Cell
"""
HXL = """Country,Admin 1,Killed,Girls and women,Households,Reported on,From
#country,#adm1+name,#affected+killed,#affected+killed+f,#affected+hh,#date+reported,#meta+source
Exampleland,North,12,5,300,2024-05-02,Red Cross
Exampleland,South,3,1,20,2024-05-02,Red Cross
"""
LOW_HIGH = """event_id,date_start,date_end,country,deaths_low,deaths_best,deaths_high,injured_min,injured_max,sources
e1,2020-01-02,2020-01-03,Exampleland,3,5,9,1,4,AFP; Reuters
e2,2020-02-02,2020-02-03,Otherland,1,1,1,,6,AFP
"""
HEDGED = json.dumps(
    [
        {"date": "2024-02-03", "soldiers": 2800, "soldiers*": "about", "POW": 0},
        {"date": "2024-02-04", "soldiers": 2900, "soldiers*": "about", "POW": 1},
    ],
    indent=1,
)
APART = """war_id,war_name,side,bucket,low,high
w1,First War,North,soldiers,2500,20000
w1,First War,North,civilians,32200,
w1,First War,South,soldiers,526,526
w1,First War,South,civilians,,
w2,Second War,North,soldiers,10,20
w2,Second War,South,soldiers,30,40
w2,Second War,South,civilians,5,
"""
TABLES = {
    "by-day-deaths.csv": BY_DAY, "flood.csv": BY_MEASURE, "hxl.csv": HXL, "events.csv": LOW_HIGH, "losses.json": HEDGED,
    "wars.csv": APART,
}  # fmt: skip


@pytest.fixture
def claims(write: Callable[..., Path]) -> Callable[..., list[tuple[Any, ...]]]:
    """The claims of a table, described by figcheck and with everything filled in."""

    def claims_of(name: str, content: str | bytes, *columns: str) -> list[tuple[Any, ...]]:
        path = write(f"figures/{name}", content) if content else Path("figures") / name
        done = command("init", "--from", path.as_posix())
        assert done.returncode == 0, done.stderr
        [target] = Path("figures").glob("*.ledger.sql")
        target.write_text(target.read_text("utf-8").replace("'FILL IN'", "'answer'"), encoding="utf-8")
        reading = read([Path("figures")])
        assert reading.errors == []
        found = reading.claims[[*columns]].astype("object")
        return list(found.where(found.notna(), None).itertuples(index=False, name=None))

    return claims_of


def test_a_column_a_day_becomes_a_row_a_day(claims):
    found = claims("deaths.csv", BY_DAY, "line", "measure", "place", "as_of", "kind", "figure")
    assert found[0] == (2, "killed", "Exampleland", "1/22/20", "cumulative", "0")
    assert found[-1] == (3, "killed", "North, Otherland", "1/25/20", "cumulative", "40")
    assert len(found) == 8


def test_a_column_a_measure_becomes_a_row_a_measure(claims):
    found = claims("flood.csv", BY_MEASURE, "line", "measure", "population", "place", "kind", "figure", "source")
    assert found[:4] == [
        (4, "killed", "all", "North", "cumulative", "12", "Crisis Cell"),
        (4, "injured", "women", "North", "cumulative", "3", "Crisis Cell"),
        (4, "injured", "men", "North", "cumulative", "4", "Crisis Cell"),
        (4, "missing", "all", "North", "point", "7", "Crisis Cell"),
    ]
    assert len(found) == 15
    text = Path("figures/flood.ledger.sql").read_text("utf-8")
    assert "-- header: 3\n" in text
    assert "-- missing: n/a\n" in text
    assert re.search(r"^  -- \('Houses destroyed', 'FILL IN'|'answer'", text, re.M)


def test_hxl_tags_say_what_columns_are(claims):
    found = claims("hxl.csv", HXL, "line", "measure", "population", "place", "source", "published")
    assert found[:2] == [
        (3, "killed", "all", "Exampleland, North", "Red Cross", "2024-05-02"),
        (3, "killed", "women", "Exampleland, North", "Red Cross", "2024-05-02"),
    ]
    assert len(found) == 4


def test_low_best_and_high_are_a_range_around_the_figure(claims):
    found = claims("events.csv", LOW_HIGH, "claim_id", "event", "measure", "figure", "interval", "as_of")
    assert found == [
        ("events:e1:deaths_best", "events:e1", "killed", "5", "3 to 9", "2020-01-03"),
        ("events:e1:injured_min to injured_max", "events:e1", "injured", "1 to 4", None, "2020-01-03"),
        ("events:e2:deaths_best", "events:e2", "killed", "1", None, "2020-02-03"),
        ("events:e2:injured_min to injured_max", "events:e2", "injured", "up to 6", None, "2020-02-03"),
    ]


def test_a_range_without_a_best_estimate_is_the_figure(claims):
    text = (
        "date,estimate_low,estimate_high,estimate,type,source,country\n16/01/2024,,,390580,casualties,Army,A\n"
        "24/07/2022,15000,20000,,deaths,Officials,A\n20/07/2022,15000,,,deaths,Agency,A\n29/06/2022,,25000,,deaths,Ministry,A\n"
        "25/07/2022,16000,20000,18000,deaths,Officials,A\n26/07/2022,,,,deaths,Officials,A\n"
    )
    assert claims("estimates.csv", text, "line", "figure", "interval") == [
        (2, "390580", None), (3, "15000 to 20000", None), (4, "at least 15000", None), (5, "up to 25000", None),
        (6, "18000", "16000 to 20000"),
    ]  # fmt: skip


def test_ranges_without_a_best_estimate_in_several_columns(claims):
    text = (
        "day,town,killed,killed_min,killed_max,injured\n2024-02-03,Derna,12,10,14,3\n2024-02-04,Derna,,11,,4\n"
        "2024-02-05,Derna,,,20,\n"
    )
    assert sorted(claims("tolls.csv", text, "line", "measure", "figure", "interval")) == [
        (2, "injured", "3", None), (2, "killed", "12", "10 to 14"), (3, "injured", "4", None),
        (3, "killed", "at least 11", None), (4, "killed", "up to 20", None),
    ]  # fmt: skip


@pytest.mark.slow
def test_rows_that_only_their_line_tells_apart_are_no_versions_of_one_total(claims, figcheck):
    found = claims(
        "camps.csv", "war,side,low,high\nw1,North,7700,9682\nw1,North,1032,3307\nw1,South,5,5\n", "kind", "figure"
    )
    assert {kind for kind, _ in found} == {"increment"}
    text = (
        Path("figures/camps.ledger.sql")
        .read_text("utf-8")
        .replace("'answer' as published", "'2024-02-03' as published")
    )
    Path("figures/camps.ledger.sql").write_text(
        text.replace("'answer' as measure", "'killed' as measure"), encoding="utf-8"
    )
    done = figcheck("run", "figures", "--as-of", "2024-12-31", "--select", "FC3")
    assert done.returncode == 0, done.stdout


def test_a_column_of_hedges_is_part_of_the_figure(claims):
    found = claims("losses.json", HEDGED, "figure", "line")
    assert found == [("about 2800", 2), ("about 2900", 8)]


@pytest.mark.slow
def test_rows_that_only_words_tell_apart_are_of_other_people(claims):
    found = claims("wars.csv", APART, "event", "population", "figure")
    assert len({(event, population) for event, population, _ in found}) == len(found) == 6
    assert ("w1", "civilians, North", "at least 32200") in found or (
        "w1",
        "North, civilians",
        "at least 32200",
    ) in found


@pytest.mark.parametrize("name", ["XLSX", "ODS", "JSON", "JSON Lines", "Parquet", "SQLite", "packed CSV"])
def test_any_format_is_looked_at(claims, folder, name):
    suffix, write = FORMATS[name]
    (folder / "figures").mkdir()
    rows = [("day", "town", "killed"), ["2024-02-03", "Derna", "12"], ["2024-02-04", "Derna", "13"]]
    write(folder / f"figures/table{suffix}", rows)
    found = claims(f"table{suffix}", "", "figure", "place", "as_of", "measure")
    assert found == [("12", "Derna", "2024-02-03", "killed"), ("13", "Derna", "2024-02-04", "killed")]


def test_names_in_two_rows_of_a_sheet_and_the_sheet_with_most_rows(claims, folder):
    import openpyxl

    (folder / "figures").mkdir()
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Numbers of the ministry"])
    sheet = book.create_sheet("Data")
    for row in (["Region", "Killed", None, "Day"], [None, "Women", "Men", None], ["North", 3, 4, "2024-05-02"],
                ["South", 5, 6, "2024-05-02"]):  # fmt: skip
        sheet.append(row)
    book.save(folder / "figures/toll.xlsx")
    found = claims("toll.xlsx", "", "file", "line", "population", "figure")
    assert found[:2] == [("figures/toll.xlsx:Data", 3, "women", "3"), ("figures/toll.xlsx:Data", 3, "men", "4")]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_written_runs_or_says_what_to_fill_in(write, figcheck, name):
    path = write(name, TABLES[name])
    done = figcheck("init", "--from", name)
    assert done.returncode == 0
    target = path.with_name(f"{path.stem}.ledger.sql")
    assert "guess" in target.read_text("utf-8")
    assert f"wrote {target.name}" in done.stdout
    reading = read([target])
    if "To fill in" in done.stdout:
        [error] = {str(error) for error in reading.errors}
        assert "not filled in" in error
        for asked in re.findall(r"^  line \d+: .*", done.stdout, re.M):
            assert asked.strip() in error
    else:
        assert reading.errors == []
        assert len(reading.claims)


REFUSED = {
    "a ledger": ("claim_id,figure\na,12\n", "this is a ledger already"),
    "nearly a ledger": (
        "id,event,measure,number,source,date\na,quake,killed,1,AFP,2024-02-03\n", '"id" to claim_id, "number" to figure'
    ),
    "no numbers": ("name,town\nAnn,Derna\nBob,Tobruk\n", "no column of numbers"),
    "no rows": ("day,killed\n", "no rows"),
    "nothing": ("", "no rows"),
    "a page": ("<html>\n<body>text</body>\n", "no column of numbers"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_numbers_is_refused(write, figcheck, text, words):
    write("a.csv", text)
    done = figcheck("init", "--from", "a.csv")
    assert done.returncode == 2
    assert words in done.stderr
    assert not Path("a.ledger.sql").exists()


def test_a_description_that_exists_is_kept(write, figcheck):
    write("a.csv", "day,killed\n2024-02-03,12\n")
    write("a.ledger.sql", "mine")
    done = figcheck("init", "--from", "a.csv")
    assert done.returncode == 2
    assert Path("a.ledger.sql").read_text() == "mine"
    assert figcheck("init", "--from", "b.csv").returncode == 2
    assert figcheck("init", "--from", ".").returncode == 2


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["12", "1,262", "2024-02-03", "3/4/2024", "n/a", "about 5", "#affected+killed", "North", "", " "]),
    st.integers(-5, 10**7).map(str),
)
NAME = st.one_of(
    st.sampled_from([
        "killed", "Deaths (total)", "injured_low", "injured_high", "date", "year", "month", "id", "event", "source", "country",
        "best", "low", "high", "type", "1/22/20", "1/23/20", "1/24/20", "population", "claim", 'a"b', "it's", "_row", "",
    ]),
    st.text(max_size=10),
)  # fmt: skip


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=8), st.lists(NAME, min_size=1, max_size=6), st.booleans()
)
def test_any_table_is_described_or_refused_in_words(tmp_path_factory, rows, names, as_sheet):
    folder = tmp_path_factory.mktemp("any")
    wide = [names, *rows]
    if as_sheet:
        clean = [[re.sub(r"[\x00-\x1f\ud800-\udfff]", "", cell) for cell in row] for row in wide]
        path = folder / "t.xlsx"
        write_xlsx(path, clean)
    else:
        path = folder / "t.csv"
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in wide]
        path.write_text("\n".join(quoted), encoding="utf-8", errors="replace", newline="")
    done = command("init", "--from", path.as_posix())
    assert "Traceback" not in done.stderr
    target = folder / "t.ledger.sql"
    assert (done.returncode == 0) == target.exists()
    if done.returncode == 0:
        reading = read([target])
        assert all("not filled in" in str(error) for error in reading.errors)
        assert len(reading.claims) or reading.errors
    else:
        assert done.stderr.count("\n") <= 6
