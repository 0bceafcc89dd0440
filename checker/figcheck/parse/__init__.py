"""The stage `parse`: from the words of a figure to a qualifier, a range, and the range a reader takes from it.

`parse_figure` reads one figure, `parse_figures` a column, `parse_interval` a stated confidence interval. `explain` and
`as_json` show a figure to a person and to a program. `faithful_phrases` proposes phrases for a number, and `phrase_line`
shows one. Importing this imports neither pandas nor pint.
"""

from figcheck.parse.column import lacks_lexicon, parse_figures
from figcheck.parse.explain import as_json, explain, phrase_line
from figcheck.parse.figure import parse_figure
from figcheck.parse.interval import Interval, parse_interval
from figcheck.parse.quotes.figure_in_quote import quote_has_figure, quotes_have_figures
from figcheck.parse.quotes.hedge_in_quote import other_hedge, other_hedges
from figcheck.parse.say import Phrasing, faithful_phrases
from figcheck.parse.separators import other_reading, other_readings
from figcheck.parse.stated_bounds import with_overrides, written_bounds

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
    "with_overrides",
    "written_bounds",
]
