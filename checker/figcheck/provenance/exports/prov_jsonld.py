"""PROV-JSONLD (W3C member submission of 2024), for the web of linked data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail

NAME = "prov-jsonld"
BEGINS = re.compile(rb'\{\s*"@context": \[\s*\{\s*"figcheck": ')


def render(trail: Trail) -> str:
    """The trail as JSON-LD, with its context inside: no network is needed to read it."""
    from figcheck.provenance.trail import prov_document

    return prov_document.as_jsonld(trail)
