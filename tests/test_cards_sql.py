"""A card's query stays within the SQL that means the same in every engine and reaches nothing but its tables."""

from __future__ import annotations

import pytest

from figcheck.compare.cards.card import BrokenCardError
from figcheck.compare.cards.sql.subset import check_query

TABLES = {
    "figures": ["claim_id", "cell", "event", "origin", "as_of", "published", "low", "high", "low_hard", "figure"],
    "events": ["event", "start", "end"],
    "citations": ["claim_id", "parent_id", "root_id", "depth", "cycle"],
}


def columns(sql: str) -> list[str]:
    return check_query(sql, TABLES, ["days"], 10, "c.md")


def refusals(sql: str) -> list[str]:
    with pytest.raises(BrokenCardError) as caught:
        columns(sql)
    return [str(error) for error in caught.value.errors]


ACCEPTED = [
    "select claim_id from figures",
    "select claim_id from figures;",
    "(select claim_id from figures)",
    "SELECT F.Claim_Id FROM Figures AS F WHERE F.Low > 3",
    "select claim_id, low - $days as gap from figures where published > $today",
    "select a.claim_id, b.claim_id as against_id from figures as a join figures as b on a.cell = b.cell where a.high < b.low",
    "select a.claim_id from figures a left join events e on a.event = e.event and a.as_of < e.start where e.event is not null",
    "select a.claim_id from figures a, events e where a.event = e.event",
    "select a.claim_id from figures a where not exists (select 1 as x from events e where e.event = a.event)",
    "select a.claim_id from figures a where a.event in (select event from events)",
    "select claim_id from figures where event not in ('quake', 'flood') and event in ('war')",
    "select claim_id from figures where not low_hard and high is not null and low is not distinct from high",
    "select claim_id from figures where low between 1 and 2 or event <> 'quake'",
    "select claim_id from figures union all select claim_id from citations order by claim_id",
    "select distinct claim_id, event from figures order by event desc nulls last",
    "select min(claim_id) as claim_id, count(*) as n, count(distinct origin) as o from figures group by cell having count(*) > 2",
    "select claim_id, cast(sum(low) over (order by as_of, claim_id rows unbounded preceding) as bigint) as gap from figures",
    "select claim_id, max(low) over (order by as_of range between unbounded preceding and current row) as m from figures",
    "select claim_id, row_number() over (partition by cell order by as_of desc, claim_id) as n from figures",
    "select claim_id, rank() over (order by low) as n, lag(low, 1) over (order by as_of, claim_id) as p from figures",
    "select min(claim_id) as claim_id, cast(sum(low) filter (where low_hard) as bigint) as s from figures",
    "select claim_id, case when high < 3 then 'note' else 'warning' end as severity from figures",
    "select claim_id, coalesce(high, low, 0) as h, least(low, 3) as l, abs(low) as a, nullif(low, 0) as z from figures",
    "select claim_id, low / nullif(high, 0) as r, low % 7 as m, cast(round(low / 2) as bigint) as h from figures",
    "select claim_id, date_diff('day', as_of, published) as late, as_of + 3 as soon, date '2024-01-01' as d from figures",
    "select claim_id, cast(null as varchar) as against_id, cast(low as double) as d from figures",
    "select f.claim_id from figures f join discrepancies d on f.claim_id = d.claim_id where d.code = 'FC301'",
    "with a as (select claim_id, low as floor from figures), b as (select claim_id, floor from a) select claim_id, floor from b",
    "select x.claim_id from (select claim_id from figures) as x",
    "select claim_id, (select max(low) from figures) as top from figures",
    "select claim_id /* nothing */ from figures -- nothing",
]


@pytest.mark.parametrize("sql", ACCEPTED)
def test_what_cards_need_is_accepted(sql):
    assert "claim_id" in columns(sql)


def test_the_columns_of_the_result_are_named_in_order():
    assert columns("select claim_id, low as Gap, f.high from figures f") == ["claim_id", "gap", "high"]


