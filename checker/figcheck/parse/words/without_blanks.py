"""Languages that write no blanks between words (Chinese, Japanese) or glue particles to them (Korean).

A run of their letters is cut into the longest words of the lexicon, from left to right; a letter that begins none stands alone.
Numbers in characters, also mixed with digits ("三百二十", "3万2千", "1.2万", "3만2천"), become one token of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from figcheck.parse.words.letters import Letters
from figcheck.parse.words.tokens import DASH, NUMBER, TWO_NUMBERS, UNITS_OUT_OF_ORDER, WORD, Token

_DIGITS = {
    c: n
    for n, chars in enumerate(
        ("〇零영공", "一壱일", "二两兩弐이", "三参삼", "四사", "五오", "六육", "七칠", "八팔", "九구")
    )
    for c in chars
}
_SMALL = {"十": 10, "拾": 10, "십": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
_UNITS = _SMALL.keys() | _LARGE.keys()
_NUMERAL = _DIGITS.keys() | _UNITS
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?")
_MOST = Decimal(10) ** 18
"""More than all people who ever lived: the grammar refuses it."""
_HANGUL = range(0xAC00, 0xD7A4)


CHARACTERS = "characters"
"""The kind of a token of numeral characters, before it becomes digits."""


class Segments:
    """The words of a language by which its runs of letters are cut."""

    def __init__(self, words: frozenset[str], last_unit_left_out: bool, neighbours_are_a_range: bool) -> None:
        self._words = words
        self._last_unit_left_out = last_unit_left_out
        self._neighbours_are_a_range = neighbours_are_a_range
        self._longest = max(map(len, words), default=0)

    def cut(self, tokens: Sequence[Token], text: str, letters: Letters) -> list[Token]:
        """The tokens with every run of letters cut into words, and numbers in characters as digits."""
        found: list[Token] = []
        for token in tokens:
            if token.kind == WORD and not token.key.isascii():
                after_digits = token.before == "" and bool(found) and found[-1].kind == NUMBER
                if self._goes_on_after_unit(token, found, last=token is tokens[-1]):
                    found[-1:] = [found[-1]._replace(kind=CHARACTERS), token._replace(kind=CHARACTERS)]
                    continue
                found += self._cut_word(token, text, letters, after_digits)
            else:
                found.append(token)
        return list(_with_pairs(self._as_digits(found), text))

    def _goes_on_after_unit(self, token: Token, before: Sequence[Token], last: bool) -> bool:
        """Whether a run of letters is the rest of a number whose large unit stands before a blank: "만 이백", "만 천".

        A single digit is as often a particle, and is one unless the text ends there: "만 이" is 10,002, "만 이 중" is not.
        """
        if not before or token.start != before[-1].end + 1:
            return False
        unit, rest = before[-1].key, token.key
        numerals = unit[-1:] in _LARGE and all(character in _NUMERAL for character in unit + rest)
        is_word = len(rest) > 1 and rest in self._words
        return numerals and not is_word and (last or any(character in _UNITS for character in rest))

    def _cut_word(self, token: Token, text: str, letters: Letters, after_digits: bool) -> Iterator[Token]:
        """The words and numeral characters of one run of letters; of the two that begin at a letter, the longer.

        Of two as long the number wins, except in Hangul where no digits stand before it: "구조" is a rescue, and by its
        letters nine trillion.
        """
        start, glue = token.start, token.before
        while start < token.end:
            word, numeral = self._word_end(text, start, token.end, letters), _numeral_end(text, start, token.end)
            run = text[start:numeral]
            first = start == token.start
            glued = first and after_digits
            longer = numeral > word or (numeral == word and (glued or ord(text[start]) not in _HANGUL))
            if run and longer and _is_number(run, glued, first and numeral == token.end):
                kind, key, end = CHARACTERS, run, numeral
            else:
                end = max(word, start + 1)
                kind, key = WORD, letters.fold(text[start:end])
            yield Token(kind, key, start, end, glue)
            start, glue = end, ""

    def _word_end(self, text: str, start: int, stop: int, letters: Letters) -> int:
        """The end of the longest word that begins at a place, `start` for none."""
        ends = range(min(stop, start + self._longest), start, -1)
        return next((end for end in ends if letters.fold(text[start:end]) in self._words), start)

    def _as_digits(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Each stretch of digits and numeral characters that are glued to one another, as one number in digits, or as two."""
        i = 0
        while i < len(tokens):
            end = i + 1
            while end < len(tokens) and _goes_on(tokens[end - 1], tokens[end]):
                end += 1
            group = tokens[i:end]
            if any(token.kind == CHARACTERS for token in group):
                yield from self._numbers(group)
            else:
                yield from group
            i = end

    def _numbers(self, group: Sequence[Token]) -> Iterator[Token]:
        """The number of a stretch, or two joined by a dash: "二三十" is 20 to 30, "十二三" 12 to 13."""
        pieces = [piece for token in group for piece in (token.key if token.kind == CHARACTERS else (token.key,))]
        start, end, before = group[0].start, group[-1].end, group[0].before
        k = _neighbours(pieces)
        if k is None:
            yield Token(NUMBER, _value(pieces, self._last_unit_left_out), start, end, before)
        elif not self._neighbours_are_a_range and not any(piece in _UNITS for piece in pieces):
            yield Token(NUMBER, TWO_NUMBERS + "".join(pieces), start, end, before)
        else:
            middle = start + len("".join(pieces[: k + 1]))
            low, high = (
                _value([*pieces[:k], pieces[n], *pieces[k + 2 :]], self._last_unit_left_out) for n in (k, k + 1)
            )
            yield Token(NUMBER, low, start, middle, before)
            yield Token(DASH, "-", middle, middle, "")
            yield Token(NUMBER, high, middle, end, "")


