"""Discrepancies as a person reads them: worst first, grouped by rule, about a screen of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from rich.console import Console
from rich.text import Text

from checker.report.safe_text import one_line
from checker.report.terminal_text import STYLES, line
from checker.report.wording import day_words, gap_words, whose

_MOST = 15
_MOST_OF_A_RULE = 3
_FIGURE_WIDTH = 24

Row = dict[str, Any]


def show_findings(found: pd.DataFrame, console: Console, *, verbose: bool) -> int:
    """Prints the rows of `found` (a report, or part of one) and gives how many of them it printed.

    The first of each rule and severity is told in full, further ones in a line. Verbose tells all in full.
    """
    groups = [part for _, part in found.groupby(["severity", "code"], sort=False)]
    quotas = [len(part) for part in groups] if verbose else _quotas([len(part) for part in groups])
    for part, quota in zip(groups, quotas, strict=True):
        if quota:
            _group(part, quota, console, verbose=verbose)
    return sum(quotas)


def by_rule(found: pd.DataFrame) -> Iterator[str]:
    """How many of each rule, in the report's order: "18 FC505 increment-vs-cumulative"."""
    for (code, rule), n in found.groupby(["code", "rule"], sort=False).size().items():
        yield f"{n:,} {one_line(code)} {one_line(rule)}"


def _quotas(sizes: list[int]) -> list[int]:
    """How many of each group are shown: one of each while there is room, then up to `_MOST_OF_A_RULE`, worst first."""
    quotas = [1 if n < _MOST else 0 for n, _ in enumerate(sizes)]
    for n, size in enumerate(sizes):
        room = _MOST - sum(quotas)
        quotas[n] += max(0, min(min(size, _MOST_OF_A_RULE) - quotas[n], room))
    return quotas


def _group(part: pd.DataFrame, quota: int, console: Console, *, verbose: bool) -> None:
    worst = part.sort_values("gap", ascending=False, na_position="last", kind="stable").head(quota)
    rows: list[Row] = [
        {key: None if pd.isna(value) else value for key, value in row.items()} for row in worst.to_dict("records")
    ]
    first = rows[0]
    severity = str(first["severity"])
    title = Text(severity, style=STYLES.get(severity, "bold"))
    title.append(f"  {one_line(first['code'])} {one_line(first['rule'])}", style="bold")
    if len(part) > 1:
        title.append(f" · {len(part):,}")
    line(console, title)
    for n, row in enumerate(rows):
        if n and not verbose:
            _in_a_line(row, console)
        else:
            _in_full(row, console)
    more = len(part) - len(rows)
    if more:
        line(console, Text(f"… and {more:,} more", style="dim"), indent=2)
    line(console)


def _in_full(row: Row, console: Console) -> None:
    status = "" if row["status"] == "new" else f"  ({one_line(row['status'])})"
    line(console, Text(_where(row), style="underline").append(status, style="not underline"), indent=2)
    figures = [_quoted(row["figure"]), _quoted(row["against_figure"])]
    width = min(max(map(len, figures)), _FIGURE_WIDTH)
    for figure, side in zip(figures, ("", "against_"), strict=True):
        if figure:
            text = Text(f"{figure:{width}}", style="bold").append(f"  {_who_and_when(row, side)}", style="not bold")
            line(console, text, indent=4, hang=width + 2)
    gap = gap_words(row["gap"], row["gap_percent"])
    if gap:
        line(console, gap, indent=4)
    line(console, one_line(row["message"] or ""), indent=4)
    if row["mend"]:
        line(console, Text("mend: ", style="green").append(one_line(row["mend"]), style="default"), indent=4, hang=6)


def _in_a_line(row: Row, console: Console) -> None:
    words = [_quoted(row["figure"])]
    if row["against_figure"]:
        words.append(f"against {_quoted(row['against_figure'])}")
    if row["as_of"]:
        words.append(f"for {one_line(day_words(row['as_of']))}")
    text = " ".join(word for word in words if word) or one_line(row["message"] or "")
    gap = gap_words(row["gap"], row["gap_percent"])
    line(console, f"{_where(row)}  {text}{f', {gap}' if gap else ''}", indent=2, hang=2)


def _where(row: Row) -> str:
    file = one_line(row["file"] or "")
    return file if row["line"] is None else f"{file}:{row['line']}"


def _quoted(figure: str | None) -> str:
    return f"“{one_line(figure)}”" if figure else ""


def _who_and_when(row: Row, side: str) -> str:
    """Whose figure, for which day, and when it was published (which the report does not keep of the witness)."""
    words = one_line(whose(row[f"{side}source"], row[f"{side}origin"]))
    as_of, published = row[f"{side}as_of"], row.get(f"{side}published")
    words += f", for {one_line(day_words(as_of))}"
    if published:
        words += ", published that day" if published == as_of else f", published {one_line(published)}"
    return words
