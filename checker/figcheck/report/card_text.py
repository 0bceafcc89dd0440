"""What a report says of a rule: its names, its templates, and its page as help for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from figcheck.compare.cards.card import RuleCard

_NO_HELP = ("query",)
"""Sections of a page that help nobody who reads a finding."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a report needs of a rule card.

    `severity` is the worst that a row of it can have; `title` says what is wrong; `prose` is what stands on the page before the
    examples, as Markdown; `message` and `mend` are the templates, `parameters` the values with which the rule ran. A card of
    checks has its templates in `problems`, (message, mend) by the name of the check. `about` and `cause` are the card's, "" for
    most.
    """

    code: str
    rule: str
    message: str
    mend: str
    severity: str = "error"
    title: str = ""
    prose: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    about: str = ""
    cause: str = ""

    @property
    def help(self) -> str:
        """The prose without title and query. Few reports ask for it."""
        return help_of(self.prose)

    def templates(self, check: str | None) -> tuple[str, str]:
        """Message and mend: of a check, or the card's own."""
        return self.problems[check] if check is not None else (self.message, self.mend)


def card_text(card: RuleCard, parameters: Mapping[str, Any] = MappingProxyType({})) -> CardText:
    """What a report needs of a rule card; `parameters` are the values with which its rule runs."""
    return CardText(
        code=card.code,
        rule=card.name,
        message=card.message,
        mend=card.mend,
        severity=card.severity,
        title=card.title,
        prose=card.prose,
        parameters=parameters,
        problems={check: (problem.message, problem.mend) for check, problem in card.problems.items()},
        about=card.about,
        cause=card.cause,
    )


@lru_cache(maxsize=256)  # a process that checks often asks for the same few pages
def help_of(prose: str) -> str:
    """The prose of a card's page without its title and its query, as Markdown.

    >>> help_of("# A total falls\\n\\n## Why\\nIt does not.\\n\\n## Query\\n```sql\\nselect 1\\n```\\n")
    '## Why\\nIt does not.\\n'
    """
    lines = prose.split("\n")
    kept: list[str] = []
    for heading, first, end in _sections(prose, len(lines)):
        body = lines[first:end]
        if heading is None or heading[0] == "h1":
            kept += body if heading is None else lines[first + 1 : end]
        elif heading[1].casefold() not in _NO_HELP:
            kept += body
    return "\n".join(kept).strip() + "\n"


def _sections(prose: str, count: int) -> Iterator[tuple[tuple[str, str] | None, int, int]]:
    """Each heading of the first two ranks, (tag, text) or None before the first, with its first line and its end."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(prose)
    starts: list[tuple[tuple[str, str] | None, int]] = [(None, 0)]
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag in ("h1", "h2") and token.map and token.level == 0:
            starts.append(((token.tag, inline.content.strip()), token.map[0]))
    ends = [first for _, first in starts[1:]] + [count]
    for (heading, first), end in zip(starts, ends, strict=True):
        yield heading, first, end


def as_text(markdown: str) -> str:
    """Markdown as plain text: its words, a line a paragraph or heading, without marks.

    >>> as_text("## Why\\nA *total* of `killed`\\ndoes not fall.\\n\\n- one\\n- two\\n")
    'Why\\n\\nA total of killed does not fall.\\n\\none\\n\\ntwo'
    """
    from markdown_it import MarkdownIt

    parts = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            words = (" " if t.type in ("softbreak", "hardbreak") else t.content for t in token.children or ())
            parts.append("".join(words))
        elif token.type in ("fence", "code_block"):
            parts.append(token.content.rstrip("\n"))
    return "\n\n".join(part for part in parts if part)
