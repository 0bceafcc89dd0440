"""Who said what, from whom, and what happened to it on the way: chains for a person, and exports for other programs."""

from figcheck.provenance.trail.formats import FORMATS, rendered
from figcheck.provenance.trail.terminal import show_all, show_chain
from figcheck.provenance.trail.trail import Trail, trail

__all__ = ["FORMATS", "Trail", "rendered", "show_all", "show_chain", "trail"]
