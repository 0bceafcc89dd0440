"""Hundreds of bad inputs: none gives a traceback, and none loses a claim without a word. docs/bad-inputs.md shows what is said."""

from __future__ import annotations

import pytest
from bad_inputs import BROKEN, FINDING, FULL, TODAY, groups, outcome
from conftest import REPO

GROUPS = groups()
CASES = [bad for cases in GROUPS.values() for bad in cases]
FEW = {bad.title for cases in GROUPS.values() for bad in cases[::4]}
"""What the quick lane tries, by title: of each kind of input every fourth."""
QUICK = [bad if bad.title in FEW else pytest.param(bad, marks=pytest.mark.slow) for bad in CASES]


def test_there_are_hundreds_each_under_its_own_title():
    assert len(CASES) >= 200
    assert len({bad.title for bad in CASES}) == len(CASES)


@pytest.mark.parametrize("bad", QUICK, ids=lambda bad: bad.title)
def test_what_was_not_read_whole_is_an_error_that_says_what_to_do(bad, folder):
    found = outcome(bad, folder, validated=False)
    assert (found.status == BROKEN, found.claims) == (bad.status == BROKEN, bad.claims)
    if found.status == BROKEN:
        assert found.said
    str(found).encode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.title)
@pytest.mark.usefixtures("compared_once")
def test_a_run_ends_with_that_status_and_no_traceback(bad, folder, figcheck):
    bad.write(folder)
    done = figcheck("run", "figures", "--as-of", TODAY.isoformat())
    assert done.returncode in ({BROKEN} if bad.status == BROKEN else {FULL, FINDING}), done.stdout + done.stderr
    if bad.status == FINDING:
        assert done.returncode == FINDING
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_the_page_says_what_is_said():
    from bad_inputs import page_tables

    text = (REPO / "docs" / "bad-inputs.md").read_text(encoding="utf-8")
    assert text.partition("<!-- bad inputs -->\n")[2] == "\n".join(page_tables()) + "\n", "run: python docs/refresh.py"
