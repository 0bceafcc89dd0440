"""`figcheck trace`: the chain of one figure for a person."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from command_line import command
from conftest import DATA
from rich.console import Console

from figcheck.commands.rule_examples import EXAMPLE_TODAY
from figcheck.commands.trace_claim import trace as follow
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import Settings
from figcheck.provenance.trail.terminal import show_chain

pytestmark = pytest.mark.usefixtures("compared_once")

SETTINGS = Settings(select=("FC1", "FC6", "FC7"))


def trace(*arguments: str) -> CompletedProcess[str]:
    """`figcheck trace` with these arguments."""
    return command("trace", "--as-of", "2024-03-01", "--select", ",".join(SETTINGS.select), *arguments, COLUMNS="110")


@pytest.fixture
def ledger(folder: Path) -> Path:
    """The ledger of tests/data/provenance below figures/."""
    shutil.copytree(DATA / "provenance", folder / "figures")
    return folder / "figures" / "claims.csv"


@pytest.fixture(scope="module")
def chain_of(tmp_path_factory) -> Callable[[str], str]:
    """What `figcheck trace` shows of a claim of that ledger, which is checked once."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path_factory.mktemp("traced"))
        shutil.copytree(DATA / "provenance", "figures")
        traced = follow([Path("figures")], SETTINGS, EXAMPLE_TODAY)

    def shown(claim: str) -> str:
        out = io.StringIO()
        show_chain(traced.trail, traced.find(claim), Console(file=out, width=110, highlight=False))
        return out.getvalue()

    return shown


def spaced(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.slow
def test_a_chain_shows_every_step_and_what_changed_at_it(ledger, chain_of):
    assert ledger.exists()
    done = trace("blog")
    assert done.returncode == 0
    assert done.stdout == chain_of("blog")
    blog, paper, agency, radio = (done.stdout.index(f"· {name}") for name in ("blog", "paper", "agency", "brigade 2"))
    assert blog < paper < agency < radio
    changed = done.stdout[paper:agency]
    assert "words: “around 500” → “nearly 500”" in changed
    assert "population: workers and visitors → workers" in changed
    assert "FC603 scope-mismatch (error)" in changed
    for words in ("The Paper, citing fire brigade, 2024-01-16, for 2024-01-14", "figures/claims.csv:5"):
        assert words in done.stdout
    assert "replaces “around 600” (brigade 1)" in done.stdout[radio:]


@pytest.mark.slow
def test_a_later_faithful_copy_is_not_blamed_for_the_link_before_it(chain_of):
    chain = chain_of("blog")
    first, second = chain.index("· blog"), chain.index("· paper")
    assert "taken word for word from, faithfully" in spaced(chain[first:second])
    assert "FC6" not in chain[first:second]


def test_a_circle_is_told_and_ends(chain_of):
    assert "taken from ring b again: a circle" in chain_of("ring b")
    assert "taken from itself" in chain_of("self")


def test_two_who_counted_are_two_and_copies_are_none(chain_of):
    assert "2 origins stand behind it: fire brigade; hospital" in chain_of("agency")
    assert "1 origin stands behind it: hospital" in chain_of("hospital")
    assert "1 origin stands behind it: fire brigade" in chain_of("blog")
    assert "the counter is not named" in chain_of("lone").split("Independent")[1]


def test_what_was_taken_from_a_claim_is_listed_behind_it(chain_of):
    output = chain_of("brigade 2")
    assert "Taken from it  3 claims" in output
    assert "paper [FC603 error" in spaced(output)


def test_a_replaced_claim_says_so(chain_of):
    output = chain_of("brigade 1")
    assert "superseded" in output
    assert "replaced by “around 500” (brigade 2, 2024-01-14)" in output


@pytest.mark.usefixtures("ledger")
@pytest.mark.slow
def test_an_unknown_claim_names_the_nearest_and_a_broken_one_its_line():
    done = trace("hospitel")
    assert done.returncode == 2
    assert 'did you mean "hospital"?' in done.stderr
    Path("figures/more.csv").write_text(
        "claim_id,event,measure,figure,source,published\nbad,harbour-fire,killed,lots and lots of,X,2024-01-15\n"
    )
    done = trace("bad")
    assert done.returncode == 2
    assert "figures/more.csv:2" in done.stderr


@pytest.mark.slow
def test_an_exact_repeat_shows_the_chain_of_what_it_repeats(folder):
    head = "claim_id,event,measure,figure,source,origin,as_of,published,via"
    rows = [
        "a,fire,killed,250,army,army,2024-01-12,2024-01-12,",
        *(f"{x},fire,killed,250,paper,army,2024-01-12,2024-01-13,a" for x in "bc"),
    ]
    (folder / "claims.csv").write_text("\n".join([head, *rows]) + "\n")
    done = trace("c", "claims.csv")
    assert done.returncode == 0, done.stderr
    said, chain = done.stdout.split("\n", 1)
    assert said == "c repeats b in everything but the id: the chain of b is shown"
    assert chain.strip() == trace("b", "claims.csv").stdout.strip()


def test_the_words_of_a_figure_name_its_claim_when_one_alone_prints_them(chain_of):
    assert chain_of("Around  600") == chain_of("brigade 1")
    with pytest.raises(FigcheckError, match='2 claims print "around 500"') as several:
        chain_of("around 500")
    assert "agency, brigade 2" in str(several.value)


@pytest.mark.usefixtures("ledger")
@pytest.mark.slow
def test_all_chains_are_lines():
    output = spaced(trace("--all").stdout)
    assert "“nearly 500” blog ← “nearly 500” paper [FC603 error" in output
    assert output.count("← a circle") == 2
    text = Path("figures/claims.csv").read_text(encoding="utf-8")
    Path("figures/claims.csv").write_text(
        text + text.splitlines()[5].replace("blog", "copyist").replace("Blog", "Copyist") + "\n", encoding="utf-8"
    )
    again = spaced(trace("--all").stdout)
    assert "“nearly 500” copyist ← “nearly 500” paper [FC603 error, FC704" in again
    assert again.count("as above") == 1
    assert "lone" not in output


@pytest.mark.slow
def test_a_mark_of_confirmed_is_worked_out_and_never_typed_in(ledger, chain_of):
    assert "marked –1" in chain_of("agency")
    assert "marked A2" in chain_of("hospital")
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace(",hospital,,,,,,,,,A,2", ",hospital,,,,,,,,,a,1"), encoding="utf-8")
    output = trace("hospital").stdout
    assert "marked A–" in output


def test_bad_usage_is_told(folder):
    assert "name a claim" in trace().stderr
    assert "give --output only with --format" in trace("a", "--output", "x").stderr
    assert trace("a", "nowhere").returncode == 2


@pytest.mark.slow
def test_what_strangers_wrote_does_nothing_to_a_terminal(ledger):
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace("The Paper", "The\x1b[31m Pa[red]per[/red]"), encoding="utf-8")
    output = trace("blog").stdout
    assert "\x1b" not in output
    assert "[red]per[/red]" in spaced(output)
