"""The figures of a sentence: each number with the words around it that belong to it, read by figcheck's own parser."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from figcheck.model.figure import Figure
from figcheck.parse.figure import parse_figure
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import DASH, NUMBER, WORD, Token
from figcheck.prose.prose_words import ProseWords

_WIDEST = 7
"""Words of the longest hedge before a number."""
_HEDGES = frozenset({"qualifier", "within", "exactly"})


class Number(NamedTuple):
    """A figure of a sentence: its tokens, first and end, and what the parser reads in its words. `none`: it says nobody."""

    first: int
    end: int
    figure: Figure
    none: bool = False


def numbers(tokens: Sequence[Token], text: str, words: ProseWords, masked: Set[int]) -> list[Number]:
    """The figures from left to right, none of them masked; two never share a token."""
    found: list[Number] = []
    finder = _Finder(tokens, text, words, masked)
    i = 0
    while i < len(tokens):
        number = None if i in masked else finder.at(i, found[-1].end if found else 0)
        if number is None:
            i += 1
        else:
            found.append(number)
            i = number.end
    return found


class _Finder:
    def __init__(self, tokens: Sequence[Token], text: str, words: ProseWords, masked: Set[int]) -> None:
        self.tokens, self.text, self.words, self.masked = tokens, text, words, masked
        self.lex: Lexicon = words.lex

    def at(self, i: int, floor: int) -> Number | None:
        """The figure whose number begins at a token; none of its words lies before `floor`."""
        core = self._core(i)
        if core is None:
            return None
        end, none = core
        if any(k in self.masked for k in range(i, end)):
            return None
        first = self._with_hedges(i, floor)
        first, end = self._with_other_end(first, i, end)
        end = self._with_suffix(i, end)
        first = self._with_wrappers(first, floor)
        for start, stop in ((first, end), (i, end), (i, core[0])):
            figure = self._parsed(start, stop, none)
            if figure is not None:
                return Number(start, stop, figure, none)
        return None

    def _parsed(self, first: int, end: int, none: bool) -> Figure | None:
        said = self.text[self.tokens[first].start : self.tokens[end - 1].end]
        figure = parse_figure(said, self.lex.code)
        if figure.error is not None or figure.unit not in ("people", "households", "rate") or figure.correction:
            return None
        if (figure.low, figure.high) == (0, 0) and not none:
            return None
        return figure

    def _core(self, i: int) -> tuple[int, bool] | None:
        """(index after the number itself, whether it says nobody), or None."""
        token = self.tokens[i]
        lex = self.lex
        known = lex.before.longest(self.tokens, i) if token.kind == WORD else None
        number = self._numeral(i)
        if known is not None and (number is None or known[1] > number):
            entry, end = known
            if entry.role in ("vague", "fixed", "rounded"):
                end = self._scaled(end)
                return None if self._too_vague(i, end) else (end, False)
            if entry.role == "none":
                return end, True
            if entry.role == "no":
                if end >= len(self.tokens) or self.tokens[end].key not in lex.people or not self._glued(end):
                    return None
                hit = self.words.pieces.longest(self.tokens, end)
                return None if hit is not None and hit[1] > end + 1 else (end + 1, True)  # "no death toll"
        if number is None:
            return None
        if token.kind == WORD and token.key not in lex.number_words and token.key not in lex.articles:
            return None
        return number, False

    def _too_vague(self, i: int, end: int) -> bool:
        found = self.words.too_vague.longest(self.tokens, i)
        return found is not None and found[1] >= end

    def _scaled(self, end: int) -> int:
        """After a word of no number, its scale: "several hundred"."""
        while end < len(self.tokens) and self.tokens[end].key in self.lex.scales and self._glued(end):
            end += 1
        return end

    def _numeral(self, i: int) -> int | None:
        """Index after the number that begins at a token; None for none and for a share."""
        token = self.tokens[i]
        if token.kind != NUMBER and token.key not in self.lex.number_words and token.key not in self.lex.articles:
            return None
        if i and token.kind == NUMBER and token.before == "" and self.tokens[i - 1].kind == WORD:
            return None
        reach = i + 1
        while reach < len(self.tokens) and reach - i < 12 and (self._glued(reach) or self.tokens[reach].before == "-"):
            reach += 1
        try:
            found = numeral(self.lex, self.tokens[:reach], i, self.text)
            if found is not None and found.part:
                # "three of the 12", "12 in 300": the first number alone
                stop = next(
                    (
                        k
                        for k in range(i + 1, found.end)
                        if self.lex.out_of.longest(self.tokens, k) or self.tokens[k].key in self.lex.of
                    ),
                    None,
                )
                found = None if stop is None else numeral(self.lex, self.tokens[:stop], i, self.text)
        except Unreadable:
            return None
        if found is None or found.part:
            return None
        end = found.end
        while end > i and not all(self._glued(k) for k in range(i + 1, end)):
            end -= 1  # "killed four, five others"
        return end if end > i else None

    def _glued(self, k: int) -> bool:
        """Whether nothing but blanks and hyphens stands between a token and the one before it."""
        return (
            not self.text[self.tokens[k - 1].end : self.tokens[k].start].strip(" -‐‑\u00a0\u202f\u2009\n.’'")
            or self.tokens[k].before == "-"
        )

    def _with_hedges(self, i: int, floor: int) -> int:
        """The first token of the hedges before a number."""
        first = i
        while first > floor:
            start = self._phrase_that_ends(first, floor, self.lex.before.longest, _HEDGES)
            if start is None:
                return first
            first = start
        return first

    def _with_wrappers(self, first: int, floor: int) -> int:
        while first > floor:
            start = self._phrase_that_ends(first, floor, self.words.wrappers.longest, frozenset({"wrapper"}))
            start = self._phrase_that_ends(first, floor, self.lex.before.longest, _HEDGES) if start is None else start
            if start is None or any(k in self.masked for k in range(start, first)):
                return first
            first = start
        return first

    def _phrase_that_ends(self, end: int, floor: int, longest: object, roles: frozenset[str]) -> int | None:
        """The first token of the longest phrase of these roles that ends just before a token, with no mark in between."""
        found = None
        for start in range(end - 1, max(floor, end - _WIDEST) - 1, -1):
            if not self._glued(start + 1):
                break
            entry = longest(self.tokens, start)  # type: ignore[operator]
            if found is not None and start and self.tokens[start - 1].key in self.words.small["so"]:
                continue  # "so far" and "more than 300"
            if entry is not None and entry[0].id == "up_to" and start and self._goes_up(start - 1):
                continue
            if entry is not None and entry[1] == end and entry[0].role in roles:
                found = start
        return found

    def _goes_up(self, i: int) -> bool:
        """Whether a token is a verb with which "up to" says how a number changed: "has gone up to 12"."""
        return self.tokens[i].key in self.words.small["going"]

    def _with_other_end(self, first: int, i: int, end: int) -> tuple[int, int]:
        """The figure with the other end of a range: "20 to 30", "between 3 and more than 10 million", "five or six"."""
        if end >= len(self.tokens):
            return first, end
        opened = self._opened(first)
        token = self.tokens[end]
        led = self.tokens[first - 1].key if first else ""
        if token.kind == DASH:
            after = end + 1
        elif token.before == "-" and (token.kind == NUMBER or token.key in self.lex.cardinals):
            after = end
        else:
            joined = self.lex.joins.longest(self.tokens, end)
            if joined is None or not self._glued(end):
                return first, end
            if joined[0].id in ("pair", "closed") and opened is None:
                return first, end
            if joined[0].id == "range" and (led in self.words.small["changing"] or self._is_change(first)):
                return first, end  # "rose by 300 to 4,700"
            after = joined[1]
        for start in range(after, min(after + 5, len(self.tokens))):
            second = None if start in self.masked else self._core(start)
            if second is None:
                continue
            if start > after and self._with_hedges(start, after) != after:
                break
            begin = first if opened is None else opened
            said = self.text[self.tokens[begin].start : self.tokens[second[0] - 1].end]
            figure = parse_figure(said, self.lex.code)
            if figure.error is None and figure.qualifier == "between":
                return begin, second[0]
            break
        return first, end

    def _opened(self, first: int) -> int | None:
        """The first token of the words that open a range before a number, or None; "went from 900 to 1,140" opens none."""
        if self._is_change(first):
            return None
        return self._phrase_that_ends(first, 0, self.lex.before.longest, frozenset({"open"}))

    def _is_change(self, first: int) -> bool:
        """Whether words such as "went from" stand before a number."""
        changes = self.words.telling["superseded"]
        for start in range(max(first - 4, 0), first):
            found = changes.longest(self.tokens, start)
            if found is not None and found[1] == first:
                return True
        return False

    def _with_suffix(self, i: int, end: int) -> int:
        """The figure with a hedge right after it: "12 or more", "27,000+"."""
        if end < len(self.tokens) and self._glued(end):
            found = self.lex.after.longest(self.tokens, end)
            if found is not None and found[0].role in ("qualifier", "exactly"):
                return found[1]
        return end
