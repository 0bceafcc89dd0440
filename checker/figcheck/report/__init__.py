"""Fifth stage: what was found -> a report in words, as files and on the terminal."""

from figcheck.report.assemble import assemble_report, in_report_order, words_of_check
from figcheck.report.card_text import CardText, card_text
from figcheck.report.formats import Target, format_of, formats, target
from figcheck.report.report import Report, claims_concerned
from figcheck.report.summary import RunSummary
from figcheck.report.terminal.show import show

__all__ = [
    "CardText",
    "Report",
    "RunSummary",
    "Target",
    "assemble_report",
    "card_text",
    "claims_concerned",
    "format_of",
    "formats",
    "in_report_order",
    "show",
    "target",
    "words_of_check",
]
