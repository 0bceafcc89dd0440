"""The claims of a ledger with what their figures, intervals, quotes and stated bounds say."""

from __future__ import annotations

from figcheck.model.tables import Claims, Parsed
from figcheck.model.vocabulary import Vocabulary
from figcheck.parse.columns.exact_origins import declared_counts, learnt_counts
from figcheck.parse.columns.figures import lacks_lexicon, parse_figures
from figcheck.parse.columns.mark_meanings import mark_meanings
from figcheck.parse.columns.stated_bounds import with_overrides, written_bounds
from figcheck.parse.quotes.figure_in_quote import quotes_have_figures
from figcheck.parse.quotes.hedge_in_quote import other_hedges
from figcheck.parse.separators import other_readings


def parse_claims(claims: Claims, vocabulary: Vocabulary) -> Parsed:
    """The claims with what their words say, same rows. A round number of an origin that counts is a count (see `learnt_counts`)."""
    import pandas as pd

    declared = declared_counts(claims, vocabulary)
    rounds = ~declared.fillna(False)
    figures = parse_figures(claims["figure"], claims["lang"], rounds, claims["interval"])
    learnt = learnt_counts(claims, figures) & declared.isna()
    if learnt.any():
        again = claims[learnt]
        figures.loc[learnt] = parse_figures(
            again["figure"], again["lang"], pd.Series(False, index=again.index), again["interval"]
        )
    figures["mark_meaning"] = mark_meanings(figures["mark"], claims["legend"])
    figures["other_reading"] = other_readings(claims["figure"], claims["lang"])
    figures["no_lexicon"] = figures["figure_error"].notna() & lacks_lexicon(claims["lang"])
    figures["quote_has_figure"] = quotes_have_figures(claims["figure"], claims["quote"], claims["lang"])
    beside = pd.concat([claims[["figure", "quote", "lang"]], figures["quote_has_figure"]], axis=1)
    figures[["quote_says", "quote_severity"]] = other_hedges(beside)
    for bound in ("low", "high"):
        figures[f"written_{bound}"] = written_bounds(claims[f"ledger_{bound}"])
    return with_overrides(pd.concat([claims, figures], axis=1))
