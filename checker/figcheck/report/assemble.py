"""Findings and claims -> the report table: what happened becomes words, fingerprints and an order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from figcheck.model.message_template import template_fields
from figcheck.model.shown import range_words
from figcheck.model.tables import Findings
from figcheck.model.words import SEVERITIES
from figcheck.report.card_text import CardText
from figcheck.report.fingerprints import fingerprints, states
from figcheck.report.gap_in_words import Printed, apart_words
from figcheck.report.wording import Said, fill_template, in_words, mark_words, slip_words, what_is_counted, who_says

_TEXT = ("claim_id", "figure", "source", "origin", "as_of", "published", "event", "measure", "population", "place")
_CLAIM_TEXT = (*_TEXT, "kind", "period_start", "basis")
"""Fields of a claim that are said as they stand; `low`, `high`, `range`, `by` and `what` are worked out."""


def assemble_report(
    rows: pd.DataFrame,
    claims: pd.DataFrame,
    cards: Mapping[str, CardText],
    stands_on: Sequence[Collection[int]] | None = None,
) -> pd.DataFrame:
    """The report: one row a discrepancy, the worst first.

    `row` and `against_row` are labels of `claims`. Templates may use the fields of
    the claim (`claim_id, figure, source, origin, as_of, published, event, measure, population, place, kind,
    period_start, basis, low, high, range`, `by`: who says so, `what`: what was counted), the same with `against_`
    before them, `gap`, `apart` (by how much the two miss each other, see `apart_words`), `code`, `rule`, `severity`, `status`,
    `explanation`, the card's parameters, and whatever is in the row's own `fields`, where null is said as nothing. An
    explanation that its template does not say is put behind the message, and last the slip of the hand that a typo card has
    found in one of the two claims (`slip` in `fields`).

    `gap_percent` is the gap in percent of the smaller of the two bounds that miss each other, to one decimal; null where
    the ranges of the two claims meet, where there is no other claim, and where that bound is 0.
    Fingerprint and state: see `fingerprints.py`; `stands_on` has the labels of all claims that a row stands on, None for
    its own and its witness's. Neither they nor the order depend on file, line or the order of input.
    Raises CardError when a template asks for a field that nothing fills.
    """
    rows = _labels(rows)
    report = _facts(rows, claims)
    report["rule"] = [cards[code].rule for code in rows["code"]]
    report["fingerprint"] = fingerprints(rows, claims, report["rule"].tolist())
    pairs = [frozenset(pair) for pair in zip(rows["row"], rows["against_row"], strict=True)]
    report["state"] = states(rows, claims, pairs if stands_on is None else stands_on)
    report["gap_percent"] = _gap_percent(report)
    report["message"], report["mend"] = "", ""
    report["follows_from"], report["related"] = None, None  # see `with_causes`, which needs the editors' decisions
    checks = pd.Series([_check_of(fields) for fields in rows["fields"]], index=rows.index, dtype="str")
    for (code, check), part in rows.groupby(["code", checks], dropna=False):
        card = cards[str(code)]
        message, mend = _words(part, claims, card, card.templates(None if pd.isna(check) else str(check)))
        report.loc[part.index, "message"] = message
        report.loc[part.index, "mend"] = mend
    return in_report_order(Findings.of(report))


def words_of_check(card: CardText, check: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Message and mend of one failed check that needs nothing but its facts. Raises CardError as `assemble_report` does."""
    said = {name: _said_by_the_row([value], name) for name, value in facts.items()}
    message, mend = (fill_template(template, said, 1)[0] for template in card.templates(check))
    return message, mend


