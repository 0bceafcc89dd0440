"""Every claim that was read is compared with another, or listed with the reason why not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figcheck.validate.checks import CHECKS, DROP, LEFT_OUT

HEADING = "claim_id,event,measure,figure,source,published,place,as_of,kind,period_start,basis,via\n"
REASONS = {
    "a place spelled otherwise": ("b,quake,killed,13,AFP,2024-02-03,Valenca,2024-02-02,,,,", "of the same place"),
    "another measure": ("b,quake,injured,13,AFP,2024-02-03,Valencia,2024-02-02,,,,", "of the same measure"),
    "another event": ("b,fire,killed,13,AFP,2024-02-03,Valencia,2024-02-02,,,,", "of the same event"),
    "another kind": ("b,quake,killed,13,AFP,2024-02-03,Valencia,2024-02-02,point,,,", "of the same kind"),
    "no day": ("b,quake,missing,13,AFP,2024-02-03,Valencia,,point,,,", "without a day (as_of)"),
    "no period": ("b,quake,killed,13,AFP,2024-02-03,Valencia,2024-02-02,increment,,,", "without a first day of the period"),
    "a change": ("b,quake,killed,up 3,AFP,2024-02-03,Valencia,2024-02-02,change,,,", "with a change in place of a number"),
    "a share": ("b,quake,killed,12%,AFP,2024-02-03,Valencia,2024-02-02,,,,", "without a number of people or households"),
    "households": ("b,quake,killed,13 households,AFP,2024-02-03,Valencia,2024-02-02,,,,", "in another unit than the others"),
    "a projection": ("b,quake,killed,13,AFP,2024-02-03,Valencia,2024-02-02,,,projection,", "with a basis that is not compared"),
    "words that were not read": ("b,quake,killed,lots and lots,AFP,2024-02-03,Valencia,2024-02-02,,,,", "not read"),
    "no figure": ("b,quake,killed,not counted,AFP,2024-02-03,Valencia,2024-02-02,,,,", "without a figure"),
    "a day that there is not": ("b,quake,killed,13,AFP,2024-02-33,Valencia,2024-02-02,,,,", "with a date that was not read"),
    "too many cells": ("b,quake,killed,1,3,AFP,2024-02-03,Valencia,2024-02-02,,,,x", "in rows that cannot be read"),
    "the id of another": ("a,quake,killed,13,AFP,2024-02-04,Valencia,2024-02-02,,,,", "with the id of another claim"),
}  # fmt: skip
ONE = ("--select", "FC301")
FIRST = "a,quake,killed,12,AFP,2024-02-03,Valencia,2024-02-02,,,,\n"

pytestmark = pytest.mark.usefixtures("compared_once")


@pytest.fixture
def listed(figcheck, write):
    """What the JSON report of a ledger lists: line -> reason, and the summary."""

    def run(text: str) -> tuple[dict[int, str], dict]:
        write("figures/a.csv", HEADING + text)
        done = figcheck("run", "figures", "--as-of", "2024-06-01", "--format", "json", *ONE)
        document = json.loads(done.stdout)
        return {claim["line"]: claim["why"] for claim in document["not_compared"]}, document["summary"]

    return run


def test_a_claim_without_company_is_listed_with_what_it_lacks(listed):
    pairs = [
        re.sub(r"^(\w),(\w+)", rf"\g<1>{n},\g<2> {n}", row)
        for n, (row, _) in enumerate(REASONS.values())
        for row in (FIRST.strip(), row)
    ]
    found, summary = listed("".join(f"{row}\n" for row in pairs))
    for n, (title, (_, why)) in enumerate(REASONS.items()):
        assert why in found[2 * n + 3], title
    assert summary["claims_compared"] == len(pairs) - len(found)


@pytest.mark.slow
def test_claims_that_were_compared_are_not_listed(listed):
    copy = "b,quake,killed,12,AP,2024-02-04,Valencia,2024-02-02,,,,a\n"
    found, summary = listed(FIRST + copy)
    assert (found, summary["claims_compared"], summary["not_compared"]) == ({}, 2, [])


@pytest.mark.slow
def test_an_exact_repeat_of_a_claim_that_is_alone_is_alone(listed):
    found, summary = listed(FIRST + FIRST.replace("a,", "a2,", 1))
    assert list(found) == [2, 3]
    assert summary["claims_compared"] == 0


def test_every_check_that_leaves_a_claim_out_has_words_for_the_list():
    assert {name for name, check in CHECKS.items() if check.cost == DROP} == LEFT_OUT.keys()


cells = st.tuples(
    st.sampled_from(["quake", "fire", ""]),
    st.sampled_from(["killed", "injured", ""]),
    st.sampled_from(["12", "13 households", "12%", "lots and lots", "n/a", "up 3", ""]),
    st.sampled_from(["AFP", "AP"]),
    st.sampled_from(["2024-02-03", "2024-02-33", ""]),
    st.sampled_from(["Valencia", ""]),
    st.sampled_from(["2024-02-02", ""]),
    st.sampled_from(["", "point", "increment", "change", "total"]),
    st.sampled_from(["", "2024-02-01"]),
    st.sampled_from(["", "projection"]),
    st.sampled_from(["", "c0"]),
)


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cells, min_size=1, max_size=30))
def test_every_claim_that_is_read_is_compared_or_listed_once(listed, rows):
    text = "".join(f"c{n},{','.join(row)}\n" for n, row in enumerate(rows))
    found, summary = listed(text)
    assert summary["claims_compared"] + len(found) == summary["claims_read"] == len(rows)
    assert sum(n for _, n in summary["not_compared"]) == len(found)


@pytest.mark.slow
def test_verbose_lists_them_by_reason_and_folds_many(figcheck, write):
    write("figures/a.csv", HEADING + "".join(FIRST.replace("a,quake", f"a{n},quake{n:02}") for n in range(30)))
    brief = figcheck("run", "figures", "--as-of", "2024-06-01", *ONE)
    assert "30 without another claim of the same event" in " ".join(brief.stdout.split())
    assert "Compared with nothing" not in brief.stdout
    done = figcheck("run", "figures", "--as-of", "2024-06-01", "-v", *ONE)
    _, _, after = done.stdout.partition("Compared with nothing: 30 claims\n")
    assert after.startswith(
        "  30 without another claim of the same event\n    a0  “12”  quake00, killed, Valencia  figures/a.csv:2\n"
    )
    assert "    … and 10 more\n" in after
    assert "--report discrepancies.json" in after


@pytest.mark.slow
def test_the_page_lists_the_first_thousand_in_a_folded_table(figcheck, write):
    write("figures/a.csv", HEADING + "".join(FIRST.replace("a,quake", f"a{n},quake<{n}>") for n in range(1_010)))
    done = figcheck("run", "figures", "--as-of", "2024-06-01", "--report", "r.html", *ONE)
    page = Path("r.html").read_text(encoding="utf-8")
    _, _, after = page.partition("<h2 id=unmatched>")
    assert "1,010 claims, the first 1,000 of them here, and why" in after
    assert after.count("<tr><td>") == 1_000
    assert "quake&lt;7&gt;, killed, Valencia" in after
    assert "1,000 of 1,010 claims compared with nothing" in done.stderr
