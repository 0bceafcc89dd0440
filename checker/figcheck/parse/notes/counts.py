"""The numbers of people that a stretch of a note names, read with the parser of figures."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from figcheck.model.figure import Figure
from figcheck.parse.figure import parse_figure
from figcheck.parse.notes.correction_words import CorrectionWords
from figcheck.parse.number_words.cardinals import Numeral
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.ranges.taken_back import above_zero
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.tokens import NUMBER, WORD, Token

_REACH = 8
"""Tokens before a number that may be its hedge, and after it up to its noun."""

_MOST_UNKNOWN = 2
"""Unknown words between a number and its noun ("42 Gazan hospital deaths") that are passed over."""

_YEARS = range(1900, 2101)
_WITHOUT_NUMBER = frozenset({"vague", "fixed", "rounded"})
_PEOPLE = frozenset({"people", "state"})
_NO_PEOPLE = frozenset({"counted", "refuse", "unit", "period", "confidence"})


class Noun(IntEnum):
    """What stands after a number, the surest first: people or their records, nothing, one word that the lexicon lacks."""

    PEOPLE = 0
    NOTHING = 1
    UNKNOWN = 2


class Count(NamedTuple):
    """A number of people in the tokens `first` up to `end`; with its noun it reaches up to `noun_end`.

    `figure` is above zero; `direction` is -1 where its words say a fall ("cut by 81"), 1 where they say a rise, else 0.
    """

    first: int
    end: int
    noun_end: int
    figure: Figure
    noun: Noun
    direction: int


class CountReader:
    """Reads the numbers of people in the tokens of one sentence."""

    def __init__(self, words: CorrectionWords, tokens: Sequence[Token], text: str) -> None:
        self._words, self._lex, self._tokens, self._text = words, words.lex, tokens, text

    def counts(self, first: int, end: int) -> list[Count]:
        """The numbers of people in the tokens `first` up to `end`, which stand in one clause.

        Left out is what figcheck's parser refuses (an age, money, a page), a date, the number of a thing ("42 Main Road", "Room
        42"), and a part of another number ("30 of them women").
        """
        found: list[Count] = []
        since, i = first, first
        while i < end:
            after = self._number_end(i)
            if after is None or after > end:
                i += 1
                continue
            count = self._count(since, i, after, end)
            if count is not None:
                found.append(count)
                after = count.end
            since = i = max(after, i + 1)
        return found

    def number(self, i: int) -> tuple[int, int] | None:
        """(whole number, index after it) of the number that begins at a token; None where none does."""
        found = self._numeral(i)
        whole = None if found is None or found.part else found.whole()
        return None if found is None or whole is None else (whole, found.end)

    def _numeral(self, i: int) -> Numeral | None:
        token = self._tokens[i]
        if token.kind != NUMBER and token.key not in self._lex.number_words:
            return None
        try:
            return numeral(self._lex, self._tokens, i, self._text)
        except Unreadable:
            return None

    def _number_end(self, i: int) -> int | None:
        """Index after the number, or the word of no number ("dozens"), that begins at a token."""
        found = self._numeral(i)
        if found is not None:
            return found.end
        phrase = self._lex.before.longest(self._tokens, i)
        return phrase[1] if phrase is not None and phrase[0].role in _WITHOUT_NUMBER else None

    def _count(self, since: int, i: int, after: int, end: int) -> Count | None:
        share = self._numeral(i)
        if share is not None and share.part:
            return self._part_of_a_whole(i, after, end)
        if self._is_dated(since, i, after, end) or self._lex.part_of.longest(self._tokens, after) is not None:
            return None
        noun = self._noun(i, after, end)
        if noun is None:
            return None
        kind, noun_end = noun
        start = self._hedge_start(max(since, i - _REACH), i)
        # "Room 42": a word that is no hedge stands before it
        labelled = start > since and self._tokens[start - 1].key not in self._lex.ands
        if kind is not Noun.PEOPLE and (labelled or self._may_be_none(i, after)):
            return None
        for stop in dict.fromkeys((end, self._next_number(after, end), noun_end, after)):
            words = self._text[self._tokens[start].start : self._tokens[stop - 1].end]
            figure = parse_figure(words, self._lex.code, rounds=False)
            if figure.error is None and figure.unit == "people":
                number_end = self._after_numbers(start, after, stop, figure)
                direction = -1 if figure.correction else int(figure.increment)
                size = above_zero(figure) if figure.correction else figure
                return Count(start, number_end, max(number_end, noun_end), size, kind, direction)
        return None

    def _part_of_a_whole(self, i: int, after: int, end: int) -> Count | None:
        """The first number of "5 of the 42 names"; None for a share in words ("a third of the names")."""
        noun = self._noun(i, after, end)
        figure = parse_figure(self._tokens[i].key, self._lex.code, rounds=False)
        if self._tokens[i].kind != NUMBER or noun is None or noun[0] is not Noun.PEOPLE or figure.error is not None:
            return None
        return Count(i, after, noun[1], figure, Noun.PEOPLE, 0)

    def _is_dated(self, first: int, i: int, after: int, end: int) -> bool:
        """Whether a month stands beside a number, within its stretch `first` up to `end`."""
        return any(self._tokens[k].key in self._lex.months for k in (i - 1, after) if first <= k < end)

    def _may_be_none(self, i: int, after: int) -> bool:
        """Whether a number without a noun may be a year, or the article that is one in many languages ("ein", "un", "bir")."""
        key, word = self._tokens[i].key, self._tokens[i].kind == WORD
        is_one = word and after == i + 1 and self._lex.cardinals.get(key) == 1
        return (key.isdigit() and len(key) == 4 and int(key) in _YEARS) or (is_one and not self._lex.articles)

    def _hedge_start(self, first: int, i: int) -> int:
        """The first token of the words before a number that a figure may begin with; `i` where there are none."""
        for start in range(first, i):
            k = start
            while k < i and (phrase := self._lex.before.longest(self._tokens, k)) is not None:
                k = phrase[1]
            if k == i:
                return start
        return i

    def _noun(self, i: int, after: int, end: int) -> tuple[Noun, int] | None:
        """What a number counts, and the index after it; None where that is no people."""
        lex, tokens = self._lex, self._tokens
        k, unknown, linked = after, 0, False
        while k < min(end, after + _REACH) and unknown <= _MOST_UNKNOWN:
            phrase = lex.decreases.longest(tokens, k) or lex.after.longest(tokens, k)
            role = None if phrase is None else phrase[0].role
            if role in _PEOPLE or tokens[k].key in self._words.nouns:
                return Noun.PEOPLE, k + 1 if phrase is None else max(phrase[1], k + 1)
            if role in _NO_PEOPLE and not linked:
                return None
            if role == "context":
                break
            linked = linked or role == "link"
            unknown += phrase is None and tokens[k].kind == WORD and tokens[k].key not in lex.known
            k = k + 1 if phrase is None else phrase[1]
        if unknown == 0:
            return Noun.NOTHING, after
        named = lex.capitals_are_names and self._text[tokens[after].start].isupper()
        if unknown == 1 and tokens[i].kind == NUMBER and not named and not linked:
            return Noun.UNKNOWN, after
        return None

    def _next_number(self, first: int, end: int) -> int:
        return next((k for k in range(first, end) if self.number(k) is not None), end)

    def _after_numbers(self, start: int, after: int, stop: int, figure: Figure) -> int:
        """The index after the last number that a figure, whose words begin at `start`, was read from: both ends of a range."""
        last = self._tokens[start].start + max((part.end for part in figure.parts if part.role == "number"), default=0)
        return max(after, next((k for k in range(after, stop) if self._tokens[k].start >= last), stop))
