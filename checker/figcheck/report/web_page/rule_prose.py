"""The prose of a rule's page as HTML for a page of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from figcheck.report.safe_text import is_web


def rule_prose(prose: str, addresses: Mapping[str, str], lower: int = 0) -> Markup:
    """The Markdown of a rule's page as HTML, each heading `lower` ranks lower. It loads nothing, and has no markup of its author's.

    `addresses` has where the page of another rule can be read, by the name of its file. A link that leads neither there nor to
    the web stays as words.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = markdown.parse(prose)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + lower, 6)}"
        _lead(iter(token.children or ()), addresses)
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704 markup of its author is escaped


def _lead(tokens: Iterator[Token], addresses: Mapping[str, str]) -> None:
    """Gives the links of a paragraph their addresses; one without is a link no longer."""
    kept = True
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            address = href if is_web(href) else addresses.get(href.rpartition("/")[2])
            kept = address is not None
            token.attrs = {"href": address, "rel": "noopener noreferrer"} if address is not None else {}
        if token.type in ("link_open", "link_close") and not kept:
            token.tag = "span"
