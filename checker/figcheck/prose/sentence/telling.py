"""What a sentence says of its figures beside what they count: kind, basis, role, period, place, and whose words they are."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from figcheck.parse.words.phrases import Phrases
from figcheck.parse.words.tokens import NUMBER, WORD, Token
from figcheck.prose.prose_words import ProseWords
from figcheck.prose.sentence.measures import OTHER, Linked
from figcheck.prose.sentence.pieces import AND, FIGURE, Piece

_POINTS = frozenset({"missing", "hostages", OTHER})
"""Measures that are a state: they rise and fall."""
_STATES = frozenset({"displaced", "detained", "injured", "affected"})
"""Measures that are a state where the words say that it lasts."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one figure. None: nothing is."""

    kind: str
    basis: str
    role: str
    period: str | None
    place: str | None
    source_words: str | None


class Teller:
    """Looks at one sentence; ask it for each figure."""

    def __init__(
        self,
        made: Sequence[Piece],
        tokens: Sequence[Token],
        text: str,
        words: ProseWords,
        masked: Set[int],
        figures: Sequence[Linked],
    ) -> None:
        self.made, self.tokens, self.text, self.words, self.masked = made, tokens, text, words, masked
        self._figures = figures
        self._places = _places(made, tokens, text, words)
        self._periods = _periods(tokens, text, words, masked)
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._said = self._speaker()

    def of(self, one: Linked) -> Said:
        """What is said of a figure."""
        piece = self.made[one.piece]
        first, last = self._window(one)
        return Said(
            self._kind(one, piece, first, last),
            self._basis(one, piece, first, last),
            self._role(piece, first),
            self._nearest(self._periods, piece),
            self._nearest(self._places, piece),
            self._said,
        )

    def _window(self, one: Linked) -> tuple[int, int]:
        """The tokens around a figure up to the figures beside it, or to the end of its part of the sentence."""
        first, last = 0, len(self.tokens)
        for k in range(one.piece - 1, -1, -1):
            if self.made[k].kind == FIGURE or self.made[k].key == ";":
                first = self.made[k].end
                break
        for k in range(one.piece + 1, len(self.made)):
            if self.made[k].kind == FIGURE or self.made[k].key == ";":
                last = self.made[k].first
                break
        return first, last

    def _phrases(self, name: str) -> list[tuple[int, int]]:
        """(first, end) of every phrase of a kind in the sentence."""
        known = self._found.get(name)
        if known is None:
            tree: Phrases = self.words.telling[name]
            known = []
            if tree:
                for i in range(len(self.tokens)):
                    found = tree.longest(self.tokens, i)
                    if found is not None:
                        known.append((i, found[1]))
            self._found[name] = known
        return known

    def _within(self, name: str, first: int, last: int) -> bool:
        return any(first <= start and end <= last for start, end in self._phrases(name))

    def _kind(self, one: Linked, piece: Piece, first: int, last: int) -> str:
        assert piece.number is not None
        figure = piece.number.figure
        after = self.made[one.counted.end - 1].end if one.counted.end > one.piece + 1 else piece.end
        if figure.unit == "rate" or self._is_rate(piece.first - 2, min(after + 4, last)):
            return "rate"
        if any(end in (piece.first, piece.first - 1) for _, end in self._phrases("changes")):
            return "change"
        if one.measure in _POINTS:
            return "point"
        if one.measure in _STATES and self._within("states", first, last):
            return "point"
        more = after < len(self.tokens) and self.tokens[after].key in self.words.small["more"]
        more = more or (piece.end < len(self.tokens) and self.tokens[piece.end].key in self.words.small["more"])
        if self._is_in_a_period(one, piece, first, last):
            return "increment"
        if not (figure.increment or more):
            return "cumulative"
        beside = self._of_another_measure(one)
        return "increment" if beside is None else self.of(beside).kind

    def _is_rate(self, first: int, last: int) -> bool:
        """Whether words such as "a day" stand there, and not "in a day"."""
        when = self.words.small["when"]
        found = (start for start, end in self._phrases("rates") if first <= start and end <= last)
        return any(start == 0 or self.tokens[start - 1].key not in when for start in found)

    def _is_in_a_period(self, one: Linked, piece: Piece, first: int, last: int) -> bool:
        """Whether a phrase of time holds for a figure: it begins the sentence, stands beside the figure, or after a list of which
        the figure is a member ("12 killed and 30 hurt in a day"). A phrase behind the figure before it and a comma is that one's.
        """
        phrases = self._phrases("increments")
        if self._is_reached(piece):
            return False
        if any(start <= 1 for start, _ in phrases):
            return not self._is_said_to_be_the_total(piece)
        for start, end in phrases:
            if first <= start and end <= piece.first and not (first and self._comma(end, piece.first)):
                return True
            if piece.end <= start and end <= last:
                return True
        following = next((other for other in self._figures if other.piece > one.piece), None)
        if following is None or not following.measure or self.made[following.piece].first != last:
            return False
        if self.made[following.piece - 1].kind != AND or self._comma(piece.end, last):
            return False
        return self._is_in_a_period(following, self.made[following.piece], *self._window(following))

    def _is_reached(self, piece: Piece) -> bool:
        """Whether a figure is the second of "climbed from 12 to 15 in a day"."""
        ends = {other.end for other in self.made if other.kind == FIGURE}
        return piece.first - 1 in ends and self.tokens[piece.first - 1].key in self.words.small["leading"]

    def _is_said_to_be_the_total(self, piece: Piece) -> bool:
        """Whether a comma and the word for a total lead to a figure: ", which brings the toll to 12"."""
        totals = self.words.small["totals"]
        near = [i for i in range(max(piece.first - 8, 0), piece.first) if self.tokens[i].key in totals]
        return bool(near) and self._comma(max(piece.first - 12, 1), near[-1])

    def _comma(self, first: int, end: int) -> bool:
        """Whether a comma or a dash stands before the token at `first`, at `end`, or between them."""
        return any(c in ",–—" for c in self.text[self.tokens[first - 1].end : self.tokens[end].start])

    def _of_another_measure(self, one: Linked) -> Linked | None:
        """The figure before this one that counts something else, so that "another 30 wounded" add nothing to it."""
        before = next((other for other in reversed(self._figures) if other.piece < one.piece and other.measure), None)
        return None if before is None or before.measure in (one.measure, OTHER) else before

    def _basis(self, one: Linked, piece: Piece, first: int, last: int) -> str:
        if self._within("hypotheses", first, last):
            return "hypothetical"
        if self._within("fears", first, last):
            return "fear"
        if self._within("estimates", first, last):
            return "estimate"
        return "count"

    def _role(self, piece: Piece, first: int) -> str:
        between = [other.first for other in self.made if other.kind == FIGURE and other.first < piece.first]
        nearest = max(between[-1] + 1 if between else 0, piece.first - 4)
        if any(nearest <= end <= piece.first or start == piece.first for start, end in self._phrases("superseded")):
            return "superseded"
        if self._was_changed_to_another(piece):
            return "superseded"
        if any(end <= piece.first for _, end in self._phrases("other_events")) or self._is_of_an_older_year(piece):
            return "other_event"
        before = self.text[: self.tokens[piece.first].start]
        opened = before.count("“") + before.count("«") - before.count("”") - before.count("»")
        if opened > 0 or before.count('"') % 2 == 1:
            return "quoted"
        return "own"

    def _was_changed_to_another(self, piece: Piece) -> bool:
        """Whether a figure is the first of "raised the toll of the flood from 12 to 15"."""
        lex, before = self.words.lex, piece.first - 1
        opens = lex.before.longest(self.tokens, before) if before >= 0 else None
        joins = lex.joins.longest(self.tokens, piece.end)
        if opens is None or opens[0].role != "open" or joins is None or joins[0].id != "range":
            return False
        return any(other.kind == FIGURE and other.first == joins[1] for other in self.made)

    def _is_of_an_older_year(self, piece: Piece) -> bool:
        """Whether a year and a relative clause lead to a figure: "the 1988 bombing, which killed 270"."""
        who = None
        for k, other in enumerate(self.made):
            if other is piece:
                break
            if other.kind == "who":
                who = k
            elif other.kind in (FIGURE, "clauses") or other.key == ";":
                who = None
        if who is None:
            return False
        first = self.made[who].first
        return any(
            i in self.masked
            and self.tokens[i].kind == NUMBER
            and len(self.tokens[i].key) == 4
            and self.tokens[i].key.isdigit()
            for i in range(max(first - 6, 0), first)
        )

    def _nearest(self, spans: Sequence[tuple[int, int]], piece: Piece) -> str | None:
        """The words of the nearest span after a figure, else of the nearest before it."""
        after = [span for span in spans if span[0] >= piece.end]
        before = [span for span in spans if span[1] <= piece.first]
        near = after[0] if after else before[-1] if before else None
        if near is not None and after and before:
            far, close = after[0][0] - piece.end, piece.first - before[-1][1]
            if close < 6 and (far > 14 or (far > close and self._comma(piece.end, after[0][0]))):
                near = before[-1]
        return None if near is None else self.text[self.tokens[near[0]].start : self.tokens[near[1] - 1].end]

    def _speaker(self) -> str | None:
        """The words for the one who says it: "the ministry" in "the ministry said", "according to the ministry"."""
        n = len(self.tokens)
        for _, end in self._phrases("according"):
            last = self._run(end, n)
            if last > end:
                return self.text[self.tokens[end].start : self.tokens[last - 1].end]
        passive = {piece.end for piece in self.made if piece.kind == "passive"}
        for start, end in self._phrases("speech"):
            if self._takes_lives(end) or start in passive:
                continue
            first = self._run_back(start)
            if first < start:
                return self.text[self.tokens[first].start : self.tokens[start - 1].end]
            last = self._run(end, n)
            if last > end and start and self._has_mark(start) and not self._is_of_a_figure(end):
                return self.text[self.tokens[end].start : self.tokens[last - 1].end]
        return None

    def _takes_lives(self, end: int) -> bool:
        """Whether a verb of speaking is none: "the storm claimed 12 lives"."""
        for figure, noun in pairwise(self.made):
            if figure.first >= end:
                return figure.first == end and figure.kind == FIGURE and noun.key in self.words.small["lives"]
        return False

    def _has_mark(self, i: int) -> bool:
        return i > 0 and bool(self.text[self.tokens[i - 1].end : self.tokens[i].start].strip(" \n\u00a0-'’."))

    def _is_of_a_figure(self, i: int) -> bool:
        """Whether a token belongs to a figure, its hedge with it."""
        return any(piece.kind == FIGURE and piece.first <= i < piece.end for piece in self.made)

    def _run(self, i: int, n: int) -> int:
        """Index after the words of a speaker that begin at a token."""
        k = i
        while k < min(n, i + 9) and self.tokens[k].kind == WORD and (k == i or not self._has_mark(k)):
            if k > i and self.words.telling["speech"].longest(self.tokens, k):
                break
            k += 1
        return k

    def _run_back(self, i: int) -> int:
        """The first token of the words of a speaker that end before a token."""
        k = i
        numbers = {t for piece in self.made if piece.kind == FIGURE for t in range(piece.first, piece.end)}
        while k > max(0, i - 9) and not self._has_mark(k) and self.tokens[k - 1].kind == WORD and k - 1 not in numbers:
            if k - 1 < i - 1 and self.words.telling["speech"].longest(self.tokens, k - 1):
                break
            k -= 1
        return k


