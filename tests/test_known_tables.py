"""Tables that figcheck knows by their columns: each description that ships, on rows with the real names of the columns."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, each

from figcheck.commands.tables.known_tables import known_tables
from figcheck.read.reading import read

Claim = tuple[Any, ...]
COLUMNS = ("measure", "population", "figure", "as_of")

EXAMPLES: dict[str, tuple[str, list[Claim]]] = {
    "ucdp-ged": (
        "id,relid,type_of_violence,side_a,side_b,source_date,source_original,where_coordinates,date_start,date_end,deaths_a,"
        "deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
        ',,,,,,,,#date+start,#date+end,,,,,#affected+killed,,\n'
        '7,R-7,1,Government,Rebels,2024-02-04;2024-02-03,police,Valley town,2024-02-02 00:00:00.000,2024-02-03 00:00:00.000,'
        '1,2,0,2,5,9,3\n',
        [
            ("killed", "all", "5", "2024-02-03"), ("killed", "Government", "1", "2024-02-03"),
            ("killed", "Rebels", "2", "2024-02-03"), ("killed", "civilians", "0", "2024-02-03"),
            ("killed", "people of unknown status", "2", "2024-02-03"),
        ],
    ),
    "acled": (
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,admin1,location,source,fatalities\n"
        "EXA1,2024-02-03,Battles,Armed clash,A,Exampleland,North,Town,Radio,3\n"
        "EXA2,2024-02-03,Battles,Armed clash,A,Exampleland,North,Town,Radio,0\n",
        [("killed", None, "3", "2024-02-03")],
    ),
    "gtd": (
        "eventid,iyear,imonth,iday,country_txt,provstate,city,nkill,nkillter,nwound,nwoundte\n"
        "197001,1970,3,0,Exampleland,North,Town,4,1,-99,\n197002,1970,0,0,Exampleland,North,Town,,,2,-9\n",
        [
            ("killed", "all", "4", "1970-03"), ("killed", "perpetrators", "1", "1970-03"), ("injured", "all", "2", "1970"),
        ],
    ),
    "em-dat": (
        "DisNo.,Disaster Type,Country,Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths,No. Injured,"
        "No. Affected,No. Homeless,Total Affected\n"
        "2023-1-EXA,Flood,Exampleland,2023,2,,2023,3,4,12,10,200,,210\n",
        [
            ("killed", "all", "12", "2023-03-04"), ("affected", "injured people", "10", "2023-03-04"),
            ("affected", "other people affected", "200", "2023-03-04"), ("affected", "all", "210", "2023-03-04"),
        ],
    ),
    "missing-migrants": (
        "Incident ID,Incident Type,Incident Date,Number of Dead,Minimum Estimated Number of Missing,"
        "Total Number of Dead and Missing,Number of Survivors,Number of Females,Number of Males,Number of Children,"
        "Information Source\n"
        "M1,Incident,2023-05-04,2,10,12,,1,,0,IOM\nM2,Cumulative Incident,2023-05-30,90,0,90,,,,,IOM\n",
        [
            ("killed", "all", "2", "2023-05-04"), ("missing", "all", "at least 10", "2023-05-04"),
            ("dead_or_missing", "all", "12", "2023-05-04"), ("dead_or_missing", "women", "1", "2023-05-04"),
            ("dead_or_missing", "children", "0", "2023-05-04"),
        ],
    ),
    "noaa-storm-events": (
        "BEGIN_YEARMONTH,BEGIN_DAY,BEGIN_DATE_TIME,END_YEARMONTH,END_DAY,EVENT_ID,STATE,EVENT_TYPE,CZ_NAME,INJURIES_DIRECT,"
        "INJURIES_INDIRECT,DEATHS_DIRECT,DEATHS_INDIRECT,SOURCE\n"
        "195707,7,07-JUL-57 19:30:00,195707,8,99,TEXAS,Tornado,HARRIS,4,0,1,0,\n",
        [
            ("injured", "directly by the storm", "4", "1957-07-08"), ("killed", "directly by the storm", "1", "1957-07-08"),
        ],
    ),
    "noaa-earthquakes": (
        "Year,Mo,Dy,Location Name,Deaths,Missing,Injuries,Total Deaths,Total Missing,Total Injuries\n"
        "-50,,,ANYWHERE,1,,,1,,\n2023,2,6,EXAMPLELAND: VALLEY,10,,40,12,3,40\n",
        [
            ("killed", None, "12", "2023-02-06"), ("missing", None, "3", "2023-02-06"), ("injured", None, "40", "2023-02-06"),
        ],
    ),
    "palestine-daily": (
        "report_date,report_source,report_period,killed,killed_cum,injured,injured_cum,ext_killed_cum,ext_injured_cum,press_killed_cum\n"
        "2023-10-08,mohtel,24,138,370,,1788,370,1788,1\n2023-10-09,missing,24,,,,,400,1800,\n",
        [
            ("killed", "all", "138", "2023-10-08"), ("killed", "all", "370", "2023-10-08"),
            ("injured", "all", "1788", "2023-10-08"), ("killed", "journalists", "1", "2023-10-08"),
        ],
    ),
    "palestine-west-bank": (
        "report_date,flash_source,killed_cum,injured_cum,settler_attacks_cum,displaced_households,verified.killed_children\n"
        "2023-10-11,un,26,427,39,,2\n2023-10-12,un,33,,49,35,0\n",
        [
            ("killed", "all", "26", "2023-10-11"), ("injured", "all", "427", "2023-10-11"),
            ("settler attacks", "all", "39", "2023-10-11"), ("killed", "children", "2", "2023-10-11"),
            ("killed", "all", "33", "2023-10-12"), ("settler attacks", "all", "49", "2023-10-12"),
            ("displaced", "households", "35", "2023-10-12"), ("killed", "children", "0", "2023-10-12"),
        ],
    ),
    "palestine-lebanon": (
        "report_date,report_source,report_period,phase,killed,killed_cum,injured,injured_cum\n"
        "2023-11-14,ocha,888,1,,77,,251\n2023-11-21,ocha,168,1,8,85,,\n2026-03-03,moph_lb,24,2,1,5,,\n",
        [
            ("killed", "all", "77", "2023-11-14"), ("injured", "all", "251", "2023-11-14"),
            ("killed", "all", "8", "2023-11-21"), ("killed", "all", "85", "2023-11-21"),
            ("killed", "all", "1", "2026-03-03"), ("killed", "all", "5", "2026-03-03"),
        ],
    ),
    "who-covid": (
        "Date_reported,Country_code,Country,WHO_region,New_cases,Cumulative_cases,New_deaths,Cumulative_deaths\n"
        "2020-03-01,EX,Exampleland,EURO,5,9,,3\n2020-03-08,EX,Exampleland,EURO,5,14,2,5\n",
        [
            ("killed", None, "3", "2020-03-01"), ("killed", None, "2", "2020-03-08"), ("killed", None, "5", "2020-03-08"),
        ],
    ),
    "owid-covid": (
        "iso_code,continent,location,date,total_deaths,new_deaths\nEXA,Europe,Exampleland,2020-03-01,3.0,1.0\n"
        "OWID_WRL,,World,2020-03-01,9.0,4.0\n",
        [("killed", None, "1", "2020-03-01"), ("killed", None, "3", "2020-03-01")],
    ),
    "gun-violence-archive": (
        "Incident ID,Incident Date,State,City Or County,Address,Victims Killed,Victims Injured,Suspects Killed,Suspects Injured\n"
        '5,"January 2, 2024",Ohio,Town,Main Street,1,2,0,0\n',
        [
            ("killed", "victims", "1", "January 2, 2024"), ("injured", "victims", "2", "January 2, 2024"),
            ("killed", "suspects", "0", "January 2, 2024"), ("injured", "suspects", "0", "January 2, 2024"),
        ],
    ),
    "mother-jones": (
        "case,location,date,summary,fatalities,injured,total_victims\nTown shooting,\"Town, Ohio\",1/2/24,x,4,3,7\n",
        [("killed", None, "4", "1/2/24"), ("injured", None, "3", "1/2/24"), ("casualties", None, "7", "1/2/24")],
    ),
    "ukraine-losses": (
        "date,day,personnel,personnel*,POW\n2022-02-25,2,2800,about,0\n2022-02-26,3,4300,more,5\n",
        [
            ("casualties", "Russian military personnel", "about 2800", "2022-02-25"),
            ("casualties", "Russian military personnel", "more than 4300", "2022-02-26"),
            ("detained", "Russian military personnel", "5", "2022-02-26"),
        ],
    ),
}  # fmt: skip


def test_every_table_that_ships_has_an_example():
    assert set(EXAMPLES) == set(known_tables())


@pytest.mark.parametrize("name", each(EXAMPLES, ("ucdp-ged",)))
def test_a_known_table_is_known_by_its_columns_and_gives_its_claims(write, figcheck, name):
    text, expected = EXAMPLES[name]
    write("table.csv", text)
    done = figcheck("init", "--from", "table.csv")
    assert done.returncode == 0, done.stderr
    assert f"a table that figcheck knows, {name}" in done.stdout
    reading = read([Path("table.ledger.sql")])
    assert reading.errors == []
    rows = reading.claims[[*COLUMNS]].astype("object")
    found = rows.where(rows.notna(), None).itertuples(index=False, name=None)
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert reading.claims["claim_id"].is_unique
    assert (reading.claims["file"] == "table.csv").all()
    assert figcheck("run", "table.ledger.sql", "--fail-on", "never").returncode == 0


def test_a_known_table_is_had_by_its_name_or_not_at_all(write, figcheck):
    write("table.csv", EXAMPLES["mother-jones"][0])
    assert "to fill in" in figcheck("init", "--from", "table.csv", "--known", "none").stdout.lower()
    Path("table.ledger.sql").unlink()
    assert 'did you mean "gtd"' in figcheck("init", "--from", "table.csv", "--known", "gtdb").stderr
    assert "has no column eventid" in figcheck("init", "--from", "table.csv", "--known", "gtd").stderr
    assert figcheck("init", "--known", "gtd").returncode == 2
    assert figcheck("init", "--from", "table.csv", "--known", "mother-jones").returncode == 0


def test_days_between_which_an_event_of_ucdp_was_end_with_its_last_source(write):
    head, tags, row = EXAMPLES["ucdp-ged"][0].splitlines()
    sources, first, last = "2024-02-04;2024-02-03", "2024-02-02 00:00:00.000", "2024-02-03 00:00:00.000"
    cells = {
        "1": ("2024-02-10", "2024-02-01", "2024-02-29", "2,2,9,9"),
        "2": ("2024-03-02;2024-02-10", "2024-02-01", "2024-02-29", "2,5,2,2"),
        "3": ("2024-01-30;2024-02-10", "2024-02-01", "2024-02-29", "2,5,9,3"),
    }
    rows = [
        row.replace("7,R-7", f"{n},R-7")
        .replace(sources, printed)
        .replace(first, start)
        .replace(last, end)
        .replace("2,5,9,3", best)
        for n, (printed, start, end, best) in cells.items()
    ]
    write("table.csv", "\n".join([head, tags, *rows, ""]))
    write("table.ledger.sql", known_tables()["ucdp-ged"].text("table.csv", {"skip": "1"}))
    claims = read([Path("table.ledger.sql")]).claims.set_index("claim_id")[["as_of", "published", "interval"]]
    found = {n: tuple(claims.loc[f"ucdp:{n}:best"].fillna("")) for n in cells}
    assert found == {
        "1": ("2024-02-10", "2024-02-10", "9 to 9"),
        "2": ("2024-02-29", "2024-03-02", "2 to 2"),
        "3": ("2024-02-29", "2024-01-30", "3 to 9"),
    }


def test_reports_that_are_markdown_files_are_a_table(write):
    """One report in each file, its counts above its text, as the sources of palestine-datasets are kept."""
    write("reports/2024-02-03.md", "---\nreport_date: 2024-02-03\nkilled_cum: 26\n---\nSource: a page\n")
    write(
        "reports/2024-02-04.md",
        '---\nreport_date: "2024-02-04"\nflash_source: un\nkilled: ""\nkilled_cum: 27\nsettler_attacks_cum: 4\nverified:\n'
        "  killed: 2\n  killed_children_cum: 1\n---\n",
    )
    text = known_tables()["palestine-west-bank"].text("reports/*.md", {})
    write("west-bank.ledger.sql", text)
    reading = read([Path()])
    assert reading.errors == []
    found = reading.claims[["claim_id", "figure", "period_start", "basis", "file"]].itertuples(index=False, name=None)
    assert sorted(found) == [
        ("westbank:2024-02-03:killed_cum", "26", "2023-10-07", "claim", "reports/2024-02-03.md"),
        ("westbank:2024-02-04:killed_cum", "27", "2023-10-07", "claim", "reports/2024-02-04.md"),
        ("westbank:2024-02-04:settler_attacks_cum", "4", "2023-10-07", "claim", "reports/2024-02-04.md"),
        ("westbank:2024-02-04:verified.killed", "2", "2023-10-06", "identified", "reports/2024-02-04.md"),
        ("westbank:2024-02-04:verified.killed_children_cum", "1", "2023-10-07", "identified", "reports/2024-02-04.md"),
    ]


@pytest.mark.slow
def test_raw_reports_give_what_the_checks_of_the_data_themselves_give(folder, write, figcheck):
    """Each of the 27 rows that the data's own checks list is a finding: as itself, or as the number after a total that fits neither
    side.
    """
    shutil.copy(DATA / "known" / "gaza-daily.json.gz", folder / "reports.json.gz")
    write(
        "vocabulary.yaml",
        "origins:\n  Gaza Ministry of Health: {rounds: never}\n  Gaza Government Media Office: {rounds: never}\n",
    )
    assert figcheck("init", "--from", "reports.json.gz").returncode == 0
    figcheck("run", ".", "--as-of", "2026-11-30", "--select", "FC3,FC4,FC505")
    with Path("discrepancies.csv").open(encoding="utf-8", newline="") as file:
        findings = list(csv.DictReader(file))
    with (DATA / "known" / "gaza-daily-gate.csv").open(encoding="utf-8", newline="") as file:
        gate = {row["claim"] for row in csv.DictReader(file)}
    found = {claim for row in findings for claim in (row["claim_id"], row["against_id"])}
    after = {
        "gaza:2023-12-08:killed_cum": "gaza:2023-12-09:killed",
        "gaza:2023-12-12:injured_cum": "gaza:2023-12-13:injured",
        "gaza:2024-08-27:killed_cum": "gaza:2024-08-28:killed",
        "gaza:2024-08-27:injured_cum": "gaza:2024-08-28:injured",
    }
    found |= {after[row["claim_id"]] for row in findings if "numbers after it" in row["message"]}
    assert len(gate) == 27
    assert gate <= found
    reports = json.loads(gzip.decompress(Path("reports.json.gz").read_bytes()))
    record = {row["claim_id"]: int(row["line"]) for row in findings}["gaza:2023-12-05:killed"]
    assert reports[record - 1]["report_date"] == "2023-12-05"
