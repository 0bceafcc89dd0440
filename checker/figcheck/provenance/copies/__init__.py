"""The stage that opens archived copies: are they what was recorded, and do the quotes stand in them?

It reads what lies beside the ledgers, and writes only when asked to (`figcheck evidence add` and `fetch`).
"""

from figcheck.provenance.copies.table import EVIDENCE_COLUMNS, evidence_table, not_read

__all__ = ["EVIDENCE_COLUMNS", "evidence_table", "not_read"]
