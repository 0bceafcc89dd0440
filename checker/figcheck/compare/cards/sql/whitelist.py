"""The SQL that a rule card may use, as data: what is not listed here is refused.

The listed part means the same in DuckDB and in Spark once sqlglot has rewritten it, gives the same rows in any order of
computation, and reaches nothing but the tables it names.
"""

from __future__ import annotations

from sqlglot import exp

BINARY = ("this", "expression")

ALLOWED: dict[type[exp.Expr], tuple[str, ...]] = {
    # queries
    exp.Select: ("with", "distinct", "expressions", "from", "joins", "where", "group", "having", "order"),
    exp.Union: ("with", "this", "expression", "distinct", "order"),
    exp.With: ("expressions",),
    exp.CTE: ("this", "alias"),
    exp.TableAlias: ("this",),
    exp.From: ("this",),
    exp.Join: ("this", "side", "kind", "on"),
    exp.Table: ("this", "alias"),
    exp.Subquery: ("this", "alias"),
    exp.Where: ("this",),
    exp.Group: ("expressions",),
    exp.Having: ("this",),
    exp.Order: ("expressions",),
    exp.Ordered: ("this", "desc", "nulls_first"),
    exp.Distinct: ("expressions",),
    # values
    exp.Alias: ("this", "alias"),
    exp.Column: ("this", "table"),
    exp.Identifier: ("this", "quoted"),
    exp.Placeholder: ("this",),
    exp.Literal: ("this", "is_string"),
    exp.Null: (),
    exp.Boolean: ("this",),
    exp.Paren: ("this",),
    # logic
    exp.And: BINARY,
    exp.Or: BINARY,
    exp.Not: ("this",),
    exp.EQ: BINARY,
    exp.NEQ: BINARY,
    exp.LT: BINARY,
    exp.LTE: BINARY,
    exp.GT: BINARY,
    exp.GTE: BINARY,
    exp.Is: BINARY,
    exp.NullSafeEQ: BINARY,
    exp.NullSafeNEQ: BINARY,
    exp.In: ("this", "expressions", "query"),
    exp.Exists: ("this",),
    exp.Between: ("this", "low", "high"),
    exp.Case: ("this", "ifs", "default"),
    exp.If: ("this", "true", "false"),
    exp.Coalesce: ("this", "expressions"),
    exp.Nullif: BINARY,
    # numbers and days
    exp.Neg: ("this",),
    exp.Add: BINARY,
    exp.Sub: BINARY,
    exp.Mul: BINARY,
    exp.Div: BINARY,
    exp.Mod: BINARY,
    exp.Abs: ("this",),
    exp.Floor: ("this",),
    exp.Ceil: ("this",),
    exp.Round: ("this", "decimals"),
    exp.Least: ("this", "expressions", "ignore_nulls"),
    exp.Greatest: ("this", "expressions", "ignore_nulls"),
    exp.DateDiff: ("this", "expression", "unit", "date_part_boundary"),
    exp.Cast: ("this", "to"),
    exp.DataType: ("this",),
    # groups and windows
    exp.Count: ("this", "big_int"),
    exp.Sum: ("this",),
    exp.Min: ("this",),
    exp.Max: ("this",),
    exp.LogicalAnd: ("this",),
    exp.LogicalOr: ("this",),
    exp.Filter: BINARY,
    exp.RowNumber: (),
    exp.Rank: (),
    exp.DenseRank: (),
    exp.Lag: ("this", "offset", "default"),
    exp.Lead: ("this", "offset", "default"),
    exp.FirstValue: ("this",),
    exp.LastValue: ("this",),
    exp.Window: ("this", "partition_by", "order", "spec", "over"),
    exp.WindowSpec: ("kind", "start", "start_side", "end", "end_side"),
}
"""Kinds of expression, each with the arguments that it may have."""

FUNCTIONS = (
    "abs, bool_and, bool_or, cast, ceil, coalesce, count, date_diff, dense_rank, first_value, floor, greatest, lag, "
    "last_value, lead, least, max, min, nullif, rank, round, row_number, sum"
)

JOIN_KINDS = ("", "INNER", "CROSS", "OUTER")
NUMBERS = (exp.DType.BIGINT, exp.DType.INT, exp.DType.DOUBLE)
CAST_TYPES = (*NUMBERS, exp.DType.BOOLEAN, exp.DType.DATE)
TEXT_TYPES = (exp.DType.VARCHAR, exp.DType.TEXT)

PORTABLE = "a card must mean the same in every engine that runs it"
ORDERED = "its result depends on the order in which rows happen to come"
OUTSIDE = "a card reads the tables it is given and nothing else"
WORDING = "text is made by the card's `message`, not by its query"

