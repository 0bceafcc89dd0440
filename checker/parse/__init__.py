"""The stage `parse`: from the words of a figure to a qualifier, a range, and the range a reader takes from it.

`parse_figure` reads one figure, `parse_figures` a column, `parse_interval` a stated confidence interval; `explain` and
`as_json` show a figure to a person and to a program; `say` proposes faithful phrases for a number, and `said` shows one.
Importing this imports neither pandas nor pint.
"""

from checker.parse.explain import as_json, explain, said
from checker.parse.figure import parse_figure
from checker.parse.interval import Interval, parse_interval
from checker.parse.phrasing import Phrasing, say
from checker.parse.table import parse_figures

__all__ = [
    "Interval",
    "Phrasing",
    "as_json",
    "explain",
    "parse_figure",
    "parse_figures",
    "parse_interval",
    "said",
    "say",
]
