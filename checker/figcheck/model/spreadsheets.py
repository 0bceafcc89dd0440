"""Cells that a spreadsheet would run as a formula, made harmless in the CSV files that figcheck writes."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BEFORE = " \t\n\r\"'"


def defuse(cell: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet would run it as a formula.

    That is when = + - @ (also in full width) come first, even after white space and quotes, or a tab or line end does:
    the advice of OWASP, "CSV Injection".

    >>> defuse("=1+1"), defuse(' "@SUM(A1)'), defuse("at least 27,000")
    ("'=1+1", '\\' "@SUM(A1)', 'at least 27,000')
    """
    return f"'{cell}" if _would_run(cell) else cell


def restore(cell: str) -> str:
    """The cell as it was before `defuse`.

    >>> restore("'=1+1"), restore("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _would_run(cell: str) -> bool:
    return cell.startswith(("\t", "\n", "\r")) or cell.lstrip(_BEFORE).startswith(_FORMULA)
