"""What a run did, as data: how much was read and compared, what was not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """The facts of one run that stand above its report.

    - `ledgers`: (file, number of claims)
    - `passed_over`: (file, why)
    - `unknown_columns`: (column, files that have it)
    - `notices`: (ledger, what a person should know of how it was read)
    - `not_compared`: (reason, number of claims)
    - `sums_not_tested`: (reason, number of declared sums)
    - `report_path`: the files that the report is written to, "" for none
    - `confirmed`: (what was tested and held, how often)
    - `on_one_origin`: (cells whose claims all rest on one origin, cells in which somebody is named who counted)
    - `gate`: (label, text) of what was waived, accepted or left out, and of what an editor should look at there
    - `broken`: the full text of every error of the user's files or cards; `exit_status` is 2 when there is one
    """

    ledgers: list[tuple[str, int]]
    passed_over: list[tuple[str, str]]
    unknown_columns: list[tuple[str, list[str]]]
    vocabularies: list[str]
    claims_read: int
    claims_parsed: int
    claims_valid: int
    claims_compared: int
    not_compared: list[tuple[str, int]]
    cells: int
    cards_run: int
    report_path: str = ""
    fail_on: str
    as_of: date
    exit_status: int = 0
    sums_not_tested: list[tuple[str, int]] = field(default_factory=list)
    confirmed: list[tuple[str, int]] = field(default_factory=list)
    on_one_origin: tuple[int, int] = (0, 0)
    gate: list[tuple[str, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
