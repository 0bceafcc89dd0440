"""Which claims of the ledger a figure may repeat, and whether its sentence says so clearly enough to accuse it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from figcheck.prose.draft.known_claims import WHOLE, Count, CountKey, KnownClaims
from figcheck.prose.draft_words import DraftWords, stem, stems
from figcheck.prose.extraction import ProseFigure

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,]\d|\d)")

_KINDS = {
    "cumulative": ("cumulative", "point"),
    "point": ("cumulative", "point"),
    "increment": ("increment",),
}
"""Kind of a figure in a text -> kinds of the claims that it may repeat."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`counts` are those that count what the figure counts, `kin` those of a population that contains or is part of its own, and
    `others` those of other measures and populations of the same events and places. `added` are those of what a day or so added.
    `doubt` says why the figure cannot be accused; None where nothing is left open. `of_others`: the words narrow down whom the
    figure counts to people that the ledger does not know, so that only a number that is the same to the last digit means anything.
    `beside` are measures that the sentence names and none of its figures counts: the figure itself may count one of them.
    `by_its_counter`: the sentence names the counter, and the ledger has it. `elsewhere`: it names a place that the ledger does not
    have.
    """

    counts: Sequence[Count]
    kin: Sequence[Count]
    others: Sequence[Count]
    doubt: str | None
    of_others: bool = False
    beside: Collection[str] = ()
    by_its_counter: bool = False
    added: Sequence[Count] = ()
    elsewhere: bool = False


def scope_of(
    found: ProseFigure, known: KnownClaims, events: Collection[str], words: DraftWords, beside: Collection[str] = ()
) -> Scope:
    """What the words around a figure say of whom it counts, where, and by whose count.

    `events` are those of the draft, and `beside` the measures that the sentence names and none of its figures counts.
    """
    sentence, said = found.sentence, found.said
    doubts: list[str] = []
    elsewhere = False
    here = known.places_in(said.place, words) if said.place else set()
    if (
        said.place
        and not here
        and not (_is_of_a_doer(said.place, sentence, words) or _is_a_counter(said.place, known, words))
    ):
        elsewhere = True
        doubts.append(f"the ledger has no place “{said.place}”")
    here = here or known.places_in(sentence, words)
    populations = known.populations_in(found.population) if found.population else set()
    about = {event for event, _ in here} or {event for event, name in populations if name != WHOLE}
    chosen = sorted(about.intersection(events) or about) if about else sorted(events)
    if not chosen:
        doubts.append("no event of the ledger is named: give one with --event")
    narrowing = [] if populations else _narrowing(found.population or "", words)
    kinds = _KINDS.get(said.kind, ())
    unit = "households" if found.unit == "households" else "people"
    own: list[CountKey] = []
    kin: list[CountKey] = []
    added: list[CountKey] = []
    others: list[CountKey] = []
    of_others = False
    for event in chosen:
        places = {name for of, name in here if of == event}
        there = [key for key in known.of_event(event) if not places or key.place in places or key.place is None]
        there = [key for key in there if key.unit == unit]
        mine = [key for key in there if key.measure == known.measure(event, found.measure)]
        names = {name for of, name in populations if of == event}
        if not names:
            names = known.whole_populations(mine)
            of_others |= bool(narrowing) and not _live_there(narrowing, there, words)
        counted = [key for key in mine if key.population in names]
        near = {name for one in names - {WHOLE} for name in known.kin(event, one)}
        own += [key for key in counted if key.kind in kinds]
        added += [key for key in counted if key.kind == "increment"]
        kin += [key for key in mine if key.population in near and key.kind in kinds]
        total = (known.measure(event, found.measure), WHOLE)
        others += [
            key
            for key in there
            if key not in counted
            and key.kind == "cumulative"
            and (names - {WHOLE} or (key.measure, key.population) != total)
        ]
    if of_others:
        doubts.append(f"the ledger does not say who “{found.population}” are")
    if not own:
        doubts.append("the ledger has no such count")
    homes = {key.place for event in chosen for key in known.of_event(event) if key.place}
    by = _said_by(said.source_words, known, homes, words)
    if by is not None:
        if not by:
            doubts.append(f"“{said.source_words}” counts nothing in the ledger")
        else:
            theirs = [key for key in own if key.who in by]
            own = theirs or own
            if not theirs:
                doubts.append(f"the ledger has no such count of {' or '.join(sorted(by))}")
    if counting := words.others_who_count.intersection(stems(sentence)):
        doubts.append(f"its sentence names another who may count ({min(counting)})")
    started = min((c.day.year for key in own for c in known.counts[key] if c.day is not None), default=None)
    earlier = [year for year in _YEAR.findall(sentence) if started is not None and int(year) < started]
    if earlier:
        doubts.append(f"its sentence names {earlier[0]}, when the ledger had no such count")
    counts, of_kin, of_others_too, of_added = (
        [known.counts[key] for key in keys] for keys in (own, kin, others, added)
    )
    measures = {known.measure(event, measure) for event in chosen for measure in beside}
    doubt = doubts[0] if doubts else None
    return Scope(counts, of_kin, of_others_too, doubt, of_others, measures, bool(by), of_added, elsewhere)


def _narrowing(population: str, words: DraftWords) -> list[str]:
    """The words of a noun phrase that narrow down who is counted."""
    return [word for word in stems(population) if word not in words.everyone and not word.isdigit()]


def _is_of_a_doer(place: str, sentence: str, words: DraftWords) -> bool:
    """Whether a name after "in" says whose doing it was, and no place: "in the Israeli campaign", "in Israel's operation",
    "in the Hamas attack".
    """
    after = stems(sentence.partition(place)[2])[:1]
    if " ".join(stems(place)) in words.inhabitants or (after and after[0] in words.doings):
        return True
    return place.endswith(("'s", "’s")) and bool(after) and after[0] not in words.within


def _is_a_counter(place: str, known: KnownClaims, words: DraftWords) -> bool:
    """Whether a name after "from" is that of one who counts, and no place: "comes from the Ministry of Health"."""
    named = set(stems(place)) - words.parts_of_names - words.about_a_source
    return any(named <= of for of in known.origins.values())


def _live_there(narrowing: Sequence[str], keys: Sequence[CountKey], words: DraftWords) -> bool:
    """Whether words are no more than the inhabitants of the place in which is counted: "Gazans"."""
    places = {key.place for key in keys if key.place}
    homes = words.inhabitants.get(" ".join(narrowing), frozenset())
    return any(set(home).issubset(stems(place)) for home in homes for place in places)


def _said_by(
    source: str | None, known: KnownClaims, homes: Collection[str], words: DraftWords
) -> frozenset[str] | None:
    """The counters of the ledger that a sentence names; none of them for a counter that the ledger does not have.

    None where no counter is named, or by words that fit several: "officials said", or "Palestinian officials" for the places
    `homes` in which they count.
    """
    if source is None:
        return None
    text = words.run_by.sub(" ", source)
    named = (
        {stem(word) for word in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text))}
        - words.about_a_source
        - words.parts_of_names
    )
    there = [set(stems(place)) for place in homes]
    if all(any(set(home) <= place for home in words.inhabitants.get(word, ()) for place in there) for word in named):
        return None
    capitals = {stem(word) for word in re.findall(r"[^\W_]+", text)[1:] if word[:1].isupper()}
    shared = {name: len(named & of) for name, of in known.origins.items()}
    most = max(shared.values(), default=0)
    if not most:
        return frozenset()
    best = frozenset(name for name, count in shared.items() if count == most)
    outside = named - frozenset().union(*(known.origins[name] for name in best))
    if not outside:
        return best
    if outside & capitals and not all(word in words.inhabitants for word in outside & capitals):
        return frozenset()
    return None
