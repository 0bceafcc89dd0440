"""Claims that say the very same once more: they add no voice, no part and no day to what is compared."""

from __future__ import annotations

from figcheck.compare.comparable.pairs import among
from figcheck.model.tables import LEDGER_COLUMNS, REFERENCE_COLUMNS, ValidClaims, sums_of

_SAID = [column for column in LEDGER_COLUMNS if column != "claim_id"]


def exact_repeats(figures: ValidClaims) -> dict[str, str]:
    """The claims that are like an earlier one in all but the id, each with that earlier one.

    Numbers of a period that the ledger adds up (`sums_to`) are not among them: a source that lists incidents may have several
    alike. Nor are wholes that are alike and have each their own parts: as one claim, it would have all the parts.
    """
    # most claims differ in a few cells, and need no look at the rest
    alike = figures[figures.duplicated(["event", "figure", "source", "as_of", "published"], keep=False)]
    alike = alike[~(alike["kind"].eq("increment") & alike["sums_to"].notna())]
    alike = alike[alike.duplicated(_SAID, keep=False)]
    if alike.empty:
        return {}
    first = alike["claim_id"].groupby([alike[c] for c in _SAID], dropna=False, sort=False).transform("first")
    has_parts = alike["claim_id"].isin(_wholes(figures))
    again = (first != alike["claim_id"]) & ~(has_parts & (has_parts.groupby(first).transform("sum") > 1))
    return dict(zip(alike.loc[again, "claim_id"], first[again], strict=True))


def _wholes(figures: ValidClaims) -> set[str]:
    """The claims that `sums_to` names."""
    cells = figures["sums_to"].dropna().unique()
    ids = set(figures["claim_id"]) if len(cells) else set()
    return {whole for cell in cells for whole, _ in sums_of(cell, ids)}


def without_repeats(figures: ValidClaims, stands_for: dict[str, str]) -> ValidClaims:
    """The claims in their order, without the exact repeats. What refers to a repeat refers to the earlier claim."""
    if not stands_for:
        return figures
    kept = figures[~among(figures["claim_id"], stands_for.keys())].copy(deep=False)
    for column in REFERENCE_COLUMNS:
        kept[column] = kept[column].map(lambda name: stands_for.get(name, name), na_action="ignore").astype("str")
    ids = set(figures["claim_id"])
    sums = kept["sums_to"]
    named = sums.notna() & sums.map(
        lambda cell: any(whole in stands_for for whole, _ in sums_of(cell, ids)), na_action="ignore"
    ).eq(True)
    if named.any():
        kept["sums_to"] = sums.where(
            ~named, sums[named].map(lambda cell: _renamed(cell, ids, stands_for)).reindex(sums.index)
        )
    return kept


def _renamed(cell: str, ids: set[str], stands_for: dict[str, str]) -> str:
    parts = [(stands_for.get(whole, whole), label) for whole, label in sums_of(cell, ids)]
    return "; ".join(f"{whole}/{label}" if label else whole for whole, label in parts)
