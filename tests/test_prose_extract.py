"""Figures of people in texts: which are found, what they count, where they stand, in every kind of file."""

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from figcheck.commands.cli import main
from figcheck.model.errors import FigcheckError
from figcheck.prose import figures_in
from figcheck.prose.texts.files import text_files
from figcheck.prose.texts.markdown import markdown_text
from figcheck.prose.texts.web_page import web_page_text

SENTENCES = yaml.safe_load(Path(__file__).with_name("data").joinpath("prose", "en.yaml").read_text("utf-8"))
UNRELATED = "The committee meets on Tuesday in the old town hall to discuss the budget."

# fmt: off
PROSE_WORDS = st.sampled_from([
    "killed", "wounded", "12", "27,000", "at least", "people", ",", ".", "(", ")", "of the dead", "including", "and",
    "were", "dozens", "more than", "between", "2-1", "June", "\n", "\n\n", "toll", "rose to", "by", "who", "“", "”",
    "1996", "no one", "lost lives", "families", "%", "$5", "á", "死",
])
# fmt: on


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_the_figures_of_a_sentence_are_found_with_their_measures(case):
    found = {figure.words: figure.measure for figure in figures_in(case["text"])}
    assert found == {str(words): measure for words, measure in case["figures"].items()}


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_unrelated_sentences_around_it_change_nothing(case):
    alone = [(figure.words, figure.measure) for figure in figures_in(case["text"])]
    text = f"{UNRELATED}\n\n{case['text']}\n\n{UNRELATED}"
    assert [(figure.words, figure.measure) for figure in figures_in(text)] == alone


@given(st.one_of(st.text(max_size=200), st.lists(PROSE_WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_figures_inside_it_and_in_order(text):
    found = figures_in(text)
    for figure in found:
        assert text[figure.start : figure.end] == figure.words
        assert figure.figure.error is None
        assert figure.because.start is None or 0 <= figure.because.start <= figure.because.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.one_of(st.text(max_size=200), st.lists(PROSE_WORDS, max_size=20).map(" ".join)),
    st.sampled_from([markdown_text, web_page_text]),
)
def test_every_place_lies_inside_the_file(text, read):
    source = read(text)
    for figure in figures_in(source.text):
        place = source.place(figure.start, figure.end)
        assert 0 <= place.start < place.end <= len(text)
        assert place.line >= 1
        assert 1 <= place.column < place.end_column


def test_what_is_said_of_a_figure_is_told_with_it():
    [past, now] = figures_in(
        "The fire killed 12 people, the deadliest since the 1988 blaze, which killed 31, police said."
    )
    assert (past.said.role, now.said.role) == ("own", "other_event")
    [fear] = figures_in("It is feared that 40 people died.")
    assert fear.said.basis == "fear"
    [new] = figures_in("Another 40 people died.")
    assert new.said.kind == "increment"
    [missing] = figures_in("Some 30 people are missing in Derna.")
    assert (missing.said.kind, missing.said.place, missing.population) == ("point", "Derna", "people")
    [old] = figures_in("The number of dead was raised from 12.")
    assert old.said.role == "superseded"
    [imagined] = figures_in("If the dam broke, 400 people would be killed.")
    assert imagined.said.basis == "hypothetical"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "In the past day, 12 people were killed and 30 hurt, which brings the toll to 812.",
            "increment increment cumulative",
        ),
        ("12 people were killed and 30 injured in the last 24 hours.", "increment increment"),
        (
            "12 killed and 30 injured in 24 hours, 812 killed and 1,904 injured since May.",
            "increment increment cumulative cumulative",
        ),
        (
            "The ministry said 12 people had been killed in the past 24 hours, taking the toll to 812.",
            "increment cumulative",
        ),
        ("The toll passed 812, and another 1,904 were wounded.", "cumulative cumulative"),
        ("The toll climbed from 790 to 812 in a day.", "cumulative cumulative"),
        ("The flood kills 12 people a day.", "rate"),
    ],
)
def test_a_time_holds_for_the_figures_beside_it(text, kinds):
    assert [figure.said.kind for figure in figures_in(text)] == kinds.split()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In the West Bank, 95 people were killed.", "West Bank"),
        ("In the northern Gaza Strip, 95 people were killed.", "northern Gaza Strip"),
        ("The war in Sudan, which has killed 95 people, was on the agenda in Brussels.", "Sudan"),
        ("The flood killed 95 people in Derna.", "Derna"),
    ],
)
def test_the_place_of_a_figure_is_the_whole_name_of_the_near_one(text, place):
    assert [figure.said.place for figure in figures_in(text)] == [place]


def test_persons_named_after_their_number_are_its_population():
    text = "In all, 812 people, 226 of them children, have been killed. Of the dead, 30 were women."
    assert [figure.population for figure in figures_in(text)] == ["people", "children", "women"]


def test_what_was_recorded_says_nothing_of_who_did():
    [found] = figures_in("As of May 9, 812 deaths had been recorded.")
    assert found.said.source_words is None


