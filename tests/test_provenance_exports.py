"""What `figcheck trace --format` writes, read back by the libraries of others."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import command
from conftest import DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import ProvDerivation, ProvDocument, ProvInvalidation
from rdflib import Graph, URIRef

from figcheck.commands.rule_examples import EXAMPLE_TODAY
from figcheck.commands.trace_claim import trace
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import Settings
from figcheck.provenance.formats import rendered
from figcheck.provenance.trail.prov_document import prov_document
from figcheck.provenance.trail.trail import Trail

pytestmark = [pytest.mark.usefixtures("compared_once"), pytest.mark.slow]

PROV = "http://www.w3.org/ns/prov#"
CLAIM = "urn:figcheck:claim:"


SETTINGS = Settings(select=("FC6", "FC7"))


@pytest.fixture
def ledger(folder: Path) -> Path:
    """The ledger of tests/data/provenance below figures/."""
    shutil.copytree(DATA / "provenance", folder / "figures")
    return folder / "figures" / "claims.csv"


@pytest.fixture(scope="module")
def trail(tmp_path_factory) -> Trail:
    """The trail of that ledger."""
    return trail_of(tmp_path_factory.mktemp("traced"), lambda rows: rows)


@pytest.fixture(scope="module")
def trail_of_reversed_rows(tmp_path_factory) -> Trail:
    return trail_of(tmp_path_factory.mktemp("reversed"), lambda rows: rows[::-1])


def trail_of(folder: Path, order: Callable[[list[str]], list[str]]) -> Trail:
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        shutil.copytree(DATA / "provenance", "figures")
        ledger = Path("figures/claims.csv")
        head, *rows = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
        ledger.write_text("".join([head, *order(rows)]), encoding="utf-8")
        return trace([Path("figures")], SETTINGS, EXAMPLE_TODAY).trail


@pytest.mark.slow
def test_every_form_of_prov_is_read_back_as_the_same_document(trail):
    expected = prov_document(trail)
    for name, reader in (("prov-json", "json"), ("prov-n", "provn"), ("prov-jsonld", "jsonld")):
        assert ProvDocument.deserialize(content=rendered(trail, name), format=reader) == expected, name


@pytest.mark.slow
def test_links_are_quotations_derivations_revisions_and_primary_sources(trail):
    document = ProvDocument.deserialize(content=rendered(trail, "prov-json"), format="json")
    kinds = {}
    for record in document.get_records(ProvDerivation):
        ends = [str(value.localpart) for _, value in record.formal_attributes[:2]]
        kinds[tuple(ends)] = {str(kind) for kind in record.get_asserted_types()}
    assert kinds["agency", "brigade%202"] == {"prov:Quotation"}
    assert kinds["paper", "agency"] == set()
    assert kinds["brigade%202", "brigade%201"] == {"prov:Revision"}
    assert sum(found == {"prov:PrimarySource"} for found in kinds.values()) == 3
    [end] = document.get_records(ProvInvalidation)
    assert str(end.args[0]) == "claim:brigade%201"
    assert end.args[2].isoformat() == "2024-01-14T00:00:00"
    [paper] = document.get_record("claim:paper")
    assert paper.get_attribute("figcheck:figure") == {"nearly 500"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib 7 uses what it deprecates
@pytest.mark.slow
def test_prov_jsonld_is_linked_data_without_a_network(trail):
    graph = Graph().parse(data=rendered(trail, "prov-jsonld"), format="json-ld")
    entities = set(
        graph.subjects(
            predicate=URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), object=URIRef(PROV + "Entity")
        )
    )
    assert URIRef(CLAIM + "paper") in entities
    assert {str(e) for e in entities if str(e).startswith(CLAIM)} >= {CLAIM + "brigade%201", CLAIM + "hospital"}


def test_edges_name_what_changed_at_each_link(trail):
    rows = {row["from"]: row for row in csv.DictReader(io.StringIO(rendered(trail, "edges")))}
    assert rows["agency"]["relation"] == "quoted"
    assert rows["paper"]["to"] == "agency"
    assert "population: workers and visitors → workers" in rows["paper"]["changed"]
    assert rows["paper"]["severity"] == "error"
    assert (rows["blog"]["changed"], rows["blog"]["findings"]) == ("", "")
    assert rows["brigade 2"]["relation"] == "revises"


def test_a_claim_review_gives_no_verdict(trail):
    reviews = json.loads(rendered(trail, "claimreview"))["@graph"]
    assert reviews
    assert not any("reviewRating" in review for review in reviews)
    [scope] = [review for review in reviews if review["reviewAspect"] == "scope-mismatch"]
    assert scope["itemReviewed"]["identifier"] == "paper"
    assert scope["itemReviewed"]["author"]["name"] == "The Paper"
    assert scope["itemReviewed"]["datePublished"] == "2024-01-16"
    assert scope["isBasedOn"]["identifier"] == "agency"


@pytest.mark.parametrize("name", ["prov-json", "prov-n", "prov-jsonld", "claimreview", "edges"])
def test_the_order_of_rows_changes_no_byte(name, trail, trail_of_reversed_rows):
    assert rendered(trail_of_reversed_rows, name) == rendered(trail, name)


@pytest.mark.usefixtures("ledger")
@pytest.mark.slow
def test_the_command_prints_an_export_and_nothing_else(trail):
    done = command("trace", "--as-of", "2024-03-01", "--select", "FC6,FC7", "--format", "edges")
    assert (done.returncode, done.stdout, done.stderr) == (0, rendered(trail, "edges"), "")


@pytest.mark.slow
def test_an_export_replaces_no_ledger(ledger):
    before = ledger.read_bytes()
    done = command("trace", "--select", "FC6", "--format", "edges", "--output", "figures/claims.csv")
    assert done.returncode == 2
    assert ledger.read_bytes() == before
    command("trace", "--select", "FC6", "--format", "edges", "--output", "out/edges.csv")
    assert Path("out/edges.csv").read_text(encoding="utf-8").startswith("from,to,relation")


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=12).map(str.strip)


@pytest.mark.fuzz
@given(st.lists(TEXTS.filter(bool), min_size=10, max_size=40, unique=True))
@settings(max_examples=20)
def test_any_id_and_any_name_survive_every_form_of_prov(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("ids")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["claim_id", "event", "measure", "figure", "source", "published", "quote"])
        writer.writerows([text, "fire", "killed", "12", text, "2024-01-15", text] for text in texts)
    try:
        document = prov_document(trace([folder], Settings(select=("FC7",)), EXAMPLE_TODAY).trail)
    except FigcheckError:  # a ledger that cannot be read at all is refused with a word
        return
    for form in ("json", "provn", "jsonld"):
        text = document.get_provn() if form == "provn" else document.serialize(format=form)
        assert ProvDocument.deserialize(content=text, format=form) == document
