"""The verdicts of `figcheck draft`: a figure of a draft beside the ledger, and what is never held against it."""

import csv
import io
import json
import random
from pathlib import Path

import pytest
import yaml
from command_line import command
from conftest import each
from hypothesis import given
from hypothesis import strategies as st

from figcheck.commands.options import settings_for
from figcheck.model.errors import FigcheckError
from figcheck.pipeline import known_claims
from figcheck.prose.draft import VERDICTS, judged_drafts

CASES = yaml.safe_load(Path(__file__).with_name("data").joinpath("prose", "drafts.yaml").read_text("utf-8"))
LEDGER = """\
claim_id,event,measure,population,place,figure,source,origin,published,as_of,revises,status
k1,valley-flood,killed,all,Elde Valley,"1,012",Health Ministry,Health Ministry,2024-02-01,2024-02-01,,
k2,valley-flood,killed,all,Elde Valley,"1,134",Health Ministry,Health Ministry,2024-02-02,2024-02-02,,
k3,valley-flood,killed,all,Elde Valley,"1,262",Health Ministry,Health Ministry,2024-02-03,2024-02-03,,
k4,valley-flood,killed,all,Elde Valley,"1,391",Health Ministry,Health Ministry,2024-02-04,2024-02-04,,
i2,valley-flood,injured,all,Elde Valley,"2,455",Health Ministry,Health Ministry,2024-02-02,2024-02-02,,
i3,valley-flood,injured,all,Elde Valley,"2,518",Health Ministry,Health Ministry,2024-02-03,2024-02-03,,
i4,valley-flood,injured,all,Elde Valley,"2,604",Health Ministry,Health Ministry,2024-02-04,2024-02-04,,
c3,valley-flood,killed,children,Elde Valley,203,Health Ministry,Health Ministry,2024-02-03,2024-02-03,,
w2,valley-flood,killed,all,Elde Valley,"1,650",Health Ministry,Health Ministry,2024-02-02,2024-02-02,,retracted
"""
VOCABULARY = """\
events: {valley-flood: {start: 2024-01-31, end: null}}
origins: {Health Ministry: {rounds: never}}
"""
HEAD = "---\npublished: 2024-02-03\nevent: valley-flood\n---\n"
ACCUSED = {"contradicts", "category", "superseded", "hedge", "older"}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a ledger in it."""
    monkeypatch.chdir(tmp_path)
    ledger(tmp_path, LEDGER)
    return tmp_path


def ledger(folder, claims):
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "claims.csv").write_text(claims, "utf-8")
    (folder / "figures" / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")


def judged(text, *options, head=HEAD):
    """What the command says of each figure of a text, and its exit status."""
    Path("story.md").write_text(head + text + "\n", "utf-8")
    done = command("draft", "story.md", "--format", "jsonl", *options)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """What one command says of the figures of all cases, by the number of the case: each is a draft of its own."""
    folder = tmp_path_factory.mktemp("drafts")
    ledger(folder, LEDGER)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for number, case in enumerate(CASES):
            Path(f"{number}.md").write_text(HEAD + case["text"] + "\n", "utf-8")
        done = command("draft", *(f"{number}.md" for number in range(len(CASES))), "--format", "jsonl")
    assert done.returncode == 1, done.stderr
    found = {number: {} for number in range(len(CASES))}
    for record in map(json.loads, done.stdout.splitlines()):
        found[int(Path(record["file"]).stem)][record["figure"]] = record["verdict"]
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["text"][:50])
def test_each_figure_has_its_verdict(verdicts, number):
    assert verdicts[number] == CASES[number]["verdicts"]


@pytest.mark.parametrize("case", each(CASES, quick=CASES[:2]), ids=lambda case: case["text"][:50])
def test_a_draft_alone_has_the_same_verdicts_and_fails_for_an_error(desk, case):
    records, status = judged(case["text"])
    assert {record["figure"]: record["verdict"] for record in records} == case["verdicts"]
    errors = {"contradicts", "category", "superseded"}.intersection(case["verdicts"].values())
    assert status == bool(errors)


def test_every_verdict_is_among_the_examples():
    assert {verdict for case in CASES for verdict in case["verdicts"].values()} == set(VERDICTS)


def test_a_verdict_names_the_row_that_decided_and_the_newest(desk):
    [record], _ = judged("The flood has killed 1,012 people in the Elde Valley so far.")
    assert (record["verdict"], record["against_id"], record["now_id"], record["days"]) == ("older", "k1", "k3", 2)
    assert (record["against_file"], record["against_line"]) == ("figures/claims.csv", 2)
    assert record["instead"] == "1,262"


def test_the_newer_figure_is_said_with_the_hedge_of_the_draft(desk):
    [record], _ = judged("The flood has killed at least 1,012 people in the Elde Valley so far.")
    assert (record["verdict"], record["instead"]) == ("older", "at least 1,262")


@pytest.mark.slow
def test_the_day_and_the_event_are_of_the_head_or_of_the_flags(desk):
    text = "The flood has killed 1,134 people so far."
    assert judged(text)[0][0]["verdict"] == "agrees"  # the day before: a morning's paper
    assert judged(text, "--as-of", "2024-02-04")[0][0]["verdict"] == "older"
    assert judged(text, "--as-of", "2024-02-02", "--event", "valley-flood", head="")[0][0]["verdict"] == "agrees"
    assert judged(text, "--as-of", "2024-02-02", head="")[0][0]["verdict"] == "unknown"


def test_an_event_that_the_ledger_does_not_have_stops_the_draft(desk):
    Path("story.md").write_text(HEAD.replace("valley-flood", "valley-fire") + "1,134 people died.", "utf-8")
    done = command("draft", "story.md")
    assert done.returncode == 2
    assert "story.md" in done.stderr
    assert "valley-flood" in done.stderr


def test_a_date_that_is_none_stops_the_draft(desk):
    Path("story.md").write_text(HEAD.replace("2024-02-03", "next week") + "1,134 people died.", "utf-8")
    done = command("draft", "story.md")
    assert done.returncode == 2
    assert '"next week"' in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The flood killed 1,262 people in the Elde Valley.", "0000"),
        ("The flood killed 312 dentists in the Elde Valley.", "0010"),
        ("The flood has killed 1,012 people in the Elde Valley.", "0110"),
        ("The flood has killed 2,518 people in the Elde Valley.", "1110"),
    ],
)
def test_the_mildest_verdict_that_fails_is_chosen(desk, text, statuses):
    for fail_on, status in zip(("error", "warning", "note", "never"), statuses, strict=True):
        assert judged(text, "--fail-on", fail_on)[1] == int(status)


def test_what_cannot_be_read_ends_with_status_2_and_the_rest_is_judged(desk):
    Path("story.md").write_text(HEAD + "The flood has killed 2,518 people so far.", "utf-8")
    done = command("draft", "story.md", "none.md")
    assert done.returncode == 2
    assert "story.md:5:22: category: 2,518" in done.stdout
    assert "none.md" in done.stderr
    assert command("draft", "story.md", "--ledger", "nowhere").returncode == 2
    assert command("draft").returncode == 2


@pytest.mark.slow
def test_for_a_person_what_agrees_is_only_counted(desk):
    Path("story.md").write_text(HEAD + "The flood has killed 1,262 people and injured 2,455.", "utf-8")
    done = command("draft", "story.md")
    assert done.stdout == (
        "2 figures: 2 agrees\nstory.md is read as of 2024-02-03 (the file's head), about valley-flood\n"
    )
    everything = command("draft", "story.md", "--all").stdout
    assert "story.md:5:22: agrees: 1,262" in everything
    assert all(len(line) <= 80 for line in everything.splitlines())


def test_the_csv_has_a_row_for_each_figure_and_no_formulas(desk):
    Path("story.md").write_text(HEAD + "=1+1: the flood has killed 2,518 people and injured 2,518.", "utf-8")
    rows = list(csv.DictReader(io.StringIO(command("draft", "story.md", "--format", "csv").stdout)))
    assert [(row["figure"], row["verdict"], row["severity"]) for row in rows] == [
        ("2,518", "category", "error"),
        ("2,518", "agrees", ""),
    ]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_draft_comes_from_standard_input(desk):
    done = command(
        "draft", "-", "--as-of", "2024-02-03", "--event", "valley-flood", "--format", "jsonl",
        stdin="The flood has killed 2,518 people in the Elde Valley.",
    )  # fmt: skip
    assert json.loads(done.stdout)["verdict"] == "category"


def test_a_web_page_names_its_day_and_a_place_in_its_source(desk):
    page = (
        '<html><head><meta property="article:published_time" content="2024-02-04T08:00:00Z">'
        '<meta name="event" content="valley-flood"></head>\n'
        "<p>The flood has killed <b>1,012</b> people in the Elde Valley.</p></html>"
    )
    Path("story.html").write_text(page, "utf-8")
    record = json.loads(command("draft", "story.html", "--format", "jsonl").stdout)
    assert (record["verdict"], record["published"], record["line"]) == ("older", "2024-02-04", 2)
    assert page[record["start"] : record["end"]] == "1,012"


@pytest.mark.slow
def test_the_date_of_a_mail_is_the_day_of_the_draft(desk):
    mail = "Subject: Flood\nDate: Sun, 04 Feb 2024 08:00:00 +0000\n\nThe flood has killed 1,012 people in the Elde Valley.\n"
    Path("story.eml").write_text(mail, "utf-8")
    done = command("draft", "story.eml", "--event", "valley-flood", "--format", "jsonl")
    assert json.loads(done.stdout)["published"] == "2024-02-04"


@pytest.mark.slow
def test_the_order_of_the_ledger_changes_no_verdict(desk):
    """The same claims in another order: the same records, but for the lines of the ledger."""
    text = " ".join(case["text"] for case in CASES)

    def verdicts():
        records, _ = judged(text)
        return [{name: value for name, value in one.items() if not name.endswith("_line")} for one in records]

    before = verdicts()
    head, *rows = LEDGER.splitlines(keepends=True)
    for seed in range(3):
        random.Random(seed).shuffle(rows)  # no secret
        ledger(desk, head + "".join(rows))
        assert verdicts() == before


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    ledger(folder, LEDGER)
    settings = settings_for([folder / "figures"])
    ledger_ = known_claims([folder / "figures"], settings, settings.today())
    assert not ledger_.errors
    return ledger_.claims


# fmt: off
DRAFT_WORDS = st.sampled_from([
    "killed", "injured", "1,262", "2,518", "1,650", "at least", "nearly", "fewer than", "people", "children", ",", ".", "and",
    "were", "the ministry said", "in the Elde Valley", "so far", "as of 30 February", "on 2 Feb", "since", "toll", "rose to",
    "“", "”", "another", "in 1988", "could", "up from", "\n\n", "死", "9" * 40, "Health Ministry", "by Friday", "passed",
])
# fmt: on


@given(st.one_of(st.text(max_size=120), st.lists(DRAFT_WORDS, max_size=25).map(" ".join)))
def test_any_text_is_judged_and_its_places_are_exact(known, tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(text, "utf-8", newline="")
    today = known.claims[0].day
    for one in judged_drafts([path], known, today, as_of=today, events=["valley-flood"]):
        assert not isinstance(one, FigcheckError)
        assert one.judgement.verdict in VERDICTS
        place = one.extracted.place
        assert text[place.start : place.end] == one.extracted.found.words
        assert one.message
        assert (one.mend == "") == (one.judgement.verdict == "agrees")
        assert (one.judgement.against is None) <= (one.judgement.verdict not in ACCUSED)


@pytest.mark.slow
def test_no_printed_draft_is_accused_and_nine_of_ten_faults_are_found(monkeypatch):
    """The drafts of `benchmarks/printed_drafts.yaml`, on other days than those of docs/draft.md."""
    root = Path(__file__).parent.parent
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import printed_drafts as benchmark

    ledgers = [root / "figures" / "gaza-moh", root / "figures" / "vocabulary.yaml"]
    for texts in yaml.safe_load(benchmark.TEXTS.read_text("utf-8")).values():
        made = benchmark.drafts(texts, ledgers[0], seed=5)
        tally = benchmark.measured(made, benchmark.verdicts(made, ledgers), show=True)
        faults = sum(tally[fault, "drafts"] for fault in benchmark.FAULTS)
        assert not any(tally[what, "accused"] for what in ("printed", *benchmark.FAULTS))
        assert tally["printed", "agrees"] >= 0.95 * tally["printed", "drafts"]
        assert sum(tally[fault, "found"] for fault in benchmark.FAULTS) >= 0.9 * faults
