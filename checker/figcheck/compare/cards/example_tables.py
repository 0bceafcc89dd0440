"""The examples of a rule card: sections, titles, vocabularies and ledgers, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from figcheck.compare.cards.card import SECTIONS, Example, Expectation
from figcheck.model.errors import CardError
from figcheck.model.near import nearest
from figcheck.model.tables import LEDGER_COLUMNS
from figcheck.model.words import SEVERITIES

_SECTION_OF = {heading.casefold(): section for section, heading in SECTIONS.items()}
_PIPE = re.compile(r"(?<!\\)\|")
_FILE_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/){0,3}[A-Za-z0-9][A-Za-z0-9._-]*")
"""No name that leaves a folder, on any system."""


@dataclass
class Block:
    """One piece of a page that matters here. `line` is the card's; `kind` is h1, h2, h3, fence or table.

    `text` is a heading's words or a fence's content, `info` the word after the fence, `name` the next one (a file of an
    example), `rows` a table's cells with the line of each row, its header first.
    """

    kind: str
    line: int
    text: str = ""
    info: str = ""
    name: str = ""
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def blocks_of(lines: Sequence[str], skip: int) -> Iterator[Block]:
    """Headings, fences and tables of a page, in order; its first `skip` lines are left out."""
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines[skip:]))
    for i, token in enumerate(tokens):
        if token.level != 0 or token.map is None:
            continue
        line = skip + token.map[0] + 1
        if token.type == "heading_open":
            yield Block(token.tag, line, text=tokens[i + 1].content.strip())
        elif token.type == "fence":
            info = token.info.split()
            words = [*info, "", ""]
            yield Block("fence", line, text=token.content, info=words[0], name=words[1])
        elif token.type == "table_open":
            yield Block("table", line, rows=list(_rows(tokens[i:], skip)))


def _rows(tokens: Sequence[Token], skip: int) -> Iterator[tuple[int, list[str]]]:
    line = 0
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open" and token.map is not None:
            line, cells = skip + token.map[0] + 1, []
        elif token.type == "inline":
            cells.append(token.content.strip())
        elif token.type == "tr_close":
            yield line, cells
        elif token.type == "table_close":
            return


@dataclass
class _Draft:
    """An example while its pieces are gathered."""

    title: str
    section: str
    line: int
    fences: list[Block] = field(default_factory=list)
    tables: list[Block] = field(default_factory=list)


class ExampleReader:
    """Blocks of a page -> its examples; what is wrong is gathered in `errors`."""

    def __init__(self, code: str, shown_as: str, lines: Sequence[str]) -> None:
        self.code, self.shown_as, self.lines = code, shown_as, lines
        self.errors: list[CardError] = []

    def fail(self, line: int, what: str, why: str | None = None, mend: str | None = None) -> None:
        """Note one fault."""
        self.errors.append(CardError(what, where=f"{self.shown_as}:{line}", why=why, mend=mend))

    def examples(self, blocks: Sequence[Block]) -> list[Example]:
        """The examples, in order. A card that has none that must be flagged, or none that must pass, is at fault."""
        found = [example for draft in self._drafts(blocks) if (example := self._example(draft)) is not None]
        headings = [block for block in blocks if block.kind == "h2"]
        for section in ("flagged", "pass"):
            wanted = SECTIONS[section]
            if any(_SECTION_OF.get(h.text.casefold()) == section for h in headings):
                if not any(e.section == section for e in found) and not self.errors:
                    line = next(h.line for h in headings if _SECTION_OF.get(h.text.casefold()) == section)
                    self.fail(
                        line, f'no example stands under "## {wanted}"', mend="add a ### title and a table of claims"
                    )
                continue
            near = nearest(wanted, [h.text for h in headings])
            line = next((h.line for h in headings if h.text == near), 1)
            self.fail(
                line,
                f'the card has no section "## {wanted}"',
                why="a rule's examples are its tests",
                mend=f'did you mean "## {wanted}" by "## {near}"?'
                if near
                else "add one with a ### title and a table of claims",
            )
        return found

    def _drafts(self, blocks: Sequence[Block]) -> list[_Draft]:
        drafts: list[_Draft] = []
        section: str | None = None
        open_draft: _Draft | None = None
        for block in blocks:
            if block.kind in ("h1", "h2"):
                section, open_draft = _SECTION_OF.get(block.text.casefold()), None
            elif section is None:
                continue
            elif block.kind == "h3":
                open_draft = _Draft(block.text, section, block.line)
                drafts.append(open_draft)
            elif block.kind in ("table", "fence") and open_draft is None:
                self.fail(
                    block.line,
                    "this example has no title",
                    mend="put a line such as `### The total drops overnight` above it",
                )
            elif block.kind == "table" and open_draft is not None:
                open_draft.tables.append(block)
            elif block.kind == "fence" and open_draft is not None:
                open_draft.fences.append(block)
        return drafts

    def _example(self, draft: _Draft) -> Example | None:
        before = len(self.errors)
        if len(draft.tables) != 1:
            how = "no table" if not draft.tables else f"{len(draft.tables)} tables"
            self.fail(
                draft.line,
                f'the example "{draft.title}" has {how}',
                mend="give each example one table, with a first column `flagged`",
            )
            return None
        files = self._files([fence for fence in draft.fences if fence.name])
        yamls = [fence for fence in draft.fences if fence.info in ("yaml", "yml") and not fence.name]
        if len(yamls) > 1:
            self.fail(yamls[1].line, f'the example "{draft.title}" has two vocabularies', mend="join them")
        text, vocabulary, today = self._vocabulary(yamls[0]) if yamls else ("", {}, None)
        (header_line, header), *body = draft.tables[0].rows
        self._check_header(header_line, header)
        self._check_widths(draft.tables[0])
        expectations = [self._expectation(line, cells[0] if cells else "", draft.section) for line, cells in body]
        if not body:
            self.fail(header_line, f'the example "{draft.title}" has no rows')
        elif draft.section == "flagged" and not any(e.flagged for e in expectations) and len(self.errors) == before:
            self.fail(
                header_line, f'no row of "{draft.title}" is to be flagged', mend='write "yes" in its column `flagged`'
            )
        if len(self.errors) > before:
            return None
        return Example(
            code=self.code,
            title=draft.title,
            section=draft.section,
            file=self.shown_as,
            line=draft.line,
            columns=tuple(header[1:]),
            rows=tuple(dict(zip(header[1:], cells[1:], strict=True)) for _, cells in body),
            expectations=tuple(expectations),
            lines=tuple(line for line, _ in body),
            vocabulary=vocabulary,
            vocabulary_text=text,
            today=today,
            files=files,
        )

    def _files(self, fences: Sequence[Block]) -> dict[str, str]:
        """The files that lie beside the ledger of an example: fences that name one after their language."""
        for fence in fences:
            if not _FILE_NAME.fullmatch(fence.name):
                self.fail(
                    fence.line,
                    f'an example cannot have a file "{fence.name}"',
                    why="the file is next to the ledger of the example",
                    mend="name it with letters, digits, dots and hyphens, such as evidence/page.html",
                )
        return {fence.name: fence.text for fence in fences if _FILE_NAME.fullmatch(fence.name)}

    def _check_header(self, line: int, header: list[str]) -> None:
        if not header or header[0] != "flagged":
            self.fail(
                line,
                "the first column is not `flagged`",
                mend="put a column `flagged` first: yes, a severity, or nothing",
            )
        for i, name in enumerate(header[1:], 1):
            if not name:
                self.fail(line, "a column has no name")
            elif name in header[:i]:
                self.fail(line, f'the column "{name}" stands twice')
            elif name not in LEDGER_COLUMNS and (near := nearest(name, LEDGER_COLUMNS, likeness=0.8)):
                self.fail(line, f'a ledger has no column "{name}"', mend=f'did you mean "{near}"?')

    def _check_widths(self, table: Block) -> None:
        """Markdown drops cells beyond the last column without a word."""
        width = len(table.rows[0][1])
        for line, _ in table.rows[1:]:
            row = self.lines[line - 1].strip()
            inner = row.removeprefix("|")
            inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
            cells = len(_PIPE.findall(inner)) + 1
            if cells > width:
                self.fail(
                    line,
                    f"{cells} cells under {width} columns",
                    mend="write \\| for a bar within a cell, or remove the extra cells",
                )

    def _expectation(self, line: int, cell: str, section: str) -> Expectation:
        words = cell.casefold().split()
        explained = "explained" in words
        rest = [word for word in words if word != "explained"]
        if len(rest) > 1 or (rest and rest[0] not in ("yes", *SEVERITIES)):
            self.fail(
                line,
                f'cannot read "{cell}" in the column `flagged`',
                mend=f"write nothing, yes, {', '.join(SEVERITIES)}, and `explained` if it is",
            )
            return Expectation(False)
        if words and section == "pass" and not explained:
            self.fail(
                line,
                f'a row under "## {SECTIONS["pass"]}" is to be flagged',
                mend="move the example to another section, or empty the cell",
            )
        severity = rest[0] if rest and rest[0] != "yes" else None
        return Expectation(bool(words), severity, explained)

    def _vocabulary(self, fence: Block) -> tuple[str, dict[str, Any], date | None]:
        try:
            root = yaml.compose(fence.text, Loader=yaml.SafeLoader)
            values = yaml.safe_load(fence.text) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = fence.line + 1 + (mark.line if mark else 0)
            self.fail(
                line,
                "cannot read the example's vocabulary",
                why=f"it is not valid YAML: {getattr(error, 'problem', None) or error}",
            )
            return "", {}, None
        if not isinstance(values, dict):
            self.fail(fence.line, "an example's vocabulary should be a list of `name: value` lines")
            return "", {}, None
        lines = fence.text.split("\n")
        today = values.pop("today", None)
        if today is not None and type(today) is not date:
            self.fail(fence.line, f'"{today}" is not a day', mend="write today: 2024-02-03")
            today = None
        if isinstance(root, yaml.MappingNode):
            for key, value in root.value:
                if key.value == "today":
                    lines[key.start_mark.line : value.end_mark.line + 1] = [""] * (
                        value.end_mark.line + 1 - key.start_mark.line
                    )
        return "\n" * fence.line + "\n".join(lines), values, today
