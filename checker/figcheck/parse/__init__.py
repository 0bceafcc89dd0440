"""The stage `parse`: from the words of a figure to a qualifier, a range, and the range that a reader takes from it.

In come the words of one figure (`parse_figure`) or the claims of a ledger (`parse_claims`); out comes a `Figure`, or the same
claims with what their figures say. Start at `figure.py`. The words of a figure go through four folders, and none of them imports
a later one: `words/` (tokens and the words of a language), `number_words/` (numbers), `grammar/` (how they hang together) and
`ranges/` (what they mean). `cell/` looks at a cell before its words are read, `columns/` reads whole columns, and `quotes/`
compares a figure with its quote.

`explain` and `as_json` show a figure to a person and to a program, `faithful_phrases` proposes phrases for a number, and
`phrase_line` shows one. Importing this imports neither pandas nor pint.
"""

from figcheck.parse.columns.figures import lacks_lexicon, parse_figures
from figcheck.parse.columns.stated_bounds import with_overrides, written_bounds
from figcheck.parse.explain import as_json, explain, phrase_line
from figcheck.parse.figure import parse_figure
from figcheck.parse.interval import Interval, parse_interval
from figcheck.parse.own_lexicons import use_lexicons
from figcheck.parse.quotes.figure_in_quote import quote_has_figure, quotes_have_figures
from figcheck.parse.quotes.hedge_in_quote import other_hedge, other_hedges
from figcheck.parse.say import Phrasing, faithful_phrases
from figcheck.parse.separators import other_reading, other_readings

__all__ = [
    "Interval",
    "Phrasing",
    "as_json",
    "explain",
    "faithful_phrases",
    "lacks_lexicon",
    "other_hedge",
    "other_hedges",
    "other_reading",
    "other_readings",
    "parse_figure",
    "parse_figures",
    "parse_interval",
    "phrase_line",
    "quote_has_figure",
    "quotes_have_figures",
    "use_lexicons",
    "with_overrides",
    "written_bounds",
]
