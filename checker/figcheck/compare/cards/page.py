"""A rule card's page -> RuleCard. One card, one Markdown file: front matter, prose, one query, examples."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from figcheck.compare.cards.card import SECTIONS, BrokenCardError, Example, Expectation, Parameter, RuleCard, line_of
from figcheck.compare.cards.example_tables import Block, ExampleReader, blocks_of
from figcheck.compare.cards.front_matter import TEMPLATES, FrontMatter, read_front_matter
from figcheck.model.errors import CardError
from figcheck.model.message_template import read_template
from figcheck.model.words import FAMILIES
from figcheck.read.utf8_text import UnreadableFileError, utf8_text

__all__ = ["Example", "Expectation", "Parameter", "RuleCard", "read_card"]


def read_card(path: Path, shown_as: str, *, shipped: bool = False, examples: bool = True) -> RuleCard:
    """The rule card that stands in a file; messages call the file `shown_as`.

    Raises BrokenCardError with everything that is wrong with the page. The query is not looked into here (see
    `checks.check_card`). A `shipped` card must lie in the folder of its family. Without `examples` the page is read up to the
    first of them, which is where most of the time goes.
    """
    try:
        text = utf8_text(path)
    except UnreadableFileError as error:
        where = f"{shown_as}:{error.line}" if error.line else shown_as
        raise BrokenCardError(
            [CardError("cannot read the card", where=where, why=str(error), mend=error.mend)]
        ) from error
    return _card_of(text, path, shown_as, shipped, examples)


@lru_cache(maxsize=256)
def _card_of(text: str, path: Path, shown_as: str, shipped: bool, examples: bool) -> RuleCard:
    """The card of a page's text. A process that checks several times reads each page once."""
    try:
        front, errors = read_front_matter(text, shown_as, shipped=shipped)
    except CardError as error:
        raise BrokenCardError([error]) from error
    lines = text.split("\n")
    if not examples:
        lines = list(takewhile(lambda line: line.rstrip().casefold() not in _EXAMPLE_HEADINGS, lines))
    blocks = list(blocks_of(lines, front.end))
    code, name = front.values.get("code", ""), front.values.get("name", "")
    if not errors:
        errors += _place_errors(path, shown_as, front, shipped)
    errors += _template_errors(front, shown_as)
    query = _query(blocks, front, shown_as, errors)
    reader = ExampleReader(code, shown_as, lines)
    found = reader.examples(blocks) if examples else []
    errors += reader.errors
    first = next((b.line for b in blocks if b.kind == "h2" and b.text.casefold() in _HEADINGS), len(lines) + 1)
    if errors:
        raise BrokenCardError(sorted(errors, key=line_of))
    return RuleCard(
        code=code,
        name=name,
        severity=front.values["severity"],
        since=front.values["since"],
        message=front.values.get("message", ""),
        mend=front.values.get("mend", ""),
        title=next((b.text for b in blocks if b.kind == "h1"), name.replace("-", " ")),
        prose="\n".join(lines[front.end : first - 1]).strip() + "\n",
        text=text,
        shown_as=shown_as,
        parameters=front.parameters,
        query=query.text if query else None,
        problems=front.problems,
        about=front.values.get("about", ""),
        cause=front.values.get("cause", ""),
        query_line=query.line + 1 if query else 1,
        message_line=front.lines.get("message", 1),
        mend_line=front.lines.get("mend", 1),
        examples=tuple(found),
        shipped=shipped,
    )


_HEADINGS = {heading.casefold() for heading in SECTIONS.values()}
_EXAMPLE_HEADINGS = {f"## {heading}" for heading in _HEADINGS}


def _place_errors(path: Path, shown_as: str, front: FrontMatter, shipped: bool) -> list[CardError]:
    code, name = front.values["code"], front.values["name"]
    errors = []
    wanted = f"{code}-{name}.md"
    if path.name != wanted:
        errors.append(
            CardError(
                f'the file is called "{path.name}"',
                where=f"{shown_as}:{front.lines['code']}",
                why=f"its card is {code} {name}",
                mend=f'call it "{wanted}"',
            )
        )
    family = FAMILIES[code[2]]
    if shipped and path.parent.name != family:
        errors.append(
            CardError(
                f'the card is in the folder "{path.parent.name}"',
                where=f"{shown_as}:{front.lines['code']}",
                why=f'{code} is of the family "{family}"',
                mend=f'move it to "{family}"',
            )
        )
    return errors


def _template_errors(front: FrontMatter, shown_as: str) -> list[CardError]:
    templates = [(front.values.get(key, ""), front.lines.get(key, 1)) for key in TEMPLATES]
    templates += [(text, p.line) for p in front.problems.values() for text in (p.message, p.mend)]
    errors = []
    for template, line in templates:
        try:
            read_template(template, f"{shown_as}:{line}")
        except CardError as error:
            errors.append(error)
    return errors


def _query(blocks: list[Block], front: FrontMatter, shown_as: str, errors: list[CardError]) -> Block | None:
    queries = [block for block in blocks if block.kind == "fence" and block.info == "sql"]
    wanted = 0 if "problems" in front.lines else 1
    if len(queries) > wanted:
        why = f"its query stands on line {queries[0].line}" if wanted else "the card has `problems`"
        where, mend = f"{shown_as}:{queries[wanted].line}", "remove it, or fence it as ```text"
        errors.append(CardError("there is more than one query", where=where, why=why, mend=mend))
    if len(queries) < wanted:
        mend = "add a ```sql block that returns the claims to fix, or `problems` that a check of figcheck finds"
        errors.append(CardError("the card has no query", where=f"{shown_as}:{front.end}", mend=mend))
    return queries[0] if queries and wanted else None