def _places(made: Sequence[Piece], tokens: Sequence[Token], text: str, words: ProseWords) -> list[tuple[int, int]]:
    """(first, end) of the tokens of each place: names after "in" and the like, and the place of a dateline."""
    found: list[tuple[int, int]] = []
    capitals = text.isupper()
    for k, piece in enumerate(made):
        if piece.kind != "prepositions" or piece.key not in words.small["where"] or k + 1 >= len(made):
            continue
        start = i = first = piece.end
        while i < len(tokens) and tokens[i].key in words.small["before_places"]:
            first += tokens[i].key in words.small["articles"] and first == i
            i += 1
        names = 0
        while i < len(tokens) and tokens[i].kind == WORD and i - start < 9:
            word = text[tokens[i].start : tokens[i].end]
            gap = text[tokens[i - 1].end : tokens[i].start].strip(" \n-'’.") if i > start else ""
            if gap:
                break
            if _is_half_of_an_adjective(i, tokens, text):
                i += 2
                continue
            if word[0].isupper() and not capitals and tokens[i].key not in words.small["calendar"]:
                names, i = names + 1, i + 1
                last = i
            elif (
                names
                and tokens[i].key in words.small["inside_places"]
                and i + 1 < len(tokens)
                and text[tokens[i + 1].start].isupper()
            ):
                i += 1
            else:
                break
        if names:
            found.append((first, last))
    return found