REFUSED = [
    # (query, what the first refusal says, line)
    ("select * from figures", "cannot use `*`"),
    ("select f.* from figures f", "cannot use `*`"),
    ("from figures", 'begins with "from"'),
    ("select claim_id from figures limit 3", "cannot use LIMIT"),
    ("select claim_id from figures offset 3", "cannot use OFFSET"),
    ("select claim_id from figures qualify row_number() over (order by claim_id) = 1", "cannot use QUALIFY"),
    ("select distinct on (cell) claim_id from figures", "cannot use DISTINCT ON"),
    ("select claim_id from figures group by all", "cannot use GROUP BY ALL"),
    ("select min(claim_id) as claim_id from figures group by rollup (cell)", "cannot use"),
    ("select claim_id from figures order by all", 'cannot use "ALL"'),
    ("select claim_id from figures using sample 3", "cannot use a sample"),
    ("select claim_id from figures tablesample 10%", "cannot use a sample"),
    ("select a.claim_id from figures a asof join events e on a.as_of >= e.start", "cannot use a join that is asof"),
    ("select a.claim_id from figures a positional join events e", "cannot use a join that is positional"),
    ("select a.claim_id from figures a natural join events e", "cannot use a join that is natural"),
    ("select a.claim_id from figures a semi join events e on a.event = e.event", "cannot use semi join"),
    ("select a.claim_id from figures a join events e using (event)", "cannot use USING"),
    ("select a.claim_id from figures a, lateral (select 1 as x) l", "cannot use LATERAL"),
    ("select claim_id, unnest(low) as x from figures", "cannot use unnest"),
    ("select x.claim_id from unnest([1]) as x(claim_id)", "cannot use unnest"),
    ("select claim_id from generate_series(1, 9) as x(claim_id)", "cannot use"),
    (
        "with recursive r as (select claim_id from figures union all select claim_id from r) select claim_id from r",
        "recursive",
    ),
    ("select claim_id from read_csv('/etc/passwd')", "cannot use read_csv"),
    ("select claim_id from read_parquet('x')", "cannot use"),
    ("select claim_id from glob('*')", "cannot use"),
    ("select claim_id from duckdb_settings()", "cannot use the function duckdb_settings"),
    ("select claim_id from 'file.csv'", 'no table "file.csv"'),
    ("select claim_id from main.figures", "a table of another schema"),
    ("select claim_id from information_schema.tables", "a table of another schema"),
    ("select claim_id, regexp_matches(event, 'x') as r from figures", "cannot use"),
    ("select claim_id from figures where event ~ 'x'", "a regular expression"),
    ("select claim_id from figures where event like 'x%'", "cannot use LIKE"),
    ("select claim_id from figures where event not ilike 'x%'", "cannot use"),
    ("select claim_id, event || 'x' as e from figures", "cannot use `||`"),
    ("select claim_id, printf('%d', low) as e from figures", "cannot use the function printf"),
    ("select claim_id, format('{}', low) as e from figures", "cannot use format"),
    ("select claim_id, concat(event, 'x') as e from figures", "cannot use concat"),
    ("select claim_id, repeat('x', 99) as e from figures", "cannot use the function repeat"),
    ("select claim_id, strftime(as_of, '%Y') as e from figures", "cannot use"),
    ("select claim_id, cast(low as varchar) as e from figures", "cannot cast to text"),
    ("select claim_id, low::hugeint as e from figures", "cannot cast to"),
    ("select claim_id, try_cast(low as bigint) as e from figures", "cannot use try_cast"),
    ("select claim_id, cast(low / 2 as bigint) as e from figures", "rounds a fraction"),
    ("select claim_id, [low] as e from figures", "cannot use a list"),
    ("select claim_id, {'a': low} as e from figures", "cannot use a struct"),
    ("select claim_id, event[1] as e from figures", "cannot use `[…]`"),
    ("select claim_id, list_transform(low, x -> x + 1) as e from figures", "cannot use"),
    ("select claim_id from figures where (low, high) = (1, 2)", "cannot use a row value"),
    ("select min(claim_id) as claim_id, sum(low) as s from figures", "has no type of its own"),
    ("select min(claim_id) as claim_id, cast(sum(low) as integer) as s from figures", "has no type of its own"),
    ("select min(claim_id) as claim_id, avg(low) as s from figures", "cannot use avg"),
    ("select min(claim_id) as claim_id, any_value(low) as s from figures", "cannot use"),
    ("select min(claim_id) as claim_id, arg_max(low, high) as s from figures", "cannot use"),
    ("select min(claim_id) as claim_id, string_agg(event) as s from figures", "cannot use"),
    ("select claim_id, row_number() over (partition by cell) as n from figures", "has no total order"),
    ("select claim_id, row_number() over (order by as_of) as n from figures", "has no total order"),
    ("select claim_id, lag(low) over (order by as_of) as n from figures", "has no total order"),
    (
        "select claim_id, max(low) over (order by as_of rows between 1 preceding and current row) as n from figures",
        "has no total order",
    ),
    ("select claim_id, rank() over (partition by cell) as n from figures", "has no order"),
    (
        "select claim_id, max(low) over (order by as_of range between 3 preceding and current row) as n from figures",
        "cannot use",
    ),
    (
        "select claim_id, max(low) over (order by as_of groups between 1 preceding and current row) as n from figures",
        "cannot use",
    ),
    ("select claim_id, count(*) over w as n from figures window w as (order by low)", "cannot use"),
    ("select claim_id, random() as r from figures", "cannot use random()"),
    ("select claim_id, now() as r from figures", "cannot use"),
    ("select claim_id from figures where published > current_date", "cannot use current_date"),
    ("select claim_id from figures where as_of > published - interval 3 day", "cannot use an interval"),
    ("select claim_id, published - as_of as late from figures", "engines differ in what two days give"),
    ("select claim_id, $today - as_of as late from figures", "engines differ in what two days give"),
    ("select claim_id, low // 2 as h from figures", "cannot use `//`"),
    ("select claim_id, low / high as h from figures", "may divide by nothing"),
    ("select claim_id from figures where not (high >= low)", "state the comparison positively"),
    ("select claim_id from figures where not high >= low", "state the comparison positively"),
    ("select claim_id from figures where not (low_hard and low > 3)", "state the comparison positively"),
    ("select claim_id from figures where event not in (select event from events)", "write not exists"),
    ("select claim_id from figures where low not between 1 and 2", "state the comparison positively"),
    ("select claim_id from figures where event not in (origin, 'x')", "write not exists"),
    ("select claim_id, $dayz as n from figures", "did you mean $days?"),
    ("select claim_id, ? as n from figures", "declares no parameter"),
    ("select claim_id from figures except select claim_id from citations", "cannot use EXCEPT"),
    ("select claim_id from figures union by name select claim_id from citations", "UNION BY NAME"),
    ("select claim_id from figures; select claim_id from figures", "has 2 statements"),
    ("select claim_id from figures; drop table figures", "has 2 statements"),
    ("copy figures to 'x.csv'", 'begins with "copy"'),
    ("attach 'x.db'", 'begins with "attach"'),
    ("install httpfs", 'begins with "install"'),
    ("load httpfs", 'begins with "load"'),
    ("pragma database_list", 'begins with "pragma"'),
    ("set memory_limit = '1TB'", 'begins with "set"'),
    ("pivot figures on event", 'begins with "pivot"'),
    ("insert into figures select claim_id from figures", 'begins with "insert"'),
    ("with a as (select claim_id from figures) insert into figures select claim_id from a", "cannot use INSERT"),
    ("values (1)", 'begins with "values"'),
    ("select claim_id from (values (1)) t(claim_id)", "cannot use"),
    ("select claim_id into x from figures", "cannot use"),
    ("select claim_id from figures for update", "cannot use"),
    ("select claim_id form figures", "cannot read the query"),
    ("select claim_id from figures where (", "cannot read the query"),
    ("", "has 0 statements"),
    # names
    ("select claim_id from figuers", 'did you mean "figures"?'),
    ("select claim_di from figures", 'did you mean "claim_id"?'),
    ("with figures as (select claim_id from events) select claim_id from figures", "hides the table of that name"),
    ("select claim_id, getenv('HOME') as h from figures", "cannot use the function getenv"),
    ("select claim_id from figures /* ; */ ; /* */ attach 'x.db' -- ;", "3 statements"),
    ("select x.claim_id from generate_series(1, 1000000000000) as x(claim_id)", "cannot use"),
    ("select f.lwo, f.claim_id from figures f", 'did you mean "low"?'),
    ("select claim_id, e.event from figures f", 'no table "e" here'),
    ("select claim_id from figures f join citations c on f.claim_id = c.claim_id", '"claim_id" may be of f or c'),
    ("select claim_id, low - high as gap from figures where gap > 3", "only `order by` may use"),
    (
        "with a as (select claim_id from figures) select claim_id, low from a",
        'no table of the query has a column "low"',
    ),
    ("select claim_id, (select max(lo) from events) as m from figures", 'did you mean "low"?'),
    ("select claim_id from figures union all select claim_id, depth from citations", "have 1 and 2 columns"),
    (
        "select claim_id from figures union all select claim_id from citations order by depth",
        'union has no column "depth"',
    ),
    # what it returns
    ("select low from figures", "returns no claim_id"),
    ("select claim_id, low + 1 from figures", "has no name that a template could use"),
    ("select claim_id, low, high as low from figures", 'returns two columns "low"'),
    ('select claim_id, low as "the low" from figures', "has no name that a template could use"),
]


@pytest.mark.parametrize(("sql", "says"), REFUSED)
def test_what_is_outside_the_subset_is_refused_and_named(sql, says):
    assert says in "\n".join(refusals(sql))


def test_a_refusal_points_at_its_line_of_the_card():
    found = refusals("select claim_id,\n  low\nfrom figures\nwhere event like 'x'\n  and not (low > 3)")
    assert [error.split(": ")[0] for error in found] == ["c.md:13", "c.md:14"]


def test_a_query_nested_beyond_reason_is_refused():
    refusals("select claim_id from figures where " + "(" * 3000 + "low" + ")" * 3000 + " > 1")
    refusals("select claim_id from figures where " + " + ".join(["low"] * 3000) + " > 1")
    refusals("select claim_id from figures where " + " + ".join(["low"] * 9000) + " > 1")
