"""A series that its source publishes again with other numbers is one finding, and hides nothing that has another cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import figcheck

COLUMNS = [
    "claim_id", "event", "measure", "place", "figure", "kind", "period_start", "source", "origin", "as_of", "published",
    "status", "revises",
]  # fmt: skip

DEAD = [212, 217, 225, 231, 239, 242, 250, 258, 263, 271]
ANEW = [231, 239, 247, 255, 262, 269, 275, 284, 291, 299]
"""The dead of ten days as the bulletins gave them, and as the ministry counted them again in February."""

LATER = "2024-02-20"


def day(n: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=n)).isoformat()


def series(
    tag: str, numbers: Sequence[int], published: str = "", place: str = "Port", source: str = "ministry", **cells: str
) -> pd.DataFrame:
    """One total a day from 1 January on; without `published`, each was printed on its own day."""
    n = range(len(numbers))
    table = pd.DataFrame({
        "claim_id": [f"{tag}-{place}-{i}" for i in n], "figure": [str(x) for x in numbers],
        "as_of": [day(i) for i in n], "published": [published or day(i) for i in n],
    })  # fmt: skip
    return table.assign(
        event="fever", measure="killed", place=place, source=source, origin=cells.pop("origin", source), **cells
    )


def daily(tag: str, totals: Sequence[int], published: str = "", **cells: str) -> pd.DataFrame:
    """The number of each day but the first, as the totals have it."""
    steps = [b - a for a, b in pairwise(totals)]
    table = series(tag, [0, *steps], published, kind="increment", **cells).iloc[1:]
    return table.assign(claim_id=table["claim_id"] + "-day", period_start=[day(i) for i in range(len(steps))])


def found(*tables: pd.DataFrame) -> pd.DataFrame:
    with TemporaryDirectory(prefix="figcheck-") as folder:
        ledger = Path(folder) / "claims.csv"
        pd.concat(tables).reindex(columns=COLUMNS).to_csv(ledger, index=False)
        return figcheck.check([ledger], as_of="2024-03-01").findings


def codes(findings: pd.DataFrame) -> Counter[str]:
    return Counter(findings["code"])


def test_a_series_published_again_is_one_finding_with_its_extent():
    rows = found(series("a", DEAD), series("b", ANEW, LATER))
    assert codes(rows) == {"FC406": 1}
    row = rows.iloc[0]
    assert (row["claim_id"], row["against_id"], row["gap"], row["severity"]) == ("a-Port-8", "b-Port-8", 28, "error")
    assert "ministry published this series again on 2024-02-20 (killed in Port)" in row["message"]
    assert "Of the 10 days that it had given before, 10 now have a number that is inconsistent" in row["message"]
    assert "from 2024-01-01 to 2024-01-10" in row["message"]


@pytest.mark.slow
def test_totals_and_daily_numbers_of_each_publication_are_added_up_by_themselves():
    rows = found(series("a", DEAD), daily("a", DEAD), series("b", ANEW, LATER), daily("b", ANEW, LATER))
    assert set(codes(rows)) == {"FC406"}
    only_totals_again = found(series("a", DEAD), daily("a", DEAD), series("b", ANEW, LATER))
    assert codes(only_totals_again) == {"FC406": 1}
    only_days_again = found(
        series("a", DEAD), daily("a", DEAD), daily("b", [x + i * i for i, x in enumerate(DEAD)], LATER)
    )
    assert codes(only_days_again) == {"FC406": 1}


@pytest.mark.slow
def test_what_was_wrong_before_stays_the_same_finding():
    slipped = [*DEAD[:4], 293, *DEAD[5:]]  # for 239
    before, after = found(series("a", slipped)), found(series("a", slipped), series("b", ANEW, LATER))
    kept = after[after["code"] != "FC406"]
    assert {"FC401", "FC803"} & set(before["code"])
    assert (
        kept[["fingerprint", "state", "severity"]].to_numpy().tolist()
        == before[["fingerprint", "state", "severity"]].to_numpy().tolist()
    )


@pytest.mark.slow
def test_a_slip_in_the_later_publication_is_a_finding_of_its_own():
    rows = found(series("a", DEAD), series("b", [*ANEW[:4], 2620, *ANEW[5:]], LATER))
    assert set(codes(rows)) == {"FC406", "FC401"}
    assert set(rows.loc[rows["code"] == "FC401", "claim_id"]) == {"b-Port-4"}


@pytest.mark.slow
def test_a_slip_in_one_period_is_a_finding_of_its_own():
    taken = [31, 28, 35, 40, 38, 33, 29, 36, 41, 30]
    later = [x + (3, -2)[i % 2] for i, x in enumerate(taken)]
    later[5] = 310  # for 31
    beds = [
        series(tag, numbers, published, kind="point")
        for tag, numbers, published in (("a", taken, ""), ("b", later, LATER))
    ]
    rows = found(*beds)
    assert codes(rows)["FC406"] == 1
    assert set(rows.loc[rows["code"] == "FC301", "claim_id"]) <= {"a-Port-5", "b-Port-5"}
    assert codes(rows)["FC301"] == 1


@pytest.mark.slow
def test_another_origin_and_a_stale_copy_contradict_the_later_publication():
    union = series("union", [340], source="union").assign(as_of=day(5), published=day(6))
    stale = series("late", [242], "2024-02-25", source="wire", origin="ministry").assign(as_of=day(5))
    rows = found(series("a", DEAD), series("b", ANEW, LATER), union, stale)
    against = rows[rows["code"] == "FC301"].set_index("claim_id")
    assert (against["against_id"] == "b-Port-5").all()
    assert against["severity"].to_dict() == {"union-Port-0": "warning", "late-Port-0": "error"}


@pytest.mark.slow
def test_a_day_that_was_corrected_far_from_the_others_stays_a_contradiction():
    whole = [500 + 6 * i for i in range(40)]
    later = [x + 40 if i < 10 else x for i, x in enumerate(whole)]
    later[35] = 900  # for 710
    rows = found(series("a", whole), series("b", later, LATER))
    assert codes(rows)["FC406"] == 1
    assert "b-Port-35" in set(rows.loc[rows["code"].isin(["FC301", "FC401"]), "claim_id"])


@pytest.mark.slow
def test_one_publication_of_many_places_is_one_cause():
    places = [f"Town {name}" for name in "KLMNOP"]
    tables = [
        series(tag, [x + 11 * n for x in numbers], published, place)
        for n, place in enumerate(places)
        for tag, numbers, published in (("a", DEAD, ""), ("b", ANEW, LATER))
    ]
    rows = found(*tables)
    assert codes(rows) == {"FC406": len(places)}
    assert rows["related"].dropna().tolist() == [len(places) - 1]


@pytest.mark.slow
def test_what_the_finding_advises_silences_it():
    old, new = series("a", DEAD), series("b", ANEW, LATER)
    assert found(old.assign(status="superseded"), new).empty
    assert found(old, new.assign(revises=old["claim_id"])).empty
    lowered = found(new.assign(published=old["published"]), old.assign(published=LATER, revises=new["claim_id"]))
    assert codes(lowered) == {"FC402": 1}
    assert "the widest of 10 figures that this publication lowered" in lowered.iloc[0]["message"]


@pytest.mark.slow
def test_of_several_publications_the_last_is_named():
    third = [x + 25 for x in ANEW]
    rows = found(series("a", DEAD), series("b", ANEW, LATER), series("c", third, "2024-02-27"))
    assert codes(rows) == {"FC406": 1}
    assert rows.iloc[0]["against_id"].startswith("c-")
    assert "It is the last of 2 publications" in rows.iloc[0]["message"]


@pytest.mark.slow
def test_a_copy_in_another_data_set_is_no_publication_of_the_counter():
    rows = found(series("a", DEAD), series("b", ANEW, LATER, source="atlas", origin="ministry"))
    assert "FC406" not in set(rows["code"])
    assert "FC301" in set(rows["code"])


@pytest.mark.slow
def test_a_series_that_the_counter_published_goes_with_the_copies_of_that_time():
    wire = series("w", DEAD, source="wire", origin="ministry")
    assert codes(found(series("a", DEAD), wire, series("b", ANEW, LATER))) == {"FC406": 1}


@pytest.mark.slow
@settings(max_examples=24, deadline=None)
@given(
    st.lists(st.tuples(
        st.lists(st.integers(0, 12), min_size=8, max_size=25), st.sampled_from([-0.4, -0.2, 0.2, 0.5]), st.booleans(),
    ), min_size=1, max_size=6)
)  # fmt: skip
def test_however_a_series_is_moved_it_is_one_finding_a_series(drawn):
    tables = []
    for n, (steps, share, bulletins) in enumerate(drawn):
        totals = [301 + sum(steps[: i + 1]) for i in range(len(steps))]
        later = [round(x * (1 + share)) // 2 * 2 + 1 for x in totals]  # odd: no round number
        totals = [x // 2 * 2 + 1 for x in totals]
        tables += [series("a", totals, "" if bulletins else "2024-02-01", f"P{n}"), series("b", later, LATER, f"P{n}")]
    assert codes(found(*tables)) == {"FC406": len(drawn)}
