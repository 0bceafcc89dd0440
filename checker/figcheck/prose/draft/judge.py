"""The verdict on one figure of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from figcheck.model.figure import Figure
from figcheck.parse.figure import parse_figure
from figcheck.parse.say import faithful_phrases
from figcheck.prose.draft.known_claims import WHOLE, Count, KnownClaim
from figcheck.prose.draft.scope import Scope
from figcheck.prose.draft.stated_day import stated_days
from figcheck.prose.draft_words import DraftWords, stems
from figcheck.prose.extraction import ProseFigure

AGREES, OLDER, HEDGE, CATEGORY = "agrees", "older", "hedge", "category"
SUPERSEDED, CONTRADICTS, UNKNOWN = "superseded", "contradicts", "unknown"
VERDICTS = (CONTRADICTS, CATEGORY, SUPERSEDED, HEDGE, OLDER, UNKNOWN, AGREES)
"""Every verdict, the worst first."""

FLOORS, CEILINGS = ("more_than", "at_least", "just_over"), ("fewer_than", "at_most", "up_to", "nearly")
_OPPOSITE = {**dict.fromkeys(FLOORS, "nearly {}"), **dict.fromkeys(CEILINGS, "more than {}")}
_DIGITS = re.compile(r"\d[\d,]*")
_AROUND_ONE_NUMBER = 2
_DAY = timedelta(days=1)
_LIVE = timedelta(days=30)
"""A ledger that ended longer ago says nothing of today."""
_LATELY = timedelta(days=7)
"""A number of another category is known as such if it was counted no longer ago."""
_SILENT = timedelta(days=3)
_LONG = 10_000
"""From here on, two counts hardly share an unrounded number by chance."""
_UNROUND_FLOOR = 1_000
_PASSED = 1.25
"""A floor that others have passed by so much is an older figure."""
_SMALL = 500
"""Below this total, the figure of one incident may be as large as the total of all."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and why: `against` is the claim that decided, `now` the newest claim of its series, `days` by how many days
    `against` is older than that. `instead` is `now` with the hedge of the draft. `detail` is what else a person should know: how a
    hedge was changed, or why nothing can be said.
    """

    verdict: str
    against: KnownClaim | None = None
    now: KnownClaim | None = None
    days: int | None = None
    instead: str | None = None
    detail: str | None = None


def judge(found: ProseFigure, scope: Scope, printed: date, words: DraftWords) -> Judgement:
    """What the ledger says of a figure in a draft that is printed on a day."""
    return _Judge(found, scope, printed, words).judgement()


class _Judge:
    def __init__(self, found: ProseFigure, scope: Scope, printed: date, words: DraftWords) -> None:
        self.found, self.figure, self.said = found, found.figure, found.said
        self.scope, self.printed, self.words = scope, printed, words
        self.standing = [[c for c in until(count, printed) if c.stood_on(printed)] for count in scope.counts]
        self.series = [count for count in self.standing if count]
        self.newest = [series[-1] for series in self.series]
        self.stated = stated_days(found.sentence, found.start - found.sentence_start, printed, words)

    def judgement(self) -> Judgement:
        if self.figure.low is None or self.found.unit not in ("people", "households"):
            return Judgement(UNKNOWN, detail="it is not a number of people")
        for claim in self._added_lately() if self.said.kind == "change" else ():
            return Judgement(AGREES, claim, detail="it is what was added by then")
        if self.said.kind in ("change", "rate"):
            return Judgement(UNKNOWN, detail=f"it is a {self.said.kind}, which no claim of the ledger is compared with")
        if self.scope.of_others and not _is_telling(self.figure):
            return Judgement(UNKNOWN, detail=self.scope.doubt)
        if self.said.basis == "hypothetical":
            return Judgement(UNKNOWN, detail="it is hypothetical")
        agreeing = self._agreeing()
        if agreeing is not None:
            return agreeing
        if (why := self._not_the_total()) is not None:
            return Judgement(UNKNOWN, detail=why)
        return (
            self._superseded()
            or self._other_hedge()
            or self._older()
            or self._other_category()
            or self._contradiction()
            or Judgement(UNKNOWN, now=self._nearest_now(), detail=self._why_unknown())
        )

    # -- agreement ------------------------------------------------------------------------------------------------------
    def _agreeing(self) -> Judgement | None:
        fresh = self._fresh()
        firm = self.figure.qualifier in CEILINGS and self.figure.qualifier != "nearly"
        before = timedelta(0) if firm else _DAY
        named = [c for count in self.series if self.stated for c in count if c.day and self._is_stated(c.day, before)]
        same = [c for c in (*fresh, *named) if _same_number(self.figure, c)]
        faithful = self._is_milestone() or any(says(self.figure, c) for c in same)
        if _is_unround(self.figure) and not faithful and any(c in self.newest for c in same):
            return None  # the very number of today, with another hedge
        last = [series[-1] for series in self.series if not self._is_silent(series)]
        for claims in (same, last if firm else fresh, named):
            for claim in claims:
                if not says(self.figure, claim) and not (claims is same and self._is_milestone()):
                    continue
                if not same and self._is_exactly_an_older_one():
                    continue
                newest = self._newest_of(claim)
                days = (newest.day - claim.day).days if newest.day and claim.day else 0
                return Judgement(AGREES, claim, newest, days)
        for claim in self._added_lately():
            return Judgement(AGREES, claim, detail="it is what was added by then")
        for claim in () if self.scope.counts else reversed(self._kin()):
            if claim.stood_on(self.printed) and says(self.figure, claim):
                return Judgement(AGREES, claim, detail=f"the ledger counts {claim.population}")
        return None

    def _added_lately(self) -> list[KnownClaim]:
        """The claims of what was added in the last days that have the number, if the sentence names a time: "26 since Friday"."""
        says_when = self.said.period is not None or self.said.kind == "change"
        if not says_when or self.said.kind not in ("cumulative", "change") or self.figure.low != self.figure.high:
            return []
        claims = [c for count in self.scope.added for c in reversed(until(count, self.printed))]
        lately = [
            c for c in claims if c.day is not None and self.printed - c.day <= _SILENT and c.stood_on(self.printed)
        ]
        return [c for c in lately if _same_number(self.figure, c)]

    def _is_milestone(self) -> bool:
        """Whether a verb stands for the hedge: a toll that "passed 27,365" has that number at least."""
        return self.words.milestones.match(self.found.words) is not None

    def _kin(self) -> list[KnownClaim]:
        """The claims of a population that contains the figure's own, or is part of it, by day."""
        found = [c for count in self.scope.kin for c in until(count, self.printed)]
        return sorted(found, key=lambda c: (c.day or date.min, c.claim_id))

    def _fresh(self) -> list[KnownClaim]:
        """The newest claims of each series, those of the day before with them: a morning's paper has the evening's count."""
        found: list[KnownClaim] = []
        for series in self.series:
            last = series[-1].day
            if self._is_silent(series):
                continue
            found += [c for c in reversed(series) if last is None or c.day is None or last - c.day <= _DAY]
        return found

    def _is_silent(self, series: Sequence[KnownClaim]) -> bool:
        """Whether its counter had been silent for days when another one counted: its last number is an older one."""
        newest = max((c.day for c in self.newest if c.day is not None), default=None)
        last = series[-1].day
        return newest is not None and last is not None and newest - last > _SILENT

    def _is_stated(self, day: date, before: timedelta) -> bool:
        return any(first - before <= day <= last for first, last in self.stated)

    def _is_exactly_an_older_one(self) -> bool:
        """Whether the number is too exact to be a rounding of today's, and an older claim has it."""
        value = self.figure.value
        return (
            value is not None
            and value % 100 != 0
            and any(_same_number(self.figure, c) for count in self.series for c in count)
        )

    # -- what is never compared with a running total -------------------------------------------------------------------
    def _not_the_total(self) -> str | None:
        if self.said.kind == "increment":
            return "it is added to a total, and no such claim of the ledger agrees"
        if self.said.role == "other_event":
            return "it is of another event"
        if self.said.role == "superseded":
            return "the text itself replaces it"
        if self.said.basis == "fear":
            return "it is a fear"
        return None

    # -- accusations ---------------------------------------------------------------------------------------------------
    def _superseded(self) -> Judgement | None:
        own = [c for count in self.scope.counts for c in reversed(until(count, self.printed))]
        for claim in (*own, *reversed(self._kin())):
            if not claim.stood_on(self.printed) and _same_number(self.figure, claim):
                now = self._nearest_now() or self._newest_kin()
                return Judgement(SUPERSEDED, claim, now, instead=self._instead(now))
        return None

    def _other_hedge(self) -> Judgement | None:
        now = self._nearest_now()
        for claim in self._fresh():
            if now is not None and claim.high is None and now.low > _PASSED * claim.low:
                continue  # what somebody repeats, and others have left behind
            if (how := hedge_changed(self.figure, claim)) is not None and self.scope.doubt is None:
                return Judgement(HEDGE, claim, self._newest_of(claim), instead=self._instead(claim), detail=how)
        opposite = _OPPOSITE.get(self.figure.qualifier or "")
        if opposite is None or self.figure.value is None or self.scope.doubt is not None:
            return None
        if self.figure.qualifier == "nearly" and self._last_agreeing() is not None:
            return None
        turned = parse_figure(opposite.format(f"{int(self.figure.value):,}"), "en")
        for claim in self._fresh():
            if says(turned, claim) and _misses(self.figure, claim):
                if self.figure.qualifier in FLOORS and (claim.day is None or claim.day < self.printed):
                    continue  # the total may have reached it since
                return Judgement(HEDGE, claim, self._newest_of(claim), instead=self._instead(claim), detail="reversed")
        return None

    def _older(self) -> Judgement | None:
        claim = self._last_agreeing()
        if claim is None:
            return None
        now = self._newest_of(claim)
        if now is claim:
            now = self._nearest_now() or claim
        if claim.day is None or now.day is None or not self._is_about_the_total(claim, now):
            return None
        if self.scope.elsewhere and not self._is_unmistakable():
            return None
        return Judgement(OLDER, claim, now, (now.day - claim.day).days, self._instead(now))

    def _last_agreeing(self) -> KnownClaim | None:
        """The newest claim that agrees and is not the newest of its series."""
        older = [c for series in self.series for c in (series if self._is_silent(series) else series[:-1])]
        older.sort(key=lambda c: (c.day or date.min, c.claim_id), reverse=True)
        exact = self.figure.value is not None and self.figure.value % 100 != 0
        return next((c for c in older if says(self.figure, c) and (not exact or _same_number(self.figure, c))), None)

    def _is_about_the_total(self, claim: KnownClaim, now: KnownClaim) -> bool:
        """Whether an older number can be meant: it is a good part of today's, or so exact that it is nothing else."""
        return 2 * claim.low >= now.low or _is_telling(self.figure)

    def _other_category(self) -> Judgement | None:
        if self.scope.doubt is not None and not _is_telling(self.figure):
            return None
        if self.scope.doubt is not None and self.scope.counts and not self._is_unmistakable():
            return None
        if not self._is_own() or not (_is_telling(self.figure) or self._two_digits()):
            return None
        for count in self.scope.others:
            for claim in reversed(until(count, self.printed)):
                if claim.day is None or self.printed - claim.day > _LATELY:
                    break
                if not claim.stood_on(self.printed):
                    continue
                same = _same_number(self.figure, claim)
                is_beside = claim.population == WHOLE and claim.measure != self._own_measure
                if says(self.figure, claim) and (same or (is_beside and not _is_unround(self.figure))):
                    if claim.population != WHOLE and self._said_words.issuperset(stems(claim.population)):
                        return Judgement(AGREES, claim, detail=f"the ledger counts {claim.population}")
                    now = self._nearest_now()
                    if claim.measure in self.scope.beside:
                        why = f"its sentence speaks of {claim.measure.replace('_', ' ')}, too, and it may count them"
                        return Judgement(UNKNOWN, now=now, detail=why)
                    return Judgement(CATEGORY, claim, now, instead=self._instead(now))
        return None

    @cached_property
    def _own_measure(self) -> str | None:
        """What the counts of the figure count, in the ledger's words."""
        return next((count[0].measure for count in self.scope.counts if count), None)

    @cached_property
    def _said_words(self) -> frozenset[str]:
        return frozenset(stems(self.found.sentence))

    def _two_digits(self) -> bool:
        digits, value = self.figure.digits or 0, self.figure.value or 0
        return digits >= 2 and value >= 1000 and bool(self.newest)

    def _contradiction(self) -> Judgement | None:
        if self.scope.doubt is not None or not self._is_own() or self.said.basis != "count" or not self.series:
            return None
        live = [series for series in self._live() if any(c.high is not None for c in series)]
        if not live or not all(self._excludes(series) for series in live):
            return None
        now = self._nearest_now()
        assert now is not None
        if max(self.figure.low or 0, now.low) < _SMALL and not self._says_that_it_is_the_total():
            return None
        return Judgement(CONTRADICTS, now, now, instead=self._instead(now))

    def _live(self) -> list[list[KnownClaim]]:
        """The series that say something of the draft's day, with their claims after it: these bound what it may say.

        A counter that was silent while another one went on leaves no room for a newer number.
        """
        series = [[c for c in count if c.stood_on(self.printed)] for count in self.scope.counts]
        last = [
            max((c.day for c in one if c.day is not None and c.day <= self.printed), default=None) for one in series
        ]
        known = [day for day in last if day is not None]
        newest = max(known, default=None)
        if newest is None or self.printed - newest > _LIVE:
            return []
        return [one for one, day in zip(series, last, strict=True) if day is not None and newest - day <= _SILENT]

    def _excludes(self, series: Sequence[KnownClaim]) -> bool:
        """Whether a series leaves no room for the figure: no claim agrees, and none may be missing where it would stand."""
        before = [c for c in series if c.day is not None and c.day <= self.printed]
        after = [c for c in series if c.day is not None and c.day > self.printed]
        near = [*before[-8:], *after[:1]]
        if not before or any(says(self.figure, c) for c in near):
            return False
        last = before[-1]
        assert last.day is not None
        slip = any(_is_slip(self.figure, c, self._says_that_it_is_the_total()) for c in near)
        bounded = [c for c in near if c.high is not None] or near
        is_exact_floor = self.figure.qualifier == "at_least" and _is_unround(self.figure)
        if not all(_misses(self.figure, c) for c in bounded) and not (slip and is_exact_floor):
            return False
        if not _comparable(self.figure, last):
            above = (self.figure.low or 0) > last.low and last.kind != "point" and last.day >= self.printed
            return slip or (above and self.scope.by_its_counter)
        if last.kind == "point":
            return last.day == self.printed
        if (self.figure.low or 0) > last.low:
            if not after:
                return last.day >= self.printed
            return slip or (self.figure.low or 0) > (after[0].high or after[0].low)
        return slip or not _in_a_hole(self.figure, before)

    def _is_own(self) -> bool:
        """Whether the draft says it itself, or quotes the one who counts."""
        return self.said.role == "own" or (self.said.role == "quoted" and self.scope.by_its_counter)

    def _is_unmistakable(self) -> bool:
        """Whether a number is so long and exact that it is the ledger's, whoever repeats it."""
        return _is_telling(self.figure) and _is_unround(self.figure) and (self.figure.value or 0) >= _LONG

    def _says_that_it_is_the_total(self) -> bool:
        return self.words.running_total.search(self.found.sentence) is not None

    # -- what is said of a verdict -------------------------------------------------------------------------------------
    def _newest_of(self, claim: KnownClaim) -> KnownClaim:
        return next((series[-1] for series in self.series if claim in series), claim)

    def _nearest_now(self) -> KnownClaim | None:
        """The newest claim, of several on one day the one that is nearest to the figure."""
        value = self.figure.value or self.figure.low or 0
        order = sorted(
            self.newest,
            key=lambda c: (-(c.day or date.min).toordinal(), c.qualifier != "exact", abs(c.low - value), c.claim_id),
        )
        return order[0] if order else None

    def _newest_kin(self) -> KnownClaim | None:
        kin = [c for c in self._kin() if c.stood_on(self.printed)]
        return kin[-1] if kin else None

    def _instead(self, now: KnownClaim | None) -> str | None:
        return None if now is None else in_the_words_of(self.figure, now, self.found.lang)

    def _why_unknown(self) -> str:
        if self.scope.doubt is not None:
            return self.scope.doubt
        now = self._nearest_now()
        if now is None or now.day is None:
            return "the ledger has no claim of it by that day"
        if (self.figure.low or 0) > now.low and now.day < self.printed:
            return f"the ledger ends on {now.day}, and the number may be newer"
        return "no claim of the ledger says so, and none excludes it"


