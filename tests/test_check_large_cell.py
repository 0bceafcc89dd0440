"""One cell of many claims: no card and no table compares all with all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.engine import CardSession
from figcheck.compare.find_discrepancies import find_discrepancies
from figcheck.model.tables import TABLES, Claims
from figcheck.parse.claims import parse_claims
from figcheck.provenance.copies import evidence_table
from figcheck.read.vocabulary_yaml import common_vocabulary, merge, read_vocabulary
from figcheck.validate.validation import validate

WRONG = 50
"""One claim in this many is wrong."""


def large_cell(claims_in_all: int) -> pd.DataFrame:
    """The growing total of one counter as fifty sources give it, two hundred a day; the wrong ones give it ten too high."""
    n = np.arange(claims_in_all)
    day = n // 200
    number = 1_000 + 31 * day + 10 * (n % WRONG == 7)
    when = (pd.Timestamp("2022-01-01") + pd.to_timedelta(day, unit="D")).strftime("%Y-%m-%d")
    claims = pd.DataFrame({"claim_id": pd.Series(n).astype("str"), "figure": pd.Series(number).astype("str")})
    claims = claims.assign(event="war", measure="killed", origin="ministry", as_of=when, published=when)
    claims["source"] = "source " + pd.Series(n % 50).astype("str")
    claims = claims.assign(file="a.csv", line=n + 2)
    texts = [c for c in Claims.names() if c not in claims and c != "line"]
    return claims.assign(**dict.fromkeys(texts, pd.Series(None, index=claims.index, dtype="str")))[Claims.names()]


@pytest.mark.slow
@pytest.mark.parametrize("claims", [2_000, 100_000])
def test_a_large_cell_is_checked_and_each_wrong_claim_reported_at_most_once(claims):
    vocabulary = merge({"": common_vocabulary(), "v": read_vocabulary("events: {war: {start: 2021-12-01}}", "v")})
    parsed = parse_claims(large_cell(claims), vocabulary)
    validation = validate(parsed, vocabulary, date(2026, 1, 1))
    with CardSession(deadline=600) as session:
        checked = find_discrepancies(
            validation, vocabulary, catalogue([]).cards, session, date(2026, 1, 1), evidence_table
        )
    assert checked.errors == []  # a card that compares all with all is ended at the deadline, or returns too many rows
    assert max(len(checked.tables[name]) for name in TABLES if name != "discrepancies") <= claims
    conflicts = checked.rows[checked.rows["code"] == "FC301"]
    assert conflicts["row"].is_unique
    wrong = set(parsed.index[(np.arange(claims) % WRONG) == 7])
    assert 0 < len(conflicts) <= len(wrong)
    assert set(conflicts["row"]) <= wrong
