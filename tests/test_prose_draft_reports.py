"""The findings in drafts as reports, and what an editor decides about them: waivers, a baseline, the page."""

import csv
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from command_line import command

SCHEMAS = Path(__file__).with_name("data") / "schemas"
LEDGER = """\
claim_id,event,measure,population,place,figure,source,origin,published,as_of
k1,valley-flood,killed,all,Elde Valley,"1,012",Health Ministry,Health Ministry,2024-02-01,2024-02-01
k3,valley-flood,killed,all,Elde Valley,"1,262",Health Ministry,Health Ministry,2024-02-03,2024-02-03
i3,valley-flood,injured,all,Elde Valley,"2,518",Health Ministry,Health Ministry,2024-02-03,2024-02-03
"""
HEAD = "---\npublished: 2024-02-03\nevent: valley-flood\n---\n"
TEXT = """\
The flood has killed 2,518 people in the Elde Valley, the Health Ministry said.

It had killed 1,012 people by then. In the Elde Valley, 2,518 people have been injured.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "claims.csv").write_text(LEDGER, "utf-8")
    (tmp_path / "figures" / "vocabulary.yaml").write_text("events: {valley-flood: {start: 2024-01-31}}\n", "utf-8")
    (tmp_path / "story.md").write_text(HEAD + TEXT, "utf-8")
    return tmp_path


def drafted(*options, **how):
    done = command("draft", "story.md", *options, **how)
    assert done.returncode in (0, 1), done.stderr
    return done


def shown(name):
    return drafted("--format", name).stdout


def test_each_format_names_the_place_and_the_verdict(desk):
    [first, *_] = shown("github").splitlines()
    assert first.startswith("::error file=story.md,line=5,col=22,endColumn=27,title=FD002 draft-category::")
    assert "**FD002 draft-category** · `story.md:5:22`" in shown("markdown")
    assert "3 figures in 1 draft compared with 3 claims. The run fails" in shown("markdown")
    suites = ET.fromstring(shown("junit"))
    [failed] = suites.iterfind(".//failure/..")
    assert (failed.get("file"), failed.get("line"), suites.get("failures")) == ("story.md", "5", "1")
    [issue, *_] = json.loads(shown("gitlab"))
    assert (issue["check_name"], issue["location"]) == (
        "FD002 draft-category",
        {"path": "story.md", "lines": {"begin": 5}},
    )


def test_sarif_is_as_its_schema_says_and_has_columns(desk):
    sarif = json.loads(shown("sarif"))
    jsonschema.validate(sarif, json.loads(next(SCHEMAS.glob("sarif*")).read_text("utf-8")))
    [first, *_] = sarif["runs"][0]["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "story.md"
    assert place["region"] == {"startLine": 5, "startColumn": 22, "endColumn": 27}
    [witness] = first["relatedLocations"]
    assert witness["physicalLocation"]["region"]["startLine"] == 4


@pytest.mark.slow
def test_reports_are_written_and_written_again_and_no_other_file_is_replaced(desk):
    reports = (
        "story.html",
        "story.sarif",
        "story.csv",
        "story.json",
        "story.jsonl",
        "junit:story.xml",
        "markdown:out.md",
    )
    flags = [word for name in reports for word in ("--report", name)]
    first = drafted(*flags)
    written = {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    assert first.stderr == drafted(*flags).stderr == ""
    assert written == {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    over = command("draft", "story.md", "--report", "markdown:story.md")
    assert over.returncode == 2
    assert (desk / "story.md").read_text("utf-8") == HEAD + TEXT
    assert command("draft", "story.md", "--report", "story.xlsx").returncode == 2
    assert command("draft", "story.md", "--format", "xlsx").returncode == 2


def test_the_json_object_has_what_docs_draft_md_promises(desk):
    page = f'<meta name="date" content="2024-02-03"><p>{TEXT}</p>'
    done = command("draft", "-", "--kind", "html", "--event", "valley-flood", "--format", "json", stdin=page)
    said = json.loads(done.stdout)
    assert (said["schema"], said["passed"], said["exit_status"], said["errors"]) == ("figcheck-draft/1", False, 1, [])
    assert [set(one) for one in said["drafts"]] == [{"file", "published", "published_by", "events"}]
    docs = (Path(__file__).parent.parent / "docs").joinpath
    table = docs("draft.md").read_text("utf-8") + docs("extract.md").read_text("utf-8")
    for figure in said["figures"]:
        promised = {re.sub(r"^(against|now)_.*", r"\1_id", name) for name in figure}
        assert promised <= set(re.findall(r"`(\w+)`", table))
        assert page[figure["start"] : figure["end"]] == figure["figure"]
    assert [(one["verdict"], one["severity"], one["status"]) for one in said["figures"]] == [
        ("category", "error", "new"),
        ("older", "warning", "new"),
        ("agrees", None, None),
    ]


def test_a_waiver_holds_for_the_words_wherever_they_stand(desk):
    [finding, *_] = [json.loads(line) for line in shown("jsonl").splitlines()]
    done = command(
        "waive", finding["fingerprint"][:6], "--draft", "story.md", "--reason", "quoted as a mistake",
        "--until", "2024-03-01", "--as-of", "2024-02-03",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "figures/waivers.csv:2" in done.stdout

    def gated(text):
        Path("moved.md").write_text(HEAD + text, "utf-8")
        settings = Path("figcheck.toml")
        settings.write_text("as_of = 2024-02-03\n", "utf-8")
        found = command("draft", "moved.md", "--format", "jsonl")
        first = next(json.loads(line) for line in found.stdout.splitlines() if '"2,518"' in line)
        return first["status"], found.returncode

    assert gated("# A headline\n\n" + TEXT) == ("waived", 0)
    assert gated(TEXT.replace("said.", "said on Monday.")) == ("new", 1)
    claims = desk / "figures" / "claims.csv"
    claims.write_text(LEDGER.replace('"2,518"', '"2,518 people"'), "utf-8")
    assert gated(TEXT) == ("new", 1)


@pytest.mark.slow
def test_a_run_leaves_the_waivers_of_drafts_alone(desk):
    [finding, *_] = [json.loads(line) for line in shown("jsonl").splitlines()]
    command(
        "waive", finding["fingerprint"], "--draft", "story.md", "--reason", "quoted", "--until", "2024-03-01",
        "--as-of", "2024-02-03",
    )  # fmt: skip
    ran = command("run", "--as-of", "2024-02-03", "--format", "jsonl")
    assert not any("waiver" in json.loads(line)["rule"] for line in ran.stdout.splitlines())


@pytest.mark.slow
def test_what_was_accepted_fails_nothing_and_what_is_new_does(desk):
    assert drafted("--accept").returncode == 0
    [header, *accepted] = csv.reader(Path("figcheck-baseline.csv").read_text("utf-8").splitlines())
    assert [row[header.index("code")] for row in accepted] == ["FD002", "FD005"]
    assert drafted().returncode == 0
    assert "2 accepted" in drafted().stdout
    Path("story.md").write_text(HEAD + TEXT + "\nIt has killed 1,226 people in the Elde Valley.\n", "utf-8")
    assert drafted().returncode == 1


def test_a_word_document_is_named_by_its_paragraph(desk):
    body = (
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Headline</w:t></w:r></w:p><w:p><w:r><w:t>The flood has killed </w:t>'
        "</w:r><w:del><w:r><w:delText>1,262</w:delText></w:r></w:del><w:ins><w:r><w:t>2,518</w:t></w:r></w:ins>"
        "<w:r><w:t> people in the Elde Valley.</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile("story.docx", "w") as archive:
        archive.writestr("word/document.xml", body)
    flags = ("--as-of", "2024-02-03", "--event", "valley-flood")
    done = command("draft", "story.docx", *flags, "--format", "markdown")
    assert "`story.docx:2:22`" in done.stdout
    assert "It is in paragraph 2." in done.stdout
    assert "paragraph 2, column 22" in command("draft", "story.docx", *flags, "--format", "html").stdout


def test_the_page_marks_each_figure_and_escapes_what_strangers_wrote(desk):
    Path("story.txt").write_text("<script>alert(1)</script> The flood has killed 2,518 people & more.", "utf-8")
    page = command("draft", "story.txt", "--as-of", "2024-02-03", "--event", "valley-flood", "--format", "html").stdout
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert '<a class="mark category" id="t0" href="#f0">2,518' in page
    assert "figures/claims.csv:4" in page
    assert "http" not in page.partition("</head>")[0].replace("http-equiv", "")
