"""Drafts: the files, when and of what event each is, and its figures with their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from figcheck.model.errors import FigcheckError
from figcheck.prose.draft.judge import Judgement, judge
from figcheck.prose.draft.known_claims import KnownClaim, KnownClaims
from figcheck.prose.draft.scope import scope_of
from figcheck.prose.draft.wording import in_words, instead_words
from figcheck.prose.draft_words import draft_words
from figcheck.prose.extracted import Extracted, of_file
from figcheck.prose.extraction import OTHER, measures_named
from figcheck.prose.texts.files import TextFile, text_files

FLAG, HEAD, FILE, TODAY = "--as-of", "the file's head", "the day on which the file was saved", "today"
"""Where the day of a draft is from."""


@dataclass(frozen=True)
class Draft:
    """A draft that was read: its name, the day on which it is printed and where that is from, the events that it is about."""

    file: str
    printed: date
    printed_by: str
    events: tuple[str, ...]
    text: str = field(default="", repr=False, compare=False)
    """What was read, in which the figures have their `start` and `end`."""


@dataclass(frozen=True)
class Judged:
    """A figure of a draft with its verdict. `message` says why in a sentence or two, and `mend` what to do, "" where nothing is."""

    draft: Draft
    extracted: Extracted
    judgement: Judgement

    @property
    def message(self) -> str:
        """Why the figure has its verdict."""
        return in_words(self.extracted.found, self.judgement)

    @property
    def mend(self) -> str:
        """What a person can do about it; "" where the figure agrees."""
        return instead_words(self.extracted.found, self.judgement)

    def as_json(self) -> dict[str, Any]:
        """The figure's fields and its verdict, for a program; docs/draft.md says what they mean."""
        judged, against, now = self.judgement, self.judgement.against, self.judgement.now
        return {
            **self.extracted.as_json(),
            "event": against.event if against else None,
            "population_id": against.population if against else None,
            "published": self.draft.printed.isoformat(),
            "verdict": judged.verdict,
            **_fields("against", against),
            **_fields("now", now),
            "days": judged.days,
            "instead": judged.instead,
            "message": self.message,
            "mend": self.mend,
        }


def _fields(name: str, claim: KnownClaim | None) -> dict[str, Any]:
    """What a program is given of a claim of the ledger."""
    return {
        f"{name}_id": claim.claim_id if claim else None,
        f"{name}_figure": claim.figure if claim else None,
        f"{name}_measure": claim.measure if claim else None,
        f"{name}_population": claim.population if claim else None,
        f"{name}_origin": claim.who if claim else None,
        f"{name}_as_of": claim.day.isoformat() if claim and claim.day else None,
        f"{name}_file": claim.file if claim else None,
        f"{name}_line": claim.line if claim else None,
    }


def judged_drafts(
    paths: Iterable[Path],
    known: KnownClaims,
    today: date,
    *,
    as_of: date | None = None,
    events: Sequence[str] = (),
    lang: str | None = None,
    kind: str | None = None,
) -> Iterator[Judged | FigcheckError]:
    """Every figure of people in the drafts below the paths, with its verdict; an error for a draft that cannot be read.

    `as_of` is the day on which the drafts are printed, and `events` what they are about; without them, each draft says so in its
    head, or its date is that of the file and its events are those that its text names. `today` is the date of standard input.
    People to whom nothing has happened are passed over.
    """
    for file in text_files(paths, kind):
        if isinstance(file, FigcheckError):
            yield file
            continue
        try:
            draft = _draft(file, known, today, as_of, events, lang)
        except FigcheckError as error:
            yield error
            continue
        words = draft_words(lang or "en")
        figures = list(of_file(file, lang))
        counted: dict[int, set[str]] = {}
        for one in figures:
            counted.setdefault(one.found.sentence_start, set()).add(one.found.measure)
        for one in figures:
            if one.found.measure != OTHER:
                beside = measures_named(one.found.sentence, one.found.lang) - counted[one.found.sentence_start]
                scope = scope_of(one.found, known, draft.events, words, beside)
                yield Judged(draft, one, judge(one.found, scope, draft.printed, words))


def _draft(
    file: TextFile, known: KnownClaims, today: date, as_of: date | None, events: Sequence[str], lang: str | None
) -> Draft:
    """When a draft is printed and what it is about. Raises FigcheckError for a date or an event that cannot be."""
    head = file.text.head
    printed, by = (as_of, FLAG) if as_of else (file.saved, FILE) if file.saved else (today, TODAY)
    if as_of is None and head.get("published"):
        printed, by = _day(head["published"][0], file.shown), HEAD
    chosen = tuple(events) or head.get("event", ())
    for event in chosen:
        if event not in known.events:
            raise FigcheckError(
                f'the ledger has no event "{event}"',
                where=file.shown,
                mend=f"name one of {', '.join(known.events)}, with --event or as `event:` in the draft's front matter",
            )
    events = chosen or tuple(known.named_in(file.text.text, draft_words(lang or "en")))
    return Draft(file.shown, printed, by, events, file.text.text)


def _day(said: str, shown: str) -> date:
    try:
        return date.fromisoformat(said[:10])
    except ValueError as error:
        raise FigcheckError(
            f'the draft is dated "{said}"', where=shown, mend="write the date as 2024-02-04, or give it with --as-of"
        ) from error
