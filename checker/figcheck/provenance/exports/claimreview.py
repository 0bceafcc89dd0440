"""ClaimReview of schema.org, for what publishes fact checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail

NAME = "claimreview"
BEGINS = re.compile(rb'\{\s*"@context": "https://schema.org",\s*"@graph": \[(\]|\s*\{\s*"@type": "ClaimReview",)')


def render(trail: Trail) -> str:
    """JSON-LD with one ClaimReview a new finding."""
    from figcheck.provenance.trail import claim_review

    return claim_review.render(trail)
