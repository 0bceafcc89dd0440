"""The page for editors: it stands alone, shows the words of strangers and runs none, and can be read by everybody."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from report_sample import many, with_text

from figcheck.report.cells import by_cell
from figcheck.report.formats import formats
from figcheck.report.web_page import page as web_page
from figcheck.report.web_page.picture import drawable, picture
from figcheck.report.web_page.svg import panel_svg


class Page(HTMLParser):
    """Start tags with their attributes, and the text, of a page."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def render(report):
    return formats()["html"].render(report)


def first_picture(report, **cells):
    """The picture of the first cell, with some columns of its claims replaced: {column: {claim_id: value}}."""
    claims = report.claims.copy()
    for column, values in cells.items():
        for claim, value in values.items():
            claims.loc[claims["claim_id"] == claim, column] = value
    report = dataclasses.replace(report, claims=claims)
    found = next(by_cell(report, report.rows[report.rows["against_row"].notna() & (report.rows["status"] == "new")]))
    return picture(drawable(report.claims), found)


def test_the_page_loads_nothing_from_elsewhere(sample):
    page = Page(render(sample))
    for tag, attrs in page.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "video", "audio")
        assert not {"src", "srcset", "data", "ping"} & set(attrs)
    assert not re.search(r"@import|url\((?!#)(?!&#34;#)(?!\"#)", render(sample))


def test_only_the_pages_own_script_may_run(sample):
    source = render(sample)
    (script,) = re.findall(r"<script>(.*?)</script>", source, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in source
    assert "default-src 'none'" in source


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onmouseover=alert(1) x="',
        *(
            pytest.param(text, marks=pytest.mark.slow)
            for text in ("' autofocus onfocus=alert(1)", "</style><b>x", "{{ 7*7 }}{% x %}", "<!--")
        ),
    ],
)
def test_the_words_of_strangers_are_shown_and_never_markup(text, sample):
    plain, evil = Page(render(with_text(sample, "x" * len(text)))), Page(render(with_text(sample, text)))
    shape = [(tag, sorted(attrs)) for tag, attrs in plain.tags]
    assert [(tag, sorted(attrs)) for tag, attrs in evil.tags if tag != "svg"] == [t for t in shape if t[0] != "svg"]
    assert text in "".join(evil.words)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "java\nscript:x",
        *(
            pytest.param(address, marks=pytest.mark.slow)
            for address in ("vbscript:x", "//evil.example", "https:x", "file:///x", "\x01javascript:x")
        ),
    ],
)
def test_only_web_addresses_are_links(address, sample):
    links = [attrs["href"] for tag, attrs in Page(render(with_text(sample, address))).tags if tag == "a"]
    assert all(link.startswith("#") for link in links)


def test_evidence_has_the_quote_and_links_to_the_page_and_its_copy(sample):
    page = Page(render(sample))
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert {"https://example.org/wire/77?a=1&b=2", "https://example.org/ministry/4"} <= links
    words = "".join(page.words)
    assert "archive/wire-77.html" in words
    assert '"1,143 <b>dead</b>", says the bulletin <script>alert(1)</script>' in words


def test_every_link_from_a_picture_leads_to_a_row_of_the_table(sample):
    page = Page(render(sample))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in page.tags if tag == "a" and attrs["href"].startswith("#")}
    assert targets <= set(ids)
    assert len([i for i in ids if i.startswith("f-")]) == len(sample.rows)


def test_the_page_opens_with_the_verdict_and_says_when_a_run_was_not_done_whole(sample):
    assert "<h1>2 errors, 2 warnings, 1 note</h1>" in render(sample)
    summary = dataclasses.replace(sample.summary, broken=["figures/b.csv: cannot read <it>"], exit_status=2)
    source = render(dataclasses.replace(sample, summary=summary))
    assert "not completed</h1>" in source
    assert "cannot read &lt;it&gt;" in source


@pytest.mark.slow
def test_a_thousand_findings_are_under_a_megabyte(sample):
    assert len(render(many(sample, 1000)).encode()) < 1_000_000


def test_a_page_is_cut_at_its_limit_and_says_so(sample, monkeypatch):
    monkeypatch.setattr(web_page, "_MOST_ROWS", 5)
    source = render(sample)
    assert source.count("<tr id=") == 5
    assert "the page has the 5 worst of 7 discrepancies" in source
    assert formats()["html"].left_out(sample)


# Pictures


def test_a_picture_marks_both_witnesses_and_the_band_that_neither_reaches(sample):
    (panel,) = first_picture(sample).panels
    first = {claim.figure: claim.accused for claim in panel.claims if claim.number == 1}
    assert first == {"1,143": True, "1,324": False}
    assert panel.band == (1143, 1324)


def test_ranges_that_meet_have_no_band(sample):
    (panel,) = first_picture(sample, high={"killed-0304": 1400}).panels
    assert panel.band is None


def test_a_picture_shows_the_days_around_its_conflict_and_counts_the_rest(sample):
    drawn = first_picture(sample, as_of={"killed-aid": "2040-01-01", "killed-hundreds": "2020-01-01"})
    assert drawn.left_out == 0  # claims are rare: five days with claims on both sides are shown however far away
    days = pd.date_range("2031-03-05", periods=60).strftime("%Y-%m-%d")
    extra = sample.claims.loc[[1]].loc[[1] * 60].assign(as_of=days, claim_id=[f"x{n}" for n in range(60)])
    extra.index = range(100, 160)
    more = dataclasses.replace(sample, claims=pd.concat([sample.claims, extra]))
    drawn = first_picture(more)
    assert drawn.left_out == 50
    assert len(drawn.panels[0].claims) == 18


def test_the_words_beside_a_mark_end_at_it_where_a_phone_has_no_room_behind_it(sample):
    drawn = first_picture(sample, as_of=dict.fromkeys(sample.claims["claim_id"].dropna(), "2031-03-04"))
    panel = drawn.panels[0]
    longer = [dataclasses.replace(claim, figure="more than twenty-one") for claim in panel.claims]

    def ends(drawn_panel):
        marks = panel_svg(drawn_panel, drawn, "").split("<g ")
        return {int(mark.split("translate(")[1].split(")")[0]): "=end" in mark for mark in marks if ">1 " in mark}

    assert not any(ends(panel).values())
    assert ends(dataclasses.replace(panel, claims=longer)) == {-27: False, 27: True}


def test_a_claim_without_a_date_is_drawn_apart(sample):
    assert first_picture(sample).undated
    assert "no date" in render(sample)


def test_a_far_off_claim_does_not_flatten_the_conflict(sample):
    far = {"killed-aid": 9_000_000}
    drawn = first_picture(sample, low=far, high=far, implied_low=far, implied_high=far)
    assert drawn.panels[0].top < 10_000
    assert drawn.left_out == 1


def test_a_number_of_a_day_is_drawn_with_the_change_of_its_total(sample):
    rows = sample.rows.assign(status="new")
    rows = rows[rows["code"] == "FC505"]
    drawn = picture(drawable(sample.claims), next(by_cell(sample, rows)))
    assert [panel.title for panel in drawn.panels] == ["running total", "numbers of a period"]
    assert [change[1:] for change in drawn.panels[1].total_changes] == [
        (481, 481)
    ]  # 1,324 - 843, and the day's number is 281
    wrong = picture(drawable(sample.claims), next(by_cell(sample, rows.assign(gap=7))))
    assert not wrong.panels[1].total_changes
