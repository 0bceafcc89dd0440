"""Whether the tables and columns that a query names exist, each with the nearest name that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import Scope, traverse_scope

from figcheck.model.near import did_you_mean

Fault = tuple[exp.Expr, str, str | None, str | None]
"""Where, what, why, mend."""


def name_errors(tree: exp.Expr, tables: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """One fault for every name that stands for nothing, or for two things."""
    for part in tree.find_all(exp.CTE):
        if part.alias in tables:
            yield (
                part,
                f'the `with` query "{part.alias}" hides the table of that name',
                "whoever reads the card takes the one for the other",
                "give it a name of its own",
            )
            return
    try:
        scopes = traverse_scope(tree)
        faults = [fault for scope in scopes for fault in _table_faults(scope, tables)]  # two of one name raise here
    except SqlglotError as error:
        yield (
            tree,
            "cannot tell the tables of the query apart",
            str(error),
            "give each table a name of its own with `as`",
        )
        return
    yield from faults
    if faults:
        return
    for scope in scopes:
        if isinstance(scope.expression, exp.SetOperation):
            yield from _union_faults(scope.expression)
        else:
            for column in scope.find_all(exp.Column):
                yield from _column_faults(column, scope, tables)


def _table_faults(scope: Scope, tables: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for _, source in scope.selected_sources.values():
        if isinstance(source, exp.Table) and source.name not in tables:
            yield source, f'there is no table "{source.name}"', None, _near(source.name, tables)


def _union_faults(union: exp.SetOperation) -> Iterator[Fault]:
    left, right = len(union.left.selects), len(union.right.selects)
    if left != right:
        yield union, f"the parts of a union have {left} and {right} columns", None, None
    order = union.args.get("order")
    for column in order.find_all(exp.Column) if order is not None else ():
        if column.name not in union.named_selects:
            yield column, f'the union has no column "{column.name}"', None, _near(column.name, union.named_selects)


def _column_faults(column: exp.Column, scope: Scope, tables: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    name, table = column.name, column.table
    level: Scope | None = scope
    seen: dict[str, Sequence[str]] = {}
    while level is not None:
        here = {alias: _columns(source, tables) for alias, (_, source) in level.selected_sources.items()}
        if table and table in here:
            if name not in here[table]:
                yield column, f'{table} has no column "{name}"', None, _near(name, here[table])
            return
        owners = [alias for alias, columns in here.items() if name in columns]
        if not table and len(owners) == 1:
            return
        if not table and owners:
            yield column, f'"{name}" may be of {" or ".join(owners)}', None, f"write {owners[0]}.{name}"
            return
        seen.update(here)
        level = _around(level)
    if table:
        yield column, f'the query has no table "{table}" here', None, _near(table, seen)
    elif not _is_result(column, scope):
        own = any(made.alias == name for made in getattr(scope.expression, "selects", []))
        why = "it is a name of the result, which only `order by` may use" if own else None
        mend = (
            "repeat the expression" if own else _near(name, sorted({c for columns in seen.values() for c in columns}))
        )
        yield column, f'no table of the query has a column "{name}"', why, mend


def _around(scope: Scope) -> Scope | None:
    """The scope whose tables a query within an expression, or a part of a union, sees beside its own."""
    parent = scope.parent
    if parent is None or scope.is_subquery or isinstance(parent.expression, exp.SetOperation):
        return parent
    return None


def _is_result(column: exp.Column, scope: Scope) -> bool:
    order = column.find_ancestor(exp.Order, exp.Select)
    return (
        isinstance(order, exp.Order)
        and order.parent is scope.expression
        and column.name in getattr(scope.expression, "named_selects", [])
    )


def _columns(source: exp.Expr | Scope, tables: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if isinstance(source, Scope):
        return getattr(source.expression, "named_selects", [])
    return tables.get(source.name, ())


def _near(name: str, known: Mapping[str, object] | Sequence[str]) -> str | None:
    names = list(known)
    if near := did_you_mean(name, names):
        return near
    return f"known: {', '.join(sorted(names))}" if 0 < len(names) <= 12 else None