def says(figure: Figure, claim: KnownClaim) -> bool:
    """Whether a figure is a faithful way to print a claim: what a reader takes from it holds all that the claim allows."""
    if _same_number(figure, claim) and figure.qualifier == claim.qualifier:
        return True
    if _same_number(figure, claim) and claim.qualifier == "exact" and claim.low != claim.high:
        return figure.qualifier not in CEILINGS  # a round number: 1,200, "about 1,200", "at least 1,200"
    if figure.qualifier == "at_least" and _is_unround(figure) and (figure.value or 0) >= _UNROUND_FLOOR:
        return _same_number(figure, claim)  # "at least 42,294" is a count of 42,294 in other words
    low, high = figure.low or 0, figure.high
    if high is None or low == 0:
        low, high = figure.implied_low or 0, _below_the_next_step(figure)
    elif figure.qualifier == "about" and figure.value:
        near = _grain(figure.value) // 2
        low = max(low, min(figure.implied_low or 0, figure.value - near))
        high = min(high, max(figure.implied_high or 0, figure.value + near))
    if claim.high is None:
        return figure.high is None and low <= claim.low and (high is None or claim.low <= high)
    return low <= claim.low and (high is None or claim.high <= high)


def hedge_changed(figure: Figure, claim: KnownClaim) -> str | None:
    """How a figure changes the hedge of a claim with the same number: dropped, strengthened or reversed. None: it is faithful."""
    if not _same_number(figure, claim) or says(figure, claim) or figure.qualifier == claim.qualifier:
        return None
    floors = (figure.qualifier in FLOORS, claim.qualifier in FLOORS)
    ceilings = (figure.qualifier in CEILINGS, claim.qualifier in CEILINGS)
    if figure.qualifier == "exact":
        return "dropped"
    if (floors[0] and ceilings[1]) or (ceilings[0] and (floors[1] or claim.qualifier == "exact")):
        return "reversed"
    return "strengthened"


