"""FC502: one finding for two counters, which names every other part that is above its whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import figcheck

HEAD = "claim_id,event,measure,place,figure,source,origin,as_of,published,basis\n"
VOCABULARY = "places:\n  region: {contains: [town]}\n"


def checked(folder: Path, rows: list[str]) -> figcheck.CheckResult:
    (folder / "vocabulary.yaml").write_text(VOCABULARY)
    (folder / "claims.csv").write_text(HEAD + "".join(rows))
    return figcheck.check(folder, as_of="2024-03-01", select="FC502")


def row(claim: str, place: str, number: int, who: str, day: int, basis: str = "count") -> str:
    at = date(2024, 1, 1) + timedelta(days=day)
    return f"{claim},quake,killed,{place},{number},{who},{who},{at},{at},{basis}\n"


@pytest.mark.slow
def test_the_other_parts_above_the_whole_are_named(tmp_path):
    rows = [row(f"p{n}", "town", 511 + 13 * n, "mayor", n) for n in range(4)]
    done = checked(tmp_path, [*rows, row("w", "region", 531, "state", 5), row("v", "region", 519, "army", 2)])
    said = dict(zip(done.findings["against_id"], done.findings["message"], strict=True))
    assert "This is the widest of 2 such claims. The others are p2 (2024-01-03)." in said["w"]
    assert "This is the widest of 2 such claims. The others are p1 (2024-01-02)." in said["v"]


def test_a_part_alone_above_its_whole_names_no_other(tmp_path):
    done = checked(tmp_path, [row("p", "town", 511, "mayor", 1), row("w", "region", 419, "state", 1)])
    assert "such claims" not in done.findings["message"].item()


CLAIMS = st.lists(
    st.tuples(st.booleans(), st.integers(1001, 1009), st.sampled_from("xy"), st.integers(0, 7)),
    min_size=4,
    max_size=14,
    unique_by=lambda claim: (claim[0], claim[3]),
)


def rising(claims):
    """The claims with the numbers of each cell in the order of its days, so that no cell contradicts itself."""
    for side in (False, True):
        cell = sorted((claim for claim in claims if claim[0] == side), key=lambda claim: claim[3])
        numbers = sorted(claim[1] for claim in cell)
        yield from ((c[0], number, *c[2:]) for c, number in zip(cell, numbers, strict=True))


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=10)
@given(CLAIMS)
def test_as_many_parts_are_counted_as_a_comparison_of_all_pairs_finds(folder, claims):
    """The rule, each pair by itself: a part of the same day or an earlier one is above a whole."""
    told = list(rising(claims))
    done = checked(folder, [row(f"c{n}", "region" if c[0] else "town", *c[1:]) for n, c in enumerate(told)])
    for accused, against, message in done.findings[["claim_id", "against_id", "message"]].itertuples(index=False):
        part, whole = (told[int(name[1:])] for name in (accused, against))
        above = {
            p
            for p in told
            for w in told
            if not p[0] and w[0] and p[2] == part[2] and w[2] == whole[2] and p[3] <= w[3] and p[1] > w[1]
        }  # fmt: skip
        expected = f"widest of {len(above)} such claims" if len(above) > 1 else ""
        assert expected in message, (told, accused, against, message)
        assert ("such claims" in message) == bool(expected), (told, accused, against, message)
        event(f"{len(above)} parts")
