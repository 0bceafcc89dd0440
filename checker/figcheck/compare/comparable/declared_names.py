"""What the vocabularies declare, as tables that a card can join."""

from __future__ import annotations

import pandas as pd

from figcheck.model.vocabulary import DIMENSIONS, Vocabulary


def events(vocabulary: Vocabulary) -> pd.DataFrame:
    """One row a declared event: `event, start_date, end_date`."""
    rows = [(e.name, e.start, e.end) for _, e in sorted(vocabulary.events.items())]
    table = pd.DataFrame(rows, columns=["event", "start_date", "end_date"])
    return table.astype({"event": "str", "start_date": "datetime64[us]", "end_date": "datetime64[us]"})


NOT_DEAD = ("injured", "missing")
"""Measures of people who are not known to be dead: a whole that holds one of them is not a number of deaths."""


def wholes(figures: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """One row a name of the ledger and a name that contains it, directly or through others.

    Columns: `event`; `dimension` (measure, population or place); `part`; `whole`; `with_living`, whether the whole is a
    measure that holds the injured or the missing too, be they in the ledger or not. The rows of an event are those that
    hold for it.
    """
    own = {term.event for term in vocabulary.terms if term.event is not None}
    found = []
    for dimension in DIMENSIONS:
        names = figures[["event", dimension]].rename(columns={dimension: "part"}).dropna().drop_duplicates()
        for event in (None, *sorted(own & set(names["event"]))):
            mine = names["event"].eq(event) if event is not None else ~names["event"].isin(own)
            above = vocabulary.wholes(dimension, event)
            pairs = [(part, whole) for part, up in above.items() for whole in sorted(up)]
            table = pd.DataFrame(pairs, columns=["part", "whole"], dtype="str")
            living = frozenset[str]().union(*(above.get(name, ()) for name in NOT_DEAD if dimension == "measure"))
            table["with_living"] = table["whole"].isin(living)
            found.append(names[mine].merge(table, on="part").assign(dimension=dimension))
    table = pd.concat(found).sort_values(["event", "dimension", "part", "whole"], ignore_index=True)
    table = table[["event", "dimension", "part", "whole", "with_living"]]
    return table.astype({"event": "str", "dimension": "str", "part": "str", "whole": "str", "with_living": "bool"})


def perpetrators(vocabulary: Vocabulary) -> pd.DataFrame:
    """One row an event and place for which a vocabulary says how many attackers died: `event, place, killed`."""
    place = vocabulary.resolver("place")
    rows = [
        (e.name, place(e.name, name), n)
        for _, e in sorted(vocabulary.events.items())
        for name, n in sorted(e.perpetrators_killed.items())
    ]
    table = pd.DataFrame(rows, columns=["event", "place", "killed"])
    return table.astype({"event": "str", "place": "str", "killed": "Int64"})
