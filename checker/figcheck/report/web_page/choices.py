"""What a reader can choose findings by: their event, source, place and so on, and which values there are of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from figcheck.report.records import Record

_COLUMNS = {
    "severity": ("severity",),
    "event": ("event",),
    "rule": ("code",),
    "measure": ("measure",),
    "place": ("place",),
    "source": ("source", "against_source"),
    "origin": ("origin", "against_origin"),
    "status": ("status",),
}
"""The columns of a finding that each choice looks into, in the order in which a page offers them."""


def values_of(finding: Record, name: str) -> list[str]:
    """The values by which a choice of this name finds a finding."""
    return list(dict.fromkeys(str(finding[column]) for column in _COLUMNS[name] if finding[column]))


def choices(findings: Iterable[Record]) -> dict[str, list[tuple[str, str]]]:
    """What each choice can be set to: (value, words), for those where the findings differ."""
    rows = list(findings)
    rules = {str(row["code"]): f"{row['code']} {row['rule']}" for row in rows}
    found: dict[str, list[tuple[str, str]]] = {}
    for name in _COLUMNS:
        values = sorted({value for row in rows for value in values_of(row, name)})
        if len(values) > 1:
            found[name] = [(value, _words(name, value, rules)) for value in values]
    return found


def _words(name: str, value: str, rules: Mapping[str, str]) -> str:
    if name == "rule":
        return rules[value]
    return value.replace("_", " ") if name == "measure" else value
