"""YAML, and the YAML that stands above a Markdown text, as records: names below names side by side, with a dot between them."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from figcheck.model.errors import LedgerError
from figcheck.read.ledgers.yaml_file import cell_of, lists_of
from figcheck.read.tables.records_table import MOST_NAMES, Record
from figcheck.read.yaml_nodes import compose

YAML = (".yaml", ".yml")
MARKDOWN = (".md", ".markdown")

_FENCE = "---"
_DEEPEST = 8


def yaml_records(text: str, shown: str) -> dict[str, list[Record]]:
    """The lists of records of a text of YAML, by the names that lead to them; a text without a list is one record itself."""
    root = compose(text, shown, "the table")
    found = (
        {path: [_record(item, shown) for item in node.value] for path, node in lists_of(root, "", 0)} if root else {}
    )
    return found or {"": [_record(root, shown)] if isinstance(root, yaml.MappingNode) else []}


def front_matter(text: str, shown: str) -> dict[str, list[Record]]:
    """The one record above a Markdown text, none for a text without one."""
    first, *lines = text.split("\n")
    ends = (n for n, line in enumerate(lines) if line.rstrip() == _FENCE)
    end = next(ends, None) if first.rstrip() == _FENCE else None
    if end is None:
        return {"": []}
    root = compose("\n".join(["", *lines[:end]]), shown, "the lines above the text")
    return {"": [_record(root, shown)] if isinstance(root, yaml.MappingNode) else []}


def _record(node: yaml.Node, shown: str) -> Record:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return Record(line, {}, ("an item of the list has no names", "write each record as `name: value` lines"))
    cells: dict[str, str | None] = {}
    for name, cell in _cells(node, "", 0):
        cells[name] = cell
        if len(cells) > MOST_NAMES:
            raise LedgerError(
                "too many columns", where=f"{shown}:{line}", why=f"a record has over {MOST_NAMES:,} names"
            )
    return Record(line, cells)


def _cells(node: yaml.MappingNode, above: str, depth: int) -> Iterator[tuple[str, str | None]]:
    for key, value in node.value:
        name = f"{above}{key.value if isinstance(key, yaml.ScalarNode) else '?'}"
        if isinstance(value, yaml.MappingNode) and depth < _DEEPEST:
            yield from _cells(value, f"{name}.", depth + 1)
        else:
            yield name, cell_of(value)
