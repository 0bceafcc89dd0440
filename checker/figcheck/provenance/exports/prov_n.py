"""PROV-N (W3C recommendation), the notation of provenance for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail

NAME = "prov-n"
BEGINS = re.compile(rb"document\s+prefix figcheck <")


def render(trail: Trail) -> str:
    """The trail in PROV-N."""
    from figcheck.provenance.trail import prov_document

    return prov_document.as_provn(trail)
