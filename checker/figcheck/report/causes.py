"""Which findings have one cause: a slip in one number, one report that was entered wrong, a copy that is off for weeks."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from figcheck.model.tables import Findings
from figcheck.report.card_text import CardText
from figcheck.report.report import at_labels

FEWEST = 3
"""Findings of one rule about one report, or about one source in one cell, from which they are taken for one cause."""

_REPORT = ["code", "status", "event", "source", "as_of", "published"]
_COPIES = ["code", "status", "event", "measure", "population", "place", "source", "against_source", "gap"]


_PUBLICATION = ["code", "status", "event", "source", "later"]


def with_causes(rows: pd.DataFrame, cards: Mapping[str, CardText], claims: pd.DataFrame) -> pd.DataFrame:
    """The findings with `follows_from`, the fingerprint of the finding whose cause each shares, and `related`, how many follow
    from each.

    Only findings of cards that name a `cause` follow from another, and only from one of the same cause and status: a finding
    that fails a run never follows from one that an editor let stand. What the data explain stands by itself. They share a cause

    - when they accuse one claim;
    - when one later publication of a source replaced what they accuse, in whatever cells;
    - when one rule accuses three claims or more of one report (one source, day and day of print), in whatever cells;
    - when one rule accuses three claims or more of one source in one cell, each by the same gap against one other source.

    The first in the report's order is the one from which the others follow, so it is the worst. No row is left out. `row` and
    `against_row` are labels of `claims`.
    """
    cause = rows["code"].map({code: card.cause for code, card in cards.items() if card.cause})
    some = rows.assign(cause=cause, later=_later(rows, claims))[
        cause.notna() & rows["status"].ne("explained") & rows["row"].notna()
    ]
    if some.empty:
        return Findings.of(rows.assign(follows_from=None, related=None))
    leader = pd.Series(rows.index, index=rows.index)
    for of_one in (_of_one_claim, _of_one_publication, _of_one_report, _of_one_copy):
        alone = some[leader[some.index].eq(some.index)]
        group = of_one(alone)
        first = group.index.to_series().groupby(group, sort=False).transform("first")
        leader = leader.map(first.to_dict()).fillna(leader).astype("int64")
    follows = leader.ne(rows.index)
    names = rows["fingerprint"].reindex(leader).set_axis(rows.index)
    counts = leader[follows].value_counts()
    return Findings.of(
        rows.assign(
            follows_from=names.where(follows).astype("str"),
            related=counts.reindex(rows.index).astype("Int64"),
        )
    )


def followers(rows: pd.DataFrame, fingerprint: str) -> list[tuple[str, str]]:
    """Fingerprint and state of each finding that follows from another, in rows that `with_causes` gave."""
    follow = rows.loc[rows["follows_from"].eq(fingerprint).fillna(False).astype(bool), ["fingerprint", "state"]]
    return [(str(name), str(state)) for name, state in follow.itertuples(index=False)]


def _of_one_claim(found: pd.DataFrame) -> pd.Series:
    """Numbers of the groups of findings that accuse one claim."""
    return found.groupby(["cause", "status", "row"], sort=False).ngroup()


def _of_one_publication(found: pd.DataFrame) -> pd.Series:
    """Numbers of the groups of findings of one rule that one later publication brings, in whatever cells."""
    replaced = found[found["cause"] == "publication"]
    return replaced.groupby(_PUBLICATION, dropna=False, sort=False).ngroup()


def _later(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """When the witness of each finding was published; if that is the day of the accused claim too, when its copy was saved."""
    published, retrieved = (
        at_labels(claims[c], rows["against_row"]).set_axis(rows.index) for c in ("published", "retrieved")
    )
    return published.mask(published.eq(rows["published"]) & retrieved.notna(), retrieved)


def _of_one_report(found: pd.DataFrame) -> pd.Series:
    """Numbers of the groups of findings of one rule about one report, in whatever cells; small groups are left out."""
    return _many(found.groupby(["cause", *_REPORT], dropna=False, sort=False).ngroup())


def _of_one_copy(found: pd.DataFrame) -> pd.Series:
    """Numbers of the groups of findings of one rule in one cell, where a source misses another by one gap; small groups are left
    out.
    """
    copied = found["gap"].notna() & found["source"].ne(found["against_source"]).fillna(False).astype(bool)
    return _many(found[copied].groupby(["cause", *_COPIES], dropna=False, sort=False).ngroup())


def _many(group: pd.Series) -> pd.Series:
    """The groups of at least FEWEST findings."""
    return group[group.map(group.value_counts()) >= FEWEST]
