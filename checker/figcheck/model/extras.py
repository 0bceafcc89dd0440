"""Packages that only some users need: they are optional, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from figcheck.model.errors import FigcheckError


def how_to_install(extra: str) -> str:
    """The command that installs the packages of one extra.

    >>> how_to_install("evidence")
    "pip install 'figcheck[evidence]'"
    """
    return f"pip install 'figcheck[{extra}]'"


def needed(module: str, use: str, extra: str) -> Any:
    """A module of an optional package. Raises FigcheckError, which names `use` and what to install, when it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise FigcheckError(f"{use} needs {module.partition('.')[0]}", mend=how_to_install(extra)) from error
