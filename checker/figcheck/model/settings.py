"""What can be set, said once: the reader of settings files, `figcheck config`, the JSON Schema and the docs follow it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from figcheck.model.tables import LEDGER_COLUMNS
from figcheck.model.words import SEVERITIES

FAIL_ON = (*SEVERITIES, "never")
"""The mildest severity that fails a run; `never` for none."""

FILLABLE = tuple(
    name.removeprefix("ledger_") for name in LEDGER_COLUMNS if name not in ("claim_id", "figure", "quote", "note")
)
"""Columns whose empty cells may mean what stands above them."""

DEFAULT_REPORT = "discrepancies.csv"
"""Where a run writes when nothing says otherwise."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a settings file.

    `kind` is word (one of `choices`), day, days (a whole number of them, 0 or more), file, or a list: words, columns (of
    `choices`), reports (each a path or FORMAT:path) or folders; `rules` is the table of tables `[rule.CODE]`. Paths are relative
    to the settings file. `flag` sets the same on the command line; "" where there is none. `example` is how it is written.
    """

    name: str
    kind: str
    help: str
    flag: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


SETTINGS = (
    Setting("report", "reports", "where to write the report", "--report", example='report = ["discrepancies.csv"]'),
    Setting(
        "fail_on",
        "word",
        "the mildest severity that fails a run",
        "--fail-on",
        FAIL_ON,
        'fail_on = "error"',
    ),
    Setting(
        "min_severity",
        "word",
        "the mildest severity to report (milder findings are only counted)",
        "--min-severity",
        SEVERITIES,
        'min_severity = "note"',
    ),
    Setting(
        "as_of",
        "day",
        "the day that counts as today (without it, the computer's clock decides)",
        "--as-of",
        example="as_of = 2024-02-04",
    ),
    Setting("rules", "folders", "folders with rule cards of your own", "--rules", example='rules = ["our-rules"]'),
    Setting(
        "dates",
        "word",
        "the order of day, month and year where the dates of a ledger do not show theirs",
        choices=("dmy", "mdy", "ymd"),
        example='dates = "mdy"',
    ),
    Setting(
        "fill_down",
        "columns",
        "columns of a ledger in which an empty cell means what stands above it, as in merged cells",
        choices=FILLABLE,
        example='fill_down = ["event", "source"]',
    ),
    Setting(
        "lexicons",
        "folders",
        "folders with lexicon files of your own: phrases that figcheck does not know, or a whole language",
        example='lexicons = ["our-lexicons"]',
    ),
    Setting(
        "select",
        "words",
        "rules to run, all others left out: codes (FC301), families (FC3) or names",
        "--select",
        example='select = ["FC3", "outdated-figure"]',
    ),
    Setting(
        "ignore",
        "words",
        "rules to leave out: codes (FC701), families (FC7) or names",
        "--ignore",
        example='ignore = ["FC701"]',
    ),
    Setting(
        "baseline",
        "file",
        "the file of accepted findings, used where it exists",
        "--baseline",
        example='baseline = "figcheck-baseline.csv"',
    ),
    Setting(
        "longest_waiver",
        "days",
        "how many days ahead a waiver may reach; one that reaches further silences nothing",
        example="longest_waiver = 180",
    ),
    Setting(
        "waiver_notice",
        "days",
        "how many days before its end a waiver is named as about to run out",
        example="waiver_notice = 14",
    ),
    Setting(
        "rule",
        "rules",
        "for one rule, by code or name: its severity, and its parameters",
        example='[rule.FC405]\nseverity = "note"\nfresh_days = 5',
    ),
)
"""Every key of a settings file, in the order in which they are shown. Each is a field of `Settings`."""

DEFAULT = "default"


@dataclass(frozen=True)
class Settings:
    """What a run does; see SETTINGS for each field.

    No `report` means the default of the command that asks. `rule` has for a rule, as it was named, the keys of its
    table. `file` is the settings file, None without one. `origins` tells where a value came from ("figcheck.toml:7",
    "--fail-on"), by the path of its key (("fail_on",), ("rule", "FC405", "fresh_days")); what is not in it is a default.
    """

    report: tuple[str, ...] = ()
    fail_on: str = "error"
    min_severity: str = "note"
    as_of: date | None = None
    rules: tuple[Path, ...] = ()
    lexicons: tuple[Path, ...] = ()
    dates: str | None = None
    fill_down: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path = Path("figcheck-baseline.csv")
    longest_waiver: int = 180
    waiver_notice: int = 14
    rule: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    file: Path | None = None
    origins: Mapping[tuple[str, ...], str] = field(default_factory=lambda: MappingProxyType({}))

    def origin(self, *key: str) -> str:
        """Where the value of a key came from: a file and line, a flag, or "default"."""
        return self.origins.get(key, DEFAULT)

    def today(self) -> date:
        """The day that counts as today: `as_of`, or else the clock's."""
        return self.as_of or datetime.now().astimezone().date()

    def where(self, *key: str) -> str | None:
        """The same for an error message: None for a default."""
        return self.origins.get(key)


def as_toml(value: Any) -> str:
    """A value as it stands in a settings file; what is not set is said in words.

    >>> as_toml(("FC7", "FC301")), as_toml(3), as_toml(date(2024, 2, 4)), as_toml(None)
    ('["FC7", "FC301"]', '3', '2024-02-04', '(not set)')
    """
    if value is None:
        return "(not set)"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        value = value.as_posix()
    return json.dumps(value, ensure_ascii=False)
