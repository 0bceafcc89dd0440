"""Whether a card's query stays within the SQL that cards may use, and what columns it returns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.normalize_identifiers import normalize_identifiers

from figcheck.compare.cards.card import BrokenCardError, line_of
from figcheck.compare.cards.sql import whitelist as may
from figcheck.compare.cards.sql.names import name_errors
from figcheck.compare.cards.sql.walk import Faults, Walk, shown
from figcheck.model.tables import Discrepancies

LONGEST = 20_000
"""Characters of a query; a card of that length is none that a person reads."""

_CLASS = re.compile(r" for <class '[^']*'>.*", re.DOTALL)
"""What the parser says of its own inside at the end of a message."""

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")


def check_query(
    sql: str, tables: Mapping[str, Sequence[str]], parameters: Collection[str], line_offset: int, shown_as: str
) -> list[str]:
    """The names of the columns that a card's query returns.

    `tables` has the columns of every table by its name (`discrepancies` is always known); `parameters` the names that
    may stand after `$` (`today` always may); the first line of the query is line `line_offset` of the card `shown_as`.
    Raises BrokenCardError with one CardError for each thing that a card may not do.
    """
    fail = Faults(line_offset, shown_as)
    known = {"discrepancies": Discrepancies.names(), **tables}
    known = {table.lower(): [column.lower() for column in columns] for table, columns in known.items()}
    names: list[str] = []
    try:
        tree = _parse(sql, fail)
        if tree is not None:
            names = _looked_through(tree, known, {*parameters, "today"}, fail)
    except RecursionError:
        fail(1, "the query is nested too deeply to be read", mend="split it into several `with` queries")
    if fail.errors:
        raise BrokenCardError(sorted(fail.errors, key=line_of))
    return names


def _looked_through(
    tree: exp.Expr, tables: Mapping[str, Sequence[str]], parameters: set[str], fail: Faults
) -> list[str]:
    """The names of the result's columns; each step is taken only when the one before found no fault."""
    Walk(fail, parameters).node(tree)
    if not fail.errors:
        for node, what, why, mend in name_errors(tree, tables):
            fail(node, what, why, mend)
    return [] if fail.errors else _output(tree, fail)


def _parse(sql: str, fail: Faults) -> exp.Expr | None:
    if len(sql) > LONGEST:
        fail(1, f"the query has {len(sql):,} characters", f"{LONGEST:,} is the most that a card may have")
        return None
    one = "a card has one query that returns the claims to mend, and changes nothing"
    try:
        tokens = sqlglot.tokenize(sql, read="duckdb")
        if tokens and tokens[0].token_type not in (TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN):
            fail(tokens[0].line, f'the query begins with "{tokens[0].text}"', one, "begin it with `select` or `with`")
            return None
        trees = [tree for tree in sqlglot.parse(sql, read="duckdb") if tree is not None]
    except SqlglotError as error:
        details = (getattr(error, "errors", None) or [{}])[0]
        near = f' near "{details["highlight"]}"' if details.get("highlight") else ""
        fail(
            details.get("line") or 1,
            f"cannot read the query{near}",
            _CLASS.sub("", details.get("description") or str(error).splitlines()[0]),
        )
        return None
    if len(trees) != 1:
        fail(trees[1] if trees else 1, f"the query has {len(trees)} statements", one)
        return None
    tree = trees[0]
    while isinstance(tree, exp.Subquery) and tree.args.get("alias") is None:
        tree = tree.this
    if not isinstance(tree, exp.Select | exp.Union):
        name, why, mend = may.REFUSED.get(type(tree), (f"{type(tree).key.upper()}", one, "write one `select`"))
        fail(tree, f"a card cannot use {name}", why, mend)
        return None
    return normalize_identifiers(tree, dialect="duckdb")


def _output(tree: exp.Expr, fail: Faults) -> list[str]:
    assert isinstance(tree, exp.Query)
    names = []
    for column in tree.selects:
        name = column.alias_or_name.lower()
        if not _COLUMN.fullmatch(name):
            fail(column, f'"{shown(column)}" has no name that a template could use', mend="name it: … as gap")
        elif name in names:
            fail(column, f'the query returns two columns "{name}"', mend="rename one with `as`")
        names.append(name)
    if "claim_id" not in names:
        fail(
            tree,
            "the query returns no claim_id",
            "each row of a card is about one claim",
            "return the claim to fix as claim_id",
        )
    return names
