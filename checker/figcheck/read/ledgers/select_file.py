"""`NAME.ledger.sql`: a ledger that is a SELECT over other files. Each claim has the place of the raw row that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from figcheck.model.errors import LedgerError
from figcheck.model.shown import first_few
from figcheck.read.reader import Source, Table, TableRows
from figcheck.read.tables.encodings import decode

if TYPE_CHECKING:
    from figcheck.read.locked.session import Selected
    from figcheck.read.select.description import Description
    from figcheck.read.select.raw_table import RawTable

NAME = "select"
SUFFIXES = (".ledger.sql",)


def tables(source: Source) -> Iterator[Table]:
    """The one table that the SELECT gives. Raises LedgerError when it, or a file that it reads, cannot be read."""
    from figcheck.read.select.description import read_description, require_filled_in

    description = read_description(decode(source.contents(), source.shown).text, source.shown)
    require_filled_in(description, source.shown)
    yield selected(description, source)


def selected(description: Description, source: Source) -> Table:
    """The table that the SELECT of a description gives, also of one that is not filled in. Raises LedgerError."""
    from figcheck.read.locked import session
    from figcheck.read.select.carried import SelectError, parsed, with_rows, without_own
    from figcheck.read.select.raw_table import columns_of, raw_table

    first = description.query_line

    def fail(why: str, line: int | None, mend: str, columns: str = "") -> LedgerError:
        where = f"{source.shown}:{first + (line or 1) - 1}"
        return LedgerError("the SELECT cannot be run", where=where, why=f"{why}{columns}".rstrip("."), mend=mend)

    try:
        tree = parsed(description.query)
        query, (carried, joins_rows) = without_own(tree, description.query), with_rows(tree)
    except SelectError as error:
        raise fail(error.why, error.line, "write one SELECT over the table raw") from error
    raw = raw_table(description, source)
    answer = session.select(raw.cells, query, carried, source.shown)
    if answer.cells is None:
        columns = f". The raw columns are {first_few([*columns_of(raw)], 40)}"
        raise fail(str(answer.why), answer.line, answer.mend or "correct the SELECT", columns)
    notes = [(first, text) for text in (*raw.notices, *_notes(answer.has_rows, joins_rows))]
    names = [name for name in answer.cells.column_names if name != "_row"]
    rows = partial(_rows, source, names, answer, raw, notes, description.declares_events)
    return Table(names, rows, line=first, reads=frozenset(path.resolve() for path in raw.paths))


def _notes(has_rows: bool, joins_rows: bool) -> Iterator[str]:
    if not has_rows:
        yield "a row of the SELECT has no one raw row, so that places count the rows of the SELECT"
    elif joins_rows:
        yield "the SELECT makes a row of several raw rows, and a place is that of the first of them"


def _rows(
    source: Source,
    names: list[str],
    answer: Selected,
    raw: RawTable,
    notes: list[tuple[int, str]],
    declares_events: bool,
) -> TableRows:
    from dataclasses import replace

    import numpy as np
    import pandas as pd

    from figcheck.read.tables.columns_table import Columns, ledger_places, rows_from_columns

    selected = answer.cells
    assert selected is not None
    cells = {n: selected[names[n]] for n in ledger_places(names)}
    order = np.arange(selected.num_rows)
    found = rows_from_columns(Columns(names, cells, order, all_are_claims=True), f"{source.shown}:1")
    claims = found.claims
    if answer.has_rows:
        row = selected["_row"].to_numpy()[claims["line"].to_numpy()]
        claims["file"] = pd.array(raw.places, dtype="str").take(raw.place[row])
        claims["line"] = raw.line[row]
    else:
        claims["line"] += 1
    return replace(found, claims=claims, notices=notes, declares_events=declares_events)
