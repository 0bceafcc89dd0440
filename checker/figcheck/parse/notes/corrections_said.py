"""What a note says of people who were counted in or taken out, read sentence by sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from figcheck.model.figure import Figure
from figcheck.parse.figure import parse_figure
from figcheck.parse.notes.correction_words import (
    DENIED,
    KINDS,
    NUMBER_AFTER,
    NUMBER_BEFORE,
    CorrectionWords,
    correction_words,
)
from figcheck.parse.notes.counts import Count, CountReader, Noun
from figcheck.parse.notes.sentences import CLAUSE_MARKS, LONGEST, blanked, sentences
from figcheck.parse.words.load_lexicon import scripts
from figcheck.parse.words.tokens import DASH, NUMBER, Token


class Correction(NamedTuple):
    """One sentence of a note that says what became of a number of people.

    `kind` is added, removed, counted_twice, corrected (up or down, the words do not say which), includes or excludes; `words` are
    the note's own, from the number to the word that says it.
    """

    kind: str
    figure: Figure
    words: str
    sentence: str


class _Hit(NamedTuple):
    """A phrase of `corrections` in the tokens `first` up to `end`."""

    kind: str
    side: str
    first: int
    end: int


@lru_cache(maxsize=20_000)
def corrections_said(note: str, lang: str | None = None) -> tuple[Correction, ...]:
    """What a note says was added, removed, counted twice, corrected, included or excluded; each distinct note is read once.

    The note may be in the language of its claim, or in English. Without `lang` the script and the words decide. Never raises.

    >>> [(found.kind, found.figure.value) for found in corrections_said("Six martyrs have been added. 42 were not removed.")]
    [('added', 6)]
    """
    for words in _languages(note, lang):
        found = tuple(_read(words, note[:LONGEST]))
        if found:
            return found
    return ()


def _languages(note: str, lang: str | None) -> Iterator[CorrectionWords]:
    """The languages that a note may be in, the likeliest first; a later one is asked only where an earlier one finds nothing."""
    named, english = correction_words(lang) if lang else None, correction_words("en")
    if named is not None:
        yield named
    if english is not None and english is not named:
        yield english
    if named is not None:
        return
    spoken = [words for code in _codes(note) if (words := correction_words(code)) is not None and words is not english]
    known = {words.lex.code: words.known(note) for words in spoken}
    best = max(known.values(), default=0)
    if best > (english.known(note) if english else 0):
        yield from (words for words in spoken if known[words.lex.code] == best)


def _codes(note: str) -> Iterator[str]:
    """The languages whose script the letters of a note are in."""
    names = {unicodedata.name(letter, "").split(" ", 1)[0].capitalize() for letter in set(note) if letter.isalpha()}
    return (code for name in sorted(names) for code in scripts().get(name, ()))


def _read(words: CorrectionWords, note: str) -> Iterator[Correction]:
    plain = blanked(note)
    for start, end in sentences(plain, words.abbreviations):
        yield from _Sentence(words, note, plain, start, end).corrections()


class _Clause(NamedTuple):
    """The tokens `first` up to `end` of a sentence; `opened_by` are the marks before the first."""

    first: int
    end: int
    opened_by: str
    hits: list[_Hit]
    counts: list[Count]


class _Sentence:
    """One sentence: its tokens, the phrases of `corrections` in it, and its clauses."""

    def __init__(self, words: CorrectionWords, note: str, plain: str, start: int, end: int) -> None:
        self._words, self._sentence, self._text = words, note[start:end], plain[start:end]
        self._tokens: Sequence[Token] = words.tokens(self._text)
        self._hits = list(self._phrases())
        self._reader = CountReader(words, self._tokens, self._text)

    def _phrases(self) -> Iterator[_Hit]:
        i = 0
        while i < len(self._tokens):
            found = self._words.phrases.longest(self._tokens, i)
            if found is not None:
                yield _Hit(found[0].role, found[0].id, i, found[1])
            i = i + 1 if found is None else found[1]

    def corrections(self) -> Iterator[Correction]:
        """What the sentence says, one a number and kind; nothing where it says two opposite things of one number."""
        if not any(hit.kind in KINDS for hit in self._hits):
            return
        said: dict[Count, dict[str, _Hit]] = {}
        clauses = list(self._clauses())
        for k, clause in enumerate(clauses):
            if any(hit.kind == DENIED for hit in clause.hits):
                continue
            changed = self._changed_total(clause)
            for hit in clause.hits:
                if changed is not None and hit.kind in _CHANGES:
                    said.setdefault(changed[1], {}).setdefault(changed[0], hit)
                    continue
                kind, count = hit.kind, self._count_of(hit, clause) or _borrowed(hit, k, clauses)
                if count is not None:
                    said.setdefault(count, {}).setdefault(_CORRECTED_TO.get((kind, count.direction), kind), hit)
        for count, kinds in said.items():
            for kind in _agreeing(kinds):
                yield self._correction(kind, count, kinds[kind])

    def _correction(self, kind: str, count: Count, hit: _Hit) -> Correction:
        first, end = min(count.first, hit.first), max(count.noun_end, hit.end)
        words = self._sentence[self._tokens[first].start : self._tokens[end - 1].end]
        return Correction(kind, count.figure, " ".join(words.split()), " ".join(self._sentence.split()))

    def _clauses(self) -> Iterator[_Clause]:
        """The clauses between marks, and between "and" where both sides speak of a number."""
        first, opened_by = 0, ""
        for k in range(1, len(self._tokens) + 1):
            marks = self._marks_before(k)
            if k < len(self._tokens) and not marks:
                continue
            yield from self._coordinated(first, k, opened_by)
            first, opened_by = k, marks

    def _marks_before(self, k: int) -> str:
        """The marks that end a clause before a token; "" for none."""
        if k >= len(self._tokens):
            return ""
        before, token = self._tokens[k - 1], self._tokens[k]
        marks = "".join(mark for mark in self._text[before.end : token.start] if mark in CLAUSE_MARKS)
        dash = k - 1 if before.kind == DASH else k if token.kind == DASH else None
        return marks if dash is None or self._joins_numbers(dash) else marks + self._tokens[dash].key

    def _joins_numbers(self, dash: int) -> bool:
        """Whether a dash stands between two numbers."""
        beside = self._tokens[max(dash - 1, 0) : dash + 2 : 2]
        return len(beside) == 2 and all(token.kind == NUMBER for token in beside)

    def _coordinated(self, first: int, end: int, opened_by: str) -> Iterator[_Clause]:
        """A clause, cut at each "and" that has a phrase and a number on both its sides."""
        hits = [hit for hit in self._hits if first <= hit.first < end]
        cuts = [first, *(i for hit in hits for i in (hit.first, hit.end)), end]
        counts = [
            count for stretch in zip(cuts[::2], cuts[1::2], strict=True) for count in self._reader.counts(*stretch)
        ]
        inside = {i for hit in hits for i in range(hit.first, hit.end)}
        inside |= {i for count in counts for i in range(count.first, count.end)}

        def part(a: int, b: int) -> tuple[list[_Hit], list[Count]]:
            return [hit for hit in hits if a <= hit.first < b], [count for count in counts if a <= count.first < b]

        for k in range(first + 1, end - 1):
            if self._tokens[k].key in self._ands and k not in inside and all((*part(first, k), *part(k + 1, end))):
                yield _Clause(first, k, opened_by, *part(first, k))
                first, opened_by = k + 1, self._tokens[k].key
        yield _Clause(first, end, opened_by, *part(first, end))

    def _count_of(self, hit: _Hit, clause: _Clause) -> Count | None:
        """The number of its own clause that a phrase speaks of; None where there is none, or where it may be one of two."""
        before = [count for count in clause.counts if count.end <= hit.first and hit.side != NUMBER_AFTER]
        after = [count for count in clause.counts if count.first >= hit.end and hit.side != NUMBER_BEFORE]
        if hit.kind == "corrected" and hit.side != NUMBER_AFTER:
            after = [count for count in after if count.noun is Noun.PEOPLE]  # "Correction 2" is the second
        surest = min((count.noun for count in (*before, *after)), default=None)
        before = [count for count in reversed(before) if count.noun is surest]
        after = [count for count in after if count.noun is surest]
        if before and after:
            nearer_after = after[0].first - hit.end < hit.first - before[0].noun_end
            before, after = ([], after) if nearer_after else (before, [])
        near = (before or after)[:2]
        if len(near) == 2 and not hit.side and self._are_coordinated(*sorted(near, key=lambda count: count.first)):
            return None  # "4 men and 6 women were added": neither number is all
        return near[0] if near else None

    def _are_coordinated(self, one: Count, other: Count) -> bool:
        return any(token.key in self._ands for token in self._tokens[one.end : other.first + 1])

    @property
    def _ands(self) -> frozenset[str]:
        return self._words.lex.ands

    def _changed_total(self, clause: _Clause) -> tuple[str, Count] | None:
        """What "from 1,324 to 1,243" comes to: 81 removed; None where the clause names no such pair."""
        for before, between in self._words.from_to:
            for i in range(clause.first, clause.end - len(before) - len(between) - 1):
                if self._keys(i, len(before)) != before or (old := self._reader.number(i + len(before))) is None:
                    continue
                then = old[1] + len(between)
                if self._keys(old[1], len(between)) != between or then >= clause.end:
                    continue
                new = self._reader.number(then)
                if new is None or new[0] == old[0]:
                    continue
                figure = parse_figure(str(abs(new[0] - old[0])), rounds=False)
                return "removed" if new[0] < old[0] else "added", Count(i, new[1], new[1], figure, Noun.PEOPLE, 0)
        return None

    def _keys(self, first: int, length: int) -> tuple[str, ...]:
        return tuple(token.key for token in self._tokens[first : first + length])


_CHANGES = frozenset({"added", "removed", "corrected"})
_CORRECTED_TO = {("corrected", -1): "removed", ("corrected", 1): "added"}
"""What "corrected" says of a number whose own words say up or down: "cut by 81 after an audit"."""


def _borrowed(hit: _Hit, k: int, clauses: Sequence[_Clause]) -> Count | None:
    """The number of a clause beside its own that a phrase speaks of: "42 people, mostly women, were added", "Removed: 81 names"."""
    if clauses[k].counts:
        return None
    following = clauses[k + 1] if k + 1 < len(clauses) else None
    forward = None
    if following is not None and not following.hits and len(following.counts) == 1 and hit.side != NUMBER_BEFORE:
        count = following.counts[0]
        alone = count.first == following.first and count.noun_end == following.end
        forward = count if count.noun is Noun.PEOPLE or alone else None
    if forward is not None and following is not None and following.opened_by[:1] in _ANNOUNCING:
        return forward
    if hit.side != NUMBER_AFTER:
        for clause in reversed(clauses[:k]):
            if clause.hits:
                break
            if clause.counts:
                people = [count for count in clause.counts if count.noun is Noun.PEOPLE]
                return people[0] if len(people) == 1 else None
    return forward


_ANNOUNCING = frozenset(":([")
_OPPOSITES = (("added", "removed"), ("includes", "excludes"), ("added", "counted_twice"))
_SAID_ALREADY = (("corrected", KINDS), ("counted_twice", ("removed",)))
"""(kind, kinds beside which it says nothing more)."""


def _agreeing(kinds: dict[str, _Hit]) -> list[str]:
    """The kinds that are said of one number; none where they are opposites."""
    if any(one in kinds and other in kinds for one, other in _OPPOSITES):
        return []
    return [
        kind
        for kind in kinds
        if not any(kind == vague and (kinds.keys() & set(surer)) - {vague} for vague, surer in _SAID_ALREADY)
    ]
