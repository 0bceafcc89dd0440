"""The stage `parse`: from the words of a figure to a qualifier, a range, and the range a reader takes from it.

`parse_figure` reads one figure, `parse_figures` a column, `parse_interval` a stated confidence interval; `explain` and
`as_json` show a figure to a person and to a program; `say` proposes faithful phrases for a number, and `said` shows one.
Importing this imports neither pandas nor pint.
"""

from checker.parse.explain import as_json, explain, said
from checker.parse.figure import parse_figure
from checker.parse.interval import Interval, parse_interval
from checker.parse.phrasing import Phrasing, say
from checker.parse.quoted_hedges import other_hedge, other_hedges
from checker.parse.quotes import quote_has_figure, quotes_have_figures
from checker.parse.separators import other_reading, other_readings
from checker.parse.table import lacks_lexicon, parse_figures
from checker.parse.written import with_overrides, written_bounds

__all__ = [
    "Interval",
    "Phrasing",
    "as_json",
    "explain",
    "lacks_lexicon",
    "other_hedge",
    "other_hedges",
    "other_reading",
    "other_readings",
    "parse_figure",
    "parse_figures",
    "parse_interval",
    "quote_has_figure",
    "quotes_have_figures",
    "said",
    "say",
    "with_overrides",
    "written_bounds",
]
