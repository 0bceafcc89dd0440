"""The page for editors in a real Chromium: what a person does there with mouse, keyboard, phone or large print."""

from __future__ import annotations

import shutil

import pytest

from figcheck.report.formats import formats

pytest.importorskip("playwright", reason="the extra browser is not installed")
pytest.importorskip("axe_playwright_python", reason="the extra browser is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium")

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
        tab.set_default_timeout(20_000)
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