def _is_half_of_an_adjective(i: int, tokens: Sequence[Token], text: str) -> bool:
    """Whether a name and the word joined to it say more of a place: "in rebel-held Aleppo", "in Ruritania-run Streslau"."""
    if i + 1 >= len(tokens) or text[tokens[i].end : tokens[i + 1].start] not in ("-", "‐", "‑"):
        return False
    return text[tokens[i + 1].start].islower()


def _periods(tokens: Sequence[Token], text: str, words: ProseWords, masked: Set[int]) -> list[tuple[int, int]]:
    """(first, end) of the tokens of each time: "since 7 October", "on Monday", "in the past 24 hours"."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if tokens[i].key in words.small["when"]:
            k, last = i + 1, None
            while k < min(len(tokens), i + 9):
                key = tokens[k].key
                if any(c in text[tokens[k - 1].end : tokens[k].start] for c in ";:()–—") or (
                    last is None and "," in text[tokens[k - 1].end : tokens[k].start]
                ):
                    break
                if key in words.small["calendar"] or key in words.times or (k in masked and tokens[k].kind == NUMBER):
                    last = k + 1
                elif (
                    key not in words.small["inside_times"]
                    and tokens[k].kind != NUMBER
                    and key not in words.lex.number_words
                ):
                    break
                k += 1
            if last is not None:
                found.append((i, last))
                i = last
                continue
        elif tokens[i].key in words.small["moments"] or (
            tokens[i].key in words.small["calendar"] and text[tokens[i].start].isupper()
        ):
            found.append((i, i + 1))
        i += 1
    return found
