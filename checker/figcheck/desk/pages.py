"""What each page of the desk shows, made of the last check and rendered by the templates. Text of strangers is escaped there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote as percent_encoded

import pandas as pd
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from figcheck import parse
from figcheck.desk.chain import chains
from figcheck.desk.copies import Copies
from figcheck.desk.correction import COLUMNS, Correction, why_by_hand
from figcheck.desk.editor import Decision, Editor
from figcheck.desk.filters import Filters
from figcheck.desk.new_claim import FIELDS, USUAL, NewClaim, TextRead, empty_claim, ledgers_to_add_to, suggestions
from figcheck.desk.question import question
from figcheck.desk.ranges import bounds_of, drawn_ranges
from figcheck.desk.story import choices_of, events, story
from figcheck.model.errors import FigcheckError
from figcheck.model.places import file_of
from figcheck.model.tables import REQUIRED_COLUMNS
from figcheck.report.cells import CellFindings, by_cell
from figcheck.report.records import Record
from figcheck.report.safe_text import is_web, one_line, plain
from figcheck.report.terminal.layout import amount
from figcheck.report.verdict import headline
from figcheck.report.web_page.choices import choices
from figcheck.report.web_page.page import drawn_cell
from figcheck.report.web_page.rule_prose import rule_prose
from figcheck.report.wording import day_words, gap_words, what_is_counted, who_says

MOST_LISTED = 500
"""Findings on one page; a filter finds the others."""

_USUAL_WAIVER = 30
"""Days that the form for a waiver proposes."""

_FIRST = ("figure", "as_of", "published", "origin", "source", "measure", "place")
"""Columns that are corrected most often, first in the list."""


@dataclass
class Pages:
    """The pages for one editor. `base` is what every address begins with: a slash and the token."""

    editor: Editor
    copies: Copies

    def findings(self, base: str, filters: Filters) -> str:
        """The list of findings, by event, the worst first."""
        every = self.editor.checked.findings
        fitting = [finding for finding in every.values() if filters.fits(finding)]
        return self._page(
            "findings.html",
            base,
            stories=_by_event(fitting[:MOST_LISTED]),
            shown=len(fitting),
            total=len(every),
            more=len(fitting) - MOST_LISTED,
            filters=filters,
            choices=choices(every.values()),
            headline=headline(self.editor.checked.report),
        )

    def finding(self, base: str, fingerprint: str, filters: Filters) -> str:
        """One finding with all that an editor needs to decide. Raises KeyError where there is none."""
        checked = self.editor.checked
        finding = checked.findings[fingerprint]
        labels = [int(finding[side]) for side in ("row", "against_row") if finding[side] is not None]
        claims = [checked.claim(label) for label in labels]
        there = [claim for claim in claims if claim["figure"] is not None or claim["claim_id"] is not None]
        sides = self._sides(there, finding)
        marks = dict(zip(labels, ("look at this", "compared with"), strict=False)) if there else {}
        waiver_days = min(_USUAL_WAIVER, self.editor.settings.longest_waiver)
        return self._page(
            "finding.html",
            base,
            finding=finding,
            sides=sides,
            drawn=self._drawn(fingerprint),
            chains=chains(checked, marks),
            rule=checked.report.cards.get(finding["code"]),
            gap=gap_words(finding["gap"], finding["gap_percent"]).removeprefix("gap "),
            question=question(finding, *[*there, None, None][:2]),
            until=self.editor.today + timedelta(days=waiver_days),
            last=self.editor.today + timedelta(days=self.editor.settings.longest_waiver),
            waivable=finding["status"] in ("new", "accepted") and finding["code"] not in self.editor.about_waivers,
            covers=checked.covers(fingerprint),
            followers=[f for f in checked.findings.values() if f["follows_from"] == fingerprint],
            filters=filters,
            **self._neighbours(fingerprint, filters),
        )

    def stories(self, base: str) -> str:
        """The events that the ledgers tell of."""
        return self._page("stories.html", base, events=events(self.editor.checked))

    def story(self, base: str, filters: Filters, cell: int | None) -> str:
        """All claims of an event, day by day. Raises KeyError where no claim has it."""
        checked = self.editor.checked
        told = story(checked, filters, cell)
        return self._page("story.html", base, story=told, filters=filters, choices=choices_of(checked, filters.event))

    def claim(self, base: str, claim_id: str) -> str:
        """The claims of one id: where each stands, what was found about it, and the claims of its cell. Raises KeyError."""
        checked = self.editor.checked
        claims = [checked.claim(label) for label in checked.labels[claim_id]]
        found = [checked.findings[f] for c in claims for f in checked.named_by.get(c["label"], [])]
        return self._page(
            "claim.html",
            base,
            claim_id=claim_id,
            sides=self._sides(claims, None),
            findings=list({f["fingerprint"]: f for f in found}.values()),
            chains=chains(checked, {claim["label"]: "this claim" for claim in claims}),
        )

    def rule(self, base: str, code: str) -> str:
        """The page of a rule. Raises KeyError where no such rule ran."""
        cards = self.editor.checked.report.cards
        card = cards[code]
        addresses = {f"{c.code}-{c.rule}.md": f"{base}/rule/{c.code}" for c in cards.values()}
        found = [f for f in self.editor.checked.findings.values() if f["code"] == code]
        return self._page("rule.html", base, card=card, prose=rule_prose(card.help, addresses), findings=found)

    def preview(self, base: str, correction: Correction, seen: str, was: str, back: str) -> str:
        """What a correction would change, to be confirmed."""
        readings = []
        if correction.column == "figure":
            for words in (was, correction.value):
                figure = parse.parse_figure(words)
                readings.append(parse.explain(figure) if words else "")
        return self._page("preview.html", base, correction=correction, seen=seen, was=was, back=back, readings=readings)

    def decision(self, base: str, number: int) -> str:
        """What a decision wrote, and what the check afterwards brought and took away. Raises IndexError."""
        if number < 1:
            raise IndexError(number)
        decision = self.editor.decisions[number - 1]
        last = self.editor.last_to_undo
        alone = self.editor.checked.found.not_compared
        alone = alone[alone["claim_id"] == decision.added]
        left = [f for f in self.editor.checked.findings.values() if f["status"] == "new" and not f["follows_from"]]
        return self._page(
            "decision.html",
            base,
            decision=decision,
            parts=_parts(decision),
            alone=str(alone.iloc[0]["why"]) if decision.added and len(alone) else "",
            undoable=last is not None and last.number == decision.number,
            next=left[0] if left else None,
            left=len(left),
        )

    def new(self, base: str, number: int | None, figure: int | None) -> str:
        """The page on which a claim is added: of the text of this number, with the form for one of its figures, counted from 1.

        Raises IndexError for a text or a figure that there is not.
        """
        read = None if number is None else self.text_read(number)
        cells = empty_claim(self.editor.checked)
        if read is not None:
            only = 1 if len(read.figures) == 1 else None
            figure = figure or only
            if figure is not None:
                if not 0 < figure <= len(read.figures):
                    raise IndexError(figure)
                cells = read.figures[figure - 1][1]
        return self._new(base, number, read, figure, cells)

    def new_again(self, base: str, number: int | None, claim: NewClaim, problem: str) -> str:
        """The form as an editor sent it, and why nothing was written. Raises IndexError for a text that there is not."""
        return self._new(
            base, number, None if number is None else self.text_read(number), None, claim.cells, problem, claim.file
        )

    def _new(
        self,
        base: str,
        number: int | None,
        read: TextRead | None,
        figure: int | None,
        cells: Mapping[str, str],
        problem: str = "",
        ledger: str = "",
    ) -> str:
        checked = self.editor.checked
        words = cells.get("figure", "")
        return self._page(
            "new.html",
            base,
            number=number,
            read=read,
            figure=figure,
            cells={name: cells.get(name, "") for name in FIELDS},
            needed=REQUIRED_COLUMNS,
            usual=USUAL,
            ledgers=[(name, checked.files.get(file_of(name)) or "") for name in ledgers_to_add_to(checked)],
            suggestions=suggestions(checked),
            reading=parse.explain(parse.parse_figure(words)) if words else "",
            problem=problem,
            ledger=ledger,
        )

    def text_read(self, number: int) -> TextRead:
        """The text that was read under this number, from 1. Raises IndexError."""
        if number < 1:
            raise IndexError(number)
        return self.editor.read[number - 1]

    def problem(self, base: str, error: FigcheckError, back: str, *, changed: bool) -> str:
        """Why a decision was not written. `changed` says that a file changed outside and was checked again."""
        return self._page("problem.html", base, error=str(error), back=back, changed=changed)

    def nothing(self, base: str, what: str) -> str:
        """That something is not there, or no longer."""
        return self._page("nothing.html", base, what=what)

    def _sides(self, claims: list[Record], finding: Record | None) -> list[dict[str, Any]]:
        """What a page shows of each claim: its words and range, its evidence, and how it can be corrected."""
        checked = self.editor.checked
        alike = len({(claim["kind"], claim["unit"]) for claim in claims}) < 2  # others have no scale in common
        bounds = [bounds_of(claim) for claim in claims]
        drawn = iter(drawn_ranges([b for b in bounds if b is not None]))
        sides = []
        for n, (claim, range_) in enumerate(zip(claims, bounds, strict=True)):
            svg, words = next(drawn) if range_ is not None else ("", "")
            others = [c["claim_id"] for c in claims if c is not claim and c["claim_id"]]
            roles = ("Look at this first", "Compared with") if finding else ("",) * len(claims)
            cells = checked.cells_of(claim["label"])
            sides.append({
                "claim": claim,
                "role": roles[n],
                "who": who_says(claim["source"], claim["origin"]),
                "what": what_is_counted(claim["measure"], claim["population"], claim["place"]),
                "day": day_words(claim["as_of"]),
                "range": Markup(svg) if alike else "",  # noqa: S704 ranges.py draws numbers alone
                "words": words,
                "saved": self.copies.of(claim),
                "links": [(w, claim[k]) for w, k in (("page", "url"), ("archived copy", "archive")) if is_web(claim[k] or "")],
                "by_hand": why_by_hand(claim, checked.found.reading.read_through),
                "cells": [(name, _cell(cells, name)) for name in dict.fromkeys((*_FIRST, *COLUMNS))],
                "seen": checked.files.get(file_of(claim["file"] or "")) or "",
                "replaces": [other for other in others if other != claim["revises"]],
            })  # fmt: skip
        return sides

    def _drawn(self, fingerprint: str) -> dict[str, Any] | None:
        """The picture of the cell in which a finding is, with that finding marked."""
        checked = self.editor.checked
        rows = checked.report.rows[checked.report.rows["fingerprint"] == fingerprint]
        if rows["row"].isna().all() and rows["against_row"].isna().all():
            return None
        found: CellFindings = next(by_cell(checked.report, rows))
        return None if found.cell is None else drawn_cell(checked.drawn, found)

    def _neighbours(self, fingerprint: str, filters: Filters) -> dict[str, Any]:
        """The findings before and behind one, in the order of the list, and its place there."""
        order = [f["fingerprint"] for f in self.editor.checked.findings.values() if filters.fits(f)]
        order = [
            f for _, findings in _by_event([self.editor.checked.findings[f] for f in order]) for f in _names(findings)
        ]
        at = order.index(fingerprint) if fingerprint in order else -1
        return {
            "place": at + 1,
            "of": len(order),
            "previous": order[at - 1] if at > 0 else None,
            "following": order[at + 1] if 0 <= at < len(order) - 1 else None,
        }

    def _page(self, template: str, base: str, **shown: Any) -> str:
        return (
            _environment()
            .get_template(template)
            .render(
                base=base,
                today=self.editor.today,
                summary=self.editor.checked.report.summary,
                broken=[str(error) for error in self.editor.checked.found.errors],
                changed_outside=self.editor.changed_outside(),
                no_check=self.editor.problem,
                undo=self.editor.last_to_undo,
                **shown,
            )
        )


def _cell(cells: dict[str, str], column: str) -> str:
    return cells.get(f"ledger_{column}", cells.get(column, ""))


def _names(findings: Iterable[Record]) -> list[str]:
    return [finding["fingerprint"] for finding in findings]


def _by_event(findings: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """The findings by event, in the order in which each event comes first."""
    found: dict[str, list[Record]] = {}
    for finding in findings:
        found.setdefault(finding["event"] or "", []).append(finding)
    return list(found.items())


def _parts(decision: Decision) -> list[tuple[str, list[Record], bool]]:
    """The findings that a decision brought and took away: words, findings, and whether they are still there."""
    d = decision.difference
    named = (
        ("New", d.came, True),
        ("Gone", d.gone, False),
        ("Set aside", d.aside, True),
        ("With other numbers", d.changed, True),
    )
    return [(words, rows, there) for words, rows, there in named if rows]


def _coded(text: str) -> Markup:
    """A sentence in which what stands between backticks looks like a name in a ledger."""
    pieces = one_line(text).split("`")
    if len(pieces) % 2 == 0:
        return escape("`".join(pieces))
    named = (Markup("<code>{}</code>").format(piece) if n % 2 else escape(piece) for n, piece in enumerate(pieces))
    return Markup("").join(named)


def static(name: str) -> str:
    """The style sheet, with that of the report before it, or the script."""
    own = files("figcheck.desk").joinpath("templates", name).read_text(encoding="utf-8")
    if name != "desk.css":
        return own
    report = files("figcheck.report.web_page").joinpath("templates", "page.css").read_text(encoding="utf-8")
    return f"{report}\n{own}"


@cache
def _environment() -> Environment:
    loaders = [PackageLoader("figcheck.desk"), PackageLoader("figcheck.report.web_page")]
    environment = Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        amount=amount,
        plain=plain,
        one_line=one_line,
        coded=_coded,
        part=lambda text: percent_encoded(str(text), safe=""),
    )
    environment.tests["empty"] = lambda value: value is None or value == "" or pd.isna(value)
    return environment
