"""Fifth stage: what was found -> a report in words, as files and on the terminal."""

from checker.report.assemble import assemble, in_order
from checker.report.card_text import CardText, help_of
from checker.report.formats import FORMATS, Target, format_of, target
from checker.report.report import Report, claims_concerned
from checker.report.summary import RunSummary
from checker.report.terminal import show
from checker.report.wording import fill, range_words, say

__all__ = [
    "FORMATS",
    "CardText",
    "Report",
    "RunSummary",
    "Target",
    "assemble",
    "claims_concerned",
    "fill",
    "format_of",
    "help_of",
    "in_order",
    "range_words",
    "say",
    "show",
    "target",
]
