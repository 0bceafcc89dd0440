"""A question to the origin of a figure, in plain words, ready to be copied into a letter."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.report.records import Record
from figcheck.report.safe_text import one_line
from figcheck.report.wording import day_words, what_is_counted, who_says


def question(finding: Record, claim: Record | None, other: Record | None) -> str:
    """The question about a finding; `claim` is the one to look at first, `other` the one it was compared with."""
    return "\n".join(_lines(finding, claim, other)) + "\n"


def _lines(finding: Record, claim: Record | None, other: Record | None) -> Iterator[str]:
    whom = one_line((claim or {}).get("origin") or (claim or {}).get("source") or "whom it may concern")
    yield f"To: {whom}"
    yield ""
    yield "We check each figure before we print it, and we have a question about this one:"
    yield ""
    for said in (claim, other):
        if said is not None:
            yield f"- {_said(said)}"
    if finding["gap"] is not None and other is not None:
        yield ""
        yield f"The two figures are {finding['gap']:,} apart."
    elif other is None:
        yield ""
        yield one_line(finding["message"] or "")
    yield ""
    if claim is not None:
        yield f"1. Which figure did you give for {one_line(day_words(claim['as_of']))}?"
        yield f"2. Whom does it count? We understand: {_what(claim)}."
    else:
        yield "1. Which figure is right?"
        yield "2. Whom does it count?"
    yield "3. Did you correct or replace it later? If so, on which day, and where can we read that?"


def _said(claim: Record) -> str:
    who = who_says(claim["source"], claim["origin"])
    aside = "," if ", citing" in who else ""
    day = f" for {day_words(claim['as_of'])}"
    printed = f" It was published on {claim['published']}." if claim["published"] else ""
    where = f" {claim['url']}" if claim["url"] else ""
    return one_line(f"{who}{aside} gives “{claim['figure'] or ''}” {_what(claim)}{day}.{printed}{where}")


def _what(claim: Record) -> str:
    return one_line(what_is_counted(claim["measure"], claim["population"], claim["place"]))
