"""A newsroom's own rules: a card to start from, and cards that are broken or mean harm, through the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from hand_written import OWN_CARD

from figcheck.commands.cli import main

LEDGER = "claim_id,event,measure,figure,source,published,quote\na,quake,killed,1243,AP,2024-02-01,\n"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """A folder with one ledger and nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "claims.csv").write_text(LEDGER, encoding="utf-8")
    return tmp_path


def figcheck(*arguments: str) -> tuple[int, str]:
    """Exit status, and what was printed on both streams."""
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.output


@pytest.mark.slow
def test_a_new_card_passes_its_own_examples_and_is_used(desk):
    status, said = figcheck("rules", "new", "fc390", "figure-without-quote")
    assert (status, said.splitlines()[0]) == (0, "wrote our-rules/FC390-figure-without-quote.md")
    assert figcheck("rules", "test", "FC390", "--rules", "our-rules") == (0, "2 passed, 0 failed\n")
    figcheck("run", "figures", "--rules", "our-rules", "--select", "FC390")
    with (desk / "discrepancies.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["code"], row["rule"], row["claim_id"]) == ("FC390", "figure-without-quote", "a")
    assert "figures of 1,000 and more" in row["message"]


def test_a_new_card_goes_where_the_settings_keep_cards(desk):
    (desk / "figcheck.toml").write_text('rules = ["desk-rules"]\n', encoding="utf-8")
    (desk / "desk-rules").mkdir()
    status, said = figcheck("rules", "new", "FC590", "odd-sum")
    assert (status, said.splitlines()[0]) == (0, "wrote desk-rules/FC590-odd-sum.md")
    assert "--rules" not in said


def test_nothing_is_overwritten(desk):
    figcheck("rules", "new", "FC390", "figure-without-quote")
    card = desk / "our-rules" / "FC390-figure-without-quote.md"
    card.write_text("mine", encoding="utf-8")
    status, said = figcheck("rules", "new", "FC390", "figure-without-quote")
    assert (status, card.read_text(encoding="utf-8")) == (2, "mine")
    assert "already there" in said


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("FC301", "own-rule", "rules/contradiction/FC301-contradiction.md uses it"),
        ("FC390", "contradiction", "rules/contradiction/FC301-contradiction.md uses it"),
        ("FC990", "own-rule", "The first digit is the family"),
        ("FC390", "Own Rule", "small letters, digits and hyphens"),
        ("FC390", "../up", "small letters, digits and hyphens"),
    ],
)
def test_a_code_or_name_that_cannot_be_is_told(desk, code, name, says):
    status, said = figcheck("rules", "new", code, name)
    assert (status, "our-rules" in [p.name for p in desk.iterdir()]) == (2, False)
    assert says in said


HARM = {
    "reads a file": "select 'a' as claim_id, content as x from read_text('/etc/passwd')",
    "copies": "copy figures to 'out.csv'",
    "attaches": "select claim_id from figures; attach 'x.db'",
    "fills the memory": "select claim_id, repeat('x', 10000000000) as x from figures",
    "counts without end": "select 'a' as claim_id from generate_series(1, 1000000000000)",
    "hides a table": "with figures as (select claim_id from citations) select claim_id from figures",
}


def test_a_card_that_means_harm_is_named_with_its_line_and_the_others_run(desk):
    lines = {}
    for code, (harm, query) in enumerate(HARM.items(), 390):
        name = harm.replace(" ", "-")
        figcheck("rules", "new", f"FC{code}", name)
        card = desk / "our-rules" / f"FC{code}-{name}.md"
        text = card.read_text(encoding="utf-8")
        start, end = text.index("```sql\n") + 7, text.index("```\n\n## Must be")
        card.write_text(text[:start] + query + "\n" + text[end:], encoding="utf-8")
        lines[f"our-rules/{card.name}"] = text[:start].count("\n") + 1
    status, said = figcheck("run", "figures", "--rules", "our-rules", "--select", "FC39,FC701")
    assert status == 2
    for card, line in lines.items():
        assert f"{card}:{line}: " in said
    with (desk / "discrepancies.csv").open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)] == ["FC701"]
    assert sorted(p.name for p in desk.iterdir()) == ["discrepancies.csv", "figures", "our-rules"]


@pytest.mark.slow
def test_a_value_of_several_lines_is_quoted_on_one(figcheck, write):
    write("figures/a.csv", "claim_id,event,measure,figure,source,published\na,quake,killed,12,AFP,2024-02-03\n")
    write("our-rules/FC390-own.md", OWN_CARD.replace("code: FC390", "code: FC390\n\n own"))
    done = figcheck("run", "--rules", "our-rules")
    assert done.returncode == 2
    assert '"FC390 own" is not a code' in done.stderr + done.stdout
