"""A draft beside the ledger: each of its figures with one of seven verdicts.

Start at `drafts.py`. `known_claims.py` has the ledger as a draft is compared with it, `scope.py` finds the claims that a figure
may repeat, `stated_day.py` the day that a sentence names, and `judge.py` decides. A figure is accused only if figcheck
understands whom, where, when and whose count it means; where it does not, the verdict is `unknown`, a question.
"""

from figcheck.prose.draft.drafts import Draft, Judged, judged_drafts
from figcheck.prose.draft.judge import VERDICTS, Judgement
from figcheck.prose.draft.known_claims import KnownClaims

__all__ = ["VERDICTS", "Draft", "Judged", "Judgement", "KnownClaims", "judged_drafts"]
