"""The gate: which of the findings fail a run.

In come the worded findings, the waivers, the baseline and the settings; out come the same findings with a status (new, waived,
accepted) and what there is to say about waivers and baseline. Start at `decisions.py`. `waivers.py` judges each waiver,
`new_waiver.py` says which may be written, and `waiver_file.py` writes it. `baseline.py` knows the accepted findings,
`set_severities.py` sets those of the settings, `changed_since.py` finds what changed since a git revision, and `threshold.py`
decides by severity.
"""

from figcheck.gate.baseline import Baseline, accepted_entries, read_baseline, write_baseline
from figcheck.gate.decisions import Decisions, apply_decisions, ends_soon
from figcheck.gate.new_waiver import FindingRow, NewWaiver, refuse_needless, waivers_file
from figcheck.gate.scope import Scope, days_after
from figcheck.gate.set_severities import with_set_severities
from figcheck.gate.threshold import at_least, fails
from figcheck.gate.waiver_examples import judged_example
from figcheck.gate.waiver_file import put_waiver
from figcheck.gate.waivers import CHECKS, COMMON_FACTS, HOLDS, UNJUDGED, Verdict, covers

__all__ = [
    "CHECKS",
    "COMMON_FACTS",
    "HOLDS",
    "UNJUDGED",
    "Baseline",
    "Decisions",
    "FindingRow",
    "NewWaiver",
    "Scope",
    "Verdict",
    "accepted_entries",
    "apply_decisions",
    "at_least",
    "covers",
    "days_after",
    "ends_soon",
    "fails",
    "judged_example",
    "put_waiver",
    "read_baseline",
    "refuse_needless",
    "waivers_file",
    "with_set_severities",
    "write_baseline",
]
