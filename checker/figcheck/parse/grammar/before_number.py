"""The next number of a figure with all that stands before it.

Every word there must be known, or a hedge might be missed ("neraly 1,200").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from figcheck.parse.grammar.reading import End, Hedge, Stretch
from figcheck.parse.number_words.cardinals import Numeral, scale_at
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.unreadable import NOT_GIVEN, Unreadable, quoted
from figcheck.parse.words.lexicon import PERSON, Lexicon
from figcheck.parse.words.near_words import near_words
from figcheck.parse.words.phrases import Entry, VagueWord
from figcheck.parse.words.tokens import DASH, NUMBER, WORD, Token

TAKEN_BACK = "taken back from what was counted before"
_MINUS = frozenset("-−–‐‑﹣－")
_BEFORE_A_CLAUSE = ",:;،؛、，：–—"
_OLDEST_PERSON = 120
_LONGEST_PLACE = 6
_LABEL = 4
"""Words that a label before a figure has at most: "Gaza City, UN agencies: 24 dead"."""


class BeforeNumber:
    """A pass over the tokens of one figure, up to and with a number."""

    __slots__ = ("ands", "lex", "text", "tokens")

    def __init__(self, lex: Lexicon, tokens: Sequence[Token], text: str, ands: bool) -> None:
        self.lex, self.tokens, self.text, self.ands = lex, tokens, text, ands

    def words(self, first: int, end: int) -> str:
        """The figure's own words of some tokens, as printed; a very long stretch is cut."""
        return quoted(self.text[self.tokens[first].start : self.tokens[end - 1].end])[1:-1]

    def before(self, start: int) -> tuple[End, int]:  # noqa: RET503 # _no_number does not return
        """The next number with all that stands before it, and the index after it."""
        lex, tokens, end, i = self.lex, self.tokens, End(), start
        n = len(tokens)
        while i < n:
            level = self._confidence_level(i)
            if level:
                end.confidence = True
                end.parts.append(Stretch(i, level, "confidence", "a statistical interval"))
                i = level
                continue
            date = self._date(end, i)
            if date:
                end.parts.append(Stretch(i, date, "ignored", "when it was"))
                i = date
                continue
            token = tokens[i]
            number = numeral(lex, tokens, i, self.text, self.ands, bool(end.qualifiers))
            if number is not None and token.kind == NUMBER:
                return self._take(end, i, number)
            if number is not None and self._is_article_of_percent(number, i):  # "un 30 %"
                end.parts.append(Stretch(i, i + 1, "ignored", "an article"))
                i += 1
                continue
            if self._is_minus(end, start, i):
                end.decrease = True
                end.parts.append(Stretch(i, i + 1, "increment", TAKEN_BACK))
                i += 1
                continue
            found = lex.before.longest(tokens, i)
            if number is not None and (found is None or found[1] < number.end + (found[0].role != "rounded")):
                # not "ein" in "ein paar", and "два десятка" is about 20
                return self._take(end, i, number)
            if found is None:
                if not self._is_name(i):
                    self._stop_before(i)
                end.parts.append(Stretch(i, i + 1, "ignored", "a name"))
                i += 1
                continue
            entry, after = found
            role = entry.role
            if role == "vague":
                return self._take_vague(end, i, after, entry.detail)
            if role in ("none", "no", "no_more"):
                return self._take_none(end, i, after, role)
            if role in ("fixed", "change", "rounded", "share"):
                return self._take_known(end, i, entry, after, number)
            if role == "refuse":
                why, mend = entry.detail
                missing = NOT_GIVEN if entry.id == "no_figure" and not self._has_number(after) else None
                raise Unreadable(f'"{self.words(i, after)}" {why}', mend, at=(i, after), no_figure=missing)
            if token.key == "+" and end.qualifiers:
                self._stop_before(i)
            self._refuse_an_age(entry, i, after)
            self._note_before(end, entry, i, after)
            i = after
        self._no_number(start)

    def _date(self, end: End, i: int) -> int | None:
        """Index after words before the number that say when it was: "in 2017 died 40"; None where no such words begin.

        A number follows, and the date's last number neither counts people ("in 1995 deaths") nor opens a range.
        """
        lex, tokens = self.lex, self.tokens
        if not lex.dates or end.qualifiers or end.opened:
            return None
        found = lex.dates.longest(tokens, i, lex.months)
        if found is None or not self._has_number(found.after):
            return None
        other, after = lex.before.longest(tokens, i), lex.after.longest(tokens, found.after)
        if other is not None and other[1] > found.after:
            return None
        joined = lex.joins.longest(tokens, found.after) is not None or tokens[found.after].kind == DASH
        if joined or tokens[found.after].key in lex.ands:
            return None
        counts = after is not None and after[0].role in ("people", "unit", "qualifier", "period")
        if after is not None and after[0].role == "qualifier":
            counts = lex.before.longest(tokens, found.after) is None  # "May 3, 2024 at least 12"
        return None if found.ends_in_number and counts and not self._is_apart(found.after) else found.after

    def _is_apart(self, i: int) -> bool:
        """Whether a comma, a colon or the like stands before a token."""
        return any(mark in self.text[self.tokens[i - 1].end : self.tokens[i].start] for mark in _BEFORE_A_CLAUSE)

    def _refuse_an_age(self, entry: Entry, i: int, after: int) -> None:
        """Raise Unreadable where a number tells how old the persons before it are: "children under 5", "a man, 34"."""
        lex, tokens = self.lex, self.tokens
        said = lex.ages.longest(tokens, i) if i and tokens[i - 1].key in lex.persons and not self._is_apart(i) else None
        if said is not None:
            after = max(after, said[1])
        elif entry.id != PERSON or after >= len(tokens) or not self._is_bracketed(after):
            return
        number = numeral(lex, tokens, after, self.text, self.ands) if after < len(tokens) else None
        age = None if number is None else number.whole()
        if number is None or age is None or age > _OLDEST_PERSON:
            return
        follows = lex.after.longest(tokens, number.end) if number.end < len(tokens) else None
        if follows is None or follows[0].role not in ("people", "unit", "refuse", "counted"):
            raise Unreadable(
                f'"{self.words(i, number.end)}" tells how old somebody is',
                "give the number of people",
                at=(i, number.end),
            )

    def _is_bracketed(self, i: int) -> bool:
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return "," in gap or "(" in gap

    def _is_minus(self, end: End, start: int, i: int) -> bool:
        """Whether a dash is the sign of the figure's first number: "-201", "− 201", "about −200"."""
        tokens = self.tokens
        if start or end.decrease or tokens[i].key not in _MINUS or i + 1 == len(tokens):
            return False
        if tokens[i + 1].kind != NUMBER:
            return False
        return i == 0 or (tokens[i + 1].before == "" and all(part.role == "qualifier" for part in end.parts))

    def _is_article_of_percent(self, number: Numeral, i: int) -> bool:
        """Whether a word for one is the article of a percentage in digits."""
        tokens = self.tokens
        if number.whole() != 1 or number.end != i + 1 or i + 2 >= len(tokens) or tokens[i + 1].kind != NUMBER:
            return False
        return tokens[i + 2].key in self.lex.percent

    def _is_name(self, i: int) -> bool:
        """Whether an unknown word is a name: a capital inside of a text that has others, and no near miss of a known word.

        The first word is one where an ending shows it ("Gazze'de"), or in capitals only ("UN says"). Any word is that stands
        in a label, with a colon after it ("Gaza: 24 dead").
        """
        token, lex = self.tokens[i], self.lex
        if lex.place_endings and self._is_in_a_place(i):
            return True
        if token.kind != WORD or token.key in lex.known or token.key in lex.morphemes.whole:
            return False
        if not self._is_label(i) and not self._has_capital(i):
            return False
        return self._has_number(i) and not near_words(token.key, lex.vocabulary)

    def _is_in_a_place(self, i: int) -> bool:
        """Whether a token is a piece of a name that ends as places do, with no word of a figure in between: "福島県"."""
        if i and self.tokens[i].key in self.lex.place_endings and self.tokens[i].before == "":
            return self.tokens[i - 1].kind == WORD
        for k in range(i, min(i + _LONGEST_PLACE, len(self.tokens))):
            token = self.tokens[k]
            if token.kind != WORD or (k > i and token.before != ""):
                return False
            if k > i and token.key.startswith(self.lex.place_endings) and token.key not in self.lex.people:
                return True
            found = self.lex.before.longest(self.tokens, k)
            if (found is not None and found[0].role != "ignored") or token.key in self.lex.number_words:
                return False
        return False

    def _has_capital(self, i: int) -> bool:
        token, lex = self.tokens[i], self.lex
        word = self.text[token.start : token.end]
        if not lex.capitals_are_names or not word[:1].isupper() or self.text.isupper():
            return False
        return i > 0 or (word.isupper() and len(word) > 1) or token.key.partition("'")[2] in lex.morphemes.suffixes

    def _is_label(self, i: int) -> bool:
        """Whether a colon follows within a few words, before any number."""
        for k in range(i, min(i + _LABEL, len(self.tokens) - 1)):
            if self.tokens[k].kind != WORD or self.tokens[k].key in self.lex.number_words:
                return False
            if ":" in self.text[self.tokens[k].end : self.tokens[k + 1].start]:
                return True
        return False

    def _note_before(self, end: End, entry: Entry, i: int, after: int) -> None:
        role, meaning = entry.role, entry.meaning
        if role == "qualifier":
            end.qualifiers.append(Hedge(entry.id, entry.detail.studied, False, meaning, entry.detail.soft))
        elif role == "within":
            end.within, role = entry.detail, "qualifier"
        elif role == "exactly":
            end.exactly, role = True, "qualifier"
        elif role == "open":
            end.hedged_before_opening = bool(end.qualifiers)
            end.perhaps_change = entry.detail.perhaps_change
            end.opened, role, meaning = True, "qualifier", "from one end to the other"
        elif role == "increment":
            end.increment, meaning = True, "in addition to others"
        elif role == "decrease":
            end.decrease, role, meaning = True, "increment", TAKEN_BACK
        elif role == "confidence":
            end.confidence, meaning = True, "a statistical interval"
        elif role == "unit":
            end.percent, meaning = True, "parts of a hundred"
        elif role == "period":
            end.period, role, meaning = entry.id, "unit", f"people per {entry.id}"
        end.parts.append(Stretch(i, after, role, meaning))

    def _take_known(self, end: End, i: int, entry: Entry, after: int, said: Numeral | None) -> tuple[End, int]:
        """A phrase that is a number as it stands: "a pair", "doubled", "une trentaine" (about 30), "dörtte üç" (3/4).

        `said` is what its words are as a number, which keeps the scale that another end may share: "два-три десятка".
        """
        if entry.role == "share":
            top, bottom = entry.detail
            return self._take(end, i, Numeral(top, bottom, after, 1, part=True))
        end.change = entry.role == "change"
        value: int = abs(entry.detail)
        end.decrease = end.decrease or entry.detail < 0  # "halved"
        scales: tuple[int, ...] = () if said is None or said.end != after else said.scales
        if entry.role == "rounded":
            if not end.qualifiers:
                end.qualifiers.append(Hedge("about", None, False, "about"))
            follows = after + (after < len(self.tokens) and self.tokens[after].key in self.lex.of)
            scale = self._scale_after(follows) if follows < len(self.tokens) else None
            if scale is not None:
                value, after, scales = value * scale[0], scale[1], (scale[0],)
        number = Numeral(value, 1, after, max(len(str(value).rstrip("0")), 1), scales)
        return self._take(end, i, number)

    def _take(self, end: End, i: int, number: Numeral) -> tuple[End, int]:
        if number.plural:
            number = self._plural_of(number)
            return self._take_vague(end, i, number.end, self._span_of_plural(number, i))
        self._refuse_to_narrow(end, i)
        token = self.tokens[i - 1] if i else None
        if token is not None and token.key in self.lex.months and self.text[token.start].isupper():
            day = number.whole()
            if day is not None and day <= 31 and number.end == i + 1:  # "May 5"; but "may reach 5"
                raise Unreadable(
                    f'"{self.words(i - 1, i + 1)}" is a date', "give the number of people", at=(i - 1, i + 1)
                )
        end.number = number
        end.parts.append(Stretch(i, number.end, "number", ""))
        return end, number.end

    def _span_of_plural(self, number: Numeral, i: int) -> VagueWord:
        """ "100s" is hundreds, "300s" is 300 to 399; raises Unreadable for "43s" and for years ("1990s")."""
        value = number.whole() or 0
        if value >= 10 and str(value).rstrip("0") == "1":
            return VagueWord(2 * value, None, 20 * value - 1, False)
        if value % 10 or value < 20 or (1900 <= value <= 2100 and number.end == i + 2):
            raise Unreadable(
                f'"{self.words(i, number.end)}" is not a number of people', "give a number", at=(i, number.end)
            )
        high = value + 10 ** (len(str(value)) - 1) - 1 if value % 100 == 0 else value + 9
        return VagueWord(value, high, high, False)

    def _refuse_to_narrow(self, end: End, i: int) -> None:
        """Raise Unreadable where "low", "mid" or "high" stands before a number that is not a span: "high 300"."""
        if end.within is not None:
            raise Unreadable(
                f'"{self.words(0, i + 1)}" says "low", "middle" or "high" of one number',
                "give the number alone, or a span as in `the mid-300s`",
                at=(0, i + 1),
            )

    def _plural_of(self, number: Numeral) -> Numeral:
        """ "10s of thousands": with the scale after it."""
        follows = number.end + (number.end < len(self.tokens) and self.tokens[number.end].key in self.lex.of)
        scale = scale_at(self.lex, self.tokens, follows, False)
        return number if scale is None else number._replace(top=number.top * scale, end=follows + 1)

    def _take_vague(self, end: End, i: int, after: int, word: VagueWord) -> tuple[End, int]:
        """A word of no number, with the scale that it multiplies: "several hundred", "a few dozen"."""
        unit = 1
        if word.times and after < len(self.tokens):
            scale = self._scale_after(after)
            if scale is not None:
                unit, after = scale
        if unit > 1:
            high = None if word.high is None else (word.high + 1) * unit - 1
            takes = 20 * unit - 1 if word.takes is None else (word.takes + 1) * unit - 1
            word = VagueWord(word.low * unit, high, takes, False)
        if end.within is not None:
            if word.times or unit > 1 or word.takes is None:
                self._refuse_to_narrow(end, i)
            low = word.low if word.high is not None else word.low // 2
            word = end.within.narrowed(low, word.high if word.high is not None else 10 * low - 1)
        end.vague = word
        end.parts.append(Stretch(i, after, "number", ""))
        return end, after

    def _scale_after(self, i: int) -> tuple[int, int] | None:
        lex, tokens = self.lex, self.tokens
        if tokens[i].kind == NUMBER:
            if tokens[i].key.isdigit() and str(int(tokens[i].key)).rstrip("0") == "1" and int(tokens[i].key) >= 10:
                return int(tokens[i].key), i + 1
            return None
        found = lex.before.longest(tokens, i)
        if (
            found is not None
            and found[0].role == "vague"
            and not found[0].detail.times
            and found[0].detail.high is None
        ):
            return found[0].detail.low // 2, found[1]
        unit, after = 1, i
        while after < len(tokens):
            scale = lex.scales.get(tokens[after].key) or lex.plural_scales.get(tokens[after].key)
            if scale is None or unit > 10**9:
                break
            unit, after = unit * scale, after + 1
        return (unit, after) if after > i else None

    def _take_none(self, end: End, i: int, after: int, role: str) -> tuple[End, int]:
        if role != "none" and after < len(self.tokens) and self.tokens[after].kind == NUMBER:
            raise Unreadable(
                f'"{self.words(i, after + 1)}" numbers something and counts nobody',
                "give the number of people",
                at=(i, after + 1),
            )
        if role != "none":
            nouns = (token.key for token in self.tokens[after : after + 4])
            if not any(noun in self.lex.people for noun in nouns):
                raise Unreadable(
                    f'"{self.words(i, len(self.tokens))}" names nobody',
                    "write `0` or `no casualties`",
                    at=(i, len(self.tokens)),
                )
        end.none, end.increment = True, end.increment or role == "no_more"
        end.number = Numeral(0, 1, after, 1)
        end.parts.append(Stretch(i, after, "number", "0"))
        return end, after

    def _stop_before(self, i: int) -> NoReturn:
        """Raise the reason for stopping at a token that cannot stand before a number."""
        token = self.tokens[i]
        word = self.words(i, i + 1)
        if token.kind == DASH and i + 1 < len(self.tokens) and self.tokens[i + 1].kind == NUMBER:
            raise Unreadable(
                f'"{self.words(i, i + 2)}" is negative, and people are not',
                "give the number without a minus",
                at=(i, i + 2),
                impossible=True,
            )
        if token.key in self.lex.signs:
            why, mend = self.lex.signs[token.key].detail
            raise Unreadable(f'"{word}" {why}', mend, at=(i, i + 1))
        if token.key in self.lex.parts or token.key in self.lex.ordinals:
            raise Unreadable(
                f'"{word}" is an ordinal', "give a number of people, or a share as `one third`", at=(i, i + 1)
            )
        if not self._has_number(i):
            self._no_number(i)
        if token.key in self.lex.known:
            raise Unreadable(
                f'"{word}" says nothing that figcheck knows where it stands',
                "give the figure's own words only, or add the phrase to a lexicon of your own (docs/lexicons.md)",
                self._first_unknown(i),
                (i, i + 1),
            )
        raise Unreadable(
            f'"{word}" is in no {self.lex.language} lexicon',
            "correct the cell, or add the phrase to a lexicon of your own (docs/lexicons.md)",
            i,
        )

    def _first_unknown(self, start: int) -> int | None:
        for i in range(start, len(self.tokens)):
            token = self.tokens[i]
            if token.kind == WORD and token.key not in self.lex.known:
                return i
        return None

    def _has_number(self, start: int) -> bool:
        lex = self.lex
        return any(token.kind == NUMBER or token.key in lex.number_words for token in self.tokens[start:])

    def _no_number(self, start: int) -> NoReturn:
        roman = next((said for t in self.tokens if _is_roman(said := self.text[t.start : t.end])), None)
        if roman is not None:
            raise Unreadable(
                f'"{roman}" is a Roman numeral, which numbers things and counts nobody', "give the number in digits"
            )
        ordinal = next((i for i in range(start, len(self.tokens)) if self.tokens[i].key in self.lex.ordinals), None)
        if ordinal is not None:
            raise Unreadable(
                f'"{self.words(ordinal, ordinal + 1)}" is an ordinal',
                "give a number of people, or a share as `one third`",
                at=(ordinal, ordinal + 1),
            )
        raise Unreadable(
            f"{quoted(self.text)} names no number",
            "give a number, or a word such as `dozens`",
            self._first_unknown(start),
        )

    def _confidence_level(self, i: int) -> int | None:
        """Index after "95% CI", or None where no such words begin."""
        tokens = self.tokens
        if i + 2 < len(tokens) and tokens[i].kind == NUMBER and tokens[i + 1].key == "%":
            found = self.lex.after.longest(tokens, i + 2)
            if found is not None and found[0].role == "confidence":
                return found[1]
        return None


def _is_roman(word: str) -> bool:
    return len(word) > 1 and set(word) <= set("IVXLCDM")
