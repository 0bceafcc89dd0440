"""Dates as people write them: what one cell may mean, and how a column of a ledger is decided from all its cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.compare.cards.problems import rows_of_checks
from figcheck.compare.cards.shipped import catalogue
from figcheck.parse.claims import parse_claims
from figcheck.read.reading import read
from figcheck.report.assemble import assemble_report
from figcheck.report.card_text import card_text
from figcheck.validate.dates.written_days import written
from figcheck.validate.validation import validate

TODAY = date(2024, 12, 31)
TEXTS = {card.code: card_text(card) for card in catalogue([]).cards}

ONE_DAY = {
    "2024-11-02": (
        "02.11.2024", "2.11.2024", "2.11.24", "2024/11/02", "2024.11.2", "2024-11-2", "20241102", "2 Nov 2024", "2 Nov. 2024",
        "Nov 2, 2024", "November 2nd, 2024", "2nd of November 2024", "2-Nov-24", "02-NOV-2024", "Saturday, 2 November 2024",
        "Sat 2 Nov 2024", "2024 November 2", "2. November 2024", "2 novembre 2024", "2 de noviembre de 2024", "2 Kasım 2024",
        "2 ноября 2024 г.", "2 листопада 2024", "٢ نوفمبر ٢٠٢٤", "2 تشرين الثاني 2024", "2 בנובמבר 2024", "45598",
        "2 de novembro de 2024", "2 listopada 2024", "2 november 2024", "2 nov. 2024",
    ),
    "2024-01-02": ("2 stycznia 2024", "2 styczeń 2024", "2 gennaio 2024", "2 januari 2024", "2 de janeiro de 2024"),
    "2024-10-05": ("5 ottobre 2024", "5 października 2024", "5 oktober 2024", "5 out 2024", "5 okt 2024", "5 ott. 2024"),
    "2024-08-17": ("17 Agustus 2024", "17 augusti 2024", "17 sierpnia 2024"),
    "2024-03-01": ("1er mars 2024", "1. März 2024", "1 Maerz 2024", "1 mart 2024", "March 1 2024", "1 мар. 2024"),
    "2020-08-20": ("8/20/20", "20/8/20", "20.08.2020", "August 20, 2020", "20 août 2020", "Ağustos 20, 2020"),
    "1950-04-28": ("28-APR-50", "28.4.1950"),
    "2049-04-28": ("28-APR-49",),
    "2024-05-05": ("5/5/2024", "05-05-2024"),
}  # fmt: skip
WRITTEN = [(cell, day) for day, cells in ONE_DAY.items() for cell in cells]


@pytest.mark.parametrize(("cell", "day"), WRITTEN)
def test_a_day_that_can_be_meant_in_one_way_is_read(cell, day):
    assert written(cell).days == {(date.fromisoformat(day),) * 2}


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("7-8 October 2023", "2023-10-07", "2023-10-08"),
        ("7–9 Oct. 2023", "2023-10-07", "2023-10-09"),
        ("October 7 to 8, 2023", "2023-10-07", "2023-10-08"),
        ("30 Sept - 2 Oct 2023", "2023-09-30", "2023-10-02"),
        ("30 December 2023 – 2 January 2024", "2023-12-30", "2024-01-02"),
        ("2023-10-07/2023-10-08", "2023-10-07", "2023-10-08"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_month_a_year_and_some_days_are_stretches(cell, first, last):
    assert written(cell).days == {(date.fromisoformat(first), date.fromisoformat(last))}


@pytest.mark.parametrize("cell", ["Oct. 7", "7 October", "10/7", "7-8 October", "Oct-23", "May"])
def test_a_date_without_a_year_gets_none(cell):
    assert written(cell).lacks_year
    assert not written(cell).days


@pytest.mark.parametrize(
    "cell", ["۱۲ بهمن ۱۴۰۲", "12 بهمن 1402", "۱۴۰۲/۱۱/۱۲", "۲۵ دي ۱۴۰۲", "بهمن ۱۴۰۲", "۱۲ دلو ۱۴۰۲", "15 امرداد 1402"]
)
def test_a_date_of_the_persian_calendar_is_known_and_is_no_day(cell):
    assert written(cell).other_calendar
    assert not written(cell).days


@pytest.mark.parametrize(
    "cell",
    ["1402/11/12", "25 October 1415", "۲۰۲۴-۰۲-۰۱", "۱ فوریه ۲۰۲۴", "1 फ़रवरी 2024", "१ फरवरी २०२४", "1 februarie 2024"],
)
def test_a_date_in_other_digits_or_of_the_middle_ages_is_one_of_ours(cell):
    assert not written(cell).other_calendar
    assert len(written(cell).days) == 1


@pytest.mark.parametrize(
    "cell",
    ["yesterday", "soon", "31/02/2024", "2024-13-01", "12", "1,243", "99999", "jui 2024", "32 May 2024", "x" * 10_000],
)
def test_what_is_no_date_is_none(cell):
    assert written(cell) == written("")


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"]))
def test_numbers_have_the_right_day_among_their_readings(day, form):
    found = written(day.strftime(form)).by_order
    assert found["mdy" if form.startswith("%m") else "dmy"] == (day, day)
    assert len(found) == (2 if day.day <= 12 else 1)


@given(st.text(max_size=40))
def test_no_text_crashes_and_every_stretch_ends_after_it_begins(text):
    assert all(first <= last for first, last in written(text).days)


COLUMNS = "claim_id,event,measure,figure,source,published,as_of,kind,period_start\n"


def checked(write, *rows: str, order: str | None = None, file: str = "figures/a.csv"):
    """The claims that go on by id, the findings as (code, message), and the notices."""
    write(file, COLUMNS + "".join(f"{row}\n" for row in rows))
    reading = read([Path("figures")])
    parsed = parse_claims(reading.claims, reading.vocabulary)
    found = validate(parsed, reading.vocabulary, TODAY, order)
    report = assemble_report(rows_of_checks(found.rows, catalogue([]).cards), parsed, TEXTS)
    return found.figures.set_index("claim_id"), report, [notice.what for notice in found.notices]


def rows(*as_of: str) -> list[str]:
    return [f"c{n},quake,killed,{n},AFP,2024-12-30,{day},," for n, day in enumerate(as_of)]


@pytest.mark.slow
def test_one_cell_shows_the_order_of_its_column_and_that_is_said_once(write):
    claims, report, notices = checked(write, *rows("11/2/2014", "10/14/2014", "1/3/2014"))
    assert claims["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2014-11-02", "2014-10-14", "2014-01-03"]
    assert len(report) == 0
    assert notices == ["as_of is read as month first: “10/14/2014” in line 3"]


def test_a_column_that_does_not_show_its_order_is_one_finding_with_a_count(write):
    claims, report, notices = checked(write, *rows("11/2/2014", "1/3/2014", "5/5/2014"))
    [finding] = report.to_dict("records")
    assert finding["code"] == "FC106"
    assert "c0 and 1 more: as_of is “11/2/2014”, which may be 2014-02-11 or 2014-11-02" in finding["message"]
    assert 'dates = "mdy"' in finding["mend"]
    assert list(claims.index) == ["c2"]
    assert notices == []


@pytest.mark.slow
def test_the_setting_decides_where_the_column_does_not(write):
    claims, _, notices = checked(write, *rows("11/2/2014", "1/3/2014"), order="dmy")
    assert claims["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2014-02-11", "2014-03-01"]
    assert notices == []
    claims, _, notices = checked(write, *rows("11/2/2014", "1/13/2014"), order="dmy")
    assert claims["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2014-11-02", "2014-01-13"]
    assert notices == ["as_of is read as month first: “1/13/2014” in line 3"]


def test_a_column_that_mixes_both_orders_decides_nothing(write):
    claims, report, _ = checked(write, *rows("13/2/2014", "2/14/2014", "1/3/2014"))
    assert list(claims.index) == ["c0", "c1"]
    assert "c2: as_of is “1/3/2014”" in report["message"].item()


@pytest.mark.slow
def test_each_file_is_decided_by_its_own_cells(write):
    checked(write, *rows("13/2/2014", "1/3/2014"))
    claims, report, _ = checked(write, "x,quake,killed,7,AFP,2024-12-30,1/3/2014,,", file="figures/b.csv")
    assert claims.loc["c1", "as_of"] == pd.Timestamp("2014-03-01")
    assert "x: as_of is “1/3/2014”" in report["message"].item()


def test_a_date_without_a_year_is_asked_for_once_a_column(write):
    claims, report, _ = checked(write, *rows("Oct. 7", "Oct. 8", "9 October"))
    assert claims.empty
    [message] = report["message"]
    assert message == "c0 and 2 more: as_of is “Oct. 7”, a date without a year."


def test_a_stretch_is_the_period_of_an_increment_and_no_day_of_a_total(write):
    claims, report, _ = checked(
        write,
        "a,quake,killed,12,AFP,2024-12-30,7-8 October 2023,increment,",
        "b,quake,killed,14,AFP,2024-12-30,October 2023,,",
        "c,quake,killed,15,AFP,2024-12-30,2023-11-05,increment,November 2023",
    )
    assert claims.loc["a", ["period_start", "as_of"]].tolist() == [
        pd.Timestamp("2023-10-07"),
        pd.Timestamp("2023-10-08"),
    ]
    assert claims.loc["c", "period_start"] == pd.Timestamp("2023-11-01")
    assert pd.isna(claims.loc["b", "as_of"])
    assert [(row.code, row.severity) for row in report.itertuples()] == [("FC106", "warning")]


def test_the_midnights_of_a_spreadsheet_are_no_times_of_day(write):
    claims, report, _ = checked(write, *rows("2024-09-05 00:00:00", "2024-09-06 00:00:00"))
    assert claims["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2024-09-05", "2024-09-06"]
    assert len(report) == 0


def test_the_midnights_of_json_are_no_times_of_day_and_other_hours_are(write):
    days = "2024-09-05", "2024-09-06T00:00:00.000Z", "2024-09-07T00:00Z", "2024-09-08T00:00:00+00:00"
    claims, report, _ = checked(write, *rows(*days))
    assert claims["as_of_minute"].isna().all()
    assert claims["as_of"].dt.day.tolist() == [5, 6, 7, 8]
    assert len(report) == 0
    claims, _, _ = checked(write, *rows(*days, "2024-09-09T06:00Z"))
    assert claims["as_of_minute"].dropna().tolist() == [0, 0, 0, 360]


def test_the_numbers_of_a_spreadsheet_and_short_years_are_said_once(write):
    claims, _, notices = checked(write, *rows("45231", "45232"), "d,quake,killed,1,AFP,8/20/20,2020-08-20,,")
    assert claims.loc["c0", "as_of"] == pd.Timestamp("2023-11-01")
    assert sorted(notices) == [
        "as_of: “45231” in line 2 is read as the number that a spreadsheet keeps for a day",
        "published: a year of two digits is read as one from 1950 to 2049, such as “8/20/20” in line 4",
    ]


@pytest.mark.slow
def test_a_report_has_the_dates_as_they_were_read(write, figcheck):
    write("figures/a.csv", "claim_id,event,measure,figure,source,published,as_of,origin\n"
          "a,quake,killed,120,AFP,15.02.2024,2/3/2024,MoH\nb,quake,killed,110,AFP,16.02.2024,2/14/2024,MoH\n")  # fmt: skip
    done = figcheck("run", "figures", "--as-of", "2024-12-31", "--format", "csv")
    assert "“120” for 2024-02-03" in done.stdout
    assert ",2024-02-14,2024-02-16,a,AFP," in done.stdout
    notes = [
        line for line in done.stdout.splitlines() if "as_of is read as month first: “2/14/2024” in line 3." in line
    ]
    assert [",FC106,malformed-row,note," in line and line.endswith("figures/a.csv,3,,") for line in notes] == [True]
    assert "as_of is read as month first" in " ".join(done.stderr.split())
