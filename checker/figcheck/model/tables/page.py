"""docs/tables.md: the declared tables as Markdown, between marks in a page whose other words are written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from figcheck.model.tables import CARD_TABLES, STAGE_TABLES
from figcheck.model.tables.table import Column, Table

_TYPE_WORDS = {
    "str": "text",
    "Int64": "whole number",
    "int64": "whole number",
    "Float64": "number",
    "bool": "true or false",
    "boolean": "true or false",
    "datetime64[us]": "day",
    "object": "dict",
}
_WIDTH = 128
_MARKED = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end of .+? -->)", re.S)


def with_declared_tables(page: str) -> str:
    """The page with the tables that are declared now between its marks."""
    return _MARKED.sub(lambda mark: f"{mark[1]}\n{_PARTS[mark[2]]()}\n{mark[3]}", page)


def _for_cards() -> str:
    return "\n".join(line for table in CARD_TABLES for line in _section(table, _columns_for_cards(table)))


def _between_stages() -> str:
    return "\n".join(line for table in STAGE_TABLES for line in _section(table, _own_columns(table)))


_PARTS = {"the tables for cards": _for_cards, "the tables between the stages": _between_stages}


def _columns_for_cards(table: type[Table]) -> list[Column]:
    return [column for column in table.declared.values() if column.for_cards]


def _own_columns(table: type[Table]) -> list[Column]:
    """The columns of a table but those that it has from another table of the page."""
    base = _base(table)
    known = base.declared if base is not None else {}
    return [column for name, column in table.declared.items() if known.get(name) != column]


def _base(table: type[Table]) -> type[Table] | None:
    return next((base for base in table.__mro__[1:] if base in STAGE_TABLES), None)


def _section(table: type[Table], columns: Iterable[Column]) -> Iterator[str]:
    yield f"### `{table.table_name}`"
    words = f"One row per {table.per}. {' '.join((table.__doc__ or '').split())}"
    base = _base(table) if table in STAGE_TABLES else None
    if base is not None:
        words += f" It has the columns of `{base.table_name}`, and these, new or narrower:"
    yield from wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in columns:
        null = "" if column.null is None else f"; null: {column.null}"
        yield f"| `{column.name}` | {_TYPE_WORDS[column.dtype]} | {column.meaning}{null} |"
    yield ""