def _with_pairs(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    """The tokens, with a dash where a list comma joins two numbers that follow each other: "3、4人", "20、30人", "二、三十人"."""
    last: Token | None = None
    for token in tokens:
        low = None if last is None or text[last.end : token.start] != "、" else _first_of_two(last, token)
        if last is not None:
            yield last if low is None else last._replace(key=low)
            if low is not None:
                yield Token(DASH, "-", last.end, token.start, "")
        last = token
    if last is not None:
        yield last


def _first_of_two(left: Token, right: Token) -> str | None:
    """The first of two numbers that are one digit and the next one, with as many zeros after them; None for others."""
    if left.kind != NUMBER or right.kind != NUMBER or not (left.key.isdecimal() and right.key.isdecimal()):
        return None
    first, second = left.key.rstrip("0"), right.key.rstrip("0")
    zeros = right.key[len(second) :]
    follow = len(first) == len(second) == 1 and int(second) == int(first) + 1
    return first + zeros if follow and left.key in (first, first + zeros) else None


def _numeral_end(text: str, start: int, stop: int) -> int:
    end = start
    while end < stop and text[end] in _NUMERAL:
        end += 1
    return end


def _is_number(run: str, after_digits: bool, alone: bool) -> bool:
    """Whether numeral characters are a number: in Hangul a single one is as often a particle ("이", "만")."""
    if ord(run[0]) not in _HANGUL:
        return True
    if after_digits:
        return run[0] in _UNITS
    return any(character in _UNITS for character in run) and (len(run) > 1 or alone)


def _goes_on(left: Token, right: Token) -> bool:
    """Whether two tokens are pieces of one number: glued, or one blank after a large unit ("1만 2천")."""
    if not (_is_plain(left) and _is_plain(right)):
        return False
    after_unit = left.kind == CHARACTERS and left.key[-1] in _LARGE and right.start == left.end + 1
    return not right.before or after_unit


def _is_plain(token: Token) -> bool:
    """Whether a token is numeral characters, or digits whose separators leave nothing open."""
    return token.kind == CHARACTERS or (token.kind == NUMBER and _PLAIN.fullmatch(token.key) is not None)


def _value(pieces: Sequence[str], last_unit_left_out: bool) -> str:
    """The number of a stretch, in plain digits: sections below 10,000, each times its large unit.

    What is no number is the stretch itself after a mark. `last_unit_left_out`: a last digit right after a unit counts the next
    smaller one, as the Chinese say it: "三万五" is 35,000, and "三万零五" 30,005.
    """
    said = "".join(pieces)
    total, section = Decimal(0), Decimal(0)
    number: Decimal | None = None
    small, large = Decimal(10_000), Decimal(10) ** 20
    for k, piece in enumerate(pieces):
        if piece in _DIGITS:
            number = (number or Decimal(0)) * 10 + _DIGITS[piece]
        elif piece in _SMALL:
            if _SMALL[piece] >= small:
                return UNITS_OUT_OF_ORDER + said
            small = Decimal(_SMALL[piece])
            section, number = section + (Decimal(1) if number is None else number) * _SMALL[piece], None
        elif piece in _LARGE:
            unit = Decimal(_LARGE[piece])
            if k and pieces[k - 1] in _LARGE and _LARGE[pieces[k - 1]] < unit:  # 万亿
                total, large = total * unit, large * unit
            elif unit >= large or (k and pieces[k - 1] in _LARGE):
                return UNITS_OUT_OF_ORDER + said
            else:
                total, large = total + (section + (number or 0) or 1) * unit, unit
            section, number, small = Decimal(0), None, Decimal(10_000)
        else:
            number = Decimal(piece.replace(",", ""))
    if last_unit_left_out and number is not None and len(pieces) > 1:
        number *= _below(pieces[-2]) if len(pieces[-1]) == 1 else 1
    value = min(total + section + (number or 0), _MOST)
    return str(int(value)) if value == int(value) else format(value.normalize(), "f")


def _below(piece: str) -> int:
    """The unit next below one that is more than ten: 1,000 for 万; 1 for all else."""
    unit = _SMALL.get(piece) or _LARGE.get(piece) or 10
    return max(unit // 10, 1)


def _neighbours(pieces: Sequence[str]) -> int | None:
    """The place of two digits alone that follow each other: "二三十" (20 or 30), "十二三" (12 or 13), "七八" (7 or 8)."""
    runs: list[list[int]] = [[]]
    for k, piece in enumerate(pieces):
        if piece in _DIGITS:
            runs[-1].append(k)
        elif runs[-1]:
            runs.append([])
    pairs = [run for run in runs if len(run) == 2 and 0 < _DIGITS[pieces[run[0]]] == _DIGITS[pieces[run[1]]] - 1]
    return pairs[0][0] if len(pairs) == 1 else None
