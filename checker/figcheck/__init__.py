"""figcheck: checks reported casualty figures before they are printed.

    >>> import figcheck
    >>> figcheck.parse_figure("more than 27,000").low
    27001

`parse_figure` reads the words of one figure as a range, `faithful_phrases` proposes words for a number, `extract` finds the
figures of a text, `draft` compares those of a draft with a ledger, and `check` runs the rules over ledgers, as `figcheck run`
does. docs/python.md shows them at work. The
import costs a millisecond: each name is imported when it is first used, pandas and DuckDB when `check` is called.

Inside, the stages are packages that run in one direction: `read` -> `parse` -> `validate` -> `compare` -> `report`. Each takes
a pandas table and gives one. `pipeline` joins them, and `model.tables` describes the tables between them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from figcheck.library import (
        CheckResult,
        DraftFigure,
        DraftResult,
        check,
        draft,
        extract,
        faithful_phrases,
        parse_figure,
    )
    from figcheck.model.errors import FigcheckError
    from figcheck.model.figure import Figure, Phrasing
    from figcheck.model.settings import Settings
    from figcheck.model.version import __version__

__all__ = [
    "CheckResult",
    "DraftFigure",
    "DraftResult",
    "FigcheckError",
    "Figure",
    "Phrasing",
    "Settings",
    "__version__",
    "check",
    "draft",
    "extract",
    "faithful_phrases",
    "parse_figure",
]

_ELSEWHERE = {
    "FigcheckError": "model.errors",
    "Figure": "model.figure",
    "Phrasing": "model.figure",
    "Settings": "model.settings",
    "__version__": "model.version",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'figcheck' has no attribute {name!r}")
    return getattr(import_module(f"figcheck.{_ELSEWHERE.get(name, 'library')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
