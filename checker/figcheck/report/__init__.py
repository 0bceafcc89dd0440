"""The stage `report`: findings in words, as files and on the terminal.

In come the rows that the cards found, the claims and the texts of the cards; out comes a `Report`, which every format renders.
Start at `assemble.py`, which makes the report table: it asks `wording.py` for the words and `fingerprints.py` for the
fingerprint. `formats.py` finds the formats in `files/`. `terminal/` and `web_page/` are what people read.
"""

from figcheck.report.assemble import assemble_report, in_report_order, words_of_check
from figcheck.report.card_text import CardText, card_text
from figcheck.report.causes import followers, with_causes
from figcheck.report.formats import Target, format_of, formats, target
from figcheck.report.report import Report, claims_concerned
from figcheck.report.summary import RunSummary
from figcheck.report.terminal.show import show
from figcheck.report.write_reports import write_reports

__all__ = [
    "CardText",
    "Report",
    "RunSummary",
    "Target",
    "assemble_report",
    "card_text",
    "claims_concerned",
    "followers",
    "format_of",
    "formats",
    "in_report_order",
    "show",
    "target",
    "with_causes",
    "words_of_check",
    "write_reports",
]