def in_the_words_of(figure: Figure, claim: KnownClaim, lang: str) -> str:
    """The number of a claim with the hedge of a figure, rounded as that is, where it is faithful; else as the claim has it."""
    if claim.value is None or claim.qualifier != "exact":
        return claim.figure
    around = _DIGITS.split(figure.figure)
    if _is_unround(figure) and len(around) == _AROUND_ONE_NUMBER:
        as_it_is = f"{claim.value:,}".join(around)
        again = parse_figure(as_it_is, lang)
        if again.qualifier == figure.qualifier and again.value == claim.value and says(again, claim):
            return as_it_is
    phrases = [p for p in faithful_phrases(claim.value, lang) if p.figure.qualifier == figure.qualifier]
    if not phrases:
        return f"{claim.value:,}"
    return min(phrases, key=lambda phrase: abs((phrase.figure.digits or 0) - (figure.digits or 0))).text


def until(count: Count, day: date) -> Sequence[KnownClaim]:
    """The claims of a count that hold for a day or one before it; those without a day stand first."""
    return count[: bisect_right(count, day, key=lambda claim: claim.day or date.min)]


def _same_number(figure: Figure, claim: KnownClaim) -> bool:
    if figure.value is None or claim.value is None:
        return figure.value is None and claim.value is None and (figure.low, figure.high) == (claim.low, claim.high)
    return figure.value == claim.value


