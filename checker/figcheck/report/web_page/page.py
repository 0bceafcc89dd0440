"""One HTML page for editors: the verdict, a picture of each cell in conflict, and every discrepancy in a table.

It stands alone: no script, style, font or image from elsewhere, and none of it is needed to read it. Its content policy lets only
the page's own script run, by hash. Text of strangers is escaped by the templates; links lead to http and https alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from figcheck.model.version import __version__
from figcheck.report.cells import CellFindings, by_cell
from figcheck.report.not_compared import unmatched
from figcheck.report.records import Record, records
from figcheck.report.report import Report, at_labels
from figcheck.report.safe_text import is_web, one_line, plain
from figcheck.report.terminal.layout import amount
from figcheck.report.verdict import headline, pass_or_fail
from figcheck.report.web_page.chains import Chain, Step, chains
from figcheck.report.web_page.choices import choices, values_of
from figcheck.report.web_page.picture import drawable, picture, timeline
from figcheck.report.web_page.rule_prose import rule_prose
from figcheck.report.web_page.shapes import STYLES, Picture
from figcheck.report.web_page.svg import days_svg, mark_svg, panel_svg, scale_svg, shape_of
from figcheck.report.wording import day_words, gap_words, what_is_counted, who_says

_MOST_PICTURES = 200
"""Pictures on a page, the worst cells first; further cells are in the table only, and counted."""

_MOST_CHAINS = 50
"""Chains on a page, the worst first; further ones are counted."""

_MOST_ROWS = 10_000
"""Rows of the table, the worst first: a page of some 8 MB. Further ones are counted."""

_MOST_UNMATCHED = 1_000
"""Claims on a page that were compared with nothing, in the order of the ledgers. Further ones are counted."""


def render(report: Report) -> str:
    """The whole page."""
    new = report.rows[report.rows["status"] == "new"]
    pairs = new[new["row"].notna() & new["against_row"].notna()]  # a claim alone gives no picture
    cells = [found for found in by_cell(report, pairs) if found.cell is not None]
    claims = drawable(report.claims)
    pictures = [p for p in (drawn_cell(claims, found) for found in cells[:_MOST_PICTURES]) if p]
    ways, unchained = chains(replace(report, rows=new.head(_MOST_ROWS)), _MOST_CHAINS)  # each links to its row
    findings = list(_findings(report))
    chosen_by = choices(findings)
    script = _text("page.js")
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        _environment()
        .get_template("page.html")
        .render(
            version=__version__,
            style=Markup(_text("page.css")),  # noqa: S704 our own
            script=Markup(script),  # noqa: S704 our own
            digest=digest,
            headline=headline(report),
            pass_or_fail=pass_or_fail(report),
            summary=report.summary,
            facts=list(_facts(report)),
            pictures=pictures,
            undrawn=len(cells) - len(pictures),
            chains=[_chain(chain) for chain in ways],
            unchained=unchained,
            findings=[{**finding, "values": _values(finding, chosen_by)} for finding in findings],
            choices=chosen_by,
            rules=list(_rules(report, findings)),
            left_out=left_out(report),
            aside=len(report.rows) - len(new),
            unmatched=unmatched(report.not_compared.head(_MOST_UNMATCHED)),
            all_unmatched=len(report.not_compared),
        )
    )


def left_out(report: Report) -> str:
    """What the page does not hold, in a sentence; "" when it has everything."""
    rows, alone = len(report.rows), len(report.not_compared)
    said = [f"the {_MOST_ROWS:,} worst of {rows:,} discrepancies"] if rows > _MOST_ROWS else []
    said += [f"{_MOST_UNMATCHED:,} of {alone:,} claims compared with nothing"] if alone > _MOST_UNMATCHED else []
    return f"the page has {' and '.join(said)}" if said else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("figcheck.report.web_page"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(amount=amount, plain=plain, one_line=one_line)
    return environment


def _text(name: str) -> str:
    return files("figcheck.report.web_page").joinpath("templates", name).read_text(encoding="utf-8")


def _facts(report: Report) -> Iterator[tuple[str, list[str]]]:
    """What was read and compared and what was not: a label with its items."""
    summary = report.summary
    yield "Read", [f"{name}: {amount(n, 'claim')}" for name, n in summary.ledgers]
    yield "Vocabularies", summary.vocabularies
    yield "Skipped", [f"{name} ({why})" for name, why in summary.passed_over]
    yield "Noticed", [f"{name}: {notice}" for name, notice in summary.notices]
    yield (
        "Unknown columns, left alone",
        [f"{column} ({', '.join(where)})" for column, where in summary.unknown_columns],
    )
    yield (
        "Parsed",
        [
            f"{summary.claims_parsed:,} of {amount(summary.claims_read, 'figure')}, {summary.claims_valid:,} of them valid"
        ],
    )
    how = f"in {amount(summary.cells, 'cell')} by {amount(summary.cards_run, 'rule')}"
    yield "Compared", [f"{amount(summary.claims_compared, 'claim')} {how}"]
    yield "Not compared", [f"{n:,} {why}" for why, n in (*summary.not_compared, *summary.sums_not_tested)]
    alone, named = summary.on_one_origin
    if named:
        yield "One origin", [f"in {alone:,} of {amount(named, 'cell')} with a named counter"]
    yield "Held", [f"{n:,} {what}" for what, n in summary.confirmed]
    for label, text in summary.gate:
        yield label, [text]


def drawn_cell(claims: pd.DataFrame, found: CellFindings) -> dict[str, Any] | None:
    """What the template `picture.html` shows of a cell, None where nothing can be drawn. `claims` are `drawable`."""
    drawn = picture(claims, found)
    return None if drawn is None else _shown(drawn, found)


def drawn_timeline(claims: pd.DataFrame, found: CellFindings) -> dict[str, Any] | None:
    """The same of all claims of a cell over all their days, with no finding marked."""
    drawn = timeline(claims, found)
    return None if drawn is None else _shown(drawn, found)


def _shown(drawn: Picture, found: CellFindings) -> dict[str, Any]:
    marked = records(drawn.marked)
    said = "; ".join(_spoken(record) for record in marked) or amount(len(found.claims), "claim")
    label = f"{found.title}: {said}"
    panels = [
        (panel.title, Markup(scale_svg(panel, drawn)), Markup(panel_svg(panel, drawn, label)))  # noqa: S704 svg.py escapes
        for panel in drawn.panels
    ]
    return {
        "title": found.title,
        "about": found.about,
        "claims": len(found.claims),
        "origins": _origins(found),
        "panels": panels,
        "days": Markup(days_svg(drawn)),  # noqa: S704
        "legend": list(_legend(drawn)),
        "marked": marked,
        "more": len(found.rows) - len(marked),
        "left_out": drawn.left_out,
    }


def _origins(found: CellFindings) -> str:
    origins = found.claims["origins"].dropna()
    n = int(origins.iloc[0]) if len(origins) else 0
    return amount(n, "independent origin") if n else "the counter is not named"


def _chain(chain: Chain) -> dict[str, Any]:
    claim = chain.first.claim
    title = one_line(what_is_counted(claim["measure"], claim["population"], claim["place"]))
    return {
        "title": title[:1].upper() + title[1:],
        "about": one_line(claim["event"] or ""),
        "label": one_line(f"Where “{claim['figure'] or ''}” of {claim['claim_id']} went: {title}"),
        "findings": chain.findings,
        "wide": 8 + _wide(chain.first),
        "first": chain.first,
    }


def _wide(step: Step) -> int:
    """The width of a chain in ems, by the widths of page.css, so that it fits on printed paper."""
    own = 9 if step.folded else 20 if step.broken else 13
    return own + max((_wide(child) for child in step.children), default=0)


def _spoken(record: Record) -> str:
    """A discrepancy for somebody who hears the picture."""
    against = f" against “{record['against_figure']}”" if record["against_figure"] else ""
    gap = gap_words(record["gap"], None)
    return one_line(f"“{record['figure'] or ''}”{against}{f', {gap}' if gap else ''}")


def _legend(drawn: Picture) -> Iterator[tuple[Markup, str, str]]:
    """Mark, shape and name of each origin that is in the picture; those that share the last style are counted."""
    seen = {claim.style for panel in drawn.panels for claim in panel.claims}
    for style in sorted(seen):
        name = drawn.origins[style] if style < STYLES else amount(len(drawn.origins) - STYLES, "other origin")
        yield Markup(mark_svg(style)), shape_of(style), name  # noqa: S704


def _findings(report: Report) -> Iterator[Record]:
    """The rows of the table: new ones first, then those set aside, each with the evidence of both claims."""
    aside = report.rows["status"] != "new"
    rows = pd.concat([report.rows[~aside], report.rows[aside]]).head(_MOST_ROWS)
    evidence = report.claims[["quote", "url", "archive"]]
    sides = {
        side: records(at_labels(evidence, rows[f"{side}row"]), ("quote", "url", "archive")) for side in ("", "against_")
    }
    for n, record in enumerate(records(rows)):
        record["gap_words"] = gap_words(record["gap"], record["gap_percent"]).removeprefix("gap ")
        record["day"] = day_words(record["as_of"])
        shown = [(side, proof[n]) for side, proof in sides.items()]
        record["evidence"] = [_evidence(record, side, proof) for side, proof in shown if any(proof.values())]
        yield record


def _values(finding: Record, names: Iterable[str]) -> dict[str, str]:
    """What the page's script finds a row by: the values for each choice, a line each, and the ids of its claims."""
    ids = [str(finding[name]) for name in ("claim_id", "against_id") if finding[name]]
    found = {name: values_of(finding, name) for name in names} | {"claims": ids}
    return {name: "\n".join(one_line(value) for value in values) for name, values in found.items() if values}


def _rules(report: Report, findings: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The page of each rule that found something."""
    codes = sorted({str(finding["code"]) for finding in findings})
    cards = [report.cards[code] for code in codes if code in report.cards]
    addresses = {f"{card.code}-{card.rule}.md": f"#r-{card.code}" for card in cards}
    for card in cards:
        yield {
            "code": card.code,
            "rule": card.rule,
            "title": card.title,
            "prose": rule_prose(card.help, addresses, lower=1),
        }


def _evidence(record: Record, side: str, proof: Record) -> Record:
    links = [(word, proof[key]) for word, key in (("page", "url"), ("archived copy", "archive")) if proof[key]]
    return {
        "figure": record[f"{side}figure"],
        "whose": who_says(record[f"{side}source"], record[f"{side}origin"]),
        "quote": proof["quote"],
        "links": [(word, where) for word, where in links if is_web(where)],
        "places": [(word, where) for word, where in links if not is_web(where)],
    }
