"""Claims, the links between them, and what changed at each: from the tables of the checks, with no rule of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from figcheck.compare.comparable.independence import voices_behind
from figcheck.model.tables import TABLES
from figcheck.model.words import CONFIRMED
from figcheck.report.card_text import CardText

_SCOPE = ("event", "measure", "population", "place", "phase", "unit")
_HOW = ("kind", "period_start", "as_of", "basis", "origin")
_ALWAYS = frozenset(_SCOPE)
"""Of these a copy that says nothing has changed something; of the others it may simply not repeat it."""

_SEPARATOR = r"(?<=\d)[,.'’\u00a0\u202f\u2009 ](?=\d{3})"
"""Between the thousands of a number: 66,452 and 66452 are the same words."""


@dataclass(frozen=True)
class Trail:
    """What a ledger says of where its figures come from.

    `claims`: the valid claims by `claim_id`, in its order: the columns of the table `figures`, with `parent_id`, `root_id`,
    `depth` and `ends_in_circle` of `citations`, `counter`, `voice` and `upheld` of `independence`, `credibility` as derived
    (1 where independent origins agree, else what an editor recorded), `file`, `line`, and of a revised one the claim that replaced
    it first (`replaced_by`, `replaced_on`). `steps`: one row a link of `via`, by `claim_id`: `parent_id`, `quoted` (the
    words are the same), `is_faithful_copy`, `ranges_meet`, `matches_update`. `changes`: one row a difference between the two
    ends of a link: `claim_id`, `what`, `before`, `after`. `marks`: one row a finding at a link, or (`parent_id` null) at one claim:
    `claim_id`, `parent_id`, `code`, `rule`, `severity`, `status`, `title`. `revisions`: `claim_id`, `revised_id`.
    `findings`: the report table.
    """

    claims: pd.DataFrame
    steps: pd.DataFrame
    changes: pd.DataFrame
    marks: pd.DataFrame
    revisions: pd.DataFrame
    findings: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]

    def claim(self, claim_id: str) -> dict[str, Any]:
        """One claim's columns; what is not given is None."""
        return self._claims[claim_id]

    def step(self, claim_id: str) -> dict[str, Any]:
        """The link from a claim to the one it was taken from."""
        return self._steps[claim_id]

    @cached_property
    def _claims(self) -> Mapping[str, dict[str, Any]]:
        return _records(self.claims)

    @cached_property
    def _steps(self) -> Mapping[str, dict[str, Any]]:
        return _records(self.steps)

    @cached_property
    def changes_of(self) -> Mapping[str, list[tuple[str, str, str]]]:
        """(what, before, after) by the claim at which it happened."""
        return _grouped(self.changes, "claim_id", ["what", "before", "after"])

    @cached_property
    def marks_at(self) -> Mapping[str, list[tuple[Any, ...]]]:
        """(code, rule, severity, status, title) by the claim at whose link it was found."""
        at = self.marks[self.marks["parent_id"].notna()]
        return _grouped(at, "claim_id", ["code", "rule", "severity", "status", "title"])

    @cached_property
    def marks_of(self) -> Mapping[str, list[tuple[Any, ...]]]:
        """(code, rule, severity, status, title) by the claim that was found at fault by itself."""
        alone = self.marks[self.marks["parent_id"].isna()]
        return _grouped(alone, "claim_id", ["code", "rule", "severity", "status", "title"])

    @cached_property
    def taken_from(self) -> Mapping[str, list[str]]:
        """The claims that were taken from each, by id."""
        found = _grouped(self.steps, "parent_id", ["claim_id"])
        return {parent: [claim for (claim,) in claims] for parent, claims in found.items()}

    @cached_property
    def revised_by(self) -> Mapping[str, list[str]]:
        """The claims that each replaces, by id."""
        found = _grouped(self.revisions, "claim_id", ["revised_id"])
        return {claim: [revised for (revised,) in revisions] for claim, revisions in found.items()}

    def behind(self, claim_id: str) -> list[list[str]]:
        """The independent origins behind a claim's printed value (see `compare.voices_behind`)."""
        return voices_behind(self.tables["figures"], self.tables["independence"], claim_id)

    def chain(self, claim_id: str, known: Container[str] = ()) -> tuple[list[str], str | None]:
        """The claim and those it was taken from, up to the first, or the first of `known`; and the claim at which they run in
        a circle (None: they do not).
        """
        path: dict[str, None] = {}
        here: str | None = claim_id
        while here is not None and here not in path:
            path[here] = None
            if here in known:
                return list(path), None
            here = self._steps[here]["parent_id"] if here in self._steps else None
        names_itself = here is None and self.claim(list(path)[-1])["ends_in_circle"]
        return list(path), list(path)[-1] if names_itself else here