def _misses(figure: Figure, claim: KnownClaim) -> bool:
    """Whether no number fits both."""
    return (claim.high is not None and (figure.low or 0) > claim.high) or (
        figure.high is not None and figure.high < claim.low
    )


def _below_the_next_step(figure: Figure) -> int | None:
    """The most that a reader takes from a floor: below the number that would be printed next. Nobody prints "more than 24,000" of
    25,490. A landmark, such as 20,000 or 25,000, stands for longer.
    """
    high, value = figure.implied_high, figure.value
    if high is None and figure.high is None and value and value >= _SMALL:
        high = _next_point(int(value))
    if high is None or figure.high is not None or not value or value % 100 != 0:
        return None if high is None else int(high)
    grain = _grain(value)
    landmark = value < 10 * grain or value // grain % 10 == 5
    return int(high) if landmark else min(int(high), int(value) + grain - 1)


@cache
def _next_point(value: int) -> float | None:
    """The most that a reader takes from "more than" a number, and as much from "at least"."""
    return parse_figure(f"more than {value:,}", "en").implied_high


def _grain(value: float) -> int:
    """What the zeros at the end of a number leave open: 1,000 for 27,000."""
    grain = 1
    while value % (10 * grain) == 0:
        grain *= 10
    return grain


def _is_unround(figure: Figure) -> bool:
    return figure.value is not None and figure.value % 100 != 0


