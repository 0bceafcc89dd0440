"""Every format that figcheck reads: the same ledger gives the same claims, and each cell is what a person sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import each
from hypothesis import given
from hypothesis import strategies as st
from other_formats import FORMATS, Rows

from figcheck import check
from figcheck.model.tables import LEDGER_COLUMNS, Report
from figcheck.read.reading import Reading, read

HEADING = ("claim_id", "event", "measure", "figure", "source", "published", "as_of", "origin", "note", "desk")
DAY = date(2024, 2, 3)
LEDGER: Rows = [
    HEADING,
    ["a", "quake", "killed", "1,262", "AFP", DAY, DAY, "ministry", None, "x"],
    ["b", "quake", "killed", 1262, "dpa", DAY, None, "ministry", "first\nsecond", None],
    ["c", "quake", "killed", "27.000", "“ТАСС”", DAY, DAY, None, "=1+1", None],
    ["007", "quake", "killed", "nearly 45%", "AFP", DAY, DAY, "ministry", " ", "y"],
    ["Source: AFP", None, None, None, None, None, None, None, None, None],
]


def reading_of(name: str, rows: Rows, folder: Path) -> Reading:
    suffix, write = FORMATS[name]
    write(folder / f"a{suffix}", rows)
    return read([folder])


def claims_of(reading: Reading) -> list[list[str | None]]:
    assert reading.errors == []
    claims = reading.claims
    assert claims["malformed"].isna().all()
    return (
        claims[list(LEDGER_COLUMNS)].astype("object").where(claims[list(LEDGER_COLUMNS)].notna(), None).values.tolist()
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_claims_in_every_format(name, folder):
    (folder / "other").mkdir()
    reading = reading_of(name, LEDGER, folder)
    wanted = claims_of(reading_of("CSV", LEDGER, folder / "other"))
    assert claims_of(reading) == wanted
    assert [notice.what.partition(" ")[2] for notice in reading.notices] == [
        "6 is a remark and not a claim: “Source: AFP”"
    ] or ("is a remark and not a claim" in reading.notices[-1].what)
    assert reading.unknown_columns[0][0] == "desk"


cells = st.one_of(
    st.none(),
    st.integers(0, 10**9),
    st.dates(date(1950, 1, 1), date(2040, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
        lambda text: text.strip() and not text.strip().startswith(("=", "_x"))
    ),
)


@pytest.mark.slow
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(sorted(FORMATS)),
)
def test_any_cells_are_the_same_in_every_format(found, name):
    rows: Rows = [
        ("claim_id", "figure", "event", "source", "note"),
        *([f"c{n}", "12", "quake", *row[:2]] for n, row in enumerate(found)),
    ]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert claims_of(reading_of(name, rows, Path(one))) == claims_of(reading_of("CSV", rows, Path(other)))


TOLLS: Rows = [
    ("claim_id", "event", "measure", "figure", "kind", "source", "published", "as_of", "origin", "via", "status", "quote"),
    ["mon", "quake", "killed", 1262, None, "Agency", date(2024, 2, 4), date(2024, 2, 3), "ministry", None, None, None],
    ["wed", "quake", "killed", "1,240", None, "Agency", date(2024, 2, 6), date(2024, 2, 5), "ministry", None, None, None],
    ["more", "quake", "killed", "more than 1,300", None, "Post", date(2024, 2, 4), date(2024, 2, 3), "ministry", None, None, None],
    ["new", "quake", "killed", 12, "increment", "Agency", date(2024, 2, 5), date(2024, 2, 4), "ministry", None, None, None],
    ["thu", "quake", "killed", "1.300", None, "Agency", date(2024, 2, 7), date(2024, 2, 6), "ministry", None, None, None],
    ["hurt", "quake", "injured", "about 200", None, "Agency", date(2024, 2, 4), date(2024, 2, 3), "ministry", None, None, None],
    ["echo", "quake", "injured", 200, None, "Post", date(2024, 2, 5), date(2024, 2, 3), None, "hurt", None, "“200 hurt” – Özil"],
    ["gone", "quake", "missing", "neraly 45", "point", "Radio", date(2024, 2, 3), date(2024, 2, 3), "radio", None, None, None],
    ["none", "quake", "missing", "n.a.", "point", "Radio", date(2024, 2, 4), date(2024, 2, 4), "radio", None, None, None],
    [None, "quake", "missing", 7, "point", "Radio", date(2024, 2, 5), date(2024, 2, 5), "radio", None, None, None],
    ["07", "quake", "missing", "45%", "point", "Radio", date(2024, 2, 6), None, "radio", None, None, None],
    ["early", "quake", "displaced", "dozens", "point", "Radio", date(2024, 2, 6), date(2024, 2, 9), "radio", None, "denied", None],
]  # fmt: skip
"""A ledger in which much is wrong, so that its report says much."""


def report_of(folder: Path, file: str) -> tuple[list[list[object]], int]:
    """Every row of the report but its place, and the exit status."""
    done = check(folder, as_of="2024-12-31")
    assert done.errors == ()
    on_places = done.findings["message"].str.startswith("several records are in one line")
    rows = done.findings[~on_places].drop(columns=["file", "line"]).astype("object")
    rows["message"] = rows["message"].str.replace(r"line \d+", "line N", regex=True)
    text = rows.where(rows.notna(), None).values.tolist()
    assert {*done.findings["file"].str.partition(":")[0]} == {f"{folder.name}/{file}"}
    return text, done.exit_status


@pytest.mark.parametrize("name", each(FORMATS, ()))
def test_the_same_ledger_gives_the_same_report_in_every_format(name, folder):
    (folder / "plain").mkdir()
    (folder / "other").mkdir()
    FORMATS["CSV"][1](folder / "plain/a.csv", TOLLS)
    rows = TOLLS
    if name == "German CSV":
        rows = [[f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell for cell in row] for row in TOLLS]
    suffix, write = FORMATS[name]
    write(folder / f"other/a{suffix}", rows)
    wanted, status = report_of(folder / "plain", "a.csv")
    assert {"FC101", "FC103", "FC201", "FC202", "FC301", "FC401", "FC703"} <= {
        row[Report.names().index("code")] for row in wanted
    }
    assert report_of(folder / "other", f"a{suffix}") == (wanted, status)
