"""Which findings a page shows: by words, event, measure, place, source, origin, rule, severity and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from figcheck.report.records import Record
from figcheck.report.web_page.choices import values_of

_SEARCHED = (
    "message", "claim_id", "against_id", "figure", "against_figure", "source", "against_source", "origin", "against_origin",
    "event", "measure", "place", "population", "code", "rule", "as_of", "file", "fingerprint",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a reader asked for; "" for everything. `find` has words that must all stand somewhere in a finding."""

    find: str = ""
    event: str = ""
    severity: str = ""
    rule: str = ""
    measure: str = ""
    place: str = ""
    source: str = ""
    origin: str = ""
    status: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Filters:
        """The filters of an address."""
        return cls(**{field.name: query.get(field.name, "") for field in fields(cls)})

    @property
    def query(self) -> str:
        """These filters as the end of an address, with its question mark; "" for none."""
        given = {f.name: value for f in fields(self) if (value := getattr(self, f.name))}
        return f"?{urlencode(given)}" if given else ""

    def fits(self, finding: Record) -> bool:
        """Whether a finding is among those that were asked for."""
        for name in ("severity", "event", "rule", "measure", "place", "source", "origin", "status"):
            if (value := getattr(self, name)) and value not in values_of(finding, name):
                return False
        words = self.find.casefold().split()
        text = " ".join(str(finding[name]) for name in _SEARCHED if finding[name]).casefold() if words else ""
        return all(word in text for word in words)
