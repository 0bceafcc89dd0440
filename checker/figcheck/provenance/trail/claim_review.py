"""Findings as schema.org ClaimReview, as far as a question to an editor is one; docs/provenance.md says what is left out."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from figcheck.provenance.trail.trail import Trail
from figcheck.report.safe_text import plain
from figcheck.report.wording import what_is_counted

_OF_FIGURES = ("3", "4", "5", "6", "7", "8")
"""Families whose findings are about what a claim says; those about a ledger's cells review no claim."""


def render(trail: Trail) -> str:
    """JSON-LD with one ClaimReview a new finding of the families contradiction to typo, in the order of the report."""
    findings = trail.findings[trail.findings["status"].eq("new") & trail.findings["code"].str[2].isin(_OF_FIGURES)]
    rows = findings.astype(object).where(findings.notna(), None).to_dict("records")
    reviews = [_review(trail, row) for row in rows if row["claim_id"] in trail.claims.index]
    return json.dumps({"@context": "https://schema.org", "@graph": reviews}, indent=1, ensure_ascii=False) + "\n"


def _review(trail: Trail, row: dict[str, Any]) -> dict[str, Any]:
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:figcheck:finding:{row['fingerprint']}",
        "claimReviewed": _summary(trail.claim(row["claim_id"])),
        "itemReviewed": _claim(trail, row["claim_id"]),
        "reviewAspect": row["rule"],
        "reviewBody": plain(row["message"]),
    }
    if row["against_id"] in trail.claims.index:
        review["isBasedOn"] = _claim(trail, row["against_id"])
    return review


def _summary(claim: dict[str, Any]) -> str:
    return plain(f"“{claim['figure']}” {what_is_counted(claim['measure'], claim['population'], claim['place'])}")


def _claim(trail: Trail, claim_id: str) -> dict[str, Any]:
    claim = trail.claim(claim_id)
    item: dict[str, Any] = {"@type": "Claim", "identifier": plain(claim_id), "name": _summary(claim)}
    if claim["quote"]:
        item["text"] = plain(claim["quote"])
    printed: dict[str, Any] = {"@type": "CreativeWork"}
    if claim["source"]:
        item["author"] = {"@type": "Organization", "name": plain(claim["source"])}
        printed["publisher"] = item["author"]
    if claim["published"] is not None:
        item["datePublished"] = printed["datePublished"] = _day(claim["published"])
    if claim["url"]:
        printed["url"] = plain(claim["url"])
    item["appearance"] = printed
    return item


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
