"""Every report format: one shared sample of findings, one snapshot each, and what all of them have in common.

`UPDATE_SNAPSHOTS=1 pytest tests/test_report_formats.py` writes the snapshots anew; look at the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_sample import as_text, many, report_of, with_text

from figcheck import __version__, check
from figcheck.model.errors import FigcheckError
from figcheck.model.tables import Report
from figcheck.read.discover import discover
from figcheck.report.database import tables as database_tables
from figcheck.report.files import csv_file, workbook
from figcheck.report.files import sarif as sarif_format
from figcheck.report.files.github import command
from figcheck.report.formats import format_of, formats, target
from figcheck.report.safe_text import plain

FORMATS = formats()
SNAPSHOTS = Path(__file__).parent / "snapshots"
SCHEMA = json.loads((Path(__file__).parent / "data/schemas/sarif-2.1.0.json").read_text("utf-8"))
SUFFIX = {name: (format_.suffixes or (f".{name}",))[0] for name, format_ in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_renders_the_shared_sample_as_its_snapshot_has_it(name, sample):
    rendered = FORMATS[name].render(sample)
    text = as_text(rendered).replace(f'"{__version__}"', '"0.0.0"').replace(f"figcheck {__version__}", "figcheck 0.0.0")
    path = SNAPSHOTS / f"discrepancies{SUFFIX[name]}{'' if isinstance(rendered, str) else '.txt'}"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_text(name, sample):
    shuffled = dataclasses.replace(sample, claims=sample.claims.sample(frac=1, random_state=1))
    assert FORMATS[name].render(sample) == FORMATS[name].render(shuffled)


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run_is_a_report_in_every_format(name, sample):
    clean = dataclasses.replace(sample, rows=sample.rows.head(0), claims=sample.claims.head(0))
    text = as_text(FORMATS[name].render(clean))
    if name in ("json", "sarif", "gitlab"):
        json.loads(text)
    if name == "junit":
        assert {case.tag for case in ET.fromstring(text).iter("testcase")} == {"testcase"}
        assert not list(ET.fromstring(text).iter("failure"))


@pytest.mark.parametrize("name", FORMATS)
def test_one_claim_without_a_witness_is_a_report_in_every_format(name, sample):
    rows = sample.rows[sample.rows["code"] == "FC101"].assign(row=0)
    alone = dataclasses.replace(sample, rows=rows, claims=sample.claims.tail(1).reset_index(drop=True))
    assert "FC101" in as_text(FORMATS[name].render(alone))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;owned\x07\x1b[2J\x9b31m",
        "::error::x\n::add-mask::y\r\n##[group]z",
        *(pytest.param(text, marks=pytest.mark.slow) for text in ("a\x00b\ud800c\ufffe", "x\u202egnp.exe")),
    ],
)
def test_nothing_a_stranger_writes_reaches_the_terminal_as_a_command(name, text, sample):
    out = as_text(FORMATS[name].render(with_text(sample, text)))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", out)
    out.encode("utf-8")
    if name == "github":
        assert not re.search(r"(?m)^\s*::(?!(error|warning|notice|group|endgroup)\b)", out)
        assert not re.search(
            r"(?m)^(?!::).*##\[", out
        )  # the older form of a command, which may stand anywhere in a line


@pytest.mark.fuzz
@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_stranger_writes_every_file_can_be_read_back(text):
    report = with_text(report_of(Path(__file__).parent / "data/report"), text)
    rendered = {name: format_.render(report) for name, format_ in FORMATS.items()}
    count = len(report.rows)
    assert len(pd.read_csv(io.StringIO(rendered["csv"], newline=""), dtype=str, keep_default_na=False)) == count
    assert len(json.loads(rendered["json"])["discrepancies"]) == count
    assert len([json.loads(line) for line in rendered["jsonl"].split("\n") if line]) == count
    assert len(json.loads(rendered["sarif"])["runs"][0]["results"]) == count
    assert len(list(ET.fromstring(rendered["junit"]).iter("failure"))) == 2
    assert all(re.match("::|error |warning |note ", line) for line in rendered["github"].split("\n") if line)
    assert rendered["html"].count("<tr id=") == count


def test_all_formats_hold_the_same_number_of_discrepancies(sample):
    text = {name: format_.render(sample) for name, format_ in FORMATS.items()}
    count = len(sample.rows)
    assert len(pd.read_csv(io.StringIO(text["csv"]))) == count
    assert len(json.loads(text["json"])["discrepancies"]) == count
    assert len(text["jsonl"].splitlines()) == count
    assert len(json.loads(text["sarif"])["runs"][0]["results"]) == count
    assert len(json.loads(text["gitlab"])) == count
    cases = ET.fromstring(text["junit"])
    assert len(list(cases.iter("failure"))) + len(list(cases.iter("skipped"))) == count
    new = sample.rows[sample.rows["status"] == "new"]
    assert text["markdown"].count("\n- **") == len(new)
    assert len(re.findall(r"(?m)^::(error|warning|notice) file=", text["github"])) == len(new)


def test_a_csv_read_back_is_the_report(sample, tmp_path):
    path = tmp_path / "r.csv"
    target(str(path)).write(sample)
    back = csv_file.read(path)
    shown = sample.rows[Report.names()].copy()
    for column in ("source", "message"):  # which hold a terminal sequence
        shown[column] = shown[column].map(plain)
    pd.testing.assert_frame_equal(back, shown)


def test_no_cell_of_the_csv_is_a_formula(sample):
    table = pd.read_csv(io.StringIO(FORMATS["csv"].render(sample)), dtype=str, keep_default_na=False)
    text = table.drop(columns=["low", "high", "gap", "line", "gap_percent"])
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in text.to_numpy().ravel())


# SARIF


def sarif_run(report):
    document = json.loads(FORMATS["sarif"].render(report))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(document)
    return document["runs"][0]


def test_sarif_is_valid_whatever_strangers_write(sample):
    for report in (
        sample,
        with_text(sample, 'a [b](c) \\ "d"\n<e> %2F: ü'),
        dataclasses.replace(sample, rows=sample.rows.head(0)),
    ):
        run = sarif_run(report)
        assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_sarif_puts_the_claim_to_mend_first_and_links_its_witness_from_the_message(sample):
    fall = next(r for r in sarif_run(sample)["results"] if r["ruleId"] == "FC401")
    place = fall["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("figures/quake.csv", 5)
    (witness,) = fall["relatedLocations"]
    assert witness["physicalLocation"]["region"]["startLine"] == 4
    (link,) = re.findall(r"(?<!\\)\[[^\]]+\]\((\d+)\)", fall["message"]["text"])
    assert int(link) == witness["id"]
    assert fall["level"] == "error"


def test_sarif_links_nowhere_that_a_stranger_chose(sample):
    evil = with_text(sample, "[click](http://evil.example)")
    for result in sarif_run(evil)["results"]:
        assert not re.search(r"(?<!\\)\]\((?!1\))", result["message"]["text"])


def test_sarif_suppresses_what_was_waived_or_explained_and_says_why(sample):
    said = {r["ruleId"]: r["suppressions"] for r in sarif_run(sample)["results"] if "suppressions" in r}
    assert said["FC505"] == [
        {"kind": "external", "status": "accepted", "justification": "explained: the mayor's list was added that day"}
    ]
    assert Counter(len(s) for s in said.values()) == {1: 2}


def test_sarif_tells_alerts_apart_by_finding_and_numbers_alone(sample):
    moved = dataclasses.replace(sample, rows=sample.rows.assign(line=sample.rows["line"] + 40))
    changed = dataclasses.replace(sample, rows=sample.rows.assign(state="0" * 16))

    def hashes(report):
        return [r["partialFingerprints"]["primaryLocationLineHash"] for r in sarif_run(report)["results"]]

    assert hashes(moved) == hashes(sample)
    assert not set(hashes(changed)) & set(hashes(sample))
    assert len(set(hashes(sample))) == len(sample.rows)


def test_sarif_is_cut_at_githubs_limit_and_says_so(sample, monkeypatch):
    monkeypatch.setattr(sarif_format, "_MOST_RESULTS", 30)
    monkeypatch.setattr(sarif_format, "_SHOWN_RESULTS", 10)
    run = sarif_run(many(sample, 70))
    assert len(run["results"]) == 30
    assert [r["level"] for r in run["results"]] == ["error"] * 20 + [
        "warning"
    ] * 10  # the set-aside and the mild are cut
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("GitHub takes 30 results and shows 10. The 40 mildest of 70")
    assert "10 worst of these 14" in FORMATS["sarif"].left_out(many(sample, 14))
    assert not FORMATS["sarif"].left_out(many(sample, 9))


def test_sarif_keeps_within_the_length_of_names_and_descriptions(sample):
    long = {
        code: dataclasses.replace(card, rule="r" * 400, title="t " * 900, prose="h " * 900)
        for code, card in sample.cards.items()
    }
    for rule in sarif_run(dataclasses.replace(sample, cards=long))["tool"]["driver"]["rules"]:
        assert len(rule["name"]) <= 255
        assert max(len(rule[key]["text"]) for key in ("shortDescription", "fullDescription")) <= 1024


# JUnit


def test_junit_fails_what_fails_the_run_and_skips_the_rest_with_its_reason(sample):
    root = ET.fromstring(FORMATS["junit"].render(sample))
    failed = {case.get("name", "").split(" [")[0] for case in root.iter("testcase") if case.find("failure") is not None}
    assert failed == {"killed-0304 against killed-0303", "line 4"}
    reasons = [skip.get("message", "").split(":")[0] for skip in root.iter("skipped")]
    assert sorted(r.split(" (")[0] for r in reasons) == [
        "explained", "note, milder than error", "waived", "warning, milder than error", "warning, milder than error",
    ]  # fmt: skip
    assert (root.get("failures"), root.get("skipped"), root.get("errors")) == ("2", "5", "0")
    case = next(c for c in root.iter("testcase") if c.get("name", "").startswith("killed-0304"))
    assert (case.get("file"), case.get("line")) == ("figures/quake.csv", "5")


def test_junit_has_an_error_for_what_could_not_be_done(sample):
    summary = dataclasses.replace(sample.summary, broken=["a.csv:3: cannot read\n  why: \x00"], exit_status=2)
    root = ET.fromstring(FORMATS["junit"].render(dataclasses.replace(sample, summary=summary)))
    assert root.get("errors") == "1"


# GitHub annotations and GitLab


def test_github_annotations_are_ten_a_kind_and_the_others_are_counted(sample):
    report = many(sample, 700)
    lines = FORMATS["github"].render(report).splitlines()
    kinds = Counter(m[1] for m in (re.match(r"::(error|warning|notice) ", line) for line in lines) if m)
    assert kinds == {"error": 10, "warning": 10, "notice": 10}
    assert "190 more errors, 190 more warnings, 91 more notes" in FORMATS["github"].left_out(report)
    grouped = lines[next(n for n, line in enumerate(lines) if line.startswith("::group::")) + 1 : -1]
    assert len(grouped) == 190 + 190 + 91


def test_a_github_command_cannot_be_broken_out_of():
    assert command("error", "a%0A::x", file="a:b,c\nd") == "::error file=a%3Ab%2Cc%0Ad::a%250A::x"


def test_gitlab_issues_have_what_gitlab_asks_for_and_no_fingerprint_twice(sample):
    issues = json.loads(FORMATS["gitlab"].render(sample))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["description"]
        assert issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1


# Markdown


def test_markdown_shows_the_words_of_strangers_as_they_are(sample):
    text = "<img src=x onerror=y> **bold** | `code` [x](http://evil.example) @someone #12 # head"
    html = MarkdownIt("gfm-like", {"linkify": False}).render(FORMATS["markdown"].render(with_text(sample, text)))
    assert "<img" not in html
    assert "<a " not in html
    assert "<strong>bold" not in html
    assert not re.search(r"@someone|#12", re.sub("<code>.*?</code>", "", html))  # GitHub leaves code alone
    assert "onerror=y" in html


def test_markdown_fits_into_a_comment_and_counts_what_it_leaves_out(sample):
    report = many(sample, 2_000)
    text = FORMATS["markdown"].render(report)
    assert len(text) <= 65_536
    shown = text.count("\n- **")
    new = len(report.leading())
    assert 50 < shown < new
    assert f"{new - shown:,} more are left out here" in text
    assert f"{new - shown:,} more discrepancies" in FORMATS["markdown"].left_out(report)


# Where a report goes


@pytest.mark.parametrize(
    ("name", "format_", "path"),
    [
        ("out/r.csv", "csv", "out/r.csv"),
        ("r.SARIF", "sarif", "r.SARIF"),
        ("gitlab:gl-code-quality-report.json", "gitlab", "gl-code-quality-report.json"),
        ("JUNIT:x", "junit", "x"),
        ("C:/r.json", "json", "C:/r.json"),
    ],
)
def test_a_report_has_the_format_of_its_suffix_or_prefix(name, format_, path):
    found = target(name)
    assert (found.format.name, found.path.as_posix()) == (format_, path)


@pytest.mark.parametrize("name", ["report", "report.pdf", "pdf:report", "github:"])
def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(name):
    with pytest.raises(FigcheckError) as refused:
        target(name)
    assert "sarif" in str(refused.value)


def test_format_names_are_read_in_any_case():
    assert format_of("SARIF").name == "sarif"


def test_a_run_that_is_killed_while_writing_leaves_the_old_report_whole(sample, tmp_path, monkeypatch):
    path = tmp_path / "r.json"
    path.write_text("old")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        target(str(path)).write(sample)
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]
    assert path.read_text() == "old"


def test_the_docs_list_every_format_with_its_suffixes():
    page = (Path(__file__).parent.parent / "docs/reports.md").read_text("utf-8")
    table = page.split("\n## ")[0]
    rows = re.findall(r"(?m)^\| `(\w+)` \| (.*?) ?\|", table)
    assert {name: tuple(re.findall(r"`([^`]+)`", cell)) for name, cell in rows} == {
        name: format_.suffixes for name, format_ in FORMATS.items()
    }


# The command line


LEDGER = """claim_id,event,measure,figure,source,published,origin,as_of
a,quake,killed,no more than 150,ministry,2024-01-12,ministry,2024-01-12
b,quake,killed,"over 2,000",AFP,2024-01-12,mayor,2024-01-12
"""


@pytest.mark.slow
def test_format_prints_the_report_alone_and_the_summary_beside_it(figcheck, write, folder):
    write("figures/a.csv", LEDGER)
    done = figcheck("run", "--format", "json", "--as-of", "2024-02-01")
    found = json.loads(done.stdout)
    assert found["summary"]["claims_read"] == 2
    assert [d["code"] for d in found["discrepancies"]]
    assert "Read" in done.stderr
    assert not (folder / "discrepancies.csv").exists()


@pytest.mark.slow
def test_all_reports_of_one_run_are_written_and_two_runs_are_equal_byte_for_byte(figcheck, write, folder):
    write("figures/a.csv", LEDGER)
    names = [f"{name}:{{}}/r{suffix}" for name, suffix in SUFFIX.items()]
    for where in ("one", "two"):
        reports = [option for name in names for option in ("--report", name.format(where))]
        assert figcheck("run", *reports, "--as-of", "2024-02-01").returncode in (0, 1)
    for suffix in SUFFIX.values():
        assert (folder / f"one/r{suffix}").read_bytes() == (folder / f"two/r{suffix}").read_bytes()


def test_an_unknown_format_is_refused_before_anything_is_read(figcheck):
    done = figcheck("run", "--format", "pdf")
    assert done.returncode == 2
    assert "csv, github, gitlab, html, json" in done.stderr


# The workbook


def below(sheet, name):
    """The cells below the heading of one column."""
    return next(list(column[1:]) for column in sheet.iter_cols() if column[0].value == name)


def test_a_workbook_holds_texts_and_no_formula_whatever_strangers_write(sample):
    for text in (
        "=1+1",
        "+SUM(A1)",
        "@cmd|' /C calc'!A0",
        "-2",
        "{=A1}",
        "_x0041_",
        "https://x.example/ a",
        "x" * 40_000,
    ):
        content = FORMATS["xlsx"].render(with_text(sample, text))
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 4
        assert not any("<f" in re.sub(r"<filter|<fon", "", sheet) for sheet in sheets)
        rows = list(openpyxl.load_workbook(io.BytesIO(content))["Findings"].iter_rows(values_only=True))
        of = {name: row for name, *row in zip(*rows, strict=True)}
        assert set(of["figure"]) == {text if len(text) < 32_767 else "x" * 32_766 + "…"}


def test_a_workbook_has_every_cell_of_the_report(sample):
    rows = list(
        openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(sample)))["Findings"].iter_rows(values_only=True)
    )
    of = {name: row for name, *row in zip(*rows, strict=True)}
    for record, found in zip(
        json.loads(FORMATS["json"].render(sample))["discrepancies"], zip(*of.values(), strict=True), strict=True
    ):
        assert dict(zip(of, found, strict=True)) == {
            **{name: record[name] for name in of},
            "claim_id": record["claim_id"] or "(no id)",
        }


def test_a_finding_in_a_workbook_leads_to_its_claim_and_the_claim_to_its_row_of_the_ledger(sample):
    claims = sample.claims.assign(file="figures/toll 2.xlsx:Day 1", line=range(5, 5 + len(sample.claims)))
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(dataclasses.replace(sample, claims=claims))))
    heading = [cell.value for cell in book["Findings"][1]]
    for row in book["Findings"].iter_rows(min_row=2):
        claim, link = row[heading.index("claim_id")].value, row[heading.index("claim_id")].hyperlink
        if link is not None:
            sheet, _, cell = link.location.rpartition("!")
            assert book[sheet.strip("'")][cell].value == claim or claim == "(no id)"
    places = below(book["Claims"], "file")
    assert [cell.hyperlink.target for cell in places] == [r"figures\toll%202.xlsx"] * len(claims)
    assert [cell.hyperlink.location for cell in places] == [f"'Day 1'!A{n}" for n in range(5, 5 + len(claims))]


@pytest.mark.parametrize(
    "file", ["/etc/a.xlsx:S", "//host/a.xlsx:S", "..\\a.xlsx:S", "../a.xlsx:S", "a#b.xlsx:S", "a.csv"]
)
def test_a_workbook_links_to_no_place_outside_of_the_folder(sample, file):
    book = openpyxl.load_workbook(
        io.BytesIO(FORMATS["xlsx"].render(dataclasses.replace(sample, claims=sample.claims.assign(file=file))))
    )
    assert not any(cell.hyperlink for cell in below(book["Claims"], "file"))


def test_a_sheet_has_a_bound_and_the_report_says_what_is_left_out(sample, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 5)
    content = FORMATS["xlsx"].render(many(sample, 12))
    assert openpyxl.load_workbook(io.BytesIO(content))["Findings"].max_row == 6
    assert "7 rows of Findings" in FORMATS["xlsx"].left_out(many(sample, 12))


def test_a_workbook_of_findings_is_not_read_as_a_ledger_also_after_somebody_saved_it(sample, folder):
    path = folder / "findings.xlsx"
    path.write_bytes(FORMATS["xlsx"].render(sample))
    book = openpyxl.load_workbook(path)
    book.save(folder / "saved.xlsx")
    extra = book.create_sheet("Ours")
    for row in (
        ["claim_id", "event", "measure", "figure", "source", "published"],
        ["a", "q", "killed", "3", "s", "2024-01-01"],
    ):
        extra.append(row)
    book.save(folder / "more.xlsx")
    found = discover([folder])
    assert [(ledger.source.name, ledger.table.sheet) for ledger in found.ledgers] == [("more.xlsx", "Ours")]
    assert found.passed_over == [("findings.xlsx", "a report of figcheck"), ("saved.xlsx", "a report of figcheck")]


def test_a_workbook_is_replaced_by_a_newer_one_but_not_after_somebody_worked_in_it(sample, folder):
    path = folder / "findings.xlsx"
    target(str(path)).write(sample)
    target(str(path)).refuse([], sample)
    openpyxl.load_workbook(path).save(path)
    with pytest.raises(FigcheckError, match="did not write"):
        target(str(path)).refuse([], sample)


def opened(content):
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    return closing(database)


def test_a_database_has_every_cell_of_the_report_and_every_claim(sample):
    columns = [*Report.names(), "reason"]
    with opened(FORMATS["sqlite"].render(sample)) as database:
        found = database.execute(f"select {', '.join(columns)} from findings order by rowid").fetchall()
        claims = database.execute("select count(*), count(figure) from claims").fetchone()
    expected = [
        tuple(record[name] for name in columns)
        for record in json.loads(FORMATS["json"].render(sample))["discrepancies"]
    ]
    assert found == expected
    assert claims[0] == len(sample.claims.dropna(subset=["event", "figure"], how="all"))


def test_a_finding_in_a_database_stands_beside_both_of_its_claims(sample):
    with opened(FORMATS["sqlite"].render(sample)) as database:
        query = "select fingerprint, claim_id, figure, against_id, against_figure from findings_with_both_claims"
        beside = {key: cells for key, *cells in database.execute(query)}
    in_report = sample.rows[sample.rows["against_row"].notna()]
    assert len(in_report) > 1
    for row in in_report.itertuples():
        assert beside[row.fingerprint] == [row.claim_id, row.figure, row.against_id, row.against_figure]


def test_every_view_and_question_of_a_database_runs_and_is_described(sample, folder):
    path = folder / "run.sqlite"
    target(str(path)).write(sample)
    described = json.loads((folder / "run.metadata.json").read_text("utf-8"))["databases"]["run"]
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("select name from sqlite_schema where type in ('table', 'view')")]
        assert set(names) == set(described["tables"])
        for name in names:
            columns = [about[0] for about in database.execute(f"select * from {name}").description]
            about = described["tables"][name]
            assert set(about.get("columns", {})) | set(about.get("facets", [])) <= set(columns)
        about_event = described["queries"]["claims_about"]["sql"]
        event = sample.claims["event"].dropna().iloc[0]
        asked = database.execute(about_event, {"event": event, "measure": ""}).fetchall()
        assert len(asked) == (sample.claims["event"] == event).sum()
        words = described["queries"]["findings_about"]["sql"]
        assert len(database.execute(words, {"words": "INCONSISTENT"}).fetchall()) == sum(
            "inconsistent" in message for message in sample.rows["message"]
        )


def test_a_database_of_findings_is_not_read_as_a_ledger_but_a_ledger_that_somebody_adds_is(sample, folder):
    path = folder / "run.sqlite"
    target(str(path)).write(dataclasses.replace(sample, tables=lambda: {"claims": sample.claims}))
    assert discover([folder]).passed_over == [
        ("run.metadata.json", "a report of figcheck"),
        ("run.sqlite", "a report of figcheck"),
    ]
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table ours (claim_id, event, measure, figure, source, published)")
        database.commit()
    found = discover([folder])
    assert [(ledger.source.name, ledger.table.sheet) for ledger in found.ledgers] == [("run.sqlite", "ours")]
    assert not found.errors


def test_a_database_is_replaced_by_a_newer_one_but_not_after_somebody_worked_in_it(sample, folder):
    path = folder / "run.sqlite"
    asked = target(str(path))
    asked.write(sample)
    asked.refuse([], sample)
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table ours (x)")
        database.commit()
    with pytest.raises(FigcheckError, match="did not write"):
        asked.refuse([], sample)


def test_a_database_replaces_neither_one_of_another_program_nor_another_description(sample, folder):
    with closing(sqlite3.connect(folder / "theirs.sqlite")) as database:
        database.execute("create table theirs (x)")
        database.commit()
    (folder / "run.metadata.json").write_text('{"title": "Our archive"}', "utf-8")
    for name in ("theirs.sqlite", "run.sqlite"):
        with pytest.raises(FigcheckError, match="did not write"):
            target(str(folder / name)).refuse([], sample)


def test_a_table_of_a_database_has_a_bound_and_the_report_says_what_is_left_out(sample, monkeypatch):
    monkeypatch.setattr(database_tables, "MOST_ROWS", 5)
    content = FORMATS["sqlite"].render(many(sample, 12))
    with opened(content) as database:
        assert database.execute("select count(*) from findings").fetchone() == (5,)
    assert "7 rows of findings" in FORMATS["sqlite"].left_out(many(sample, 12))


@pytest.mark.slow
def test_the_database_of_a_run_has_all_claims_and_the_tables_that_its_rules_read(folder):
    example = Path(__file__).parent.parent / "docs/example"
    check(example).write(folder / "run.sqlite")
    with closing(sqlite3.connect(folder / "run.sqlite")) as database:
        claims = database.execute("select claim_id, line, low, high, as_of from claims").fetchall()
        conflicts = database.execute("select claim_id from conflicts").fetchall()
        cells = database.execute("select claims, findings, first_day from cells").fetchall()
        figures = database.execute("select claim_id from figures order by claim_order").fetchall()
    assert ("post", 5, 1301, None, "2024-05-03") in claims
    assert len(claims) == len(figures) == 4
    assert conflicts == [("post",)]
    assert cells == [(4, 1, "2024-05-03")]
