"""Cards run in DuckDB, a stranger's in a process of its own: what they find is checked and ordered, what they try is refused,
and none stops another.
"""

from __future__ import annotations

import signal
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import each

from figcheck.bounded.locked_duckdb import connect
from figcheck.compare.cards.card import Parameter, RuleCard
from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.engine import CardSession, EngineResult, end_idle, run_cards
from figcheck.compare.find_discrepancies import find_discrepancies
from figcheck.model.errors import FigcheckError
from figcheck.model.tables import Evidence
from figcheck.parse.claims import parse_claims
from figcheck.read.reading import read
from figcheck.validate.validation import validate

ROOT = Path(__file__).parent.parent

FIGURES = pd.DataFrame(
    {
        "claim_id": pd.Series(["a", "b", "c"], dtype="str"),
        "cell": pd.Series([1, 1, 2], dtype="Int64"),
        "as_of": pd.to_datetime(["2024-02-01", "2024-02-02", None]),
        "low": pd.Series([1324, 1243, 5], dtype="Int64"),
        "high": pd.Series([1324, 1243, None], dtype="Int64"),
        "basis": pd.Series(["count", "count", "claim"], dtype="category"),
        "place": pd.Series([None, None, None], dtype="object"),
    }
)
FALLING = """
select b.claim_id, a.claim_id as against_id, a.low - b.high as gap, a.as_of as against_day
from figures as a join figures as b on a.cell = b.cell
where b.high < a.low and b.as_of > a.as_of + $days
"""


def card(
    query: str | None, code: str = "FC401", severity: str = "error", shipped: bool = False, **defaults
) -> RuleCard:
    parameters = {name: Parameter(name, value, "", "", 1) for name, value in defaults.items()}
    words = {"message": "", "mend": "", "title": "", "prose": "", "text": ""}
    return RuleCard(
        code,
        f"rule-{code.lower()}",
        severity,
        "0.1.0",
        shown_as=f"{code}.md",
        parameters=parameters,
        query=query,
        query_line=20,
        shipped=shipped,
        **words,
    )


@pytest.fixture(scope="module")
def session():
    with CardSession(memory_mb=512, threads=2) as session:
        session.load({"figures": FIGURES})
        yield session


def one_error(result: EngineResult) -> str:
    assert len(result.rows) == 0
    (error,) = result.errors
    return str(error)


def test_a_finding_has_its_columns_and_its_fields(session):
    result = session.run([card(FALLING, days=0)])
    assert result.errors == []
    assert list(result.rows.columns) == [
        "code",
        "claim_id",
        "against_id",
        "severity",
        "status",
        "gap",
        "explanation",
        "fields",
    ]
    (row,) = result.rows.to_dict("records")
    assert row["explanation"] is None or pd.isna(row["explanation"])
    del row["explanation"]
    assert row == {
        "code": "FC401",
        "claim_id": "b",
        "against_id": "a",
        "severity": "error",
        "status": "new",
        "gap": 81,
        "fields": {"against_day": date(2024, 2, 1)},
    }
    assert result.rows["gap"].dtype == "Int64"
    assert result.timings["FC401"] > 0


def test_no_finding_gives_the_same_columns(session):
    result = session.run([card(FALLING, days=9)])
    assert (len(result.rows), result.errors) == (0, [])
    assert result.rows.dtypes.equals(session.run([card(FALLING, days=0)]).rows.dtypes)


def test_parameters_given_by_code_or_name_replace_the_defaults(session):
    assert len(session.run([card(FALLING, days=0)], {"FC401": {"days": 1}}).rows) == 0
    assert len(session.run([card(FALLING, days=9)], {"rule-fc401": {"days": 0}}).rows) == 1


def test_today_is_given_and_dates_are_days(session):
    query = "select claim_id, as_of as day from figures where as_of < $today"
    result = session.run([card(query)], today=date(2024, 2, 2))
    assert [f["day"] for f in result.rows["fields"]] == [date(2024, 2, 1)]


def test_categories_and_columns_without_values_are_text(session):
    query = "select claim_id, basis from figures where basis = 'claim' and (place is null or place = 'Derna')"
    assert session.run([card(query)]).rows["fields"].tolist() == [{"basis": "claim"}]


def test_rows_come_in_the_same_order_whatever_the_query_does(session):
    up = session.run(
        [
            card("select claim_id, low as n from figures order by low", "FC301"),
            card("select claim_id from figures", "FC201"),
        ]
    )
    down = session.run(
        [
            card("select claim_id from figures order by low desc", "FC201"),
            card("select claim_id, low as n from figures order by 2 desc", "FC301"),
        ]
    )
    assert up.rows.equals(down.rows)
    assert up.rows["code"].tolist() == ["FC201"] * 3 + ["FC301"] * 3
    assert up.rows["claim_id"].tolist() == ["a", "b", "c"] * 2


