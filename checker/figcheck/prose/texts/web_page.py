"""HTML: the text that a reader sees, each paragraph apart, without what is deleted, hidden or for navigation."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from figcheck.prose.texts.source_text import Builder, SourceText

_SKIPPED = frozenset(
    {
        "head", "script", "style", "nav", "del", "s", "strike", "template", "noscript", "svg", "math", "iframe", "object", "select",
        "option", "textarea", "button", "footer", "form",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd",
        "label", "mark", "q", "rp", "rt", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_META = {
    "article:published_time": "published", "date": "published", "dc.date": "published", "published": "published",
    "event": "event", "figcheck:event": "event", "figcheck:origin": "origin",
}  # fmt: skip
"""Name or property of a `<meta>` -> what it says of the text."""
_SPACES = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


def web_page_text(source: str) -> SourceText:
    """The text of an HTML file, with the place of each character in the file's source."""
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return reader.builder.built(source, reader.lang, reader.head)


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.builder = Builder()
        self.lang: str | None = None
        self.head: dict[str, tuple[str, ...]] = {}
        self._source = source
        self._skipped: list[str] = []
        self._newlines = [0, *(i + 1 for i, c in enumerate(source) if c == "\n")]

    def _at(self) -> int:
        line, column = self.getpos()
        return self._newlines[min(line, len(self._newlines)) - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.lang = next((value for name, value in attrs if name == "lang" and value), None)
        if tag == "meta":
            self._meta(attrs)
        hidden = any(name == "hidden" or (name == "aria-hidden" and value == "true") for name, value in attrs)
        if tag not in _VOID and (tag in _SKIPPED or hidden or self._skipped):
            self._skipped.append(tag)
        if tag not in _INLINE and not self._skipped:
            self.builder.end_block(self._at())

    def _meta(self, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = _META.get((given.get("property") or given.get("name") or "").casefold())
        if name is not None and given.get("content"):
            self.head[name] = (*self.head.get(name, ()), given["content"].strip())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._meta(attrs)
        if tag not in _INLINE and not self._skipped:
            self.builder.end_block(self._at())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            while self._skipped.pop() != tag:
                pass
        elif tag not in _INLINE and not self._skipped:
            self.builder.end_block(self._at())

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.builder.add(data.translate(_SPACES), self._at())

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};", len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};", len(name) + 2)

    def _reference(self, said: str, least: int) -> None:
        if self._skipped:
            return
        at = self._at()
        length = least + (self._source[at + least : at + least + 1] == ";")
        self.builder.add(unescape(said).translate(_SPACES), at, length)
