"""Rows of a table that are not claims: the heading again, notes, totals. Each kind is said once, with its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from figcheck.read.tables.column_names import squashed
from figcheck.read.tables.legend import legend_of

_TOTALS = frozenset(map(squashed, (
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall", "all", "gesamt", "insgesamt", "summe",
    "total général", "total general", "totale", "toplam", "genel toplam", "итого", "всего", "усього", "всього", "разом",
    "المجموع", "الإجمالي", "סהכ", "סך הכל",
)))  # fmt: skip

_NOTE = re.compile(
    r"(sources?|notes?|footnotes?|n\.?b\.?|quellen?|anmerkung(en)?|hinweis|fuentes?|notas?|fontes?|kaynak(lar)?|notlar|dipnot|"
    r"источник(и)?|примечани[ея]|джерел[оа]|примітк[аи]|المصدر|ملاحظة|מקור|הערה|data|as of|updated|last updated|downloaded|"
    r"generated|exported)\s*[:：].*|(©|\(c\)|\*|†|‡).*\S\s.*",
    re.I | re.S,
)

UNUSUAL = ("#", "-", "=", "–", "—", ":", "_")
"""Signs at the start of an id that ask for a second look."""

_RULE = re.compile(r"[-=–—:_]{2,}")
"""A cell of a line that only divides, as below the heading of a Markdown table."""

_MOST_REMARKS = 100

HEADING, TAGS, NOTE, TOTAL = "heading", "tags", "note", "total"
_WORDS = {
    HEADING: ("repeats the heading", "repeat the heading"),
    TAGS: ("holds HXL tags", "hold HXL tags"),
    NOTE: ("is a remark and not a claim", "are remarks and not claims"),
    TOTAL: ("is a total without an event of its own", "are totals without an event of their own"),
}


class OtherRows:
    """Tells rows that are not claims from those that are, and keeps count of them.

    `places` has the columns of the ledger by name, and where each stands; `heading` are its cells as printed. `remarks` has the
    texts of the first remarks.
    """

    def __init__(self, heading: Sequence[str], places: Mapping[str, int]) -> None:
        self._heading = [cell.casefold() for cell in heading]
        self._claim, self._figure = places.get("claim_id"), places.get("figure")
        self._event = places.get("event", self._figure)
        self._found: dict[str, list[tuple[int, str]]] = {}
        self.remarks: list[str] = []

    def is_ordinary(self, cells: Sequence[str]) -> bool:
        """Whether a row of the right length needs no second look: it has a figure and an event, and is not the heading."""
        if self._claim is None or self._figure is None or self._event is None:
            return True
        claim = cells[self._claim]
        return bool(
            cells[self._figure]
            and cells[self._event]
            and claim[:1] not in UNUSUAL
            and claim.casefold() != self._heading[self._claim]
        )

    def takes(self, cells: Sequence[str], line: int) -> bool:
        """Whether a row is not a claim. It is then counted, unless it is empty or only divides."""
        if self._claim is None:
            return False
        filled = [(place, cell) for place, text in enumerate(cells) if (cell := text.strip())]
        if not filled or (len(filled) > 2 and all(_RULE.fullmatch(text) for _, text in filled)):
            return True
        kind = self._kind(filled)
        if kind is not None:
            self._found.setdefault(kind, []).append((line, filled[0][1]))
            if kind == NOTE and len(self.remarks) < _MOST_REMARKS:
                self.remarks.append("; ".join(text for _, text in filled))
        return kind is not None

    def notices(self) -> list[tuple[int, str]]:
        """One sentence for each kind of row that was found, with its first line."""
        return [(rows[0][0], self._notice(kind, rows)) for kind, rows in self._found.items()]

    def _kind(self, filled: list[tuple[int, str]]) -> str | None:
        texts = [text.casefold() for _, text in filled]
        if texts == [cell for cell in self._heading if cell]:
            return HEADING
        if len(texts) > 1 and all(text.startswith("#") for text in texts):
            return TAGS
        first, text = filled[0]
        if len(filled) == 1 and first <= (self._claim or 0) and (" " in text or text.startswith("#")):
            return NOTE
        if first <= (self._claim or 0) and all(legend_of([text]) for _, text in filled):
            return NOTE
        if _NOTE.fullmatch(text) and self._figure not in [place for place, _ in filled]:
            return NOTE
        places = [place for place, _ in filled]
        is_total = squashed(text) in _TOTALS and first <= (self._claim or 0)
        return TOTAL if is_total and self._event not in places[1:] else None

    def _notice(self, kind: str, rows: list[tuple[int, str]]) -> str:
        one, several = _WORDS[kind]
        shown = "" if kind == HEADING else f": “{rows[0][1][:60]}”"
        if len(rows) == 1:
            return f"line {rows[0][0]} {one}{shown}"
        return f"{len(rows):,} rows {several}, the first in line {rows[0][0]}{shown}"
