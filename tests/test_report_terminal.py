"""What a person sees: worst first, cell by cell, about a screen, and nothing that a stranger can do to a terminal."""

from __future__ import annotations

import dataclasses
import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import many, with_text
from rich.console import Console

from figcheck.model.figure import Bounds
from figcheck.report.terminal.range_bar import PLAIN_SIGNS, SIGNS, draw
from figcheck.report.terminal.show import show

SNAPSHOTS = Path(__file__).parent / "snapshots"


def printed(report, width=100, height=None, verbose=False):
    """The output at this width; with a height as on a terminal of so many lines, without as in a pipe."""
    out = io.StringIO()
    terminal = (
        {"height": height, "force_terminal": True, "color_system": None, "legacy_windows": False} if height else {}
    )
    show(report, Console(file=out, width=width, highlight=False, **terminal), verbose)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_shows_the_shared_sample_as_its_snapshot_has_it(width, sample):
    path = SNAPSHOTS / f"terminal-{width}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(printed(sample, width), encoding="utf-8")
    assert printed(sample, width) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("height", "most"), [(24, 23), (40, 39), (None, 50)])
def test_a_run_prints_no_more_than_a_screen_without_being_asked(height, most, sample):
    text = printed(many(sample, 500), 80, height)
    assert len(text.splitlines()) <= most
    shown, found = re.search(r"Shown: (\d+) of (\d+)\.", text).groups()
    assert (int(shown) > 0, int(found)) == (True, len(many(sample, 500).leading()))


def test_verbose_shows_every_discrepancy_in_full_and_those_set_aside(sample):
    text = printed(many(sample, 70), verbose=True)
    assert text.count("Ask Ministry of Health for the revision.") == 10
    assert "(waived)" in text
    assert "Shown:" not in text


def test_no_line_is_wider_than_the_terminal_and_none_ends_in_spaces(sample):
    for width in (60, 80, 120):
        for line in printed(sample, width, verbose=True).splitlines():
            assert len(line) <= width
            assert line == line.rstrip()


def test_the_worst_come_first(sample):
    lines = printed(sample).splitlines()
    severities = [m[1] for m in (re.match(r"(error|warning|note)  ", line) for line in lines) if m]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert len(severities) == 4


def test_a_terminal_without_the_letters_gets_plain_ones(sample):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    show(sample, Console(file=out, width=100))
    text = raw.getvalue().decode("ascii")
    assert '"1,143"' in text
    assert "?" not in text.replace("?Red Source?", "")


def test_nothing_a_stranger_writes_is_markup_or_a_terminal_sequence(sample):
    text = printed(with_text(sample, "[bold red]x[/] \x1b]0;owned\x07\x9b2J \u202eback"), 120, 60)
    assert "[bold red]x[/]" in text
    assert not re.search("[\x1b\x07\x9b\u202e]", text.replace("\x1b[0m", ""))


def test_what_could_not_be_done_is_said_even_on_a_low_screen(sample):
    summary = dataclasses.replace(sample.summary, broken=["figures/b.csv: cannot read the ledger"], exit_status=2)
    text = printed(dataclasses.replace(sample, summary=summary), 80, 24)
    assert "Not done      figures/b.csv: cannot read the ledger" in text
    assert "not completed" in text


def test_the_docs_show_a_range_as_the_terminal_draws_it():
    page = (Path(__file__).parent.parent / "docs/reports.md").read_text("utf-8")
    shown = re.findall(r"<!-- from: (\S+) -->\n```\n(.*?)```\n", page, re.S)
    assert shown
    for path, block in shown:
        assert block in (Path(__file__).parent.parent / path).read_text("utf-8")


# Ranges as text


@st.composite
def bars(draw_from):
    """Any range whose implied range lies inside it."""
    ends = sorted(draw_from(st.lists(st.integers(0, 10**7), min_size=4, max_size=4)))
    open_ended = draw_from(st.booleans())
    implied_open = open_ended and draw_from(st.booleans())
    hard = draw_from(st.booleans()), draw_from(st.booleans()) and not open_ended
    return Bounds(ends[0], None if open_ended else ends[3], *hard, ends[1], None if implied_open else ends[2])


@given(bars(), bars(), st.integers(8, 60))
def test_two_ranges_share_a_column_only_if_they_share_a_value(one, other, width):
    lines = draw([one, other], width)
    assert [len(line) for line in lines] == [width, width]
    assert all(line.strip() and " " not in line.strip() for line in lines)
    shared = any(a != " " and b != " " for a, b in zip(*lines, strict=True))
    highest = [float("inf") if bar.high is None else bar.high for bar in (one, other)]
    meet = max(one.low, other.low) <= min(highest)
    assert shared == meet


@given(bars())
def test_plain_signs_draw_the_same_picture(bar):
    translated = "".join({v: k for k, v in SIGNS.items()}.get(c, " ")[:1] for c in draw([bar], 20)[0])
    plain = "".join({v: k for k, v in PLAIN_SIGNS.items()}.get(c, " ")[:1] for c in draw([bar], 20, PLAIN_SIGNS)[0])
    assert translated == plain