def test_a_line_that_is_wrapped_goes_on_and_a_short_one_ends():
    text = "Fire kills 12\nThe mayor spoke of a very dark day for the whole town. The dead include\nthree firefighters."
    assert [(figure.words, figure.measure) for figure in figures_in(text)] == [("12", "killed"), ("three", "killed")]


def extract(*arguments, text=None):
    return CliRunner().invoke(main, ["extract", *map(str, arguments)], input=text)


def rows(*arguments, text=None):
    ran = extract(*arguments, "--format", "jsonl", text=text)
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.output.splitlines()]


def test_a_figure_of_a_web_page_has_the_place_of_its_source(tmp_path):
    source = (
        "<html><nav>3 dead</nav>\n<p>At least 27&nbsp;238 people <del>14</del> were <b>killed</b></p>"
        "<p>Fire<br>kills <i>nearly</i> 30 miners.</p></html>"
    )
    (tmp_path / "a.html").write_text(source, "utf-8")
    first, second = rows(tmp_path / "a.html")
    assert (first["measure"], first["low"], first["line"]) == ("killed", 27238, 2)
    assert source[first["start"] : first["end"]] == "At least 27&nbsp;238"
    assert source[second["start"] : second["end"]] == "nearly</i> 30"


def test_markdown_keeps_places_and_leaves_code_and_addresses_out(tmp_path):
    source = (
        "---\ntitle: 12 killed\n---\n# Quake\n\nIt **killed [12](http://example.org/30-dead)**. ~~14 died.~~\n\n"
        "```\n99 dead\n```\n"
    )
    (tmp_path / "a.md").write_text(source, "utf-8")
    [row] = rows(tmp_path / "a.md")
    assert (row["line"], row["column"], row["end_column"]) == (6, 14, 16)
    assert source[row["start"] : row["end"]] == "12"


def test_a_word_document_counts_insertions_and_no_deletions(tmp_path):
    body = (
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Headline</w:t></w:r></w:p><w:p><w:r><w:t>The ministry said </w:t></w:r>'
        "<w:del><w:r><w:delText>27,238</w:delText></w:r></w:del><w:ins><w:r><w:t>more than 27,000</w:t></w:r></w:ins>"
        "<w:r><w:t> people were killed.</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", body)
    [row] = rows(tmp_path / "a.docx")
    assert (row["figure"], row["measure"], row["line"], row["column"]) == ("more than 27,000", "killed", 2, 19)


def test_a_mail_is_read_with_its_subject(tmp_path):
    mail = (
        b"Subject: Blast kills 12\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"The blast also injured 4=\n0 people.\n"
    )
    (tmp_path / "a.eml").write_bytes(mail)
    assert [(row["figure"], row["measure"]) for row in rows(tmp_path / "a.eml")] == [
        ("12", "killed"),
        ("40", "injured"),
    ]


def test_standard_input_is_read_as_the_kind_that_is_named():
    [row] = rows("-", "--kind", "html", text="<p>Fire kills <b>12</b></p>")
    assert (row["file"], row["figure"]) == ("standard input", "12")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Fire \xff kills 12")
    (tmp_path / "b.txt").write_text("Fire kills 30")
    (tmp_path / "c.docx").write_bytes(b"no archive")
    ran = extract(tmp_path, "--format", "jsonl")
    assert ran.exit_code == 2
    assert '"30"' in ran.output
    assert "a.txt:1: cannot read the text" in ran.output
    assert "c.docx: cannot read the document" in ran.output
    assert extract(tmp_path / "none.txt").exit_code == 2


@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".docx", ".eml"]))
def test_any_bytes_are_read_or_refused_with_a_reason(tmp_path_factory, data, suffix):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    [one] = text_files([path])
    assert isinstance(one, FigcheckError) or figures_in(one.text.text) is not None


def test_a_document_type_in_a_word_document_is_refused(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    (tmp_path / "a.docx").write_bytes(data.getvalue())
    ran = extract(tmp_path / "a.docx")
    assert ran.exit_code == 2
    assert "document type" in ran.output


def test_proposed_rows_go_to_a_new_file_and_say_what_is_open(tmp_path):
    (tmp_path / "a.txt").write_text(
        "A bus with 40 passengers fell into a river, killing at least 12 people in Ruritania."
    )
    target = tmp_path / "proposed.csv"
    ran = extract(tmp_path / "a.txt", "--ledger", target, "--event", "bus-2024", "--source", "The Daily")
    assert ran.exit_code == 0, ran.output
    table = target.read_text("utf-8").splitlines()
    assert len(table) == 2  # the passengers are no claim
    assert "bus-2024" in table[1]
    assert table[1].endswith("published; as_of; origin")
    again = extract(tmp_path / "a.txt", "--ledger", target)
    assert again.exit_code == 2
    assert "the file exists" in again.output
    assert target.read_text("utf-8").splitlines() == table


def test_a_language_without_words_for_texts_is_refused():
    with pytest.raises(FigcheckError, match="reads no texts"):
        figures_in("12 kuollutta", "fi")
