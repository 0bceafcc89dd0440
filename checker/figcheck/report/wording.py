"""How a finding is put into words: fields, then a template; formats come later.

A template has `{name}` fields and nothing else; `{{` and `}}` are braces. Figures are quoted as printed: nothing here
turns "66452" into "66,452".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from numbers import Integral, Real
from string import Formatter
from typing import Any

import pandas as pd

from figcheck.model.errors import CardError

NOT_GIVEN = "(not given)"
NO_DATE = "an unknown date"
UNKNOWN = "unknown"
"""What an editor writes in `as_of` to say that the source gives no date."""

_CITING = ", citing "


@lru_cache(maxsize=4096)
def pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """The template cut up: each literal text with the name of the field after it (None at the end).

    Raises CardError for anything but plain names: `str.format` would follow attributes and indexes.

    >>> pieces("{by} gives {figure}")
    (('', 'by'), (' gives ', 'figure'))
    """
    found: list[tuple[str, str | None]] = []
    try:
        for literal, name, spec, conversion in Formatter().parse(template):
            if name is not None and (not name.isidentifier() or spec or conversion):
                raise ValueError(f'"{name}" is not a plain name')
            found.append((literal, name))
    except ValueError as error:
        mend = "write {name}, or {{ for a brace"
        raise CardError(f'cannot read the template "{template}"', why=str(error), mend=mend) from error
    return tuple(found)


def fill(template: str, fields: Mapping[str, Any]) -> str:
    """The template with its fields said for a reader (see `say`). Raises CardError for a field that nothing fills.

    >>> fill("{source} gives {n} for {as_of}", {"source": "AP", "n": 1160, "as_of": None})
    'AP gives 1,160 for an unknown date'
    """
    out = []
    for literal, name in _closed(template):
        out.append(literal)
        if name is None:
            continue
        key, comma = name
        if key not in fields:
            raise unfilled(key, template)
        out.append(say(fields[key], key))
        if comma and _CITING in out[-1]:
            out.append(",")
    return "".join(out)


def fill_columns(template: str, columns: Mapping[str, list[str]], count: int) -> list[str]:
    """`fill` for `count` rows at once; the columns hold words already said. Raises CardError as `fill` does."""
    parts: list[list[str]] = []
    for literal, name in _closed(template):
        if literal:
            parts.append([literal] * count)
        if name is None:
            continue
        key, comma = name
        if key not in columns:
            raise unfilled(key, template)
        words = columns[key]
        parts.append([f"{w}," if _CITING in w else w for w in words] if comma else words)
    return ["".join(row) for row in zip(*parts, strict=True)] if parts else [""] * count


@lru_cache(maxsize=4096)
def _closed(template: str) -> tuple[tuple[str, tuple[str, bool] | None], ...]:
    """The pieces, and for each field whether "AP, citing the army" needs a comma after it, since the sentence goes on."""
    found = pieces(template)
    after = [*(literal for literal, _ in found[1:]), ""][: len(found)]
    return tuple(
        (literal, None if name is None else (name, _is_by(name) and rest[:1] == " " and rest[1:2].isalpha()))
        for (literal, name), rest in zip(found, after, strict=True)
    )


def _is_by(name: str) -> bool:
    return name == "by" or name.endswith("_by")


def unfilled(name: str, template: str) -> CardError:
    """What to raise when a template asks for a field that nobody fills."""
    return CardError(
        f"nothing fills {{{name}}}",
        why=f'the template is "{template}"',
        mend="use a field of the claim, or return it as a column of the query",
    )


def say(value: Any, name: str = "") -> str:
    """One value as a reader expects it: whole numbers with thousands separators, dates as 2024-02-03, lists with commas.

    Nothing, an empty list and "" are "(not given)"; as a date for which a figure holds (`as_of`), and for the word
    `unknown` there, "an unknown date". Years never come as numbers.

    >>> say(1160), say([1000, "AP"]), say(None), say("unknown", "against_as_of")
    ('1,160', '1,000, AP', '(not given)', 'an unknown date')
    """
    if isinstance(value, str):
        if name.endswith("as_of") and value.strip().casefold() in ("", UNKNOWN):
            return NO_DATE
        return value or NOT_GIVEN
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(say(item) for item in items) or NOT_GIVEN
    if value is None or pd.isna(value):
        return NO_DATE if name.endswith("as_of") else NOT_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{int(value):,}"
    if isinstance(value, Real):
        number = float(value)
        return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}".rstrip("0")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def range_words(low: int | None, high: int | None) -> str:
    """A closed range of whole people in words; None for `low` is 0, for `high` no bound.

    >>> range_words(27001, None), range_words(1100, 1300), range_words(66452, 66452), range_words(0, 150)
    ('27,001 or more', '1,100–1,300', '66,452', 'at most 150')
    """
    if high is None:
        return f"{low:,} or more" if low else "any number"
    if not low:
        return f"at most {high:,}" if high else "0"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def whose(source: str | None, origin: str | None) -> str:
    """Who says so: the source, and whom it cites where another counted.

    >>> whose("AP", "AP"), whose("AP", "the army"), whose("AP", None)
    ('AP', 'AP, citing the army', 'AP')
    """
    if not source:
        return origin or NOT_GIVEN
    same = not origin or " ".join(origin.split()).casefold() == " ".join(source.split()).casefold()
    return source if same else f"{source}{_CITING}{origin}"


def slip_words(code: str, claim_id: str, reading: int | None) -> str:
    """What the row of a conflict says of a slip that a typo card found in one of its claims.

    >>> slip_words("FC801", "daily-3", 4645)
    'FC801 asks whether "daily-3" should read 4,645.'
    """
    return f'{code} asks whether "{claim_id}" should read {say(reading)}.'


def counted(measure: str | None, population: str | None, place: str | None) -> str:
    """What was counted, to stand behind a number.

    >>> counted("killed", "Israelis", "Israel"), counted("excess_deaths", "children", None), counted("injured", "all", "Gaza")
    ('Israelis killed in Israel', 'excess deaths among children', 'injured in Gaza')
    """
    what = (measure or NOT_GIVEN).replace("_", " ")
    if population and population.casefold() != "all":
        # "killed", "missing" stand behind the people, "casualties", "hostages" before them
        what = f"{what} among {population}" if what.endswith("s") else f"{population} {what}"
    return f"{what} in {place}" if place else what


def day_words(as_of: str | None) -> str:
    """The date for which a figure holds, as a report has it.

    >>> day_words("2024-02-03"), day_words("unknown"), day_words(None)
    ('2024-02-03', 'an unknown date', 'an unknown date')
    """
    return NO_DATE if not as_of or as_of.strip().casefold() == UNKNOWN else as_of


def gap_words(gap: int | None, percent: float | None) -> str:
    """By how many people two claims miss each other; "" when they do not.

    >>> gap_words(3000, 460.1), gap_words(40, None), gap_words(None, None)
    ('gap 3,000 (460.1%)', 'gap 40', '')
    """
    if gap is None:
        return ""
    return f"gap {gap:,}" if percent is None else f"gap {gap:,} ({percent:,.1f}%)"
