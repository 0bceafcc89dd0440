"""Claims that were compared before in this process are not compared again: for tests of what is made of the findings.

What was compared is known by its content: the claims, the vocabulary, the cards with their settings, and the day. Ledgers
with copies beside them are always compared. The fixture `compared_once` of conftest.py does this for one test.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pandas as pd
import pytest

from figcheck import pipeline
from figcheck.compare.cards.card import RuleCard
from figcheck.compare.find_discrepancies import find_discrepancies
from figcheck.validate.validation import validate

_known: dict[bytes, Any] = {}


def keep_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets every run of this test validate and compare by `_once`."""

    def checked(*given: Any) -> Any:
        return _once(lambda: validate(*given), "validate", *given)

    def compared(
        validation: Any, vocabulary: Any, cards: Any, session: Any, today: Any, *rest: Any, **named: Any
    ) -> Any:
        def compare() -> Any:
            return find_discrepancies(validation, vocabulary, cards, session, today, *rest, **named)

        if validation.figures["archive"].notna().any():
            return compare()
        return _once(compare, "compare", validation, vocabulary, cards, today, named["parameters"])

    monkeypatch.setattr(pipeline, "validate", checked)
    monkeypatch.setattr(pipeline, "find_discrepancies", compared)


def _once(work: Callable[[], Any], *content: Any) -> Any:
    key = _bytes(content)
    if key not in _known:
        _known[key] = work()
    return _known[key]


def _bytes(content: object) -> bytes:
    out = io.BytesIO()
    pickler = _ByContent(out)
    pickler.fast = True  # equal objects are written alike, whether or not they are one
    pickler.dump(content)
    return out.getvalue()


class _ByContent(pickle.Pickler):
    """Writes of a table its cells and types, and not what pandas remembers of it."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, RuleCard):  # apart, since a fast pickle is not deep
            return bytes, (_bytes([getattr(value, one.name) for one in fields(value)]),)
        if isinstance(value, pd.DataFrame):
            return tuple, ((value.index.tolist(), value.dtypes.astype(str).to_dict(), value.to_dict("list")),)
        return NotImplemented
