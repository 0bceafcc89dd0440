"""PROV-JSON (W3C member submission of 2013), for programs that read provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail

NAME = "prov-json"
BEGINS = re.compile(rb'\{\s*"prefix": \{\s*"figcheck": ')


def render(trail: Trail) -> str:
    """The trail as one JSON object."""
    from figcheck.provenance.trail import prov_document

    return prov_document.as_json(trail)
