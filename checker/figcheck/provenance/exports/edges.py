"""The links as a CSV table, for a spreadsheet or a drawing of the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail

NAME = "edges"
BEGINS = re.compile(rb"from,to,relation,from_figure,")


def render(trail: Trail) -> str:
    """One row a link."""
    from figcheck.provenance.trail import edges_csv

    return edges_csv.render(trail)