REFUSED: dict[type[exp.Expr], tuple[str, str, str]] = {
    exp.Star: ("`*`", "a new column of a table would change what the card returns", "name the columns"),
    exp.Columns: ("columns()", "a new column of a table would change what the card returns", "name the columns"),
    exp.Limit: (
        "LIMIT",
        ORDERED,
        "number the rows with row_number() over (… order by …, claim_order) and keep the first",
    ),
    exp.Offset: ("OFFSET", ORDERED, "number the rows with row_number() over (… order by …, claim_order)"),
    exp.Fetch: ("FETCH", ORDERED, "number the rows with row_number() over (… order by …, claim_order)"),
    exp.Qualify: ("QUALIFY", PORTABLE, "put the window function in a `with` query and filter its result"),
    exp.TableSample: ("a sample", ORDERED, "remove it"),
    exp.Pivot: ("PIVOT", PORTABLE, "write one `case when` a column"),
    exp.Lateral: ("LATERAL", PORTABLE, "join a `with` query instead"),
    exp.Unnest: ("unnest", PORTABLE, "ask for a helper table that has one row an item"),
    exp.Explode: ("unnest", PORTABLE, "ask for a helper table that has one row an item"),
    exp.Values: ("VALUES", PORTABLE, "write `select … union all select …`"),
    exp.DPipe: ("`||`", WORDING, "return the columns and name them in the template"),
    exp.Concat: ("concat", WORDING, "return the columns and name them in the template"),
    exp.ConcatWs: ("concat_ws", WORDING, "return the columns and name them in the template"),
    exp.Format: ("format", WORDING, "return the columns and name them in the template"),
    exp.Like: ("LIKE", "engines differ in escapes and letter case", "ask for a column that says it, or compare with ="),
    exp.ILike: (
        "ILIKE",
        "engines differ in escapes and letter case",
        "ask for a column that says it, or compare with =",
    ),
    exp.Glob: ("GLOB", PORTABLE, "ask for a column that says it, or compare with ="),
    exp.RegexpLike: ("a regular expression", PORTABLE, "ask for a column that says it, or compare with ="),
    exp.RegexpFullMatch: ("a regular expression", PORTABLE, "ask for a column that says it, or compare with ="),
    exp.SimilarTo: ("SIMILAR TO", PORTABLE, "ask for a column that says it, or compare with ="),
    exp.Rand: ("random()", "a run must give the same rows each time", "remove it"),
    exp.CurrentDate: ("current_date", "a check has no clock: its day is given", "write $today"),
    exp.CurrentTimestamp: ("the current time", "a check has no clock: its day is given", "write $today"),
    exp.CurrentTime: ("the current time", "a check has no clock: its day is given", "write $today"),
    exp.IntDiv: ("`//`", PORTABLE, "write floor(a / nullif(b, 0)), or multiply the other side"),
    exp.TryCast: ("try_cast", PORTABLE, "cast what can be cast; columns have their types already"),
    exp.Interval: ("an interval", "a day plus an interval is a time, not a day", "add a number of days: as_of + 3"),
    exp.Avg: ("avg", "a sum of fractions depends on its order", "compare sums: cast(sum(x) as bigint) > k * count(x)"),
    exp.IgnoreNulls: ("IGNORE NULLS, or a function that takes any row", ORDERED, "filter the nulls in a `with` query"),
    exp.ReadCSV: ("read_csv", OUTSIDE, "put the data in the ledger or a vocabulary"),
    exp.Except: ("EXCEPT", PORTABLE, "write `where not exists (…)`"),
    exp.Intersect: ("INTERSECT", PORTABLE, "write `where exists (…)`"),
    exp.Array: ("a list", PORTABLE, "use a row for each value"),
    exp.Struct: ("a struct", PORTABLE, "use a column for each value"),
    exp.Lambda: ("a lambda", PORTABLE, "use a row for each value"),
    exp.Bracket: ("`[…]`", PORTABLE, "use a row for each value"),
    exp.Tuple: ("a row value", PORTABLE, "compare column by column"),
}
"""Kinds of expression that a writer of cards may well try: what they are called, why they are refused, what to do."""

REFUSED_ARGUMENTS: dict[tuple[type[exp.Expr], str], tuple[str, str, str]] = {
    (exp.With, "recursive"): (
        "a recursive query",
        PORTABLE,
        "ask for a helper table (citations has root_id, depth and ends_in_circle)",
    ),
    (exp.Group, "all"): ("GROUP BY ALL", PORTABLE, "name the columns"),
    (exp.Distinct, "on"): ("DISTINCT ON", ORDERED, "number the rows with row_number() and keep the first"),
    (exp.Join, "method"): ("this kind of join", PORTABLE, "write join … on …"),
    (exp.Join, "using"): ("USING", PORTABLE, "write on a.x = b.x"),
    (exp.Union, "by_name"): ("UNION BY NAME", PORTABLE, "give both queries the same columns"),
    (exp.Table, "db"): ("a table of another schema", OUTSIDE, "name the table alone"),
    (exp.Column, "db"): ("a part of a column", "a card uses plain columns", "write table.column"),
    (exp.Select, "windows"): ("WINDOW", PORTABLE, "write the window after each `over`"),
    (exp.Window, "alias"): ("a named window", PORTABLE, "write the window after `over`"),
    (exp.TableAlias, "columns"): ("a list of column names", PORTABLE, "name the columns with `as` in the query"),
}
"""Arguments of allowed kinds that are refused by name."""
