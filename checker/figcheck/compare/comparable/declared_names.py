"""What the vocabularies declare, as tables that a card can join."""

from __future__ import annotations

import pandas as pd

from figcheck.model.tables import Events, Figures, Perpetrators, Wholes
from figcheck.model.vocabulary import DIMENSIONS, Vocabulary


def events(vocabulary: Vocabulary) -> Events:
    """The declared events."""
    rows = [(e.name, e.start, e.end) for _, e in sorted(vocabulary.events.items())]
    return Events.of(pd.DataFrame(rows, columns=Events.names()))


_NOT_DEAD = ("injured", "missing")


def wholes(figures: Figures, vocabulary: Vocabulary) -> Wholes:
    """The names of the ledger with the names that contain them in the event, directly or through others.

    A measure that contains one that counts the injured or the missing, who are not known to be dead, is `with_living`, whether
    or not the ledger has these.
    """
    own = {term.event for term in vocabulary.terms if term.event is not None}
    found = []
    for dimension in DIMENSIONS:
        names = figures[["event", dimension]].rename(columns={dimension: "part"}).dropna().drop_duplicates()
        for event in (None, *sorted(own & set(names["event"]))):
            mine = names["event"].eq(event) if event is not None else ~names["event"].isin(own)
            above = vocabulary.wholes(dimension, event)
            parts = names.loc[mine, "part"].unique()
            pairs = [(part, whole) for part in parts for whole in sorted(above.get(part, ()))]
            if not pairs:
                continue
            table = pd.DataFrame(pairs, columns=["part", "whole"], dtype="str")
            not_dead = [part for part in above if vocabulary.counted(event, part)[0] in _NOT_DEAD]
            living = frozenset[str]().union(*(above[part] for part in not_dead if dimension == "measure"))
            table["with_living"] = table["whole"].isin(living)
            found.append(names[mine].merge(table, on="part").assign(dimension=dimension))
    if not found:
        return Wholes.no_rows()
    return Wholes.of(pd.concat(found).sort_values(["event", "dimension", "part", "whole"]))


def perpetrators(vocabulary: Vocabulary) -> Perpetrators:
    """How many attackers died, for each event and place of which a vocabulary says it."""
    place = vocabulary.resolver("place")
    rows = [
        (e.name, place(e.name, name), n)
        for _, e in sorted(vocabulary.events.items())
        for name, n in sorted(e.perpetrators_killed.items())
    ]
    return Perpetrators.of(pd.DataFrame(rows, columns=Perpetrators.names()))
