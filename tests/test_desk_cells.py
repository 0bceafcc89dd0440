"""A corrected cell: nothing else changes in a CSV file or a workbook, and what cannot be changed with certainty is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.provenance.copies.edit_ledger import CannotEditError, ledger_text
from figcheck.provenance.copies.edit_workbook import workbook_sheet

COLUMNS = ("claim_id", "figure", "source", "note")
TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
    ),
    max_size=8,
)


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5),
    quote=st.lists(st.booleans(), min_size=20, max_size=20),
    at=st.tuples(st.integers(0, 4), st.sampled_from(COLUMNS[1:])),
    value=TEXTS,
    form=st.tuples(
        st.sampled_from([",", ";", "\t"]),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        st.booleans(),
    ),
)
def test_a_cell_of_any_csv_ledger_changes_and_no_other_byte(rows, quote, at, value, form):
    delimiter, end, encoding, last_end = form
    quotes = iter(quote)

    def written(text):
        plain = not any(sign in text for sign in (delimiter, '"')) and not next(quotes)
        return text if plain else quoted(text)

    number, column = at[0] % len(rows), COLUMNS.index(at[1])
    pieces = [[written(text) for text in (f"id{n}", *row)] for n, row in enumerate(rows)]
    before = [delimiter.join(COLUMNS), *(delimiter.join(row) for row in pieces[:number])]
    target = pieces[number]
    left = end.join([*before, delimiter.join(target[:column]) + delimiter])
    right = "".join(delimiter + cell for cell in target[column + 1 :])
    right += "".join(end + delimiter.join(row) for row in pieces[number + 1 :]) + end * last_end
    data = (left + target[column] + right).encode(encoding)
    changed = ledger_text(data, "a.csv").with_cells(number + 2, {at[1]: value})
    new = changed.decode(encoding)
    assert changed == new.encode(encoding)  # its mark too
    assert new.startswith(left)
    assert new.endswith(right)
    cell = new[len(left) : len(new) - len(right)]
    assert next(csv.reader([cell], delimiter=delimiter), [""]) in ([value], [] if not value else [value])
    assert cell.startswith('"') >= target[column].startswith('"')


def workbook(change=None):
    """A workbook with numbers, days, a formula and another sheet, as bytes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tolls & more"
    sheet.append(["Tolls, as the desk keeps them"])
    sheet.append(["claim_id", "figure", "source", "as_of", "note"])
    sheet.append(["a", "more than 1,300", "The Daily Post", date(2024, 5, 4), None])
    sheet.append(["b", 1262, "Health Ministry", date(2024, 5, 3), "=B4*2"])
    sheet["B4"].number_format = "#,##0"
    sheet["B3"].font = openpyxl.styles.Font(bold=True)
    other = book.create_sheet("Other")
    other["A1"] = "='Tolls & more'!B4"
    if change is not None:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SHOWN = "figures/toll.xlsx:Tolls & more"


def cells(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.font.b)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.coordinate == "E3"
    }


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("line", "column", "value", "place", "kept"),
    [
        (3, "figure", "1,200 <b> & “more”", "B3", "1,200 <b> & “more”"),
        (4, "figure", "1,300", "B4", 1300),
        (4, "figure", "about 1,300", "B4", "about 1,300"),
        (4, "figure", "007", "B4", "007"),
        (4, "as_of", "2024-05-06", "D4", date(2024, 5, 6)),
        (4, "as_of", "May 2024", "D4", "May 2024"),
        (3, "note", "asked", "E3", "asked"),
        (3, "source", "", "C3", None),
    ],
)
def test_a_cell_of_a_workbook_changes_and_keeps_its_format(line, column, value, place, kept):
    data = workbook()
    changed = workbook_sheet(data, SHOWN).with_cells(line, {column: value})
    now, was = cells(changed), cells(data)
    found = now.pop(("Tolls & more", place), (None, None, None))
    old = was.pop(("Tolls & more", place))
    assert now == was
    assert (found[0].date() if isinstance(kept, date) else found[0]) == kept
    assert kept is None or found[1:] == old[1:]
    before, after = parts(data), parts(changed)
    assert [name for name in before if before[name] != after.get(name)] == ["xl/worksheets/sheet1.xml"]
    assert list(after) == list(before)


def test_a_column_that_a_workbook_lacks_comes_last():
    data = workbook()
    changed = workbook_sheet(data, SHOWN).with_cells(4, {"status": "retracted"})
    added = dict(cells(changed).items() - cells(data).items())
    assert {place: cell[0] for (_, place), cell in added.items()} == {"F2": "status", "F4": "retracted"}


def merge(sheet):
    sheet.merge_cells("C3:C4")


def link(sheet):
    sheet["C4"].hyperlink = "https://example.org/"


def protect(sheet):
    sheet.protection.enable()


@pytest.mark.parametrize(
    ("change", "line", "column", "value", "why"),
    [
        (None, 4, "note", "3", "has a formula"),
        (merge, 4, "source", "x", "merged"),
        (link, 4, "source", "x", "has a link"),
        (protect, 4, "source", "x", "protected"),
        (None, 3, "source", "a\x00b", "cannot hold"),
        (None, 3, "source", "_x0041_", "cannot hold"),
        (None, 2, "source", "x", "did not find the row"),
        (None, 9, "source", "x", "did not find the row"),
    ],
)
def test_a_cell_that_cannot_be_changed_alone_is_refused(change, line, column, value, why):
    with pytest.raises(CannotEditError, match=why):
        workbook_sheet(workbook(change), SHOWN).with_cells(line, {column: value})


def test_a_workbook_that_is_broken_or_is_none_is_refused():
    data = workbook()
    for broken in (data[: len(data) // 2], b"claim_id,figure\n", b"PK"):
        with pytest.raises(CannotEditError):
            workbook_sheet(broken, SHOWN).with_cells(3, {"source": "x"})
    with pytest.raises(CannotEditError, match="did not find its sheet"):
        workbook_sheet(data, "figures/toll.xlsx:Tolls").with_cells(3, {"source": "x"})


@pytest.mark.slow
@given(value=TEXTS, line=st.sampled_from([3, 4]), column=st.sampled_from(["figure", "source"]))
def test_any_text_is_read_back_from_a_workbook(value, line, column):
    sheet = workbook_sheet(workbook(), SHOWN)
    try:
        changed = sheet.with_cells(line, {column: value})
    except CannotEditError:
        return
    record = sheet.record(line)
    assert workbook_sheet(changed, SHOWN).record(line) == {**record, column: value.strip()}