def test_a_row_returned_twice_is_one(session):
    assert len(session.run([card("select claim_id from figures union all select claim_id from figures")]).rows) == 3


def test_severity_is_never_worse_than_the_cards(session):
    query = "select claim_id, case when claim_id = 'a' then 'error' when claim_id = 'b' then 'note' end as severity from figures"
    assert session.run([card(query, severity="warning")]).rows["severity"].tolist() == ["warning", "note", "warning"]


def test_status_and_explanation_are_the_querys(session):
    query = "select claim_id, 'explained' as status, 'a skipped day' as explanation from figures where claim_id = 'a'"
    (row,) = session.run([card(query)]).rows.to_dict("records")
    assert (row["status"], row["explanation"]) == ("explained", "a skipped day")


def test_later_cards_read_what_earlier_ones_found(session):
    cards = [
        card("select claim_id, d.code as found_by, d.gap from discrepancies as d", "FC801"),
        card("select claim_id, low as gap from figures where low < 9", "FC301"),
        card("select claim_id, (select count(*) from discrepancies) as n from figures where claim_id = 'a'", "FC201"),
    ]
    result = session.run(cards)
    assert result.errors == []
    assert result.rows["fields"].tolist() == [{"n": 0}, {}, {"found_by": "FC201"}, {"found_by": "FC301"}]
    assert session.run(cards[:1]).rows.empty


def test_rows_found_before_the_cards_ran_are_read_too():
    before = pd.DataFrame(
        {
            "code": ["FC101"],
            "claim_id": ["a"],
            "against_id": [None],
            "severity": ["error"],
            "status": ["new"],
            "gap": [None],
        }
    )
    with CardSession(threads=1) as session:
        session.load({"figures": FIGURES, "discrepancies": before})
        assert session.run([card("select claim_id from discrepancies")]).rows["claim_id"].tolist() == ["a"]


def test_cards_that_validate_are_passed_over(session):
    assert session.run([card(None, "FC101")]).timings == {}


def test_progress_tells_each_card_in_turn(session):
    said: list[str] = []
    session.run(
        [card("select claim_id from figures", "FC301"), card("select claim_id from figures", "FC201")],
        progress=said.append,
    )
    assert said == ["FC201", "FC301"]


def test_new_tables_replace_the_old_ones():
    with CardSession(threads=1) as session:
        session.load({"figures": FIGURES, "extra": FIGURES})
        assert len(session.run([card("select claim_id from extra")]).rows) == 3
        session.load({"figures": FIGURES.head(1)})
        assert len(session.run([card("select claim_id from figures")]).rows) == 1
        assert "extra does not exist" in one_error(session.run([card("select claim_id from extra")]))


def test_a_card_whose_tables_are_empty_is_passed_over():
    asked = card("select nothing from figures", shipped=True)
    with CardSession() as own:
        own.load({"figures": FIGURES, "falls": FIGURES.iloc[:0]})
        assert not own.run([replace(asked, rests_on=(("falls", "figures"),))]).errors
        assert own.run([replace(asked, rests_on=(("falls",), ("figures",)))]).errors


def test_empty_tables_can_be_loaded():
    result = run_cards({"figures": FIGURES.head(0)}, [card(FALLING, days=0)], {}, threads=1)
    assert (len(result.rows), result.errors) == (0, [])


BROKEN = {
    "select low as x from figures": "returns no claim_id",
    "select cast(null as varchar) as claim_id": "a row without claim_id",
    "select 'zz' as claim_id": 'the claim_id "zz", which is not a claim',
    "select claim_id, 'zz' as against_id from figures": 'the against_id "zz", which is not a claim',
    "select low as claim_id from figures": "returns claim_id as",
    "select claim_id, 'fatal' as severity from figures": 'the severity "fatal"',
    "select claim_id, 'waived' as status from figures": 'the status "waived"',
    "select claim_id, low / 2 as gap from figures": "returns gap as",
    "select claim_id, sum(low) over () as gap from figures": "cast it to bigint",
    "select claim_id, [low] as x from figures": "returns x as",
    "select claim_id, cast(claim_id as int) as x\nfrom figures": "Conversion Error",
    "select claim_id from figures where low > $nothing": "FC401 could not be run",
    "select claim_id from nowhere": "FC401.md:20",
    "select claim_id from figures\nwhere lw > 3": "FC401.md:21",
    "selct": "FC401 could not be run",
}


