"""Which tables a query rests on: where they have no rows, its result has none, and it need not be run."""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp

Ways = frozenset[frozenset[str]]
"""Each way in which a result can have a row: the tables that must have one for it."""

_ALWAYS: Ways = frozenset((frozenset(),))


def rests_on(sql: str) -> list[list[str]]:
    """Sets of tables: the query gives no row unless every table of one of the sets has a row.

    >>> rests_on("select a.claim_id from falls as a join links as b on a.cell = b.cell left join sums as c on a.cell = c.cell")
    [['falls', 'links']]
    >>> rests_on("select claim_id from falls union all select claim_id from links")
    [['falls'], ['links']]
    >>> rests_on("select count(*) as claims from falls")
    [[]]
    """
    ways = _ways(sqlglot.parse_one(sql, read="duckdb"), {})
    return sorted(sorted(way) for way in ways if not any(other < way for other in ways))


def _ways(node: exp.Expr | None, named: Mapping[str, Ways]) -> Ways:
    """The ways of a query, or of a table that it names; `named` are the `with` queries around it."""
    if isinstance(node, exp.Table):
        name = node.name.lower()
        return named.get(name, frozenset((frozenset((name,)),)))
    if isinstance(node, exp.Subquery):
        return _ways(node.this, named)
    if not isinstance(node, exp.Select | exp.Union):
        return _ALWAYS
    if given := node.args.get("with_"):
        for part in given.expressions:
            itself = {part.alias.lower(): _ALWAYS} if given.args.get("recursive") else {}
            named = {**named, part.alias.lower(): _ways(part.this, {**named, **itself})}
    if isinstance(node, exp.Union):
        return _ways(node.left, named) | _ways(node.right, named)
    return _ALWAYS if _is_total(node) else _joined(node, named)


def _joined(select: exp.Select, named: Mapping[str, Ways]) -> Ways:
    source, joins = select.args.get("from_"), select.args.get("joins") or []
    if source is None or any(join.side in ("RIGHT", "FULL") for join in joins):
        return _ALWAYS
    found = _ways(source.this, named)
    for join in joins:
        if join.side != "LEFT":
            found = frozenset(one | other for one in found for other in _ways(join.this, named))
    return found


def _is_total(select: exp.Select) -> bool:
    """Whether the query makes one row of all rows, also of none."""
    group = select.args.get("group")
    if group is not None and group.expressions:
        return False
    parts = [*select.selects, *(select.args[name] for name in ("having", "qualify", "order") if select.args.get(name))]
    return group is not None or any(_counts_all(total) for part in parts for total in part.find_all(exp.AggFunc))


def _counts_all(total: exp.AggFunc) -> bool:
    outer = total.parent.parent if isinstance(total.parent, exp.Filter) else total.parent
    return not isinstance(outer, exp.Window)
