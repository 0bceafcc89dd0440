"""A draft as a page: each figure underlined in the colour of its verdict, and beside it the row of the ledger.

The page stands alone, has no script, and loads nothing. Text of strangers is escaped by the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from figcheck.model.version import __version__
from figcheck.report.drafts.rows import DraftReport
from figcheck.report.safe_text import one_line, plain
from figcheck.report.verdict import headline, pass_or_fail

BEGINS = re.compile(rb"<!doctype html>.{,900}<title>figcheck draft", re.DOTALL)
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def render(report: Any) -> str:
    """The whole page."""
    environment = Environment(
        loader=PackageLoader("figcheck.report.drafts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbered = list(enumerate(report.judged))
    drafts = [
        {
            "draft": draft,
            "paragraphs": list(_paragraphs(draft.text, found)),
            "figures": [_figure(report, n) for n, _ in found],
        }
        for draft, some in groupby(numbered, key=lambda pair: pair[1].draft)
        if (found := list(some))
    ]
    style = files("figcheck.report.drafts").joinpath("templates/draft.css").read_text("utf-8")
    return environment.get_template("draft.html").render(
        version=__version__,
        style=Markup(style),  # noqa: S704 our own
        headline=headline(report),
        said=report.said,
        pass_or_fail=pass_or_fail(report),
        broken=[plain(error) for error in report.summary.broken],
        drafts=drafts,
    )


def _paragraphs(text: str, found: list[tuple[int, Any]]) -> Iterator[list[tuple[str, int | None, str]]]:
    """The paragraphs of a draft in pieces: (words, number of the figure or None, its verdict)."""
    pieces: list[tuple[str, int | None, str]] = []
    at = 0
    for n, one in found:
        figure = one.extracted.found
        pieces.append((text[at : figure.start], None, ""))
        pieces.append((text[figure.start : figure.end], n, one.judgement.verdict))
        at = figure.end
    pieces.append((text[at:], None, ""))
    paragraph: list[tuple[str, int | None, str]] = []
    for words, number, verdict in pieces:
        if number is not None:
            paragraph.append((one_line(words), number, verdict))
            continue
        first, *others = _PARAGRAPHS.split(plain(words))
        paragraph.append((_BLANKS.sub(" ", first), None, ""))
        for other in others:
            if any(said.strip() for said, _, _ in paragraph):
                yield paragraph
            paragraph = [(_BLANKS.sub(" ", other), None, "")]
    if any(said.strip() for said, _, _ in paragraph):
        yield paragraph


def _figure(report: DraftReport, n: int) -> dict[str, Any]:
    """What stands beside a figure."""
    one = report.judged[n]
    judged, place = one.judgement, one.extracted.place
    row = report.rows.loc[report.labels[n]] if n in report.labels else None
    unit = "paragraph" if one.extracted.file.lower().endswith(".docx") else "line"
    return {
        "n": n,
        "words": one_line(one.extracted.found.words),
        "verdict": judged.verdict,
        "where": f"{unit} {place.line}, column {place.column}",
        "message": plain(one.message),
        "mend": plain(one.mend),
        "claims": [
            {
                "name": name,
                "figure": plain(claim.figure),
                "who": plain(claim.who),
                "day": claim.day,
                "at": plain(f"{claim.file}:{claim.line}"),
            }
            for name, claim in (("Ledger", judged.against), ("Newest", judged.now))
            if claim is not None and not (name == "Newest" and claim == judged.against)
        ],
        "aside": "" if row is None or row["status"] == "new" else plain(f"{row['status']}: {row['reason']}"),
        "fingerprint": "" if row is None else row["fingerprint"],
    }
