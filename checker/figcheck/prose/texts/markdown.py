"""Markdown: front matter, code, addresses of links and what is struck out are blanked; every character keeps its place."""

from __future__ import annotations

import re

import yaml

from figcheck.prose.texts.source_text import HEAD, SourceText, line_starts

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
    return SourceText(text, line_starts(source), head={} if front is None else _head(front.group(1)))


def _head(front: str) -> dict[str, tuple[str, ...]]:
    """What the front matter says of the draft; nothing where it is not YAML. `date` is another name for `published`."""
    try:
        given = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 # every value as text or a list of texts
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    said = {"published": given.get("date"), **given}
    found = {}
    for name in HEAD:
        value = said.get(name)
        texts = tuple(one.strip() for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
        if any(texts):
            found[name] = texts
    return found
