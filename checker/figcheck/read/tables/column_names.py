"""The names in a heading: which column of a ledger each one means, and whether they look like those of a ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from figcheck.model.tables import LEDGER_COLUMNS, REQUIRED_COLUMNS

KEY_COLUMNS = ("claim_id", "figure")
"""What makes a table a ledger."""

INTERNAL_COLUMNS = ("file", "line", "malformed", "malformed_mend", "record", "legend")
"""Columns of `read` itself. A user's column of such a name is left alone."""

_OTHER_WORDS = {
    "claim_id": (
        "id", "claim", "claim no", "claim number", "ref", "reference", "record id", "entry", "Kennung", "lfd. Nr.", "Nr.",
        "identifiant", "identificador", "identificativo", "kimlik",
    ),
    "event": (
        "incident", "crisis", "conflict", "disaster", "attack", "Ereignis", "Vorfall", "événement", "evento", "suceso", "olay",
        "событие", "подія", "الحدث", "אירוע",
    ),
    "measure": (
        "type", "category", "indicator", "metric", "what", "Kategorie", "Merkmal", "catégorie", "indicateur", "categoría",
        "indicador", "categoria", "kategori", "категория", "категорія", "الفئة", "קטגוריה",
    ),
    "figure": (
        "number", "count", "value", "toll", "total", "figures", "amount", "quantity", "num", "reported figure", "Zahl", "Anzahl",
        "nombre", "chiffre", "cifra", "número", "numero", "sayı", "число", "количество", "кількість", "العدد", "מספר",
    ),
    "source": (
        "outlet", "publisher", "publication", "media", "sources", "reported by", "Quelle", "Medium", "fuente", "medio", "fonte",
        "kaynak", "источник", "джерело", "المصدر", "מקור",
    ),
    "published": (
        "date", "publication date", "date published", "published on", "published date", "publish date", "Datum",
        "veröffentlicht", "publié", "fecha", "data", "tarih", "дата", "التاريخ", "תאריך",
    ),
}  # fmt: skip
"""What other tables call the columns that every claim needs."""

_MEASURES = (
    "killed", "dead", "deaths", "fatalities", "died", "injured", "wounded", "injuries", "missing", "displaced",
    "casualties", "evacuated", "detained", "abducted", "hospitalized", "hospitalised", "recovered", "tote",
    "verletzte", "muertos", "heridos", "morts", "blessés", "ölü", "yaralı", "погибшие", "раненые", "загиблі",
    "поранені", "قتلى", "جرحى", "הרוגים", "פצועים",
)  # fmt: skip


_REMARK = re.compile(r"\(.*\)|\[.*\]|(?<=\S)\s*[\r\n].*", re.S)
"""What follows a name in its cell: a remark in brackets, or on a line of its own."""

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")


@lru_cache(maxsize=8_192)
def squashed(name: str) -> str:
    """A name without what people write differently: case, blanks, underscores, hyphens, signs.

    >>> squashed(" Claim-ID*"), squashed("claim_id")
    ('claimid', 'claimid')
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name[:200]).casefold()))


_LEDGER = {squashed(name): name for name in (column.removeprefix("ledger_") for column in LEDGER_COLUMNS)}
_INSTEAD = {squashed(word): column for column, words in _OTHER_WORDS.items() for word in words}
_MEASURE_NAMES = frozenset(map(squashed, _MEASURES))


def column_of(name: str) -> str | None:
    """The column of a ledger that a heading means, None for one of the user's own.

    >>> column_of("Claim ID"), column_of("Figure (as printed)"), column_of("desk"), column_of("ledger_low")
    ('claim_id', 'figure', None, None)
    """
    return _LEDGER.get(squashed(name)) or _LEDGER.get(squashed(_REMARK.sub("", name)))


def columns_of(cells: Iterable[str]) -> set[str]:
    """The columns of a ledger that a line of headings has."""
    return {column for cell in cells if (column := column_of(cell))}


def is_ledger(cells: Iterable[str]) -> bool:
    """Whether a line of headings is that of a ledger."""
    return columns_of(cells).issuperset(KEY_COLUMNS)


def looks_like_ledger(cells: Sequence[str]) -> bool:
    """Whether headings are so much like those of a ledger that the table must not be passed over."""
    found = columns_of(cells)
    required = found.intersection(REQUIRED_COLUMNS)
    if found.intersection(KEY_COLUMNS) and len(found) > 1:
        return True
    return len(required) >= 3 or len(required | set(instead_of_required(cells))) >= 5


def instead_of_required(cells: Sequence[str]) -> dict[str, str]:
    """Required column that the headings lack -> the heading that probably means it.

    >>> instead_of_required(["id", "event", "number"])
    {'claim_id': 'id', 'figure': 'number'}
    """
    found = columns_of(cells)
    instead: dict[str, str] = {}
    for cell in cells:
        column = _INSTEAD.get(squashed(cell))
        if column and column not in found:
            instead.setdefault(column, cell)
    return instead


def measures_among(cells: Sequence[str]) -> list[str]:
    """The headings that are names of measures: a table that has them has one column for each, and not one row."""
    return [cell for cell in cells if squashed(cell) in _MEASURE_NAMES]


def has_day(cell: str) -> bool:
    """Whether a cell holds a day in digits."""
    return _DAY.search(cell) is not None


def are_those_of_a_claim(cells: Sequence[str]) -> bool:
    """Whether the first line of a table is a claim itself: it has a measure, a day and a number, and no heading stands above."""
    rest = [cell for cell in cells if not has_day(cell)]
    numbers = [cell for cell in rest if any(map(str.isdigit, cell))]
    return len(cells) >= 5 and len(rest) < len(cells) and bool(numbers) and bool(measures_among(cells))
