"""Ledgers as people really have them: where the heading stands, how its names are written, and what is not a claim below it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from figcheck.read.reading import Reading, read

HEADING = "claim_id,event,measure,figure,source,published\n"
ROWS = "a,quake,killed,12,AFP,2024-02-03\nb,quake,killed,14,AFP,2024-02-04\n"


def said(reading: Reading) -> str:
    """All that a reading says in words."""
    noticed = [(notice.file, notice.what) for notice in reading.notices]
    return "\n".join([*map(str, reading.errors), *(f"{name}: {what}" for name, what in noticed + reading.passed_over)])


READ_WITHOUT_A_WORD = {
    "Excel's first line": "sep=;\n" + (HEADING + ROWS).replace(",", ";"),
    "upright strokes": (HEADING + ROWS).replace(",", "|"),
    "capitals and blanks": "Claim ID, Event ,MEASURE,Figure,Source,Published\n" + ROWS,
    "hyphens and remarks": "claim-id,event,measure,figure (as printed),source*,published [day]\n" + ROWS,
    "a line break in a name": 'claim_id,event,measure,"figure\nas printed",source,published\n' + ROWS,
    "blank lines first": "\n\r\n\n" + HEADING + ROWS,
    "columns that end in commas": (HEADING + ROWS).replace("\n", ",,\n"),
    "rows that end in commas": HEADING + ROWS.replace("\n", ",,,\n"),
    "empty rows": HEADING + ",,,,,\n" + ROWS + " , ,,,,\n",
    "carriage returns alone": (HEADING + ROWS).replace("\n", "\r"),
}


@pytest.mark.parametrize("text", READ_WITHOUT_A_WORD.values(), ids=READ_WITHOUT_A_WORD)
def test_what_can_only_be_meant_in_one_way_is_read_without_a_word(write, text):
    write("a.csv", text)
    reading = read([Path("a.csv")])
    assert list(reading.claims["claim_id"]) == ["a", "b"]
    assert list(reading.claims["figure"]) == ["12", "14"]
    assert said(reading) == ""


@pytest.mark.parametrize("name", ["claims.txt", "claims", "claims.tab"])
def test_a_ledger_is_known_by_its_heading_whatever_the_end_of_its_name(write, name):
    write(f"figures/{name}", HEADING + ROWS)
    write("figures/notes.txt", "The event, the figure, and the source: all of it.\n")
    write("figures/LICENSE", b"\x00\x01\x02\x03" * 100)
    reading = read([Path("figures")])
    assert reading.ledgers == [(f"figures/{name}", 2)]
    assert reading.errors == []


SAID_ONCE = {
    "a title": ("Deaths by region,,,,,\n,,,,,\n" + HEADING + ROWS, "heading is in line 3, below “Deaths by region”"),
    "comments": ("# one\n# two\n" + HEADING + ROWS, "heading is in line 3, below “# one” and 1 more line"),
    "the heading again": (HEADING + ROWS + HEADING + HEADING, "2 rows repeat the heading, the first in line 4"),
    "HXL tags": (HEADING + "#claim,#event,,#affected,,#date\n" + ROWS, "line 2 holds HXL tags"),
    "a comment below": (HEADING + "# checked by X\n" + ROWS, "line 2 is a remark and not a claim: “# checked by X”"),
    "a source": (HEADING + ROWS + "Source: AFP,,,,,\n", "line 4 is a remark and not a claim: “Source: AFP”"),
    "a source in two cells": (HEADING + ROWS + "Source: AFP, Reuters\n", "line 4 is a remark"),
    "a footnote": (HEADING + ROWS + "\n* as of noon,,,,,\n", "line 5 is a remark and not a claim: “* as of noon”"),
    "a total": (HEADING + ROWS + "Total,,,26,,\n", "line 4 is a total without an event of its own: “Total”"),
    "a total in German": (HEADING + ROWS + ",Insgesamt,,26,,\n", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), SAID_ONCE.values(), ids=SAID_ONCE)
def test_what_is_not_a_claim_is_said_once(write, text, words):
    write("a.csv", text)
    reading = read([Path("a.csv")])
    if words:
        assert list(reading.claims["claim_id"]) == ["a", "b"]
        assert words in said(reading)
        assert len(reading.notices) == 1
    else:  # it has no id, but an event: a claim that lacks something
        assert len(reading.claims) == 3


def test_a_row_that_lacks_cells_but_is_no_total_stays_a_claim(write):
    write("a.csv", HEADING + "w2,,,21,,\ntotal,quake,killed,26,AFP,2024-02-05\nw3,,,,,\n")
    assert list(read([Path("a.csv")]).claims["claim_id"]) == ["w2", "total", "w3"]


def test_cells_moved_under_a_column_without_a_name_cost_their_row(write):
    write("a.csv", (HEADING + ROWS).replace("\n", ",\n") + "c,quake,killed,66,452,AFP,2024-02-03\n")
    claims = read([Path("a.csv")]).claims.set_index("claim_id")
    assert claims["malformed"].notna().to_dict() == {"a": False, "b": False, "c": True}
    write("a.csv", HEADING.replace("\n", ",\n") + ROWS.replace("\n", ",mine\n"))
    assert read([Path("a.csv")]).claims["malformed"].isna().all()


NOT_READ = {
    "an open quote in the heading": ("a.csv", '"' + HEADING + ROWS, "a quote opens in it"),
    "blanks between the names": ("a.csv", HEADING.replace(",", "  ") + ROWS, "no comma, semicolon, tab or |"),
    "a heading sorted away": ("a.csv", ROWS + HEADING, "claims stand above it"),
    "no heading": ("a.csv", ROWS, "a ledger without a heading"),
    "other names": ("a.csv", "id,event,type,number,source,date\n" + ROWS, 'rename "id" to claim_id'),
    "no id": (
        "a.csv",
        "event,measure,figure\nquake,killed,12\n",
        "it lacks the columns claim_id, source and published",
    ),
    "two names of one column": ("a.csv", HEADING.replace("event", "Figure") + ROWS, '("Figure", "figure")'),
    "a web page": ("a.csv", "<html><p>Not found</p></html>", "a web page"),
    "JSON": ("a.csv", '[{"claim_id": "a"}]', "as JSON does"),
    "a workbook called CSV": ("a.csv", b"PK\x03\x04" + bytes(60), "a workbook or another zip archive"),
    "any bytes": ("a.csv", bytes(range(256)) * 3, "not a text file"),
}


@pytest.mark.parametrize(("name", "content", "words"), NOT_READ.values(), ids=NOT_READ)
def test_what_looks_like_a_ledger_and_is_not_read_is_an_error_that_says_what_to_do(write, name, content, words):
    write(f"figures/{name}", content)
    write("figures/good.csv", HEADING + ROWS)
    reading = read([Path("figures")])
    [error] = reading.errors
    assert words in str(error)
    assert error.where.startswith(f"figures/{name}")
    assert error.mend
    assert reading.ledgers == [("figures/good.csv", 2)]


PASSED_OVER = {
    "a table of something else": ("a.csv", "year,votes\n2024,12\n", "only year, votes"),
    "a wide table": ("a.csv", "date,killed,injured\n2024-02-03,1,2\n", "a column for each measure (killed, injured)"),
    "JSON of something else": ("a.json", '{"year": 2024}', "not a ledger"),
    "a report": (
        "a.json",
        '[{"fingerprint": "x", "state": "y", "severity": "error", "claim_id": "a", "figure": "1"}]',
        "not a ledger",
    ),
}


@pytest.mark.parametrize(("name", "content", "words"), PASSED_OVER.values(), ids=PASSED_OVER)
def test_what_is_not_a_ledger_is_passed_over_and_when_there_is_nothing_else_it_says_the_same(
    write, figcheck, name, content, words
):
    write(f"figures/{name}", content)
    reading = read([Path("figures")])
    assert reading.errors == []
    assert words in said(reading)
    done = figcheck("run", "figures")
    assert done.returncode == 2
    assert words in done.stderr


def test_a_quote_that_swallows_rows_costs_its_own_row_and_names_the_first(write):
    write(
        "a.csv",
        HEADING + 'a,quake,killed,12,"AFP,2024-02-03\nb,quake,killed,14,AFP,2024-02-04\nc,quake,killed,15,AFP",2024\n',
    )
    claims = read([Path("a.csv")]).claims.set_index("claim_id")
    assert (
        claims.loc["a", "malformed"]
        == "a quote that opens in this record swallows 2 lines that look like claims, from line 3 on"
    )
    assert claims.loc[["b", "c"], "malformed"].isna().all()


def test_a_cell_of_several_lines_swallows_nothing(write):
    note = '"first, he said\nthen, 14 more\nend"'
    write("a.csv", HEADING.replace("\n", ",note\n") + ROWS.replace("\n", f",{note}\n"))
    assert read([Path("a.csv")]).claims["malformed"].isna().all()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_and_a_folder_that_holds_itself_lose_nothing_else(write):
    write("figures/a.csv", HEADING + ROWS)
    write("shared/b.csv", HEADING + "c,quake,killed,15,AFP,2024-02-05\n")
    Path("figures/loop.csv").symlink_to("loop.csv")
    Path("figures/gone.csv").symlink_to("nowhere.csv")
    Path("figures/again").symlink_to(".")
    Path("figures/shared").symlink_to("../shared")
    reading = read([Path("figures"), Path("figures/loop.csv"), Path("x" * 5_000)])
    assert reading.ledgers == [("figures/a.csv", 2), ("figures/shared/b.csv", 1)]
    assert {error.where for error in reading.errors} == {"figures/loop.csv", "figures/gone.csv", "x" * 5_000}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
@pytest.mark.slow
def test_a_name_that_is_not_utf8_is_shown_and_its_ledger_checked(folder, figcheck):
    (folder / "figures").mkdir()
    Path(os.fsdecode(b"figures/caf\xe9.csv")).write_text(HEADING + ROWS + "c,,killed,3,AFP,2024-02-05\n")
    done = figcheck("run", "figures", "--format", "csv")
    assert done.returncode == 1, done.stderr
    assert r"figures/caf\xe9.csv,4" in done.stdout


def test_a_heading_in_an_unknown_encoding_is_named_and_its_claims_are_read(write):
    write("a.csv", HEADING.replace("\n", ",catégorie\n").encode("mac-roman") + ROWS.replace("\n", ",x\n").encode())
    reading = read([Path("a.csv")])
    assert list(reading.claims["claim_id"]) == ["a", "b"]
    assert [error.where for error in reading.errors] == ["a.csv:1"]
    assert reading.unknown_columns == [("cat�gorie", ["a.csv"])]


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")])
def test_rows_with_another_sign_between_their_cells_than_the_heading_are_read_and_it_is_said_once(write, sign, name):
    rows = ROWS.replace(",", sign).replace("12", "66,452") + f"Source: AFP{sign * 5}\n"
    write("a.csv", HEADING + rows)
    reading = read([Path("a.csv")])
    assert reading.errors == []
    assert reading.claims["figure"].tolist() == ["66,452", "14"]
    assert f"commas stand between the names of the columns, and {name} between the cells of the rows" in said(reading)


def test_a_row_with_another_sign_than_the_other_rows_costs_itself_and_says_so(write):
    write("a.csv", HEADING + ROWS + "c;quake;killed;15;AFP;2024-02-05\n")
    claims = read([Path("a.csv")]).claims.set_index("line")
    assert claims["malformed"].isna().to_dict() == {2: True, 3: True, 4: False}
    assert claims.loc[4, "malformed"] == "semicolons stand between its cells, and commas between those of other rows"
    assert claims.loc[4, "malformed_mend"] == "put commas between the cells"


NEXT_STEPS = {
    "a German CSV of Excel": (
        "Kennung;Ereignis;Kategorie;Zahl;Quelle;Datum\r\n1;Flut;Tote;12;Kölner Rundschau;14.07.2021\r\n".encode("cp1252"),
        'rename "Kennung" to claim_id, rename "Ereignis" to event, rename "Kategorie" to measure, rename "Zahl" to figure, rename '
        '"Quelle" to source, rename "Datum" to published',
    ),
    "a French one": (
        "Identifiant;Événement;Catégorie;Nombre;Source;Date\n1;crue;morts;12;AFP;14/07/2021\n".encode("cp1252"),
        'rename "Événement" to event, rename "Catégorie" to measure',
    ),
    "a Google Sheets export with empty columns": (
        b"ID,Incident,Type,Count,Outlet,Date,,,\n1,flood,killed,12,AFP,2024-02-03,,,\n",
        'rename "ID" to claim_id, rename "Incident" to event, rename "Type" to measure, rename "Count" to figure',
    ),
    "a wide table": (
        b"Date,Killed,Injured,Source\n2024-02-03,12,40,AFP\n",
        'Give each number a row of its own, with the number in the column figure and "Killed" or "Injured" in the column measure',
    ),
    "a table with a title": (
        b"Deaths in the flood\n\nDate,Place,Deaths,Source\n2024-02-03,Valley,12,AFP\n",
        'Call that column figure, and add a column measure with the word "Deaths" in every row',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "step"), NEXT_STEPS.values(), ids=NEXT_STEPS)
def test_a_newcomer_learns_what_to_do_with_the_table_that_is_there(write, data, step):
    write("figures/table.csv", data)
    reading = read([Path("figures")])
    assert step in f"{said(reading)}\n{reading.why_nothing_was_read()}"
