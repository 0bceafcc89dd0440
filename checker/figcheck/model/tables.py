"""The nouns of figcheck and the tables between its stages; every convention is said here once.

Counts are whole people (or households), `int` in Python and Int64 in tables, never float. Ranges are closed;
`high` is None (null) when nothing bounds the number from above. Dates are days. A missing cell is null, never "".
"""

from __future__ import annotations

from collections.abc import Container

REQUIRED_COLUMNS = ("claim_id", "event", "measure", "figure", "source", "published")
OPTIONAL_COLUMNS = (
    "population",
    "place",
    "kind",
    "period_start",
    "as_of",
    "phase",
    "origin",
    "via",
    "revises",
    "basis",
    "interval",
    "sums_to",
    "change_from",
    "change_to",
    "quote",
    "url",
    "archive",
    "retrieved",
    "status",
    "reliability",
    "credibility",
    "lang",
    "note",
    "ledger_low",
    "ledger_high",
    "parse_override",
)
LEDGER_COLUMNS = REQUIRED_COLUMNS + OPTIONAL_COLUMNS
DATE_COLUMNS = ("period_start", "as_of", "published", "retrieved")
REFERENCE_COLUMNS = ("via", "revises", "change_from", "change_to")
"""Ledger columns that hold the id of another claim (`sums_to` holds ids with a label each)."""


def sums_of(cell: str, ids: Container[str] = ()) -> list[tuple[str, str]]:
    """(whole, label) pairs of a `sums_to` cell: `claim_id/label`, several joined by ";"; a bare id has the label "".

    Ids may hold slashes themselves: what stands before the last one is the id, unless all of it is one of `ids`.

    >>> sums_of("t1/1; t2/by sex")
    [('t1', '1'), ('t2', 'by sex')]
    """
    pairs = []
    for part in (p.strip() for p in cell.split(";")):
        if part in ids or "/" not in part:
            pairs.append((part, ""))
        else:
            whole, _, label = part.rpartition("/")
            pairs.append((whole.strip(), label.strip()))
    return [pair for pair in pairs if pair[0]]


DEFAULTS = {"population": "all", "kind": "cumulative", "basis": "count", "status": "current"}

# claims: what `read` gives. One row a ledger record. All ledger columns, as text as it stands in the file, null where
# empty; then
#   file       the ledger, relative to where the run started, with forward slashes
#   line       the first physical line of the record, counted from 1
#   malformed  null, or why the record cannot be laid under the header; then `malformed_mend` says how to mend it,
#              `record` is its text, and the ledger columns but claim_id are null
# and last, columns that figcheck does not know. The index is 0..n-1 and is called `row` in every later table.
CLAIM_TABLE = (*LEDGER_COLUMNS, "file", "line", "malformed", "malformed_mend", "record")

# parsed: claims, and beside them what `parse` read in `figure` (fields of `Figure`) and in `interval`.
# low/high/implied_*: Int64, only where the unit is people or households. ratio_low/ratio_high: float, for percent and
# fraction as parts of one (0.9 for "90 percent"), for rate as people per day. impossible: see `Figure`. other_reading: a clause
# that says what else the figure may be (separators, scale), or null. quote_has_figure: null where it cannot be told.
# quote_says: the quote's words for the figure's number where they hedge it otherwise, or null; quote_severity: how far that is.
# written_low/high: Int64, what the ledger's own columns `low` and `high` (ledger_low, ledger_high) say in digits.
PARSED_COLUMNS = (
    "qualifier",
    "unit",
    "value",
    "low",
    "high",
    "low_hard",
    "high_hard",
    "implied_low",
    "implied_high",
    "ratio_low",
    "ratio_high",
    "is_increment",
    "digits",
    "figure_error",
    "figure_mend",
    "impossible",
    "interval_low",
    "interval_high",
    "interval_error",
)
"""What `parse` reads in the figure and the stated interval."""

BESIDE_COLUMNS = (
    "other_reading",
    "no_lexicon",
    "quote_has_figure",
    "quote_says",
    "quote_severity",
    "written_low",
    "written_high",
)
"""What `parse` finds beside the figure: in its separators and language, in the quote, in the bounds that the ledger states
itself."""

_TAKEN = "ledger_"


def ledger_column(name: str) -> str:
    """The name in the claims table of a column of a ledger: a name that `parse` needs for itself gets a prefix.

    >>> ledger_column("figure"), ledger_column("low")
    ('figure', 'ledger_low')
    """
    return f"{_TAKEN}{name}" if name in (*PARSED_COLUMNS, *BESIDE_COLUMNS) else name


# figures: what `validate` lets through. One row a claim that can be compared; names resolved to their declared form,
# dates as dates, defaults filled in; columns listed with their meaning in docs/tables.md.

# rows: what `validate` and `check` find, before wording. One row a discrepancy.
ROW_COLUMNS = ("code", "row", "against_row", "severity", "status", "explanation", "gap", "fields")
"""`row`/`against_row` point into claims; `gap` is a count of people or null; `fields` is a dict for the templates."""

REPORT_COLUMNS = (
    "fingerprint",
    "state",
    "code",
    "rule",
    "severity",
    "status",
    "event",
    "measure",
    "population",
    "place",
    "claim_id",
    "source",
    "origin",
    "figure",
    "low",
    "high",
    "as_of",
    "published",
    "against_id",
    "against_source",
    "against_origin",
    "against_figure",
    "against_low",
    "against_high",
    "against_as_of",
    "gap",
    "gap_percent",
    "message",
    "mend",
    "file",
    "line",
)
"""Columns of discrepancies.csv, in order."""

FINDING_COLUMNS = (*REPORT_COLUMNS, "reason", "row", "against_row")
"""The report table inside a run: the columns of discrepancies.csv, and what its other formats need beside them.

`reason` says why a row is explained, waived or accepted (null for new ones); `row` and `against_row` are labels of the claims table
(Int64, null for none).
"""


WAIVER_COLUMNS = ("fingerprint", "state", "rule", "claim_id", "against_id", "reason", "until", "by")
"""Columns of waivers.csv. `until` is the last day on which the waiver holds."""

BASELINE_COLUMNS = ("fingerprint", "state", "code", "claim_id", "against_id")
"""Columns of the file of accepted findings."""
