"""Archived copies: are they what was recorded, and do the quotes stand in them?

In come claims with the names of their copies; out comes one row a copy. Start at `table.py`: it opens each copy (`copy_file`),
gets its text in a process of its own (`copy_text`, `text_worker`), compares it with its record (`records`) and looks for the
quote (`passages`). A run only reads. `keep_copies.py` is what `figcheck evidence` does: it writes and fetches when asked to.
"""

from figcheck.provenance.copies.table import evidence_table, not_read

__all__ = ["evidence_table", "not_read"]
