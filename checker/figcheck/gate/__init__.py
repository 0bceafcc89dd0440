"""What of the findings gates: settings for single rules, waivers, the baseline, and what changed."""

from figcheck.gate.baseline import Baseline, accepted_entries, read_baseline, write_baseline
from figcheck.gate.decisions import Decisions, apply_decisions, ends_soon
from figcheck.gate.rule_settings import RuleSettings, naming_place, rule_settings, with_set_severities
from figcheck.gate.scope import Scope
from figcheck.gate.threshold import at_least, fails
from figcheck.gate.waiver_examples import judged_example
from figcheck.gate.waiver_file import put_waiver
from figcheck.gate.waivers import CHECKS, COMMON_FACTS, HOLDS, UNJUDGED, Verdict

__all__ = [
    "CHECKS",
    "COMMON_FACTS",
    "HOLDS",
    "UNJUDGED",
    "Baseline",
    "Decisions",
    "RuleSettings",
    "Scope",
    "Verdict",
    "accepted_entries",
    "apply_decisions",
    "at_least",
    "ends_soon",
    "fails",
    "judged_example",
    "naming_place",
    "put_waiver",
    "read_baseline",
    "rule_settings",
    "with_set_severities",
    "write_baseline",
]
