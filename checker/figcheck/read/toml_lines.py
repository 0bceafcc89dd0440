"""On which line of a TOML file each key stands; the standard parser does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

Key = tuple[str, ...]

_TOKEN = re.compile(
    r"""
    \"{3} (?: \\. | [^\\] )*? \"{3,5}   # a text of several lines, which may end in quotes of its own
    | '{3} .*? '{3,5}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    | \# [^\n]*
    | \n
    | [\[\]{}]
    """,
    re.DOTALL | re.VERBOSE,
)
"""What decides where a statement ends: texts and comments, in which nothing counts, line ends and brackets."""


def toml_lines(text: str) -> dict[Key, int]:
    """Path of every key and table of a valid TOML text -> its first line, counted from 1.

    Each statement is parsed by itself; the values of an inline table have the line of their statement. Raises RecursionError for
    tables that are nested too deeply.

    >>> toml_lines('a = 1\\n[t.u]\\nb = [\\n  2,\\n]\\n')
    {('a',): 1, ('t',): 2, ('t', 'u'): 2, ('t', 'u', 'b'): 3}
    """
    found: dict[Key, int] = {}
    table: Key = ()
    for line, statement in _statements(text):
        values = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = max(_keys(values), key=len)
            keys = [table[:length] for length in range(1, len(table) + 1)]
        else:
            keys = [(*table, *key) for key in _keys(values)]
        for key in keys:
            found.setdefault(key, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(first line, text) of everything between line ends that stand in no text and no bracket, but blank lines and comments."""
    start, line, depth = 0, 1, 0
    first = 1
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n":
            line += 1
            if depth == 0:
                yield from _statement(first, text[start : token.start()])
                start, first = token.end(), line
        else:
            line += mark.count("\n")
    yield from _statement(first, text[start:])


def _statement(line: int, text: str) -> Iterator[tuple[int, str]]:
    if text.strip() and not text.lstrip().startswith("#"):
        yield line, text


def _keys(values: Any) -> list[Key]:
    if isinstance(values, list):  # [[table]]
        return [key for value in values for key in _keys(value)]
    if not isinstance(values, dict):
        return []
    return [key for name, value in values.items() for key in [(name,), *((name, *rest) for rest in _keys(value))]]
