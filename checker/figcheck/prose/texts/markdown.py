"""Markdown: front matter, code, addresses of links and what is struck out are blanked; every character keeps its place."""

from __future__ import annotations

import re

from figcheck.prose.texts.source_text import SourceText, line_starts

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n)(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)", re.S)
_BLANKED = re.compile(
    r"""(?P<fence>^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[`~]*[ \t]*$|\Z))
    |<!--.*?(?:-->|\Z)
    |(?P<code>(?<!`)(?P<tick>`+)(?!`)[^`]{1,2000}?(?P=tick)(?!`))
    |~~[^~\n]{1,2000}~~
    |<del>.{0,2000}?</del>|<s>.{0,2000}?</s>
    |!?\[(?=[^\[\]\n]{0,500}\][(\[])
    |\](?=[(\[])|(?<=\])\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+"[^"\n]*")?\)
    |(?<=\])\[[^\]\n]{0,200}\]
    |^\[[^\]\n]{1,200}\]:[^\n]*
    |</?[a-zA-Z][^<>\n]{0,500}>
    |^[ ]{0,3}\#{1,6}(?=\s)
    |[*]+|(?<!\w)_+|_+(?!\w)""",
    re.S | re.M | re.X,
)
_NOT_NEWLINE = re.compile(r"[^\r\n]")


def markdown_text(source: str) -> SourceText:
    """The prose of a Markdown file."""
    front = FRONT_MATTER.match(source)
    text = source
    if front is not None:
        text = _NOT_NEWLINE.sub(" ", front.group()) + source[front.end() :]
    text = _BLANKED.sub(lambda found: _NOT_NEWLINE.sub(" ", found.group()), text)
    return SourceText(text, line_starts(source))
