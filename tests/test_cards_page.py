"""A card's page is read with the lines of its parts, and every fault of it is told at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from figcheck.compare.cards.card import BrokenCardError, Expectation, Problem
from figcheck.compare.cards.page import read_card

CARDS = Path(__file__).parent / "data" / "cards"
GOOD = CARDS / "good" / "time" / "FC401-falling-total.md"


def faults(path: Path, shown_as: str = "c.md", **options) -> list[str]:
    with pytest.raises(BrokenCardError) as caught:
        read_card(path, shown_as, **options)
    return [f"{error.where}: {error.what}" for error in caught.value.errors]


def changed(tmp_path: Path, old: str, new: str, name: str = GOOD.name) -> Path:
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "time" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_card_is_read_whole():
    card = read_card(GOOD, "rules/time/FC401-falling-total.md", shipped=True)
    assert (card.code, card.name, card.severity, card.since, card.family) == (
        "FC401",
        "falling-total",
        "error",
        "0.1.0",
        "time",
    )
    assert card.title == "A running total falls"
    assert card.parameters["settle_days"].default == 0
    assert card.parameters["settle_days"].unit == "days"
    assert card.query is not None
    lines = card.text.split("\n")
    assert lines[card.query_line - 1] == card.query.split("\n")[0]
    assert lines[card.message_line - 1].startswith("message:")
    assert "A total of people killed" in card.prose
    assert "Must be flagged" not in card.prose


def test_examples_keep_their_lines_and_expectations():
    card = read_card(GOOD, "c.md")
    flagged, passing, gap = card.examples
    assert [e.section for e in card.examples] == ["flagged", "pass", "gap"]
    assert flagged.title == "The ministry's total drops overnight"
    assert flagged.expectations == (Expectation(True), Expectation(False))
    assert gap.expectations[1] == Expectation(True, "note", explained=True)
    lines = card.text.split("\n")
    assert [lines[n - 1].split("|")[2].strip() for n in flagged.lines] == ["b", "a"]
    assert lines[passing.line - 1] == "### A floor may be followed by a lower floor"


def test_an_escaped_bar_is_part_of_its_cell():
    assert read_card(GOOD, "c.md").examples[0].rows[0]["note"] == "said | wrote"


def test_an_empty_cell_is_empty_text():
    assert read_card(GOOD, "c.md").examples[0].rows[1]["note"] == ""


def test_today_is_taken_out_of_the_vocabulary_and_its_lines_stay():
    card = read_card(GOOD, "c.md")
    example = card.examples[1]
    assert example.today == date(2024, 3, 1)
    assert list(example.vocabulary) == ["events"]
    place = example.vocabulary_text.split("\n").index("events:")
    assert card.text.split("\n")[place] == "events:"
    assert "today" not in example.vocabulary_text


def test_a_card_of_checks_has_its_problems_in_place_of_a_query():
    card = read_card(CARDS / "good" / "FC101-missing-cell.md", "c.md")
    assert card.query is None
    assert card.problems == {"missing": Problem("missing", "error", "{column} is empty", "Fill it in.", 7)}


def test_a_problem_is_no_worse_than_its_card(tmp_path):
    text = (CARDS / "good" / "FC101-missing-cell.md").read_text(encoding="utf-8")
    path = tmp_path / "FC101-missing-cell.md"
    path.write_text(text.replace("severity: error\n", "severity: note\n", 1), encoding="utf-8")
    assert faults(path) == ['c.md:7: "missing" is an error, which is worse than the card']


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    path = tmp_path / GOOD.name
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.read_bytes().replace(b"\n", b"\r\n"))
    assert read_card(path, "c.md") == read_card(GOOD, "c.md")


def test_all_faults_of_a_card_are_told_at_once():
    found = faults(CARDS / "broken" / "FC402-many-faults.md")
    assert found == [
        'c.md:4: "fatal" is not a severity',
        'c.md:6: the front matter has no key "sevrity"',
        "c.md:7: {figure.__class__} is not a field",
        "c.md:8: {0} is not a field",
        'c.md:10: the parameter "days" has no unit and no why',
        "c.md:19: there is more than one query",
        'c.md:25: a ledger has no column "souce"',
        'c.md:27: cannot read "maybe" in the column `flagged`',
        "c.md:28: 5 cells under 3 columns",
        'c.md:30: the example "No table" has no table',
        'c.md:32: the card has no section "## Must pass"',
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("code: FC401", "code: FC901", 'c.md:2: "FC901" is not a code'),
        ("code: FC401", "code: 401", 'c.md:2: "401" is not a code'),
        ("name: falling-total", "name: Falling", 'c.md:3: "Falling" is not a name'),
        ("name: falling-total", "name: other", 'c.md:2: the file is called "FC401-falling-total.md"'),
        ("since: 0.1.0", "since:", "c.md:5: the card has no `since`"),
        ("since: 0.1.0\n", "", "c.md:1: the card has no `since`"),
        ("since: 0.1.0", "since: 0.1.0\nsince: 0.2.0", 'c.md:6: "since" appears twice in the front matter'),
        ("settle_days: {", "today: {", 'c.md:7: a parameter cannot be called "today"'),
        ("{default: 0", "{default: [0]", "c.md:7: a default is a number, a word, a date, true or false"),
        ("since: 0.1.0", "about: sql\nsince: 0.1.0", 'c.md:5: "sql" is not a word for `about`'),
        ("since: 0.1.0", "cause: luck\nsince: 0.1.0", 'c.md:5: "luck" is not a word for `cause`'),
        (
            "since: 0.1.0",
            "since: 0.1.0\nproblems: {missing: {}}",
            'c.md:6: the problem "missing" has no severity and no mes',
        ),
        ("since: 0.1.0", "since: 0.1.0\nproblems: {}", "c.md:9: the card has `problems` and a message"),
        ("```sql", "```text", "c.md:10: the card has no query"),
        ("{gap} fewer", "{gap fewer", "c.md:8: cannot read the template"),
        ("{gap} fewer", "{gap:>9} fewer", "c.md:8: {gap:>9} is not a field"),
        ("{gap} fewer", "{gap!r} fewer", "c.md:8: {gap!r} is not a field"),
        ("{gap} fewer", "{} fewer", "c.md:8: {} is not a field"),
        ("{gap} fewer", "{gap:one} fewer", "c.md:8: {gap:one} is not a field"),
        ("{gap} fewer", "[[{gap} fewer", "c.md:8: cannot read the template"),
        ("{gap} fewer", "{gap}]] fewer", "c.md:8: cannot read the template"),
        ("{gap} fewer", "[[{gap} [[fewer]]]]", "c.md:8: cannot read the template"),
        ("{gap} fewer", "[[some]] fewer", "c.md:8: cannot read the template"),
        ('message: "', "message: {", "c.md:8: cannot read the front matter"),
        ("| flagged | claim_id |", "| claim_id | flagged |", "c.md:26: the first column is not `flagged`"),
        ("today: 2024-03-01", "today: soon", 'c.md:33: "soon" is not a day'),
        ("events:\n", "events: [\n", "c.md:"),
        ("### A floor may be followed by a lower floor\n", "", "c.md:"),
        ("| yes     | b ", "|         | b ", "c.md:26: no row of"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path, old, new, fault):
    found = faults(changed(tmp_path, old, new))
    assert found[0].startswith(fault), found


def test_a_row_under_must_pass_is_flagged_only_if_explained(tmp_path):
    row = "|         | more than 26,000"
    assert faults(changed(tmp_path, row, row.replace("|  ", "|yes", 1)))[0].endswith("is to be flagged")
    read_card(changed(tmp_path, row, row.replace("|  ", "|explained", 1)), "c.md")


def test_a_shipped_card_lies_in_the_folder_of_its_family(tmp_path):
    path = tmp_path / "figure" / GOOD.name
    path.parent.mkdir()
    path.write_bytes(GOOD.read_bytes())
    assert faults(path, shipped=True) == ['c.md:2: the card is in the folder "figure"']
    assert read_card(path, "c.md").family == "time"


def test_a_page_without_front_matter_is_no_card(tmp_path):
    path = tmp_path / "FC401-x.md"
    path.write_text("# Only prose\n", encoding="utf-8")
    assert faults(path) == ["c.md:1: the card has no front matter"]


def test_a_card_that_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "FC401-x.md"
    path.write_bytes(b"---\ncode: FC401 \xe9\n---\n")
    assert faults(path) == ["c.md:2: cannot read the card"]


def test_a_missing_section_is_told_with_the_heading_that_was_meant(tmp_path):
    with pytest.raises(BrokenCardError) as caught:
        read_card(changed(tmp_path, "## Must be flagged", "## Must be flaged"), "c.md")
    assert caught.value.errors[0].mend == 'did you mean "## Must be flagged" by "## Must be flaged"?'
