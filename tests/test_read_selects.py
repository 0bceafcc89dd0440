"""`NAME.ledger.sql`: a ledger that is a SELECT over files as they are, each claim with the place of its raw row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from other_formats import FORMATS, write_xlsx

from figcheck.read.locked import session
from figcheck.read.reading import Reading, read

RAW = 'id,day,best,low\n#id,#date,#killed,\n007,2024-02-03,"1,262",1200\n008,2024-02-04,NA,3\n\n009,2024-02-05,12,9\n'
HEAD = "-- Events as a ministry publishes them: see its page.\n-- file: events.csv\n-- skip: 1\n"
ONE = "select id as claim_id, 'quake' as event, best as figure, day as published from raw"


@pytest.fixture
def claims(write):
    """The claims of a description over files: claims("select …", {"a.csv": "…"})."""

    def claims_of(query: str, head: str = HEAD, **files: str | bytes) -> Reading:
        for name, content in (files or {"events.csv": RAW}).items():
            write(f"figures/{name.replace('__', '/')}", content)
        write("figures/x.ledger.sql", head + query)
        return read([Path("figures")])

    return claims_of


def rows_of(reading: Reading, *columns: str) -> list[tuple[object, ...]]:
    assert reading.errors == []
    found = reading.claims[[*columns]].astype("object")
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


def test_cells_stay_as_printed_and_claims_have_the_place_of_their_raw_row(claims):
    reading = claims(ONE, HEAD + "-- missing: NA, -99\n")
    assert rows_of(reading, "claim_id", "figure", "file", "line") == [
        ("007", "1,262", "figures/events.csv", 3),
        ("008", None, "figures/events.csv", 4),
        ("009", "12", "figures/events.csv", 6),
    ]
    assert reading.ledgers == [("figures/x.ledger.sql", 3)]
    assert reading.passed_over == []
    assert reading.notices == []
    assert reading.inputs() == ["figures/x.ledger.sql", "figures/events.csv"]


CARRIED = {
    "unpivot": "with long as (unpivot raw on best, low into name k value v) select id || k as claim_id, v as figure from long",
    "unpivot of all but some": "select id || k as claim_id, v as figure from (unpivot raw on columns(* exclude (id, day)) "
    "into name k value v)",
    "unpivot in from": "select id || k as claim_id, v as figure from raw unpivot (v for k in (best, low))",
    "unpivot of a subquery": "select id || k as claim_id, v as figure from (select * from raw) unpivot (v for k in (best, low))",
    "union": "select id || 'best' as claim_id, best as figure from raw union all select id || 'low', low from raw",
    "join": "select id || k as claim_id, case k when 'best' then best else low end as figure from raw, "
    "(values ('best'), ('low')) t(k)",
}


@pytest.mark.parametrize("query", CARRIED.values(), ids=CARRIED)
def test_places_go_through_whatever_makes_several_claims_of_a_row(claims, query):
    found = rows_of(claims(query), "claim_id", "figure", "line")
    assert sorted(found) == [
        ("007best", "1,262", 3), ("007low", "1200", 3), ("008best", "NA", 4), ("008low", "3", 4), ("009best", "12", 6),
        ("009low", "9", 6),
    ]  # fmt: skip


WITHOUT_ROWS = {
    "group": (
        "select max(id) as claim_id, max(low) as figure from raw group by length(best) > 2 order by 1",
        "first of them",
    ),
    "distinct": ("select distinct id as claim_id, best as figure from raw order by id", "no one raw row"),
    "a raw row that may be missing": (
        "select t.k as claim_id, '3' as figure from (values ('x')) t(k) left join raw on raw.id = t.k",
        "no one raw row",
    ),
    "one row of all": ("select 'x' as claim_id, count(*) as figure from raw", "no one raw row"),
}


@pytest.mark.parametrize(("query", "words"), WITHOUT_ROWS.values(), ids=WITHOUT_ROWS)
def test_a_select_that_makes_one_claim_of_several_rows_says_so(claims, query, words):
    reading = claims(query)
    [notice] = reading.notices
    assert words in notice.what
    assert (notice.file, notice.line) == ("figures/x.ledger.sql", 4)
    file = "figures/events.csv" if "first" in words else "figures/x.ledger.sql"
    assert reading.claims["file"].unique().tolist() == [file]


def test_several_files_two_rows_of_names_and_a_sheet(claims, folder):
    (folder / "figures").mkdir()
    rows = [["Deaths", None, "Place"], ["women", "men", None], [3, 4, "Derna"], [5, 6, "Tobruk"]]
    for name in ("a", "b"):
        write_xlsx(folder / "figures" / f"{name}.xlsx", rows, "Data")
    query = 'select _file || _line as claim_id, "Deaths men" as figure, "Place" as place from raw'
    reading = claims(query, "-- file: *.xlsx\n-- sheet: Data\n-- header: 1-2\n", note__txt="")
    assert rows_of(reading, "figure", "place", "file", "line") == [
        ("4", "Derna", "figures/a.xlsx:Data", 3), ("6", "Tobruk", "figures/a.xlsx:Data", 4),
        ("4", "Derna", "figures/b.xlsx:Data", 3), ("6", "Tobruk", "figures/b.xlsx:Data", 4),
    ]  # fmt: skip


MARKED = {
    "German": ("-- decimal: ,\n-- thousands: .\n", "1.234,5", "1234.5"),
    "German, small": ("-- decimal: ,\n-- thousands: .\n", "27.000", "27000"),
    "without thousands": ("-- decimal: ,\n", "1234,5 %", "1234.5 %"),
    "Swiss": ("-- thousands: '\n", "-1'234'567.8", "-1234567.8"),
    "a narrow space": ("-- thousands: space\n-- decimal: ,\n", "1\u202f234,5", "1234.5"),
    "a day stays": ("-- decimal: ,\n-- thousands: .\n", "02.11.2024", "02.11.2024"),
    "words stay": ("-- thousands: .\n-- decimal: ,\n", "mehr als 1.200", "mehr als 1.200"),
    "uneven thousands stay": ("-- thousands: .\n-- decimal: ,\n", "1.23.456", "1.23.456"),
    "no marks": ("", "1.234,5", "1.234,5"),
}


@pytest.mark.parametrize(("head", "cell", "number"), MARKED.values(), ids=MARKED)
def test_numbers_with_the_marks_that_the_head_names_are_plain_numbers(claims, head, cell, number):
    query = "select id as claim_id, n as figure from raw"
    reading = claims(query, f"-- file: a.csv\n-- delimiter: tab\n{head}", **{"a.csv": f"id\tn\na\t{cell}\n"})
    assert rows_of(reading, "figure") == [(number,)]


def test_the_head_names_the_encoding_of_a_text(claims):
    query = "select id as claim_id, n as figure, where_ as place from raw"
    data = "id,n,where_\na,12,Мелітополь\n".encode("windows-1251")
    head = "-- file: a.csv\n-- encoding: windows-1251\n"
    assert rows_of(claims(query, head, **{"a.csv": data}), "place") == [("Мелітополь",)]
    [error] = claims(query, head.replace("windows-1251", "ascii"), **{"a.csv": data}).errors
    assert error.where == "figures/a.csv:2"
    assert "not in ascii" in str(error)


def test_columns_whose_names_differ_in_case_alone_are_two_columns(claims):
    query = 'select "ID" as claim_id, "Id_2" as figure from raw'
    assert rows_of(claims(query, "-- file: a.csv\n", **{"a.csv": "ID,Id\na,12\n"}), "figure") == [("12",)]


def test_rows_without_names_have_the_columns_of_the_widest(claims):
    query = "select column_1 as claim_id, coalesce(column_3, column_2) as figure from raw"
    reading = claims(query, "-- file: a.csv\n-- header: none\n-- skip: 1\n", **{"a.csv": "x\na,1\n\nb,2,3\n"})
    assert rows_of(reading, "figure", "line") == [("1", 2), ("3", 4)]


def test_how_a_raw_file_was_read_is_said(claims):
    data = "id,n,where_\na,12,Málaga\n".encode("windows-1252")
    [notice] = claims("select id as claim_id, n as figure from raw", "-- file: a.csv\n", **{"a.csv": data}).notices
    assert notice.what.startswith("figures/a.csv: read as Windows-1252")


def test_records_of_json_by_their_path_with_names_below_names(claims):
    text = json.dumps(
        {"meta": 1, "data": [{"day": "2024-02-03", "verified": {"killed": 12}}, {"day": "2024-02-04"}]}, indent=1
    )
    query = 'select day as claim_id, "verified.killed" as figure from raw'
    reading = claims(query, "-- file: a.json\n-- path: data\n", **{"a.json": text})
    assert rows_of(reading, "claim_id", "figure", "line") == [("2024-02-03", "12", 4), ("2024-02-04", None, 10)]


def test_records_of_yaml_and_the_names_above_a_text_are_rows(claims):
    query = 'select day as claim_id, "dead.women" as figure from raw'
    two = "meta: 1\ndata:\n- day: 2024-02-03\n  dead: {women: 12, of: [a, b]}\n- day: No\n"
    reading = claims(query, "-- file: a.yaml\n", **{"a.yaml": two})
    assert rows_of(reading, "claim_id", "figure", "line") == [("2024-02-03", "12", 3), ("No", None, 5)]
    files = {
        "a__1.md": "---\nday: 2024-02-03\ndead:\n  women: 7\n---\n# A report\nday: 9\n---\n", "a__2.md": "# No names\n---\n",
    }  # fmt: skip
    reading = claims(query, "-- file: a/*.md\n", **files)
    assert rows_of(reading, "claim_id", "figure", "file", "line") == [("2024-02-03", "7", "figures/a/1.md", 2)]
    [notice] = reading.notices
    assert notice.what == "figures/a/2.md: no names stand above the text, so that it gives no row"


DEEP = "a: &a {x: 1}\nb: &b {a1: *a, a2: *a, a3: *a}\nc: &c {b1: *b, b2: *b, b3: *b}\n"
ODD_YAML = {
    "is not YAML": ("day: [2024\nb: ]", "it is not valid YAML"),
    "grows without end": (DEEP + "".join(f"{m}: &{m} {{k1: *{n}, k2: *{n}, k3: *{n}, k4: *{n}}}\n"
                                         for n, m in zip("cdefgh", "defghi", strict=True)), "too many columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_YAML)
def test_names_above_a_text_that_cannot_be_read_are_one_error(claims, name):
    text, words = ODD_YAML[name]
    reading = claims("select day as claim_id from raw", "-- file: a.md\n", **{"a.md": f"---\n{text}\n---\n"})
    [error] = reading.errors
    assert words in str(error)


@pytest.mark.parametrize("name", ["Parquet", "SQLite", "JSON Lines", "packed CSV"])
def test_other_formats_are_raw_tables_too(claims, folder, name):
    suffix, write = FORMATS[name]
    (folder / "figures").mkdir()
    write(folder / f"figures/raw{suffix}", [("id", "n"), ["a", "12"], ["b", "13"]])
    reading = claims("select id as claim_id, n as figure from raw", f"-- file: raw{suffix}\n", note__txt="")
    assert rows_of(reading, "claim_id", "figure") == [("a", "12"), ("b", "13")]


def test_a_raw_file_that_is_like_a_ledger_is_read_through_the_select_alone(claims):
    text = "id,event,measure,number,source,published\na,quake,killed,12,AFP,2024-02-03\n"
    reading = claims("select id as claim_id, number as figure from raw", "-- file: a.csv\n", **{"a.csv": text})
    assert rows_of(reading, "claim_id", "file") == [("a", "figures/a.csv")]


def test_events_of_rows_are_declared_beside_those_of_a_vocabulary(claims, write):
    write("figures/vocabulary.yaml", "events: {flood: {start: 2024-01-01}}\n")
    assert set(claims(ONE, HEAD + "-- events: from rows\n").vocabulary.events) == {"flood", "quake"}
    assert set(claims(ONE).vocabulary.events) == {"flood"}


WRONG = {
    "a column that is not there": (
        "select id,\n  bets as figure from raw",
        ":5",
        "The raw columns are id, day, best, low",
    ),
    "no SELECT": ("", "", "no SELECT stands below the head"),
    "two statements": (f"{ONE}; drop table raw", ":4", "it is not one SELECT"),
    "no query": ("drop table raw", ":4", "it is not one SELECT"),
    "not SQL": ("select from where (", ":4", "the SELECT cannot be run"),
    "a file": ("select * from read_csv('good.csv')", ":4", "the SELECT cannot be run"),
    "a file as a table": ("select * from 'figures/good.csv'", ":4", "the SELECT cannot be run"),
    "a list of files": ("select * from glob('*')", ":4", "the SELECT cannot be run"),
    "a list as a figure": ("select id as claim_id, [best] as figure from raw", ":4", "a cell holds one value"),
    "one column twice": (
        "select id as claim_id, best as figure, low as figure from raw",
        "",
        'column "figure" appears 2 times',
    ),
}


@pytest.mark.parametrize(("query", "line", "words"), WRONG.values(), ids=WRONG)
def test_a_select_that_cannot_be_is_one_error_at_its_line(claims, write, query, line, words):
    write("figures/good.csv", "claim_id,figure\nz,12\n")
    reading = claims(query)
    [error] = reading.errors
    assert error.where.startswith(f"figures/x.ledger.sql{line}")
    assert words in str(error)
    assert list(reading.claims["claim_id"]) == ["z"]


HEADS = {
    "no file": ("-- sheet: x\n", "", "the head names no file"),
    "a misspelt word": ("-- file: events.csv\n-- heder: 2\n", ":2", 'no word "heder"'),
    "a word twice": ("-- file: events.csv\n-- skip: 1\n-- skip: 2\n", ":3", 'says "skip" twice'),
    "a header in letters": ("-- file: events.csv\n-- header: first\n", ":2", "or none"),
    "four rows of names": ("-- file: events.csv\n-- header: 1-4\n", ":2", "three at most"),
    "a skip in letters": ("-- file: events.csv\n-- skip: some\n", ":2", "how many rows"),
    "other events": ("-- file: events.csv\n-- events: all\n", ":2", "from rows"),
    "an unknown encoding": ("-- file: events.csv\n-- encoding: latin-99\n", ":2", "such as utf-8"),
    "a codec that is no encoding": ("-- file: events.csv\n-- encoding: rot13\n", ":2", "such as utf-8"),
    "a word as decimal mark": ("-- file: events.csv\n-- decimal: comma\n", ":2", "write . or ,"),
    "a letter between thousands": ("-- file: events.csv\n-- thousands: x\n", ":2", "or space"),
    "one mark for both": ("-- file: events.csv\n-- thousands: .\n", ":2", "already"),
    "a long delimiter": ("-- file: events.csv\n-- delimiter: ;;\n", ":2", "one sign"),
    "a file that is not there": ("-- file: event.csv\n", "", 'did you mean "events.csv"'),
    "a file above": ("-- file: ../events.csv\n", "", "not below the folder"),
    "a file of the system": ("-- file: /etc/passwd\n", "", "not below the folder"),
}


@pytest.mark.parametrize(("head", "line", "words"), HEADS.values(), ids=HEADS)
def test_a_head_that_cannot_be_is_one_error(claims, head, line, words):
    [error] = claims(ONE, head).errors
    assert error.where.startswith(f"figures/x.ledger.sql{line}")
    assert words.lower() in str(error).lower()


def test_a_link_that_leads_elsewhere_is_not_read(claims, folder):
    (folder / "secret.csv").write_text("id,best,day\na,1,2\n")
    (folder / "figures").mkdir()
    (folder / "figures" / "events.csv").symlink_to(folder / "secret.csv")
    [error] = claims(ONE, note__txt="").errors
    assert "leads elsewhere" in str(error)


@pytest.mark.slow
def test_a_select_that_never_ends_costs_itself_alone(claims, write, monkeypatch):
    monkeypatch.setattr(session, "SELECT_DEADLINE", 2.0)
    write("figures/good.csv", "claim_id,figure\nz,12\n")
    query = "with recursive n(x) as (select 1 union all select x from n) select x as claim_id, x as figure from n"
    reading = claims(query)
    [error] = reading.errors
    assert "took longer" in str(error) or "memory" in str(error).lower()
    assert list(reading.claims["claim_id"]) == ["z"]
