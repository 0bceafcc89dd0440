"""Discrepancies as a person reads them: worst first, cell by cell, and no more of them than there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import pandas as pd
from rich.console import Console
from rich.text import Text

from figcheck.model.figure import Bounds
from figcheck.report.cells import CellFindings, by_cell, worst_first
from figcheck.report.records import RECORD_COLUMNS, Record, records
from figcheck.report.report import Report
from figcheck.report.safe_text import one_line
from figcheck.report.terminal.layout import STYLES, Lines, amount, laid_out
from figcheck.report.terminal.range_bar import PLAIN_SIGNS, SIGNS, draw
from figcheck.report.wording import day_words, gap_words, who_says

_BESIDE = 3
"""Further discrepancies of a cell that are shown in a line each."""

_FIGURE_WIDTH = 24
_BAR_COLUMNS = ("low", "high", "low_hard", "high_hard", "implied_low", "implied_high")


def findings(report: Report, rows: pd.DataFrame, console: Console, room: int | None) -> tuple[Lines, int]:
    """The lines that show `rows` (of the report), and how many of those that follow from no other they show.

    With `room` (lines) the worst of each cell is shown in full and some more in a line each, then cells in a line each, until
    the room is used up. At least one is shown in full. Without it (None) every row is shown in full. What follows from another
    is shown with it, in a line.
    """
    leading, followers = rows[rows["follows_from"].isna()], report.followers()
    blocks = (_Block(report, cell, console, followers) for cell in by_cell(report, worst_first(leading)))
    if room is None:
        return [line for block in blocks for line in block.whole()], len(leading)
    shapes = _fitting(list(islice(blocks, room)), room)
    lines = [line for shape, _ in shapes for line in shape]
    if lines and lines[-1].plain:
        lines.append(Text())
    return lines, sum(told for _, told in shapes)


def _fitting(blocks: list[_Block], room: int) -> list[Shape]:
    """A shape for the first blocks, so that all of them fit: many cells before much of one, and the worst the longest."""
    shapes: list[Shape] = [blocks[0].first()] if blocks else []

    def fits(more: int, share: int = 1) -> bool:
        return sum(len(lines) for lines, _ in shapes) + more <= room // share

    def extend(share: int) -> None:
        for block in blocks[len(shapes) :]:
            if not fits(len(block.line()[0]) + 1, share):
                break
            shapes.append(block.line())

    if blocks and fits(0, 2):
        extend(2)
    for longer in (_Block.first, _Block.full):
        for n, block in enumerate(blocks[: len(shapes)]):
            shape = longer(block)
            if not fits(len(shape[0]) - len(shapes[n][0])):
                break
            shapes[n] = shape
    extend(1)
    return shapes


def by_rule(found: pd.DataFrame) -> Iterator[str]:
    """How many of each rule, in the report's order: "18 FC505 increment-vs-cumulative"."""
    for (code, rule), n in found.groupby(["code", "rule"], sort=False).size().items():
        yield f"{n:,} {one_line(str(code))} {one_line(str(rule))}"


Shape = tuple[Lines, int]
"""The lines that show a cell, and how many of its discrepancies they show."""


