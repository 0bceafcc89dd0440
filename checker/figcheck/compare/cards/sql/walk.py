"""What a query's parts may be, node by node: the list of `sql.whitelist` and the forms that some must have."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from figcheck.compare.cards.sql import whitelist as may
from figcheck.model.errors import CardError
from figcheck.model.near import nearest
from figcheck.model.tables import DATE_COLUMNS

_SCALAR_ORDER = (exp.RowNumber, exp.FirstValue, exp.LastValue, exp.Lag, exp.Lead)
_ANY_ORDER = (exp.Rank, exp.DenseRank)


class Faults:
    """Gathers CardErrors at the lines of nodes."""

    def __init__(self, first_line: int, shown_as: str) -> None:
        self.first_line, self.shown_as = first_line, shown_as
        self.errors: list[CardError] = []

    def __call__(self, at: exp.Expr | int | None, what: str, why: str | None = None, mend: str | None = None) -> None:
        """Note one fault, at a node or a line of the query; the same fault on the same line only once."""
        line = at if isinstance(at, int) else _line(at)
        error = CardError(what, where=f"{self.shown_as}:{self.first_line + line - 1}", why=why, mend=mend)
        if str(error) not in map(str, self.errors):
            self.errors.append(error)


def _line(node: exp.Expr | None) -> int:
    """Line of the query on which a node stands; of its neighbours where the parser kept none for it."""
    while node is not None:
        lines = [found.meta["line"] for found in node.walk() if "line" in found.meta]
        if lines:
            return min(lines)
        node = node.parent
    return 1


class Walk:
    """Looks at every node of a query once; a refused one is not looked into."""

    def __init__(self, fail: Faults, parameters: set[str]) -> None:
        self.fail, self.parameters = fail, parameters

    def node(self, node: exp.Expr) -> None:
        """Note every fault of this node and of what it holds."""
        allowed = may.ALLOWED.get(type(node))
        if allowed is None:
            if not self._allowed_here(node):
                self._refuse(node)
                return
            allowed = ("this",)
        for name, value in node.args.items():
            argument = name.rstrip("_")
            if value in (None, False, []) or argument in allowed:
                continue
            self._refuse_argument(node, argument, value)
            return
        self._rules(node)
        for child in node.iter_expressions():
            self.node(child)

    def _allowed_here(self, node: exp.Expr) -> bool:
        """What is allowed under one parent alone: `*` in count(*), the unit of date_diff."""
        if isinstance(node, exp.Star):
            return isinstance(node.parent, exp.Count)
        return isinstance(node, exp.Var) and isinstance(node.parent, exp.DateDiff) and node.name.upper() == "DAY"

    def _refuse(self, node: exp.Expr) -> None:
        if type(node) in may.REFUSED:
            name, why, mend = may.REFUSED[type(node)]
        elif isinstance(node, exp.Func):
            name = f"the function {node.name if isinstance(node, exp.Anonymous) else node.sql_name().lower()}"
            why, mend = "it is not among those that are safe and the same in every engine", f"use {may.FUNCTIONS}"
            if isinstance(node.parent, exp.Table):
                why, mend = may.OUTSIDE, "put the data in the ledger or a vocabulary"
        else:
            name, why, mend = f'"{shown(node)}"', "it is not in the part of SQL that cards may use", None
        self.fail(node, f"a card cannot use {name}", why, mend)

    def _refuse_argument(self, node: exp.Expr, argument: str, value: object) -> None:
        first = value[0] if isinstance(value, list) and value else value
        if (type(node), argument) in may.REFUSED_ARGUMENTS:
            name, why, mend = may.REFUSED_ARGUMENTS[type(node), argument]
            if argument == "method":
                name = f"a join that is {str(value).lower()}"
            self.fail(node, f"a card cannot use {name}", why, mend)
        elif isinstance(first, exp.Expr) and type(first) in may.REFUSED:
            self._refuse(first)
        else:
            self.fail(
                node,
                f'a card cannot use `{argument}` in "{shown(node)}"',
                "it is not in the part of SQL that cards may use",
            )

    def _rules(self, node: exp.Expr) -> None:
        """What is allowed only in a certain form."""
        if isinstance(node, exp.Placeholder):
            self._placeholder(node)
        elif isinstance(node, exp.Join):
            if str(node.args.get("kind") or "") not in may.JOIN_KINDS:
                self.fail(
                    node,
                    f"a card cannot use {str(node.args['kind']).lower()} join",
                    may.PORTABLE,
                    "write `where exists (…)` or `not exists`",
                )
        elif isinstance(node, exp.Table):
            if not isinstance(node.this, exp.Identifier):
                self._refuse(node.this)
        elif isinstance(node, exp.Not):
            self._negation(node)
        elif isinstance(node, exp.Div | exp.Mod):
            self._divisor(node)
        elif isinstance(node, exp.Sub):
            if _is_day(node.this) and _is_day(node.expression):
                self.fail(
                    node,
                    f'a card cannot use "{shown(node)}"',
                    "engines differ in what two days give",
                    "write date_diff('day', earlier, later)",
                )
        elif isinstance(node, exp.Sum):
            self._total(node)
        elif isinstance(node, exp.Cast):
            self._conversion(node)
        elif isinstance(node, exp.Window):
            self._window(node)

    def _placeholder(self, node: exp.Placeholder) -> None:
        name = node.args.get("this")
        if name in self.parameters:
            return
        near = nearest(str(name or ""), self.parameters)
        mend = f"did you mean ${near}?" if near else "declare it under `parameters`, with default, unit and why"
        self.fail(node, f"the card declares no parameter ${name or ''}", mend=mend)

    def _negation(self, node: exp.Not) -> None:
        inner = node.this.unnest()
        listed = isinstance(inner, exp.In) and not inner.args.get("query")
        if listed and all(isinstance(e, exp.Literal | exp.Placeholder) for e in inner.expressions):
            return
        if isinstance(inner, exp.Is | exp.Exists | exp.Column):
            return
        why = "where a value is missing (a range without an upper end), `not` lets the row through or loses it without a word"
        mend = (
            "write not exists (…)" if isinstance(inner, exp.In) else "state the comparison positively: a.high < b.low"
        )
        self.fail(node, f'a card cannot use "{shown(node)}"', why, mend)

    def _divisor(self, node: exp.Binary) -> None:
        divisor = node.expression.unnest()
        if isinstance(divisor, exp.Literal) and divisor.is_number and float(divisor.this) != 0:
            return
        if isinstance(divisor, exp.Nullif) and divisor.expression.is_number and float(divisor.expression.this) == 0:
            return
        self.fail(
            node,
            f'"{shown(node)}" may divide by nothing',
            "engines differ in what that gives",
            "write nullif(…, 0), or multiply the other side",
        )

    def _total(self, node: exp.Sum) -> None:
        outer = node.parent
        while isinstance(outer, exp.Window | exp.Filter | exp.Paren):
            outer = outer.parent
        if isinstance(outer, exp.Cast) and outer.to.this == exp.DType.BIGINT:
            return
        self.fail(
            node,
            f'"{shown(node)}" has no type of its own',
            "engines differ in the type of a sum",
            "write cast(sum(…) as bigint)",
        )

    def _conversion(self, node: exp.Cast) -> None:
        wanted, value = node.to.this, node.this.unnest()
        if wanted in may.TEXT_TYPES and isinstance(value, exp.Null):
            return
        if wanted not in may.CAST_TYPES:
            why = may.WORDING if wanted in may.TEXT_TYPES else may.PORTABLE
            self.fail(
                node,
                f"a card cannot cast to {node.to.sql('duckdb').lower()}",
                why,
                "cast to bigint, integer, double, boolean or date",
            )
        elif wanted in (exp.DType.BIGINT, exp.DType.INT) and _is_fraction(value):
            self.fail(
                node,
                f'"{shown(node)}" rounds a fraction',
                "engines differ in which way",
                "write floor(…), ceil(…) or round(…) within the cast",
            )

    def _window(self, node: exp.Window) -> None:
        function = node.this.this if isinstance(node.this, exp.Filter) else node.this
        order, spec = node.args.get("order"), node.args.get("spec")
        kind = str(spec.args.get("kind") or "").upper() if spec is not None else ""
        if isinstance(function, _SCALAR_ORDER) or kind == "ROWS":
            last = order.expressions[-1].this if order is not None else None
            if not isinstance(last, exp.Column) or not last.name.endswith(("_id", "claim_order")):
                self.fail(
                    node, f'"{shown(node)}" has no total order', may.ORDERED, "end its `order by` with claim_order"
                )
        elif isinstance(function, _ANY_ORDER) and order is None:
            self.fail(node, f'"{shown(node)}" has no order', may.ORDERED, "add `order by`")
        if spec is None:
            return
        ends = [spec.args.get("start"), spec.args.get("end")]
        plain = all(end is None or str(end).upper() in ("UNBOUNDED", "CURRENT ROW") for end in ends)
        if kind not in ("ROWS", "RANGE") or (kind == "RANGE" and not plain):
            self.fail(
                node,
                f'a card cannot use "{shown(spec)}"',
                may.PORTABLE,
                "use `rows`, or `range` between unbounded and current row",
            )


def _is_day(node: exp.Expr) -> bool:
    node = node.unnest()
    if isinstance(node, exp.Column):
        return any(node.name == day or node.name.endswith(f"_{day}") for day in (*DATE_COLUMNS, "start", "end", "date"))
    return (isinstance(node, exp.Placeholder) and node.name == "today") or (
        isinstance(node, exp.Cast) and node.to.this == exp.DType.DATE
    )


def _is_fraction(node: exp.Expr) -> bool:
    node = node.unnest()
    if isinstance(node, exp.Literal):
        return node.is_number and not node.is_int
    if isinstance(node, exp.Cast):
        return node.to.this == exp.DType.DOUBLE
    parts: Iterator[exp.Expr] = iter(())
    if isinstance(
        node, exp.Add | exp.Sub | exp.Mul | exp.Neg | exp.Sum | exp.Min | exp.Max | exp.Coalesce | exp.Abs | exp.Window
    ):
        parts = node.iter_expressions()
    return isinstance(node, exp.Div) or any(map(_is_fraction, parts))


def shown(node: exp.Expr) -> str:
    """A part of a query for a message: as SQL, cut after 80 characters."""
    words = node.sql("duckdb", normalize_functions="lower")
    return words if len(words) <= 80 else words[:77] + "…"
