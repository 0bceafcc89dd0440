"""A copy is kept beside its ledger and entered there; nothing else of either changes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from other_formats import write_xlsx

from figcheck.provenance.copies.edit_ledger import CannotEditError, with_cells
from figcheck.read.reading import read

LEDGER = (
    "\ufeffclaim_id,event,measure,figure,source,published,quote,archive\r\n"
    'a,flood,killed,"1,200",wire,2024-02-01,"""1,200\r\ndied""",\r\n'
    "\r\n"
    "b, flood ,killed,'12',wire,2024-02-01,,old.html\r\n"
    'c,flood,killed,"12",wire,2024-02-01,12 died,'
)
PAGE = "<p>12 died, the wire said."

cell = st.text(st.sampled_from("ab\",;\n\r\t 'é"), max_size=6)


def test_only_the_cell_is_changed():
    assert with_cells(LEDGER, ",", 5, {"archive": "evidence/b.html"}) == LEDGER.replace("old.html", "evidence/b.html")
    assert with_cells(LEDGER, ",", 6, {"archive": 'a "b", c'}) == LEDGER + '"a ""b"", c"'


def test_a_column_that_is_missing_comes_last():
    text = with_cells("claim_id;figure\na;1\nb;2\n", ";", 3, {"archive": "x;y", "figure": "3"})
    assert text == 'claim_id;figure;archive\na;1;\nb;3;"x;y"\n'


@pytest.mark.parametrize(
    "text", ["", "claim_id,figure\na,1,2\nb,2\n", 'claim_id,figure\na,"1\nb,2\n', 'claim_id,figure\na,"1" x\nb,2\n']
)
def test_a_ledger_that_is_not_certain_is_left_alone(text):
    with pytest.raises(CannotEditError):
        with_cells(text, ",", 3, {"archive": "x"})


@given(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=5), cell, st.data())
def test_any_ledger_is_read_back_with_that_cell_alone_changed(rows, value, data):
    rows = [[f"id{n}", *row] for n, row in enumerate(rows)]
    target = data.draw(st.integers(0, len(rows) - 1))
    out = io.StringIO(newline="")
    lines = []
    for row in [["claim_id", "figure", "archive"], *rows]:
        lines.append(len(io.StringIO(out.getvalue(), newline="").readlines()) + 1)
        csv.writer(out).writerow(row)
    changed = with_cells(out.getvalue(), ",", lines[target + 1], {"archive": value, "retrieved": "x"})
    wanted = [[*row, ""] for row in rows]
    wanted[target][2:] = [value, "x"]
    assert list(csv.reader(io.StringIO(changed, newline="")))[1:] == wanted


@pytest.fixture
def ledger(write):
    write("page.html", PAGE)
    return write("figures/claims.csv", LEDGER)


def test_a_page_of_several_claims_is_kept_once(ledger, figcheck, folder):
    first = figcheck("evidence", "add", "c", "page.html", "--url", "https://wire.test/1")
    again = figcheck("evidence", "add", "a", "page.html", "--url", "https://wire.test/1")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "copy: figures/evidence/c.html" in again.stdout
    assert sorted(p.name for p in (folder / "figures/evidence").iterdir()) == ["c.html", "c.html.meta.yaml"]
    assert (folder / "figures/evidence/c.html").read_text() == PAGE
    checked = figcheck("evidence", "check")
    assert checked.returncode == 1
    assert "a evidence/c.html: the quote is not in it" in checked.stdout
    assert "c evidence/c.html: unchanged since it was saved, with the quote in it" in checked.stdout


def test_a_second_copy_overwrites_nothing(ledger, figcheck, folder, write):
    figcheck("evidence", "add", "c", "page.html")
    write("page.html", PAGE + " Later 13.")
    assert "evidence/c-2.html" in figcheck("evidence", "add", "c", "page.html").stdout
    assert (folder / "figures/evidence/c.html").read_text() == PAGE


def test_a_copy_in_its_place_is_recorded_and_not_anew_unless_asked(ledger, figcheck, folder, write):
    write("figures/evidence/own.html", PAGE)
    assert figcheck("evidence", "add", "c", "evidence/own.html").returncode == 0
    write("figures/evidence/own.html", PAGE + " Changed.")
    assert "own.html: changed" in figcheck("evidence", "check").stdout
    refused = figcheck("evidence", "add", "c", "evidence/own.html")
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert figcheck("evidence", "add", "c", "evidence/own.html", "--replace").returncode == 0
    assert "own.html: unchanged since it was saved" in figcheck("evidence", "check").stdout


def test_what_cannot_be_kept_is_told_and_changes_nothing(ledger, figcheck, folder, write):
    write("page.zip", b"PK\x03\x04\0\0\0")
    (folder / "figures" / "evidence").symlink_to(folder)
    calls = {
        ("nobody", "page.html"): "no claim",
        ("c", "gone.html"): "no such file",
        ("c", "page.zip"): "ZIP",
        ("c", "page.html"): "link",
    }
    for (claim, file), word in calls.items():
        done = figcheck("evidence", "add", claim, file)
        assert done.returncode == 2
        assert word in done.stderr
    assert ledger.read_bytes() == LEDGER.encode("utf-8")
    assert sorted(p.name for p in folder.iterdir()) == ["figures", "page.html", "page.zip"]


@pytest.mark.slow
def test_a_table_among_the_copies_is_no_ledger(ledger, figcheck, write):
    write("figures/evidence/theirs.csv", LEDGER)
    done = figcheck("run", "figures")
    assert "archived copies" in done.stdout
    assert "FC105" not in done.stdout


ROWS = (
    "claim_id,event,measure,figure,source,published\n"
    "a,flood,killed,12,Kölner Rundschau,2024-02-01\n"
    "b,flood,injured,40,El País,2024-02-01\n"
)


@pytest.mark.parametrize(
    ("around", "encoding"),
    [
        ("Ours, of the flood\n\n{}Source: our desk\n", "utf-8"),
        ("{}", "cp1252"),
        ("{}", "utf-16"),
        ("sep=,\n{}", "utf-8"),
    ],
)
def test_a_ledger_as_people_have_it_is_edited_and_written_as_it_was(around, encoding, figcheck, write):
    write("page.html", PAGE)
    ledger = write("figures/claims.csv", around.format(ROWS).encode(encoding))
    done = figcheck("evidence", "add", "b", "page.html", "--retrieved", "2024-02-02")
    assert done.returncode == 0, done.stderr
    rows = ROWS.replace("published\n", "published,archive,retrieved\n").replace(
        "Rundschau,2024-02-01", "Rundschau,2024-02-01,,"
    )
    rows = rows.replace("País,2024-02-01", "País,2024-02-01,evidence/b.html,2024-02-02")
    assert ledger.read_bytes().decode(encoding) == around.format(rows)


def test_a_new_column_is_not_made_where_a_record_would_slip_into_it(figcheck, write):
    write("page.html", PAGE)
    text = ROWS.replace("injured,40", "injured,1,240")
    ledger = write("figures/claims.csv", text)
    done = figcheck("evidence", "add", "a", "page.html")
    assert "not edited" in done.stdout
    assert "Enter this yourself: archive = evidence/a.html" in done.stdout
    assert ledger.read_text() == text


def test_a_copy_is_entered_in_a_sheet_and_not_in_a_table_that_a_description_reads(figcheck, write, folder):
    rows = list(csv.reader(io.StringIO(LEDGER.lstrip("\ufeff"), newline="")))
    write("page.html", PAGE)
    (folder / "figures").mkdir()
    write_xlsx(folder / "figures/tolls.xlsx", rows, sheet="Tolls 2")
    one = rows[1][rows[0].index("claim_id")]
    done = figcheck("evidence", "add", one, "page.html")
    assert f"ledger: figures/tolls.xlsx:Tolls 2:2: archive = evidence/{one}.html" in done.stdout, done.stdout
    claim = read([folder / "figures"]).claims.set_index("claim_id").loc[one]
    assert claim["archive"] == f"evidence/{one}.html"
    (folder / "figures/tolls.xlsx").unlink()
    write("figures/raw.csv", "id,figure\nx,12\n")
    write("figures/a.ledger.sql", "-- file: raw.csv\nselect id as claim_id, figure from raw")
    assert "not edited (a ledger description reads this file)" in figcheck("evidence", "add", "x", "page.html").stdout
