"""A cache by shape: phrases that differ only in their digits are read once, and only the number is exchanged.

The shape of "more than 27,000 people" and of "more than 412 people" is one: their words without the digits. The cache keeps
what the grammar found in it (which hedge, which unit, what is ignored) as a plan, and each further figure of that shape goes
from its number straight to its meaning. A plan is kept only where the words alone decide the reading. Then every run of digits
is either a number of the figure, printed plainly (bare, in groups of three, or with up to three decimals) and followed by
scales only, or it stands in the rest that is passed over whatever it holds ("…, up from 30"). A phrase whose reading may
depend on its digits (years, dates, shares, ages, a number said twice) has no plan and is read in full each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from figcheck.model.figure import Figure
from figcheck.parse.cached_plan import Offset, Plan, Span, numeral_of
from figcheck.parse.grammar.reading import End, Reading, Stretch
from figcheck.parse.ranges.meaning import ROLES
from figcheck.parse.ranges.share_of import span_of_whole
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import DASH, GROUPED, NUMBER, Token

_NUMBER = re.compile(f"({GROUPED})")
_PLAIN_NUMBER = re.compile(
    r"""((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}|[0-9]+
      |[1-9][0-9]{0,2}(?:(?P<mark>[ '’\u00a0\u2009\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*|(?:\.[0-9]{3}){2,})))
    |([0-9]+\.[0-9]{1,2})
    |([1-9][0-9]{0,2}\.[0-9]{3})""",
    re.VERBOSE,
)
_MARKS = "\0", "\1", "\2", "\3", "\4"
"""What stands for a number in a shape: whole, three decimals (thousands, unless a scale follows), other decimals, and a number
that may be a year, of our calendar or of another, because another number stands in the figure."""
_MOST_PLANS = 20_000
_LONGEST_NUMBER = 24
"""Characters of a run of digits that has a plan."""


class ShapeCache:
    """The plans of all shapes that were met so far. It forgets them all when there are too many."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str | None, str], Plan] = {}

    def forget(self) -> None:
        """Drops all plans."""
        self._plans.clear()

    def read(self, text: str, lang: str | None, rounds: bool) -> tuple[Figure | None, tuple[str | None, str] | None]:
        """(figure, None) where a plan gives it; (None, key) where a plan may be kept after the figure was read in full."""
        pieces = _NUMBER.split(text)
        if not 3 <= len(pieces) <= 9:
            return None, None
        numbers = pieces[1::2]
        marks = []
        for digits in numbers:
            plain = _PLAIN_NUMBER.fullmatch(digits)
            if plain is None or len(digits) > _LONGEST_NUMBER:
                return None, None
            if len(digits) == 4 and len(numbers) > 1 and "1300" <= digits <= "2100":
                marks.append(_MARKS[3 if digits >= "1900" else 4])
            else:
                marks.append(_MARKS[0 if plain[1] else 1 if plain[3] else 2])
        pieces[1::2] = marks
        key = lang, "".join(pieces)
        plan = self._plans.get(key)
        if plan is None:
            return None, key
        return plan.figure(text, numbers, rounds), None

    def keep(
        self,
        key: tuple[str | None, str],
        code: str | None,
        reading: Reading,
        lex: Lexicon,
        tokens: Sequence[Token],
        text: str,
    ) -> None:
        """Keep the plan of a figure that was read in full, if its words alone decided the reading; `code` is its language."""
        plan = _plan(code, reading, lex, tokens, text)
        if plan is None:
            return
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
        self._plans[key] = plan


def _plan(code: str | None, reading: Reading, lex: Lexicon, tokens: Sequence[Token], text: str) -> Plan | None:
    if lex.letters.cleaned(text)[1] is not None or reading.margin is not None or reading.confidence or reading.decrease:
        return None
    if any(token.kind in (NUMBER, DASH) and text[token.start : token.end] != token.key for token in tokens):
        return None  # numbers in characters, and those that make a range only side by side: "3万2千", "3、4人"
    ends = [reading.first] if reading.second is None else [reading.first, reading.second]
    stretches = [_number_of(end) for end in ends]
    places = [i for i, token in enumerate(tokens) if token.kind == NUMBER]
    own = [stretch.first for stretch in stretches if stretch is not None]
    rest = len(tokens) if reading.rest is None else reading.rest
    if None in stretches or [i for i in places if i < rest] != own:
        return None
    if _may_be_an_age(lex, reading, tokens):
        return None
    factors: list[int] = []
    for end, stretch in zip(ends, stretches, strict=True):
        factor = _factor(lex, end, stretch, tokens)  # type: ignore[arg-type]
        if factor is None:
            return None
        factors.append(factor)
    numbers = {i for stretch in stretches if stretch is not None for i in range(stretch.first, stretch.end)}
    if any(t.key in lex.number_words and t.key not in lex.articles for i, t in enumerate(tokens) if i not in numbers):
        return None
    if reading.second is None and any(t.key in lex.of for t in tokens[own[0] + 1 : places[-1]]) and len(places) > 1:
        return None  # "30 of 45": whether it is a share, the numbers say
    if any("," in tokens[i].key and "," in lex.decimal for i in places):
        return None
    of = span_of_whole(reading, lex, tokens, text) if reading.unit in ("percent", "fraction") else None
    offsets = _Offsets(tokens, places)
    kept = sorted([*reading.first.parts, *(reading.second.parts if reading.second else ()), *reading.after])
    return Plan(
        lex, code, reading, tuple(factors),
        tuple(
            Span(offsets.of(tokens[s.first].start), offsets.of(tokens[s.end - 1].end),
                     s.role if s.role in ROLES else "ignored", s.meaning or ("" if s.role == "number" else "a number"))
            for s in kept
        ),
        None if of is None else (offsets.of(of[0]), offsets.of(of[1])),
    )  # fmt: skip


def _may_be_an_age(lex: Lexicon, reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether a word for persons stands right before the number and its hedge, so that a small one would be an age."""
    parts = reading.first.parts
    before = [part.first - 1 for part in parts if part.role in ("number", "qualifier")]
    return any(i >= 0 and tokens[i].key in lex.persons for i in before)


def _number_of(end: End) -> Stretch | None:
    """The stretch of an end's number; None for a word of no number, a none, a change, or a fraction."""
    number = end.number
    if number is None or end.none or end.change or number.part or number.plural or end.vague is not None:
        return None
    found = [stretch for stretch in end.parts if stretch.role == "number"]
    return found[0] if len(found) == 1 else None


def _factor(lex: Lexicon, end: End, stretch: Stretch, tokens: Sequence[Token]) -> int | None:
    """What the scales after a number multiply its digits by; None where it is made of more than digits and scales."""
    number = end.number
    assert number is not None
    if stretch.first and tokens[stretch.first - 1].key in lex.months:
        return None
    factor = number.scales[0] if number.scales else 1
    plain = _PLAIN_NUMBER.fullmatch(tokens[stretch.first].key)
    if plain is None or stretch.end != stretch.first + 1 + len(number.scales):
        return None
    again = numeral_of(plain.group(), factor, number.scales)
    return factor if (again.top, again.bottom, again.digits) == (number.top, number.bottom, number.digits) else None


class _Offsets:
    """Offsets of a text as offsets of its shape, in which numbers have no width."""

    def __init__(self, tokens: Sequence[Token], places: Sequence[int]) -> None:
        self._numbers = [(tokens[i].start, tokens[i].end) for i in places]

    def of(self, offset: int) -> Offset:
        passed = [end - start for start, end in self._numbers if end <= offset]
        return Offset(offset - sum(passed), len(passed))