@pytest.mark.parametrize(("query", "says"), BROKEN.items())
def test_a_card_that_cannot_be_used_is_an_error_and_the_others_run(session, query, says):
    others = [card("select claim_id from figures", "FC301"), card("select claim_id from figures", "FC501")]
    result = session.run([*others, card(query)])
    (error,) = result.errors
    assert says in str(error)
    assert "FC401.md:2" in (error.where or "")
    assert result.rows["code"].tolist() == ["FC301"] * 3 + ["FC501"] * 3


HOSTILE = [
    "select claim_id, repeat('x', 10000000000) as x from figures",
    "select claim_id, length(repeat(repeat('x', 100000), 40000)) as x from figures",
    "select claim_id, range(3000000000) as x from figures",
    "select 'a' as claim_id, content as x from read_text('/etc/passwd')",
    "select 'a' as claim_id, column0 as x from read_csv('/etc/passwd')",
    "select 'a' as claim_id from '/etc/passwd'",
    "select 'a' as claim_id, file as x from glob('/etc/*')",
    "copy figures to '{tmp}/out.csv'",
    "export database '{tmp}/out'",
    "attach '{tmp}/out.db'",
    "install httpfs",
    "load httpfs",
    "set memory_limit = '1TB'",
    "set enable_external_access = true",
    "pragma enable_profiling",
    "drop table figures",
    "create table x as select 1 as y",
    "delete from figures",
    "select claim_id from figures; drop table figures",
    "select 'a' as claim_id, range as n from range(100000000)",
    "select 'a' as claim_id, generate_series as n from generate_series(1, 1000000000000)",
    "select claim_id, getenv('HOME') as x from figures",
    "select claim_id from figures /* ; */; /* drop */ drop table figures -- ;",
    "with figures as (select 'zz' as claim_id) select claim_id from figures",
    "select 'a' as claim_id, length(string_agg(repeat('x', 1000000), '')) as n from range(10000)",
]
LARGE = [HOSTILE[1], HOSTILE[2], HOSTILE[-1]]
"""Those that are stopped only when they have taken much memory."""


@pytest.mark.parametrize("query", each(HOSTILE, [query for query in HOSTILE if query not in LARGE]))
def test_a_hostile_query_is_refused_and_leaves_nothing_behind(session, tmp_path, query):
    result = session.run([card(query.format(tmp=tmp_path)), card("select claim_id from figures", "FC501")])
    assert [error.where for error in result.errors] == ["FC401.md:20"]
    assert result.rows["code"].tolist() == ["FC501"] * 3
    assert list(tmp_path.iterdir()) == []


def test_shipped_cards_start_no_process_and_a_strangers_card_does(monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *args, **named) -> None:
            started.append(args)
            super().__init__(*args, **named)

    end_idle()
    monkeypatch.setattr(subprocess, "Popen", Noted)
    shipped = [card("select claim_id from figures", code, shipped=True) for code in ("FC301", "FC501")]
    with CardSession(memory_mb=512, threads=1) as session:
        session.load({"figures": FIGURES})
        assert len(session.run(shipped).rows) == 6
        assert started == []
        assert len(session.run([*shipped, card("select claim_id from figures")]).rows) == 9
        assert len(started) == 1


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["figures/article", "docs/example"])
def test_shipped_cards_find_the_same_in_this_process_and_in_a_worker(folder, monkeypatch):
    monkeypatch.chdir(ROOT)
    reading = read([Path(folder)])
    validation = validate(parse_claims(reading.claims, reading.vocabulary), reading.vocabulary, date(2024, 6, 1))
    cards = catalogue([]).cards
    results = []
    for trusted in (True, False):
        with CardSession() as session:
            ran = [replace(card, shipped=trusted) for card in cards]
            results.append(
                find_discrepancies(
                    validation, reading.vocabulary, ran, session, date(2024, 6, 1), lambda _: Evidence.no_rows()
                )
            )
    here, there = results
    assert (here.errors, there.errors) == ([], [])
    assert len(here.found) > 0
    pd.testing.assert_frame_equal(here.rows, there.rows)


@pytest.mark.parametrize("query", HOSTILE[3:19])
def test_in_this_process_a_query_reaches_nothing_else_either(tmp_path, query):
    with CardSession(memory_mb=512, threads=1) as session:
        session.load({"figures": FIGURES})
        hostile = card(query.format(tmp=tmp_path), shipped=True)
        result = session.run([hostile, card("select claim_id from figures", "FC501", shipped=True)])
    assert [error.where for error in result.errors] == ["FC401.md:20"]
    assert result.rows["code"].tolist() == ["FC501"] * 3
    assert list(tmp_path.iterdir()) == []


