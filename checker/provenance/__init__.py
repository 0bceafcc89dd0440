"""Who said what, from whom, and what happened to it on the way: chains for a person, and exports for other programs."""

from checker.provenance.formats import FORMATS, rendered
from checker.provenance.trail import Trail, trail
from checker.provenance.tree import show_all, show_chain

__all__ = ["FORMATS", "Trail", "rendered", "show_all", "show_chain", "trail"]