class _Block:
    """What is said of one cell, longer or shorter."""

    def __init__(
        self, report: Report, cell: CellFindings, console: Console, followers: Mapping[str, pd.DataFrame]
    ) -> None:
        self.report, self.cell, self.console, self.followers = report, cell, console, followers
        self.rows = records(cell.rows, (*RECORD_COLUMNS, "row", "against_row"))

    def whole(self) -> Lines:
        """Every discrepancy in full."""
        return [*self._title(), *(line for row in self.rows for line in self._in_full(row, None)), Text()]

    def full(self) -> Shape:
        """The worst in full, the next in a line each, the others counted."""
        told = min(len(self.rows), 1 + _BESIDE)
        beside = [line for row in self.rows[1:told] for line in self._in_a_line(row)]
        worst = self._in_full(self.rows[0], _BESIDE)
        return [*self._title(), *worst, *beside, *self._more(told), Text()], told

    def first(self) -> Shape:
        """The worst in full, the others counted."""
        return [*self._title(), *self._in_full(self.rows[0], 1), *self._more(1), Text()], 1

    def line(self) -> Shape:
        """The worst in a line."""
        row, more = self.rows[0], len(self.rows) - 1
        more += row["related"] or 0
        short = f"{_short(row)}  {_where(row)}{f' · and {more:,} more' if more else ''}"
        text = _severity(row).append(f"  {self.cell.title}: ", style="bold").append(short, style="not bold")
        return laid_out(self.console, text, hang=2), 1

    def _title(self) -> Lines:
        text = _severity(self.rows[0]).append(f"  {self.cell.title}", style="bold")
        about = f" · {self.cell.about}" if self.cell.about else ""
        count = f" · {amount(len(self.rows), 'discrepancy', 'discrepancies')}" if len(self.rows) > 1 else ""
        return laid_out(self.console, text.append(f"{about}{count}", style="not bold"), hang=2)

    def _more(self, told: int) -> Lines:
        more = len(self.rows) - told
        return laid_out(self.console, Text(f"… and {more:,} more", style="dim"), indent=2) if more else []

    def _in_full(self, row: Record, most: int | None) -> Lines:
        """One discrepancy, with the first `most` that follow from it (None: all) in a line each."""
        status = "" if row["status"] == "new" else f" ({one_line(row['status'])})"
        gap = gap_words(row["gap"], row["gap_percent"])
        head = Text(f"{row['code']} {row['rule']}{f' · {gap}' if gap else ''}{status} · ").append(
            _where(row), style="underline"
        )
        lines = laid_out(self.console, head, indent=2, hang=2)
        lines += self._claims(row)
        lines += laid_out(self.console, one_line(row["message"] or ""), indent=4)
        if row["mend"]:
            fix = Text("fix: ", style="green").append(one_line(row["mend"]), style="default")
            lines += laid_out(self.console, fix, indent=4, hang=5)
        return [*lines, *self._following(row, most)]

    def _following(self, row: Record, most: int | None) -> Lines:
        if not row["related"]:
            return []
        found = records(self.followers[row["fingerprint"]], RECORD_COLUMNS)
        lines = laid_out(
            self.console, f"the same cause: {amount(len(found), 'more discrepancy', 'more discrepancies')}", indent=4
        )
        for one in found[:most]:
            text = _severity(one).append(f"  {one['code']}  {_short(one)}  {_where(one)}", style="not bold")
            lines += laid_out(self.console, text, indent=6, hang=2)
        more = 0 if most is None else len(found) - most
        return [
            *lines,
            *(laid_out(self.console, Text(f"… and {more:,} more", style="dim"), indent=6) if more > 0 else []),
        ]

    def _claims(self, row: Record) -> Iterator[Text]:
        """Both claims: the figure, its range where the two are on one scale, whose it is and for which day."""
        sides = [side for side in ("", "against_") if row[f"{side}figure"]]
        figures = [f"“{one_line(row[f'{side}figure'])}”" for side in sides]
        width = min(max(map(len, figures), default=0), _FIGURE_WIDTH)
        drawings = self._drawings(row)
        for n, (side, figure) in enumerate(zip(sides, figures, strict=True)):
            text = Text(f"{figure:{width}}  ", style="bold")
            if drawings:
                text.append(f"{drawings[n]}  ", style="not bold cyan")
            text.append(_who_and_when(row, side), style="not bold")
            hang = width + 2 + (len(drawings[n]) + 2 if drawings else 0)
            yield from laid_out(self.console, text, indent=4, hang=min(hang, self.console.width // 2))

    def _drawings(self, row: Record) -> list[str]:
        """The two ranges as text; none where the claims are not on one scale, or the terminal is narrow."""
        if row["row"] is None or row["against_row"] is None or self.console.width < 72:
            return []
        pair = self.report.claims.reindex([row["row"], row["against_row"]])
        if pair["low"].isna().any() or pair["kind"].nunique() != 1 or pair["unit"].nunique() != 1:
            return []
        bars = [_bar(claim) for claim in records(pair, _BAR_COLUMNS)]
        plain = not (self.console.encoding or "").lower().startswith("utf")
        return draw(bars, 16 if self.console.width < 100 else 24, PLAIN_SIGNS if plain else SIGNS)

    def _in_a_line(self, row: Record) -> Lines:
        same_file = row["file"] == self.rows[0]["file"] and row["line"] is not None
        where = f"line {row['line']}" if same_file else _where(row)
        more = f" · and {row['related']:,} more" if row["related"] else ""
        text = _severity(row).append(f"  {row['code']}  {_short(row)}  {where}{more}", style="not bold")
        return laid_out(self.console, text, indent=2, hang=2)


def _bar(claim: Record) -> Bounds:
    low = int(claim["low"])
    implied = low if claim["implied_low"] is None else int(claim["implied_low"])
    return Bounds(low, claim["high"], bool(claim["low_hard"]), bool(claim["high_hard"]), implied, claim["implied_high"])


def _severity(row: Record) -> Text:
    severity = str(row["severity"])
    return Text(severity, style=STYLES.get(severity, "bold"))


def _where(row: Record) -> str:
    file = one_line(row["file"] or "")
    return file if row["line"] is None else f"{file}:{row['line']}"


def _short(row: Record) -> str:
    """A discrepancy in a few words."""
    words = [f"“{one_line(row['figure'])}”" if row["figure"] else ""]
    if row["against_figure"]:
        words.append(f"against “{one_line(row['against_figure'])}”")
    if row["as_of"]:
        words.append(f"for {one_line(day_words(row['as_of']))}")
    text = " ".join(word for word in words if word) or one_line(row["message"] or "")
    gap = gap_words(row["gap"], row["gap_percent"])
    return f"{text}{f', {gap}' if gap else ''}"


def _who_and_when(row: Record, side: str) -> str:
    """Whose figure, for which day, and when it was published (which the report does not keep of the witness)."""
    as_of, published = row[f"{side}as_of"], row.get(f"{side}published")
    words = f"{one_line(who_says(row[f'{side}source'], row[f'{side}origin']))}, for {one_line(day_words(as_of))}"
    if published:
        words += ", published that day" if published == as_of else f", published {one_line(published)}"
    return words
