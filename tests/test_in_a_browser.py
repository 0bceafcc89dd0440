"""The report and the desk in a real Chromium: what a person does there with mouse, keyboard, phone or large print."""

from __future__ import annotations

import csv
import re
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from command_line import command

from figcheck.desk.server import open_desk
from figcheck.model.settings import Settings
from figcheck.report.formats import formats

pytest.importorskip("playwright", reason="the extra browser is not installed")
pytest.importorskip("axe_playwright_python", reason="the extra browser is not installed")
pytest.importorskip("uvicorn", reason="the extra desk is not installed")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="needs Chromium")]

FLAGS = (  # it asks nobody outside for anything by itself; and who runs the tests as root has no sandbox
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
LOOKS = {
    "a desk": {"viewport": {"width": 1280, "height": 800}},
    "a phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
    "the dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "twice the size": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
}

expect.set_options(180_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium):
    """Opens a tab: browse(address, **how). What it asked for is in `tab.asked`, what went wrong in it in `tab.said`."""
    opened = []

    def open_tab(address, **how):
        context = chromium.new_context(**{**LOOKS["a desk"], **how})
        opened.append(context)
        tab = context.new_page()
        tab.set_default_timeout(180_000)
        tab.asked, tab.said = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("console", lambda said: tab.said.append(said.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.goto(address)
        return tab

    yield open_tab
    for context in opened:
        context.close()


@pytest.fixture
def page_of(tmp_path):
    """The address of a report as a page."""

    def write(report):
        path = tmp_path / "page.html"
        path.write_text(formats()["html"].render(report), encoding="utf-8")
        return path.as_uri()

    return write


def barriers(tab):
    """What axe finds: the rule, and the elements."""
    found = Axe().run(tab).response["violations"]
    return [(barrier["id"], [node["html"][:200] for node in barrier["nodes"]]) for barrier in found]


def too_wide(tab):
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def rows(tab):
    return tab.locator("#table tbody tr:visible")


# The page


def test_a_search_leaves_what_fits_and_can_be_passed_on(browse, page_of, sample):
    address = page_of(sample)
    tab = browse(address)
    tab.get_by_role("searchbox").fill("MAYOR contradiction")
    expect(rows(tab)).to_have_count(2)
    tab.get_by_label("Severity").select_option("warning")
    expect(rows(tab)).to_have_count(1)
    expect(tab.get_by_role("status")).to_have_text("1 of 7 shown")
    other = browse(tab.url)
    expect(rows(other)).to_have_count(1)
    expect(other.get_by_role("searchbox")).to_have_value("MAYOR contradiction")
    other.get_by_role("button", name="Show all").click()
    expect(rows(other)).to_have_count(7)
    assert "find" not in other.url


def test_a_search_for_nothing_leaves_no_row(browse, page_of, sample):
    tab = browse(page_of(sample))
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.type("no such word")
    expect(rows(tab)).to_have_count(0)
    expect(tab.get_by_role("status")).to_have_text("0 of 7 shown")


def gaps(tab):
    """The gaps of the rows as shown, in their order; 0 where there is none."""
    found = rows(tab).locator("td.n").all_text_contents()
    return [int(number[1].replace(",", "")) if (number := re.match(r"\s*([\d,]+)", text)) else 0 for text in found]


def test_rows_are_put_in_order_by_a_heading_and_by_a_choice(browse, page_of, sample):
    tab = browse(page_of(sample))
    first = gaps(tab)
    heading = tab.get_by_role("button", name="Gap")
    heading.click()
    expect(tab.get_by_role("columnheader", name="Gap")).to_have_attribute("aria-sort", "ascending")
    assert gaps(tab) == sorted(first)
    heading.click()
    expect(tab.get_by_role("columnheader", name="Gap")).to_have_attribute("aria-sort", "descending")
    assert gaps(tab) == sorted(first, reverse=True)
    tab.get_by_label("Order").select_option("worst first")
    assert gaps(tab) == first != sorted(first)


def test_a_link_to_a_finding_opens_at_it_although_a_search_hid_it(browse, page_of, sample):
    address = page_of(sample)
    fingerprint = sample.rows["fingerprint"].iloc[-1]
    tab = browse(f"{address}#f-{fingerprint}")
    expect(tab.locator(f"#f-{fingerprint}")).to_be_in_viewport()
    tab.get_by_role("searchbox").fill("no such word")
    expect(rows(tab)).to_have_count(0)
    tab.goto(f"{address}#f-{fingerprint}")
    expect(tab.locator(f"#f-{fingerprint}")).to_be_in_viewport()


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_has_no_barrier(look, browse, page_of, sample):
    tab = browse(page_of(sample), **LOOKS[look])
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    assert tab.said == []
    assert len(tab.asked) == 1


def test_a_rule_is_explained_on_the_page(browse, page_of, sample):
    tab = browse(page_of(sample))
    link = tab.locator("#table a[href^='#r-']").first
    name = link.get_attribute("href")
    expect(tab.locator(name)).to_be_hidden()
    link.click()
    expect(tab.locator(name)).to_be_in_viewport()


def test_without_scripts_the_page_says_everything(browse, page_of, sample):
    tab = browse(page_of(sample), java_script_enabled=False)
    expect(rows(tab)).to_have_count(7)
    expect(tab.locator("#filter")).to_be_hidden()


def test_paper_has_every_row_and_no_controls(browse, page_of, sample):
    tab = browse(page_of(sample))
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(tab.locator("#filter")).to_be_hidden()
    expect(rows(tab)).to_have_count(7)
    expect(tab.locator("#table blockquote").first).to_be_visible()
    assert tab.pdf().startswith(b"%PDF")


# The desk

LEDGER = (
    "claim_id,event,measure,figure,source,published,as_of,origin\r\n"
    'ministry,valley-flood,killed,"1,262",Health Ministry,2024-05-03,2024-05-03,Health Ministry\r\n'
    'post,valley-flood,killed,"more than 1,300",The Daily Post,2024-05-04,2024-05-03,Health Ministry\r\n'
    "mayor,hill-fire,injured,40,The Mayor,2024-05-04,2024-05-03,Fire Service\r\n"
    "radio,hill-fire,injured,70,Hill Radio,2024-05-05,2024-05-03,Fire Service\r\n"
)
FILE = Path("figures/claims.csv")


@pytest.fixture
def desk(write):
    """The address of a desk over a ledger with two contradictions, which answers on a port of its own."""
    write(FILE.as_posix(), LEDGER)
    opened = open_desk([Path("figures")], Settings(), date(2024, 5, 10), progress=lambda said: None)
    server = uvicorn.Server(uvicorn.Config(opened.app, log_level="critical", lifespan="off", ws="none"))
    answering = threading.Thread(target=server.run, kwargs={"sockets": [opened.port]})
    answering.start()
    yield opened.address
    server.should_exit = True
    answering.join()
    opened.port.close()


def findings(tab):
    return tab.locator(".entry a.open")


def open_finding(tab, words):
    findings(tab).filter(has_text=words).click()
    tab.wait_for_url("**/finding/*")


def ledger():
    return FILE.read_bytes().decode()


@pytest.mark.parametrize("look", LOOKS)
def test_the_desk_has_no_barrier(look, desk, browse):
    tab = browse(desk, **LOOKS[look])
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    open_finding(tab, "more than 1,300")
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    tab.get_by_label("New value").first.fill("1,262")
    tab.get_by_role("button", name="Show the change").first.click()
    tab.get_by_role("button", name="Write it").wait_for()
    assert barriers(tab) == []
    assert tab.said == []
    assert all(asked.startswith((desk, "data:")) for asked in tab.asked)


@pytest.mark.parametrize("look", LOOKS)
def test_a_story_has_no_barrier_and_a_link_to_each_claim(look, desk, browse):
    tab = browse(desk, **LOOKS[look])
    tab.get_by_role("link", name="valley-flood").first.click()
    tab.wait_for_url("**/story?event=valley-flood")
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    tab.get_by_role("link", name="Link to post").click()
    expect(tab.locator("#c-post")).to_be_in_viewport()
    other = browse(tab.url, **LOOKS[look])
    expect(other.locator("#c-post")).to_be_in_viewport()


def test_an_editor_filters_the_findings_and_reads_one(desk, browse):
    tab = browse(desk)
    expect(findings(tab)).to_have_count(2)
    tab.get_by_role("searchbox").fill("daily post")
    tab.get_by_role("searchbox").press("Enter")
    expect(findings(tab)).to_have_count(1)
    tab.get_by_role("link", name="Show all").click()
    tab.wait_for_url(desk)
    tab.get_by_label("Event").select_option("hill-fire")
    expect(findings(tab)).to_have_count(1)
    open_finding(tab, "70")
    for side, words in (("Look at this first", "Fire Service"), ("Compared with", "Fire Service")):
        expect(tab.get_by_role("region", name=side)).to_contain_text(words)
    expect(tab.locator("svg.range")).to_have_count(2)
    expect(tab.locator("svg.plot")).to_be_visible()


def test_an_editor_corrects_a_cell_and_takes_it_back(desk, browse):
    tab = browse(desk)
    open_finding(tab, "more than 1,300")
    value = tab.get_by_label("New value").first
    expect(value).to_have_value("more than 1,300")
    value.fill("more than 1,200")
    tab.get_by_role("button", name="Show the change").first.click()
    expect(tab.locator("del")).to_have_text("more than 1,300")
    expect(tab.locator("ins")).to_have_text("more than 1,200")
    assert ledger() == LEDGER
    tab.get_by_role("button", name="Write it").click()
    expect(tab.get_by_role("region", name="Gone")).to_contain_text("FC301")
    assert ledger() == LEDGER.replace("more than 1,300", "more than 1,200")
    tab.get_by_role("button", name="Undo this").click()
    expect(tab.get_by_role("region", name="New")).to_contain_text("more than 1,300")
    assert ledger() == LEDGER


@pytest.mark.parametrize("look", LOOKS)
def test_an_editor_adds_a_claim_from_a_sentence(look, desk, browse):
    tab = browse(desk, **LOOKS[look])
    tab.get_by_role("link", name="Add a claim").click()
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    tab.get_by_label("Words as printed").fill(
        "At least 1,270 people were killed by the flood, the Health Ministry said. Another 310 are missing."
    )
    tab.get_by_label("source: who printed it").fill("City Post")
    tab.get_by_role("button", name="Read it").click()
    findings(tab).filter(has_text="1,270").click()
    tab.wait_for_url("**/new/1?figure=1")
    expect(tab.get_by_label("origin", exact=True)).to_have_value("Health Ministry")
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    form = tab.get_by_role("region", name="The claim")
    form.get_by_label("event (needed)").fill("valley-flood")
    form.get_by_label("published (needed)").fill("2024-05-04")
    form.get_by_label("as_of").fill("2024-05-03")
    form.get_by_role("button", name="Add it").click()
    expect(tab.get_by_role("region", name="New")).to_contain_text("1,270")
    assert barriers(tab) == []
    assert tab.said == []
    assert all(asked.startswith((desk, "data:")) for asked in tab.asked)
    tab.get_by_role("button", name="Undo this").click()
    expect(tab.get_by_role("region", name="Gone")).to_contain_text("FC301")
    assert ledger() == LEDGER


def test_an_editor_waives_and_undoes_it(desk, browse):
    tab = browse(desk)
    open_finding(tab, "more than 1,300")
    tab.get_by_text("Waive: let it stand for now").click()
    tab.get_by_label("Why may it stand?").fill("the paper was asked")
    tab.get_by_label("Until").fill("2024-06-01")
    tab.get_by_role("button", name="Waive").click()
    expect(tab.get_by_role("region", name="Set aside")).to_be_visible()
    [row] = csv.DictReader(Path("figures/waivers.csv").read_text().splitlines())
    assert (row["reason"], row["until"]) == ("the paper was asked", "2024-06-01")
    tab.get_by_role("button", name="Undo this").click()
    expect(tab.get_by_role("region", name="New")).to_be_visible()
    assert not Path("figures/waivers.csv").exists()


def test_the_keyboard_is_enough(desk, browse):
    tab = browse(desk)
    tab.keyboard.press("j")
    expect(findings(tab).first).to_be_focused()
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    expect(findings(tab).first).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/finding/*")
    tab.keyboard.press("a")
    expect(tab.get_by_label("A question that you can send")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Copy the question")).to_be_focused()
    tab.keyboard.press("w")
    expect(tab.get_by_label("Why may it stand?")).to_be_focused()
    tab.keyboard.type("we know it")
    expect(tab.get_by_label("Why may it stand?")).to_have_value("we know it")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/decision/1")
    assert "we know it" in Path("figures/waivers.csv").read_text()
    tab.keyboard.press("u")
    tab.wait_for_url("**/decision/2")
    assert not Path("figures/waivers.csv").exists()
    tab.keyboard.press("h")
    expect(findings(tab)).to_have_count(2)


def test_a_file_that_somebody_else_changed_is_never_overwritten(desk, browse):
    tab = browse(desk)
    open_finding(tab, "more than 1,300")
    tab.get_by_label("New value").first.fill("1,262")
    tab.get_by_role("button", name="Show the change").first.click()
    tab.get_by_role("button", name="Write it").wait_for()
    theirs = LEDGER.replace("more than 1,300", "more than 1,310")
    FILE.write_bytes(theirs.encode())
    tab.get_by_role("button", name="Write it").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("A file was changed outside")
    assert ledger() == theirs
    tab.get_by_role("link", name="Look again").click()
    expect(tab.get_by_role("region", name="Look at this first")).to_contain_text("more than 1,310")


# A draft

DRAFT = """---
published: 2024-02-04
event: [gaza-war-2023, 7-october-2023]
---
Israel launched an offensive on the Gaza Strip on Oct. 7 that killed more than 28,500 Palestinians and injured 66,452.

Some 1,400 Israelis are believed to have been killed in the Hamas attack. In Gaza, 66,452 people have been killed, and the
offensive has killed 26,637 people in Gaza. At least 1,200 Israelis were killed. In Streslau 14 people were killed.
"""


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_of_a_draft_has_no_barrier_and_leads_from_a_figure_to_its_row(browse, tmp_path, look):
    story, page = tmp_path / "story.md", tmp_path / "story.html"
    story.write_text(DRAFT, "utf-8")
    ledger = Path(__file__).parent.parent / "figures"
    assert command("draft", str(story), "--ledger", str(ledger), "--report", str(page)).returncode == 1
    tab = browse(page.as_uri(), **LOOKS[look])
    assert barriers(tab) == []
    assert too_wide(tab) <= 0
    tab.locator("a.mark.contradicts").click()
    expect(tab.locator("li:target")).to_contain_text("is inconsistent with “27365”")
    assert not [address for address in tab.asked if not address.startswith("file:")]
    assert tab.said == []
