"""A small linter for the prose of figcheck: words that we do not use, sentences that are too long, too many semicolons.

`faults(name, lines)` names each fault with its place and what to write instead. `prose_of` gives the prose of a page of Markdown,
without its code, tables cut into cells; `said_by` the help and the messages that a module of the package prints.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

LONGEST_SENTENCE = 40
"""Words."""

SEMICOLONS_PER_1000_WORDS = 8
FREE_SEMICOLONS = 3
"""What a short page may have, whatever its length."""

_PLACES = "in|on|at|beside|behind|outside|elsewhere|there"
WORDS = {
    r"held against|holds? against": "compared with",
    r"told|tells? of|tells? apart": "reported, said, distinguished",
    r"(?<!there )(?:is|are|was|were|be|been) no(?! longer| more| less)": "is not a, there is no",
    r"(?:that|which) is none|are none": "is not one",
    r"whoever|whomever|whosoever|whatsoever": "the person who, anyone who",
    r"so many(?! \w+ that)": "as many, a number of",
    r"of which|of whom|the which": "a sentence of its own",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"anew": "again, a new",
    r"done whole": "completed",
    r"pass(?:ed|es)? over": "skip",
    r"disown(?:s|ed)?": "deny, withdraw",
    r"is wanted|are wanted": "is needed",
    rf"(?:lie|lies|lay|lying) (?:{_PLACES})": "is",
    rf"stands? (?:{_PLACES})(?! for)": "is",
    r"takes? no part|took no part": "is not checked",
    r"at odds": "in conflict",
    r"for ever": "forever",
    r"till": "until",
    r"in (?:its|their|his|her) stead": "instead",
    r"there (?:is|are) not": "does not exist",
    r"what is (?:more|less|wrong) (?:is|are)": "name it",
    r"nobody can tell": "it is not known",
    r"one \w+ a (?:row|line|rule|finding|discrepancy|claim|file|cell)": "one … for each …",
    r"(?:thereof|therein|thereby|thereto|therefrom|wherein|whereby|whereof|hitherto|henceforth|hence|thus|whilst|amongst|upon)":
        "a plainer word",
    r"utili[sz]es?|leverag\w+|in order to|prior to|subsequent to|in case of": "use, to, before, after, if",
}  # fmt: skip
"""What we do not write (whole words, as a pattern), and what to write instead."""

CODE = "‹code›"
"""What stands for code, and for what a message fills in."""

_BANNED = [(re.compile(rf"\b(?:{pattern})\b", re.I), instead) for pattern, instead in WORDS.items()]
_ELSE = re.compile(r"(?:^|[.;:] )Else\b")


class Line(NamedTuple):
    """A piece of prose with the number of its first line. `cell` marks a cell of a table or a title, which is not a sentence."""

    number: int
    text: str
    cell: bool = False


def prose_of(markdown: str) -> Iterator[Line]:
    """The prose of a page: paragraphs, list items, headings and cells, with code, links and the front matter taken out."""
    body = re.sub(r"\A---\n.*?\n---\n", lambda head: "\n" * head[0].count("\n"), markdown, flags=re.S)
    body = re.sub(r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), body, flags=re.S)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.map:
            yield Line(
                token.map[0] + 1, _words(token.children or []), before.type in ("th_open", "td_open", "heading_open")
            )


def _words(tokens: Iterable[object]) -> str:
    parts = []
    for token in tokens:
        kind = getattr(token, "type", "")
        if kind == "text":
            parts.append(getattr(token, "content", ""))
        elif kind in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif kind == "code_inline":
            parts.append(CODE)
    return "".join(parts)


_ERRORS = re.compile(r"\w*(?:Error|Problem)$")
_SPOKEN = ("what", "why", "mend", "help", "short_help")


def said_by(module: str) -> Iterator[Line]:
    """What a module of the package says: texts of its errors, help of its options, and docstrings of its commands."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [keyword.value for keyword in node.keywords if keyword.arg in _SPOKEN]
            if _ERRORS.match(name) or name in ("fail", "_fail", "echo", "say"):
                given += node.args
            for value in given:
                if text := _text(value):
                    yield Line(value.lineno, text)
        elif isinstance(node, ast.FunctionDef) and _is_command(node) and (help_text := ast.get_docstring(node)):
            for number, paragraph in enumerate(help_text.split("\n\n")):
                yield Line(node.body[0].lineno + number, " ".join(paragraph.split()))


def _is_command(node: ast.FunctionDef) -> bool:
    """Whether click shows the docstring of a function."""
    return any(re.search(r"\.(?:command|group)\b", ast.unparse(decorator)) for decorator in node.decorator_list)


def _text(value: ast.expr) -> str:
    """The constant words of a string, with CODE for what is filled in; "" for anything else."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else CODE for part in value.values)
    return ""


def faults(where: str, lines: Iterable[Line]) -> list[str]:
    """Every fault of some prose: place, phrase, and what to write instead."""
    found, words, semicolons = [], 0, 0
    for line in lines:
        text = _without_quotations(line.text)
        for pattern, instead in _BANNED:
            found += [f'{where}:{line.number}: "{hit[0]}": write {instead}' for hit in pattern.finditer(text)]
        if _ELSE.search(text):
            found.append(f'{where}:{line.number}: "Else" opens a sentence: write "Otherwise"')
        for sentence in re.split(r"(?<=[.!?:])\s+", text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:6])
                found.append(f'{where}:{line.number}: "{start} …" has {count} words: write two sentences')
        if not line.cell:
            words, semicolons = words + len(text.split()), semicolons + text.count(";")
    most = max(FREE_SEMICOLONS, words * SEMICOLONS_PER_1000_WORDS // 1000)
    if semicolons > most:
        found.append(f"{where}: {semicolons} semicolons in {words:,} words, and {most} are enough: write two sentences")
    return found


def _without_quotations(text: str) -> str:
    """The text with quoted words taken out: what others print, and what a ledger holds, is theirs."""
    return re.sub(r"[\"“][^\"“”]*[\"”]", '"…"', text)


def package(root: Path) -> Iterator[Path]:
    """The modules of the package whose texts a person reads."""
    for path in sorted((root / "checker" / "figcheck").rglob("*.py")):
        if path.name not in ("duckdb_worker.py",):
            yield path
