"""What tells a discrepancy again: a fingerprint that survives moved rows, and a state that changes with the numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

import pandas as pd

from figcheck.model.tables import LEDGER_COLUMNS

_LENGTH = 16
"""Hex digits, 64 bits: a report of a million rows has a clash in one of thirty million runs."""

_STATE_COLUMNS = ("low", "high", "ratio_low", "ratio_high", "interval", "period_start", "as_of", "published")
_OF_A_CHECK = ("column", "value")
"""Fields of a failed check that a fingerprint may depend on; the others may name a file and line, or count other claims."""


def short_hash(*parts: str) -> str:
    """A hash of texts in this order, the same on every machine."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def claim_keys(claims: pd.DataFrame) -> pd.Series:
    """What stands for each claim: its id, or for one without, the hash of its cells. Same index as `claims`."""
    keys = claims["claim_id"].fillna("").astype("object")
    nameless = keys == ""
    if nameless.any():
        keys[nameless] = [f"\x1e{h}" for h in _cell_hashes(claims[nameless])]
    return keys


def fingerprints(rows: pd.DataFrame, claims: pd.DataFrame, rules: list[str]) -> list[str]:
    """One fingerprint a row of `rows`: rule, sorted claim ids, and the column where the finding is about one cell.

    `rules` has the name of each row's rule. Where that is the same for two findings (an id that three claims share), the
    cells and then the other fields are hashed too; for findings alike in all of this, their number.
    """
    keys = claim_keys(claims.loc[claims.index.isin(rows["row"]) | claims.index.isin(rows["against_row"])])
    mine, theirs = keys.reindex(rows["row"]).tolist(), keys.reindex(rows["against_row"]).tolist()
    fields = [f if isinstance(f, Mapping) else {} for f in rows["fields"]]
    pairs = [sorted(k for k in pair if isinstance(k, str)) for pair in zip(mine, theirs, strict=True)]
    found = [
        short_hash(rule, str(f.get("column", "")), *ids) for rule, f, ids in zip(rules, fields, pairs, strict=True)
    ]
    found = _apart(found, lambda shared: _cells_of(rows.iloc[shared], claims))
    found = _apart(found, lambda shared: [_rest(fields[n], rows["gap"].iat[n]) for n in shared])
    seen: dict[str, int] = {}
    for n, fingerprint in enumerate(found):
        seen[fingerprint] = seen.get(fingerprint, 0) + 1
        if seen[fingerprint] > 1:
            found[n] = short_hash(fingerprint, str(seen[fingerprint]))
    return found


def states(rows: pd.DataFrame, claims: pd.DataFrame, stands_on: Sequence[Collection[int]]) -> list[str]:
    """One hash a row of `rows`: the numbers and dates of all claims that it stands on, the gap, and what was counted.

    `stands_on` has their labels for each row, its own and its witness's among them. One row stands for a sum, a cell or a
    stretch of a series, and one more wrong figure there makes it another finding.
    """
    used = claims.loc[claims.index.isin({label for labels in stands_on for label in labels})]
    texts = [_texts(used[c]) for c in _STATE_COLUMNS if c in used]
    unread = used["low"].isna() & (used["ratio_low"].isna() if "ratio_low" in used else True)
    texts.append(_texts(used["figure"].where(unread)))  # where there are no numbers, the words
    said = ["\x1f".join(cells) for cells in zip(*texts, strict=True)]
    by_row = dict(zip(used.index, zip(claim_keys(used), said, strict=True), strict=True))
    out = []
    for labels, gap, fields in zip(stands_on, _texts(rows["gap"]), rows["fields"], strict=True):
        ordered = sorted(by_row[label] for label in labels if label in by_row)
        out.append(short_hash(gap, *_whole_numbers(fields), *(text for _, text in ordered)))
    return out


def _whole_numbers(fields: Any) -> list[str]:
    """The counts that a query returned (how many claims a row stands for), by the names of their columns."""
    if not isinstance(fields, Mapping) or "check" in fields:
        return []
    return [f"{k}={v}" for k, v in sorted(fields.items()) if isinstance(v, int) and not isinstance(v, bool)]


def _apart(found: list[str], more: Callable[[list[int]], list[str]]) -> list[str]:
    """The fingerprints, with those that two findings share hashed again with what `more` says of these findings."""
    shared = pd.Series(found, dtype="object").duplicated(keep=False)
    places = [n for n, twice in enumerate(shared) if twice]
    out = list(found)
    for n, text in zip(places, more(places) if places else [], strict=True):
        out[n] = short_hash(found[n], text)
    return out


def _cells_of(rows: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """For each row the hashes of the cells of its claims, in an order that does not tell which of them is accused."""
    used = claims.loc[claims.index.isin(rows["row"]) | claims.index.isin(rows["against_row"])]
    hashes = dict(zip(used.index, _cell_hashes(used), strict=True))
    pairs = zip(rows["row"], rows["against_row"], strict=True)
    return [" ".join(sorted(hashes[r] for r in pair if r in hashes)) for pair in pairs]


def _rest(fields: Mapping[str, Any], gap: Any) -> str:
    kept = {k: v for k, v in fields.items() if "check" not in fields or k in _OF_A_CHECK}
    return json.dumps([kept, str(gap)], sort_keys=True, default=str)


def _cell_hashes(claims: pd.DataFrame) -> list[str]:
    """A hash of the ledger's own cells of each claim; file and line do not count."""
    columns = [c for c in (*LEDGER_COLUMNS, "record") if c in claims]
    return [short_hash(*cells) for cells in zip(*(_texts(claims[c]) for c in columns), strict=True)]


def _texts(cells: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in cells.tolist()]
