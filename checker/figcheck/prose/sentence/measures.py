"""Which figure of a sentence counts what: by its own noun, the verb beside it, a list that it stands in, or the topic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from figcheck.parse.words.tokens import Token
from figcheck.prose.prose_words import ProseWords
from figcheck.prose.sentence.noun_phrase import COUNTED, NONE, UNKNOWN, Counted, counted
from figcheck.prose.sentence.pieces import AND, FIGURE, HIT, HOUSEHOLD, MARK, NAME, PERSON, THING, WORD_, Piece

OTHER = "other_people"
_BEFORE = 3
"""Words that may stand between a verb and the figure that is its object."""
_PREDICATE = 16
"""Pieces after a noun within which its verb is looked for."""
_LIST = 9
"""Pieces between two members of a list."""


@dataclass(slots=True)
class Linked:
    """A figure of a sentence: its piece, what it counts, its measure ("" for none), by which rule, and the pieces that decided."""

    piece: int
    counted: Counted
    measure: str = ""
    rule: str = ""
    by: tuple[int, int] | None = None
    inside_of: int | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What the sentence before counted or, if `asked`, asked for, and its words."""

    measure: str
    words: str
    asked: bool = False


def linked(
    made: Sequence[Piece], words: ProseWords, tokens: Sequence[Token], text: str, before: Topic | None
) -> list[Linked]:
    """Every figure of a sentence, with its measure where one can be told; in the order of the sentence."""
    return _Linker(made, words, tokens, text, before).all()