def trail_of(tables: Mapping[str, pd.DataFrame], findings: pd.DataFrame, cards: Mapping[str, CardText]) -> Trail:
    """The trail of checked claims, from the tables of the checks, the report table, and the cards by code."""
    figures, graph = tables["figures"], tables["citations"]
    claims = pd.concat(
        [
            figures[[*TABLES["figures"], "file", "line"]].reset_index(drop=True),
            graph[["parent_id", "root_id", "depth", "ends_in_circle"]].reset_index(drop=True),
            tables["independence"][["counter", "voice", "upheld"]],
        ],
        axis=1,
    ).set_index("claim_id", drop=False)
    claims["credibility"] = claims["credibility"].mask(claims["upheld"], CONFIRMED)
    revised = tables["revisions"]
    first = revised.assign(on=claims["published"].reindex(revised["claim_id"]).array)
    first = first.sort_values(["revised_id", "on", "claim_id"]).drop_duplicates("revised_id").set_index("revised_id")
    claims["replaced_by"] = first["claim_id"].reindex(claims.index)
    claims["replaced_on"] = first["on"].reindex(claims.index)
    steps = _steps(tables["links"], claims)
    return Trail(
        claims,
        steps,
        _changes(steps, claims),
        _marks(findings, steps, claims, cards),
        revised[["claim_id", "revised_id"]].sort_values(["claim_id", "revised_id"], ignore_index=True),
        findings,
        tables,
    )


def _steps(links: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    steps = (
        links[["claim_id", "parent_id", "ranges_meet", "matches_update"]]
        .sort_values("claim_id")
        .set_index("claim_id", drop=False)
    )
    words = claims["figure"].str.casefold().str.replace(_SEPARATOR, "", regex=True).str.split().str.join(" ")
    steps["quoted"] = words.reindex(steps["claim_id"]).array == words.reindex(steps["parent_id"]).array
    steps["is_faithful_copy"] = claims["is_faithful_copy"].reindex(steps["claim_id"]).array
    return steps


def _changes(steps: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """What the two ends of each link say differently, in the order in which a reader asks."""
    copy, parent = claims.loc[steps["claim_id"]], claims.loc[steps["parent_id"]]
    found = []
    words = ~steps["quoted"].to_numpy(dtype=bool)
    columns = {"words": ("“" + copy["figure"] + "”", "“" + parent["figure"] + "”", words)}
    for column in (*_SCOPE, *_HOW):
        after, before = _said(copy[column]), _said(parent[column])
        differs = (after.to_numpy() != before.to_numpy()) & (after.notna() | before.notna().array).to_numpy()
        if column not in _ALWAYS:
            differs &= (after.notna() & before.notna().array).to_numpy()
        columns[column] = (after, before, differs)
    for rank, (what, (after, before, differs)) in enumerate(columns.items()):
        found.append(pd.DataFrame({
            "claim_id": steps["claim_id"].array[differs], "what": what.replace("_", " "), "rank": rank,
            "before": before.array[differs], "after": after.array[differs],
        }))  # fmt: skip
    table = pd.concat(found, ignore_index=True).fillna({"before": "not said", "after": "not said"})
    return table.sort_values(["claim_id", "rank"], ignore_index=True).drop(columns="rank")


def _said(column: pd.Series) -> pd.Series:
    dated = pd.api.types.is_datetime64_any_dtype(column)
    return (column.dt.strftime("%Y-%m-%d") if dated else column).astype("str")


def _marks(
    findings: pd.DataFrame, steps: pd.DataFrame, claims: pd.DataFrame, cards: Mapping[str, CardText]
) -> pd.DataFrame:
    """The findings that name both ends of a link, and those of provenance that name a claim alone."""
    table = findings[["claim_id", "against_id", "code", "rule", "severity", "status"]]
    table = table.assign(title=table["code"].map({code: card.title for code, card in cards.items()}))
    links = pd.MultiIndex.from_arrays([steps["claim_id"], steps["parent_id"]])
    pair = pd.MultiIndex.from_arrays([table["claim_id"].fillna(""), table["against_id"].fillna("")])
    turned = pd.MultiIndex.from_arrays([table["against_id"].fillna(""), table["claim_id"].fillna("")])
    straight, back = pair.isin(links), turned.isin(links)
    at = table[straight].assign(parent_id=table["against_id"][straight])
    accused = table[back & ~straight]
    # a rule may accuse the source of a copy that is right: it is still at that link
    accused = accused.assign(parent_id=accused["claim_id"], claim_id=accused["against_id"])
    rest = table[~straight & ~back & table["claim_id"].isin(claims.index)]
    of_chains = [code for code, card in cards.items() if card.about in ("link", "copy")]
    rest = rest[rest["code"].isin(of_chains)].assign(parent_id=None)
    found = pd.concat([at, accused, rest], ignore_index=True)
    found["parent_id"] = found["parent_id"].astype("str")
    return found.drop(columns="against_id").sort_values(["claim_id", "code", "severity"], ignore_index=True)


def _records(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    columns = [table[name].astype(object).where(table[name].notna(), None).tolist() for name in table.columns]
    names = list(table.columns)
    return {
        claim: dict(zip(names, row, strict=True))
        for claim, row in zip(table.index, zip(*columns, strict=True), strict=True)
    }


def _grouped(table: pd.DataFrame, key: str, columns: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for name, *values in table[[key, *columns]].itertuples(index=False, name=None):
        found[name].append(tuple(values))
    return dict(found)
