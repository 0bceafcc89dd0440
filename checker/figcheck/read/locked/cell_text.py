"""The value of a cell -> its text."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

TOO_LONG = 131_072
"""Characters of one cell. The csv module of Python has the same limit."""


def cell_text(value: Any) -> str | None:
    """The text of a value; None for an empty cell.

    >>> cell_text(27000.0), cell_text(0.5), cell_text(True), cell_text(" a "), cell_text("")
    ('27000', '0.5', 'TRUE', ' a ', None)
    >>> cell_text(datetime(2024, 2, 3)), cell_text(datetime(2024, 2, 3, 18, 5)), cell_text(timedelta(hours=30))
    ('2024-02-03', '2024-02-03 18:05', '30:00')
    """
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return _other(value)


def _number(value: float) -> str | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return str(value)
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    return f"{Decimal(text):f}" if "e" in text and abs(value) < 1 else text


def _other(value: Any) -> str:
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(" ").removesuffix(":00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
