"""Which findings a page shows: by words, event, measure, place, source, origin, rule, severity and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from figcheck.report.records import Record

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
        wanted = ((self.event, "event"), (self.severity, "severity"), (self.rule, "code"), (self.measure, "measure"))
        if any(value and finding[name] != value for value, name in (*wanted, (self.place, "place"))):
            return False
        if self.status and finding["status"] != self.status:
            return False
        for value, name in ((self.source, "source"), (self.origin, "origin")):
            if value and value not in (finding[name], finding[f"against_{name}"]):
                return False
        words = self.find.casefold().split()
        text = " ".join(str(finding[name]) for name in _SEARCHED if finding[name]).casefold() if words else ""
        return all(word in text for word in words)


def choices(findings: Iterable[Record]) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to: (value, words), for those where there is a choice."""
    rows = list(findings)
    found: dict[str, list[tuple[str, str]]] = {}
    for name in ("severity", "event", "measure", "place", "source", "origin", "status"):
        values = {str(row[name]) for row in rows if row[name]}
        if name in ("source", "origin"):
            values |= {str(row[f"against_{name}"]) for row in rows if row[f"against_{name}"]}
        found[name] = [(value, value.replace("_", " ") if name == "measure" else value) for value in sorted(values)]
    found["rule"] = sorted({(str(row["code"]), f"{row['code']} {row['rule']}") for row in rows})
    order = ("severity", "event", "rule", "measure", "place", "source", "origin", "status")
    return {name: found[name] for name in order if len(found[name]) > 1}