def test_the_workers_variables_are_no_tables(session):
    for name in ("arriving", "requests", "connection"):
        assert "does not exist" in one_error(session.run([card(f"select claim_id from {name}")]))


@pytest.mark.parametrize("shipped", each([False, True], quick=[True]))
def test_a_query_that_never_ends_is_stopped_and_the_others_run(shipped):
    endless = (
        "select 'a' as claim_id, count(*) as n from range(1000000) a, range(1000000) b where a.range * b.range = -1"
    )
    others = [card("select claim_id from figures", code, shipped=shipped) for code in ("FC301", "FC501")]
    with CardSession(memory_mb=512, threads=1) as session:
        session.load({"figures": FIGURES})

        def hurry(code: str) -> None:
            session.deadline = 0.5 if code == "FC401" else 600  # the others end in time on the slowest machine

        result = session.run([*others, card(endless, shipped=shipped)], progress=hurry)
    (error,) = result.errors
    assert error.what == "FC401 took longer than 0.5 s and was stopped"
    assert error.where == "FC401.md:20"
    assert result.rows["code"].tolist() == ["FC301"] * 3 + ["FC501"] * 3


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such timer")
def test_ctrl_c_ends_a_query_in_this_process():
    endless = "select claim_id, count(*) as n from figures, range(1000000) a, range(1000000) b group by 1"

    def interrupt(_: str) -> None:
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.3)

    before = signal.getsignal(signal.SIGALRM)
    try:
        with CardSession(memory_mb=512, threads=1, deadline=600) as session:
            session.load({"figures": FIGURES})
            with pytest.raises(KeyboardInterrupt):
                session.run([card(endless, shipped=True)], progress=interrupt)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_worker_that_dies_is_replaced(session):
    session.run([card("select claim_id from figures")])
    session._worker._process.kill()
    result = session.run([card("select claim_id from figures"), card("select claim_id from figures", "FC501")])
    (error,) = result.errors
    assert "FC401 brought its worker down" in str(error)
    assert "signal 9" in str(error)
    assert result.rows["code"].tolist() == ["FC501"] * 3


@pytest.mark.slow
@pytest.mark.parametrize("shipped", [False, True])
def test_tables_that_do_not_fit_are_an_error_of_the_run(shipped):
    large = pd.DataFrame({"claim_id": [f"{i:0100d}" for i in range(600_000)]})
    with CardSession(memory_mb=20, threads=1) as session:
        session.load({"figures": large})
        with pytest.raises(FigcheckError, match="could not be loaded"):
            session.run([card("select claim_id from figures", shipped=shipped)])


def test_a_module_beside_the_run_is_not_taken_for_one_of_ours(tmp_path, monkeypatch):
    (tmp_path / "duckdb.py").write_text("raise SystemExit('ours')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(run_cards({"figures": FIGURES}, [card("select claim_id from figures")], {}, threads=1).rows) == 3


def test_many_small_ledgers_need_one_worker():
    with CardSession(threads=1) as session:
        workers = set()
        for _ in range(10):
            session.load({"figures": FIGURES, "events": FIGURES, "citations": FIGURES, "sums": FIGURES})
            assert session.run([card(FALLING, days=0)]).errors == []
            workers.add(session._worker)
        assert len(workers) == 1


@pytest.mark.parametrize("module", ["compare/engine/duckdb_worker.py", "bounded/locked_duckdb.py"])
def test_the_worker_needs_nothing_else_of_figcheck(module):
    text = (Path(__file__).parent.parent / "checker" / "figcheck" / module).read_text(encoding="utf-8")
    assert "import figcheck" not in text
    assert "from figcheck" not in text


@pytest.mark.parametrize("in_a_file", [True, False])
def test_a_locked_connection_reaches_nothing_else(in_a_file, tmp_path):
    path, secret = tmp_path / "desk.duckdb", tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    duckdb.connect(str(path)).close()
    frame = pd.DataFrame({"a": [1]})
    assert len(frame) == 1  # DuckDB alone could find it by its name
    tries = [
        f"select * from read_csv('{secret.as_posix()}')",
        f"attach '{(tmp_path / 'other.duckdb').as_posix()}'",
        f"copy (select 1) to '{(tmp_path / 'out.csv').as_posix()}'",
        "set threads = 8",
        "set enable_external_access = true",
        "install httpfs",
        "select * from frame",
    ]
    with connect(path if in_a_file else None, memory_mb=200, threads=1) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        for query in tries:
            with pytest.raises(duckdb.Error):
                connection.execute(query)
    assert {found.name for found in tmp_path.iterdir()} == {"desk.duckdb", "secret.csv"}
