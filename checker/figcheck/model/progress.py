"""How a long run says what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with a few words whenever something new begins: "parsing 1,200 claims"."""


def silent(_: str) -> None:
    """Says nothing."""
