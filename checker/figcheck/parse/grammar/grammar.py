"""How a figure's words hang together: what stands before its number, the number or the two ends of a range, and after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from figcheck.model.words import CEILINGS, FLOORS
from figcheck.parse.grammar.after_number import AfterNumber
from figcheck.parse.grammar.reading import End, Reading, Stretch
from figcheck.parse.number_words.cardinals import cardinal
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import DASH, NUMBER, Token


def read_tokens(lex: Lexicon, tokens: Sequence[Token], text: str) -> Reading:
    """The reading of a figure's tokens; raises Unreadable."""
    reader = _FigureReader(lex, tokens, text, ands=True)
    try:
        return reader.figure()
    except Unreadable:
        # "between one hundred and twenty thousand": the "and" that was read into a number joins the two ends.
        if not any(token.key in lex.ands for token in tokens):
            raise
        try:
            reading = _FigureReader(lex, tokens, text, ands=False).figure()
        except Unreadable:
            reading = None
        if reading is None or reading.second is None:
            raise
        return reading


_OF_THE_NUMBER = frozenset({"qualifier", "unit", "refuse"})
"""What a phrase after a number may be, so that its first word joins no other end to the number."""


class _FigureReader(AfterNumber):
    """One pass over all tokens of one figure."""

    __slots__ = ()

    def figure(self) -> Reading:
        """The reading of all tokens; raises Unreadable."""
        first, i = self._opening()
        self.reading = reading = Reading(
            first, increment=first.increment, decrease=first.decrease, confidence=first.confidence
        )
        if first.number is not None and first.number.part:
            reading.unit = "fraction"
        if first.change or first.percent:
            reading.unit = "percent"
        reading.period = first.period
        if first.period and reading.unit in ("percent", "fraction"):
            raise Unreadable(f"{quoted(self.text)} makes a rate of a share", "give the number of people per day")
        self.unknown, self.named = None, False
        self.after(i)
        self._refuse_change()
        reading.unknown_noun = self._unknown_noun()
        if first.opened and reading.second is None and reading.margin is None and first.number is not None:
            raise Unreadable(
                f"{quoted(self.text)} opens a range and names one end only", "name both ends, as in `between 20 and 30`"
            )
        if reading.decrease and (reading.increment or (reading.second is not None and reading.second.decrease)):
            raise Unreadable(f"{quoted(self.text)} says more than one change", "give one figure a claim")
        return reading

    def _opening(self) -> tuple[End, int]:
        """The number that the figure is, with all that stands before it: also its parts, where a language names them first.

        "3'ü çocuk, en az 12 kişi" is at least 12. What stands between must be known, or a hedge might be missed.
        """
        first, i = self.before(0)
        end, after = first, i
        while self._is_part(end, after):
            start = after
            while True:
                try:
                    whole, then = self.before(start)
                    break
                except Unreadable:
                    found = self.lex.after.longest(self.tokens, start) if start < len(self.tokens) else None
                    if found is None or found[0].role not in ("people", "state", "ignored"):
                        return first, i
                    start = found[1]
            part, total = end.number, whole.number
            if part is None or total is None or total.part or total.top * part.bottom <= part.top * total.bottom:
                return first, i
            whole.parts.insert(0, Stretch(0, start, "ignored", "a part of the figure"))
            end, after = whole, then
        return end, after

    def _is_part(self, end: End, i: int) -> bool:
        """Whether an ending makes the number before it a part of a whole: "3'ü çocuk"."""
        if end.number is None or end.percent or i >= len(self.tokens):
            return False
        return self.tokens[i].key in self.lex.parts_first

    def after(self, i: int) -> None:
        """Read all that follows the first number; raises Unreadable at what changes its meaning."""
        self._start_after(i)
        while i < len(self.tokens):
            bracketed = self._bracketed_interval(i)
            if bracketed is not None:
                self.reading.confidence = self.reading.interval_beside = True
                self.reading.after.append(Stretch(i, bracketed, "confidence", "a stated interval"))
                i = bracketed
                continue
            parts = self._parts_of_it(i)
            if parts is not None:
                i = self._ignored(i, parts)
                continue
            joined = self._join(i)
            if joined is not None:
                i = joined
                self._start_after(i)
                continue
            level = self._confidence_level(i)
            if level is not None:
                i = self._interval(i, level)
                continue
            taken_back = self._taken_back(i)
            if taken_back is not None:
                i = taken_back
                continue
            found = self.lex.after.longest(self.tokens, i)
            if found is None:
                i, self.talked = self._context(i), True
            else:
                i = self._phrase(found[0], i, found[1])

    def _bracketed_interval(self, i: int) -> int | None:
        """Index after a range in brackets that holds the number: "15 (10-20)", "1.2 million (range: 1.0 to 1.4 million)"."""
        tokens, number = self.tokens, self.reading.first.number
        if number is None or self.reading.second is not None or not self._is_between(i - 1, i, "([{"):
            return None
        found = self.lex.before.longest(tokens, i)
        start = found[1] if found is not None and found[0].role == "open" else i
        low = numeral(self.lex, tokens, start, self.text, self.ands) if start < len(tokens) else None
        joined = self._joining(low.end) if low is not None and low.end < len(tokens) else None
        if low is None or joined is None or joined[1] >= len(tokens):
            return None
        high = numeral(self.lex, tokens, joined[1], self.text, self.ands)
        if high is None or not self._is_between(high.end - 1, high.end, ")]}"):
            return None
        shared = high.scales[0] if high.scales and not low.scales else 1
        least, value, most = (Fraction(n.top, n.bottom) for n in (low, number, high))
        return high.end if least * shared <= value <= most and not number.part else None

    def _parts_of_it(self, i: int) -> int | None:
        """Index after the parts of the number in brackets or after a colon: "43 (27 men, 16 women)", "43 [12 children]".

        They count persons by what they are and come to no more than the number; after a colon, to just the number.
        """
        tokens, number = self.tokens, self.reading.first.number
        total = None if number is None else number.whole()
        bracketed = self._is_between(i - 1, i, "([{")
        if total is None or self.reading.second is not None or not (bracketed or self._is_between(i - 1, i, ":")):
            return None
        end, parts = i, 0
        while end < len(tokens):
            part = numeral(self.lex, tokens, end, self.text, self.ands)
            noun = None if part is None else self._person_after(part.end)
            if part is None or noun is None:
                return None
            end, parts = noun, parts + (part.whole() or 0)
            if bracketed and self._is_between(end - 1, end, ")]}"):
                break
            end += end < len(tokens) and tokens[end].key in self.lex.ands
        return end if 0 < parts <= total and (bracketed or parts == total) else None

    def _person_after(self, i: int) -> int | None:
        """Index after the word for persons that follows a number at once or after one other word ("young men")."""
        for k in range(i, min(i + 2, len(self.tokens))):
            if self.tokens[k].key in self.lex.persons:
                return k + 1
        return None

    def _is_between(self, i: int, k: int, marks: str) -> bool:
        """Whether one of the marks stands between two tokens that follow each other, or at the end of the text."""
        end = self.tokens[k].start if k < len(self.tokens) else len(self.text)
        return any(mark in self.text[self.tokens[i].end : end] for mark in marks)

    def _join(self, i: int) -> int | None:
        """Index after the other end of a range that is joined on here, or after a margin; else None."""
        margin_end = self._margin(i)
        if margin_end is not None:
            return margin_end
        found = self._joining(i)
        if found is None or found[1] >= len(self.tokens):
            return None
        kind, after = found
        try:
            second, end = self.before(after)
        except Unreadable:
            return None
        reading, first = self.reading, self.reading.first
        mixed = (first.vague is None) != (second.vague is None)
        if i == self.number_end and kind in ("range", "either") and end < len(self.tokens):
            self._no_time(end)
        if self._is_time_or_date(after, end) or self._is_suffix(i, after if mixed else end - 1):
            return None
        joinable = kind in ("pair", "closed") and self._closes(i, after, end)
        joinable = joinable or self._joinable(kind, second, end)
        share = self._share_again(after, end)
        if share is not None:
            self._ignored(i, share)
            return share
        if (
            mixed
            or reading.second is not None
            or first.none
            or second.none
            or not joinable
            or self._no_share(second, end)
        ):
            self._two_figures(i, end)
        reading.second, reading.join = second, kind
        reading.increment = reading.increment or second.increment
        if second.number is not None and second.number.part:
            reading.unit = "fraction"
        if second.percent:
            reading.unit = "percent"
        if after > i:
            reading.after.append(Stretch(i, after, "qualifier", "to"))
        return end

    def _refuse_change(self) -> None:
        """Raises Unreadable where words behind the first number say that it became the second: "27명에서 30명으로 늘었다"."""
        first = self.reading.first.number
        if self.reading.second is None or first is None:
            return
        for i in range(first.end, len(self.tokens)):
            found = self.lex.changed.longest(self.tokens, i)
            if found is not None:
                raise Unreadable(
                    f'"{self.words(i, found[1])}" tells a change from one figure to another',
                    "give the later figure, and the earlier one as a claim of its own",
                    at=(i, found[1]),
                )

    def _no_share(self, second: End, end: int) -> bool:
        """Whether a count stands next to a percentage as the number for it, and not as another end: "56% or 336,575"."""
        number = second.number
        if self.reading.unit != "percent" or self.reading.first.percent or number is None:
            return False
        return number.top > 100 * number.bottom and (
            end >= len(self.tokens) or self.tokens[end].key not in self.lex.percent
        )

    def _no_time(self, end: int) -> None:
        """Raises Unreadable where a range just read is one of hours or years: "12 to 15 years"."""
        if self.tokens[end].key in self.lex.times:
            raise Unreadable(
                f'"{self.words(end, end + 1)}" tells a time and does not count people',
                "give the number of people",
                at=(end, end + 1),
            )

    def _joining(self, i: int) -> tuple[str, int] | None:
        """(kind of join, index after it) of a dash, a hyphen, or words that join the ends of a range."""
        token = self.tokens[i]
        if token.kind == DASH:
            aside = self.lex.after.longest(self.tokens, i + 1) if i + 1 < len(self.tokens) else None
            return None if aside is not None and aside[0].role == "context" else ("range", i + 1)
        if token.before == "-" and (token.kind == NUMBER or token.key in self.lex.cardinals):
            return "range", i
        if self.lex.neighbours_are_a_range and self._is_neighbour(i):
            return "range", i
        found = self.lex.joins.longest(self.tokens, i)
        return None if found is None else (found[0].id, found[1])

    def _is_neighbour(self, i: int) -> bool:
        """Whether a number word follows the number's own words, as the other end of a range: "beş altı", "üç dört yüz"."""
        first, lex = self.reading.first.number, self.lex
        if i != self.number_end or first is None or self.reading.second is not None or first.bottom != 1:
            return False
        if self.tokens[i - 1].key not in lex.number_words or self.tokens[i].key not in lex.cardinals:
            return False
        second = cardinal(lex, self.tokens, i, self.ands)
        if second is None:
            return False
        shared = second.scales[0] if second.scales and not first.scales else 1
        return first.top * shared < second.top <= 2 * first.top * shared

    def _is_suffix(self, i: int, join_end: int) -> bool:
        """Whether a longer phrase than up to `join_end` says something of the number: "45 or a few more", "45 la sută"."""
        suffix = self.lex.after.longest(self.tokens, i)
        return suffix is not None and suffix[0].role in _OF_THE_NUMBER and suffix[1] > join_end

    def _margin(self, i: int) -> int | None:
        """Index after a stated margin ("1,200 ± 100"), or None."""
        found, reading = self.lex.plus_minus.longest(self.tokens, i), self.reading
        if found is None or found[1] >= len(self.tokens) or reading.first.number is None or reading.second is not None:
            return None
        number = numeral(self.lex, self.tokens, found[1], self.text, self.ands)
        if number is None:
            return None
        reading.margin = number
        reading.after.append(Stretch(i, number.end, "confidence", "a stated margin on both sides"))
        return number.end

    def _closes(self, i: int, after: int, end: int) -> bool:
        """Whether the words that close a range stand after its second end: "20 ile 30 kişi arasında"."""
        if self.reading.first.vague is not None:
            return False
        return any(self.lex.closes.longest(self.tokens, k) for k in range(end, min(end + 4, len(self.tokens))))

    def _joinable(self, kind: str, second: End, end: int) -> bool:
        if self.reading.first.opened:
            return True
        if self.talked:
            return False
        if kind not in ("pair", "closed"):
            return True
        floor = any(hedge.qualifier in FLOORS for hedge in self.reading.first.qualifiers)
        suffix = self.lex.after.longest(self.tokens, end)  # "20'den fazla ve 30'dan az"
        closed = suffix is not None and suffix[0].role == "qualifier" and suffix[0].id in CEILINGS
        return floor and (closed or any(hedge.qualifier not in FLOORS for hedge in second.qualifiers))
