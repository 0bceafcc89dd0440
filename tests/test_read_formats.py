"""Every format that figcheck reads: the same ledger gives the same claims, and each cell is what a person sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from other_formats import FORMATS, Rows

from figcheck.model.tables import LEDGER_COLUMNS
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
