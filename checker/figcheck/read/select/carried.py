"""A SELECT, and the same SELECT whose rows also say from which raw row they came."""

from __future__ import annotations

from sqlglot import exp, parse
from sqlglot.errors import ParseError, TokenError

RAW, ROW = "raw", "_row"
OWN = ("_file", "_sheet", "_line", ROW)
"""Columns that figcheck adds to the raw table."""


class SelectError(Exception):
    """What is written is not one SELECT: why, and on which of its lines (None: not known)."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def parsed(query: str) -> exp.Expr:
    """The one SELECT of a text. Raises SelectError for anything else."""
    try:
        found = [tree for tree in parse(query, dialect="duckdb") if tree is not None]
    except ParseError as error:
        details = error.errors[0] if error.errors else {}
        raise SelectError(str(details.get("description") or error).partition("\n")[0], details.get("line")) from error
    except (TokenError, RecursionError) as error:
        raise SelectError(str(error).partition("\n")[0] or "it is nested too deep") from error
    if len(found) != 1 or not isinstance(found[0], exp.Query):
        raise SelectError("it is not one SELECT")
    return found[0]


def without_own(tree: exp.Expr, query: str) -> str:
    """The query, in which an UNPIVOT of all columns but some leaves out those of figcheck too; another query as it is written."""
    copy = tree.copy()
    changed = [_leave_out_own(pivot) for pivot in copy.find_all(exp.Pivot)]
    return copy.sql("duckdb") if any(changed) else query


def _leave_out_own(pivot: exp.Pivot) -> bool:
    stars = [star for item in pivot.expressions for star in item.find_all(exp.Star)]
    for star in stars:
        star.set("except_", [*(star.args.get("except_") or []), *(exp.column(name) for name in OWN)])
    return bool(stars)


def with_rows(tree: exp.Expr) -> tuple[str | None, bool]:
    """The SELECT with a last column `_row`, and whether some of its rows were made of several.

    None where a row of the result has no one raw row: the SELECT leaves out what is alike (DISTINCT), or counts all rows at once.
    """
    carrier = _Carrier()
    copy = tree.copy()
    return (copy.sql("duckdb") if carrier.query(copy, {}) else None), carrier.joins_rows


class _Carrier:
    def __init__(self) -> None:
        self.joins_rows = False

    def query(self, node: exp.Expr, known: dict[str, bool]) -> bool:
        """Lets a query give `_row` as well; whether it can."""
        if isinstance(node, exp.Subquery):
            return self.query(node.this, known)
        if isinstance(node, exp.Union):
            known = self._named(node, known)
            return not node.args.get("distinct") and all([self.query(node.left, known), self.query(node.right, known)])
        if isinstance(node, exp.Pivot):
            return self._unpivot(node, known)
        return isinstance(node, exp.Select) and self._select(node, self._named(node, known))

    def _named(self, node: exp.Expr, known: dict[str, bool]) -> dict[str, bool]:
        known = dict(known)
        within = node.args.get("with_")
        for query in within.expressions if within is not None else ():
            known[query.alias.lower()] = self.query(query.this, known)
        return known

    def _select(self, node: exp.Select, known: dict[str, bool]) -> bool:
        from_ = node.args.get("from_")
        if from_ is None or node.args.get("distinct"):
            return False
        sources = [from_.this, *(join.this for join in node.args.get("joins") or ())]
        name = next((name for source in sources if (name := self._source(source, known)) is not None), None)
        if name is None:
            return False
        if any(
            isinstance(item, exp.Star) or (isinstance(item, exp.Column) and item.name == "*")
            for item in node.expressions
        ):
            return len(sources) == 1
        row: exp.Expr = exp.column(ROW, table=name or None)
        if node.args.get("group") is not None:
            self.joins_rows = True
            row = exp.Min(this=row)
        elif any(map(_is_aggregate, node.expressions)):
            return False
        node.select(exp.alias_(row, ROW), copy=False)
        return True

    def _source(self, node: exp.Expr, known: dict[str, bool]) -> str | None:
        """The name of a source that has `_row` ("" for one without a name); None for one that has none."""
        pivots = node.args.get("pivots") or []
        if any(not pivot.args.get("unpivot") for pivot in pivots):
            return None
        if isinstance(node, exp.Table):
            if node.args.get("db"):
                return None
            own = node.name.lower()
            has = known.get(own, own == RAW)
            return (pivots[-1].alias if pivots else node.alias_or_name) if has else None
        if isinstance(node, exp.Subquery):
            name = pivots[-1].alias if pivots else node.alias
            return name if self.query(node.this, known) else None
        return self._pivoted(node, known)

    def _pivoted(self, node: exp.Expr, known: dict[str, bool]) -> str | None:
        return node.alias if isinstance(node, exp.Pivot) and self._unpivot(node, known) else None

    def _unpivot(self, node: exp.Pivot, known: dict[str, bool]) -> bool:
        if not node.args.get("unpivot") or not isinstance(node.this, exp.Table | exp.Subquery):
            return False
        _leave_out_own(node)
        return self._source(node.this, known) is not None


def _is_aggregate(item: exp.Expr) -> bool:
    return any(
        not isinstance(found.parent, exp.Window) and found.find_ancestor(exp.Select) is item.find_ancestor(exp.Select)
        for found in item.find_all(exp.AggFunc)
    )