class _Linker:
    def __init__(
        self, made: Sequence[Piece], words: ProseWords, tokens: Sequence[Token], text: str, before: Topic | None
    ) -> None:
        self.made, self.words, self.tokens, self.text, self.before = made, words, tokens, text, before
        self.small = words.small
        self.passed, self.articles = words.small["passed"], words.small["articles"]
        self.found: list[Linked] = []
        self.by_piece: dict[int, Linked] = {}
        inner: dict[int, int] = {}
        for i, piece in enumerate(made):
            if piece.kind == FIGURE:
                what = counted(made, i, words, tokens, text)
                one = Linked(i, what, inside_of=inner.get(i))
                if what.inner is not None:
                    inner[what.inner] = i
                self.found.append(one)
                self.by_piece[i] = one

    def all(self) -> list[Linked]:
        for one in self.found:
            if one.counted.head != THING:
                self._own(one)
        self._lists()
        self._topics()
        for one in self.found:
            if not one.measure and self._is_other(one):
                one.measure, one.rule = OTHER, "persons"
                one.by = (one.counted.first, one.counted.end)
        return self.found

    # -- the figure's own words and verbs -----------------------------------------------------------------------------
    def _own(self, one: Linked) -> None:
        what = one.counted
        if one.inside_of is not None:
            theirs = self._reduced_after(one)
            if theirs is not None and self.made[theirs].form != "noun":
                self._set(one, self.made[theirs].measure, "state", theirs)  # "one of the 12 people killed"
            return
        none = self._nobody(one)
        if none is not None:
            one.measure, one.rule, one.by = none, "noun", (one.piece, one.piece + 1)
            return
        if what.measure and not what.weak:
            self._set(one, what.measure, "noun", what.by)
            return
        numbered = self._numbered_before(one) or self._number_named_after(one)
        if numbered is not None:
            self._set(one, numbered[0], "toll", numbered[1])
            return
        before = self._verb_before(one)
        after = self._reduced_after(one)
        if before is not None and not (after is not None and self._belongs_left(before)):
            self._set(one, self.made[before].measure, "object of a verb", before)
            return
        if after is not None:
            self._set(one, self.made[after].measure, "state", after)
            return
        predicate = self._predicate(one)
        if predicate is not None and what.head == UNKNOWN and predicate - what.end > 3:
            predicate = None
        if predicate is not None:
            self._set(one, self.made[predicate].measure, "verb", predicate)
            return
        if what.measure:
            self._set(one, what.measure, "noun", what.by)
            return
        be_noun = self._is_noun_after_be(one)
        if be_noun is not None:
            self._set(one, self.made[be_noun].measure, "noun", be_noun)

    def _numbered_before(self, one: Linked) -> tuple[str, int] | None:
        """The measure of what leads to its number, and its piece: "the dead now number 12", "the dead in Gaza: 12", "a toll of 12",
        "the dead at 12", "killed, 12; injured, 30", "12 deaths and injuries 30".
        """
        led = self.made[one.piece - 1] if one.piece else None
        if led is None:
            return None
        if led.kind == "numbers":
            return self._is_numbered(one.piece - 1)
        if one.counted.head not in (NONE, PERSON):
            return None
        if led.key == ":":
            return self._is_numbered(one.piece - 1, ("clauses", THING))
        second = self.made[one.piece - 2] if one.piece > 1 else None
        if second is None or one.counted.head != NONE:
            return None
        third = self.made[one.piece - 3] if one.piece > 2 else None
        if led.kind == HIT and led.form == "noun" and second.kind == AND and self._ends_here(one):
            return led.measure, one.piece - 1
        if (
            led.key in self.words.lex.of
            and second.kind == HIT
            and second.form == "toll"
            and not self._reduced_after(one)
        ):
            return second.measure, one.piece - 2
        if led.key in self.small["leading"] and second.kind == HIT and third is not None and third.key in self.articles:
            return (second.measure, one.piece - 2) if second.form in ("verb", "state", "noun", "group") else None
        is_label = led.key == "," and second.kind == HIT and third is not None and third.key in (":", ";")
        return (second.measure, one.piece - 2) if is_label else None

    def _number_named_after(self, one: Linked) -> tuple[str, int] | None:
        """The measure of what is named after its number, and its piece: "brings to 12 the number of people killed"."""
        k = one.piece + 1
        if not one.piece or self.made[one.piece - 1].key not in self.small["leading"] or k + 1 >= len(self.made):
            return None
        if self.made[k].key not in self.articles:
            return None
        noun = self.made[k + 1]
        if noun.kind == "numbers":
            return self._counts(k + 1)
        return (noun.measure, k + 1) if noun.kind == HIT and noun.form == "toll" else None

    def _set(self, one: Linked, measure: str, rule: str, piece: int | None) -> None:
        if one.counted.head == UNKNOWN and not self._may_be_people(one, measure):
            return
        one.measure, one.rule = measure, rule
        one.by = None if piece is None else (piece, piece + 1)

    def _nobody(self, one: Linked) -> str | None:
        """What a figure of nobody counts by its own noun: "no casualties"."""
        number = self.made[one.piece].number
        if number is None or not number.none:
            return None
        found = self.words.pieces.longest(self.tokens, number.end - 1)
        return found[0].id if found is not None and found[0].role == "hit" else None

    def _verb_before(self, one: Linked) -> int | None:
        """The piece of the verb whose object the figure is, or of "the death of", right before it."""
        passed = 0
        needs_person = one.counted.head in (PERSON, COUNTED)
        for k in range(one.piece - 1, -1, -1):
            piece = self.made[k]
            if piece.kind == HIT:
                if piece.form in ("object", "of"):
                    return k
                if piece.form == "takes":
                    noun = self.made[one.counted.end - 1].key if one.counted.end > one.piece + 1 else ""
                    return k if noun in self.small["lives"] else None
                if piece.form == "loses":
                    return k if needs_person and one.counted.head == PERSON else None
                if piece.form == "verb":
                    return None if self._is_passive(k) else k
                if piece.form == "subject" and not self.words.subject_first:
                    return k
                if piece.form in ("noun", "state") and not self.words.subject_first and passed == 0:
                    return k
                return None
            if piece.kind == "bands":
                passed = 0
                continue
            if piece.kind in (MARK, FIGURE, AND, "clauses", "who", "passive", "reports", "others", THING, PERSON):
                return None
            if piece.kind == "prepositions" and piece.key not in self.small["through"]:
                return None
            if piece.kind == "includes":
                return None
            passed += 1
            if passed > _BEFORE:
                return None
        return None

    def _is_passive(self, k: int) -> bool:
        """Whether a form of "be" stands before the verb: "were killed", "had been seriously injured"."""
        i = k - 1
        passed = 0
        while i >= 0 and passed < 3:
            piece = self.made[i]
            if piece.kind == "passive":
                return True
            if (piece.kind == HIT and piece.form in ("verb", "state")) or (piece.kind == AND):
                i -= 1
                continue
            if piece.kind != WORD_ or not (piece.key.endswith("ly") or piece.key in self.passed):
                return False
            passed += 1
            i -= 1
        return False

    def _reduced_after(self, one: Linked) -> int | None:
        """The piece right after the noun that says what happened: "12 dead", "500 civilians killed in", "12 people with burns"."""
        k = one.counted.end
        if k < len(self.made) and self.made[k].key in self.small["with"]:
            return next((i for i in range(k + 1, min(k + 4, len(self.made))) if self._is_an_injury(i)), None)
        while k < len(self.made) and self.made[k].kind == WORD_ and self.made[k].key in self.passed:
            k += 1
        if k >= len(self.made):
            return None
        piece = self.made[k]
        if piece.kind != HIT:
            return None
        if piece.form == "subject":
            return None if self._prep_before(one) else k
        if piece.form == "state" or (piece.form == "noun" and one.counted.head == NONE):
            return k
        if piece.form == "verb" and not self._has_object(k):
            return k
        return None

    def _is_an_injury(self, k: int) -> bool:
        """Whether a piece is what the injured have, and nothing but words leads to it: "with injuries"."""
        piece = self.made[k]
        return piece.kind == HIT and piece.form == "noun" and piece.measure == "injured"

    def _belongs_left(self, verb: int) -> bool:
        """Whether a verb already says what happened to the figure before it: "27 killed 15 wounded"."""
        if self.made[verb].form != "verb":
            return False
        return any(one.by == (verb, verb + 1) for one in self.found)

    def _has_object(self, verb: int) -> bool:
        """Whether the people of a verb stand after it, so that those before it did it: "six gunmen killed 12 people"."""
        k = verb + 1
        while k < len(self.made) and self.made[k].kind == WORD_ and self.made[k].key in self.passed:
            k += 1
        if k >= len(self.made):
            return False
        piece = self.made[k]
        if piece.kind == FIGURE:
            other = self.by_piece[k]
            if other.counted.head == THING:
                return False
            return self._reduced_after(other) is None
        if piece.kind == WORD_ and piece.key in self.articles:
            return any(p.kind in (PERSON, HOUSEHOLD) for p in self.made[k + 1 : k + 4])
        return piece.kind == PERSON

    def _predicate(self, one: Linked) -> int | None:
        """The piece of the verb that the figure's noun is the subject of."""
        k, verbish, within, passed = one.counted.end, False, False, 0
        theirs = self._said_of_them(k)
        if theirs is not None or (self._prep_before(one) and one.counted.head != NONE):
            return theirs
        n = len(self.made)
        seen_be = False
        while k < n and passed < _PREDICATE:
            piece = self.made[k]
            passed += 1
            if piece.kind == HIT:
                if piece.form == "subject":
                    return k
                if piece.form in ("verb", "state"):
                    if self._is_passive(k) or (piece.form == "state" and seen_be):
                        return k
                    if piece.form == "verb" and not self._has_object(k) and not verbish:
                        return k
                    if piece.form == "state" and not verbish and not within:
                        return k
                    if piece.form == "verb" and self._has_object(k):
                        return None
                elif piece.form in ("object", "loses", "takes"):
                    return None
                elif piece.form == "of":
                    within = True
            elif piece.kind == MARK:
                skipped = self._after_insert(k)
                if skipped is None:
                    return None
                k = skipped
                continue
            elif piece.kind in ("clauses", "reports", "others"):
                if piece.kind == "reports" and seen_be:
                    pass
                else:
                    return None
            elif piece.kind == "includes":
                k = self._past_list(k + 1)
                continue
            elif piece.kind == AND:
                after = self._past_and(k, one)
                if after is None:
                    return None
                k = after
                continue
            elif piece.kind == FIGURE:
                other = self.by_piece[k]
                if other.counted.head != THING and not within:
                    return None
                k = max(other.counted.end, k + 1)
                continue
            elif piece.kind == "prepositions":
                within = True
            elif piece.kind == "passive":
                seen_be, within = True, False
            elif piece.kind == "who":
                if within and k and self.made[k - 1].kind == "prepositions":
                    return None
                verbish = False
            elif piece.kind == WORD_ and not within and not piece.key.endswith("ly"):
                verbish = verbish or piece.key not in self.passed
            elif piece.kind == "topic":
                return k if seen_be else None
            k += 1
        return None

    def _said_of_them(self, k: int) -> int | None:
        """The verb of a clause about the people before it: "many of the 12 people who have died"."""
        if k >= len(self.made) or self.made[k].kind != "who":
            return None
        for i in range(k + 1, min(k + 7, len(self.made))):
            piece = self.made[i]
            if piece.kind == HIT:
                is_theirs = self._is_passive(i) or self.made[i - 1].key in self.small["named_as"]
                return i if piece.form == "subject" or (piece.form in ("verb", "state") and is_theirs) else None
            if piece.kind not in (WORD_, "passive", "numbers") and piece.key not in self.small["named_as"]:
                return None
        return None

    def _prep_before(self, one: Linked) -> bool:
        """Whether "by" or "with" stands before the figure, which then is not the subject of what follows."""
        before = self.made[one.piece - 1] if one.piece else None
        if before is None or before.kind not in ("others", "prepositions"):
            return False
        return (
            before.kind == "others"
            or before.key not in self.small["under"]
            or (before.key in self.words.lex.of and not self._begins_clause(one.piece - 1))
        )

    def _begins_clause(self, k: int) -> bool:
        return k == 0 or self.made[k - 1].kind in (MARK, AND, "clauses")

    def _after_insert(self, k: int) -> int | None:
        """Index after an insert that begins at a mark: "12 people, including two children, were"; None where a clause ends."""
        mark = self.made[k].key
        if mark == "(":
            return next((i + 1 for i in range(k + 1, min(k + 14, len(self.made))) if self.made[i].key == ")"), None)
        if mark in '"“”’)':
            return k + 1
        if mark not in ",–" or k + 1 >= len(self.made):
            return None
        following = self.made[k + 1]
        beyond = self.made[k + 2].kind if k + 2 < len(self.made) else ""
        if following.kind == "who":
            return k + 1
        if following.kind == FIGURE and beyond != "includes":
            return self._past_list(k + 1) if self._is_in_list(k + 1) else None
        if following.kind == HIT and following.form in ("verb", "state", "subject"):
            return None
        if following.kind in ("clauses", "reports") or following.kind == AND:
            if (
                following.kind == AND
                and k + 2 < len(self.made)
                and self.made[k + 2].kind == FIGURE
                and self._is_in_list(k + 2)
            ):
                return self._past_list(k + 2)
            if following.key != "or":
                return None
        close = self._next_mark(mark, k + 1, k + 14)
        if close is None or close + 1 >= len(self.made):
            return None
        after = self.made[close + 1]
        while after.kind == FIGURE or (
            after.kind == AND and close + 2 < len(self.made) and self.made[close + 2].kind == FIGURE
        ):
            again = self._next_mark(mark, close + 1, close + 12)
            if again is None or again + 1 >= len(self.made):
                return None
            close, after = again, self.made[again + 1]
        if after.kind in ("passive", HIT, WORD_, "who", "prepositions"):
            return close + 1
        return None

    def _next_mark(self, mark: str, first: int, end: int) -> int | None:
        """The first piece that is this mark, of those from `first` on and before `end`."""
        some = range(first, min(end, len(self.made)))
        return next((i for i in some if self.made[i].kind == MARK and self.made[i].key == mark), None)

    def _is_in_list(self, figure: int) -> bool:
        """Whether a figure goes on a list, and no verb of its own stands before the next mark."""
        one = self.by_piece.get(figure)
        return one is not None and one.counted.head in (PERSON, HOUSEHOLD, COUNTED)

    def _past_list(self, k: int) -> int:
        """Index after the members of a list that begins here."""
        n = len(self.made)
        while k < n:
            piece = self.made[k]
            if piece.kind == FIGURE:
                k = max(self.by_piece[k].counted.end, k + 1)
            elif (
                piece.kind in (PERSON, NAME)
                or (piece.kind == MARK and piece.key == ",")
                or (piece.kind == AND)
                or (piece.kind == WORD_ and piece.key in self.passed | self.articles)
            ):
                k += 1
            elif piece.kind == "prepositions":
                k += 1
                while k < n and self.made[k].kind in (NAME, WORD_, THING, PERSON):
                    k += 1
            else:
                break
        return k

    def _past_and(self, k: int, one: Linked) -> int | None:
        """Index after "and" where another of the same subject follows, else None."""
        following = self.made[k + 1] if k + 1 < len(self.made) else None
        if following is None:
            return None
        if following.kind == HIT and following.form in ("verb", "state", "subject"):
            return k + 1
        if following.kind == PERSON:
            return k + 2
        if following.kind == FIGURE and self._is_in_list(k + 1) and self._may_be_subject(one):
            return max(self.by_piece[k + 1].counted.end, k + 2)
        if following.kind == WORD_ and following.key in self.articles and self._may_be_subject(one):
            for i in range(k + 2, min(k + 8, len(self.made))):
                if self.made[i].kind == "passive" or (self.made[i].kind == HIT and i > k + 2):
                    return i
                if self.made[i].kind not in (WORD_, NAME, PERSON, THING):
                    return None
        return None

    def _may_be_subject(self, one: Linked) -> bool:
        """Whether what stands before the figure lets it be the subject of a clause."""
        if one.piece == 0:
            return True
        before = self.made[one.piece - 1]
        if before.kind in (MARK, AND, "clauses", "reports", "who", "includes", THING, "topic", FIGURE):
            return True
        return before.kind == NAME or before.key in self.small["subject_after"]

    def _is_noun_after_be(self, one: Linked) -> int | None:
        """The noun in "799 are deaths", "gave 799 as the number of dead", or None."""
        k = one.counted.end
        if k + 1 >= len(self.made):
            return None
        if self.made[k].key in self.small["named_as"]:
            k += 1
            while k + 1 < len(self.made) and self.made[k].key in self.articles:
                k += 1
            if self.made[k].kind == "numbers":
                counts = self._counts(k)
                return None if counts is None else counts[1]
            return k if self.made[k].kind == HIT and self.made[k].form == "toll" else None
        noun = self.made[k + 1]
        is_noun = noun.kind == HIT and noun.form in ("noun", "group")
        return k + 1 if self.made[k].kind == "passive" and is_noun else None

    def _may_be_people(self, one: Linked, measure: str) -> bool:
        """Whether an unknown noun may be one for people: things are lost and affected as well, and one thing is "one"."""
        number = self.made[one.piece].number
        if number is not None and number.figure.value == 1:
            return False
        return measure in _OF_PEOPLE_ALONE or self.made[one.counted.end - 1].kind == NAME

    # -- lists, topics and what is left -------------------------------------------------------------------------------
    def _lists(self) -> None:
        for n, one in enumerate(self.found):
            if one.measure or one.inside_of is not None or one.counted.head not in (PERSON, HOUSEHOLD, NONE, COUNTED):
                continue
            if n and self._counts_some_of_them(one) and self.found[n - 1].measure not in ("", OTHER):
                one.measure, one.rule, one.by = self.found[n - 1].measure, "list", self.found[n - 1].by
                continue
            if n:
                other = self._of_a_list(one, self.found[n - 1])
                if other is not None:
                    one.measure, one.rule, one.by = other.measure, "list", other.by
                    continue
            verb = self._shared_verb(one)
            if verb is not None:
                self._set(one, self.made[verb].measure, "list", verb)
                continue
            if n and self._is_gapped(one, self.found[n - 1]):
                one.measure, one.rule, one.by = self.found[n - 1].measure, "same verb left out", self.found[n - 1].by
                continue
            if n and one.counted.head == NONE and self._is_the_same_count(one):
                one.measure, one.rule, one.by = self.found[n - 1].measure, "the same count", self.found[n - 1].by

    def _is_the_same_count(self, one: Linked) -> bool:
        """Whether a figure is the number before it at another time, or what that adds up to: "12, up from 9", "3 deaths, for a
        total of 12".
        """
        number = self.made[one.piece].number
        assert number is not None
        for start in range(max(number.first - 4, 0), number.first):
            found = self.words.telling["superseded"].longest(self.tokens, start)
            if found is not None and found[1] == number.first:
                return True
        is_total = any(self.tokens[i].key in self.small["totals"] for i in range(number.first, number.end))
        return is_total and self.made[one.piece - 1].kind == "prepositions"

    def _of_a_list(self, one: Linked, before: Linked) -> Linked | None:
        """The figure that this one goes on or counts a part of."""
        k = one.piece - 1
        while k >= 0 and self.made[k].kind == WORD_ and self.made[k].key in self.passed | self.articles:
            k -= 1
        if k < 0:
            return None
        piece = self.made[k]
        if piece.kind == "includes" or (piece.kind == MARK and piece.key == "("):
            source = before
            return source if source.measure and source.measure != OTHER and k - source.piece < 26 else None
        if piece.kind == AND and k and self.made[k - 1].kind == MARK:
            k -= 1
        if piece.kind not in (AND, MARK) or (piece.kind == MARK and piece.key not in ",–;"):
            return None
        if not before.measure or before.measure == OTHER:
            return None
        between = self.made[max(before.counted.end, before.piece + 1) : k]
        if len(between) > _LIST or any(p.kind in ("clauses", "reports") for p in between):
            return None
        if one.counted.head == NONE and not self._ends_here(one) and before.rule != "list":
            return None
        if any(p.kind == HIT and p.measure == before.measure for p in between) or before.rule in (
            "list",
            "object of a verb",
            "topic",
            "noun",
        ):
            return before
        return None

    def _counts_some_of_them(self, one: Linked) -> bool:
        """Whether a figure is followed by "of them", or by how badly those were hurt."""
        k = one.piece + 1
        if self.words.lex.part_of.longest(self.tokens, self.made[one.piece].end) is not None and one.piece:
            return self.made[one.piece - 1].kind in (MARK, AND)
        return k < len(self.made) and self.made[k].kind == "includes" and self.made[k].key in self.words.lex.of

    def _ends_here(self, one: Linked) -> bool:
        """Whether nothing but a place or the one who did it follows a bare figure."""
        k = one.counted.end
        return k >= len(self.made) or self.made[k].kind in (MARK, AND, "prepositions", "clauses")

    def _shared_verb(self, one: Linked) -> int | None:
        """The verb whose first object is no figure: "killed a woman and five children"."""
        k = one.piece - 1
        if k < 0 or not (
            self.made[k].kind in (AND, "includes") or (self.made[k].kind == MARK and self.made[k].key == ",")
        ):
            return None
        persons = False
        for i in range(k - 1, max(-1, k - 9), -1):
            piece = self.made[i]
            if piece.kind == HIT:
                if piece.form in ("object", "of") or (piece.form == "verb" and not self._is_passive(i)):
                    return i if persons else None
                return None
            if piece.kind == PERSON:
                persons = True
            elif piece.kind not in (WORD_, NAME, MARK, AND):
                return None
        return None

    def _is_gapped(self, one: Linked, before: Linked) -> bool:
        """Whether a clause leaves out the verb of the one before: "The north lost 300 people, and the south about 40"."""
        if (
            one.counted.head not in (NONE, PERSON)
            or not before.measure
            or before.measure == OTHER
            or not self._ends_here(one)
        ):
            return False
        between = self.made[max(before.counted.end, before.piece + 1) : one.piece]
        if not between or between[0].kind not in (MARK, AND) or len(between) > 6:
            return False
        return all(
            p.kind in (MARK, AND, NAME, "prepositions")
            or (p.kind == WORD_ and (p.key in self.articles or not p.key.endswith(("ed", "ing", "s"))))
            for p in between
        ) and any(p.kind in (NAME, WORD_) for p in between)

    def _topics(self) -> None:
        topic: tuple[str, int, str] | None = None
        for k, piece in enumerate(self.made):
            if piece.kind == "topic":
                topic = (piece.measure, k, "topic")
            elif (piece.kind == HIT and piece.form == "toll") or (
                topic is not None and topic[2] == "toll" and self._is_another_toll(k)
            ):
                topic = (piece.measure, k, "toll")
            elif piece.kind == HIT and piece.form == "noun" and topic is None and not self._is_taken(k):
                topic = (piece.measure, k, "noun far from it")
            elif piece.kind == "numbers":
                is_verb = k + 1 < len(self.made) and self.made[k + 1].kind == FIGURE
                measure = None if is_verb else self._counts(k)
                if measure is not None:
                    topic = (measure[0], measure[1], "toll")
                elif is_verb:
                    continue
                elif topic is None and (counted_before := self._last_counted(k)) is not None:
                    topic = (counted_before.measure, k, "the same count")
                elif self.before is not None and topic is None:
                    topic = (self.before.measure, k, "sentence before")
            elif piece.kind == MARK and piece.key == ";":
                topic = None
            elif piece.kind == FIGURE:
                one = self.by_piece[k]
                if topic is not None:
                    self._from_topic(one, topic)
                if self._is_whole(one):
                    topic = (one.measure, one.by[0] if one.by else k, "topic")
        for one in self.found:
            if one.measure or one.counted.head not in (NONE, PERSON):
                continue
            before = self._last_counted(one.piece)
            if self._is_it(one) and before is not None:
                one.measure, one.rule, one.by = before.measure, "the same count", before.by
            elif self.before is not None and (self._takes_up(one) or (before is None and self._is_it(one))):
                one.measure, one.rule, one.by = self.before.measure, "sentence before", (one.piece, one.piece + 1)

    def _last_counted(self, k: int) -> Linked | None:
        """The last figure before a piece that counts people to whom something has happened."""
        return next((one for one in reversed(self.found) if one.piece < k and one.measure not in ("", OTHER)), None)

    def _is_it(self, one: Linked) -> bool:
        """Whether a figure is the number of a total that was named before: "it now stands at 12", "by Sunday it was 12"."""
        for k in range(one.piece - 1, max(one.piece - 7, -1), -1):
            piece = self.made[k]
            if piece.key in self.small["it"]:
                return k < one.piece - 1
            said = piece.kind in ("passive", "numbers", WORD_) or piece.key in self.small["leading"]
            if not said or (k == one.piece - 1 and piece.kind == WORD_):
                return False
        return False

    def _is_whole(self, one: Linked) -> bool:
        """Whether a figure is the whole that others are parts of: "Of the eight victims, three were stabbed"."""
        if not one.measure or one.measure == OTHER or not one.piece:
            return False
        k = one.piece - 1
        if self.made[k].kind != "prepositions" or self.made[k].key not in self.small["whole"] | self.words.lex.of:
            return False
        return k == 0 or self.made[k - 1].kind in (MARK, AND) or (k == 1 and self.made[0].key in self.small["whole"])

    def _from_topic(self, one: Linked, topic: tuple[str, int, str]) -> None:
        if one.inside_of is not None or one.measure:
            return
        head = one.counted.head
        if topic[2] == "topic":
            if head in (NONE, PERSON, HOUSEHOLD, UNKNOWN):
                self._set(one, topic[0], topic[2], topic[1])
            return
        before = self.made[one.piece - 1] if one.piece else None
        if before is None or head not in (NONE, PERSON):
            return
        leads = (
            before.kind in ("passive", "numbers")
            or before.key == ":"
            or before.key in self.small["leading"]
            or (before.kind == "topic")
        )
        if head == PERSON and not leads:
            return
        if topic[2] == "noun far from it" and not leads:
            return
        if before.kind == "prepositions" and before.key not in self.small["leading"]:
            return
        if before.kind in ("others", "who", "clauses"):
            return
        self._set(one, topic[0], topic[2], topic[1])

    def _is_taken(self, k: int) -> bool:
        """Whether a figure has the noun at a piece for its own."""
        return any(one.by is not None and one.by[0] <= k < one.by[1] for one in self.found)

    def _counts(self, k: int) -> tuple[str, int] | None:
        """The measure in "the number of miners killed", "the figure for wounded civilians", and its piece."""
        for i in range(k + 1, min(k + 8, len(self.made))):
            piece = self.made[i]
            if piece.kind == HIT and piece.form in ("verb", "state", "noun", "group", "subject"):
                return piece.measure, i
            if piece.kind == FIGURE and self.made[i - 1].key in self.words.lex.of:
                continue
            if piece.kind in (MARK, FIGURE, "clauses", "passive") or (
                piece.kind == "prepositions" and piece.key not in ("of", "for", "in")
            ):
                return None
        return None

    def _is_another_toll(self, k: int) -> bool:
        """Whether a list of tolls goes on at a piece without its noun: "the number of dead at 12 and of wounded at 30"."""
        piece, i = self.made[k], k - 1
        if piece.kind != HIT or piece.form not in ("verb", "state", "noun", "group"):
            return False
        while i > 0 and self.made[i].kind == WORD_ and self.made[i].key in self.articles:
            i -= 1
        following = [after.kind for after in self.made[k + 2 : k + 3]]
        if (
            i < k - 1
            and self.made[i].kind == AND
            and following == [FIGURE]
            and self.made[k + 1].key in self.small["leading"]
        ):
            return True  # "the dead at 12 and the wounded at 30"
        return i > 0 and self.made[i].key in self.words.lex.of and self.made[i - 1].kind in (AND, MARK)

    def _is_numbered(self, k: int, passed: Collection[str] = ()) -> tuple[str, int] | None:
        """The measure in "the dead now number 12", and its piece; pieces of the kinds in `passed` may stand between, too."""
        for i in range(k - 1, max(-1, k - 9), -1):
            piece = self.made[i]
            if piece.kind == HIT and piece.form in ("verb", "state", "noun", "group"):
                return piece.measure, i
            if piece.kind not in (WORD_, NAME, PERSON, "prepositions", *passed):
                return None
        return None

    def _takes_up(self, one: Linked) -> bool:
        """Whether a figure counts some of the people of the sentence before: "Thirty of them were women", "12 were children"."""
        k = one.piece + 1
        if one.counted.head in (NONE,) and k < len(self.made):
            if self.made[k].kind == "includes":
                return True
            if self.made[k].kind == "passive":
                return any(p.kind == PERSON for p in self.made[k + 1 : k + 3])
        before = self.made[one.piece - 1].kind if one.piece else ""
        answers = before == "numbers" or (before == "reports" and self.before is not None and self.before.asked)
        return one.counted.head == NONE and answers and self._ends_here(one)

    def _is_other(self, one: Linked) -> bool:
        if one.counted.head not in (PERSON, COUNTED):
            return False
        number = self.made[one.piece].number
        assert number is not None
        figure = number.figure
        return not number.none and (figure.value is None or figure.value > 1)


_OF_PEOPLE_ALONE = frozenset({"killed", "injured", "detained", "hostages", "casualties"})
"""Measures whose verbs are hardly said of things."""
