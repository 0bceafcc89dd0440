"""What of the findings gates: settings for single rules, waivers, the baseline, and what changed."""

from figcheck.gate.baseline import Baseline, accept, read_baseline, write_baseline
from figcheck.gate.decide import Decided, decide, runs_out
from figcheck.gate.rule_settings import RuleSettings, located, rule_settings, set_severities
from figcheck.gate.scope import Scope
from figcheck.gate.threshold import mild_ones_left_out
from figcheck.gate.waiver_examples import judged_example
from figcheck.gate.waiver_file import put_waiver
from figcheck.gate.waivers import CHECKS, COMMON_FACTS, HOLDS, UNJUDGED, Verdict

__all__ = [
    "CHECKS",
    "COMMON_FACTS",
    "HOLDS",
    "UNJUDGED",
    "Baseline",
    "Decided",
    "RuleSettings",
    "Scope",
    "Verdict",
    "accept",
    "decide",
    "judged_example",
    "located",
    "mild_ones_left_out",
    "put_waiver",
    "read_baseline",
    "rule_settings",
    "runs_out",
    "set_severities",
    "write_baseline",
]