def _labels(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with labels of claims as plain integers, -1 for none."""
    rows = rows.reset_index(drop=True).copy(deep=False)
    for column in ("row", "against_row"):
        rows[column] = rows[column].astype("Int64").fillna(-1).astype("int64")
    rows["gap"] = rows["gap"].astype("Int64")
    return rows


def _column(claims: pd.DataFrame, name: str, labels: pd.Series) -> pd.Series:
    """One column of the claims at these labels; null where there is no such claim or column."""
    if name not in claims:
        return pd.Series(None, index=labels.index, dtype="str")
    taken = claims[name].reindex(labels)
    taken.index = labels.index
    return taken


def _facts(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    report = rows[["code", "severity", "status", "gap"]].copy()
    report["reason"] = rows["explanation"]
    for name in ("row", "against_row"):
        report[name] = rows[name].astype("Int64").where(rows[name] >= 0)
    for name in (*_TEXT, "low", "high", "file", "line"):
        report[name] = _column(claims, name, rows["row"])
    for name in ("source", "origin", "figure", "low", "high", "as_of"):
        report[f"against_{name}"] = _column(claims, name, rows["against_row"])
    report["against_id"] = _column(claims, "claim_id", rows["against_row"])
    return report


def _gap_percent(report: pd.DataFrame) -> pd.Series:
    low, high, against_low, against_high = (
        report[c].astype("Int64").astype("Float64") for c in ("low", "high", "against_low", "against_high")
    )
    above = (low > against_high).fillna(False).astype(bool)
    below = (high < against_low).fillna(False).astype(bool)
    bound = against_high.where(above, high.where(below))
    return (100 * report["gap"].astype("Float64") / bound.where(bound > 0)).round(1)


def _check_of(fields: Any) -> str | None:
    return fields.get("check") if isinstance(fields, Mapping) else None


def _words(
    rows: pd.DataFrame, claims: pd.DataFrame, card: CardText, templates: tuple[str, str]
) -> tuple[list[str], list[str]]:
    """Messages and mends of the rows of one card, or of one of its checks, in their order."""
    message, mend = templates
    own = [f if isinstance(f, Mapping) else {} for f in rows["fields"]]
    columns: dict[str, Said] = {}
    for name in {*template_fields(message), *template_fields(mend)}:
        if any(name in fields for fields in own):
            columns[name] = _said_by_the_row([fields.get(name) for fields in own], name)
        elif (said := _said(name, rows, claims, card)) is not None:
            columns[name] = said
    messages = fill_template(message, columns, len(rows))
    if "explanation" not in columns:
        given = [None if pd.isna(e) else str(e).removesuffix(".") for e in rows["explanation"]]
        messages = [f"{m} Explained: {e}." if e else m for m, e in zip(messages, given, strict=True)]
    pairs = [_cells(claims, rows[side], "claim_id", "figure") for side in ("row", "against_row")]
    messages = [
        f"{m} {_slip(fields['slip'], dict(pair))}" if "slip" in fields else m
        for m, fields, *pair in zip(messages, own, *pairs, strict=True)
    ]
    marks = zip(*(_marked(claims, rows[side]) for side in ("row", "against_row")), strict=True)
    messages = [f"{m}{mark_words(pair)}" for m, pair in zip(messages, marks, strict=True)]
    return messages, fill_template(mend, columns, len(rows))


def _slip(slip: Mapping[str, Any], figures: Mapping[Any, Any]) -> str:
    """What a row says of a slip in one of its two claims, whose figures are here by their ids."""
    return slip_words(slip["code"], figures[slip["claim_id"]], slip["reading"])


def _marked(claims: pd.DataFrame, labels: pd.Series) -> list[tuple[Any, ...]]:
    """The figure of each claim, and what its mark stands for."""
    return _cells(claims, labels, "figure", "mark_meaning")


def _said_by_the_row(values: Sequence[Any], name: str) -> Said:
    """A field of the query's own: null is nothing to say, unless it is a date for which a figure holds."""
    values = [_or_none(value) for value in values]
    silent = not name.endswith("as_of")
    return Said(["" if silent and value is None else in_words(value, name) for value in values], values)


def _or_none(value: Any) -> Any:
    """None for what is nothing: null, a missing number, an empty text."""
    if isinstance(value, str):
        return value or None
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def _said(name: str, rows: pd.DataFrame, claims: pd.DataFrame, card: CardText) -> Said | None:
    """A field that every template may use, said for each row; None when there is no such field."""
    against = name.startswith("against_")
    field = "claim_id" if name == "against_id" else name.removeprefix("against_")
    labels = rows["against_row" if against else "row"]

    if name in ("code", "rule"):
        values = [card.code if name == "code" else card.rule] * len(rows)
    elif name in ("gap", "severity", "status", "explanation"):
        values = [_or_none(value) for value in rows[name].tolist()]
    elif name == "apart":
        values = _apart(rows, claims)
    elif name in card.parameters:
        values = [card.parameters[name]] * len(rows)
    elif name == "by":
        return _speakers(claims, labels)
    elif name == "against_by":
        return _unless_named(_speakers(claims, labels), _speakers(claims, rows["row"]))
    elif field == "what":
        return _worked_out(_cells(claims, labels, "measure", "population", "place"), what_is_counted)
    elif field == "range":
        return _worked_out(_cells(claims, labels, "low", "high", "figure"), _range)
    elif field in _CLAIM_TEXT or field in ("low", "high"):
        values = [value for (value,) in _cells(claims, labels, field)]
    else:
        return None
    return Said([in_words(value, field) for value in values], values)


def _apart(rows: pd.DataFrame, claims: pd.DataFrame) -> list[Any]:
    """By how much the two figures of each row miss each other, in words."""
    sides = (_cells(claims, rows[side], *Printed.__dataclass_fields__) for side in ("row", "against_row"))
    gaps = [_or_none(gap) for gap in rows["gap"].tolist()]
    return [apart_words(gap, Printed(*one), Printed(*other)) for gap, one, other in zip(gaps, *sides, strict=True)]


def _speakers(claims: pd.DataFrame, labels: pd.Series) -> Said:
    return _worked_out(_cells(claims, labels, "source", "origin"), who_says)


def _unless_named(witness: Said, accused: Said) -> Said:
    """Who says the other figure: a stretch counts that as nothing where it is the same, so that nobody is named twice."""
    values = [None if own == other else other for own, other in zip(accused.values, witness.values, strict=True)]
    return Said(witness.words, values)


def _cells(claims: pd.DataFrame, labels: pd.Series, *columns: str) -> list[tuple[Any, ...]]:
    """For each row the cells of its claim in these columns, None where there is nothing."""
    taken = (_column(claims, column, labels).tolist() for column in columns)
    return list(zip(*([_or_none(value) for value in cells] for cells in taken), strict=True))


def _worked_out(cells: list[tuple[Any, ...]], words: Callable[..., str]) -> Said:
    """What is worked out from several cells of a claim; nothing where all of them are empty."""
    said = [words(*some) for some in cells]
    return Said(
        said, [w if any(cell is not None for cell in some) else None for w, some in zip(said, cells, strict=True)]
    )


def _range(low: int | None, high: int | None, figure: str | None) -> str:
    return in_words(figure) if low is None and high is None else range_words(low, high)


def in_report_order(report: pd.DataFrame) -> pd.DataFrame:
    """Worst first, then by code, event and claims. The fingerprint is unique, so the order is total."""
    rank = report["severity"].map({word: n for n, word in enumerate(SEVERITIES)})
    keys = ["rank", "code", "event", "claim_id", "against_id", "fingerprint"]
    ordered = report.assign(rank=rank).sort_values(keys, na_position="last", kind="stable", ignore_index=True)
    return ordered.drop(columns="rank")
