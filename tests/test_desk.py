"""The desk through HTTP: what an editor sees, decides and takes back, and what is refused."""

from __future__ import annotations

import csv
import re
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra desk is not installed")
pytest.importorskip("httpx2", reason="the extra test is not installed")

from conftest import each
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from figcheck.desk.app import application
from figcheck.desk.correction import Correction
from figcheck.desk.editor import Editor
from figcheck.desk.filters import Filters
from figcheck.desk.guard import Guard
from figcheck.desk.question import question
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import Settings

pytestmark = pytest.mark.usefixtures("compared_once")

TODAY = date(2024, 5, 10)
HOST = "127.0.0.1:8000"
HEADER = "claim_id,event,measure,figure,source,published,as_of,origin\r\n"
LEDGER = (
    HEADER
    + 'ministry,valley-flood,killed,"1,262",Health Ministry,2024-05-03,2024-05-03,Health Ministry\r\n'
    + 'wire,valley-flood,killed,"more than 1,200",Example Wire,2024-05-03,2024-05-03,Health Ministry\r\n'
    + 'post,valley-flood,killed,"more than 1,300",The Daily Post,2024-05-04,2024-05-03,Health Ministry\r\n'
)


class Page(HTMLParser):
    """The tags, the words and the forms (hidden and given fields by name) of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "input" and self.forms and "name" in given:
            self.forms[-1][1][given["name"]] = given.get("value") or ""

    def handle_data(self, data):
        self.words += data

    def form(self, end: str) -> tuple[str, dict[str, str]]:
        """The first form that leads to an address with this end."""
        return next((action, dict(fields)) for action, fields in self.forms if action.endswith(end))


@pytest.fixture
def desk(write, folder):
    """Opens a desk over figures/: desk() for the ledger above, or desk(text)."""

    def open_desk(ledger: str | bytes = LEDGER) -> TestClient:
        write("figures/claims.csv", ledger)
        return client(Editor([Path("figures")], Settings(), TODAY))

    return open_desk


def client(editor: Editor) -> TestClient:
    app = Guard(application(editor), "token", frozenset({HOST}))
    opened = TestClient(app, base_url=f"http://{HOST}")
    opened.editor = editor
    return opened


def page(opened: TestClient, where: str = "") -> Page:
    done = opened.get(f"/token/{where}")
    assert done.status_code == 200, done.text
    return Page(done.text)


def contradiction(opened: TestClient) -> str:
    """The fingerprint of the worst finding."""
    return next(iter(opened.editor.checked.findings))


def decide(opened: TestClient, where: str, end: str, **fields: str):
    """Sends a form of a page as a browser does."""
    action, given = page(opened, where).form(end)
    return opened.post(action, data={**given, **fields}, headers={"origin": f"http://{HOST}"})


def test_the_list_has_the_findings_by_event_with_both_figures(desk):
    words = page(desk()).words
    assert "1 error" in words
    assert "valley-flood" in words
    assert "“more than 1,300” against “1,262”" in words
    assert "39 apart" in words


@pytest.mark.slow
def test_a_finding_shows_both_claims_what_to_do_and_a_question(desk):
    opened = desk()
    shown = page(opened, f"finding/{contradiction(opened)}")
    assert "`" not in shown.words
    assert any(tag == "code" for tag, _ in shown.tags)
    for said in ("Look at this first", "Compared with", "1,301 or more", "What to do:", "To: Health Ministry", "FC301"):
        assert said in shown.words
    assert len([tag for tag, given in shown.tags if tag == "svg" and given.get("class") == "range"]) == 2
    assert any(tag == "svg" and given.get("class") == "plot" for tag, given in shown.tags)


def test_a_correction_is_shown_first_and_changes_one_cell(desk, folder):
    opened = desk()
    where = f"finding/{contradiction(opened)}"
    shown = decide(opened, where, "/preview", column="figure", value="more than 1,200")
    assert (folder / "figures/claims.csv").read_bytes().decode() == LEDGER
    preview = Page(shown.text)
    assert "more than 1,300" in preview.words
    assert "1,201 …" in preview.words
    action, fields = preview.form("/correct")
    done = opened.post(action, data=fields)
    assert done.status_code == 200
    assert "Gone 1" in " ".join(Page(done.text).words.split())
    after = (folder / "figures/claims.csv").read_bytes().decode()
    assert after == LEDGER.replace("more than 1,300", "more than 1,200")


@pytest.mark.slow
def test_undo_gives_the_very_bytes_back(desk, folder):
    opened = desk()
    where = f"finding/{contradiction(opened)}"
    action, fields = Page(decide(opened, where, "/preview", column="figure", value="1,262").text).form("/correct")
    opened.post(action, data=fields)
    assert (folder / "figures/claims.csv").read_bytes().decode() != LEDGER
    done = decide(opened, "", "/undo")
    assert "New 1" in " ".join(Page(done.text).words.split())
    assert (folder / "figures/claims.csv").read_bytes().decode() == LEDGER
    assert not [action for action, _ in page(opened).forms if action.endswith("/undo")]


@pytest.mark.slow
def test_a_waiver_sets_a_finding_aside_and_undo_takes_its_file_away(desk, folder):
    opened = desk()
    where = f"finding/{contradiction(opened)}"
    done = decide(opened, where, "/waive", reason="the paper was asked", until="2024-06-01", by="Ed")
    assert "Set aside 1" in " ".join(Page(done.text).words.split())
    [row] = csv.DictReader((folder / "figures/waivers.csv").read_text().splitlines())
    assert (row["reason"], row["until"], row["by"]) == ("the paper was asked", "2024-06-01", "Ed")
    decide(opened, "", "/undo")
    assert not (folder / "figures/waivers.csv").exists()


@pytest.mark.slow
def test_a_waiver_covers_what_the_page_lists_with_its_finding_and_no_other(desk, folder):
    opened = desk(
        "claim_id,event,measure,figure,source,published,as_of,origin,via\n"
        "a,quake,killed,4645,wire,2024-01-12,2024-01-12,army,\n"
        "b,quake,killed,4465,daily,2024-01-13,2024-01-12,army,a\n"
    )
    where = f"finding/{contradiction(opened)}"
    action, fields = page(opened, where).form("/waive")
    assert fields["covers"].count("/") == 2
    refused = opened.post(action, data={**fields, "reason": "asked", "covers": fields["covers"][:33]})
    assert refused.status_code == 409
    done = decide(opened, where, "/waive", reason="asked", until="2024-06-01", by="Ed")
    assert "Set aside 3" in " ".join(Page(done.text).words.split())
    [row] = csv.DictReader((folder / "figures/waivers.csv").read_text().splitlines())
    assert row["covers"] == fields["covers"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"reason": " "}, "the reason is empty"),
        ({"reason": "x", "until": "2024-05-09"}, "that day is past"),
        ({"reason": "x", "until": "soon"}, "is not a date"),
    ],
)
def test_a_waiver_that_would_silence_nothing_is_refused(desk, folder, fields, why):
    opened = desk()
    done = decide(opened, f"finding/{contradiction(opened)}", "/waive", **fields)
    assert done.status_code == 400
    assert why in done.text
    assert not (folder / "figures/waivers.csv").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mark", "column", "value"),
    [
        ("status=superseded", "status", "superseded"),
        ("status=retracted", "status", "retracted"),
        ("revises=ministry", "revises", "ministry"),
    ],
)
def test_what_became_of_a_claim_is_entered_in_a_column_of_its_own(desk, folder, mark, column, value):
    opened = desk()
    _, fields = page(opened, f"finding/{contradiction(opened)}").form("/preview")
    shown = opened.post("/token/preview", data={**fields, "mark": mark, "value": "", "column": ""})
    action, fields = Page(shown.text).form("/correct")
    opened.post(action, data=fields)
    rows = list(csv.DictReader((folder / "figures/claims.csv").read_text().splitlines()))
    assert [row[column] for row in rows] == ["", "", value]
    assert [row["figure"] for row in rows] == ["1,262", "more than 1,200", "more than 1,300"]


@pytest.mark.slow
def test_a_file_changed_outside_is_named_and_never_overwritten(desk, folder):
    opened = desk()
    where = f"finding/{contradiction(opened)}"
    _, fields = page(opened, where).form("/preview")
    waiver = page(opened, where).form("/waive")[1]
    other = LEDGER.replace("more than 1,300", "more than 1,250")
    (folder / "figures/claims.csv").write_bytes(other.encode())
    assert "changed outside" in page(opened, where).words
    done = opened.post("/token/waive", data={**waiver, "reason": "x"})
    assert done.status_code == 409
    assert not (folder / "figures/waivers.csv").exists()
    done = opened.post("/token/correct", data={**fields, "column": "figure", "value": "7", "was": "more than 1,300"})
    assert done.status_code == 409
    assert "nothing was written" in done.text
    assert (folder / "figures/claims.csv").read_bytes().decode() == other
    assert "changed outside" not in page(opened).words


@pytest.mark.slow
def test_undo_leaves_a_file_alone_that_was_changed_since(desk, folder):
    opened = desk()
    action, fields = Page(
        decide(opened, f"finding/{contradiction(opened)}", "/preview", column="figure", value="1,262").text
    ).form("/correct")
    opened.post(action, data=fields)
    (folder / "figures/claims.csv").write_bytes(b"someone else\n")
    assert decide(opened, "", "/undo").status_code == 409
    assert (folder / "figures/claims.csv").read_bytes() == b"someone else\n"


@pytest.mark.slow
def test_a_ledger_that_is_no_longer_readable_is_said_and_can_be_taken_back(desk, folder):
    opened = desk(HEADER + "a,quake,killed,12,wire,2024-05-03,2024-05-03,army\r\n")
    _, fields = page(opened, "claim?id=a").form("/preview")
    shown = opened.post("/token/preview", data={**fields, "column": "figure", "value": ""})
    action, fields = Page(shown.text).form("/correct")
    assert opened.post(action, data=fields).status_code == 200
    decide(opened, "", "/undo")
    assert "12" in (folder / "figures/claims.csv").read_text()


@pytest.mark.slow
def test_a_correction_of_a_workbook_changes_one_cell_and_is_undone(folder):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in csv.reader(LEDGER.splitlines()):
        book.active.append(row)
    (folder / "figures").mkdir()
    file = folder / "figures/toll.xlsx"
    book.save(file)
    before = file.read_bytes()
    opened = client(Editor([Path("figures")], Settings(), TODAY))
    where = f"finding/{contradiction(opened)}"
    shown = Page(decide(opened, where, "/preview", column="figure", value="more than 1,200").text)
    assert "keeps its old result" in shown.words
    assert file.read_bytes() == before
    action, fields = shown.form("/correct")
    done = opened.post(action, data=fields)
    assert "Gone 1" in " ".join(Page(done.text).words.split())
    cells = {cell.coordinate: cell.value for row in openpyxl.load_workbook(file).active for cell in row}
    was = {cell.coordinate: cell.value for row in book.active for cell in row}
    assert cells == {**was, "D4": "more than 1,200"}
    decide(opened, "", "/undo")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "fields",
    each(
        [
            {"file": "../secret.csv"},
            {"column": "claim_id"},
            {"column": "nonsense"},
            {"line": "2"},
            {"line": "x"},
            {"column": "status", "value": "nonsense"},
        ],
        quick=[{"file": "../secret.csv"}, {"line": "2"}],
    ),
)
def test_a_form_that_no_page_has_changes_nothing(desk, folder, write, fields):
    secret = write("secret.csv", LEDGER)
    opened = desk()
    _, given = page(opened, f"finding/{contradiction(opened)}").form("/preview")
    sent = {**given, "column": "figure", "value": "7", "was": "more than 1,300", **fields}
    assert opened.post("/token/correct", data=sent).status_code in (400, 409)
    assert (folder / "figures/claims.csv").read_bytes().decode() == secret.read_bytes().decode() == LEDGER


@pytest.mark.parametrize(
    ("where", "headers"),
    [
        ("/", {}),
        ("/wrong/", {}),
        ("/token/", {"host": "evil.example"}),
        ("/token/", {"host": "127.0.0.1:9"}),
        ("/token/", {"origin": "https://evil.example"}),
        ("/token/", {"origin": "null"}),
    ],
)
def test_what_does_not_come_from_the_editors_own_pages_is_refused(desk, where, headers):
    opened = desk()
    done = opened.get(where, headers=headers)
    assert done.status_code == 403
    assert "1,262" not in done.text


def test_another_page_cannot_write(desk, folder):
    opened = desk()
    action, fields = page(opened, f"finding/{contradiction(opened)}").form("/waive")
    for headers in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert opened.post(action, data={**fields, "reason": "x"}, headers=headers).status_code == 403
    assert opened.get(action).status_code == 405
    assert opened.put(action).status_code == 405
    assert not (folder / "figures/waivers.csv").exists()


def test_no_page_loads_or_sends_anything_elsewhere(desk):
    opened = desk()
    for where in ("", f"finding/{contradiction(opened)}", "claim?id=post", "rule/FC301", "story?event=valley-flood"):
        done = opened.get(f"/token/{where}")
        assert "default-src 'none'" in done.headers["content-security-policy"]
        for tag, has in Page(done.text).tags:
            for name in ("src", "action", "formaction") + (("href",) if tag == "link" else ()):
                assert has.get(name, "/token/").startswith(("/token/", "data:,"))
            assert not [name for name in has if name.startswith("on") or name == "style"]


@pytest.mark.slow
def test_a_link_leads_to_a_claim_whatever_its_id(desk):
    opened = desk(LEDGER.replace("post,", '"a/b?c=1&d#e %41",'))
    links = [given["href"] for tag, given in page(opened, f"finding/{contradiction(opened)}").tags if tag == "a"]
    [link] = {link for link in links if "claim?id=a" in link}
    assert "more than 1,300" in opened.get(link).text


@pytest.mark.slow
def test_filters_find_by_word_source_and_rule(desk):
    opened = desk()
    [finding] = [f for f in opened.editor.checked.findings.values() if f["code"] == "FC301"]
    assert Filters(find="daily POST", source="Health Ministry", rule="FC301", event="valley-flood").fits(finding)
    for other in (Filters(find="nothing"), Filters(rule="FC302"), Filters(origin="x"), Filters(severity="note")):
        assert not other.fits(finding)
    assert "No finding fits" in page(opened, "?find=nothing").words


STORY = (
    "claim_id,event,measure,place,figure,source,published,as_of,origin,via\r\n"
    'm1,valley-flood,killed,Valley,"1,100",Health Ministry,2024-05-02,2024-05-02,Health Ministry,\r\n'
    'm2,valley-flood,killed,Valley,"1,262",Health Ministry,2024-05-03,2024-05-03,Health Ministry,\r\n'
    'post,valley-flood,killed,Valley,"more than 1,300",The Daily Post,2024-05-04,2024-05-03,Health Ministry,m2\r\n'
    "m9,valley-flood,killed,Valley,1310,Health Ministry,2024-05-09,2024-05-09,Health Ministry,\r\n"
    "hurt,valley-flood,injured,Town,40,Town Radio,2024-05-09,2024-05-09,Fire Service,\r\n"
    "other,hill-fire,injured,Hill,7,Town Radio,2024-05-09,2024-05-09,Fire Service,\r\n"
)


@pytest.mark.slow
def test_a_story_tells_each_day_the_gaps_and_who_copied_whom(desk):
    opened = desk(STORY)
    assert "valley-flood" in page(opened, "story").words
    shown = page(opened, "story?event=valley-flood")
    words = " ".join(shown.words.split())
    for said in ("Killed in Valley", "Injured in Town", "1,301 or more", "more than", "5 days without a claim", "error FC301",
                 "Who copied whom", "from m2", "Another figure of that day", "running total"):  # fmt: skip
        assert said in words, said
    assert "Hill" not in words
    ids = [given["id"] for tag, given in shown.tags if tag == "tr" and "id" in given]
    assert ids == ["c-m1", "c-m2", "c-post", "c-m9", "c-hurt"]
    assert any(given.get("class") == "plot" for tag, given in shown.tags if tag == "svg")
    assert opened.get("/token/story?event=nothing").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("source=The+Daily+Post", ["c-post"]),
        ("origin=Fire+Service", ["c-hurt"]),
        ("place=Town", ["c-hurt"]),
        ("measure=killed", ["c-m1", "c-m2", "c-post", "c-m9"]),
        ("rule=FC301", ["c-m2", "c-post"]),
        ("severity=error&find=POST", ["c-post"]),
        ("find=1310", ["c-m9"]),
        ("find=(", []),
    ],
)
def test_a_story_is_searched(desk, asked, ids):
    shown = page(desk(STORY), f"story?event=valley-flood&{asked}")
    assert [given["id"] for tag, given in shown.tags if tag == "tr" and "id" in given] == ids


@pytest.mark.slow
def test_a_long_cell_is_shown_in_part_and_as_a_whole(desk):
    rows = [
        f"c{n},quake,killed,{n + 100},wire,2024-05-03,2024-{1 + n // 28:02}-{1 + n % 28:02},army\r\n" for n in range(90)
    ]
    shown = page(desk(HEADER + "".join(rows)), "story?event=quake")
    assert "50 earlier claims not shown" in shown.words
    [link] = [given["href"] for tag, given in shown.tags if tag == "a" and "cell=" in (given.get("href") or "")]
    whole = page(desk(HEADER + "".join(rows)), link.removeprefix("/token/"))
    assert len([1 for tag, given in whole.tags if tag == "tr" and "id" in given]) == 90


def test_a_question_names_the_figures_and_asks_the_origin(desk):
    checked = desk().editor.checked
    finding = next(iter(checked.findings.values()))
    said = question(finding, checked.claim(int(finding["row"])), checked.claim(int(finding["against_row"])))
    assert said.startswith("To: Health Ministry\n")
    assert "The Daily Post, citing Health Ministry, gives “more than 1,300” killed for 2024-05-03." in said
    assert "39 apart" in said


@pytest.mark.slow
def test_the_saved_copy_is_shown_with_the_quote_marked(desk, write):
    write(
        "figures/evidence/page.txt",
        "It rained for days. More than 1,300 people\ndied in the valley, she said. More rain.",
    )
    ledger = LEDGER.replace("origin\r\n", "origin,archive,quote\r\n").replace("Ministry\r\n", "Ministry,,\r\n")
    last = ledger.rindex(",,\r\n")
    opened = desk(ledger[:last] + ",evidence/page.txt,more than 1300 people died <b>\r\n".replace(" <b>", ""))
    text = opened.get(f"/token/finding/{contradiction(opened)}").text
    assert "<mark>More than 1,300 people\ndied</mark>" in text
    assert "It rained for days." in text


def shape(source: str) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(given)) for tag, given in Page(source).tags]


HOSTILE = st.sampled_from(
    ["<script>alert(1)</script>", "\" onmouseover=alert(1) x=\"", "' autofocus onfocus='x", "</textarea><b>", "{{7*7}}", "<!--",
     "]]><svg onload=x>", "</option></select><img src=x onerror=x>", "javascript:alert(1)", "&#60;b&#62;"]
)  # fmt: skip


@pytest.mark.slow
@given(texts=st.lists(HOSTILE, min_size=9, max_size=9))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
def test_hostile_values_in_every_column_stay_text(texts, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("hostile")
    monkeypatch.chdir(folder)
    (folder / "figures").mkdir()
    event, place, source, origin, note, quote, url, archive, identity = texts
    with (folder / "figures/claims.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([*HEADER.strip().split(","), "place", "note", "quote", "url", "archive"])
        for n, figure in enumerate(["1,262", "more than 1,300", f"x{note}"]):
            end = [place, note, quote, url, archive]
            rows.writerow(
                [f"{identity}{n}", event, "killed", figure, f"{source}{n}", "2024-05-04", "2024-05-03", origin, *end]
            )
    opened = client(Editor([Path("figures")], Settings(), TODAY))
    places = [
        "",
        "story",
        f"story?{urllib.parse.urlencode({'event': event})}",
        *(f"finding/{f}" for f in opened.editor.checked.findings),
    ]
    for where in places:
        source_text = opened.get(f"/token/{where}").text
        for tag, has in Page(source_text).tags:
            assert tag not in ("b", "img", "iframe") or not has
            assert tag != "script" or has["src"] == "/token/desk.js"
            assert not [name for name in has if name.startswith("on")]
            assert not (has.get("href") or "").startswith("javascript:")


@pytest.mark.slow
def test_a_desk_in_a_process_of_its_own_answers_and_ends(write, folder):
    write("figures/claims.csv", LEDGER)
    started = subprocess.Popen(
        [sys.executable, "-m", "figcheck", "desk", "figures", "--no-browser", "--as-of", "2024-05-10"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
    )  # fmt: skip
    try:
        address = started.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", address)
        with urllib.request.urlopen(address) as answer:
            assert "more than 1,300" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.rpartition("/")[0].rpartition("/")[0] + "/")
    finally:
        started.send_signal(2)
        _, said = started.communicate()
    assert started.returncode == 0, said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_one_sentence(figcheck, write):
    write("figures/claims.csv", LEDGER)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = figcheck("desk", "--port", str(taken.getsockname()[1]), "--no-browser")
    assert done.returncode == 2
    assert "cannot open port" in done.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_correction_keeps_line_ends_quotes_and_mark(end, mark):
    text = mark + f'claim_id;figure;source{end}a;"1";x{end}{end}b;"2";"y ""z"""{end}'
    correction = Correction("a.csv", 4, "b", "figure", "3")
    assert correction.written(text.encode()).decode() == text.replace('"2"', '"3"')
    with pytest.raises(FigcheckError, match="cannot change this file"):
        Correction("a.csv", 4, "a", "figure", "3").written(text.encode())
