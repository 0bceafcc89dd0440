"""A claim that an editor adds on the desk: from a sentence or an address, with its copy."""

from __future__ import annotations

import csv
import io

import pytest

pytest.importorskip("starlette", reason="the extra desk is not installed")
pytest.importorskip("httpx2", reason="the extra test is not installed")

from conftest import each
from hypothesis import given
from hypothesis import strategies as st
from test_desk import HEADER, LEDGER, Page, decide, desk, page
from test_evidence_fetch import HERE, at, site

from figcheck.model.errors import FigcheckError
from figcheck.provenance.copies.edit_ledger import CannotEditError, ledger_text
from figcheck.provenance.copies.fetch import Fetcher

__all__ = ["desk", "site"]
pytestmark = pytest.mark.usefixtures("compared_once")

FILE = "figures/claims.csv"
SENTENCE = (
    "The flood has killed at least 1,270 people in the valley, the Health Ministry said. Another 310 are missing."
)
KNOWN = {"event": "valley-flood", "source": "City Post", "published": "2024-05-04"}


def read(opened, text: str = SENTENCE, **fields: str):
    """Pastes a text, with who printed it and when, and gives the page with its figures."""
    return decide(opened, "new", "/read", text=text, **{**KNOWN, **fields})


def form_of(opened, figure: int = 1) -> tuple[str, dict[str, str]]:
    """The form of a figure of the text that was read first, filled in as a browser sends it."""
    action, fields = page(opened, f"new/1?figure={figure}").form("/add")
    return action, {**fields, "ledger": FILE, "as_of": "2024-05-03", "quote": SENTENCE}


