"""How a finding is put into words: fields, then a template; formats come later.

Figures are quoted as printed: nothing here turns "66452" into "66,452".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any

import pandas as pd

from figcheck.model.errors import CardError
from figcheck.model.message_template import Field, read_template

NOT_GIVEN = "(not given)"
NO_DATE = "an unknown date"
UNKNOWN = "unknown"
"""What an editor writes in `as_of` to say that the source gives no date."""

_CITING = ", citing "
_NAMES = ("by", "source", "origin")
"""Last words of the names of fields that name a speaker."""
_OF_WHOM = ("aboard", "among", "at", "by", "from", "in", "of", "on", "under", "with", "without")
"""First words of a population that stand behind what was counted ("killed by landslides")."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one field of a template says in every row: `words` as a reader expects them, and `values` as they are.

    A value is None where there is nothing: an optional stretch with the field is then left out.
    """

    words: Sequence[str]
    values: Sequence[Any]


def fill_template(template: str, said: Mapping[str, Said], count: int) -> list[str]:
    """The template in words for `count` rows at once. Raises CardError for a field that `said` does not have.

    Where "AP, citing the army" or "the ministry, quoted by AP" is followed by another word, the comma that closes the aside
    is added.

    >>> words = Said(["AP, citing the army", "AP"], ["AP", "AP"])
    >>> fill_template("{by} gives[[ {n} {n:copy|copies}]].", {"by": words, "n": Said(["2", ""], [2, None])}, 2)
    ['AP, citing the army, gives 2 copies.', 'AP gives.']
    """
    text = [""] * count
    for stretch in reversed(read_template(template)):
        longer = text
        for part in reversed(stretch.parts):
            if isinstance(part, str):
                longer = [part + rest for rest in longer]
            elif part.name not in said:
                raise _unfilled(part.name, template)
            else:
                words = _words(part, said[part.name])
                aside = part.name.rpartition("_")[2] in _NAMES
                longer = [w + (_comma(w, rest) if aside else "") + rest for w, rest in zip(words, longer, strict=True)]
        if stretch.optional:
            there = zip(*([v is not None for v in said[f.name].values] for f in stretch.fields), strict=True)
            longer = [new if all(given) else old for new, old, given in zip(longer, text, there, strict=True)]
        text = longer
    return text


def _words(field: Field, said: Said) -> Sequence[str]:
    if field.choice is None:
        return said.words
    one, other = field.choice
    return ["" if value is None else one if value == 1 else other for value in said.values]


def _comma(word: str, rest: str) -> str:
    _, comma, last = word.rpartition(", ")
    listed = _CITING not in word and (" and " in last or " & " in last or not last[:1].islower())
    return "," if comma and not listed and rest[:1] == " " and rest[1:2].isalpha() else ""


def _unfilled(name: str, template: str) -> CardError:
    return CardError(
        f"nothing fills {{{name}}}",
        why=f'the template is "{template}"',
        mend="use a field of the claim, or return the value as a column of the query",
    )


def in_words(value: Any, name: str = "") -> str:
    """One value as a reader expects it: whole numbers with thousands separators, dates as 2024-02-03, lists with commas.

    Nothing, an empty list and "" are "(not given)"; as a date for which a figure holds (`as_of`), and for the word
    `unknown` there, "an unknown date". Years never come as numbers.

    >>> in_words(1160), in_words([1000, "AP"]), in_words(None), in_words("unknown", "against_as_of")
    ('1,160', '1,000, AP', '(not given)', 'an unknown date')
    """
    if isinstance(value, str):
        if name.endswith("as_of") and value.strip().casefold() in ("", UNKNOWN):
            return NO_DATE
        return value or NOT_GIVEN
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(in_words(item) for item in items) or NOT_GIVEN
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


def who_says(source: str | None, origin: str | None) -> str:
    """Who says so: the source, and whom it cites where another counted.

    >>> who_says("AP", "AP"), who_says("AP", "the army"), who_says("AP", None)
    ('AP', 'AP, citing the army', 'AP')
    """
    if not source:
        return origin or NOT_GIVEN
    same = not origin or " ".join(origin.split()).casefold() == " ".join(source.split()).casefold()
    return source if same else f"{source}{_CITING}{origin}"


def slip_words(code: str, figure: str | None, reading: int | None) -> str:
    """What the row of a conflict says of a slip that a typo card found in one of its claims.

    >>> slip_words("FC801", "4,465", 4645)
    'Should “4,465” read 4,645 (FC801)?'
    """
    return f"Should “{in_words(figure)}” read {in_words(reading)} ({code})?"


def what_is_counted(measure: str | None, population: str | None, place: str | None) -> str:
    """What was counted, to stand behind a number.

    >>> what_is_counted("killed", "Israelis", "Israel"), what_is_counted("injured", "all", "Gaza")
    ('Israelis killed in Israel', 'injured in Gaza')
    >>> what_is_counted("excess_deaths", "children", None)
    'excess deaths among children'
    >>> what_is_counted("killed", "by landslides", None)
    'killed by landslides'
    """
    what = (measure or NOT_GIVEN).replace("_", " ")
    if population and population.casefold() != "all":
        # "killed", "missing" stand behind the people, "casualties", "hostages" before them
        if population.partition(" ")[0].casefold() in _OF_WHOM:
            what = f"{what} {population}"
        else:
            what = f"{what} among {population}" if what.endswith("s") else f"{population} {what}"
    return f"{what} in {place}" if place else what


def mark_words(claims: Sequence[tuple[str | None, str | None]]) -> str:
    """What the ledger says of the marks beside some figures, as a sentence behind a message; "" for none.

    >>> mark_words([("12p", "provisional"), ("14", None)])
    ' The ledger says that the mark of “12p” stands for “provisional”.'
    """
    said = dict.fromkeys(f"the mark of “{figure}” stands for “{meaning}”" for figure, meaning in claims if meaning)
    return f" The ledger says that {' and '.join(said)}." if said else ""


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
