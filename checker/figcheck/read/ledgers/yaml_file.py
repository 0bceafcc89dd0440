"""YAML ledgers: lists of records, each with the line on which it begins. Every value is text, as in a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from figcheck.model.places import place
from figcheck.read.reader import Source, Table
from figcheck.read.tables.column_names import column_of, looks_like_ledger
from figcheck.read.tables.encodings import whole_text
from figcheck.read.tables.records_table import Record, record_table
from figcheck.read.yaml_nodes import compose

NAME = "yaml"
SUFFIXES = (".yaml", ".yml")

MOST_BYTES = 64 * 1024**2
"""Bytes of a YAML text: its library takes a second for each of them."""

_DEEPEST = 4
_NULL = ("", "null", "~", "Null", "NULL")


def tables(source: Source) -> Iterator[Table]:
    """The lists of records of a file that are like a ledger, also below other names; none for a file of another kind."""
    start = source.start(1 << 16).decode("utf-8", "replace")
    if "claim" not in start.casefold() and "figure" not in start.casefold():
        return
    file = whole_text(source, MOST_BYTES, "YAML", "save the table as CSV UTF-8")
    root = compose(file.text, source.shown, "the ledger")
    read_so = [file.notice] if file.notice else []
    for path, node in lists_of(root, "", 0) if root is not None else ():
        records = [_record(item) for item in node.value]
        names = {name: None for record in records[:50] for name in record.cells}
        if looks_like_ledger([*names]):
            yield record_table(records, place(source.shown, path or None), path or None, read_so, file.errors)


def lists_of(node: yaml.Node, path: str, depth: int) -> Iterator[tuple[str, yaml.SequenceNode]]:
    """The lists of records in a node, each with the names that lead to it."""
    if isinstance(node, yaml.SequenceNode):
        if any(isinstance(item, yaml.MappingNode) for item in node.value):
            yield path, node
    elif isinstance(node, yaml.MappingNode) and depth < _DEEPEST:
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from lists_of(value, f"{path}.{key.value}" if path else str(key.value), depth + 1)


def _record(node: yaml.Node) -> Record:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return Record(line, {}, ("an item of the list has no names", "write each record as `name: value` lines"))
    cells: dict[str, str | None] = {}
    broken = None
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name in cells:
            broken = (f'the name "{name}" stands twice in the record', "remove one")
        cells[name] = cell_of(value)
        if not isinstance(value, yaml.ScalarNode) and column_of(name) is not None:
            broken = broken or (
                f'"{name}" is a list or has names of its own, and a cell holds one value',
                "write one value",
            )
    return Record(line, cells, broken)


def cell_of(node: yaml.Node) -> str | None:
    """The text of a value, None for an empty one, "…" for one that is not a text."""
    if not isinstance(node, yaml.ScalarNode):
        return "…"
    return None if node.value in _NULL and not node.style else str(node.value)
