"""The findings in drafts as a report: the formats of `files/`, and the draft itself as a marked-up page.

Start at `rows.py`, which makes a report of the verdicts. `kinds.py` says in which formats it is written, and `page.py` makes the
page. The verdicts themselves are from `prose/draft/`.
"""

from figcheck.report.drafts.kinds import Formats, draft_target, verdict_records
from figcheck.report.drafts.rows import DraftReport, draft_report, draft_rows

__all__ = ["DraftReport", "Formats", "draft_report", "draft_rows", "draft_target", "verdict_records"]
