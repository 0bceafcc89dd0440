"""Whatever a card holds, it is read or refused as a card: no other error comes out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from figcheck.compare.cards.card import BrokenCardError
from figcheck.compare.cards.page import read_card
from figcheck.compare.cards.sql.subset import check_query
from figcheck.model.errors import CardError
from figcheck.model.message_template import template_fields

TABLES = {"figures": ["claim_id", "low", "high", "as_of"]}
SQL = """
select from where claim_id figures low high as_of , . ( ) * 'x' 1 0.5 - + / % < > = <> and or not in is null
exists case when then else end as a b on join left cross union all with group by order having over partition
rows between unbounded preceding current row sum max count row_number cast bigint varchar date date_diff 'day'
coalesce nullif distinct limit $today $x $ ; :: [ ] { } -> || like ~ "y" values lateral unnest qualify filter
interval lag range( read_csv( -- /* */
"""
WORDS = [*SQL.split(), "\n"]
GOOD = (Path(__file__).parent / "data" / "cards" / "good" / "time" / "FC401-falling-total.md").read_text(
    encoding="utf-8"
)
LINES = GOOD.split("\n")


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@example(["from", "all", ",", "all"])
def test_any_query_is_accepted_or_refused(words):
    try:
        assert "claim_id" in check_query("select claim_id " + " ".join(words), TABLES, ["x"], 1, "c.md")
    except BrokenCardError as error:
        assert error.errors  # noqa: PT017


@given(st.text(max_size=60))
def test_any_text_is_a_template_or_not(text):
    try:
        assert all(name.isidentifier() for name in template_fields(text, "c.md:1"))
    except CardError as error:
        assert error.where == "c.md:1"  # noqa: PT017


@given(
    st.integers(0, len(LINES)),
    st.integers(0, 6),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=4),
)
def test_a_card_with_lines_changed_is_read_or_refused(at, removed, added):
    lines = [*LINES[:at], *added, *LINES[at + removed :]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "FC401-falling-total.md"
        path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
        try:
            assert read_card(path, "c.md").code == "FC401"
        except BrokenCardError as error:
            assert all(e.where for e in error.errors)  # noqa: PT017
