"""HTML for editors: one page that loads nothing. The room `web_page` draws it."""

from __future__ import annotations

import re

from figcheck.report.report import Report

NAME = "html"
SUFFIXES = (".html", ".htm")
BEGINS = re.compile(rb"<!doctype html>.{,4000}<title>figcheck: ", re.DOTALL)


def render(report: Report) -> str:
    """The report as a page."""
    from figcheck.report.web_page import page

    return page.render(report)


def left_out(report: Report) -> str:
    """What the page does not draw, in a sentence; "" when it draws everything."""
    from figcheck.report.web_page import page

    return page.left_out(report)
