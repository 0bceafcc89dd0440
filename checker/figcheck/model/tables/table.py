"""What a table is: a class that names its columns once, with their types, their meaning, and when a cell is null.

    class Sums(Table, per="sum that can be tested"):
        claim_id = text("the whole")
        sum_high = whole_number("the most that the parts come to", null="a part has no upper bound")

The class is the table's type: `def sums(figures: Figures, …) -> Sums`. A value of that type is a pandas DataFrame with these
columns. mypy tells one table from another, and knows nothing of their cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Column:
    """One declared column. `null` says when a cell is null; None: it never is. `for_cards`: rule cards may read it."""

    dtype: str
    meaning: str
    null: str | None
    for_cards: bool
    name: str = ""

    def fault(self, frame: pd.DataFrame) -> str | None:
        """What is wrong with the column in a table, or None."""
        if self.name not in frame:
            return "it is missing"
        if str(frame[self.name].dtype) != self.dtype:
            return f"it has the type {frame[self.name].dtype} and not {self.dtype}"
        return "it has nulls" if self.null is None and frame[self.name].hasnans else None


def text(meaning: str, null: str | None = None, *, for_cards: bool = True) -> Any:
    """A column of text."""
    return Column("str", meaning, null, for_cards)


def whole_number(meaning: str, null: str | None = None, *, for_cards: bool = True) -> Any:
    """A column of whole numbers: people, days, or the numbers of groups."""
    return Column("Int64", meaning, null, for_cards)


def number(meaning: str, null: str | None = None, *, for_cards: bool = True) -> Any:
    """A column of numbers that need not be whole."""
    return Column("Float64", meaning, null, for_cards)


def flag(meaning: str, *, for_cards: bool = True) -> Any:
    """A column that is true or false."""
    return Column("bool", meaning, None, for_cards)


def maybe_flag(meaning: str, null: str | None = None, *, for_cards: bool = True) -> Any:
    """A column that is true, false or, in some table, null."""
    return Column("boolean", meaning, null, for_cards)


def day(meaning: str, null: str | None = None, *, for_cards: bool = True) -> Any:
    """A column of days."""
    return Column("datetime64[us]", meaning, null, for_cards)


def position(meaning: str) -> Any:
    """A column of places in another table, counted from 0. Cards do not read it."""
    return Column("int64", meaning, None, for_cards=False)


def mapping(meaning: str, null: str | None = None) -> Any:
    """A column of Python dicts. Cards do not read it."""
    return Column("object", meaning, null, for_cards=False)


@cache
def _no_rows(types: tuple[tuple[str, str], ...]) -> Any:
    """A table with columns of these names and types and without a row, made once: to make one takes longer than it seems."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types})


class UndeclaredError(Exception):
    """A table that is not as declared."""


class Table:
    """A declared table. The docstring of a table says how it is worked out; `per` what one row stands for.

    Columns of the base classes come first. A column that is declared again keeps its place.
    """

    table_name: ClassVar[str] = ""
    per: ClassVar[str] = ""
    declared: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls, per: str = "", table_name: str = "") -> None:
        cls.per = per
        cls.table_name = table_name or re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        own = {name: replace(column, name=name) for name, column in vars(cls).items() if isinstance(column, Column)}
        inherited = [base.declared for base in cls.__bases__ if issubclass(base, Table)]
        cls.declared = {name: column for columns in (*inherited, own) for name, column in columns.items()}

    @classmethod
    def names(cls) -> list[str]:
        """The columns, in order."""
        return list(cls.declared)

    @classmethod
    def names_for_cards(cls) -> list[str]:
        """The columns that rule cards may read, in order."""
        return [name for name, column in cls.declared.items() if column.for_cards]

    @classmethod
    def dtypes(cls) -> dict[str, str]:
        """The pandas type of each column."""
        return {name: column.dtype for name, column in cls.declared.items()}

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """The declared columns of `frame`, cast to their types; rows are numbered anew from 0."""
        table = frame[cls.names()]
        if not len(table):
            return cls.no_rows()
        types = {name: str(dtype) for name, dtype in table.dtypes.items()}
        other = {name: dtype for name, dtype in cls.dtypes().items() if types[name] != dtype}
        return (table.astype(other) if other else table).reset_index(drop=True)

    @classmethod
    def no_rows(cls) -> Self:
        """The table without a row."""
        return _no_rows(tuple(cls.dtypes().items())).copy(deep=False)

    @classmethod
    def checked(cls, frame: pd.DataFrame) -> Self:
        """The frame itself, which has every declared column, of its type, without a null that is not declared.

        Raises UndeclaredError if it has not: that is a fault of figcheck, and of no ledger.
        """
        faults = [f"{name}: {fault}" for name, column in cls.declared.items() if (fault := column.fault(frame))]
        if faults:
            raise UndeclaredError(f"the table {cls.table_name} is not as declared: {'; '.join(faults)}")
        return frame

    if TYPE_CHECKING:
        # what a DataFrame can do, of which mypy need know no more here
        def __getattr__(self, name: str) -> Any: ...
        def __getitem__(self, key: Any) -> Any: ...
        def __setitem__(self, key: Any, value: Any) -> None: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[str]: ...
        def __contains__(self, column: object) -> bool: ...
