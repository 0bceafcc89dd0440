"""Faithful ways to print a number: each is read back, and stays only where what a reader takes from it holds the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figcheck.model.errors import SettingsError
from figcheck.model.figure import Figure, Phrasing
from figcheck.parse.figure import parse_figure
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.templates import expanded, place

_ORDER = ("exact", "more_than", "at_least", "just_over", "about", "nearly", "fewer_than", "between")

_KEPT = {"at_least": 1, "fewer_than": 1, "between": 1}
"""How many phrases of a qualifier are worth proposing, where it is not two."""


def faithful_phrases(n: int, lang: str = "en") -> list[Phrasing]:
    """Phrases for `n` people that are faithful to it, the closest of each qualifier first.

    The words are the first of each qualifier in the language's lexicon, the numbers are `n` and the round ones around it. A
    phrase is kept when, read back, it has its qualifier and its implied range holds `n`. Raises SettingsError for a language
    without a lexicon.

    >>> [phrasing.text for phrasing in faithful_phrases(27_238)][:3]
    ['27,238', 'more than 27,000', 'more than 20,000']
    """
    lex = lexicon(lang)
    if lex is None:
        raise SettingsError(
            f'there is no lexicon for the language "{lang}"',
            why=f"there are: {', '.join(languages())}",
            mend="choose one",
        )
    found: dict[str, Phrasing] = {}
    for qualifier in _ORDER:
        kept = 0
        for numbers in _numbers(qualifier, n):
            text = _worded(lex, qualifier, numbers)
            if text is None or text in found or kept == _KEPT.get(qualifier, 2):
                continue
            figure = parse_figure(text, lang)
            if figure.error is None and figure.qualifier == qualifier and _holds(figure, n):
                found[text] = Phrasing(text, figure)
                kept += 1
    return list(found.values())


def written(lex: Lexicon, n: int) -> str:
    """A number in digits as the language prints it.

    >>> written(lexicon("de"), 27_238)
    '27.238'
    """
    return f"{n:,}".replace(",", lex.thousands)


def _holds(figure: Figure, n: int) -> bool:
    low, high = figure.implied_low, figure.implied_high
    return low is not None and low <= n and (high is None or n <= high)


def _numbers(qualifier: str, n: int) -> Iterator[tuple[int, ...]]:
    """The numbers that a phrase of a qualifier may name for `n`, the most often printed first: one or two digits, then more."""
    if qualifier == "exact":
        yield (n,)
        return
    units = [10**k for k in range(len(str(n)) - 1, max(len(str(n)) - 4, 0), -1)]
    for unit in [*units[1:2], *units[:1], *units[2:]]:
        floor, ceiling = n // unit * unit, -(-n // unit) * unit
        if qualifier == "about" and round(n / unit) * unit:
            yield (round(n / unit) * unit,)
        elif qualifier in ("more_than", "at_least", "just_over") and 0 < floor < n:
            yield (floor,)
        elif qualifier in ("nearly", "fewer_than") and ceiling > n:
            yield (ceiling,)
        elif qualifier == "between" and 0 < floor < ceiling:
            yield floor, ceiling


def _worded(lex: Lexicon, qualifier: str, numbers: tuple[int, ...]) -> str | None:
    said = lex.source.get("say", {}).get(qualifier)
    if said is None:
        if qualifier == "exact":
            return written(lex, numbers[0])
        phrases = next((q["phrases"] for q in lex.source["qualifiers"] if q["id"] == qualifier), ())
        fitting = (one for phrase in phrases for one in expanded(phrase) if len(place(one)) == len(numbers) + 1)
        said = next(fitting, None)
    if said is None:
        return None
    pieces = place(said)
    text = pieces[0]
    for number, piece in zip(numbers, pieces[1:], strict=True):
        text += written(lex, number) + _in_harmony(lex, number, piece)
    return text


def _in_harmony(lex: Lexicon, number: int, piece: str) -> str:
    """What follows a number, its suffix in the form that the number's last word asks for: "200'den", "40'tan"."""
    forms = lex.source.get("digits", {}).get("suffix_forms", {})
    found = re.match(r"'(\w+)", piece)
    if found is None or found.group(1) not in forms:
        return piece
    table = forms[found.group(1)]
    last = next((number % (10 * k) for k in (1, 10) if number % (10 * k)), None) or _scale_of(number)
    form = table.get(last)
    return piece if form is None else f"'{form}{piece[found.end() :]}"


def _scale_of(number: int) -> int:
    """The scale that a number with two zeros at its end is read out with last: 100 for 27,300, 1,000 for 27,000."""
    scale = 100
    for larger in (1000, 10**6, 10**9):
        if number and number % larger == 0:
            scale = larger
    return scale
