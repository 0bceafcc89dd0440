"""The chains that a page draws: from the claim that counted to the copies at which something happened to a figure.

One chain for each first claim, with a branch for each copy whose link, or which itself, a rule asks about; the copies in between
that nothing was found at are folded, and those that lead nowhere are left out. `templates/chain.html` draws them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from figcheck.compare.comparable.citations import circles_of
from figcheck.model.words import SEVERITIES
from figcheck.report.records import records
from figcheck.report.report import Report, parents
from figcheck.report.wording import what_is_counted

_DEEPEST = 6
"""Claims, or folded copies, that stand behind each other in a picture."""

_WIDEST = 6
"""Branches of one claim."""


_SHOWN = ("claim_id", "event", "measure", "population", "place", "figure", "source", "origin", "published", "status")
"""Columns of a claim that a picture shows."""


@dataclass(frozen=True)
class Fault:
    """A finding at a link or a claim; `against` is the figure of its witness, "" where that is the other end of the link."""

    severity: str
    rule: str
    title: str
    fingerprint: str
    against: str = ""


@dataclass
class Step:
    """One claim of a chain with what was taken from it, or `folded` copies at which nothing was found.

    `claim` has the columns of a claim that are shown; `what` says what was counted, "" where it is what the claim to the left
    counted. `broken` are the findings at the link that leads here (of a first claim that has a `circle`: at the link that
    closes it), `faults` those of the claim alone. `circle` is the id of the claim, later in the chain, from which this first one
    was taken. `more` counts branches that are not drawn.
    """

    claim: Mapping[str, Any]
    what: str = ""
    folded: int = 0
    broken: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    circle: str = ""
    children: list[Step] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Chain:
    """A first claim with its branches, and how many findings they have."""

    first: Step
    findings: int


def chains(report: Report, most: int) -> tuple[list[Chain], int]:
    """The chains with something new to ask about, the worst first and no more than `most`, and how many more there are."""
    finder = _ChainFinder(report)
    drawn = [finder.chain(root) for root in finder.roots[:most]]
    return drawn, len(finder.roots) - len(drawn)


class _ChainFinder:
    """The links of a report's claims, what was found at them, and the paths from first claims to what was found."""

    def __init__(self, report: Report) -> None:
        self.claims = report.claims
        self.parent = parents(report.claims)
        self.shown = report.claims[list(_SHOWN)]
        words = report.claims[["figure", "measure", "population", "place"]].fillna("")
        self.said = dict(zip(words.index.tolist(), words.itertuples(index=False, name=None), strict=True))
        self.cycle_source = self._open_cycles()
        self.broken: defaultdict[int, list[Fault]] = defaultdict(list)
        self.faults: defaultdict[int, list[Fault]] = defaultdict(list)
        found = self._find(report)
        self.children: defaultdict[int, list[int]] = defaultdict(list)
        self.roots: list[int] = []
        walked: set[int] = set()
        for label in found:
            self._walk(label, walked)
        self.roots = [root for root in dict.fromkeys(self.root(label) for label in found) if self.children[root]]

    def _open_cycles(self) -> dict[int, int]:
        """The first claim of each circle -> what it was taken from; that link is taken out of `parent`."""
        day = self.claims["published"].fillna("9999").to_dict()
        heads = [min(cycle, key=lambda label: (day[label], label)) for cycle in circles_of(self.parent)]
        return {head: self.parent.pop(head) for head in heads}

    def _find(self, report: Report) -> list[int]:
        """The claims at which something new was found, the worst first; it fills `broken` and `faults`."""
        new = report.rows[report.rows["status"].eq("new") & report.rows["row"].isin(self.claims.index)]
        columns = ["row", "against_row", "severity", "code", "rule", "fingerprint", "against_figure"]
        found = []
        linked = {**self.parent, **self.cycle_source}
        for row, against, severity, code, rule, fingerprint, figure in new[columns].itertuples(index=False, name=None):
            card = report.cards.get(code)
            title = card.title if card else rule
            straight = not pd.isna(against) and linked.get(row) == against
            # a rule may accuse the source of a copy that is right: it is still at that link
            turned = not pd.isna(against) and linked.get(against) == row
            if straight or turned:
                at = int(row if straight else against)
                self.broken[at].append(Fault(severity, rule, title, fingerprint))
            elif card and card.about == "link":
                at = int(row)
                beside = "" if pd.isna(figure) or at in self.cycle_source else str(figure)
                where = self.broken if at in self.parent else self.faults  # what is handed on is handed on at a link
                where[at].append(Fault(severity, rule, title, fingerprint, beside))
            else:
                continue
            found.append(at)
        closing = [self.cycle_source[label] for label in found if label in self.cycle_source]
        return [*found, *closing, *self._copies_of(found)]

    def _copies_of(self, found: Iterable[int]) -> list[int]:
        """Copies of the first claims at which something was found, so that there is a chain to show."""
        alone = {label for label in found if label not in self.parent}
        return [copy for copy, source in self.parent.items() if source in alone]

    def _walk(self, label: int, walked: set[int]) -> None:
        """Notes the links from a claim up to its first one."""
        while label in self.parent and label not in walked:
            walked.add(label)
            self.children[self.parent[label]].append(label)
            label = self.parent[label]

    def root(self, label: int) -> int:
        """The first claim of the chain of one."""
        while label in self.parent:
            label = self.parent[label]
        return label

    def chain(self, root: int) -> Chain:
        """The chain of a first claim, as deep and wide as a page takes it."""
        findings, open_ = 0, [root]
        while open_:
            label = open_.pop()
            findings += len(self.broken[label]) + len(self.faults[label])
            open_ += self.children[label]
        return Chain(self._step(root, 1), findings)

    def _step(self, label: int, depth: int) -> Step:
        step = self._alone(label)
        children = sorted(self.children[label], key=self._rank)[:_WIDEST] if depth < _DEEPEST else []
        step.more = len(self.children[label]) - len(children)
        for child in sorted(children, key=self._when):
            step.children.append(self._branch(child, depth + 1))
        return step

    def _branch(self, label: int, depth: int) -> Step:
        """A branch; copies at which nothing was found are one step where there are two or more."""
        count, here = 0, label
        while self._nothing_at(here):
            count, here = count + 1, self.children[here][0]
        if count < 2:
            return self._step(label, depth)
        return Step({}, folded=count, children=[self._step(here, depth + 1)])

    def _nothing_at(self, label: int) -> bool:
        """Whether one copy leads on from a claim in the same words, and nothing was found at it nor at its links."""
        onward = self.children[label]
        if len(onward) != 1 or self.broken[label] or self.faults[label] or self.broken[onward[0]]:
            return False
        return self.said[label] == self.said[self.parent[label]]

    def _alone(self, label: int) -> Step:
        claim, source = self._record(label), self.parent.get(label)
        what = what_is_counted(claim["measure"], claim["population"], claim["place"])
        if source is not None:
            before = self._record(source)
            same = what == what_is_counted(before["measure"], before["population"], before["place"])
            what = "" if same else what
        circle = str(self._record(self.cycle_source[label])["claim_id"]) if label in self.cycle_source else ""
        return Step(claim, what, 0, self.broken[label], self.faults[label], circle)

    def _record(self, label: int) -> dict[str, Any]:
        return records(self.shown.loc[[label]], _SHOWN)[0]

    def _rank(self, label: int) -> tuple[int, str, int]:
        faults = [*self.broken[label], *self.faults[label]]
        return min((SEVERITIES.index(f.severity) for f in faults), default=len(SEVERITIES)), *self._when(label)

    def _when(self, label: int) -> tuple[str, int]:
        day = self.claims.at[label, "published"]
        return "9999" if pd.isna(day) else str(day), label
