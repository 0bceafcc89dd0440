"""`figcheck trace`: the chain of one figure for a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import DATA

from figcheck.commands.cli import main

pytestmark = pytest.mark.usefixtures("compared_once")


def trace(*arguments: str) -> Result:
    """`figcheck trace` with these arguments, in this process."""
    return CliRunner().invoke(
        main, ["trace", "--as-of", "2024-03-01", "--select", "FC1,FC6,FC7", *arguments], env={"COLUMNS": "110"}
    )


@pytest.fixture
def ledger(folder: Path) -> Path:
    """The ledger of tests/data/provenance below figures/."""
    shutil.copytree(DATA / "provenance", folder / "figures")
    return folder / "figures" / "claims.csv"


def spaced(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.usefixtures("ledger")
def test_a_chain_shows_every_step_and_what_changed_at_it():
    done = trace("blog")
    assert done.exit_code == 0
    blog, paper, agency, radio = (done.output.index(f"· {name}") for name in ("blog", "paper", "agency", "brigade 2"))
    assert blog < paper < agency < radio
    changed = done.output[paper:agency]
    assert "words: “around 500” → “nearly 500”" in changed
    assert "population: workers and visitors → workers" in changed
    assert "FC603 scope-mismatch (error)" in changed
    for words in ("The Paper, citing fire brigade, 2024-01-16, for 2024-01-14", "figures/claims.csv:5"):
        assert words in done.output
    assert "replaces “around 600” (brigade 1)" in done.output[radio:]


@pytest.mark.usefixtures("ledger")
def test_a_later_faithful_copy_is_not_blamed_for_the_link_before_it():
    done = trace("blog")
    first, second = done.output.index("· blog"), done.output.index("· paper")
    assert "taken word for word from, faithfully" in spaced(done.output[first:second])
    assert "FC6" not in done.output[first:second]


@pytest.mark.usefixtures("ledger")
def test_a_circle_is_told_and_ends():
    done = trace("ring b")
    assert done.exit_code == 0
    assert "taken from ring b again: a circle" in done.output
    assert "taken from itself" in trace("self").output


@pytest.mark.usefixtures("ledger")
def test_two_who_counted_are_two_and_copies_are_none():
    assert "2 origins stand behind it: fire brigade; hospital" in trace("agency").output
    assert "1 origin stands behind it: hospital" in trace("hospital").output
    assert "1 origin stands behind it: fire brigade" in trace("blog").output
    assert "nobody is named who counted" in trace("lone").output.split("Independent")[1]


@pytest.mark.usefixtures("ledger")
def test_what_was_taken_from_a_claim_is_listed_behind_it():
    output = trace("brigade 2").output
    assert "Taken from it  3 claims" in output
    assert "paper [FC603 error" in spaced(output)


@pytest.mark.usefixtures("ledger")
def test_a_replaced_claim_says_so():
    output = trace("brigade 1").output
    assert "superseded" in output
    assert "replaced by “around 500” (brigade 2, 2024-01-14)" in output


@pytest.mark.usefixtures("ledger")
def test_an_unknown_claim_names_the_nearest_and_a_broken_one_its_line():
    done = trace("hospitel")
    assert done.exit_code == 2
    assert 'did you mean "hospital"?' in done.output
    Path("figures/more.csv").write_text(
        "claim_id,event,measure,figure,source,published\nbad,harbour-fire,killed,lots and lots of,X,2024-01-15\n"
    )
    done = trace("bad")
    assert done.exit_code == 2
    assert "figures/more.csv:2" in done.output


@pytest.mark.usefixtures("ledger")
def test_the_words_of_a_figure_name_its_claim_when_one_alone_prints_them():
    assert trace("Around  600").output == trace("brigade 1").output
    several = trace("around 500")
    assert several.exit_code == 2
    assert '2 claims print "around 500"' in several.output
    assert "agency, brigade 2" in several.output


@pytest.mark.usefixtures("ledger")
def test_all_chains_are_lines():
    output = spaced(trace("--all").output)
    assert "“nearly 500” blog ← “nearly 500” paper [FC603 error" in output
    assert output.count("← a circle") == 2
    text = Path("figures/claims.csv").read_text(encoding="utf-8")
    Path("figures/claims.csv").write_text(
        text + text.splitlines()[5].replace("blog", "copyist") + "\n", encoding="utf-8"
    )
    assert "“nearly 500” copyist ← “nearly 500” paper [FC603 error, FC704" in spaced(trace("--all").output)
    assert spaced(trace("--all").output).count("as above") == 1
    assert "lone" not in output


def test_a_mark_of_confirmed_is_worked_out_and_never_typed_in(ledger):
    assert "marked –1" in trace("agency").output
    assert "marked A2" in trace("hospital").output
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace(",hospital,,,,,,,,,A,2", ",hospital,,,,,,,,,a,1"), encoding="utf-8")
    output = trace("hospital").output
    assert "marked A–" in output


def test_bad_usage_is_told(folder):
    assert "name a claim" in trace().output
    assert "--output goes with --format" in trace("a", "--output", "x").output
    assert trace("a", "nowhere").exit_code == 2


def test_what_strangers_wrote_does_nothing_to_a_terminal(ledger):
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace("The Paper", "The\x1b[31m Pa[red]per[/red]"), encoding="utf-8")
    output = trace("blog").output
    assert "\x1b" not in output
    assert "[red]per[/red]" in spaced(output)
