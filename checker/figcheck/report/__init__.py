"""The stage `report`: findings in words, as files and on the terminal.

In come the rows that the cards found, the claims and the texts of the cards; out comes a `Report`, which every format renders.
Start at `assemble.py`, which makes the report table: it asks `wording.py` for the words and `fingerprints.py` for the
fingerprint. `formats.py` finds the formats in `files/`. `terminal/` and `web_page/` are what people read.

Each name here is imported when it is first used: what most commands print needs `safe_text.py` alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from figcheck.report.assemble import assemble_report, in_report_order
    from figcheck.report.card_text import CardText
    from figcheck.report.causes import followers, with_causes
    from figcheck.report.formats import format_of, target
    from figcheck.report.report import Report, claims_concerned
    from figcheck.report.summary import RunSummary
    from figcheck.report.terminal.show import show

__all__ = [
    "CardText",
    "Report",
    "RunSummary",
    "assemble_report",
    "claims_concerned",
    "followers",
    "format_of",
    "in_report_order",
    "show",
    "target",
    "with_causes",
]

_MODULES = {
    "CardText": "card_text",
    "Report": "report",
    "RunSummary": "summary",
    "assemble_report": "assemble",
    "claims_concerned": "report",
    "followers": "causes",
    "format_of": "formats",
    "in_report_order": "assemble",
    "show": "terminal.show",
    "target": "formats",
    "with_causes": "causes",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
