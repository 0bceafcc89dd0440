"""A trail as a document of the W3C PROV data model, by the `prov` library; docs/provenance.md has the mapping."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from figcheck.model.extras import needed
from figcheck.provenance.trail.trail import Trail
from figcheck.report.safe_text import plain

if TYPE_CHECKING:
    from prov.model import ProvDocument

TERMS = "urn:figcheck:term:"
CLAIMS = "urn:figcheck:claim:"
PARTIES = "urn:figcheck:party:"
EVIDENCE = "urn:figcheck:evidence:"

_TEXTS = (
    "event", "measure", "population", "place", "kind", "phase", "basis", "qualifier", "unit", "interval", "status",
    "lang", "quote", "note", "reliability", "credibility",
)  # fmt: skip
_DATES = {"as_of": "asOf", "period_start": "periodStart", "published": "published"}
_WHOLE = {"stated_low": "low", "stated_high": "high"}


def as_json(trail: Trail) -> str:
    """The trail as PROV-JSON (W3C member submission of 2013)."""
    return _pretty(prov_document(trail).serialize(format="json"))


def as_jsonld(trail: Trail) -> str:
    """The trail as PROV-JSONLD (W3C member submission of 2024), with its context inside: no network is needed to read it."""
    return _pretty(prov_document(trail).serialize(format="jsonld", context="embed"))


def as_provn(trail: Trail) -> str:
    """The trail in PROV-N, the notation for people (W3C recommendation)."""
    return str(prov_document(trail).get_provn()) + "\n"


def _prov_model() -> Any:
    return needed("prov.model", "an export as W3C PROV", extra="prov")


def _pretty(text: str | None) -> str:
    return json.dumps(json.loads(text or "{}"), indent=1, ensure_ascii=False) + "\n"


def prov_document(trail: Trail) -> ProvDocument:
    """The trail as a `prov` document, records in the order of ids.

    A claim is an entity, generated when it was published, attributed to its source and its origin; `via` is a quotation
    (the same words) or a derivation, `revises` a revision; what was replaced or withdrawn is invalidated; the address and
    copy of the evidence are its primary source.
    """
    document: ProvDocument = _prov_model().ProvDocument()
    for prefix, uri in (("figcheck", TERMS), ("claim", CLAIMS), ("party", PARTIES), ("evidence", EVIDENCE)):
        document.add_namespace(prefix, uri)
    claims = [trail.claim(claim_id) for claim_id in sorted(trail.claims.index)]
    for name in sorted({claim[role] for claim in claims for role in ("source", "origin") if claim[role]}):
        document.agent(_party(name), {"prov:label": plain(name)})
    seen: set[str] = set()
    for claim in claims:
        _add_claim(document, claim)
        _add_evidence(document, claim, seen)
        _add_end(document, claim)
    for claim in claims:
        if claim["claim_id"] in trail.steps.index:
            _add_step(document, trail, claim["claim_id"])
    for claim_id, revised_id in trail.revisions.itertuples(index=False, name=None):
        document.wasRevisionOf(_claim(claim_id), _claim(revised_id))
    return document


def _add_claim(document: ProvDocument, claim: dict[str, Any]) -> None:
    entity = document.entity(_claim(claim["claim_id"]), _attributes(document, claim))
    if claim["published"] is not None:
        entity.wasGeneratedBy(None, _day(claim["published"]))
    for role, did in (("source", "figcheck:printed"), ("origin", "figcheck:counted")):
        if claim[role]:
            what = {"prov:type": document.valid_qualified_name(did)}
            document.attribution(_claim(claim["claim_id"]), _party(claim[role]), other_attributes=what)


def _attributes(document: ProvDocument, claim: dict[str, Any]) -> list[tuple[Any, Any]]:
    model = _prov_model()
    xsd = model.Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")
    found: list[tuple[Any, Any]] = [
        ("prov:label", f"“{plain(claim['figure'])}”"),
        ("prov:type", document.valid_qualified_name("figcheck:Figure")),
        ("figcheck:figure", plain(claim["figure"])),
        ("figcheck:claimId", plain(claim["claim_id"])),
    ]
    found += [(f"figcheck:{name}", plain(str(claim[name]))) for name in _TEXTS if claim[name]]
    found += [
        (f"figcheck:{name}", model.Literal(f"{claim[column]:%Y-%m-%d}", xsd["date"]))
        for column, name in _DATES.items() if claim[column] is not None
    ]  # fmt: skip
    found += [
        (f"figcheck:{name}", model.Literal(str(int(claim[column])), xsd["long"]))
        for column, name in _WHOLE.items() if claim[column] is not None
    ]  # fmt: skip
    return found


def _add_evidence(document: ProvDocument, claim: dict[str, Any], seen: set[str]) -> None:
    """The page or saved copy in which the quote stands, once however many claims were read from it."""
    given = {name: plain(str(claim[name])) for name in ("url", "archive") if claim[name]}
    if not given:
        return
    name = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:16]
    if name not in seen:
        seen.add(name)
        said: list[tuple[Any, Any]] = [(f"figcheck:{key}", value) for key, value in given.items()]
        document.entity(f"evidence:{name}", [*said, ("prov:type", document.valid_qualified_name("figcheck:Evidence"))])
    kept = claim["retrieved"]
    when = {"figcheck:retrieved": f"{kept:%Y-%m-%d}"} if kept is not None else None
    document.primary_source(_claim(claim["claim_id"]), f"evidence:{name}", other_attributes=when)


def _add_end(document: ProvDocument, claim: dict[str, Any]) -> None:
    """The end of a claim that was replaced, retracted or denied: when, as far as a revision tells."""
    if claim["status"] == "current" and claim["replaced_by"] is None:
        return
    status = claim["status"] if claim["status"] != "current" else "superseded"
    on = _day(claim["replaced_on"]) if claim["replaced_on"] is not None else None
    document.invalidation(_claim(claim["claim_id"]), None, on, other_attributes={"figcheck:status": status})


def _add_step(document: ProvDocument, trail: Trail, claim_id: str) -> None:
    step = trail.step(claim_id)
    said: list[tuple[Any, Any]] = [
        ("figcheck:changed", plain(f"{what}: {before} → {after}"))
        for what, before, after in trail.changes_of.get(claim_id, [])
    ]
    said += [("figcheck:finding", f"{code} {rule}") for code, rule, *_ in trail.marks_at.get(claim_id, [])]
    add = document.quotation if step["quoted"] else document.derivation
    add(_claim(claim_id), _claim(step["parent_id"]), other_attributes=list(dict.fromkeys(said)))


def _claim(claim_id: str) -> str:
    return f"claim:{_name(claim_id)}"


def _party(name: str) -> str:
    return f"party:{_name(name)}"


def _name(text: str) -> str:
    """Any text as a name that PROV-N, JSON and RDF all take: letters, digits and "_" as they are, the rest as %XX.

    >>> _name("art:israelis"), _name("AFP 1.2")
    ('art%3Aisraelis', 'AFP%201%2E2')
    """
    return quote(text, safe="", errors="replace").replace(".", "%2E").replace("~", "%7E").replace("-", "%2D")


def _day(day: pd.Timestamp) -> Any:
    """PROV knows instants only: a day stands as its midnight, without a time zone."""
    return day.to_pydatetime()
