"""What of the findings gates: settings for single rules, waivers, the baseline, and what changed."""

from checker.gate.rule_settings import RuleSettings, located, rule_settings, set_severities
from checker.gate.threshold import mild_ones_left_out

__all__ = ["RuleSettings", "located", "mild_ones_left_out", "rule_settings", "set_severities"]