def _is_telling(figure: Figure) -> bool:
    """Whether a number is so exact that two claims hardly share it by chance."""
    return figure.low == figure.high and (figure.digits or 0) >= 4 and (figure.value or 0) >= 1000


def _comparable(figure: Figure, claim: KnownClaim) -> bool:
    """Whether a figure is of the size of a total; a smaller or larger one is of something else."""
    value = figure.value or figure.low or 0
    return claim.low <= 2 * value and value <= 2 * max(claim.low, 1)


def _in_a_hole(figure: Figure, before: Sequence[KnownClaim]) -> bool:
    """Whether a number below the newest claim would stand between two claims that are more than a day apart."""
    low, high = figure.low or 0, figure.high
    below = [c for c in before if c.low <= low]
    above = [c for c in before if high is not None and c.low >= high]
    if not below or not above:
        return True  # before the first claim
    first, second = below[-1].day, above[0].day
    return first is None or second is None or second - first > _DAY


def _is_slip(figure: Figure, claim: KnownClaim, is_total: bool) -> bool:
    """Whether an exact number of three digits or more is another one with one digit changed or two exchanged, or, of what is
    said to be a total, with one digit lost or doubled.
    """
    if figure.value is None or claim.value is None or claim.low != claim.high:
        return False
    if figure.qualifier not in ("exact", "at_least") or (figure.digits or 0) < 3:
        return False
    one, other = str(int(figure.value)), str(claim.value)
    if min(len(one), len(other)) < 3 or max(len(one), len(other)) < 4 or one == other:
        return False
    if len(one) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        exchanged = len(differ) == 2 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
        return len(differ) == 1 or exchanged
    short, long = sorted((one, other), key=len)
    return is_total and len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
