"""What stands after a number: suffixes and units that mean something, and context that does not.

Words after the number are context ("66,452 wounded") unless they are known to mean something; a second number, a negation,
or a noun that counts things and not people is never passed over.
"""

from __future__ import annotations

from typing import NoReturn

from figcheck.parse.grammar.before_number import TAKEN_BACK, BeforeNumber
from figcheck.parse.grammar.reading import Hedge, Reading, Stretch
from figcheck.parse.number_words.cardinals import Numeral, scale_at
from figcheck.parse.number_words.digits import int_of
from figcheck.parse.number_words.numerals import numeral
from figcheck.parse.unreadable import Unreadable, quoted
from figcheck.parse.words.near_words import near_words
from figcheck.parse.words.phrases import Entry
from figcheck.parse.words.tokens import NUMBER, SIGN, WORD

_CLAUSE_MARKS = ",;،؛–—"
_AFTER_A_DECREASE = frozenset({"people", "state", "link", "period"})


_OLDEST_YEAR = 1300
"""Years after a word for year are counted from the Hijra too: "سال ۱۳۹۶"."""


class AfterNumber(BeforeNumber):
    """A pass over what follows the number that was read last; what it finds goes into `reading`.

    `number_end` is the index after that number. `headed`: the noun that says who is counted has been passed, so that a noun
    for things may follow ("27 killed by drones"); `stated`: what happened to them has ("27 dead"); `talked`: any context.
    `unknown` is the word right after the number, if no phrase knows it, and `named` whether a word says that people are counted.
    `counted_end` is the index after the number and the words next to it that say what it counts ("201 deaths", "12 percent").
    """

    __slots__ = ("counted_end", "headed", "named", "number_end", "reading", "stated", "talked", "unknown")

    reading: Reading
    unknown: int | None
    named: bool

    def _start_after(self, i: int) -> None:
        self.number_end = self.counted_end = i
        self.headed, self.stated, self.talked = False, False, False

    def _phrase(self, entry: Entry, i: int, end: int) -> int:
        """Take a known phrase for what it means; the index after all that it takes."""
        reading, role, meaning = self.reading, entry.role, entry.meaning
        if role == "qualifier":
            if self.stated and self.tokens[i].key in self.lex.ands and self._names_a_state(end):
                return self._ignored(i, end)  # "24 dead and more injured"
            end = self._scaled_after(i, end)
            (reading.second or reading.first).qualifiers.append(
                Hedge(entry.id, entry.detail.studied, True, meaning, entry.detail.soft)
            )
        elif role == "exactly":
            reading.first.exactly, role = True, "qualifier"
        elif role == "unit":
            role, meaning = self._unit(entry, i, end)
        elif role == "period" and end < len(self.tokens) and self._is_year(end):
            role = "context"  # "در سال 2017", in the year 2017
        elif role == "period":
            if reading.unit in ("percent", "fraction"):
                raise Unreadable(
                    f'"{self.words(i, end)}" makes a rate of a share', "give the number of people per day", at=(i, end)
                )
            reading.period, role, meaning = entry.id, "unit", f"people per {entry.id}"
        elif role == "increment":
            if entry.id == "rise" and self._is_to():
                self._take_back_a_ceiling()
                return self._ignored(i, end)
            if self._speaks_of_others(i, end):
                return self._ignored(i, end)
            reading.increment, meaning = True, "in addition to others"
        elif role == "confidence":
            return self._interval(i, end)
        elif role == "refuse" or (role == "counted" and self._is_counted(entry, i, end)):
            why, mend = entry.detail
            raise Unreadable(f'"{self.words(i, end)}" {why}', mend, at=(i, end))
        else:
            of_number = i == self.number_end and self.tokens[i].key in self.lex.of
            if role == "context" or (of_number and reading.unit in ("percent", "fraction")):
                return self._rest(i, end)
            self.stated = self.stated or role == "state"
            self.named = self.named or role in ("people", "state")
            self.headed = self.headed or (role in ("people", "link") and not of_number)
            self.talked = self.talked or role != "ignored"
            if role in ("people", "state") and i == self.counted_end:
                self.counted_end = end
            role = "ignored"
        if role == "unit" and i == self.counted_end:
            self.counted_end = end
        reading.after.append(Stretch(i, end, role, meaning))
        return end

    def _is_counted(self, entry: Entry, i: int, end: int) -> bool:
        """Whether the number counts a noun for things: no noun for people stands before it, and no state unless it is its own.

        "12 dead cows" are cows, and "12 cow herders" and "27 killed, dogs found" are people.
        """
        lex, tokens = self.lex, self.tokens
        of_animals = entry.id == "beside_a_state"
        following = tokens[end].key if end < len(tokens) else ""
        if of_animals and (following in lex.persons or following.endswith(lex.person_endings)):
            return False
        if not self.headed and not self.stated:
            return True
        gap = self.text[tokens[self.number_end - 1].end : tokens[i].start]
        between = {token.key for token in tokens[self.number_end : i]}
        return of_animals and between <= lex.states | lex.of and not any(mark in gap for mark in _CLAUSE_MARKS)

    def _taken_back(self, i: int) -> int | None:
        """Index after words that make a correction of the number and its noun: "201 fewer", "201 deaths fewer", "12% decrease".

        None in another clause ("24 dead, fewer injured"), and where a longer phrase means something else ("fewer than").
        """
        found = self.lex.decreases.longest(self.tokens, i)
        if found is None or i != self.counted_end:
            return None
        if self._is_to():
            return self._ignored(i, found[1])
        other = self.lex.after.longest(self.tokens, i)
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        if (other is not None and other[1] > found[1]) or any(mark in gap for mark in _CLAUSE_MARKS):
            return None
        if found[1] < len(self.tokens):  # "40 less severely injured", "40 morts de moins de 18 ans"
            noun = self.lex.after.longest(self.tokens, found[1])
            if noun is None or noun[0].role not in _AFTER_A_DECREASE or self.tokens[found[1]].key in self.lex.of:
                return None
        self.reading.decrease = True
        self.reading.after.append(Stretch(i, found[1], "increment", TAKEN_BACK))
        return found[1]

    def _speaks_of_others(self, i: int, end: int) -> bool:
        """Whether "more" begins a clause of its own about others: "24 dead, more people missing"; but "24 dead, 3 more"."""
        if not self.stated or end >= len(self.tokens):
            return False
        between = self.text[self.tokens[self.number_end].end : self.tokens[i].start]
        apart = any(mark in between for mark in _CLAUSE_MARKS)
        return apart or any(token.key in self.lex.ands for token in self.tokens[self.number_end + 1 : i])

    def _is_to(self) -> bool:
        """Whether the number is what a verb behind it ends at ("rose to 20") and not by how much."""
        starts = [part.first for part in self.reading.first.parts if part.role == "number"]
        return bool(starts) and starts[0] > 0 and self.tokens[starts[0] - 1].key in self.lex.to

    def _take_back_a_ceiling(self) -> None:
        """Where "to" before the number is also "up to", a verb of rising behind it says which: "do 1644 wzrosła liczba"."""
        first = self.reading.first
        at = next(k for k, part in enumerate(first.parts) if part.role == "number") - 1
        if at >= 0 and first.parts[at].role == "qualifier":
            first.qualifiers = [hedge for hedge in first.qualifiers if hedge.stands_after or hedge.qualifier != "up_to"]
            first.parts[at] = first.parts[at]._replace(role="ignored", meaning="to")

    def _names_a_state(self, i: int) -> bool:
        found = self.lex.after.longest(self.tokens, i) if i < len(self.tokens) else None
        return found is not None and found[0].role == "state"

    def _ignored(self, i: int, end: int) -> int:
        self.reading.after.append(Stretch(i, end, "ignored", "context"))
        return end

    def _scaled_after(self, i: int, end: int) -> int:
        """Index after a suffix and a scale that belongs to the number before it: "5+ million"."""
        last = self.reading.second or self.reading.first
        scale = scale_at(self.lex, self.tokens, end, True)
        if i != self.number_end or scale is None or last.number is None or last.number.scales:
            return end
        last.number = last.number._replace(top=last.number.top * scale, scales=(scale,))
        return end + 1

    def _unit(self, entry: Entry, i: int, end: int) -> tuple[str, str]:
        """(role, meaning) of a unit's word: "12 families", but "12 family members" and "27 people in homes"."""
        if entry.id == "percent":
            if i != self.number_end:
                raise Unreadable(
                    f'"{self.words(i, end)}" stands apart from the number', "give one figure a claim", at=(i, end)
                )
            self.reading.unit = entry.id
            return "unit", "parts of a hundred"
        following = self.lex.after.longest(self.tokens, end) if end < len(self.tokens) else None
        if self.headed or (following is not None and following[0].role == "people"):
            return "ignored", entry.meaning
        if self.reading.unit != "people":
            return "ignored", entry.meaning
        self.reading.unit, self.headed = entry.id, True
        return "unit", entry.id

    def _rest(self, i: int, end: int) -> int:
        """Take all that is left for context, whatever numbers it holds, unless it excludes somebody."""
        for k in range(end, len(self.tokens)):
            found = self.lex.after.longest(self.tokens, k)
            if found is not None and found[0].role == "refuse" and found[0].id == "always":
                raise Unreadable(
                    f'"{self.words(k, found[1])}" {found[0].detail[0]}', found[0].detail[1], at=(k, found[1])
                )
        self.reading.after.append(Stretch(i, len(self.tokens), "ignored", "context"))
        self.reading.rest = i
        return len(self.tokens)

    def _context(self, i: int) -> int:
        """Pass over a token that no phrase knows; raises Unreadable where it may mean something."""
        lex, tokens = self.lex, self.tokens
        token = tokens[i]
        if token.key in lex.signs or token.kind == SIGN:
            entry = lex.signs.get(token.key)
            why, mend = (
                entry.detail if entry else ("is no sign that figcheck knows", "give the figure's own words only")
            )
            raise Unreadable(f'"{self.words(i, i + 1)}" {why}', mend, at=(i, i + 1))
        self._refuse_a_date(i)
        number = None if token.key in lex.articles else numeral(lex, tokens, i, self.text, self.ands)
        if number is not None:
            if self.lex.part_of.longest(tokens, number.end) is not None:
                return self._rest(i, number.end)
            if self._is_repeated(i, number) or self._is_age(i, number):
                self.reading.after.append(Stretch(i, number.end, "ignored", "context"))
                return number.end
            share = self._share_again(i, number.end)
            if share is not None:
                self.reading.after.append(Stretch(i, share, "ignored", "context"))
                return share
            alone = token.kind == WORD and number.whole() == 1
            of_things = self._is_time_or_date(i, number.end) or self._counts_things(number.end)
            if not (i > self.number_end and (alone or of_things)):
                self._two_figures(i, number.end)
            self.reading.after.append(Stretch(i, number.end, "ignored", "context"))
            return number.end
        if token.key in lex.vague_plurals:
            self._two_figures(i, i + 1)
        first = self.reading.first.number
        one = (
            first is not None and tokens[i - 1].kind == WORD and first.whole() == 1
        )  # an article too, in some languages
        if i == self.number_end and token.key in lex.ordinals and (token.before == "-" or one):
            raise Unreadable(
                f'"{self.words(i - 1, i + 1)}" is an ordinal', "give a number of people", at=(i - 1, i + 1)
            )
        if i == self.number_end and token.before == "-" and token.kind == WORD and len(token.key) > 3:
            raise Unreadable(
                f'"{self.words(i - 1, i + 1)}" is one word that says how large something is, and counts nobody',
                "give a number of people",
                at=(i - 1, i + 1),
            )
        if i == self.number_end and token.before == "" and token.kind == WORD and tokens[i - 1].kind == NUMBER:
            raise Unreadable(
                f'"{self.words(i - 1, i + 1)}" is no number that figcheck knows',
                "write the number out",
                at=(i - 1, i + 1),
            )
        if len(token.key) >= 6 and i <= self.number_end + 2 and near_words(token.key, lex.telling):
            raise Unreadable(
                f'"{self.words(i, i + 1)}" is in no {lex.language} lexicon',
                "correct the cell; after a number figcheck takes no near miss of such a word for context",
                i,
            )
        if i == self.number_end and self.unknown is None and token.kind == WORD and self._goes_with_the_number(i):
            self.unknown = i
        self.reading.after.append(Stretch(i, i + 1, "ignored", "context"))
        return i + 1

    def _goes_with_the_number(self, i: int) -> bool:
        """Whether nothing but blanks stands between a token and the one before it."""
        return not self.text[self.tokens[i - 1].end : self.tokens[i].start].strip()

    def _unknown_noun(self) -> tuple[int, int] | None:
        """The unknown words right after the number, where no other word says that people are counted."""
        if self.unknown is None or self.named or self.reading.unit != "people":
            return None
        end = self.unknown + 1
        while end < len(self.tokens) and self.tokens[end].kind == WORD and self._goes_with_the_number(end):
            if self.lex.after.longest(self.tokens, end) is not None:
                break
            end += 1
        return self.unknown, end

    def _is_repeated(self, i: int, number: Numeral) -> bool:
        """Whether the figure's number is said again: "thirty (30)"."""
        first = self.reading.first.number
        if i != self.number_end or first is None or self.reading.second is not None or number[:2] != first[:2]:
            return False
        return (self.tokens[i].kind == NUMBER) != (self.tokens[i - 1].kind == NUMBER)

    def _is_age(self, i: int, number: Numeral) -> bool:
        """Whether a number says how old the people are: "30 children under five"."""
        age = number.whole()
        if age is None or age > 100 or not self.headed:
            return False
        return any(
            (found := self.lex.ages.longest(self.tokens, k)) is not None and found[1] == i
            for k in range(self.number_end, i)
        )

    def _share_again(self, i: int, end: int) -> int | None:
        """Index after a percentage that says of a count of people what share it is, set off from it; else None.

        "228 (72%) severe cases", "9.8 million people, or 23% of the population".
        """
        tokens, text = self.tokens, self.text
        if (
            self.reading.unit in ("percent", "fraction")
            or end >= len(tokens)
            or tokens[end].key not in self.lex.percent
        ):
            return None
        gap = text[tokens[self.number_end - 1].end : tokens[i].start]
        closed = text[tokens[end].end :].lstrip().startswith(")")
        apart = "(" in gap or any(mark in gap for mark in _CLAUSE_MARKS)
        return end + 1 if apart and (self.headed or ("(" in gap and closed)) else None

    def _refuse_a_date(self, i: int) -> None:
        """Raise Unreadable where a month ends a figure or stands before a second number: "27 October", "7 באוקטובר"."""
        tokens, lex = self.tokens, self.lex
        if i != self.number_end or tokens[i - 1].kind != NUMBER:
            return
        month = i + (tokens[i].key in lex.morphemes.prefixes and i + 1 < len(tokens))
        last = month + 1 == len(tokens)
        if tokens[month].key in lex.months and (last or tokens[month + 1].kind == NUMBER):
            raise Unreadable(
                f'"{self.words(i - 1, month + 1)}" is a date', "give the number of people", at=(i - 1, month + 1)
            )

    def _two_figures(self, i: int, end: int) -> NoReturn:
        raise Unreadable(
            f'{quoted(self.text)} holds two figures ("{self.words(i, end)}" is the second)',
            "give one figure a claim",
            at=(i, end),
        )

    def _is_time_or_date(self, i: int, end: int) -> bool:
        """Whether a number after the figure's own is a year, a day of a month, or a number of hours."""
        tokens, lex = self.tokens, self.lex
        if end < len(tokens) and (tokens[end].key in lex.times or tokens[end].key in lex.months):
            return True
        if i > 0 and tokens[i - 1].key in lex.months:
            return True
        return self._is_year(i)

    def _counts_things(self, end: int) -> bool:
        """Whether a number after people have been named counts something else: "15 dead in three separate attacks"."""
        if not (self.headed or self.stated):
            return False
        for k in range(end, min(end + 3, len(self.tokens))):
            found = self.lex.after.longest(self.tokens, k)
            if found is not None:
                return found[0].role == "counted"
        return False

    def _is_year(self, i: int) -> bool:
        if self.tokens[i].kind != NUMBER or not self.tokens[i].key.isdigit():
            return False
        value, _, bare = int_of(self.tokens[i].key, False, self.lex.decimal)
        if bare and self._follows_year(i) and _OLDEST_YEAR <= value <= 2100:
            return True
        before = self.lex.after.longest(self.tokens, i - 1) if i else None
        return bare and 1900 <= value <= 2100 and before is not None and before[0].role == "link"

    def _follows_year(self, i: int) -> bool:
        """Whether a word for a time stands before a token and is not counted itself: "the year 2017", not "3 hours 2017"."""
        if not i or self.tokens[i - 1].key not in self.lex.times:
            return False
        return i == 1 or (self.tokens[i - 2].kind != NUMBER and self.tokens[i - 2].key not in self.lex.cardinals)

    def _interval(self, i: int, end: int) -> int:
        """Pass over a confidence interval next to the number. Without numbers of its own it says what the range is."""
        self.reading.confidence = True
        if end < len(self.tokens):
            self.reading.interval_beside = self.reading.second is None and any(
                t.kind == NUMBER for t in self.tokens[end:]
            )
            if self.reading.interval_beside:
                self.reading.rest, end = i, len(self.tokens)
        self.reading.after.append(Stretch(i, end, "confidence", "a statistical interval"))
        return end
