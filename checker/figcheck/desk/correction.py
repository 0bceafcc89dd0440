"""One cell of a ledger that an editor corrects: what stands in it, what will, and the file with nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figcheck.model.errors import FigcheckError
from figcheck.model.places import file_of, sheet_of
from figcheck.model.tables import LEDGER_COLUMNS
from figcheck.provenance.copies.edit_ledger import CannotEditError, LedgerText, ledger_text
from figcheck.provenance.copies.edit_workbook import SUFFIXES, WorkbookSheet, workbook_sheet

COLUMNS = tuple(name.removeprefix("ledger_") for name in LEDGER_COLUMNS if name != "claim_id")
"""Columns that can be corrected. An id is not one of them: other claims may name it."""

STATUSES = ("superseded", "retracted", "denied", "current")

_LONGEST = 20_000


@dataclass(frozen=True)
class Correction:
    """A new value for one cell: of the record of `claim_id` that begins on a `line` of a `file`."""

    file: str
    line: int
    claim_id: str
    column: str
    value: str

    def require_meaning(self) -> None:
        """Raises FigcheckError for a column that there is not, a status that there is not, and a value that is too long."""
        if self.column not in COLUMNS:
            raise FigcheckError(
                f'the desk cannot change the column "{self.column}"', mend="choose a column of the list"
            )
        if self.column == "status" and self.value not in (*STATUSES, ""):
            raise FigcheckError(f'"{self.value}" is not a status', mend=f"choose one of {', '.join(STATUSES)}")
        if len(self.value) > _LONGEST:
            raise FigcheckError("the value is too long", why=f"it has more than {_LONGEST:,} characters")

    def was(self, data: bytes) -> str:
        """What stands in the cell now, in a file with this content. Raises FigcheckError if it cannot be changed there."""
        return self._record(data).get(self.column, "")

    def written(self, data: bytes) -> bytes:
        """The content with the new value in that one cell. Raises FigcheckError if that cannot be done with certainty."""
        if self.was(data) == self.value:
            raise FigcheckError("nothing changed", where=self.where, why=f"the cell already has “{self.value}”")
        try:
            return self._table(data).with_cells(self.line, {self.column: self.value})
        except CannotEditError as error:
            raise self._by_hand(str(error)) from error

    @property
    def where(self) -> str:
        """The place of the record, as messages give it."""
        return f"{self.file}:{self.line}"

    @property
    def in_workbook(self) -> bool:
        """Whether the cell is one of a workbook."""
        return sheet_of(self.file) is not None

    def _record(self, data: bytes) -> Mapping[str, str]:
        try:
            record = self._table(data).record(self.line)
        except CannotEditError as error:
            raise self._by_hand(str(error)) from error
        if record.get("claim_id") != self.claim_id:
            raise self._by_hand("the row does not have the id of this claim")
        return record

    def _table(self, data: bytes) -> LedgerText | WorkbookSheet:
        if self.in_workbook:
            return workbook_sheet(data, self.file)
        return ledger_text(data, Path(self.file).name)

    def _by_hand(self, why: str) -> FigcheckError:
        return FigcheckError(
            "the desk cannot change this file",
            where=self.where,
            why=why,
            mend=f"open the file yourself, go to line {self.line}, and write “{self.value}” into the column {self.column}",
        )


def why_by_hand(claim: Mapping[str, Any], read_through: list[str]) -> str:
    """Why the file of a claim must be edited by hand, as a sentence; "" where the desk can do it."""
    file = str(claim["file"])
    written = (".csv", ".tsv") if sheet_of(file) is None else SUFFIXES
    if Path(file_of(file)).suffix.casefold() not in written:
        return "This ledger is not a CSV file or an XLSX workbook. The desk does not write into it: edit the file yourself."
    if file in read_through:
        return "A ledger description reads this file. The desk does not write into it: edit the file yourself."
    if not claim["claim_id"]:
        return "This row has no id, so the desk cannot find it again with certainty: edit the file yourself."
    return ""