def rows(folder) -> dict[str, dict[str, str]]:
    """The records of the ledger by their ids."""
    text = (folder / FILE).read_bytes().decode()
    return {row["claim_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_a_claim_is_added_from_a_sentence_with_its_copy_and_undone(desk, folder):
    opened = desk()
    shown = Page(read(opened).text)
    assert "2 figures in the pasted text" in " ".join(shown.words.split())
    assert "Choose the figure" in shown.words
    action, fields = form_of(opened)
    assert (fields["figure"], fields["measure"], fields["origin"]) == ("at least 1,270", "killed", "Health Ministry")
    assert {name: fields[name] for name in KNOWN} == KNOWN
    done = opened.post(action, data=fields)
    assert done.status_code == 200
    assert "Added city-post-2024-05-04-killed" in Page(done.text).words
    assert "FC301" in Page(done.text).words  # the ministry gives 1,262
    found = rows(folder)
    row = found.pop("city-post-2024-05-04-killed")
    assert (row["figure"], row["source"], row["quote"]) == ("at least 1,270", "City Post", SENTENCE)
    assert (folder / "figures" / row["archive"]).read_text() == SENTENCE
    old = csv.DictReader(LEDGER.splitlines())
    assert [{name: r[name] for name in HEADER.strip().split(",")} for r in found.values()] == list(old)
    assert "The quote is in it." in page(opened, "claim?id=city-post-2024-05-04-killed").words
    decide(opened, "", "/undo")
    assert (folder / FILE).read_bytes().decode() == LEDGER
    assert (folder / "figures" / row["archive"]).read_text() == SENTENCE


@pytest.mark.slow
def test_a_form_without_a_text_is_a_claim_without_a_copy(desk, folder):
    opened = desk()
    action, fields = page(opened, "new").form("/add")
    fields |= {**KNOWN, "claim_id": "x", "measure": "killed", "figure": "1,262", "ledger": FILE}
    assert opened.post(action, data=fields).status_code == 200
    assert (folder / FILE).read_bytes().decode() == LEDGER + 'x,valley-flood,killed,"1,262",City Post,2024-05-04,,\r\n'
    assert not (folder / "figures/evidence").exists()


@pytest.mark.slow
def test_a_claim_of_another_place_is_said_to_be_compared_with_nothing(desk):
    opened = desk()
    read(opened)
    action, fields = form_of(opened)
    assert fields["place"] == ""  # no claim has the place that the text names
    done = Page(opened.post(action, data={**fields, "place": "Lower Valley"}).text)
    assert "compared with nothing: it is without another claim of the same place" in " ".join(done.words.split())


WRONG = [
    ({"claim_id": "ministry"}, "is taken"),
    ({"figure": " "}, "the claim has no figure"),
    ({"ledger": "../elsewhere.csv"}, "cannot add a row to this file"),
    ({"ledger": "figures/evidence/page.html"}, "cannot add a row to this file"),
    ({"note": "x" * 20_001}, "is too long"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("fields", "why"), WRONG)
def test_what_cannot_be_added_is_said_and_the_form_keeps_its_words(desk, folder, fields, why):
    opened = desk()
    read(opened)
    action, given = form_of(opened)
    done = opened.post(action, data={**given, "place": "Lower Valley", **fields})
    assert done.status_code == 400
    assert why in Page(done.text).words
    assert Page(done.text).form("/add")[1]["place"] == "Lower Valley"
    assert (folder / FILE).read_bytes().decode() == LEDGER
    assert not (folder / "figures/evidence").exists()


@pytest.mark.slow
def test_a_ledger_that_was_changed_outside_is_not_written(desk, folder):
    opened = desk()
    read(opened)
    action, given = form_of(opened)
    (folder / FILE).write_bytes(
        LEDGER.replace("nearly", "almost").encode() + b"more,valley-flood,killed,5,A,2024-05-03,,\r\n"
    )
    changed = (folder / FILE).read_bytes()
    done = opened.post(action, data=given)
    assert done.status_code == 409
    assert "was changed" in Page(done.text).words
    assert (folder / FILE).read_bytes() == changed
    assert opened.post(action, data=Page(done.text).form("/add")[1] | {"ledger": FILE}).status_code == 200


@pytest.mark.slow
def test_the_page_of_an_address_is_read_and_kept(desk, folder, site):
    opened = desk()
    opened.editor.fetcher = Fetcher(allowed=HERE)
    shown = Page(read(opened, at(site, "/toll")).text)
    assert "1 figure in http://127.0.0.1" in " ".join(shown.words.split())
    action, fields = shown.form("/add")
    assert (fields["figure"], fields["url"]) == ("1,270", at(site, "/toll"))
    assert opened.post(action, data={**fields, "ledger": FILE}).status_code == 200
    row = rows(folder)[fields["claim_id"]]
    assert b"killed 1,270" in (folder / "figures" / row["archive"]).read_bytes()
    assert row["url"] == at(site, "/toll")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "why"),
    each([("/gone", "status 404"), ("/zip", "cannot fetch the page"), ("/json", "is of the type")], quick=()),
)
def test_a_page_that_cannot_be_read_is_said(desk, site, path, why):
    opened = desk()
    opened.editor.fetcher = Fetcher(allowed=HERE)
    done = read(opened, "", url=at(site, path))
    assert done.status_code == 400
    assert why in Page(done.text).words


@pytest.mark.slow
def test_a_text_of_a_stranger_is_shown_and_not_run(desk):
    opened = desk()
    said = '<script>alert(1)</script> "><img src=x onerror=alert(1)> The flood killed 1,270 people in <b>Elde</b>.'
    shown = read(opened, said).text
    assert "<script>alert" not in shown
    assert "<img" not in shown


@given(
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
    st.lists(st.text("a1, \"';\t-“é", max_size=8), min_size=6, max_size=6),
    st.sampled_from(["", "Source: a wire\n", "\n\n"]),
    st.sampled_from([[], ["url"], ["place", "note"]]),
)
def test_a_record_is_added_behind_the_others_and_nothing_else_changes(end, mark, ends, cells, below, more):
    columns = ["claim_id", "event", "measure", "figure", "source", "published"]
    head = [*columns, *more]
    old = mark.join(head) + end + mark.join(["a", "flood", "killed", "5", "AFP", "2024-05-03", *more])
    text = old + ((end + below) if ends or below else "")
    named = {name: cell.strip() for name, cell in zip([*columns[:5], "quote"], cells, strict=True) if cell.strip()}
    try:
        done = ledger_text(text.encode(), "a.csv").with_record(named).decode()
    except (CannotEditError, FigcheckError):
        return
    read_back = [row for row in csv.reader(io.StringIO(done, newline=""), delimiter=mark) if row]
    new_head = [*head, *(["quote"] if "quote" in named else [])]
    assert read_back[0] == new_head
    assert dict(zip(new_head, read_back[2], strict=True)) == {**dict.fromkeys(new_head, ""), **named}
    assert read_back[1][: len(head)] == ["a", "flood", "killed", "5", "AFP", "2024-05-03", *more]
    if "quote" not in named:
        assert done.startswith(old)
        assert done.endswith(text[len(old) :])
