"""Shipped cards are read from what was made of them beforehand, and never from what was made of an older page."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import duckdb
import pytest
import refresh
from hypothesis import given
from hypothesis import strategies as st

from figcheck.compare.cards import catalogue, compiled
from figcheck.compare.cards.catalogue import load_cards, shipped_folder
from figcheck.compare.cards.sql.rests_on import rests_on
from figcheck.model.tables import TABLES

PAGE = "contradiction/FC301-contradiction.md"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """A copy of the shipped cards, which takes their place."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: folder)
    return folder


@pytest.fixture
def read(rules, monkeypatch):
    """Gives the cards of the copy, and the pages that had to be read for it."""
    pages = []
    read_page = catalogue._read

    def noted(path, *given):
        pages.append(path.relative_to(rules).as_posix())
        return read_page(path, *given)

    monkeypatch.setattr(catalogue, "_read", noted)
    return lambda: (load_cards([rules], examples=False), pages)


def test_the_compiled_cards_are_those_of_the_pages():
    assert refresh.COMPILED.read_text(encoding="utf-8") == refresh.compiled_cards(), "run: python docs/refresh.py"


def test_no_page_is_read_as_markdown_where_none_changed(read):
    cards, pages = read()
    assert len(cards.cards) > 50
    assert pages == []


def test_a_changed_card_is_read_anew_and_the_others_are_not(rules, read):
    path = rules / PAGE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# Two claims", "# Some two claims", 1), encoding="utf-8")
    cards, pages = read()
    assert cards.card("FC301").title == "Some two claims that cannot both be true"
    assert pages == [PAGE]


def test_a_card_that_was_broken_since_is_an_error(rules, read):
    (rules / PAGE).write_text("---\ncode: FC301\n---\n", encoding="utf-8")
    assert "FC301" in read()[0].broken


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", None])
def test_without_a_file_that_can_be_read_the_pages_are(rules, read, content):
    before = load_cards([rules], examples=False)
    (rules / compiled.NAME).unlink() if content is None else (rules / compiled.NAME).write_text(content)
    cards, pages = read()
    assert len(pages) == len(cards.cards)
    assert [replace(card, rests_on=()) for card in cards.cards] == [replace(c, rests_on=()) for c in before.cards]


def test_a_strangers_folder_is_checked_whatever_lies_in_it(tmp_path, rules):
    own = tmp_path / "own"
    shutil.copytree(rules, own)
    path = own / PAGE
    path.write_text(
        path.read_text(encoding="utf-8").replace("from conflicts as c", "from secrets as c"), encoding="utf-8"
    )
    entries = json.loads((own / compiled.NAME).read_text(encoding="utf-8"))
    entries[f"rules/{PAGE}"]["sha256"] = compiled.hash_of(path.read_text(encoding="utf-8"))
    (own / compiled.NAME).write_text(json.dumps(entries), encoding="utf-8")
    assert any('there is no table "secrets"' in error.what for error in load_cards([own], TABLES).errors)


def queries():
    """Queries over the tables a, b and c, each with one column, `k`."""

    def made(inner):
        source = st.one_of(st.sampled_from("abc"), inner.map(lambda query: f"({query})"))
        shapes = st.sampled_from(
            [
                "select x.k from {0} as x",
                "select x.k from {0} as x join {1} as y on x.k = y.k",
                "select x.k from {0} as x left join {1} as y on x.k = y.k",
                "select x.k from {0} as x cross join {1} as y",
                "select x.k from {0} as x, {1} as y where x.k = y.k",
                "select x.k from {0} as x where not exists (select 1 as z from {1} as y where y.k = x.k)",
                "select x.k from {0} as x group by x.k",
                "select coalesce(max(x.k), 1) as k from {0} as x",
                "select coalesce(max(x.k) filter (x.k > 0), 1) as k from {0} as x",
                "select max(x.k) over () as k from {0} as x",
                "select max(max(x.k)) over () as k from {0} as x",
                "select 1 as k from {0} as x having count(*) >= 0",
                "select x.k from {0} as x union all select y.k from {1} as y",
                "with w as (select x.k from {0} as x) select w.k from w join {1} as y on y.k = w.k",
                "with a as (select 1 as k) select a.k from a join {1} as y on true",
            ]
        )
        return st.builds(str.format, shapes, source, source)

    return st.recursive(st.just("select k from a"), made, max_leaves=5)


@given(query=queries(), empty=st.sets(st.sampled_from("abc")))
def test_a_query_has_no_row_where_what_it_rests_on_has_none(query, empty):
    with duckdb.connect() as connection:
        for name in "abc":
            connection.execute(f"create table {name} as select 1 as k where {name not in empty}")
        rows = connection.execute(query).fetchall()
    assert not rows or any(empty.isdisjoint(way) for way in rests_on(query))
