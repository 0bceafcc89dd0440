"""Where a report goes and in which format: `FILE` by its suffix, or `FORMAT:FILE`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from checker.errors import SettingsError
from checker.report import discrepancy_csv

Writer = Callable[[pd.DataFrame, Path], None]

FORMATS: dict[str, Writer] = {"csv": discrepancy_csv.write}


def target(name: str) -> tuple[Writer, Path]:
    """What writes the report that `--report NAME` asks for, and where.

    Raises SettingsError for a format that there is not.

    >>> target("csv:out/today")[1].as_posix()
    'out/today'
    """
    prefix, colon, rest = name.partition(":")
    if colon and prefix.casefold() in FORMATS and rest:
        return FORMATS[prefix.casefold()], Path(rest)
    known = ", ".join(FORMATS)
    if colon and prefix.isalpha() and len(prefix) > 1:  # one letter is a drive of Windows
        raise SettingsError(f'there is no report format "{prefix}"', where=name, mend=f"write one of {known}")
    suffix = Path(name).suffix.removeprefix(".").casefold()
    if suffix not in FORMATS:
        why = f'its suffix is "{suffix}"' if suffix else "it has no suffix"
        mend = f"end it with one of {known}, or write FORMAT:{name}"
        raise SettingsError("cannot tell the format of the report", where=name, why=why, mend=mend)
    return FORMATS[suffix], Path(name)
