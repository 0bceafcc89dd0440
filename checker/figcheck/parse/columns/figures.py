"""A column of figures to the columns that say what each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from figcheck.model.figure import Figure
from figcheck.model.tables import FigureRange
from figcheck.model.words import COUNTED_UNITS
from figcheck.parse.figure import parse_figure
from figcheck.parse.interval import parse_interval
from figcheck.parse.words.load_lexicon import lexicon

if TYPE_CHECKING:
    import pandas as pd

_IN_ONE = {"percent": 100, "fraction": 1, "rate": 1}


def parse_figures(
    figures: pd.Series,
    lang: pd.Series | None = None,
    rounds: pd.Series | None = None,
    interval: pd.Series | None = None,
) -> FigureRange:
    """One row a figure, with the same index; nothing is dropped.

    `lang` null lets script and words decide, `rounds` null is true (see `parse_figure`); `interval` is the ledger's column of
    that name, null where none is stated. Each distinct figure, language and rounding is parsed once, so a long column of few
    phrases costs one factorize and one take. A null figure has the error "the figure is empty".
    """
    import numpy as np
    import pandas as pd

    codes, texts = pd.factorize(figures, use_na_sentinel=True)
    combined = codes.astype("int64") + 1
    languages: Sequence[Any] = [None]
    if lang is not None:
        lang_codes, names = pd.factorize(lang, use_na_sentinel=True)
        languages = [None, *names]
        combined = combined * len(languages) + lang_codes + 1
    if rounds is not None:
        combined = combined * 2 + rounds.astype("boolean").fillna(True).to_numpy(dtype=bool)
    positions, distinct = pd.factorize(combined)
    parsed = [_parsed(int(code), texts, languages, lang is not None, rounds is not None) for code in distinct]
    table = _columns(parsed, pd).take(positions)
    table.index = figures.index
    for name, values in _intervals(interval, len(figures), pd, np).items():
        table[name] = values
    return table


def lacks_lexicon(lang: pd.Series) -> pd.Series:
    """Whether each row names a language that figcheck has no words of."""
    named = lang.dropna().unique()
    return lang.isin([name for name in named if lexicon(str(name)) is None])


def _parsed(code: int, texts: Any, languages: Sequence[Any], with_lang: bool, with_rounds: bool) -> Figure:
    """The figure of one combined code (see `parse_figures`)."""
    rounds = True
    if with_rounds:
        code, bit = divmod(code, 2)
        rounds = bool(bit)
    name = None
    if with_lang:
        code, which = divmod(code, len(languages))
        name = languages[which]
    return parse_figure("" if code == 0 else str(texts[code - 1]), None if name is None else str(name), rounds)


def _columns(figures: list[Figure], pd: Any) -> pd.DataFrame:
    """One row a figure, without the interval."""
    counted = [figure.unit in COUNTED_UNITS for figure in figures]

    def counts(name: str) -> Any:
        return pd.array(
            [getattr(f, name) if yes else None for f, yes in zip(figures, counted, strict=True)], dtype="Int64"
        )

    def ratios(name: str) -> Any:
        scaled = [_ratio(getattr(figure, name), figure.unit) for figure in figures]
        return pd.array(scaled, dtype="Float64")

    def strings(name: str) -> Any:
        return pd.array([getattr(figure, name) for figure in figures], dtype="str")

    def flags(name: str) -> Any:
        return pd.array(
            [None if figure.error is not None else getattr(figure, name) for figure in figures], dtype="boolean"
        )

    return pd.DataFrame(
        {
            "qualifier": strings("qualifier"),
            "unit": strings("unit"),
            "value": pd.array([None if f.value is None else float(f.value) for f in figures], dtype="Float64"),
            "low": counts("low"),
            "high": counts("high"),
            "low_hard": flags("low_hard"),
            "high_hard": flags("high_hard"),
            "implied_low": counts("implied_low"),
            "implied_high": counts("implied_high"),
            "ratio_low": ratios("low"),
            "ratio_high": ratios("high"),
            "is_increment": flags("increment"),
            "is_correction": flags("correction"),
            "digits": pd.array([figure.digits for figure in figures], dtype="Int64"),
            "figure_error": strings("error"),
            "figure_mend": strings("mend"),
            "mark": strings("mark"),
            "no_figure": strings("no_figure"),
            "impossible": pd.array([figure.impossible for figure in figures], dtype="bool"),
        }
    )


def _ratio(bound: float | None, unit: str | None) -> float | None:
    """A bound as a part of one, or people per day; None for a count."""
    return None if bound is None or unit not in _IN_ONE else bound / _IN_ONE[unit]


def _intervals(interval: pd.Series | None, rows: int, pd: Any, np: Any) -> dict[str, Any]:
    """The three columns of `interval`; all null where none is stated."""
    if interval is None:
        positions, found = np.full(rows, -1), []
    else:
        positions, texts = pd.factorize(interval, use_na_sentinel=True)
        found = [parse_interval(str(text)) for text in texts]
    columns = {
        "interval_low": pd.array([one.low for one in found] + [None], dtype="Int64"),
        "interval_high": pd.array([one.high for one in found] + [None], dtype="Int64"),
        "interval_error": pd.array([one.error for one in found] + [None], dtype="str"),
    }
    return {name: values.take(positions) for name, values in columns.items()}
