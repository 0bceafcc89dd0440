"""On which line of a TOML file each key stands; the standard parser does not tell."""

from __future__ import annotations

import tomllib
from typing import Any

Key = tuple[str, ...]


def toml_lines(text: str) -> dict[Key, int]:
    """Path of every key and table of a valid TOML text -> its first line, counted from 1.

    A statement is complete as soon as it can be parsed alone, so the text is read line by line and each statement
    parsed by itself; the values of an inline table have the line of their statement.

    >>> toml_lines('a = 1\\n[t.u]\\nb = [\\n  2,\\n]\\n')
    {('a',): 1, ('t',): 2, ('t', 'u'): 2, ('t', 'u', 'b'): 3}
    """
    found: dict[Key, int] = {}
    table: Key = ()
    start, statement = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not statement and not line.strip():
            continue
        start, statement = (number, line) if not statement else (start, f"{statement}\n{line}")
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip().startswith("["):
            table = max(_keys(values), key=len)
            keys = [table[:length] for length in range(1, len(table) + 1)]
        else:
            keys = [(*table, *key) for key in _keys(values)]
        for key in keys:
            found.setdefault(key, start)
        statement = ""
    return found


def _keys(values: Any) -> list[Key]:
    if isinstance(values, list):  # [[table]]
        return [key for value in values for key in _keys(value)]
    if not isinstance(values, dict):
        return []
    return [key for name, value in values.items() for key in [(name,), *((name, *rest) for rest in _keys(value))]]
