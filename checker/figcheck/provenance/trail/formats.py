"""The exports by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from figcheck.provenance.trail import claim_review, edges_csv, prov_document
from figcheck.provenance.trail.trail import Trail

FORMATS: Mapping[str, Callable[[Trail], str]] = {
    "prov-json": prov_document.as_json,
    "prov-n": prov_document.as_provn,
    "prov-jsonld": prov_document.as_jsonld,
    "claimreview": claim_review.render,
    "edges": edges_csv.render,
}
"""Name of an export -> what writes it; the same trail gives the same text."""


def rendered(trail: Trail, name: str) -> str:
    """The text of one export."""
    return FORMATS[name](trail)
